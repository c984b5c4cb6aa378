//! `/items/{no}/grievances`: what people brought while the matter is carried out,
//! with its terms; one page for each, and the entry of what was told to an
//! official.

pub(crate) mod entry;
mod file;
pub(crate) mod list;
mod one;
mod send;

use axum::Router;
use axum::routing::get;
use domain::grievance::Standing;
use jiff::civil::Date;
use locale::L10n;

use crate::routes::mount;
use crate::state::AppState;
use crate::ui::{Band, Tag};

crate::routes! {
    /// The grievances of a matter.
    Grievances { no } = "/items/{no}/grievances", get: Page, access: SignedIn;
    /// The same as a workbook.
    GrievancesFile { no } = "/items/{no}/grievances/export", get: Page, access: Action("EXPORT");
    /// A grievance that was told by telephone, at a visit or in a letter.
    GrievanceEntry { no } = "/items/{no}/grievances/new", get: Page, post: Act, access: SignedIn;
    /// One grievance, and every act on it.
    OneGrievance { no, grievance } = "/items/{no}/grievances/{grievance}", get: Page, post: Act, access: SignedIn;
}

pub(crate) fn router(router: Router<AppState>, state: &AppState) -> Router<AppState> {
    let router = mount::<Grievances>(router, state, get(list::show));
    let router = mount::<GrievancesFile>(router, state, get(file::download));
    let router = mount::<GrievanceEntry>(router, state, get(entry::show).post(entry::send));
    mount::<OneGrievance>(router, state, get(one::show).post(send::send))
}

/// The tag of a standing.
pub(crate) fn standing_tag(l10n: L10n, standing: Standing) -> Tag {
    let band = match standing {
        Standing::Escalated => Band::High,
        Standing::Received => Band::Mid,
        Standing::Acknowledged => Band::Info,
        Standing::Answered => Band::Low,
        Standing::Unreceived | Standing::Closed | Standing::Returned => Band::Plain,
    };
    Tag::new(band, l10n.code("grievance-standing", standing.code()))
}

/// The day by which something is due; how late it is, once the day has passed.
fn due_tag(l10n: L10n, due: Option<Date>, today: Date) -> Option<Tag> {
    let due = due?;
    if due < today {
        let days = i64::from((today - due).get_days());
        let words = l10n.t1("tasks-overdue-days", "days", days);
        return Some(Tag::new(Band::High, words).with_icon("clock"));
    }
    Some(Tag::new(Band::Plain, l10n.date(due)))
}
