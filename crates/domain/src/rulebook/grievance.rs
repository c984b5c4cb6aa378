//! Terms of the grievance mechanism (诉求).

use serde::{Deserialize, Serialize};

use super::{Item, Package, Term};
use crate::codes::GrievanceTerm;

/// Within which time something has to be done about a grievance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrievanceRule {
    /// The words of the rule.
    #[serde(flatten)]
    pub item: Item,
    /// What the term is for.
    pub kind: GrievanceTerm,
    /// How long it is.
    pub term: Term,
}

impl Package {
    /// The term for something that has to be done about a grievance.
    #[must_use]
    pub fn grievance_term(&self, kind: GrievanceTerm) -> Option<&GrievanceRule> {
        self.grievance_terms.iter().find(|rule| rule.kind == kind)
    }
}
