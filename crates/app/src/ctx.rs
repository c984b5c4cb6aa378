//! What every use case knows of the one who asks: person, post, unit, time.

use access::Actor;
use domain::{
    codes::Role,
    ids::{PersonId, UnitId},
};
use jiff::{Timestamp, civil::Date, tz::Offset};
use uuid::Uuid;

/// A source of instants. The product reads the system clock, the demonstration
/// one of its own, tests a fixed one.
pub trait Clock: Send + Sync {
    /// The instant, UTC.
    fn now(&self) -> Timestamp;
}

/// A source of identifiers and salts.
pub trait Ids: Send + Sync {
    /// A UUIDv7 for an entity or an event.
    fn id(&self, now: Timestamp) -> Uuid;
    /// 32 random bytes: a salt, a token.
    fn bytes(&self) -> [u8; 32];
}

/// The legal day of an instant, Asia/Shanghai (UTC+8, no summer time since 1992).
#[must_use]
pub fn legal_day(at: Timestamp) -> Date {
    Offset::constant(8).to_datetime(at).date()
}

/// One operation: who, for which unit, in which role, when.
#[derive(Debug, Clone)]
pub struct Ctx {
    /// Who acts, with the path of the unit, for access.
    pub actor: Actor,
    /// The instant of the operation.
    pub now: Timestamp,
    /// The legal day of the operation.
    pub today: Date,
    /// The legal day on which the act took place, as stated.
    pub occurred_on: Date,
    /// Reference of the request, shown when something breaks.
    pub request: String,
    /// The form that was sent, so that it has its effect once.
    pub form: Option<crate::once::FormKey>,
}

impl Ctx {
    /// An operation of a signed-in official at this instant.
    #[must_use]
    pub fn new(actor: Actor, now: Timestamp, request: String) -> Self {
        let today = legal_day(now);
        Self { actor, now, today, occurred_on: today, request, form: None }
    }

    /// The same operation, stated for an earlier day.
    #[must_use]
    pub const fn on(mut self, day: Date) -> Self {
        self.occurred_on = day;
        self
    }

    /// The person who acts.
    #[must_use]
    pub const fn person(&self) -> PersonId {
        self.actor.person
    }

    /// The unit for which the person acts.
    #[must_use]
    pub const fn unit(&self) -> UnitId {
        self.actor.unit
    }

    /// The role in which the person acts.
    #[must_use]
    pub const fn role(&self) -> Role {
        self.actor.role
    }

    /// The act as the store writes it.
    #[must_use]
    pub fn act(&self, rule_package: Option<ledger::Hash>) -> store::Act {
        store::Act {
            unit: self.unit(),
            actor: self.person(),
            now: self.now,
            occurred_on: self.occurred_on,
            rule_package,
        }
    }
}
