//! A discussion round (讨论) of a consultation: residents vote on statements of
//! each other in one visit. Votes and what residents write are no events; what
//! officials do with the round is.

pub mod acts;
pub mod ballot;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use self::acts::Act;
use super::{ConsultationEvent, Looked, Moderated, Seal};
use crate::{
    codes::{Moderation, Stance},
    record::EventMeta,
    text::Text,
};

/// A last day that was moved to a later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// The day on which it was moved.
    pub on: Date,
    /// The new last day.
    pub to: Date,
    /// Why; shown to the public.
    pub reason: Text,
}

/// What is settled when a round begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundSettings {
    /// First day on which votes are taken.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Statements to begin with.
    pub statements: Vec<Text>,
}

/// Whose words a statement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The unit wrote it, or took it from a confirmed topic.
    Unit {
        /// Its words.
        words: Text,
    },
    /// A resident wrote it; its words lie with the answers of the public.
    Resident {
        /// Position among the statements that residents sent.
        position: u64,
    },
}

/// A statement on which people vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Its number, from 1; it is never given again.
    pub number: u32,
    /// Whose words it is.
    pub origin: Origin,
    /// Whether it is shown no longer. Votes on it stay in their rows.
    #[serde(default)]
    pub hidden: bool,
    /// Why an official withdrew it; shown to the public.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<Text>,
}

/// Roots over the votes and over the statements that residents sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundSeal {
    /// Over the rows of votes.
    pub votes: Seal,
    /// Over the statements.
    pub statements: Seal,
}

/// A seal of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatedRoundSeal {
    /// The day.
    pub on: Date,
    /// The seal.
    pub seal: RoundSeal,
}

/// Votes on one statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementVotes {
    /// Number of the statement.
    pub statement: u32,
    /// Those who agree.
    pub agree: u32,
    /// Those who disagree.
    pub disagree: u32,
    /// Those who cannot say.
    pub pass: u32,
}

impl StatementVotes {
    /// All votes on it.
    #[must_use]
    pub fn all(&self) -> u64 {
        u64::from(self.agree) + u64::from(self.disagree) + u64::from(self.pass)
    }
}

/// A statement that stands for a group of answers, or for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typical {
    /// Number of the statement.
    pub statement: u32,
    /// How it is mostly answered.
    pub stance: Stance,
}

/// A group of answers that are alike; never of persons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundGroup {
    /// Answers in it.
    pub size: u32,
    /// Statements that stand for it.
    pub typical: Vec<Typical>,
}

/// What the sealed votes say.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RoundOutcome {
    /// Votes by statement, in the order of their numbers.
    pub votes: Vec<StatementVotes>,
    /// What most agree or disagree with, strongest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consensus: Vec<Typical>,
    /// Groups, largest first; none where they would be too small.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<RoundGroup>,
}

/// The state of a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// First day on which votes are taken.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Every time that the last day was moved, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extended: Vec<Extension>,
    /// Every statement, in the order of their numbers.
    pub statements: Vec<Statement>,
    /// Seals of days, oldest first.
    pub seals: Vec<DatedRoundSeal>,
    /// The last seal, once it is closed.
    pub closing: Option<DatedRoundSeal>,
    /// Why it was closed before its last day; shown to the public.
    pub cut_short: Option<Text>,
    /// What the sealed votes say.
    pub outcome: Option<RoundOutcome>,
    /// Statements of residents that were looked at.
    pub looked: Looked,
}

impl Round {
    /// Whether it is not closed yet.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.closing.is_none()
    }

    /// Statements that people may see.
    pub fn live(&self) -> impl Iterator<Item = &Statement> {
        self.statements.iter().filter(|statement| !statement.hidden)
    }

    /// A statement by its number.
    #[must_use]
    pub fn statement(&self, number: u32) -> Option<&Statement> {
        self.statements.iter().find(|statement| statement.number == number)
    }

    /// The newest seal.
    #[must_use]
    pub fn newest_seal(&self) -> Option<&DatedRoundSeal> {
        self.closing.as_ref().or(self.seals.last())
    }

    pub(super) fn begun(set: &RoundSettings) -> Self {
        let mut round = Self {
            from: set.from,
            to: set.to,
            extended: Vec::new(),
            statements: Vec::new(),
            seals: Vec::new(),
            closing: None,
            cut_short: None,
            outcome: None,
            looked: Looked::default(),
        };
        for words in &set.statements {
            round.add(Origin::Unit { words: *words });
        }
        round
    }

    pub(super) fn apply(&mut self, meta: &EventMeta, event: &ConsultationEvent) {
        match event {
            ConsultationEvent::StatementAdded { words } => {
                self.add(Origin::Unit { words: *words });
            }
            ConsultationEvent::RoundExtended { to, reason } => {
                self.to = *to;
                let (to, reason) = (*to, *reason);
                self.extended.push(Extension { on: meta.occurred_on, to, reason });
            }
            ConsultationEvent::StatementWithdrawn { number, reason } => {
                self.withdraw(*number, *reason);
            }
            ConsultationEvent::StatementModerated { text } => self.moderated(text),
            ConsultationEvent::RoundSealed { seal } => {
                self.seals.push(DatedRoundSeal { on: meta.occurred_on, seal: seal.clone() });
            }
            ConsultationEvent::RoundClosed { seal, outcome, cut_short } => {
                let on = meta.occurred_on;
                self.closing = Some(DatedRoundSeal { on, seal: seal.clone() });
                self.outcome = Some(outcome.clone());
                self.cut_short = *cut_short;
            }
            _ => {}
        }
    }

    fn add(&mut self, origin: Origin) {
        let number = self.statements.last().map_or(1, |last| last.number.saturating_add(1));
        self.statements.push(Statement { number, origin, hidden: false, withdrawn: None });
    }

    fn withdraw(&mut self, number: u32, reason: Text) {
        if let Some(found) = self.statements.iter_mut().find(|s| s.number == number) {
            found.hidden = true;
            found.withdrawn = Some(reason);
        }
    }

    /// A statement of a resident that may be read joins the others; looked at
    /// again it keeps its number.
    fn moderated(&mut self, text: &Moderated) {
        self.looked.add(text);
        let origin = Origin::Resident { position: text.position };
        let shown = text.done != Moderation::Withheld;
        if let Some(known) = self.statements.iter_mut().find(|one| one.origin == origin) {
            known.hidden = known.withdrawn.is_some() || !shown;
        } else if shown && self.is_open() {
            self.add(origin);
        }
    }
}
