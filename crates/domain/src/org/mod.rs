//! Units, persons and posts. A person is an opaque identifier with an erasable
//! name; permissions belong to posts; four-eyes compare persons.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    codes::{DivisionCode, Role, UnitKind},
    event_body, events,
    ids::{PersonId, PostId, UnitId},
    record::{EventMeta, Record},
    refusal::{Reason, Refusal},
    text::Text,
};

/// A unit: government, department, township, agency…
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Unit {
    /// Code, unique in the installation (a division code, or that code with a suffix).
    pub code: String,
    /// Its facts.
    pub facts: Option<UnitFacts>,
    /// First day.
    pub from: Option<Date>,
    /// Last day, once it is closed.
    pub to: Option<Date>,
}

/// The facts of a unit. Its name is public and not a person's, so it may be
/// part of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitFacts {
    /// Full name.
    pub name: String,
    /// What kind.
    pub kind: UnitKind,
    /// The unit above it.
    #[serde(default)]
    pub parent: Option<UnitId>,
    /// Where it sits.
    pub division: DivisionCode,
    /// The units from the root down to this one, `/<id>/<id>/`, as computed by
    /// the use case that sets it.
    pub path: String,
}

events! {
    /// What can happen to a unit.
    UnitEvent {
        /// Set up.
        UnitSet { code: String, facts: UnitFacts },
        /// Renamed or moved.
        UnitChanged { facts: UnitFacts },
        /// Closed.
        UnitClosed {},
    }
}
event_body!(UnitEvent);

impl Record for Unit {
    const KIND: &'static str = "unit";
    const FOLD_VERSION: u32 = 1;
    type Event = UnitEvent;

    fn apply(&mut self, meta: &EventMeta, event: &UnitEvent) {
        match event {
            UnitEvent::UnitSet { code, facts } => {
                self.code.clone_from(code);
                self.facts = Some(facts.clone());
                self.from = Some(meta.occurred_on);
            }
            UnitEvent::UnitChanged { facts } => self.facts = Some(facts.clone()),
            UnitEvent::UnitClosed {} => self.to = Some(meta.occurred_on),
        }
    }
}

/// A post: a role at a unit for a dated period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// Identifier.
    pub id: PostId,
    /// Where.
    pub unit: UnitId,
    /// Which role.
    pub role: Role,
    /// First day.
    pub from: Date,
    /// Last day, if it ends.
    #[serde(default)]
    pub to: Option<Date>,
    /// The person who delegated it, if it is delegated.
    #[serde(default)]
    pub delegated_by: Option<PersonId>,
    /// Whether an act ended it in the course of its last day. A post that runs
    /// out is held to the end of that day, one that was ended is not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ended: bool,
}

/// An official or expert.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Person {
    /// Sign-in name: a post-like word, not a personal name.
    pub username: String,
    /// Name, erasable.
    pub name: Option<Text>,
    /// Posts, past and present.
    pub posts: Vec<Post>,
    /// Signed out for good.
    pub disabled: bool,
}

events! {
    /// What can happen to a person's record.
    PersonEvent {
        /// Entered.
        PersonEntered { username: String, name: Text },
        /// Given a post.
        PostGiven { post: Post },
        /// A post ended.
        PostEnded { post: PostId, to: Date },
        /// Signed out for good.
        PersonDisabled {},
        /// May sign in again.
        PersonEnabled {},
    }
}
event_body!(PersonEvent);

impl Record for Person {
    const KIND: &'static str = "person";
    const FOLD_VERSION: u32 = 2;
    type Event = PersonEvent;

    fn apply(&mut self, _meta: &EventMeta, event: &PersonEvent) {
        match event {
            PersonEvent::PersonEntered { username, name } => {
                self.username.clone_from(username);
                self.name = Some(*name);
            }
            PersonEvent::PostGiven { post } => self.posts.push(*post),
            PersonEvent::PostEnded { post, to } => {
                if let Some(p) = self.posts.iter_mut().find(|p| p.id == *post) {
                    p.to = Some(*to);
                    p.ended = true;
                }
            }
            PersonEvent::PersonDisabled {} => self.disabled = true,
            PersonEvent::PersonEnabled {} => self.disabled = false,
        }
    }
}

impl Post {
    /// Whether the post is held on a day: to the end of its last day where it
    /// runs out, and no longer on the day on which it was ended.
    #[must_use]
    pub fn held_on(&self, day: Date) -> bool {
        let lasts = |to: Date| if self.ended { day < to } else { day <= to };
        self.from <= day && self.to.is_none_or(lasts)
    }
}

impl Person {
    /// The three administrators are three persons (DESIGN invariant 12).
    ///
    /// # Errors
    /// Refused when the person holds another administrator's post.
    pub fn may_hold(&self, role: Role, day: Date) -> Result<(), Refusal> {
        const ADMINS: [Role; 3] = [Role::SystemAdmin, Role::SecurityAdmin, Role::AuditAdmin];
        if !ADMINS.contains(&role) {
            return Ok(());
        }
        let other =
            self.posts.iter().any(|p| p.held_on(day) && p.role != role && ADMINS.contains(&p.role));
        if other { Err(Refusal::of(Reason::Conflict { field: "role" })) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::Post;
    use crate::{
        codes::Role,
        ids::{PostId, UnitId},
    };

    #[test]
    fn a_post_that_runs_out_lasts_the_day_and_one_that_was_ended_does_not() {
        let (first, last) = (date(2016, 3, 1), date(2016, 11, 18));
        let post = |to, ended| Post {
            id: PostId::default(),
            unit: UnitId::default(),
            role: Role::LeadUnit,
            from: first,
            to,
            delegated_by: None,
            ended,
        };
        let table = [
            (None, false, [false, true, true, true]),
            (Some(last), false, [false, true, true, false]),
            (Some(last), true, [false, true, false, false]),
        ];
        let days = [date(2016, 2, 29), first, last, date(2016, 11, 19)];
        for (to, ended, expected) in table {
            assert_eq!(days.map(|day| post(to, ended).held_on(day)), expected, "{to:?} {ended}");
        }
    }
}
