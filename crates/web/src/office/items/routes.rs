//! Addresses of the list of matters and of registration.

crate::routes! {
    /// The list of matters.
    Items = "/items", get: Page, access: Action("VIEW_MATTER");
    /// The list as a file.
    ItemsExport = "/items/export", get: Page, access: Action("EXPORT");
    /// Save the filter of the list under a name.
    SaveView = "/items/views", post: PersonalOrDraft, access: Action("VIEW_MATTER");
    /// Forget a saved filter.
    DropView { id } = "/items/views/{id}/delete", post: PersonalOrDraft, access: Action("VIEW_MATTER");
    /// Register a matter: the form and its sending.
    ItemNew = "/items/new", get: Page, post: Act, access: Action("LIST_MATTER");
    /// What was registered, with number and check code.
    ItemRegistered { no } = "/items/{no}/registered", get: Page, access: Action("VIEW_MATTER");
}
