//! What the pages of a consultation have in common: the case with it, for those
//! who work on it, and what follows an act.

use access::Permission;
use app::AppError;
use app::consultation::{self, Desk, Sheet};
use app::directory::require;
use app::view::Case;
use axum::response::Response;
use locale::Msg;

use crate::error::WebError;
use crate::flash::Flash;
use crate::form::Errors;
use crate::office::case::{Which, load};
use crate::office::refusal::at_fields;
use crate::office::{Office, web_error};
use crate::page;
use crate::visit::Visit;

/// A case whose consultation is set, for whoever may work on it.
pub(super) struct Work {
    pub(super) case: Case,
    pub(super) desk: Desk,
}

impl Work {
    pub(super) async fn of(office: &Office<'_>, no: &str, which: &Which) -> Result<Self, WebError> {
        let case = load(office, no, which).await?;
        let (app, ctx) = (office.app, &office.ctx);
        require(ctx, Permission::Draft, Some(&case.resource)).map_err(web_error)?;
        let desk = consultation::desk(app, ctx, &case).await.map_err(web_error)?;
        let work = Self { case, desk };
        work.sheet()?;
        Ok(work)
    }

    pub(super) fn sheet(&self) -> Result<&Sheet, WebError> {
        self.desk.current.as_ref().ok_or(WebError::NotFound)
    }

    pub(super) fn slug(&self) -> Result<String, WebError> {
        Ok(self.sheet()?.consultation.state.slug.clone())
    }

    pub(super) fn number(&self) -> String {
        self.case.matter.state.number.clone()
    }
}

/// After an act: the way to the page with what was done, or what stands against
/// the form.
///
/// # Errors
/// What no field of the form can carry.
pub(super) fn after(
    visit: &Visit,
    done: Result<(), AppError>,
    (url, said): (String, Msg),
    fields: &[&str],
) -> Result<Result<Response, Errors>, WebError> {
    match done {
        Ok(()) | Err(AppError::Repeated { .. }) => {
            Ok(Ok(page::go(visit, url, Some(&Flash::done(said)))))
        }
        Err(error) => {
            let mut errors = Errors::new();
            at_fields(error, fields, &mut errors).map_err(web_error)?;
            Ok(Err(errors))
        }
    }
}
