//! Which statements stand for a group, and which for all.
//!
//! Shares are smoothed with one answer each way, tests are one- and two-sample tests of shares
//! with one answer added, as Pol.is has them; a test counts from the 90th percentile of the normal
//! distribution. A pass is a vote. Statements that are moderated out are neither.

use std::collections::{BTreeMap, BTreeSet};

use super::order::{ascending, descending};
use super::{GroupsError, Vote, VoteTable};

/// The 90th percentile of the standard normal distribution.
const SIGNIFICANT: f64 = 1.281_551_565_544_600_4;
/// Most statements named for a group, or for each direction of consensus.
const MOST: usize = 5;

/// Which way a statement is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// For it.
    Agree,
    /// Against it.
    Disagree,
}

/// How one statement was answered one way.
#[derive(Clone, Debug, PartialEq)]
pub struct Consent {
    /// Number of the statement.
    pub statement: i64,
    /// Answers this way.
    pub success: u32,
    /// All votes on it, passes with them.
    pub trials: u32,
    /// Smoothed share, (success + 1) / (trials + 2).
    pub share: f64,
    /// Test of the share against one half, in standard errors.
    pub test: f64,
}

/// A statement that stands for a group.
#[derive(Clone, Debug, PartialEq)]
pub struct Represented {
    /// How the group answered it.
    pub consent: Consent,
    /// The group's share divided by that of everyone else; above 1 when it is the group's own.
    pub ratio: f64,
    /// Test of the difference of the two shares, in standard errors.
    pub ratio_test: f64,
    /// Which way.
    pub direction: Direction,
    /// Whether it was taken as what the group most agrees with.
    pub best_agree: bool,
}

/// What all agree or disagree with, strongest first, at most five each.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Consensus {
    /// More than half agree.
    pub agree: Vec<Consent>,
    /// More than half disagree.
    pub disagree: Vec<Consent>,
}

/// What follows from a division.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// For each statement the product over groups of the smoothed share of agreement, 0 to 1:
    /// high only when every group agrees.
    pub group_aware_consensus: Vec<f64>,
    /// Statements that stand for each group, at most five: what it agrees with first.
    pub represented: BTreeMap<usize, Vec<Represented>>,
}

/// Votes on one statement within some rows.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    pub(super) agree: u32,
    pub(super) disagree: u32,
    pub(super) seen: u32,
}

impl Tally {
    fn take(&mut self, vote: Vote) {
        self.agree += u32::from(vote == Vote::Agree);
        self.disagree += u32::from(vote == Vote::Disagree);
        self.seen += u32::from(vote != Vote::Unseen);
    }

    fn without(self, part: Self) -> Self {
        Self {
            agree: self.agree - part.agree,
            disagree: self.disagree - part.disagree,
            seen: self.seen - part.seen,
        }
    }

    fn consent(self, statement: i64, direction: Direction) -> Consent {
        let success = match direction {
            Direction::Agree => self.agree,
            Direction::Disagree => self.disagree,
        };
        Consent {
            statement,
            success,
            trials: self.seen,
            share: share(success, self.seen),
            test: one_share(success, self.seen),
        }
    }
}

/// Tallies of each statement over rows that `wanted` picks by place.
pub(super) fn tallies(table: &VoteTable, wanted: impl Fn(usize) -> bool) -> Vec<Tally> {
    let mut tallies = vec![Tally::default(); table.statements().len()];
    for (_, row) in table.rows().enumerate().filter(|(place, _)| wanted(*place)) {
        tallies.iter_mut().zip(row).for_each(|(tally, vote)| tally.take(*vote));
    }
    tallies
}

pub(super) fn share(success: u32, trials: u32) -> f64 {
    f64::from(success + 1) / f64::from(trials + 2)
}

fn one_share(success: u32, trials: u32) -> f64 {
    let (success, trials) = (f64::from(success + 1), f64::from(trials + 1));
    2.0 * trials.sqrt() * (success / trials - 0.5)
}

fn two_shares(inside: (u32, u32), outside: (u32, u32)) -> f64 {
    let add = |(success, trials): (u32, u32)| (f64::from(success + 1), f64::from(trials + 1));
    let ((s1, n1), (s2, n2)) = (add(inside), add(outside));
    let pooled = (s1 + s2) / (n1 + n2);
    if pooled >= 1.0 {
        // Everyone answered alike: there is no difference.
        return 0.0;
    }
    (s1 / n1 - s2 / n2) / (pooled * (1.0 - pooled) * (1.0 / n1 + 1.0 / n2)).sqrt()
}

/// Consensus among all participants, whether they were clustered or not.
#[must_use]
pub fn consensus(table: &VoteTable, moderated_out: &[i64]) -> Consensus {
    let out = table.columns_of(moderated_out);
    let all = tallies(table, |_| true);
    let strongest = |direction| {
        let list: Vec<Consent> = by_number(table, &out)
            .map(|column| all[column].consent(table.statements()[column], direction))
            .filter(|consent| consent.share > 0.5 && consent.test > SIGNIFICANT)
            .collect();
        let strength = |consent: &Consent| consent.share * consent.test;
        let mut list = ascending(list, |consent| -strength(consent));
        list.truncate(MOST);
        list
    };
    Consensus { agree: strongest(Direction::Agree), disagree: strongest(Direction::Disagree) }
}

/// Columns in the order of the statements' numbers, without those moderated out.
fn by_number(table: &VoteTable, out: &BTreeSet<usize>) -> impl Iterator<Item = usize> {
    let mut columns: Vec<usize> =
        (0..table.statements().len()).filter(|column| !out.contains(column)).collect();
    columns.sort_by_key(|column| table.statements()[*column]);
    columns.into_iter()
}

/// Computes what follows from `labels`, the groups of the rows `clustered`.
///
/// # Errors
/// [`GroupsError::Labels`] unless there is one label for each clustered row.
pub fn stage(
    table: &VoteTable,
    clustered: &[usize],
    labels: &[usize],
    moderated_out: &[i64],
) -> Result<Stage, GroupsError> {
    if clustered.len() != labels.len() {
        return Err(GroupsError::Labels { found: labels.len(), wanted: clustered.len() });
    }
    let out = table.columns_of(moderated_out);
    let groups = group_tallies(table, clustered, labels);
    let mut all = vec![Tally::default(); table.statements().len()];
    for own in groups.values() {
        for (sum, tally) in all.iter_mut().zip(own) {
            sum.agree += tally.agree;
            sum.disagree += tally.disagree;
            sum.seen += tally.seen;
        }
    }
    let represented = groups.iter().map(|(label, own)| {
        let candidates: Vec<Candidate> = by_number(table, &out)
            .map(|column| Candidate::new(table.statements()[column], own[column], all[column]))
            .collect();
        (*label, select(&candidates))
    });
    Ok(Stage {
        group_aware_consensus: group_aware_consensus(groups.values(), table.statements().len()),
        represented: represented.collect(),
    })
}

pub(super) fn group_tallies(
    table: &VoteTable,
    clustered: &[usize],
    labels: &[usize],
) -> BTreeMap<usize, Vec<Tally>> {
    let label_of: BTreeMap<usize, usize> =
        clustered.iter().copied().zip(labels.iter().copied()).collect();
    let mut groups: BTreeMap<usize, Vec<Tally>> = BTreeMap::new();
    for (place, row) in table.rows().enumerate() {
        if let Some(label) = label_of.get(&place) {
            let own = groups.entry(*label).or_insert_with(|| vec![Tally::default(); row.len()]);
            own.iter_mut().zip(row).for_each(|(tally, vote)| tally.take(*vote));
        }
    }
    groups
}

fn group_aware_consensus<'a>(
    groups: impl Iterator<Item = &'a Vec<Tally>> + Clone,
    statements: usize,
) -> Vec<f64> {
    let product = |column: usize| {
        groups.clone().map(|own| share(own[column].agree, own[column].seen)).product()
    };
    (0..statements).map(product).collect()
}

/// One statement as a candidate for one group.
struct Candidate {
    statement: i64,
    own: Tally,
    agree: Represented,
    disagree: Represented,
}

impl Candidate {
    fn new(statement: i64, own: Tally, all: Tally) -> Self {
        let others = all.without(own);
        let (o, r) = (own, others);
        let represented = |direction, inside: u32, outside: u32| Represented {
            consent: own.consent(statement, direction),
            ratio: share(inside, o.seen) / share(outside, r.seen),
            ratio_test: two_shares((inside, o.seen), (outside, r.seen)),
            direction,
            best_agree: false,
        };
        Self {
            statement,
            own,
            agree: represented(Direction::Agree, o.agree, r.agree),
            disagree: represented(Direction::Disagree, o.disagree, r.disagree),
        }
    }

    /// The way in which the statement is more the group's own.
    fn side(&self) -> &Represented {
        if self.agree.ratio_test > self.disagree.ratio_test { &self.agree } else { &self.disagree }
    }

    fn counts(&self) -> bool {
        let both =
            |own: &Represented| own.consent.test > SIGNIFICANT && own.ratio_test > SIGNIFICANT;
        both(&self.agree) || both(&self.disagree)
    }

    fn own_strength(&self) -> f64 {
        self.agree.ratio_test.max(self.disagree.ratio_test)
    }

    /// Whether the group agrees with this more than with the best so far.
    fn agreed_more_than(&self, best: Option<&Self>) -> bool {
        let plain = |of: &Self| of.agree.consent.share * of.agree.consent.test;
        if self.own.agree == 0 && self.own.disagree == 0 {
            return false;
        }
        match best {
            Some(best) if best.agree.ratio > 1.0 => strength(&self.agree) > strength(&best.agree),
            Some(best) => plain(self) > plain(best),
            None => {
                self.agree.consent.test > SIGNIFICANT
                    || (self.agree.ratio > 1.0 && self.agree.consent.share > 0.5)
            }
        }
    }
}

fn strength(of: &Represented) -> f64 {
    of.ratio * of.ratio_test * of.consent.share * of.consent.test
}

/// What the group most agrees with comes first; then what is its own, both tests counting; and
/// when nothing is, the statement in which it differs most.
fn select(candidates: &[Candidate]) -> Vec<Represented> {
    let mut best_agree: Option<&Candidate> = None;
    for candidate in candidates {
        if candidate.agreed_more_than(best_agree) {
            best_agree = Some(candidate);
        }
    }
    let counting: Vec<&Candidate> = candidates.iter().filter(|own| own.counts()).collect();
    let counting = descending(counting, |own| strength(own.side()));
    let (head, best) = match best_agree {
        Some(best) => (Represented { best_agree: true, ..best.side().clone() }, best),
        None if counting.is_empty() => match first_strongest(candidates) {
            Some(best) => (best.side().clone(), best),
            None => return Vec::new(),
        },
        // Pol.is names nothing for a group that agrees with nothing but has statements of its own.
        None => return Vec::new(),
    };
    let others = counting.iter().filter(|own| own.statement != best.statement);
    let mut selected = vec![head];
    selected.extend(others.map(|own| own.side().clone()));
    selected.truncate(MOST);
    selected.sort_by_key(|own| own.direction);
    selected
}

fn first_strongest(candidates: &[Candidate]) -> Option<&Candidate> {
    let mut best: Option<&Candidate> = None;
    for own in candidates {
        if best.is_none_or(|best| own.own_strength() > best.own_strength()) {
            best = Some(own);
        }
    }
    best
}
