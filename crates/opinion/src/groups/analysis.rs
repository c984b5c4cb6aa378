//! From votes to divisions.

use std::collections::{BTreeMap, BTreeSet};

use super::axes::{Axes, Point, axes};
use super::divide::{Cloud, divide};
use super::represent::{Tally, share, tallies};
use super::silhouette::{silhouette, standing};
use super::{GroupsError, VoteTable, Warning};

/// Most groups that are tried.
const MOST_GROUPS: usize = 5;
/// Silhouette below which groups are hardly apart.
const WEAK: f64 = 0.25;
/// Priority of a statement about the consultation itself, before squaring.
const META: f64 = 7.0;

/// How votes are to be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Statements that are moderated out: taken as passed over by everyone, and never shown.
    pub moderated_out: Vec<i64>,
    /// Statements about the consultation itself, with a priority of their own.
    pub meta: Vec<i64>,
    /// Participants who are clustered whatever they answered.
    pub keep: Vec<i64>,
    /// Votes from which a participant is clustered; Pol.is takes 7.
    pub min_votes: usize,
    /// The number of groups, 2 to 5; `None` leaves it to the silhouette.
    pub groups: Option<usize>,
    /// Seed of the starting points. Good divisions do not depend on it.
    pub seed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            moderated_out: Vec::new(),
            meta: Vec::new(),
            keep: Vec::new(),
            min_votes: 7,
            groups: None,
            seed: 0,
        }
    }
}

/// One division into k groups.
#[derive(Clone, Debug, PartialEq)]
pub struct Division {
    /// Sum of the squared distances to the centres.
    pub inertia: f64,
    /// Mean silhouette, −1 to 1.
    pub silhouette: f64,
    /// Answers in each group, largest first.
    pub sizes: Vec<usize>,
    pub(super) labels: Vec<usize>,
}

/// What belongs to single rows. The command line prints it for the one who checks the method;
/// nothing stores it and no page shows it (see [`super::publish`]).
#[derive(Clone, Copy, Debug)]
pub struct Rows<'a> {
    analysis: &'a Analysis,
}

impl<'a> Rows<'a> {
    /// Places of the clustered rows in the table.
    #[must_use]
    pub fn clustered(self) -> &'a [usize] {
        &self.analysis.clustered
    }

    /// Coordinates of every row.
    #[must_use]
    pub fn projections(self) -> &'a [Point] {
        &self.analysis.axes.participants
    }

    /// Group of each clustered row in the division into `k`.
    #[must_use]
    pub fn labels(self, k: usize) -> Option<&'a [usize]> {
        self.analysis.divisions.get(&k).map(|division| division.labels.as_slice())
    }
}

/// Everything that votes tell about statements and divisions.
#[derive(Clone, Debug, PartialEq)]
pub struct Analysis {
    /// The axes and where statements lie.
    pub axes: Axes,
    /// How soon a statement should be put to the next person, among clustered answers; not
    /// negative, and 49 for statements about the consultation itself.
    pub priority: Vec<f64>,
    /// Divisions by number of groups.
    pub divisions: BTreeMap<usize, Division>,
    /// The number of groups: as set, or with the greatest silhouette; 1 without structure.
    pub groups: usize,
    clustered: Vec<usize>,
}

impl Analysis {
    /// What belongs to single rows.
    #[must_use]
    pub fn rows(&self) -> Rows<'_> {
        Rows { analysis: self }
    }
}

/// Analyses votes.
///
/// # Errors
/// [`GroupsError::TooFew`] when a number of groups is set that the answers cannot give.
pub fn analyse(
    table: &VoteTable,
    settings: &Settings,
) -> Result<(Analysis, Vec<Warning>), GroupsError> {
    let axes = axes(table, &table.columns_of(&settings.moderated_out));
    let clustered = clustered(table, settings);
    let members: BTreeSet<usize> = clustered.iter().copied().collect();
    let among = tallies(table, |place| members.contains(&place));
    let priority = priorities(&among, &axes.extremity(), &table.columns_of(&settings.meta));
    let points: Vec<Point> = clustered.iter().map(|place| axes.participants[*place]).collect();
    let divisions = divisions(&points, settings)?;
    let best = divisions.iter().max_by(|a, b| {
        // The smaller number of groups where two are as good.
        a.1.silhouette.total_cmp(&b.1.silhouette).then(b.0.cmp(a.0))
    });
    let groups = settings.groups.filter(|_| !divisions.is_empty());
    let groups = groups.or(best.map(|(k, _)| *k)).unwrap_or(1);
    let analysis = Analysis { axes, priority, divisions, groups, clustered };
    let warnings = warnings(table, &analysis);
    Ok((analysis, warnings))
}

fn clustered(table: &VoteTable, settings: &Settings) -> Vec<usize> {
    let keep: BTreeSet<i64> = settings.keep.iter().copied().collect();
    let enough = |row: &[super::Vote]| {
        row.iter().filter(|vote| vote.value().is_some()).count() >= settings.min_votes
    };
    let rows = table.rows().zip(table.participants()).enumerate();
    rows.filter(|(_, (row, participant))| enough(row) || keep.contains(participant))
        .map(|(place, _)| place)
        .collect()
}

fn priorities(among: &[Tally], extremity: &[f64], meta: &BTreeSet<usize>) -> Vec<f64> {
    let one = |(column, (tally, extremity)): (usize, (&Tally, &f64))| {
        let passes = tally.seen - tally.agree - tally.disagree;
        let engaged = 1.0 - share(passes, tally.seen);
        let importance = share(tally.agree, tally.seen) * engaged * (1.0 + extremity);
        let newness = 1.0 + 8.0 * (-(f64::from(tally.seen) / 5.0)).exp2();
        let priority = if meta.contains(&column) { META } else { importance * newness };
        priority * priority
    };
    among.iter().zip(extremity).enumerate().map(one).collect()
}

fn divisions(
    points: &[Point],
    settings: &Settings,
) -> Result<BTreeMap<usize, Division>, GroupsError> {
    let all = Cloud::new(points);
    let possible = all.distinct().min(points.len().saturating_sub(1)).min(MOST_GROUPS);
    if let Some(wanted) = settings.groups.filter(|wanted| *wanted > possible && possible > 1) {
        return Err(GroupsError::TooFew { wanted, possible });
    }
    let (tried, some) = (all.tried(), standing(&all));
    let mut divisions = BTreeMap::new();
    for k in 2..=possible {
        let partition = divide(&all, &tried, points, k, settings.seed);
        let mut sizes = vec![0; k];
        partition.labels.iter().for_each(|label| sizes[*label] += 1);
        if let Some(silhouette) = silhouette(points, &some, &partition) {
            let (inertia, labels) = (partition.inertia, partition.labels);
            divisions.insert(k, Division { inertia, silhouette, sizes, labels });
        }
    }
    Ok(divisions)
}

fn warnings(table: &VoteTable, analysis: &Analysis) -> Vec<Warning> {
    let axes = &analysis.axes;
    let flat = |axis: usize| axes.loadings[axis].iter().all(|x| *x == 0.0);
    let best = analysis.divisions.get(&analysis.groups);
    let found = [
        (Warning::NoStructure, flat(0)),
        (Warning::OneAxis, !flat(0) && flat(1)),
        (Warning::EmptyRows, table.dropped() > 0),
        (Warning::UnansweredStatements, axes.mean.iter().any(Option::is_none)),
        (Warning::TooFewClustered, !flat(0) && analysis.divisions.is_empty()),
        (Warning::WeakStructure, best.is_some_and(|best| best.silhouette < WEAK)),
        (
            Warning::SmallGroup,
            best.is_some_and(|best| best.sizes.last() < Some(&super::LEAST_GROUP)),
        ),
    ];
    found.into_iter().filter(|(_, is)| *is).map(|(warning, _)| warning).collect()
}
