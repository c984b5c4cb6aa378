//! Pages that explain the system: help, privacy, accessibility.

use askama::Template;
use axum::response::Response;
use locale::L10n;

use crate::error::WebError;
use crate::page::{self, Page, Shell};
use crate::visit::Visit;

/// A heading and what is said under it, one paragraph for each line.
struct Part {
    heading: String,
    lines: Vec<String>,
}

/// In the frame of the office, for those who are signed in.
#[derive(Template)]
#[template(path = "shell/about.html")]
struct OfficeAbout {
    page: Page,
    parts: Vec<Part>,
}

#[derive(Template)]
#[template(path = "shell/about_public.html")]
struct PublicAbout {
    page: Page,
    parts: Vec<Part>,
}

const HELP: [&str; 6] = ["begin", "file", "level", "gate", "refused", "public"];
const PRIVACY: [&str; 5] = ["whom", "answers", "texts", "officials", "proof"];
const ACCESSIBILITY: [&str; 4] = ["aim", "ways", "checked", "tell"];

/// `GET /help`.
pub(super) async fn help(visit: Visit) -> Result<Response, WebError> {
    let parts = parts(visit.l10n(), "help", &HELP);
    show(&visit, visit.l10n().t("help-title"), parts)
}

/// `GET /privacy`.
pub(super) async fn privacy(visit: Visit) -> Result<Response, WebError> {
    let parts = parts(visit.l10n(), "privacy", &PRIVACY);
    show(&visit, visit.l10n().t("privacy-title"), parts)
}

/// `GET /accessibility`.
pub(super) async fn accessibility(visit: Visit) -> Result<Response, WebError> {
    let parts = parts(visit.l10n(), "accessibility", &ACCESSIBILITY);
    show(&visit, visit.l10n().t("accessibility-title"), parts)
}

fn parts(l10n: L10n, of: &str, names: &[&str]) -> Vec<Part> {
    let part = |name: &&str| Part {
        heading: l10n.code(of, name),
        lines: l10n.code(of, &format!("{name}-text")).lines().map(str::to_owned).collect(),
    };
    names.iter().map(part).collect()
}

fn show(visit: &Visit, title: String, parts: Vec<Part>) -> Result<Response, WebError> {
    let page = Page::new(visit, title);
    if visit.user.is_some() {
        return page::show(&OfficeAbout { page, parts });
    }
    page::show(&PublicAbout { page: page.shell(Shell::Public), parts })
}
