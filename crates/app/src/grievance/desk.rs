//! What officials see: the grievances of a case with their terms, and one of them
//! with its words and what can be done.

use access::Permission;
use domain::{
    codes::GrievanceTerm,
    grievance::{Grievance, Standing},
    rulebook::GrievanceRule,
};
use jiff::civil::Date;
use store::{Loaded, Reader, projection::GrievanceRow};
use uuid::Uuid;

use super::{Figures, look::original, tally};
use crate::{
    App, AppError, Ctx,
    consultation::texts::without_numbers,
    directory::require,
    error::Outcome,
    rules::pin,
    view::{Case, Words, tallies::disclosure, words_of},
};

/// Grievances whose words wait, that are looked for.
const MANY: u32 = 1_000;

/// One grievance of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The columns.
    pub row: GrievanceRow,
    /// What it is about, once somebody said it.
    pub summary: Option<String>,
    /// Where it stands.
    pub standing: Standing,
    /// Whether its words wait for an official.
    pub unread: bool,
}

/// The grievances of a case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Desk {
    /// All of them, the latest first.
    pub lines: Vec<Line>,
    /// Their figures.
    pub figures: Figures,
    /// The one whose words are to be read next.
    pub next: Option<String>,
    /// Whether the actor may enter and deal with them.
    pub may_handle: bool,
}

/// Reads the grievances of a case, access to which was checked when it was read.
///
/// # Errors
/// When the store fails.
pub async fn desk(app: &App, ctx: &Ctx, case: &Case) -> Outcome<Desk> {
    let mut reader = app.store().read().await?;
    let rows = reader.grievances_of(case.matter.id).await?;
    let mut answers = app.store().read_answers().await?;
    let waiting = answers.waiting_grievances(case.matter.id, MANY).await?;
    let lines: Vec<Line> = rows
        .into_iter()
        .map(|found| Line {
            standing: Standing::from_code(&found.row.status).unwrap_or_default(),
            unread: waiting.contains(&found.row.id),
            summary: found.text,
            row: found.row,
        })
        .collect();
    Ok(Desk {
        figures: tally(lines.iter().map(|line| &line.row)),
        next: next(&lines, &waiting),
        may_handle: case.may(ctx, Permission::HandleGrievance),
        lines,
    })
}

/// The number of the first grievance that waits and that the log knows of.
fn next(lines: &[Line], waiting: &[Uuid]) -> Option<String> {
    let of = |id: &Uuid| lines.iter().find(|line| line.row.id == *id);
    waiting.iter().find_map(of).map(|line| line.row.number.clone())
}

/// The words of a grievance, as far as the actor may see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// They wait, and the actor reads them: as they were written, and with what
    /// looks like a number of a person taken out, where something does.
    Unread(String, Option<String>),
    /// They wait for somebody else.
    Waiting,
    /// They may be read.
    Shown(String),
    /// They are withheld.
    Withheld,
    /// They are gone at the end of their term.
    Gone,
}

/// One grievance.
#[derive(Debug, Clone)]
pub struct One {
    /// Its state.
    pub grievance: Loaded<Grievance>,
    /// The words behind its commitments.
    pub words: Words,
    /// What was brought.
    pub heard: Heard,
    /// The term that runs: its rule and its day.
    pub due: Option<(Option<GrievanceRule>, GrievanceTerm, Date)>,
    /// Whether the answer can still be put off.
    pub may_extend: bool,
}

/// Reads one grievance of a case.
///
/// # Errors
/// Not found; denied access; a failure of the store.
pub async fn one(app: &App, ctx: &Ctx, case: &Case, number: &str) -> Outcome<One> {
    require(ctx, Permission::ViewMatter, Some(&case.resource))?;
    let mut reader = app.store().read().await?;
    let row = reader.grievance_by_number(number).await?;
    let row = row.filter(|row| row.row.matter_id == case.matter.id).ok_or(AppError::NotFound)?;
    let grievance = reader.load::<Grievance>(row.row.id).await?.ok_or(AppError::NotFound)?;
    let words = words_of(&mut reader, &grievance.state).await?;
    let package = app.pinned(&mut reader, &pin(&grievance.state.rules)).await?;
    let mut answers = app.store().read_answers().await?;
    let reads = case.may(ctx, Permission::HandleGrievance);
    let heard = heard(&mut answers, grievance.id, reads).await?;
    let rule = |kind| package.grievance_term(kind).cloned();
    let due = grievance.state.due().map(|(kind, day)| (rule(kind), kind, day));
    let state = &grievance.state;
    let may_extend = state.standing == Standing::Acknowledged
        && state.extended.is_none()
        && package.grievance_term(GrievanceTerm::Extended).is_some()
        && state.answer_by().is_none_or(|day| ctx.today <= day);
    Ok(One { grievance, words, heard, due, may_extend })
}

async fn heard(answers: &mut Reader, id: Uuid, reads: bool) -> Outcome<Heard> {
    let Some(text) = answers.grievance_text(id).await?.filter(|text| text.sealed.is_some()) else {
        return Ok(Heard::Gone);
    };
    if let Some(shown) = text.shown.clone() {
        return Ok(Heard::Shown(shown));
    }
    if text.state == "WITHHELD" {
        return Ok(Heard::Withheld);
    }
    if !reads {
        return Ok(Heard::Waiting);
    }
    Ok(match original(answers, &text).await? {
        Some(words) if text.state == "WAITING" => {
            let proposed = without_numbers(&words);
            Heard::Unread(words, proposed)
        }
        _ => Heard::Gone,
    })
}

/// How many grievances came in about a matter, for its public pages: none while
/// there are fewer than the rule of small counts lets the public know, and then in
/// steps of that number, so that no two looks tell of a single one.
///
/// # Errors
/// When no rule says what is too small, or the store fails.
pub async fn of_public(
    app: &App,
    matter: Uuid,
    rules: &domain::text::PackageHash,
    today: Date,
) -> Outcome<(u64, u32)> {
    let mut reader = app.store().read().await?;
    let package = app.pinned(&mut reader, &pin(rules)).await?;
    let below = disclosure(app, &package, today)?.public_below;
    let step = u64::from(below.max(1));
    let count = reader.grievance_count(matter).await?;
    Ok((count / step * step, below))
}
