//! What everybody may see without signing in.

use domain::consultation::Standing;
use jiff::civil::Date;
use std::sync::Arc;
use uuid::Uuid;

use super::give::Sheet;
use crate::{App, error::Outcome};

/// Consultations of one state on the public list.
const MOST: u32 = 100;

/// One consultation of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// End of its address.
    pub slug: String,
    /// Title; none once it was erased.
    pub title: Option<String>,
    /// The assessment that it belongs to.
    pub assessment: Uuid,
    /// Code of its state.
    pub status: String,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
}

/// Open consultations, and those that are over.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PublicList {
    /// Open: the one that ends first is first.
    pub open: Vec<Line>,
    /// Over: the latest first.
    pub over: Vec<Line>,
}

/// The public page of one consultation.
#[derive(Debug, Clone)]
pub struct Notice {
    /// What is asked, and of whom.
    pub sheet: Arc<Sheet>,
    /// Whether answers are taken today.
    pub takes_answers: bool,
    /// What was decided since; read once the time for answers is over.
    pub decided: Option<Decided>,
}

/// The decision of a matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// Code of the conclusion.
    pub conclusion: String,
    /// Legal day.
    pub on: Date,
}

/// Every consultation that the public may know of.
///
/// # Errors
/// When the store fails.
pub async fn public_list(app: &App) -> Outcome<PublicList> {
    let mut reader = app.store().read().await?;
    let mut list = PublicList::default();
    for (standing, over) in
        [(Standing::Open, false), (Standing::Closed, true), (Standing::Published, true)]
    {
        let rows = reader.consultations_in(standing.code(), MOST).await?;
        let lines = rows.into_iter().map(|row| line(row.row, row.text));
        if over { list.over.extend(lines) } else { list.open.extend(lines) }
    }
    list.open.sort_by_key(|line| line.to);
    list.over.sort_by_key(|line| std::cmp::Reverse(line.to));
    Ok(list)
}

/// The consultations of a matter, oldest first, for its pages.
///
/// # Errors
/// When the store fails. Access to the matter is for the caller to ask.
pub async fn of_matter(app: &App, matter: Uuid) -> Outcome<Vec<Line>> {
    let mut reader = app.store().read().await?;
    let rows = reader.consultations_of(matter).await?;
    Ok(rows.into_iter().map(|row| line(row.row, row.text)).collect())
}

pub(super) fn line(row: store::projection::ConsultationRow, title: Option<String>) -> Line {
    Line {
        slug: row.slug,
        title,
        assessment: row.assessment_id,
        status: row.status,
        from: row.from_on,
        to: row.to_on,
    }
}

/// The public page of a consultation on a day.
///
/// # Errors
/// Not found when it is not public.
pub async fn notice(app: &App, slug: &str, today: Date) -> Outcome<Notice> {
    let sheet = Sheet::read(app, slug).await?;
    let state = &sheet.consultation.state;
    let takes_answers = state.takes_answers(today);
    let matter = state.matter.filter(|_| state.is_over(today));
    let decided = match matter {
        Some(matter) => {
            let row = app.store().read().await?.matter_row(matter.uuid()).await?;
            row.and_then(|row| Some(Decided { conclusion: row.conclusion?, on: row.decided_on? }))
        }
        None => None,
    };
    Ok(Notice { sheet, takes_answers, decided })
}
