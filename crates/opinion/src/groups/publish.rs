//! What of groups of answers may be stored and shown.

use super::represent::{Consensus, Represented, consensus, stage};
use super::{Analysis, GroupsError, Settings, VoteTable, Warning};

/// Fewest answers of a group, and fewest votes on a statement, that are shown.
pub const LEAST_GROUP: usize = 30;

/// One group of answers.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicGroup {
    /// Answers in it, at least [`LEAST_GROUP`].
    pub size: usize,
    /// Statements that stand for it.
    pub represented: Vec<Represented>,
}

/// Groups of answers without any row: what the product takes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PublicGroups {
    /// Largest first; empty when the answers cannot be divided into groups that may be shown.
    pub groups: Vec<PublicGroup>,
    /// What all agree or disagree with.
    pub consensus: Consensus,
    /// Number and product over groups of the share of agreement, for each statement on which
    /// every group may be shown; greatest first.
    pub group_aware_consensus: Vec<(i64, f64)>,
}

/// Takes the best division of which every group has at least [`LEAST_GROUP`] answers, and from it
/// only what at least as many votes stand for. When no division is like that, groups are not
/// shown at all: with all others shown, a small one could be had by subtraction.
///
/// # Errors
/// [`GroupsError`] when `analysis` is not one of `table`.
pub fn publish(
    table: &VoteTable,
    settings: &Settings,
    analysis: &Analysis,
) -> Result<(PublicGroups, Vec<Warning>), GroupsError> {
    let out = &settings.moderated_out;
    let mut all = consensus(table, out);
    all.agree.retain(|consent| enough(consent.trials));
    all.disagree.retain(|consent| enough(consent.trials));
    let fit = analysis.divisions.iter().filter(|(k, division)| {
        settings.groups.is_none_or(|set| set == **k)
            && division.sizes.iter().all(|size| *size >= LEAST_GROUP)
    });
    let best = fit.max_by(|a, b| a.1.silhouette.total_cmp(&b.1.silhouette).then(b.0.cmp(a.0)));
    let Some((_, division)) = best else {
        let shown = PublicGroups { consensus: all, ..PublicGroups::default() };
        return Ok((shown, vec![Warning::SmallGroup]));
    };
    let rows = analysis.rows().clustered();
    let mut stage = stage(table, rows, &division.labels, out)?;
    let groups = division.sizes.iter().enumerate().map(|(label, size)| {
        let mut represented = stage.represented.remove(&label).unwrap_or_default();
        represented.retain(|own| enough(own.consent.trials));
        PublicGroup { size: *size, represented }
    });
    let groups = groups.collect();
    let group_aware_consensus = shared(table, rows, &division.labels, &stage.group_aware_consensus)
        .into_iter()
        .filter(|(statement, _)| !out.contains(statement))
        .collect();
    Ok((PublicGroups { groups, consensus: all, group_aware_consensus }, Vec::new()))
}

fn enough(votes: u32) -> bool {
    votes as usize >= LEAST_GROUP
}

/// Statements on which each group cast enough votes, with their values, greatest first.
fn shared(
    table: &VoteTable,
    clustered: &[usize],
    labels: &[usize],
    values: &[f64],
) -> Vec<(i64, f64)> {
    let groups = super::represent::group_tallies(table, clustered, labels);
    let shown = |column: usize| groups.values().all(|own| enough(own[column].seen));
    let mut list: Vec<(i64, f64)> = table
        .statements()
        .iter()
        .zip(values)
        .enumerate()
        .filter(|(column, _)| shown(*column))
        .map(|(_, (statement, value))| (*statement, *value))
        .collect();
    list.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    list
}
