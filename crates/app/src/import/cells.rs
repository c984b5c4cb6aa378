//! One cell: what was understood, or why it was left.

use domain::{matter::Planned, rulebook::Package};

use super::{
    dates,
    fault::Note,
    table::{Column, Field},
    understood::{CellState, RowPlan},
};

/// Wordings that judge people; a row that holds one is refused.
pub(super) fn prohibited(cells: &[String], rules: &Package) -> Vec<Note> {
    rules
        .prohibited
        .iter()
        .filter_map(|rule| {
            let pattern = cells.iter().find_map(|cell| rule.found_in(cell))?;
            let note = Note::new("row", "judges_people").with("word", pattern);
            Some(
                note.with("rule", &rule.item.code)
                    .with("zh", &rule.item.zh)
                    .with("en", &rule.item.en),
            )
        })
        .collect()
}

/// What may stand after a count.
const UNITS: [char; 4] = ['户', '人', '万', '元'];

pub(super) fn count(text: &str) -> Option<u32> {
    let digits: String = text.chars().filter(|c| !matches!(c, ',' | '，' | ' ')).collect();
    let number = digits.trim_end_matches(UNITS);
    number.split('.').next().and_then(|n| n.parse().ok())
}

/// A count with a minus before it, and nothing else.
pub(super) fn is_negative(text: &str) -> bool {
    let rest = text.trim().strip_prefix(['-', '－', '−']).unwrap_or_default();
    let number = rest.trim_end_matches(UNITS);
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, ',' | '，' | '.' | ' ');
    number.starts_with(|c: char| c.is_ascii_digit()) && number.chars().all(is_part)
}

type Cell = (CellState, Option<String>, Option<Note>);

pub(super) fn read_cell(column: &Column, printed: &str, plan: &RowPlan) -> Cell {
    let note = |code: &str| Some(Note::new(&column.header, code));
    let is_mark = !printed.chars().any(char::is_alphanumeric);
    if printed.is_empty() || is_mark {
        return (CellState::Empty, None, note("empty"));
    }
    let understood = |value: String| (CellState::Understood, Some(value), None);
    let Some(field) = column.field else {
        return (CellState::Kept, None, note("column_unknown"));
    };
    match field {
        Field::Title => understood(plan.title.clone()),
        Field::Unit => unit_cell(column, plan),
        Field::Division | Field::Place => match &plan.place {
            Some(place) => understood(place.name.clone()),
            None => (CellState::Open, None, note("place_unknown")),
        },
        Field::Planned => match plan.planned {
            Some(p) => understood(period(p)),
            None => (CellState::Empty, None, note("period_unknown")),
        },
        Field::Issued | Field::NoticeFrom | Field::NoticeTo => {
            match dates::understand(printed, plan.year) {
                Some(p) => understood(period(p)),
                None => (CellState::Kept, None, note("period_unknown")),
            }
        }
        Field::Category | Field::Sector => {
            let proposal = if field == Field::Category { &plan.category } else { &plan.sector };
            match proposal.by.as_str() {
                "printed" => understood(proposal.code.clone()),
                _ => (CellState::Kept, Some(proposal.code.clone()), note("code_unknown")),
            }
        }
        Field::Households | Field::Persons | Field::Investment => match count(printed) {
            Some(n) => understood(n.to_string()),
            None if is_negative(printed) => (CellState::Empty, None, note("count_negative")),
            None => (CellState::Empty, None, note("count_unknown")),
        },
        Field::Year if plan.year.is_none() => (CellState::Empty, None, note("year_unknown")),
        Field::StatedLevel => (CellState::Kept, None, note("level_not_taken")),
        _ => understood(printed.to_owned()),
    }
}

fn unit_cell(column: &Column, plan: &RowPlan) -> Cell {
    let how = |code: &str| Some(Note::new(&column.header, code));
    match (plan.unit.unit, plan.unit.how.as_str()) {
        (Some(unit), "normalised") => {
            (CellState::Understood, Some(unit.to_string()), how("unit_normalised"))
        }
        (Some(unit), "contained") => {
            (CellState::Understood, Some(unit.to_string()), how("unit_contained"))
        }
        (Some(unit), _) => (CellState::Understood, Some(unit.to_string()), None),
        (None, _) if plan.questions.iter().any(|q| q.field == "unit") => {
            (CellState::Open, None, how("unit_open"))
        }
        _ => (CellState::Kept, None, how("unit_not_asked")),
    }
}

fn period(p: Planned) -> String {
    if p.from == p.to { p.from.to_string() } else { format!("{}..{}", p.from, p.to) }
}

/// Reads what [`period`] wrote.
pub(super) fn read_period(value: &str) -> Option<Planned> {
    let (from, to) = value.split_once("..").unwrap_or((value, value));
    Some(Planned { from: from.parse().ok()?, to: to.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_told_from_what_is_below_zero() {
        assert_eq!(count("1,200户"), Some(1200));
        for text in ["-5", "－30", "-5户", "−1,200"] {
            assert!(count(text).is_none() && is_negative(text), "{text}");
        }
        for text in ["三十", "-", "5", "-1+2", "-1.cmd|calc", "-cmd"] {
            assert!(!is_negative(text), "{text}");
        }
    }

    #[test]
    fn a_period_is_read_back_as_written() {
        for text in ["2024-04-01..2024-06-30", "2024-05-06"] {
            assert_eq!(read_period(text).map(period).as_deref(), Some(text));
        }
        assert_eq!(read_period("昨天"), None);
    }
}
