//! The letter of responsibility: who carries out which measure of a matter, by when, and what
//! counts as done.

use documents::context::{Commitment, Context, Item, ResponsibilityLetter};
use domain::{
    assessment::Assessment,
    codes::{Gate, RatingStage, Step},
    rulebook,
};
use jiff::civil::Date;

use super::{Sheet, level, matter};
use crate::{PaperError, read::Read};

/// Mechanisms of a place that say what follows for a unit: what counts in its appraisal, what
/// letters of responsibility hold, who is held to account.
const FOLLOWS: [&str; 3] = ["S8", "S12", "S13"];

/// The letter between the unit that decides and the one that carries the matter out.
///
/// # Errors
/// The measures were not settled yet.
pub(super) fn letter(read: &Read) -> Result<Sheet, PaperError> {
    let state = read.state()?;
    if !state.done.contains_key(&Step::Measures) {
        return Err(read.missing(Step::Measures));
    }
    let date = day(read, state);
    let of = matter::matter(read);
    let parties = read.parties();
    let after = state.level_at(RatingStage::After);
    let context = ResponsibilityLetter {
        unit: read.maybe_unit(parties.and_then(|p| p.executing)),
        organ: read.maybe_unit(parties.map(|p| p.decision_maker)),
        year: i64::from(date.year()),
        date,
        purpose: read.l10n.t1("paper-letter-purpose", "matter", of.name.as_str()),
        matter: Some(of),
        level: after.map(|after| level(after).to_owned()),
        commitments: commitments(read, state),
        duties: duties(read, state),
        targets: Vec::new(),
        consequences: follows(read),
    };
    Ok(Sheet::new(Context::ResponsibilityLetter(Box::new(context)), date))
}

/// The day on which what the letter says last became settled.
fn day(read: &Read, state: &Assessment) -> Date {
    let rated = state.done.get(&Step::AfterRating).copied();
    let decided = state.decisions.last().map(|decision| decision.on);
    let settled = state.done.get(&Step::Measures).copied();
    settled.into_iter().chain(rated).chain(decided).max().unwrap_or(read.ctx.today)
}

fn commitments(read: &Read, state: &Assessment) -> Vec<Commitment> {
    let all = state.live_measures().map(|measure| Commitment {
        code: measure.key(),
        text: read.text(&measure.title),
        unit: read.unit(measure.owner),
        helper: measure.helper.map(|unit| read.unit(unit)),
        due: Some(measure.due),
        acceptance: read.maybe(Some(&measure.acceptance)),
        before_start: measure.before_start,
    });
    all.collect()
}

/// What the rules of the case bind a unit to that carries a matter out, in their own words.
fn duties(read: &Read, state: &Assessment) -> Vec<Item> {
    let package = &read.case.package;
    let start = package.gates.iter().find(|gate| gate.gate == Gate::Execution);
    let filed = state.filed_level();
    let checks = package.tracking.iter().filter(|rule| filed.is_some_and(|l| l == rule.level));
    let terms = package.grievance_terms.iter();
    let groups: [(&str, Vec<&rulebook::Item>); 4] = [
        ("start", start.map(|gate| &gate.item).into_iter().collect()),
        ("tracking", checks.map(|rule| &rule.item).collect()),
        ("triggers", package.triggers.iter().map(|rule| &rule.item).collect()),
        ("grievances", terms.map(|rule| &rule.item).collect()),
    ];
    let told = groups.into_iter().filter(|(_, items)| !items.is_empty());
    told.map(|(code, items)| {
        let words: Vec<String> = items.iter().map(|item| sourced(read, item)).collect();
        Item {
            title: read.l10n.code("paper-duty", code),
            text: read.l10n.t1("paper-sentence", "text", read.l10n.join_apart(&words)),
        }
    })
    .collect()
}

fn follows(read: &Read) -> Vec<String> {
    let all = read.case.package.mechanisms.iter();
    let some = all.filter(|mechanism| FOLLOWS.contains(&mechanism.s_code.as_str()));
    some.map(|mechanism| sourced(read, &mechanism.item)).collect()
}

/// The words of a rule with where they are from.
fn sourced(read: &Read, item: &rulebook::Item) -> String {
    let args = (("rule", read.rule(item)), ("source", item.source.as_str()));
    read.l10n.t2("paper-rule-source", args.0, args.1)
}
