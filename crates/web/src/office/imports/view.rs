//! One row of an import as the page shows it.

use app::{
    directory::Units,
    import::{CellState, Field, Note, RowOutcome, RowPlan, Words, screened},
};
use domain::ids::UnitId;
use locale::L10n;

use crate::form::Choice;
use crate::office::case::planned;
use crate::routes::encode;
use crate::ui::{Band, Facts, Markup, Tag};

/// A cell with what was made of it.
pub(super) struct Cell {
    pub(super) column: String,
    /// As printed; empty where it was thrown away.
    pub(super) printed: String,
    /// As understood, in words.
    pub(super) value: String,
    pub(super) state: Markup,
    pub(super) note: String,
}

/// A question that a person answers for a row.
pub(super) struct Ask {
    /// Name of the field.
    pub(super) field: String,
    /// What is asked.
    pub(super) label: String,
    /// Units or places that it could be, as help.
    pub(super) hint: String,
    /// `units` or `places`: the list of words that the browser offers.
    pub(super) list: &'static str,
}

/// A row.
pub(super) struct Row {
    pub(super) number: u32,
    pub(super) title: String,
    /// Marks a title that is refused.
    pub(super) mark: Markup,
    pub(super) tag: Markup,
    pub(super) facts: Facts,
    pub(super) notes: Vec<String>,
    pub(super) split: Vec<String>,
    pub(super) cells: Vec<Cell>,
    pub(super) made: Vec<(String, String)>,
    /// What can be done with it; empty when nothing can.
    pub(super) actions: Vec<Choice>,
    pub(super) action: &'static str,
    pub(super) asks: Vec<Ask>,
    pub(super) duplicate: bool,
}

/// The tag of an outcome.
pub(super) fn outcome_tag(l10n: L10n, outcome: RowOutcome) -> Tag {
    let (band, icon) = match outcome {
        RowOutcome::Ready => (Band::Info, "checklist"),
        RowOutcome::Taken => (Band::Low, "circle-check"),
        RowOutcome::Open => (Band::Mid, "alert-triangle"),
        RowOutcome::Refused => (Band::High, "alert-circle"),
        RowOutcome::Outside | RowOutcome::Skipped => (Band::Plain, "minus"),
    };
    Tag::new(band, l10n.code("importing-outcome", outcome.code())).with_icon(icon)
}

/// A row for the page.
pub(super) fn row(l10n: L10n, plan: &RowPlan, units: &Units) -> Row {
    let (actions, action) = actions(l10n, plan);
    Row {
        number: plan.row,
        title: title(l10n, plan),
        mark: if plan.title.is_empty() && !plan.printed_title().is_empty() {
            Markup::default().and(cell_tag(l10n, CellState::Refused))
        } else {
            Markup::default()
        },
        tag: Markup::default().and(outcome_tag(l10n, plan.outcome)),
        facts: facts(l10n, plan, units),
        notes: notes(l10n, plan),
        split: plan.split.clone(),
        cells: cells(Words { l10n, units }, plan),
        made: plan
            .numbers
            .iter()
            .map(|no| (no.clone(), format!("/items/{}", encode(no))))
            .collect(),
        asks: if actions.is_empty() { Vec::new() } else { asks(l10n, plan) },
        duplicate: plan.questions.iter().any(|q| q.code == "duplicate_matter"),
        actions,
        action,
    }
}

/// The title as printed, or that there is none.
fn title(l10n: L10n, plan: &RowPlan) -> String {
    match plan.printed_title() {
        "" => l10n.t("importing-no-title"),
        title => title.to_owned(),
    }
}

/// Questions and reasons, then cells that are refused although the row is not,
/// each with its column. Columns about residents are said below, once for each cell.
fn notes(l10n: L10n, plan: &RowPlan) -> Vec<String> {
    let told: Vec<&Note> = plan.questions.iter().chain(&plan.reasons).collect();
    let refused = plan.cells.iter().filter(|cell| cell.state == CellState::Refused);
    let refused = refused.filter_map(|cell| cell.note.as_ref());
    let refused = refused.filter(|note| note.code != "personal_column" && !told.contains(note));
    told.iter().copied().chain(refused).map(|note| note.line(l10n)).collect()
}

/// What a person can do with a row, and what is chosen from the start: a clear
/// row is listed, a row with a question waits.
fn actions(l10n: L10n, plan: &RowPlan) -> (Vec<Choice>, &'static str) {
    let choice = |code: &str| Choice::new(code, l10n.code("importing-action", code));
    let mut list = Vec::new();
    match plan.outcome {
        RowOutcome::Ready => {
            list.extend(["ACCEPT", "SKIP"].map(choice));
            (list, "ACCEPT")
        }
        RowOutcome::Open => {
            list.push(Choice::new("", l10n.t("importing-later")));
            if !plan.split.is_empty() {
                list.push(choice("SPLIT"));
            }
            list.extend(["ACCEPT", "SKIP"].map(choice));
            (list, "")
        }
        _ => (list, ""),
    }
}

fn facts(l10n: L10n, plan: &RowPlan, units: &Units) -> Facts {
    let name = |unit: Option<UnitId>| {
        unit.and_then(|u| units.get(&u.uuid())).map(|u| u.name.as_str()).unwrap_or_default()
    };
    let place = plan.place.as_ref().map(|p| p.name.as_str()).unwrap_or_default();
    let kind = l10n.join(&[
        l10n.code("category", &plan.category.code),
        l10n.code("sector", &plan.sector.code),
    ]);
    Facts::two()
        .fact(l10n.t("items-lead"), name(plan.unit.unit))
        .fact(l10n.t("importing-printed-unit"), &plan.unit.printed)
        .fact(l10n.t("case-place"), place)
        .fact(l10n.t("items-category"), kind)
        .fact(l10n.t("case-decision-maker"), name(plan.unit.decision_maker))
        .fact(l10n.t("case-filing"), name(plan.unit.filing))
        .fact(l10n.t("case-planned"), period(l10n, plan))
        .fact(l10n.t("importing-screening"), screening(l10n, plan))
}

/// The period that was understood, with the print beside it where that says it otherwise.
fn period(l10n: L10n, plan: &RowPlan) -> String {
    let Some(said) = plan.planned.map(|p| planned(l10n, p)) else { return String::new() };
    let printed = plan.cells.iter().find(|cell| cell.field == Some(Field::Planned));
    match printed.map(|cell| cell.printed.as_str()) {
        Some(printed) if !printed.is_empty() && printed != said => {
            l10n.t2("importing-period", ("period", said), ("printed", printed))
        }
        _ => said,
    }
}

/// The proposed result with the rule that led to it.
fn screening(l10n: L10n, plan: &RowPlan) -> String {
    let proposal = &plan.screening;
    screened(l10n, proposal.result, proposal.procedure, proposal.deciding())
}

fn cells(words: Words<'_>, plan: &RowPlan) -> Vec<Cell> {
    let l10n = words.l10n;
    plan.cells
        .iter()
        .map(|cell| Cell {
            column: cell.column.clone(),
            printed: cell.printed.clone(),
            value: words.cell(cell),
            state: Markup::default().and(cell_tag(l10n, cell.state)),
            note: cell.note.as_ref().map(|n| l10n.say(&n.msg())).unwrap_or_default(),
        })
        .collect()
}

fn cell_tag(l10n: L10n, state: CellState) -> Tag {
    let band = match state {
        CellState::Understood => Band::Low,
        CellState::Open => Band::Mid,
        CellState::Refused => Band::High,
        CellState::Kept | CellState::Empty => Band::Plain,
    };
    Tag::new(band, l10n.code("importing-cell", state.code()))
}

/// Questions about units and places. Others are answered by the action alone.
fn asks(l10n: L10n, plan: &RowPlan) -> Vec<Ask> {
    let names: Vec<&str> = plan.unit.candidates.iter().map(|c| c.name.as_str()).collect();
    let asked = |field: &str| plan.questions.iter().any(|q| q.field == field);
    let mut list = Vec::new();
    let mut ask = |field: &str, label: &str, list_name: &'static str, hint: String| {
        list.push(Ask {
            field: format!("r.{}.{field}", plan.row),
            label: l10n.t(label),
            hint,
            list: list_name,
        });
    };
    if asked("unit") {
        let hint = if names.is_empty() {
            l10n.t("importing-type-unit")
        } else {
            l10n.t1("importing-could-be", "names", l10n.join(&names))
        };
        ask("unit", "items-lead", "units", hint);
    }
    for (field, label) in [("decision_maker", "case-decision-maker"), ("filing", "case-filing")] {
        if asked(field) {
            ask(field, label, "units", l10n.t("importing-type-unit"));
        }
    }
    if asked("place") {
        ask("division", "case-place", "places", l10n.t("importing-type-place"));
    }
    list
}
