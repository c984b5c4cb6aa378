//! `/setup`: the first run. It makes the unit at the root and the three
//! administrators, who are three persons (DESIGN invariant 12), and is gone
//! afterwards. It asks for the code that the program printed at its start, so
//! that nobody can take over a fresh installation who merely found it first.

use access::Actor;
use app::{
    App, AppError, Ctx,
    directory::{self, NewUnit, SetUp},
};
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use domain::{
    codes::{DivisionCode, Role, UnitKind},
    ids::{PersonId, UnitId},
};
use locale::{L10n, Msg};

use super::{form_key, gate::number, refusal::at_fields, web_error};
use crate::error::WebError;
use crate::flash::Flash;
use crate::form::{Choice, Errors, FormView, Parse, Submitted, Values};
use crate::page::{self, Page};
use crate::routes::{Route as _, mount};
use crate::state::AppState;
use crate::ui::Markup;
use crate::visit::Visit;

crate::routes! {
    /// The first run: root unit and administrators.
    Setup = "/setup", get: Page, post: Act, access: Public;
}

pub(crate) fn router(router: Router<AppState>, state: &AppState) -> Router<AppState> {
    mount::<Setup>(router, state, get(show).post(carry_out))
}

const ADMINS: [Role; 3] = [Role::SystemAdmin, Role::SecurityAdmin, Role::AuditAdmin];

/// Labels of one administrator's fields.
struct Admin {
    code: &'static str,
    title: String,
    lead: String,
}

#[derive(Template)]
#[template(path = "setup/setup.html")]
struct SetupPage {
    page: Page,
    f: FormView,
    summary: Markup,
    kinds: Vec<Choice>,
    admins: Vec<Admin>,
    /// What was found in order: title and fact.
    checks: Vec<(String, String)>,
    url: String,
}

/// `GET /setup`.
async fn show(State(state): State<AppState>, visit: Visit) -> Result<Response, WebError> {
    let app = only_first(&state).await?;
    let values = Values::new().with("kind", UnitKind::Government.code());
    page::show(&setup_page(app, &visit, FormView::new(&state, &visit, values)))
}

/// The page exists only until someone can sign in.
async fn only_first(state: &AppState) -> Result<&App, WebError> {
    let app = state.app()?;
    let first = directory::first_run(app).await.map_err(web_error)?;
    if first { Ok(app) } else { Err(WebError::NotFound) }
}

fn setup_page(app: &App, visit: &Visit, form: FormView) -> SetupPage {
    let l = visit.l10n();
    let kind = |kind: UnitKind| Choice::new(kind.code(), l.code("unit-kind", kind.code()));
    let admin = |role: Role| Admin {
        code: role.code(),
        title: l.code("role", role.code()),
        lead: l.code("setup-admin", role.code()),
    };
    SetupPage {
        page: Page::new(visit, l.t("setup-title")).errors(form.has_errors()),
        summary: form.summary_named(|name| label(l, name)),
        f: form,
        kinds: vec![kind(UnitKind::Government), kind(UnitKind::Party)],
        admins: ADMINS.into_iter().map(admin).collect(),
        checks: checks(app, l),
        url: Setup.url(),
    }
}

/// The label of a field, so that the summary on top can be read alone.
fn label(l: L10n, name: &str) -> Option<String> {
    if let Some((role, part)) = name.split_once('.') {
        let key = match part {
            "username" => "setup-username",
            "password" => "setup-password",
            _ => "setup-password-again",
        };
        return Some(l.t1(key, "role", l.code("role", role)));
    }
    let key = match name {
        "code" => "setup-code",
        "unit-name" => "setup-unit-name",
        "division" => "setup-division",
        "kind" => "setup-kind",
        _ => return None,
    };
    Some(l.t(key))
}

/// What the installation stands on. The page is only shown when all of it works.
fn checks(app: &App, l: L10n) -> Vec<(String, String)> {
    let engine = match app.settings().database {
        app::lists::Database::Sqlite => "SQLite",
        app::lists::Database::Postgres { .. } => "PostgreSQL",
    };
    let years: Vec<i16> = app.book().calendar().years().collect();
    let (first, last) = (years.first().copied(), years.last().copied());
    let span = format!("{}–{}", first.unwrap_or_default(), last.unwrap_or_default());
    let today = app::ctx::legal_day(app.clock().now());
    vec![
        (l.t("setup-check-database"), engine.to_owned()),
        (
            l.t("setup-check-rules"),
            l.t1("setup-check-rules-count", "count", app.book().files().len()),
        ),
        (l.t("setup-check-calendar"), span),
        (l.t("setup-check-today"), l.date_weekday(today)),
    ]
}

/// `POST /setup`. The code is asked first: without it nothing is done, and only
/// what is missing or wrong in the form itself is told besides.
async fn carry_out(
    State(state): State<AppState>,
    visit: Visit,
    form: Submitted,
) -> Result<Response, WebError> {
    let app = state.app()?;
    if !is_code(state.setup_code(), form.values.get("code")) {
        let app = only_first(&state).await?;
        let mut errors = Errors::new();
        let blank = form.values.get("code").trim().is_empty();
        let key = if blank { "field-error-empty" } else { "setup-code-wrong" };
        errors.add("code", Msg::new(key));
        errors.extend(read(&form.values).err().unwrap_or_default());
        let view = setup_page(app, &visit, FormView::again(&visit, form, errors));
        return page::show_form(&view, true);
    }
    let mut errors = match read(&form.values) {
        Ok(new) => match found(app, &visit, &form, &new).await {
            Ok(_) | Err(AppError::Repeated { .. }) => {
                let flash = Flash::done(Msg::new("setup-done"));
                return Ok(page::go(&visit, "/login", Some(&flash)));
            }
            Err(error) => {
                let mut errors = Errors::new();
                at_fields(error, &["kind", "code"], &mut errors).map_err(web_error)?;
                errors
            }
        },
        Err(errors) => errors,
    };
    let app = only_first(&state).await?;
    if errors.is_empty() {
        errors.add("", Msg::new("errors-unreadable-request"));
    }
    let view = setup_page(app, &visit, FormView::again(&visit, form, errors));
    page::show_form(&view, true)
}

/// Nobody is signed in yet: the act is logged under the identifier of no one.
async fn found(
    app: &App,
    visit: &Visit,
    form: &Submitted,
    new: &SetUp,
) -> Result<UnitId, AppError> {
    let nobody = Actor {
        person: PersonId::default(),
        role: Role::SystemAdmin,
        unit: UnitId::default(),
        path: "/".to_owned(),
    };
    let mut ctx = Ctx::new(nobody, app.clock().now(), visit.reference.clone());
    ctx.form = Some(form_key(Setup::PATH, form));
    directory::set_up(app, &ctx, new).await
}

/// Whether the code is the one that was printed; dashes, spaces and the case of
/// letters do not count.
fn is_code(right: &str, given: &str) -> bool {
    let plain = |text: &str| -> String {
        let digits = text.chars().filter(|c| !matches!(c, '-' | ' '));
        digits.map(|c| c.to_ascii_uppercase()).collect()
    };
    number::same(&plain(right), &plain(given.trim()))
}

fn read(values: &Values) -> Result<SetUp, Errors> {
    let mut parse = Parse::new(values);
    let name = parse.text("unit-name", 100);
    let division = read_division(&mut parse, values, "division");
    let kind = parse.choice("kind", UnitKind::from_code);
    let mut admins = Vec::new();
    for role in ADMINS {
        let field = |part: &str| field(role.code(), part);
        let username = parse.text(&field("username"), 40);
        let password = values.get(&field("password"));
        if password.is_empty() {
            parse.wrong(&field("password"), Msg::new("field-error-empty"));
        } else if password != values.get(&field("password-again")) {
            parse.wrong(&field("password-again"), Msg::new("account-password-differs"));
        } else if admins.iter().any(|(_, other)| other == password) {
            parse.wrong(&field("password"), Msg::new("setup-same-password"));
        }
        admins.push((username.unwrap_or_default(), password.to_owned()));
    }
    parse.finish()?;
    let (Some(name), Some(division), Some(kind)) = (name, division, kind) else {
        return Err(Errors::new());
    };
    let admins = <[(String, String); 3]>::try_from(admins).map_err(|_| Errors::new())?;
    let code = division.as_str().to_owned();
    Ok(SetUp { root: NewUnit { code, name, kind, parent: None, division }, admins })
}

/// Name of a field of one administrator, as the use case names it in an error.
fn field(role: &str, part: &str) -> String {
    format!("{role}.{part}")
}

/// Six digits of GB/T 2260.
pub(crate) fn read_division(
    parse: &mut Parse<'_>,
    values: &Values,
    field: &str,
) -> Option<DivisionCode> {
    let found = DivisionCode::try_from(values.get(field).trim().to_owned()).ok();
    if found.is_none() {
        parse.wrong(field, Msg::new("field-division"));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::is_code;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        for given in ["7K3M-2P9Q-W4XT", " 7k3m 2p9q w4xt ", "7K3M2P9QW4XT"] {
            assert!(is_code("7K3M-2P9Q-W4XT", given), "{given}");
        }
        for given in ["", "7K3M-2P9Q", "7K3M-2P9Q-W4XU", "7K3M-2P9Q-W4XT-0000"] {
            assert!(!is_code("7K3M-2P9Q-W4XT", given), "{given}");
        }
    }
}
