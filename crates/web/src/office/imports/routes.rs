//! Addresses of imports and of list reports.

crate::routes! {
    /// Bring a file of matters.
    Import = "/items/import", get: Page, post: PersonalOrDraft, access: Action("IMPORT_MATTERS");
    /// What was understood of a file, and its confirmation.
    ImportRows { id } = "/items/import/{id}", get: Page, post: Act, access: Action("IMPORT_MATTERS");
    /// On to the next matter of an import that has to be screened.
    ImportNext { id } = "/items/import/{id}/next", get: Page, access: Action("IMPORT_MATTERS");
    /// Lists of planned decisions by period: who has handed in, and one's own.
    Lists = "/lists", get: Page, post: Act, access: Action("REPORT_LIST");
}
