//! Language, theme and size of the text, without script.

use askama::Template;
use axum::extract::{Request, State};
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use locale::{L10n, Lang};

use crate::csrf;
use crate::error::WebError;
use crate::form::{Choice, FormView, Values, read_fields};
use crate::page::{self, Page, Shell};
use crate::preference::{self, LANG, SIZE, THEME, Theme};
use crate::routes::local_path;
use crate::state::AppState;
use crate::visit::Visit;

/// What both frames show.
struct Settings {
    form: FormView,
    languages: Vec<Choice>,
    themes: Vec<Choice>,
    sizes: Vec<Choice>,
}

/// In the frame of the office, for those who are signed in.
#[derive(Template)]
#[template(path = "shell/preferences.html")]
struct OfficePreferences {
    page: Page,
    settings: Settings,
}

#[derive(Template)]
#[template(path = "shell/preferences_public.html")]
struct PublicPreferences {
    page: Page,
    settings: Settings,
}

/// `GET /preferences`.
pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
) -> Result<Response, WebError> {
    let l = visit.l10n();
    let display = &visit.display;
    let theme = display.data_theme().unwrap_or(Theme::System.code());
    let values = Values::new()
        .with(LANG, display.lang.code())
        .with(THEME, theme)
        .with(SIZE, if display.large { "large" } else { "normal" });
    let choice = |value: &str, key: &str| Choice::new(value, l.t(key));
    let settings = Settings {
        form: FormView::new(&state, &visit, values),
        languages: Lang::ALL
            .map(|lang| Choice::new(lang.code(), L10n::new(lang).t("lang-name")))
            .into(),
        themes: vec![
            choice("system", locale::key("preferences-theme-system")),
            choice("light", locale::key("preferences-theme-light")),
            choice("dark", locale::key("preferences-theme-dark")),
        ],
        sizes: vec![
            choice("normal", locale::key("preferences-size-normal")),
            choice("large", locale::key("preferences-size-large")),
        ],
    };
    let page = Page::new(&visit, l.t("preferences-title"));
    if visit.user.is_some() {
        return page::show(&OfficePreferences { page, settings });
    }
    page::show(&PublicPreferences { page: page.shell(Shell::Public), settings })
}

/// `POST /preferences`: keeps what was chosen in cookies and goes back. The
/// switch in the top bar of every page sends it too; so it asks for no token,
/// only that the browser does not name another site as its origin. Nothing but
/// the look of pages depends on it.
pub(super) async fn save(
    State(state): State<AppState>,
    visit: Visit,
    request: Request,
) -> Result<Response, WebError> {
    if csrf::is_cross_site(request.headers()) {
        return Err(WebError::StaleForm(None));
    }
    let values = read_fields(request, &state).await?;
    let mut response = page::go(&visit, local_path(values.get("back")), None);
    let known: [(&'static str, &[&str]); 3] = [
        (LANG, &["zh", "en"]),
        (THEME, &["system", "light", "dark"]),
        (SIZE, &["normal", "large"]),
    ];
    for (name, allowed) in known {
        let value = values.get(name);
        if let Some(cookie) = allowed
            .contains(&value)
            .then(|| preference::cookies_for(name, value, visit.https()))
            .flatten()
        {
            response.headers_mut().append(SET_COOKIE, cookie);
        }
    }
    Ok(response)
}
