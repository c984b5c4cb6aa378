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

pub(super) fn count(text: &str) -> Option<u32> {
    let digits: String = text.chars().filter(|c| !matches!(c, ',' | '，' | ' ')).collect();
    let number = digits.trim_end_matches(['户', '人', '万', '元']);
    number.split('.').next().and_then(|n| n.parse().ok())
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
