//! Whether those who are affected are being heard: answers by group against the
//! sample that the rules ask for, while the consultation runs.

use domain::{
    consultation::{Consultation, form::Form},
    matter::Matter,
    rulebook::{Package, SampleRule},
};
use opinion::survey::{
    allocation::{StratumSize, allocate},
    interval::{Count as Share, Method, interval_or_exact},
};
use store::answers::Count;

use super::Results;

/// Confidence of the precision that is told.
const CONFIDENCE: f64 = 0.95;

/// Numbers that are not told exactly are told in steps of this.
const STEP: u64 = 10;

/// Answers of a group, as staff may see them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// Nobody answered.
    Silent,
    /// Some did, too few to be told.
    Few,
    /// So many did, or a few more: the exact number would tell what the results
    /// of the group hide.
    About(u64),
    /// So many did.
    Answers(u64),
}

/// One group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupCoverage {
    /// Code of the group.
    pub code: String,
    /// Persons in it.
    pub population: u32,
    /// Its part of the sample; none without a rule.
    pub needed: Option<u64>,
    /// Answers.
    pub heard: Heard,
}

/// How far the sample is reached.
#[derive(Debug, Clone, PartialEq)]
pub struct Coverage {
    /// The rule; none where the package has none for such a matter.
    pub rule: Option<SampleRule>,
    /// Answers that the rule asks for.
    pub needed: Option<u64>,
    /// Answers so far.
    pub answers: u64,
    /// Half the width of the interval of a share of one half with as many answers,
    /// from 0 to 1; none without answers.
    pub precision: Option<f64>,
    /// The groups.
    pub groups: Vec<GroupCoverage>,
}

impl Coverage {
    /// Codes of groups from which nothing was heard.
    #[must_use]
    pub fn silent(&self) -> Vec<&str> {
        let silent = self.groups.iter().filter(|group| group.heard == Heard::Silent);
        silent.map(|group| group.code.as_str()).collect()
    }
}

/// The rule for a matter of its sector and size: rows of the sector before rows
/// for all, and of these the one with the highest threshold that is passed.
pub(super) fn rule<'a>(
    package: &'a Package,
    matter: &Matter,
    people: u64,
) -> Option<&'a SampleRule> {
    let sector = matter.facts.as_ref().map(|facts| facts.sector)?;
    let passed = |rule: &&SampleRule| u64::from(rule.above) < people;
    let of = |own: bool| {
        let rows = package.samples.iter().filter(move |rule| match own {
            true => rule.sectors.contains(&sector),
            false => rule.sectors.is_empty(),
        });
        rows.filter(passed).max_by_key(|rule| rule.above)
    };
    of(true).or_else(|| of(false))
}

/// The least number of answers of so many people.
pub(super) fn least(rule: &SampleRule, people: u64) -> u64 {
    let share = people.saturating_mul(rule.min_percent.into()).div_ceil(100);
    share.max(rule.min_count.into()).min(people)
}

/// The pure part: from the counts to what is reached.
pub(super) fn coverage(
    (package, matter): (&Package, &Matter),
    (state, form): (&Consultation, &Form),
    counts: &[Count],
    results: &Results,
) -> Coverage {
    // Where the results withhold the sums of groups, this table must not tell them.
    let exact = results.strata.iter().all(|group| group.answers.is_some());

    let population = |code: &str| state.strata.get(code).map_or(0, |stratum| stratum.population);
    let answers = |code: &str| {
        let own = counts.iter().filter(|c| c.question.is_empty() && c.stratum == code);
        own.map(|c| c.n).sum::<u64>()
    };
    let sizes: Vec<u32> = form.strata.iter().map(|choice| population(&choice.code)).collect();
    let people: u64 = sizes.iter().map(|size| u64::from(*size)).sum();
    let rule = rule(package, matter, people);
    let needed = rule.map(|rule| least(rule, people));
    let parts = needed.and_then(|needed| parts(&sizes, needed));
    let groups = form.strata.iter().enumerate().map(|(at, choice)| GroupCoverage {
        code: choice.code.clone(),
        population: sizes.get(at).copied().unwrap_or(0),
        needed: parts.as_ref().and_then(|parts| parts.get(at).copied()),
        heard: match answers(&choice.code) {
            0 => Heard::Silent,
            n if n < results.below => Heard::Few,
            n if exact => Heard::Answers(n),
            n => Heard::About(n / STEP * STEP),
        },
    });
    let all = form.strata.iter().map(|choice| answers(&choice.code)).sum();
    Coverage {
        rule: rule.cloned(),
        needed,
        answers: all,
        precision: precision(all),
        groups: groups.collect(),
    }
}

/// The sample spread over the groups by their sizes; none where a size is missing.
pub(super) fn parts(sizes: &[u32], needed: u64) -> Option<Vec<u64>> {
    let size = |people: &u32| StratumSize { population: f64::from(*people), deviation: 1.0 };
    let sizes: Vec<StratumSize> = sizes.iter().map(size).collect();
    allocate(&sizes, needed).ok().map(|found| found.proportional_whole)
}

pub(super) fn precision(answers: u64) -> Option<f64> {
    let half = Share::new(answers / 2, answers).ok()?;
    let (interval, _) = interval_or_exact(half, CONFIDENCE, Method::Wilson).ok()?;
    Some((interval[1] - interval[0]) / 2.0)
}
