//! Addresses of the shell.

crate::routes! {
    /// An embedded file.
    Asset { file } = "/assets/{file}", get: Page, access: Public;
    /// The icon for browsers that ask for it by this name.
    Favicon = "/favicon.ico", get: Page, access: Public;
    /// What search engines may read: nothing.
    Robots = "/robots.txt", get: Page, access: Public;
    /// Whether the process answers.
    Health = "/healthz", get: Api, access: Public;
    /// Language, theme and size of the text.
    Preferences = "/preferences", get: Page, post: PersonalOrDraft, access: Public;
    /// How the work goes, for those who use the system.
    Help = "/help", get: Page, access: Public;
    /// What is kept and what is not.
    Privacy = "/privacy", get: Page, access: Public;
    /// How the pages can be used by everybody, and what was checked.
    Accessibility = "/accessibility", get: Page, access: Public;
    /// All components on one page; answers in demonstration mode only.
    Style = "/style", get: Page, post: PersonalOrDraft, access: Public;
}
