//! Grievances that point to one risk reopen it: the rule sets how many within
//! how many days.

use jiff::{ToSpan as _, civil::Date};

use super::Decided;
use crate::{
    assessment::{
        Assessment,
        check::unused,
        event::AssessmentEvent as E,
        parts::{Cluster, Trigger},
    },
    codes::TriggerKind,
    env::Env,
    ids::{FactorId, TriggerId},
    rulebook::{Package, TriggerRule},
    text::Text,
};

/// From which day grievances about a risk count, and how many there must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// First day; none where all of them count.
    pub from: Option<Date>,
    /// How many.
    pub count: u32,
    /// The days of the rule's window.
    pub days: Option<u32>,
}

/// Input: what the store counts for a risk. It is no act of its own: it follows
/// from linking a grievance to a risk, as a risen level follows from a check-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RaiseCluster {
    /// Made by the caller.
    pub id: TriggerId,
    /// The risk.
    pub factor: FactorId,
    /// Grievances that count.
    pub count: u32,
    /// What the one that made up the number is about.
    pub reason: Text,
}

fn rule(rules: &Package) -> Option<&TriggerRule> {
    rules.triggers.iter().find(|rule| rule.kind == TriggerKind::Grievances)
}

impl Assessment {
    /// Which grievances about a risk count on a day. None while a trigger stands
    /// for it already, and where the rules set no number. What an answered trigger
    /// was raised for does not count again.
    #[must_use]
    pub fn cluster_mark(&self, rules: &Package, factor: FactorId, today: Date) -> Option<Mark> {
        let rule = rule(rules)?;
        let count = rule.threshold.filter(|count| *count > 0)?;
        let of_factor = |t: &&Trigger| t.cluster.is_some_and(|c| c.factor == factor);
        let raised: Vec<&Trigger> = self.triggers.iter().filter(of_factor).collect();
        if raised.iter().any(|t| t.answer.is_none() || t.reassessed) {
            return None;
        }
        let window = rule
            .window_days
            .and_then(|days| today.checked_sub(i64::from(days.saturating_sub(1)).days()).ok());
        let after = raised.iter().map(|t| t.on).max().and_then(|on| on.tomorrow().ok());
        Some(Mark { from: window.max(after), count, days: rule.window_days })
    }
}

impl RaiseCluster {
    /// A trigger when the number is reached; nothing before, and nothing while the
    /// case does not go on.
    ///
    /// # Errors
    /// Refused for an identifier that is in use.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        let mark = state.cluster_mark(env.rules, self.factor, env.today);
        let Some(mark) = mark.filter(|mark| self.count >= mark.count) else {
            return Ok(Vec::new());
        };
        if state.active(env).is_err() || state.factor(self.factor).is_none() {
            return Ok(Vec::new());
        }
        unused("id", self.id, state.triggers.iter().map(|t| t.id))?;
        let cluster = Cluster { factor: self.factor, count: self.count, days: mark.days };
        Ok(vec![E::TriggerRaised {
            trigger: Trigger {
                id: self.id,
                kind: TriggerKind::Grievances,
                on: env.occurred_on,
                reason: self.reason,
                answer: None,
                reassessed: false,
                measures: Vec::new(),
                cluster: Some(cluster),
            },
        }])
    }
}
