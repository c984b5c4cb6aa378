//! The first page of an import: the file, and earlier imports of the unit.

use access::Permission;
use app::{
    AppError,
    directory::require,
    import::{Limits, batches, read_table, stage},
};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use locale::Msg;

use super::routes::{Import, ImportRows};
use crate::error::WebError;
use crate::form::{FormView, Submitted, Values};
use crate::nav::Nav;
use crate::office::{Office, web_error};
use crate::page::{self, Page};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::visit::Visit;

/// Earlier imports that are listed.
const EARLIER: u32 = 10;

struct Earlier {
    name: String,
    url: String,
    at: String,
}

#[derive(Template)]
#[template(path = "imports/file.html")]
struct File {
    page: Page,
    f: FormView,
    url: String,
    mib: u64,
    columns: String,
    earlier: Vec<Earlier>,
}

async fn file_page(office: &Office<'_>, visit: &Visit, f: FormView) -> Result<File, WebError> {
    let l10n = visit.l10n();
    let title = l10n.t("items-import");
    let found = batches(office.app, &office.ctx, EARLIER).await.map_err(web_error)?;
    let earlier = found
        .into_iter()
        .map(|batch| Earlier {
            url: ImportRows { id: batch.id.to_string() }.to_string(),
            at: l10n.date_time(batch.created_at),
            name: batch.source,
        })
        .collect();
    let page = Page::new(visit, &title)
        .nav(Nav::Items)
        .subtitle(l10n.t("importing-sub"))
        .crumb(l10n.t("nav-items"), "/items")
        .here(&title)
        .errors(f.has_errors());
    Ok(File {
        page,
        f,
        url: Import.to_string(),
        mib: office.app.settings().upload_limit / (1024 * 1024),
        columns: l10n.t("importing-columns"),
        earlier,
    })
}

/// `GET /items/import`.
pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    require(&office.ctx, Permission::ImportMatters, None).map_err(web_error)?;
    let f = FormView::new(&state, &visit, Values::new());
    page::show(&file_page(&office, &visit, f).await?)
}

/// `POST /items/import`: the file is read and planned; nothing is listed yet.
pub(super) async fn upload(
    State(state): State<AppState>,
    visit: Visit,
    form: Submitted,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?.sending(Import::PATH, &form);
    require(&office.ctx, Permission::ImportMatters, None).map_err(web_error)?;
    let mut errors = form.refused.clone();
    let table = match form.files_of("file").next() {
        _ if !errors.is_empty() => None,
        None => {
            errors.add("file", Msg::new("importing-no-file"));
            None
        }
        Some(file) => {
            let limits = Limits::for_upload(office.app.settings().upload_limit);
            match read_table(&file.bytes, &file.file_name, &limits) {
                Ok(table) => Some(table),
                Err(refusal) => {
                    errors.add("file", refusal.msg());
                    None
                }
            }
        }
    };
    if let Some(table) = table.as_ref().filter(|table| table.is_scoring()) {
        return super::scoring::show(&office, &visit, table).await;
    }
    if let Some(table) = table {
        let id = match stage(office.app, &office.ctx, &table).await {
            Ok(staged) => staged.batch.to_string(),
            Err(AppError::Repeated { location: Some(id) }) => id,
            Err(error) => return Err(web_error(error)),
        };
        return Ok(page::go(&visit, ImportRows { id }, None));
    }
    let f = FormView::again(&visit, form, errors);
    page::show_form(&file_page(&office, &visit, f).await?, true)
}
