//! A case that remembers its events, the people who play it, and the real
//! rules of Chaoyang.

pub mod inputs;
pub mod play;

use std::sync::OnceLock;

use domain::{
    assessment::{Assessment, AssessmentEvent, Command, Parties, acts::open::Open},
    codes::{DivisionCode, ProcedureCode, Role},
    env::Env,
    ids::{MatterId, PersonId, UnitId},
    record::{EventMeta, Record as _},
    refusal::Refusal,
    rulebook::Package,
    text::{FileRef, PackageHash, Text},
};
use jiff::{Timestamp, ToSpan as _, civil::Date, civil::date};
use rules::RuleBook;
use uuid::Uuid;

/// The people of a case; each is a person of one unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// Officer of the responsible unit.
    Owner,
    /// The agency that carries the assessment out.
    Agency,
    /// Expert of the rating panel.
    Expert(u8),
    /// Reviewer.
    Reviewer(u8),
    /// Officer of the stability office.
    Filer,
    /// Officer of the justice department.
    Justice,
    /// Leader of the deciding body.
    Leader,
    /// Officer of the executing unit.
    Executor,
    /// Officer of another unit who looks back.
    Evaluator,
}

impl Who {
    const fn number(self) -> u128 {
        match self {
            Self::Owner => 1,
            Self::Agency => 2,
            Self::Filer => 3,
            Self::Justice => 4,
            Self::Leader => 5,
            Self::Executor => 6,
            Self::Evaluator => 7,
            Self::Expert(n) => 20 + n as u128,
            Self::Reviewer(n) => 40 + n as u128,
        }
    }

    pub fn person(self) -> PersonId {
        PersonId::new(Uuid::from_u128(0x1000 + self.number()))
    }

    pub fn unit(self) -> UnitId {
        UnitId::new(Uuid::from_u128(0x2000 + self.number()))
    }

    pub const fn role(self) -> Role {
        match self {
            Self::Owner => Role::LeadUnit,
            Self::Agency => Role::ThirdParty,
            Self::Filer => Role::FilingOfficer,
            Self::Justice => Role::LegalityReviewer,
            Self::Leader => Role::DecisionMaker,
            Self::Executor => Role::ExecutingUnit,
            Self::Evaluator => Role::Supervisor,
            Self::Expert(_) | Self::Reviewer(_) => Role::Expert,
        }
    }
}

pub fn book() -> &'static RuleBook {
    static BOOK: OnceLock<RuleBook> = OnceLock::new();
    BOOK.get_or_init(|| RuleBook::embedded().expect("the rule files are right"))
}

/// Rules of Chaoyang's Longcheng district in the year of the review.
pub fn rules_2016() -> &'static Package {
    static RULES: OnceLock<Package> = OnceLock::new();
    RULES.get_or_init(|| resolve(date(2016, 3, 1)))
}

/// The same place under 国令743号 too.
pub fn rules_2022() -> &'static Package {
    static RULES: OnceLock<Package> = OnceLock::new();
    RULES.get_or_init(|| resolve(date(2022, 6, 1)))
}

/// The same place under 国令713号.
pub fn rules_2020() -> &'static Package {
    static RULES: OnceLock<Package> = OnceLock::new();
    RULES.get_or_init(|| resolve(date(2020, 6, 1)))
}

fn resolve(day: Date) -> Package {
    let place = DivisionCode::try_from("211303".to_owned()).expect("six digits");
    book().resolve(&place, day).expect("rules exist").package.as_ref().clone()
}

pub fn text(n: u8) -> Text {
    Text::new([n; 32])
}

pub fn file(n: u8) -> FileRef {
    FileRef::new([n; 32])
}

pub fn parties() -> Parties {
    Parties {
        lead: Who::Owner.unit(),
        decision_maker: Who::Leader.unit(),
        filing: Who::Filer.unit(),
        legality: Some(Who::Justice.unit()),
        executing: Some(Who::Executor.unit()),
    }
}

/// A case under way with everything that happened in it.
#[derive(Debug, Clone)]
pub struct Case {
    pub state: Assessment,
    pub log: Vec<(EventMeta, AssessmentEvent)>,
    pub rules: &'static Package,
    pub today: Date,
    /// Stated day of the next acts; today when none.
    pub stated: Option<Date>,
    /// Refusals stop the test; otherwise they are dropped.
    pub strict: bool,
    /// p and q of every factor before and after measures, in 1/10000.
    pub before: (u16, u16),
    pub after: (u16, u16),
    /// Others who try the next acts before the right person does.
    pub meddlers: Vec<Option<Who>>,
    ids: u128,
}

impl Case {
    pub fn open(procedure: ProcedureCode) -> Self {
        Self::open_at(procedure, rules_2016(), date(2016, 3, 1))
    }

    pub fn open_at(procedure: ProcedureCode, rules: &'static Package, today: Date) -> Self {
        let mut case = Self {
            state: Assessment::default(),
            log: Vec::new(),
            rules,
            today,
            stated: None,
            strict: true,
            before: (5000, 5000),
            after: (3000, 4000),
            meddlers: Vec::new(),
            ids: 0x10_0000,
        };
        let open = Open {
            matter: MatterId::new(Uuid::from_u128(0x3000)),
            number: "LN-CY-2016-00001-A1".into(),
            rules: PackageHash::new([7; 32]),
            ordinal: 1,
            procedure,
            parties: parties(),
            households: Some(80),
            is_plan: false,
        };
        let events = open.decide(&case.state, &case.env(Who::Filer)).expect("an assessment opens");
        case.record(Who::Filer, events);
        case
    }

    pub fn env(&self, who: Who) -> Env<'static> {
        Env {
            rules: self.rules,
            calendar: book().calendar(),
            today: self.today,
            occurred_on: self.stated.unwrap_or(self.today),
            actor: who.person(),
            unit: who.unit(),
            role: who.role(),
        }
    }

    /// A new identifier's UUID.
    pub fn fresh(&mut self) -> Uuid {
        self.ids += 1;
        Uuid::from_u128(self.ids)
    }

    pub fn pass_days(&mut self, days: i64) {
        self.today = self.today.checked_add(days.days()).expect("a day");
    }

    /// Moves on to the next working day.
    pub fn pass_working_days(&mut self, days: u32) {
        self.today = book().calendar().add_working_days(self.today, days).expect("a covered year");
    }

    /// Tries an act; what it gives is put on record.
    pub fn act(&mut self, who: Who, command: &Command) -> Result<Vec<AssessmentEvent>, Refusal> {
        let events = command.decide(&self.state, &self.env(who))?;
        self.record(who, events.clone());
        Ok(events)
    }

    /// An act that has to succeed in a strict case.
    pub fn must(&mut self, who: Who, command: Command) {
        if let Some(Some(meddler)) = self.meddlers.pop()
            && self.act(meddler, &command).is_ok()
        {
            return;
        }
        if let Err(refusal) = self.act(who, &command)
            && self.strict
        {
            panic!("{} by {who:?}: {refusal:?}", command.code());
        }
    }

    /// An act that has to be refused and to change nothing.
    pub fn refused(&mut self, who: Who, command: Command) -> Refusal {
        let before = self.state.clone();
        let refusal = match self.act(who, &command) {
            Err(refusal) => refusal,
            Ok(events) => panic!("{} by {who:?} was accepted: {events:?}", command.code()),
        };
        assert_eq!(before, self.state);
        refusal
    }

    pub fn record(&mut self, who: Who, events: Vec<AssessmentEvent>) {
        for event in events {
            let meta = EventMeta {
                seq: self.log.len() as u64,
                recorded_at: Timestamp::UNIX_EPOCH,
                occurred_on: self.stated.unwrap_or(self.today),
                unit: who.unit(),
                actor: who.person(),
            };
            self.state.apply(&meta, &event);
            self.log.push((meta, event));
        }
    }
}

/// What a log folds to.
pub fn fold(log: &[(EventMeta, AssessmentEvent)]) -> Assessment {
    let mut state = Assessment::default();
    for (meta, event) in log {
        state.apply(meta, event);
    }
    state
}
