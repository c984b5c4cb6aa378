//! Who asks, and for what.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    codes::{Part, Role},
    ids::{PersonId, UnitId},
};
use serde::Serialize;

/// The post in which a person acts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Actor {
    /// The person.
    pub person: PersonId,
    /// The role of the post.
    pub role: Role,
    /// The unit of the post.
    pub unit: UnitId,
    /// Path of that unit, root first, itself last: `/<uuid>/<uuid>/`. For an
    /// office that oversees the area of its government (stability office,
    /// inspection, archive), the path of that government, so that its subtree
    /// is the area.
    pub path: String,
}

/// A unit with its path from the root, `/<uuid>/<uuid>/`, itself last.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct UnitPath {
    /// The unit.
    pub unit: UnitId,
    /// Its path.
    pub path: String,
}

/// The matter that is asked for: which units play which part in it, and which
/// persons are named in it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Resource {
    /// Units by part. Owners of measures stand under [`Part::Executing`].
    pub parts: BTreeMap<Part, Vec<UnitPath>>,
    /// Experts and reviewers that a panel or review names.
    pub named: BTreeSet<PersonId>,
}

impl Resource {
    /// Adds a unit under a part.
    #[must_use]
    pub fn with(mut self, part: Part, unit: UnitId, path: &str) -> Self {
        let entry = UnitPath { unit, path: path.to_owned() };
        self.parts.entry(part).or_default().push(entry);
        self
    }

    /// Every unit that takes part, by part.
    pub fn units(&self) -> impl Iterator<Item = &UnitPath> {
        self.parts.values().flatten()
    }
}

/// Whether `path` lies at or below `top`. Both must be whole paths, with a
/// slash at either end and at least one unit: an empty or cut path is above
/// nothing, so a missing path can never widen what someone sees.
pub(crate) fn lies_under(path: &str, top: &str) -> bool {
    let whole = top.len() > 2 && top.starts_with('/') && top.ends_with('/');
    whole && path.starts_with(top)
}
