//! Reading the table.

use std::collections::BTreeSet;

use domain::codes::{Part, Role};
use serde::Serialize;

use crate::{Actor, Permission, Relation, Resource, TABLE, subject::lies_under};

/// The answer of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Allowed.
    Allowed {
        /// The relation that made it so.
        by: Relation,
    },
    /// Denied.
    Denied(Denial),
}

/// A "no" that explains itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Denial {
    /// Which rule said no.
    pub rule: DenialRule,
    /// What was asked for.
    pub permission: Permission,
    /// Who may, in the order of the table, each once.
    pub who: Vec<Holder>,
}

domain::codes! {
    /// Why the table says no.
    DenialRule {
        /// No line of the table gives the permission to this role.
        Role = "ACCESS_ROLE",
        /// The role may, but not on this matter: the unit plays no such part,
        /// the matter lies outside its area, or does not name the person.
        Relation = "ACCESS_RELATION",
        /// The permission concerns one matter, and none was given.
        NoMatter = "ACCESS_NO_MATTER",
    }
}

/// Someone who may do what was denied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Holder {
    /// The part that the unit plays in the matter; none where the area or the
    /// naming counts.
    pub part: Option<Part>,
    /// The role of the post.
    pub role: Role,
}

impl Decision {
    /// Whether the answer is yes.
    #[must_use]
    pub const fn is_allowed(&self) -> bool {
        matches!(self, Self::Allowed { .. })
    }

    /// The denial as an error, for `?`.
    ///
    /// # Errors
    /// The [`Denial`], when the answer is no.
    pub fn ok(self) -> Result<Relation, Denial> {
        match self {
            Self::Allowed { by } => Ok(by),
            Self::Denied(denial) => Err(denial),
        }
    }
}

/// Decides whether a post may do something to a matter.
///
/// `resource` is `None` for what concerns no single matter: lists, imports,
/// statistics, the log as a whole, administration. The caller then narrows
/// what it shows by [`relations`]; permissions of which
/// [`Permission::on_a_matter`] holds are denied without a matter.
#[must_use]
pub fn decide(actor: &Actor, permission: Permission, resource: Option<&Resource>) -> Decision {
    let granted = relations(actor.role, permission);
    if granted.is_empty() {
        return deny(DenialRule::Role, permission);
    }
    let Some(resource) = resource else {
        return match granted.first() {
            Some(by) if !permission.on_a_matter() => Decision::Allowed { by: *by },
            _ => deny(DenialRule::NoMatter, permission),
        };
    };
    granted
        .iter()
        .find(|relation| holds(**relation, actor, resource))
        .map_or_else(|| deny(DenialRule::Relation, permission), |by| Decision::Allowed { by: *by })
}

/// The relations in which a role holds a permission, in the order of the
/// table; empty when it never does. List queries narrow by them.
#[must_use]
pub fn relations(role: Role, permission: Permission) -> Vec<Relation> {
    TABLE
        .iter()
        .filter(|entry| entry.roles.contains(&role) && entry.permissions.contains(&permission))
        .map(|entry| entry.relation)
        .collect()
}

/// Whether a role holds a permission on any matter at all, for menus.
#[must_use]
pub fn may_ever(role: Role, permission: Permission) -> bool {
    !relations(role, permission).is_empty()
}

fn holds(relation: Relation, actor: &Actor, resource: &Resource) -> bool {
    let plays = |part: Part| {
        resource.parts.get(&part).is_some_and(|units| units.iter().any(|u| u.unit == actor.unit))
    };
    match relation {
        Relation::Anywhere => true,
        Relation::OwnPart(part) => plays(part),
        Relation::OwnUnit => plays(Part::Lead),
        Relation::Named => resource.named.contains(&actor.person),
        Relation::Subtree => resource.units().any(|u| lies_under(&u.path, &actor.path)),
    }
}

fn deny(rule: DenialRule, permission: Permission) -> Decision {
    let mut seen = BTreeSet::new();
    let who = TABLE
        .iter()
        .filter(|entry| entry.permissions.contains(&permission))
        .flat_map(|entry| {
            let part = match entry.relation {
                Relation::OwnPart(part) => Some(part),
                Relation::OwnUnit => Some(Part::Lead),
                Relation::Anywhere | Relation::Subtree | Relation::Named => None,
            };
            entry.roles.iter().map(move |role| Holder { part, role: *role })
        })
        .filter(|holder| seen.insert(*holder))
        .collect();
    Decision::Denied(Denial { rule, permission, who })
}
