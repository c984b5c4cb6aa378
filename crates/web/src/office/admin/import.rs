//! `/admin/units/import` and `/admin/users/import`: a table is checked first
//! and entered only as a whole. Its text stays in the form, so that a fault can
//! be mended where it is shown.

use access::Permission;
use app::{
    AppError,
    directory::{self, Sheet, SheetRow, require, sheet_text},
};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use locale::{L10n, Msg};

use super::{UnitList, UnitsImport, Users, UsersImport, subnav};
use crate::error::WebError;
use crate::flash::Flash;
use crate::form::{Errors, FormView, Submitted, Values};
use crate::nav::Nav;
use crate::office::{Office, refusal::at_fields, web_error};
use crate::page::{self, Page};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::Markup;
use crate::visit::Visit;

/// Rows that a page shows of a table without faults.
const SHOWN: usize = 100;

/// Which of the two tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    Units,
    People,
}

impl Of {
    const fn permission(self) -> Permission {
        match self {
            Self::Units => Permission::ManageUnits,
            Self::People => Permission::ManageUsers,
        }
    }

    fn url(self) -> String {
        match self {
            Self::Units => UnitsImport.url(),
            Self::People => UsersImport.url(),
        }
    }

    const fn path(self) -> &'static str {
        match self {
            Self::Units => UnitsImport::PATH,
            Self::People => UsersImport::PATH,
        }
    }

    fn list_url(self) -> String {
        match self {
            Self::Units => UnitList.url(),
            Self::People => Users.url(),
        }
    }
}

/// A checked table as the page shows it.
struct Checked {
    heads: Vec<String>,
    rows: Vec<Row>,
    /// How many rows there are, and how many are not shown.
    count: usize,
    hidden: usize,
    faults: usize,
    entered: bool,
}

/// One row: cells with what is wrong with each.
struct Row {
    line: String,
    cells: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "admin/import.html")]
struct ImportPage {
    page: Page,
    subnav: Markup,
    f: FormView,
    url: String,
    list_url: String,
    lead: String,
    sample: String,
    checked: Option<Checked>,
}

/// `GET /admin/units/import`.
pub(super) async fn units(
    State(state): State<AppState>,
    visit: Visit,
) -> Result<Response, WebError> {
    empty(&state, &visit, Of::Units)
}

/// `GET /admin/users/import`.
pub(super) async fn people(
    State(state): State<AppState>,
    visit: Visit,
) -> Result<Response, WebError> {
    empty(&state, &visit, Of::People)
}

fn empty(state: &AppState, visit: &Visit, of: Of) -> Result<Response, WebError> {
    let office = Office::of(state, visit)?;
    require(&office.ctx, of.permission(), None).map_err(web_error)?;
    let form = FormView::new(state, visit, Values::new());
    page::show(&import_page(visit, &office, of, form, None))
}

fn import_page(
    visit: &Visit,
    office: &Office<'_>,
    of: Of,
    form: FormView,
    sheet: Option<&Sheet>,
) -> ImportPage {
    let l = visit.l10n();
    let (title, lead, sample) = match of {
        Of::Units => {
            (l.t("import-units-title"), l.t("import-units-lead"), l.t("import-units-sample"))
        }
        Of::People => {
            (l.t("import-people-title"), l.t("import-people-lead"), l.t("import-people-sample"))
        }
    };
    ImportPage {
        page: Page::new(visit, title).nav(Nav::Admin).errors(form.has_errors()),
        subnav: subnav(office, l, of.permission()),
        f: form,
        url: of.url(),
        list_url: of.list_url(),
        lead,
        sample,
        checked: sheet.map(|sheet| checked(sheet, l)),
    }
}

/// `POST /admin/units/import`.
pub(super) async fn send_units(
    State(state): State<AppState>,
    visit: Visit,
    form: Submitted,
) -> Result<Response, WebError> {
    send(&state, &visit, Of::Units, form).await
}

/// `POST /admin/users/import`.
pub(super) async fn send_people(
    State(state): State<AppState>,
    visit: Visit,
    form: Submitted,
) -> Result<Response, WebError> {
    send(&state, &visit, Of::People, form).await
}

async fn send(
    state: &AppState,
    visit: &Visit,
    of: Of,
    form: Submitted,
) -> Result<Response, WebError> {
    let office = Office::of(state, visit)?.sending(of.path(), &form);
    require(&office.ctx, of.permission(), None).map_err(web_error)?;
    let enter = form.values.get("do") == "enter";
    let mut errors = form.refused.clone();
    let text = text_of(&form, &mut errors)?;
    let mut form = form;
    form.values.take("rows");
    form.values.push("rows".to_owned(), text.clone());
    if !errors.is_empty() {
        let view = FormView::again(visit, form, errors);
        return page::show_form(&import_page(visit, &office, of, view, None), true);
    }
    let read = match of {
        Of::Units => directory::import_units(office.app, &office.ctx, &text, enter).await,
        Of::People => directory::import_people(office.app, &office.ctx, &text, enter).await,
    };
    let sheet = match read {
        Ok(sheet) => sheet,
        Err(AppError::Repeated { .. }) => return Ok(done(visit, of, None)),
        Err(error) => {
            at_fields(error, &["rows", "file"], &mut errors).map_err(web_error)?;
            let view = FormView::again(visit, form, errors);
            return page::show_form(&import_page(visit, &office, of, view, None), true);
        }
    };
    let passwords = sheet.rows.iter().any(|row| row.password.is_some());
    if sheet.entered && !passwords {
        return Ok(done(visit, of, Some(sheet.rows.len())));
    }
    if sheet.faults() > 0 {
        errors.add("rows", Msg::new("import-faults").with("count", sheet.faults()));
    }
    let view = FormView::again(visit, form, errors);
    let wrong = view.has_errors();
    page::show_form(&import_page(visit, &office, of, view, Some(&sheet)), wrong)
}

fn done(visit: &Visit, of: Of, count: Option<usize>) -> Response {
    let msg = match count {
        Some(count) => Msg::new("import-done").with("count", count),
        None => Msg::new("import-done-before"),
    };
    page::go(visit, of.list_url(), Some(&Flash::done(msg)))
}

/// The text of the file, or what stands in the field. A new file replaces it.
fn text_of(form: &Submitted, errors: &mut Errors) -> Result<String, WebError> {
    let typed = form.values.get("rows").to_owned();
    let Some(file) = form.files_of("file").next() else {
        if typed.trim().is_empty() && errors.is_empty() {
            errors.add("file", Msg::new("import-nothing"));
        }
        return Ok(typed);
    };
    match sheet_text(&file.bytes) {
        Ok(text) => Ok(text),
        Err(error) => {
            at_fields(error, &["file"], errors).map_err(web_error)?;
            Ok(typed)
        }
    }
}

fn checked(sheet: &Sheet, l: L10n) -> Checked {
    let faults = sheet.faults();
    let passwords = sheet.rows.iter().any(|row| row.password.is_some());
    let shown = |row: &&SheetRow| {
        if passwords { row.password.is_some() } else { faults == 0 || !row.faults.is_empty() }
    };
    let wanted: Vec<&SheetRow> = sheet.rows.iter().filter(shown).collect();
    // First passwords are shown once, so every one of them is shown.
    let most = if passwords || faults > 0 { wanted.len() } else { SHOWN };
    let rows: Vec<Row> = wanted.into_iter().take(most).map(|row| row_view(sheet, row, l)).collect();
    let head = |field: &&str| l.t(&format!("import-head-{field}"));
    Checked {
        heads: sheet.columns.iter().map(head).collect(),
        count: sheet.rows.len(),
        hidden: sheet.rows.len().saturating_sub(rows.len()),
        rows,
        faults,
        entered: sheet.entered,
    }
}

fn row_view(sheet: &Sheet, row: &SheetRow, l: L10n) -> Row {
    let mut errors = Errors::new();
    // Faults of cells always have a field, so nothing is given back.
    let _ = at_fields(AppError::Invalid(row.faults.clone()), &[], &mut errors);
    let cell = |(field, cell): (&&str, &String)| {
        let fault = errors.of(field).map(|msg| l.say(msg)).unwrap_or_default();
        let shown = match &row.password {
            Some(password) if *field == "password" => password.clone(),
            None if *field == "password" && !cell.is_empty() => "••••••".to_owned(),
            _ => cell.clone(),
        };
        (shown, fault)
    };
    Row {
        line: row.line.to_string(),
        cells: sheet.columns.iter().zip(&row.cells).map(cell).collect(),
    }
}

impl ImportPage {
    /// Whether the table was checked and may be entered.
    fn ready(&self) -> bool {
        self.checked.as_ref().is_some_and(|checked| checked.faults == 0 && !checked.entered)
    }
}
