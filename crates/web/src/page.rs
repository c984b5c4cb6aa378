//! What every page needs besides its own content. A page template has a field
//! `page: Page` and begins with `{% extends "base.html" %}` (staff) or
//! `{% extends "public.html" %}` (residents, sign-in, errors without session).

use std::fmt::Display;

use app::demo::{Summary, YEAR};
use askama::Template;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use locale::{L10n, Msg, ToArg};

use crate::error::WebError;
use crate::flash::Flash;
use crate::marked::marked;
use crate::nav::{self, Nav, NavGroup, Search};
use crate::preference::{Theme, with_query};
use crate::state::SignedIn;
use crate::ui::{Markup, NoteKind};
use crate::visit::Visit;

/// Which frame a page has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shell {
    /// Top bar, navigation, footer.
    #[default]
    Staff,
    /// One column for residents and visitors.
    Public,
}

/// The base of every page.
pub struct Page {
    /// The one `h1`, also in the title of the window.
    pub title: String,
    /// One line of facts under it; may hold tags.
    pub sub: Markup,
    /// Where the page stands: label and address; the last has none.
    pub crumbs: Vec<(String, Option<String>)>,
    /// Navigation of this person.
    pub nav: Vec<NavGroup>,
    /// Who is signed in.
    pub user: Option<SignedIn>,
    /// Message of the last action: class of the note, icon, text.
    pub flash: Option<(&'static str, &'static str, String)>,
    /// Number of this request.
    pub reference: String,
    /// Token for small forms of the frame (sign out).
    pub csrf: String,
    /// What the footer says of sample data.
    pub demo: Option<String>,
    /// Larger text.
    pub large: bool,
    /// `data-theme`, if chosen.
    pub theme: Option<&'static str>,
    path: String,
    current: Option<Nav>,
    l10n: L10n,
    shell: Shell,
    errors: bool,
}

/// What the demonstration holds, as it was counted at the start: a figure of
/// the article stands here only beside what is there.
fn sample_note(holds: Option<&Summary>, l10n: L10n) -> String {
    let Some(holds) = holds else {
        return l10n.t("shell-demo-note");
    };
    let whole = YEAR.iter().map(|(_, n)| u64::from(*n)).sum::<u64>();
    let key = if holds.assessed < whole { "shell-demo-small" } else { "shell-demo-full" };
    let chaoyang = holds.by_city.get("211300").map_or(0, |c| c.assessed);
    l10n.say(
        &Msg::new(key)
            .with("assessed", holds.assessed)
            .with("halted", holds.deferred_or_stopped)
            .with("chaoyang", chaoyang),
    )
}

impl Page {
    /// The base for one request.
    #[must_use]
    pub fn new(visit: &Visit, title: impl Display) -> Self {
        let l10n = visit.l10n();
        let flash = visit.flash.as_ref();
        let nav = visit.user.as_ref().map(|user| nav::for_person(user, None, l10n));
        Self {
            title: title.to_string(),
            sub: Markup::default(),
            crumbs: Vec::new(),
            nav: nav.unwrap_or_default(),
            user: visit.user.clone(),
            flash: flash.map(|Flash { kind, msg }| (kind.class(), kind.icon(), l10n.say(msg))),
            reference: visit.reference.clone(),
            csrf: if visit.user.is_some() { visit.csrf() } else { String::new() },
            demo: visit.demo.then(|| sample_note(visit.holds.as_deref(), l10n)),
            large: visit.display.large,
            theme: visit.display.data_theme(),
            path: visit.path.clone(),
            current: None,
            l10n,
            shell: Shell::Staff,
            errors: false,
        }
    }

    /// Marks the entry of the navigation in which the page stands.
    #[must_use]
    pub fn nav(mut self, current: Nav) -> Self {
        self.current = Some(current);
        if let Some(user) = &self.user {
            self.nav = nav::for_person(user, self.current, self.l10n);
        }
        self
    }

    /// A line of facts under the heading, as text.
    #[must_use]
    pub fn subtitle(mut self, text: impl Display) -> Self {
        self.sub = Markup::text(text);
        self
    }

    /// A line of facts under the heading, with tags.
    #[must_use]
    pub fn subtitle_markup(mut self, markup: Markup) -> Self {
        self.sub = markup;
        self
    }

    /// One more step of the breadcrumb, with its address.
    #[must_use]
    pub fn crumb(mut self, label: impl Display, url: impl Display) -> Self {
        self.crumbs.push((label.to_string(), Some(url.to_string())));
        self
    }

    /// The last step of the breadcrumb: this page.
    #[must_use]
    pub fn here(mut self, label: impl Display) -> Self {
        self.crumbs.push((label.to_string(), None));
        self
    }

    /// The frame.
    #[must_use]
    pub const fn shell(mut self, shell: Shell) -> Self {
        self.shell = shell;
        self
    }

    /// The title of the window says that the form has errors.
    #[must_use]
    pub const fn errors(mut self, errors: bool) -> Self {
        self.errors = errors;
        self
    }

    /// The texts of the page's language.
    #[must_use]
    pub const fn l10n(&self) -> L10n {
        self.l10n
    }

    /// The text of a key.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        self.l10n.t(key)
    }

    /// The text of a key with one argument.
    #[must_use]
    pub fn t1(&self, key: &str, name: &str, value: impl ToArg) -> String {
        self.l10n.t1(key, name, value)
    }

    /// The wording of a code.
    #[must_use]
    pub fn code(&self, list: &str, code: impl AsRef<str>) -> String {
        self.l10n.code(list, code.as_ref())
    }

    /// Whether the person may act in more than one post.
    #[must_use]
    pub fn several_posts(&self) -> bool {
        let session = self.user.as_ref().and_then(|user| user.session.as_ref());
        session.is_some_and(|session| session.posts.len() > 1)
    }

    /// The box in the top bar; none for those who find nothing with it.
    #[must_use]
    pub fn search(&self) -> Option<Search> {
        self.user.as_ref().and_then(|user| nav::search_of(user, self.l10n))
    }

    /// The text in the title bar of the window.
    #[must_use]
    pub fn window_title(&self) -> String {
        let mark = if self.errors { self.t("shell-title-error") } else { String::new() };
        format!("{mark}{} - {}", self.title, self.t("shell-name"))
    }

    /// Value of the `lang` attribute.
    #[must_use]
    pub const fn lang(&self) -> &'static str {
        self.l10n.lang().html()
    }

    /// Value of the `lang` attribute for the switch to the other language.
    #[must_use]
    pub const fn other_lang(&self) -> &'static str {
        self.l10n.lang().other().html()
    }

    /// This page in the other language.
    #[must_use]
    pub fn other_lang_url(&self) -> String {
        with_query(&self.path, "lang", self.l10n.lang().other().code())
    }

    /// This page with larger or normal text.
    #[must_use]
    pub fn other_size_url(&self) -> String {
        with_query(&self.path, "size", if self.large { "normal" } else { "large" })
    }

    /// The theme that the switch sets without script.
    #[must_use]
    pub fn other_theme(&self) -> &'static str {
        if self.theme == Some("dark") { Theme::Light.code() } else { Theme::Dark.code() }
    }

    /// This page, for coming back after changing a setting.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }
}

/// Renders a template as an answer with status 200.
///
/// # Errors
/// The template fails, which is a mistake of the product.
pub fn show(template: &impl Template) -> Result<Response, WebError> {
    Ok(Html(marked(template.render()?)).into_response())
}

/// Renders a page with a form: 422 when it has errors, else 200.
///
/// # Errors
/// The template fails, which is a mistake of the product.
pub fn show_form(template: &impl Template, has_errors: bool) -> Result<Response, WebError> {
    let mut response = show(template)?;
    if has_errors {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

/// Sends the browser to another page (303), with a message for it. htmx gets a
/// redirect of the whole page.
#[must_use]
pub fn go(visit: &Visit, url: impl Display, flash: Option<&Flash>) -> Response {
    let url = url.to_string();
    let mut response = if visit.htmx {
        let mut response = StatusCode::NO_CONTENT.into_response();
        if let Ok(value) = HeaderValue::from_str(&url) {
            response.headers_mut().insert("hx-redirect", value);
        }
        response
    } else {
        Redirect::to(&url).into_response()
    };
    if let Some(cookie) = flash.and_then(|flash| flash.cookie(visit.https())) {
        response.headers_mut().append(axum::http::header::SET_COOKIE, cookie);
    }
    response
}

/// The icon of a note.
impl NoteKind {
    /// Name of the icon that goes with the kind.
    #[must_use]
    pub const fn icon(self) -> &'static str {
        match self {
            Self::Info => "info-circle",
            Self::Ok => "circle-check",
            Self::Warn => "alert-triangle",
            Self::Bad => "alert-circle",
        }
    }
}
