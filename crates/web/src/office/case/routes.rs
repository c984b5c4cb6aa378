//! Addresses of a case's own pages and files.

crate::routes! {
    /// A case at a glance.
    Item { no } = "/items/{no}", get: Page, access: Action("VIEW_MATTER");
    /// Its screening: answers, proposal, consent.
    ItemScreening { no } = "/items/{no}/screening", get: Page, post: Act, access: Action("VIEW_MATTER");
    /// A file that one of its entries names.
    ItemFile { no, file } = "/items/{no}/files/{file}", get: Page, access: Action("VIEW_MATTER");
}
