//! Wordings that a set teaches: a word that stands again and again where the plans say a known one.
//!
//! A wording is taken for a concept when, for enough plans, it is the only difference, when the
//! plans themselves never use it, and when these plans hardly ever have an entry without that
//! difference. The last tells another wording from another decision: the neighbour of a plan is in
//! the register beside the plan's own entry, its other wording is that entry.

use std::collections::{BTreeMap, BTreeSet};

use crate::lexicon::Lexicon;
use crate::signs::{GAP, find};
use crate::title::Words;

/// So many plans must teach a wording.
const PLANS: usize = 4;
/// At most one plan in so many may have an entry without the difference.
const TWINS: usize = 5;
/// A word is a filler when it stands with so many kinds of decision.
const KINDS: usize = 3;
/// Longest wording that is learned, in signs.
const LONGEST: usize = 12;

/// What one pair may teach: the concept, or `None` for a filler, and the wording.
pub(crate) type Lesson = (Option<usize>, Vec<char>);

/// The only difference between the words of a plan and of a register title, if it is one run of
/// signs.
pub(crate) fn lesson(plan: &Words, rest: &[char], lexicon: &Lexicon) -> Option<Lesson> {
    let mut rest = rest.to_vec();
    let name = &plan.name;
    if name.len() < 2 {
        return None;
    }
    let at = find(&rest, name, 0)?;
    rest.get_mut(at..at + name.len())?.fill(GAP);
    let mut missing = Vec::new();
    for concept in &plan.concepts {
        let form = lexicon
            .concepts
            .get(*concept)?
            .forms
            .iter()
            .filter_map(|form| Some((form.len(), find(&rest, form, 0)?)))
            .max();
        match form {
            Some((length, at)) => rest.get_mut(at..at + length)?.fill(GAP),
            None => missing.push(*concept),
        }
    }
    let concept = match missing[..] {
        [] => None,
        [one] => Some(one),
        _ => return None,
    };
    let wording = only_run(&rest, lexicon)?;
    let fit = (2..=LONGEST).contains(&wording.len()) && !lexicon.knows(&wording);
    fit.then_some((concept, wording))
}

/// The single run of signs that is left, without known fillers at its end.
fn only_run(rest: &[char], lexicon: &Lexicon) -> Option<Vec<char>> {
    let mut runs = rest.split(|c| matches!(*c, GAP | '(' | ')')).filter(|run| !run.is_empty());
    let mut run = runs.next()?;
    if runs.any(|other| !lexicon.knows(other)) {
        return None;
    }
    let is_filler = |signs: &[char]| Words::spot(signs, lexicon) == filler(signs, lexicon);
    while let Some(cut) = (1..run.len())
        .find(|at| run.get(*at..).is_some_and(|tail| lexicon.knows(tail) && is_filler(tail)))
    {
        run = run.get(..cut)?;
    }
    Some(run.to_vec())
}

/// What spotting a filler gives: no concept and no name.
fn filler(signs: &[char], lexicon: &Lexicon) -> Words {
    let spotted = Words::spot(signs, lexicon);
    Words { filler: spotted.filler, ..Words::default() }
}

/// Lessons of a set, by plan.
#[derive(Default)]
pub(crate) struct Lessons {
    taught: BTreeMap<Lesson, BTreeSet<u32>>,
    kinds: BTreeMap<Vec<char>, BTreeSet<Vec<usize>>>,
    exact: BTreeSet<u32>,
}

impl Lessons {
    /// This plan has an entry without a difference.
    pub(crate) fn met(&mut self, plan: u32) {
        self.exact.insert(plan);
    }

    /// This plan has an entry that differs by one wording.
    pub(crate) fn hear(&mut self, plan: u32, words: &Words, lesson: Lesson) {
        if lesson.0.is_none() {
            let kind = words.concepts.iter().copied().collect();
            self.kinds.entry(lesson.1.clone()).or_default().insert(kind);
        }
        self.taught.entry(lesson).or_default().insert(plan);
    }

    /// Adds what was taught often enough, and gives the new words.
    pub(crate) fn teach(
        &self,
        lexicon: &mut Lexicon,
        plans: &dyn Fn(&[char]) -> bool,
    ) -> Vec<Vec<char>> {
        let mut fresh = Vec::new();
        for ((concept, wording), taught) in &self.taught {
            let twins = taught.intersection(&self.exact).count();
            let kinds = self.kinds.get(wording).map_or(0, BTreeSet::len);
            let general = concept.is_some() || kinds >= KINDS;
            if taught.len() >= PLANS
                && twins * TWINS <= taught.len()
                && general
                && !lexicon.knows(wording)
                && !plans(wording)
            {
                lexicon.learn(*concept, wording);
                fresh.push(wording.clone());
            }
        }
        fresh
    }
}
