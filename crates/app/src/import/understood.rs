//! A row as it was understood: what a person sees before the import is confirmed.

use domain::{
    codes::{Category, Sector},
    ids::UnitId,
    matter::Planned,
};
use serde::{Deserialize, Serialize};

use super::{
    fault::Note,
    propose::{Proposal, ScreeningProposal},
    table::Field,
};

domain::codes! {
    /// What becomes of a row. Every row has exactly one.
    RowOutcome {
        /// Understood; it can be listed as soon as a person confirms the import.
        Ready = "READY",
        /// A question is open.
        Open = "OPEN",
        /// Its place lies outside the territory of this installation.
        Outside = "OUTSIDE",
        /// It cannot be taken, and the reason is named.
        Refused = "REFUSED",
        /// It was listed.
        Taken = "TAKEN",
        /// A person left it out.
        Skipped = "SKIPPED",
    }
    /// What was made of a cell.
    CellState {
        /// Understood, with a value.
        Understood = "UNDERSTOOD",
        /// Not clear; a question is asked.
        Open = "OPEN",
        /// Kept as printed, not used.
        Kept = "KEPT",
        /// Left empty, with the reason.
        Empty = "EMPTY",
        /// Refused, with the reason.
        Refused = "REFUSED",
    }
}

/// A cell and what was made of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellPlan {
    /// Header of the column as printed.
    pub column: String,
    /// What the column means.
    pub field: Option<Field>,
    /// What was made of the cell.
    pub state: CellState,
    /// The cell as printed; empty where it was thrown away.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub printed: String,
    /// The value understood: text, a code, an identifier of a unit, or a period.
    /// [`super::Words::cell`] says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// How, or why not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Note>,
}

/// A unit that could be meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// The unit.
    pub unit: UnitId,
    /// Its name.
    pub name: String,
}

/// The unit that carries the matter.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct UnitPlan {
    /// As printed.
    pub printed: String,
    /// The unit of the installation, when it is clear.
    pub unit: Option<UnitId>,
    /// `exact`, `normalised`, `contained`, `own`; empty when it is not clear.
    pub how: String,
    /// Units that it could be.
    pub candidates: Vec<Candidate>,
    /// The unit that decides.
    pub decision_maker: Option<UnitId>,
    /// The unit that files.
    pub filing: Option<UnitId>,
    /// The unit that reviews legality.
    pub legality: Option<UnitId>,
}

/// The place of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlacePlan {
    /// Division code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The column, or `unit`, from which it follows.
    pub from: String,
}

/// A row and what is planned with it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RowPlan {
    /// Row of the file, counted from 1 with the header.
    pub row: u32,
    /// What becomes of it.
    pub outcome: RowOutcome,
    /// Title as printed.
    pub title: String,
    /// The titles into which the cell would be split; empty when it holds one.
    pub split: Vec<String>,
    /// Units.
    pub unit: UnitPlan,
    /// Place.
    pub place: Option<PlacePlan>,
    /// Year of the list.
    pub year: Option<i16>,
    /// When the decision is planned.
    pub planned: Option<Planned>,
    /// Proposed kind of decision.
    pub category: Proposal,
    /// Proposed sector.
    pub sector: Proposal,
    /// Proposed result of screening.
    pub screening: ScreeningProposal,
    /// Where the row is from: list, document number, number within it.
    pub origin: String,
    /// What is planned.
    pub content: String,
    /// Legal basis.
    pub basis: String,
    /// Households, persons, investment in 10,000 yuan.
    pub scale: [Option<u32>; 3],
    /// Cell by cell.
    pub cells: Vec<CellPlan>,
    /// What has to be answered before the row can be listed.
    pub questions: Vec<Note>,
    /// Why it is refused or lies outside.
    pub reasons: Vec<Note>,
    /// Numbers of the matters made from it.
    #[serde(default)]
    pub numbers: Vec<String>,
}

impl RowPlan {
    /// The proposed kind.
    #[must_use]
    pub fn category_code(&self) -> Category {
        Category::from_code(&self.category.code).unwrap_or(Category::Decision)
    }

    /// The proposed sector.
    #[must_use]
    pub fn sector_code(&self) -> Sector {
        Sector::from_code(&self.sector.code).unwrap_or(Sector::Other)
    }

    /// The title as printed, also where it is refused.
    #[must_use]
    pub fn printed_title(&self) -> &str {
        if !self.title.is_empty() {
            return &self.title;
        }
        let cell = self.cells.iter().find(|cell| cell.field == Some(Field::Title));
        cell.map_or("", |cell| &cell.printed)
    }

    pub(super) fn settle(&mut self) {
        let outside = self.reasons.iter().any(|r| r.code == "outside");
        self.outcome = if outside && self.reasons.len() == 1 {
            RowOutcome::Outside
        } else if !self.reasons.is_empty() {
            RowOutcome::Refused
        } else if !self.questions.is_empty() {
            RowOutcome::Open
        } else {
            RowOutcome::Ready
        };
    }
}
