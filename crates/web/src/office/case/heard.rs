//! What was heard from the public, as counts. Small counts are not shown: a
//! group of two could be two known people.

use std::collections::BTreeMap;

use app::view::Case;
use domain::codes::Attitude;
use locale::{L10n, format};

use crate::ui::Facts;

/// Counts below this are not shown.
pub(crate) const SMALLEST: u64 = 5;

/// The counts of all activities that stand; none before the first.
pub(crate) fn heard(l10n: L10n, case: &Case) -> Option<Facts> {
    let state = &case.assessment.as_ref()?.state;
    let live: Vec<_> = state.activities.iter().filter(|a| a.void.is_none()).collect();
    if live.is_empty() {
        return None;
    }
    let attendance: u64 = live.iter().map(|a| u64::from(a.attendance)).sum();
    let mut totals: BTreeMap<Attitude, u64> = BTreeMap::new();
    for tally in live.iter().flat_map(|a| &a.tallies) {
        for (attitude, count) in &tally.counts {
            *totals.entry(*attitude).or_default() += u64::from(*count);
        }
    }
    let all: u64 = totals.values().sum();
    let mut facts = Facts::new()
        .fact(l10n.t("case-heard-activities"), l10n.t1("case-heard-times", "n", live.len()))
        .fact(l10n.t("case-heard-attendance"), l10n.t1("case-heard-people", "n", attendance));
    if all > 0 {
        facts = facts.fact(l10n.t("case-heard-answers"), l10n.t1("case-heard-copies", "n", all));
    }
    let hidden = all > 0 && totals.values().any(|n| *n > 0 && *n < SMALLEST);
    for (attitude, count) in totals {
        let value = if hidden { coarse(l10n, count) } else { format::share(count, all) };
        facts = facts.fact(l10n.code("attitude", attitude.code()), value);
    }
    Some(facts)
}

/// Beside a small count no exact one is shown, because the total would give
/// the small one away.
fn coarse(l10n: L10n, count: u64) -> String {
    if count < SMALLEST {
        return l10n.t1("case-heard-few", "n", SMALLEST);
    }
    l10n.t1("case-heard-about", "n", count / 10 * 10)
}
