//! Measures: of one case, and across cases.

mod across;
mod file;
mod of_case;

use axum::Router;
use axum::routing::get;
use domain::codes::MeasureStatus;
use locale::L10n;

use crate::routes::mount;
use crate::state::AppState;
use crate::ui::{Band, Tag};

crate::routes! {
    /// Measures of one case, and the opinions that they answer.
    ItemMeasures { no } = "/items/{no}/measures", get: Page, access: Action("VIEW_MATTER");
    /// Measures across cases.
    Measures = "/measures", get: Page, access: Action("VIEW_MATTER");
    /// The same as a workbook.
    MeasuresFile = "/measures/export", get: Page, access: Action("EXPORT");
}

pub(crate) fn router(router: Router<AppState>, state: &AppState) -> Router<AppState> {
    let router = mount::<ItemMeasures>(router, state, get(of_case::show));
    let router = mount::<MeasuresFile>(router, state, get(file::download));
    mount::<Measures>(router, state, get(across::show))
}

/// The tag of a measure's state. Overdue is computed, never stored.
fn status_tag(l10n: L10n, status: MeasureStatus, overdue: bool) -> Tag {
    if overdue {
        let text = l10n.code("measure-status", "OVERDUE");
        return Tag::new(Band::High, text).with_icon("clock");
    }
    let (band, icon) = match status {
        MeasureStatus::NotStarted => (Band::Plain, "minus"),
        MeasureStatus::InProgress => (Band::Info, "refresh"),
        MeasureStatus::Done => (Band::Low, "circle-check"),
        MeasureStatus::Failed => (Band::High, "alert-circle"),
    };
    Tag::new(band, l10n.code("measure-status", status.code())).with_icon(icon)
}
