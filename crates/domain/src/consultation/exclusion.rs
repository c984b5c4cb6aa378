//! Answers that are not counted. They stay under the seal; one person proposes,
//! another confirms, and both can say of them only where they stand in the order
//! of arrival, never what they say.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Consultation, event::Proposal};
use crate::{
    codes::{Deed, ExclusionCause},
    ids::PersonId,
    record::EventMeta,
    refusal::{Reason, Refusal},
    text::Text,
};

/// Most runs of one set.
pub const MAX_RUNS: usize = 5_000;

/// Positions of answers as runs from the first to the last, both included, in
/// order and apart from each other.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Positions(Vec<(u64, u64)>);

impl FromIterator<u64> for Positions {
    fn from_iter<I: IntoIterator<Item = u64>>(positions: I) -> Self {
        let mut all: Vec<u64> = positions.into_iter().collect();
        all.sort_unstable();
        let mut runs: Vec<(u64, u64)> = Vec::new();
        for position in all {
            match runs.last_mut() {
                Some(run) if position <= run.1.saturating_add(1) => run.1 = run.1.max(position),
                _ => runs.push((position, position)),
            }
        }
        Self(runs)
    }
}

impl Positions {
    /// How many.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.0.iter().map(|(first, last)| last.saturating_sub(*first).saturating_add(1)).sum()
    }

    /// How many runs.
    #[must_use]
    pub fn runs(&self) -> usize {
        self.0.len()
    }

    /// Whether a position is among them.
    #[must_use]
    pub fn contains(&self, position: u64) -> bool {
        let at = self.0.partition_point(|(_, last)| *last < position);
        self.0.get(at).is_some_and(|(first, _)| *first <= position)
    }

    /// Every position, in order.
    pub fn iter(&self) -> impl Iterator<Item = u64> {
        self.0.iter().flat_map(|(first, last)| *first..=*last)
    }

    /// Whether any position is in both sets.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        let within = |(first, last): &(u64, u64)| {
            let at = other.0.partition_point(|(_, theirs)| theirs < first);
            other.0.get(at).is_some_and(|(theirs, _)| theirs <= last)
        };
        self.0.iter().any(within)
    }

    /// A set from a log: in order, apart, and not empty.
    fn is_sound(&self) -> bool {
        let ordered = self.0.iter().all(|(first, last)| first <= last);
        let apart = self.0.windows(2).all(|pair| match pair {
            [(_, last), (first, _)] => last.checked_add(1).is_some_and(|next| next < *first),
            _ => true,
        });
        !self.0.is_empty() && ordered && apart
    }

    fn end(&self) -> u64 {
        self.0.last().map_or(0, |(_, last)| last.saturating_add(1))
    }
}

/// Where a proposal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "standing", rename_all = "snake_case")]
pub enum ExclusionStanding {
    /// It waits for a second person.
    Proposed,
    /// The answers are not counted.
    Excluded {
        /// Since when.
        on: Date,
    },
    /// They are counted.
    Dropped {
        /// Why.
        reason: Text,
    },
}

/// Answers that were proposed not to be counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exclusion {
    /// Which, and why.
    #[serde(flatten)]
    pub proposal: Proposal,
    /// Who proposed it.
    pub by: PersonId,
    /// When.
    pub on: Date,
    /// What became of it.
    pub now: ExclusionStanding,
}

impl Exclusion {
    pub(super) const fn proposed(proposal: Proposal, meta: &EventMeta) -> Self {
        let (by, on) = (meta.actor, meta.occurred_on);
        Self { proposal, by, on, now: ExclusionStanding::Proposed }
    }

    /// Whether its answers are not counted.
    #[must_use]
    pub const fn holds(&self) -> bool {
        matches!(self.now, ExclusionStanding::Excluded { .. })
    }
}

impl Consultation {
    pub(super) fn settle(&mut self, index: u32, now: ExclusionStanding) {
        if let Some(exclusion) = self.exclusions.get_mut(index as usize) {
            exclusion.now = now;
        }
    }

    /// How many answers are not counted.
    #[must_use]
    pub fn excluded(&self) -> u64 {
        let held = self.exclusions.iter().filter(|exclusion| exclusion.holds());
        held.map(|exclusion| exclusion.proposal.positions.count()).sum()
    }

    /// The exclusion that an answer fell under.
    #[must_use]
    pub fn excluded_at(&self, position: u64) -> Option<&Exclusion> {
        self.exclusions.iter().find(|e| e.holds() && e.proposal.positions.contains(position))
    }

    /// How many answers are not counted, by the reason.
    #[must_use]
    pub fn excluded_for(&self, cause: ExclusionCause) -> u64 {
        let held = self.exclusions.iter().filter(|e| e.holds() && e.proposal.cause == cause);
        held.map(|exclusion| exclusion.proposal.positions.count()).sum()
    }

    /// Proposals that wait for a second person.
    #[must_use]
    pub fn undecided(&self) -> u32 {
        let waiting = self.exclusions.iter().filter(|e| e.now == ExclusionStanding::Proposed);
        u32::try_from(waiting.count()).unwrap_or(u32::MAX)
    }
}

/// What may be proposed of `size` answers: some of them, each once.
pub(super) fn may_propose(
    proposal: &Proposal,
    size: u64,
    state: &Consultation,
) -> Result<(), Refusal> {
    let positions = &proposal.positions;
    if !positions.is_sound() || positions.end() > size {
        return Err(Refusal::unknown("positions"));
    }
    if positions.runs() > MAX_RUNS {
        return Err(Refusal::invalid("positions", "too_many"));
    }
    let standing = |e: &&Exclusion| !matches!(e.now, ExclusionStanding::Dropped { .. });
    let mut others = state.exclusions.iter().filter(standing);
    if others.any(|other| other.proposal.positions.meets(positions)) {
        return Err(Refusal::of(Reason::Already { field: "positions" }));
    }
    Ok(())
}

/// A proposal that waits, by its place in the list.
pub(super) fn waiting(index: u32, state: &Consultation) -> Result<&Exclusion, Refusal> {
    let found = state.exclusions.get(index as usize).ok_or_else(|| Refusal::unknown("index"))?;
    if found.now == ExclusionStanding::Proposed {
        Ok(found)
    } else {
        Err(Refusal::of(Reason::Already { field: "index" }))
    }
}

/// Nobody confirms what they proposed.
pub(super) fn by_another(exclusion: &Exclusion, person: PersonId) -> Result<(), Refusal> {
    if exclusion.by == person {
        let (first, then) = (Deed::ProposeExclusion, Deed::ConfirmExclusion);
        return Err(Refusal::of(Reason::SamePerson { first, then }));
    }
    Ok(())
}
