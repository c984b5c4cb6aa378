//! Gates: what each requires before it lets a matter through.

use serde::{Deserialize, Serialize};

use super::Item;
use crate::codes::{Gate, Level, Part, Role};

/// Something that a gate requires of a matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GateRequirement {
    /// The matter is on the list.
    Listed,
    /// Screening is confirmed.
    Screened,
    /// The assessment is filed.
    Filed,
    /// The filing has not expired.
    Valid,
    /// The legality review found it lawful.
    Lawful,
    /// The matter was decided, and the decision lets it go on.
    DecidedToProceed,
    /// No suspension, return or re-assessment stands.
    NotHalted,
    /// Measures due before the start are done.
    MeasuresBeforeStart,
}

/// Who can supply what is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supplier {
    /// What is missing.
    pub requirement: GateRequirement,
    /// The part that the unit plays in the matter.
    pub part: Part,
    /// The role at that unit.
    pub role: Role,
}

/// The rule of one gate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GateRule {
    /// Which gate.
    pub gate: Gate,
    /// The words of the rule.
    pub item: Item,
    /// What it requires, in the order in which it is told.
    pub requires: Vec<GateRequirement>,
    /// The highest level after measures that passes.
    #[serde(default)]
    pub max_level: Option<Level>,
    /// Who supplies what.
    pub suppliers: Vec<Supplier>,
}
