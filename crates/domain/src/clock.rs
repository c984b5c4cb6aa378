//! Terms: starts, stops and extensions, and a pure function that gives the due
//! day and says how it came about.

use jiff::{ToSpan, civil::Date};
use serde::Serialize;

use crate::{
    assessment::parts::Pause,
    calendar::{Calendar, CalendarError},
    codes::CauseParty,
    rulebook::{Term, TermUnit},
};

/// Days from `from` to `to`, both counted, in the unit of a term. Months count
/// completed months.
///
/// # Errors
/// [`CalendarError`] when the calendar does not cover the days.
pub fn length(
    calendar: &Calendar,
    from: Date,
    to: Date,
    unit: TermUnit,
) -> Result<u32, CalendarError> {
    match unit {
        TermUnit::Calendar => {
            let days = from.until(to).map_or(-1, |s| s.get_days());
            Ok(u32::try_from(days.saturating_add(1)).unwrap_or(0))
        }
        TermUnit::Working => {
            if to < from {
                return Ok(0);
            }
            let first = u32::from(calendar.is_working_day(from)?);
            Ok(first.saturating_add(calendar.working_days_between(from, to)?))
        }
        TermUnit::Months => {
            let span = from.until((jiff::Unit::Month, to)).map_or(0, |s| s.get_months());
            Ok(u32::try_from(span).unwrap_or(0))
        }
    }
}

/// The same day so many months later, or the last day of that month.
#[must_use]
pub fn add_months(from: Date, months: u32) -> Option<Date> {
    from.checked_add(i64::from(months).months()).ok()
}

/// One line of the explanation of a due day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Line {
    /// The term started.
    Start { on: Date },
    /// The rule's term.
    Term { count: u32, unit: TermUnit, source: String },
    /// An extension.
    Extended { days: u32, on: Date },
    /// A pause that stopped the clock.
    Paused { from: Date, to: Option<Date>, days: u32, cause: CauseParty },
    /// The result.
    Due { on: Date },
}

/// A due day with its explanation. None while a pause lasts that has no end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Due {
    /// The day, if the clock runs.
    pub on: Option<Date>,
    /// How it came about.
    pub lines: Vec<Line>,
}

/// What a term is computed from.
#[derive(Debug, Clone, Copy)]
pub struct TermInput<'a> {
    /// First day; it is not counted itself (民法典 art. 201).
    pub start: Date,
    /// The rule's term.
    pub term: Term,
    /// The rule's source.
    pub source: &'a str,
    /// Days added, in the unit of the term, with the day of each extension.
    pub extensions: &'a [(u32, Date)],
    /// Pauses, oldest first.
    pub pauses: &'a [Pause],
}

/// The first day on which a least time is over that began on `from`; both days
/// count. Pauses do not count: nobody can be heard while the case stands. None
/// while a pause lasts.
///
/// # Errors
/// [`CalendarError`] when the calendar does not cover the days.
pub fn over_on(
    calendar: &Calendar,
    from: Date,
    least: Term,
    pauses: &[Pause],
) -> Result<Option<Date>, CalendarError> {
    let start = match least.unit {
        TermUnit::Months => from,
        TermUnit::Calendar | TermUnit::Working => from.yesterday().unwrap_or(from),
    };
    let input = TermInput { start, term: least, source: "", extensions: &[], pauses };
    run(calendar, &input, &mut Vec::new())
}

const ONE_DAY: Term = Term { count: 1, unit: TermUnit::Calendar };

/// Computes the due day of a term and how it came about.
///
/// Pauses after the start stop the clock: the term runs on by as many days as
/// were paused, counted in the unit of the term.
///
/// # Errors
/// [`CalendarError`] when the calendar does not cover the days.
pub fn due(calendar: &Calendar, input: &TermInput<'_>) -> Result<Due, CalendarError> {
    let TermInput { start, term, source, .. } = *input;
    let mut lines = vec![
        Line::Start { on: start },
        Line::Term { count: term.count, unit: term.unit, source: source.to_owned() },
    ];
    let Some(on) = run(calendar, input, &mut lines)? else {
        return Ok(Due { on: None, lines });
    };
    let on = calendar.next_working_day(on)?;
    lines.push(Line::Due { on });
    Ok(Due { on: Some(on), lines })
}

/// The last day of a term with its extensions and pauses, on whatever day of
/// the week it falls; none while a pause lasts.
fn run(
    calendar: &Calendar,
    input: &TermInput<'_>,
    lines: &mut Vec<Line>,
) -> Result<Option<Date>, CalendarError> {
    let TermInput { start, term, extensions, pauses, .. } = *input;
    let mut count = term.count;
    for (days, on) in extensions {
        lines.push(Line::Extended { days: *days, on: *on });
        count = count.saturating_add(*days);
    }
    let unit = term.unit;
    let mut on = calendar.end_of(start, Term { count, unit })?;
    for pause in pauses {
        let from = pause.from.max(start);
        if from > on || pause.to.is_some_and(|to| to <= start) {
            continue;
        }
        let days = match pause.to {
            Some(to) => {
                // The first day of a term is not counted, so a pause on it takes nothing.
                let first = from.max(calendar.end_of(start, ONE_DAY)?);
                paused_days(calendar, first, to, unit)?
            }
            None => 0,
        };
        lines.push(Line::Paused { from, to: pause.to, days, cause: pause.cause });
        if pause.to.is_none() {
            return Ok(None);
        }
        let unit = in_days(unit);
        on = calendar.end_of(on, Term { count: days, unit })?;
    }
    Ok(Some(on))
}

/// The unit in which a pause of a term is counted: months are paused by days.
const fn in_days(unit: TermUnit) -> TermUnit {
    match unit {
        TermUnit::Working => TermUnit::Working,
        TermUnit::Calendar | TermUnit::Months => TermUnit::Calendar,
    }
}

/// Days during which the clock stood, the day of resumption not counted.
fn paused_days(
    calendar: &Calendar,
    from: Date,
    to: Date,
    unit: TermUnit,
) -> Result<u32, CalendarError> {
    let with_last = length(calendar, from, to, in_days(unit))?;
    let last = length(calendar, to, to, in_days(unit))?;
    Ok(with_last.saturating_sub(last))
}
