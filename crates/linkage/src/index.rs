//! Which plans are worth comparing with an entry: those that share rare parts of the title.

use std::collections::BTreeSet;

use crate::link::{ReadEntry, ReadPlan};
use crate::title::Title;

/// So many plans are compared with one entry.
const CANDIDATES: usize = 24;
/// A part that more plans of the whole set share says nothing where the place is unknown.
const COMMON: usize = 4000;

/// Parts of a title, by the place that is stated or for all places.
const ANYWHERE: u32 = u32::MAX;

/// The plans of each key, keys ascending.
pub(crate) struct Index {
    keys: Vec<u64>,
    /// Where the plans of each key begin, and at the end where all end.
    starts: Vec<u32>,
    posted: Vec<u32>,
    /// Where the keys of each beginning of [`BUCKET`] bits start, and at the end where all end.
    buckets: Vec<u32>,
    plans: f64,
}

/// So many leading bits of a key lead to the few keys among which it is sought.
const BUCKET: u32 = 16;

fn bucket(key: u64) -> usize {
    usize::try_from(key >> (u64::BITS - BUCKET)).unwrap_or(usize::MAX)
}

/// Positions fit: a plan has at most a few hundred parts, and a file of plans has a largest size.
fn position(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl Index {
    pub(crate) fn of(plans: &[ReadPlan]) -> Self {
        let mut postings = Vec::new();
        for (number, plan) in plans.iter().enumerate() {
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            for part in parts(&plan.title) {
                postings.push((key(plan.place.unwrap_or(ANYWHERE), part), number));
                if plan.place.is_some() {
                    postings.push((key(ANYWHERE, part), number));
                }
            }
        }
        postings.sort_unstable();
        postings.dedup();
        #[expect(clippy::cast_precision_loss, reason = "a weight, not a figure")]
        let plans = plans.len() as f64;
        Self::sorted(&postings, plans)
    }

    fn sorted(postings: &[(u64, u32)], plans: f64) -> Self {
        let (mut keys, mut starts) = (Vec::new(), Vec::new());
        let mut buckets = vec![0; (1 << BUCKET) + 1];
        for (at, (key, _)) in postings.iter().enumerate() {
            if keys.last() != Some(key) {
                keys.push(*key);
                starts.push(position(at));
                if let Some(count) = buckets.get_mut(bucket(*key) + 1) {
                    *count += 1;
                }
            }
        }
        starts.push(position(postings.len()));
        let mut sum = 0;
        for count in &mut buckets {
            sum += *count;
            *count = sum;
        }
        let posted = postings.iter().map(|(_, plan)| *plan).collect();
        Self { keys, starts, posted, buckets, plans }
    }

    fn posted(&self, key: u64) -> &[u32] {
        let found = || {
            let at = bucket(key);
            let from = *self.buckets.get(at)? as usize;
            let near = self.keys.get(from..*self.buckets.get(at + 1)? as usize)?;
            let at = from + near.binary_search(&key).ok()?;
            self.posted.get(*self.starts.get(at)? as usize..*self.starts.get(at + 1)? as usize)
        };
        found().unwrap_or_default()
    }

    /// The plans that share most with an entry, rare parts first.
    pub(crate) fn candidates(&self, entry: &ReadEntry, scratch: &mut Scratch) -> Vec<u32> {
        scratch.clear();
        let anywhere = BTreeSet::from([ANYWHERE]);
        let places = if entry.places.is_empty() { &anywhere } else { &entry.places };
        for part in parts(&entry.title) {
            for place in places {
                let posted = self.posted(key(*place, part));
                if posted.len() > COMMON && *place == ANYWHERE {
                    continue;
                }
                #[expect(clippy::cast_precision_loss, reason = "a weight, not a figure")]
                let weight = (1.0 + self.plans / posted.len().max(1) as f64).ln();
                posted.iter().for_each(|plan| scratch.add(*plan, weight));
            }
        }
        scratch.best(CANDIDATES)
    }
}

/// Sums by plan, emptied without touching all of them.
pub(crate) struct Scratch {
    sums: Vec<f64>,
    touched: Vec<u32>,
}

impl Scratch {
    pub(crate) fn new(plans: usize) -> Self {
        Self { sums: vec![0.0; plans], touched: Vec::new() }
    }

    fn clear(&mut self) {
        for plan in self.touched.drain(..) {
            if let Some(sum) = self.sums.get_mut(plan as usize) {
                *sum = 0.0;
            }
        }
    }

    fn add(&mut self, plan: u32, weight: f64) {
        if let Some(sum) = self.sums.get_mut(plan as usize) {
            if *sum == 0.0 {
                self.touched.push(plan);
            }
            *sum += weight;
        }
    }

    fn best(&mut self, most: usize) -> Vec<u32> {
        let sum = |plan: &u32| self.sums.get(*plan as usize).copied().unwrap_or(0.0);
        let order = |a: &u32, b: &u32| sum(b).total_cmp(&sum(a)).then_with(|| a.cmp(b));
        let mut found = self.touched.clone();
        if found.len() > most {
            found.select_nth_unstable_by(most, order);
            found.truncate(most);
        }
        found.sort_unstable_by(order);
        found
    }
}

/// One or two signs of the name, a concept or a number.
fn parts(title: &Title) -> Vec<u64> {
    const SIGN: u64 = 1 << 60;
    const PAIR: u64 = 2 << 60;
    const CONCEPT: u64 = 3 << 60;
    const NUMBER: u64 = 4 << 60;
    let name = &title.words.name;
    let mut parts: Vec<u64> = Vec::with_capacity(name.len() * 2 + 4);
    parts.extend(name.iter().map(|c| SIGN | u64::from(*c)));
    parts.extend(name.windows(2).filter_map(|pair| {
        let [a, b] = pair else { return None };
        Some(PAIR | u64::from(*a) << 24 | u64::from(*b))
    }));
    parts.extend(
        title.words.concepts.iter().filter_map(|c| u64::try_from(*c).ok()).map(|c| CONCEPT | c),
    );
    parts.extend(title.numbers.iter().map(|(_, n)| NUMBER | u64::from(*n)));
    parts.sort_unstable();
    parts.dedup();
    parts
}

/// Mixes place and part; two that meet only make a useless candidate.
fn key(place: u32, part: u64) -> u64 {
    let mixed = part ^ u64::from(place).wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed.wrapping_mul(0xD6E8_FEB8_6659_FD93).rotate_left(32)
}
