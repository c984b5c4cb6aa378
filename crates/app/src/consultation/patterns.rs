//! Without letters nobody knows who answered twice, and nobody is tracked to find
//! out. What can be told is how many answers make exactly the same choices.

use std::collections::BTreeMap;

use domain::{consultation::Consultation, rulebook::AlikeRule};
use ledger::Hash;
use serde_json::json;
use store::Reader;

use crate::{App, AppError, error::Outcome};

/// The number of alike answers is told in steps of this, so that nothing hidden
/// follows from it.
const STEP: u64 = 10;

/// Answers that make the same choices, where they are worth a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alike {
    /// About so many, rounded down.
    pub about: u64,
    /// Percent of all answers, rounded down.
    pub percent: u64,
}

/// Hash of group and choices. Words, day and way are left aside.
pub(super) fn pattern(stratum: &str, values: &BTreeMap<String, Vec<String>>) -> Outcome<Hash> {
    let content = json!({ "stratum": stratum, "values": values });
    let bytes = ledger::canonical(&content)
        .map_err(|e| AppError::Internal(format!("choices have no canonical form: {e}")))?;
    Ok(Hash::of(&bytes))
}

/// What may be said of `most` alike answers among `all` by a rule.
pub(super) fn noticeable(most: u64, all: u64, rule: &AlikeRule, below: u64) -> Option<Alike> {
    let least = u64::from(rule.at_least).max(below).max(STEP);
    let share = most.saturating_mul(100);
    if most < least || all == 0 || share < all.saturating_mul(rule.percent.into()) {
        return None;
    }
    Some(Alike { about: rounded(most), percent: share / all })
}

/// A number of alike answers as it may be told.
pub(super) const fn rounded(n: u64) -> u64 {
    n / STEP * STEP
}

/// The rule of the case; for packages of before there was one, that of the place
/// today.
pub(super) async fn rule(
    app: &App,
    reader: &mut Reader,
    state: &Consultation,
) -> Outcome<Option<AlikeRule>> {
    let package = app.pinned(reader, &crate::rules::pin(&state.rules)).await?;
    if package.alike.is_some() {
        return Ok(package.alike.clone());
    }
    let today = crate::ctx::legal_day(app.clock().now());
    Ok(app
        .book()
        .resolve(&package.division, today)
        .ok()
        .and_then(|rules| rules.package.alike.clone()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use domain::{
        codes::Certainty,
        rulebook::{AlikeRule, Item},
    };

    use super::{Alike, noticeable, pattern};

    fn rule() -> AlikeRule {
        let item = Item {
            code: "ALIKE".to_owned(),
            zh: String::new(),
            en: String::new(),
            source: String::new(),
            certainty: Certainty::Law,
            layer: String::new(),
        };
        AlikeRule { item, at_least: 30, percent: 20 }
    }

    #[test]
    fn a_word_is_said_by_the_rule_and_not_exactly() {
        for (most, all, below, said) in [
            (29, 30, 10, None),
            (30, 151, 10, None),
            (30, 150, 10, Some(Alike { about: 30, percent: 20 })),
            (67, 100, 10, Some(Alike { about: 60, percent: 67 })),
            (40, 60, 50, None),
            (0, 0, 10, None),
        ] {
            assert_eq!(noticeable(most, all, &rule(), below), said, "{most} of {all}");
        }
    }

    #[test]
    fn a_pattern_is_the_group_and_the_choices() {
        let values = |code: &str| BTreeMap::from([("ATT".to_owned(), vec![code.to_owned()])]);
        let same = pattern("G01", &values("OPPOSE")).unwrap();
        assert_eq!(pattern("G01", &values("OPPOSE")).unwrap(), same);
        assert_ne!(pattern("G02", &values("OPPOSE")).unwrap(), same);
        assert_ne!(pattern("G01", &values("SUPPORT")).unwrap(), same);
    }
}
