//! What the calendar brings while a matter is carried out: the next check-in,
//! and the triggers that fall due because nothing happened.

use jiff::{ToSpan as _, civil::Date};

use super::{Assessment, Standing, parts::Measure};
use crate::{
    clock::add_months,
    codes::{MeasureStatus, Step, TriggerKind},
    ids::MeasureId,
    rulebook::{Package, TrackingInterval, TriggerRule},
};

/// A trigger that the rules call for and nobody has raised yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueTrigger<'a> {
    /// The rule that calls for it.
    pub rule: &'a TriggerRule,
    /// The first day on which it could be raised.
    pub since: Date,
    /// The measures that are the cause; empty for a cause in the case itself.
    pub measures: Vec<MeasureId>,
}

impl Assessment {
    /// The interval of check-ins and the day from which the next one counts: the
    /// last check-in, else the day on which the tracking began. The higher of
    /// the filed and the live level sets the interval. None while the matter is
    /// not tracked or does not go on.
    #[must_use]
    pub fn check_in_interval<'a>(
        &self,
        rules: &'a Package,
    ) -> Option<(&'a TrackingInterval, Date)> {
        if !self.decisions.last()?.conclusion.goes_on() {
            return None;
        }
        let procedure = self.procedure.and_then(|code| rules.procedure(code))?;
        let level = self.filed_level().max(self.check_ins.last().and_then(|c| c.live))?;
        let rule = rules.tracking.iter().find(|rule| rule.level == level)?;
        let last = self.check_ins.iter().map(|c| c.on).max();
        let from = last.or_else(|| self.step_from(procedure, Step::Tracking))?;
        Some((rule, from))
    }

    /// The triggers that are due on a day because nothing happened: measures that
    /// are overdue by more days than the rules allow, and a filed assessment that
    /// is not carried out in its months. One trigger for each cause: what was
    /// raised does not fall due again.
    #[must_use]
    pub fn triggers_due<'a>(&self, rules: &'a Package, day: Date) -> Vec<DueTrigger<'a>> {
        let halted = self.decisions.last().is_some_and(|d| !d.conclusion.goes_on());
        let over = self.done.contains_key(&Step::Completion);
        if self.standing != Standing::Active || halted || over {
            return Vec::new();
        }
        let due = |rule: &'a TriggerRule| match rule {
            TriggerRule { kind: TriggerKind::MeasureOverdue, .. } => self.overdue_by(rule, day),
            TriggerRule { kind: TriggerKind::NotCarriedOut, .. } => self.idle_by(rules, rule, day),
            _ => None,
        };
        rules.triggers.iter().filter_map(due).collect()
    }

    /// Measures that are late for longer than the rule's days, as far as no
    /// trigger named them. While one of the kind stands, others wait for its
    /// answer, as with a level that rose.
    fn overdue_by<'a>(&self, rule: &'a TriggerRule, day: Date) -> Option<DueTrigger<'a>> {
        self.filed()?;
        if self.standing_trigger(rule.kind).is_some() {
            return None;
        }
        let allowed = i64::from(rule.threshold?);
        let first = |m: &Measure| m.due.checked_add(allowed.saturating_add(1).days()).ok();
        let named = |id| self.triggers.iter().any(|t| t.measures.contains(&id));
        let late: Vec<(MeasureId, Date)> = self
            .live_measures()
            .filter(|m| !matches!(m.status, MeasureStatus::Done | MeasureStatus::Failed))
            .filter(|m| !named(m.id))
            .filter_map(|m| Some((m.id, first(m)?)))
            .filter(|(_, since)| *since <= day)
            .collect();
        let since = late.iter().map(|(_, since)| *since).min()?;
        Some(DueTrigger { rule, since, measures: late.into_iter().map(|(id, _)| id).collect() })
    }

    /// Nothing was carried out in the months after filing. Packages that were
    /// pinned before plans had months of their own take those of the filing.
    fn idle_by<'a>(
        &self,
        rules: &Package,
        rule: &'a TriggerRule,
        day: Date,
    ) -> Option<DueTrigger<'a>> {
        let raised = self.triggers.iter().any(|t| t.kind == rule.kind);
        if raised || !self.check_ins.is_empty() {
            return None;
        }
        let plans = rule.threshold_plans.unwrap_or(rules.filing.valid_months_plans);
        let months = if self.is_plan { plans } else { rule.threshold? };
        let last = add_months(self.filed()?.on?, months)?;
        let since = last.tomorrow().ok()?;
        (since <= day).then(|| DueTrigger { rule, since, measures: Vec::new() })
    }
}
