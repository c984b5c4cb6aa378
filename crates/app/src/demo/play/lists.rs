//! List reports: departments hand in to the office of their place, governments
//! to the one above.

use std::collections::{BTreeMap, BTreeSet};

use access::Actor;
use domain::{
    ids::{MatterId, UnitId},
    listing::{ListReport, Period},
};
use jiff::civil::{Date, date};

use super::Player;
use crate::{demo::people::Site, error::Outcome, listing};

/// Whether a round takes in the lists that come in time, or those that are late.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::demo) enum Hand {
    InTime,
    Late,
}

/// A day on which lists are handed in.
#[derive(Debug, Clone, Copy)]
pub(in crate::demo) struct Round {
    pub on: Date,
    pub period: Period,
    pub hand: Hand,
}

/// The rounds of 2016: the yearly list, three quarters, and what the yearly list
/// lacked in December. The fourth quarter is due after the year.
pub(in crate::demo) const ROUNDS: &[Round] = &[
    round(date(2016, 1, 28), None, Hand::InTime),
    round(date(2016, 2, 15), None, Hand::Late),
    round(date(2016, 4, 12), Some(1), Hand::InTime),
    round(date(2016, 4, 25), Some(1), Hand::Late),
    round(date(2016, 7, 12), Some(2), Hand::InTime),
    round(date(2016, 7, 25), Some(2), Hand::Late),
    round(date(2016, 10, 12), Some(3), Hand::InTime),
    round(date(2016, 10, 24), Some(3), Hand::Late),
    round(date(2016, 12, 20), None, Hand::InTime),
    round(date(2016, 12, 21), None, Hand::Late),
];

const fn round(on: Date, quarter: Option<u8>, hand: Hand) -> Round {
    Round { on, period: Period { year: 2016, quarter }, hand }
}

/// Places whose government is late, and those that hand nothing in.
const LATE: &[&str] = &["211382", "210900"];
const MISSING: &[&str] = &["211303", "211400"];
/// Departments that plan nothing, by the suffix of their code; of these the one
/// in [`LATE_OFFICE`] is late.
const QUIET_OFFICES: &[&str] = &["FG", "FZ", "XZ", "JY"];
const LATE_OFFICE: (&str, &str) = ("211302", "XZ");

impl Player<'_> {
    /// Hands in, or completes, what is due in a round. `planned` are the matters
    /// of the period by division.
    pub(in crate::demo) async fn lists(
        &self,
        round: Round,
        planned: &BTreeMap<String, BTreeSet<MatterId>>,
    ) -> Outcome<()> {
        // Counties stand before cities, and these before the province, so that
        // each government finds the lists of those below it.
        for site in &self.cast.sites {
            let code = site.place.division.as_str();
            if MISSING.contains(&code) {
                continue;
            }
            self.departments(site, round, planned.get(code)).await?;
            let late = LATE.contains(&code);
            if late == (round.hand == Hand::Late) {
                self.government(site, round.period).await?;
            }
        }
        Ok(())
    }

    async fn departments(
        &self,
        site: &Site,
        round: Round,
        planned: Option<&BTreeSet<MatterId>>,
    ) -> Outcome<()> {
        let code = site.place.division.as_str();
        if round.hand == Hand::InTime {
            let owner = &site.desk.owner;
            let matters = planned.cloned().unwrap_or_default();
            self.hand_in(owner, owner.unit, round.period, matters).await?;
        }
        for suffix in QUIET_OFFICES {
            let late = LATE_OFFICE == (code, *suffix);
            let Some(unit) = site.place.offices.get(suffix) else { continue };
            if late == (round.hand == Hand::Late) {
                // The stability office notes what a department tells it.
                let none = BTreeSet::new();
                self.hand_in(&site.desk.filing, *unit, round.period, none).await?;
            }
        }
        Ok(())
    }

    async fn government(&self, site: &Site, period: Period) -> Outcome<()> {
        let (filing, unit) = (&site.desk.filing, site.place.government);
        let all = listing::gathered(self.app, &self.ctx(filing), unit, period).await?;
        self.hand_in(filing, unit, period, all).await
    }

    async fn hand_in(
        &self,
        who: &Actor,
        unit: UnitId,
        period: Period,
        matters: BTreeSet<MatterId>,
    ) -> Outcome<()> {
        let mut reader = self.app.store().read().await?;
        let known = reader.load::<ListReport>(listing::report_id(unit, period)).await?;
        drop(reader);
        let ctx = self.ctx(who);
        match known {
            None => {
                let note = matters.is_empty().then_some("本期没有拟提交决策的重大事项。");
                listing::report(self.app, &ctx, unit, period, matters, note).await?;
            }
            Some(list) if matters.is_subset(&list.state.matters) => {}
            Some(_) => {
                let reason = "年度内新增的决策事项，按季度更新要求补充。";
                listing::complete(self.app, &ctx, unit, period, matters, reason).await?;
            }
        }
        Ok(())
    }
}
