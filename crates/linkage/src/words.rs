//! The words of two titles compared: subject, mode and name, with slips and other wordings.

use crate::compare::{Comparison, Told, listed};
use crate::lexicon::{Kind, Lexicon};
use crate::likeness::{Step, other, steps};
use crate::link::{ReadEntry, ReadPlan};
use crate::place::Gazetteer;
use crate::signs::{GAP, find, stands_at, text};
use crate::title::Words;

/// Subject, mode and name, for the reading of the register's name that costs least: with and
/// without a short place name in front.
pub(crate) fn words(
    plan: &ReadPlan,
    entry: &ReadEntry,
    lexicon: &Lexicon,
    gazetteer: &Gazetteer,
    told: Told,
) -> Comparison {
    let name = &entry.title.rest;
    let mut readings = vec![name.clone()];
    if let Some((full, brief)) = plan.place.and_then(|n| gazetteer.name(n)) {
        for lead in [full, brief] {
            if name.starts_with(lead) {
                readings.push(name.get(lead.len()..).unwrap_or_default().to_vec());
            }
        }
        if let Some(at) = find(name, full, 0) {
            let mut rest = name.clone();
            rest.drain(at..at + full.len());
            readings.push(rest);
        }
    }
    if let Some(town) = town(&plan.title.words.name) {
        for reading in readings.clone() {
            if let Some(at) = find(&reading, town, 1) {
                let mut moved = town.to_vec();
                moved.extend(reading.get(..at).unwrap_or_default());
                moved.extend(reading.get(at + town.len()..).unwrap_or_default());
                readings.push(moved);
            }
        }
    }
    let compared =
        readings.iter().map(|reading| text_parts(&plan.title.words, reading, lexicon, told));
    cheapest(compared).unwrap_or_default()
}

/// The first of the cheapest; what costs nothing needs no other beside it.
fn cheapest(all: impl Iterator<Item = Comparison>) -> Option<Comparison> {
    let mut best: Option<(f64, Comparison)> = None;
    for one in all {
        let cost = one.cost();
        if best.as_ref().is_none_or(|(least, _)| cost < *least) {
            best = Some((cost, one));
        }
        if best.as_ref().is_some_and(|(least, _)| *least == 0.0) {
            break;
        }
    }
    best.map(|(_, one)| one)
}

/// The town that a plan's name begins with.
fn town(name: &[char]) -> Option<&[char]> {
    let end = (2..name.len().min(6)).find_map(|at| {
        if stands_at(name, at, &['街', '道']) {
            return Some(at + 2);
        }
        matches!(name.get(at), Some('镇' | '乡')).then_some(at + 1)
    })?;
    name.get(..end)
}

/// Compares the words, with each wording of the plan's concepts taken where the whole costs least.
fn text_parts(a: &Words, reading: &[char], lexicon: &Lexicon, told: Told) -> Comparison {
    let concepts: Vec<usize> = a.concepts.iter().copied().collect();
    let found = Comparison::new(told);
    let taken = Taken { rest: reading.to_vec(), missing: Vec::new(), found };
    let plain = finish(a, exact_only(&concepts, taken.clone(), lexicon), lexicon);
    if plain.cost() == 0.0 || lost(&a.name, reading) > MOST_LOST {
        return plain;
    }
    let mut branches = vec![taken];
    for concept in concepts {
        branches = branches
            .into_iter()
            .flat_map(|branch| branch.with(concept, a, lexicon))
            .take(BRANCHES)
            .collect();
    }
    // A branch that has cost more already than the plain way cannot be the cheapest.
    let most = plain.cost();
    branches.retain(|branch| branch.found.cost() <= most);
    let finished = branches.into_iter().map(|branch| finish(a, branch, lexicon));
    cheapest(finished.chain([plain])).unwrap_or_default()
}

/// A name of which more signs are not in the other title is no mistyped one.
const MOST_LOST: usize = 2;

pub(crate) fn lost(name: &[char], reading: &[char]) -> usize {
    name.iter().filter(|sign| !reading.contains(sign)).count()
}

/// So many ways of taking a title's wordings are tried.
const BRANCHES: usize = 16;

/// A register title from which wordings of the plan's concepts were taken.
#[derive(Clone)]
struct Taken {
    rest: Vec<char>,
    missing: Vec<usize>,
    found: Comparison,
}

impl Taken {
    /// The ways of taking one more concept: its longest exact wording, its best wording with a
    /// slip; or as missing when there is none.
    fn with(self, concept: usize, own: &Words, lexicon: &Lexicon) -> Vec<Self> {
        let ways = [exact(concept, &self.rest, lexicon), slipped(concept, &self.rest, lexicon)];
        let mut branches = Vec::new();
        for way in ways.into_iter().flatten() {
            let mut branch = self.clone();
            branch.take(concept, way, lexicon);
            if way.cost == 0.0
                && !self.rest.is_empty()
                && let Some(wider) = doubled(way, &self.rest, own, lexicon)
            {
                let mut branch = self.clone();
                branch.take(concept, wider, lexicon);
                branches.push(branch);
            }
            branches.push(branch);
        }
        if branches.is_empty() {
            let mut branch = self;
            branch.missing.push(concept);
            branches.push(branch);
        }
        branches
    }

    fn take(&mut self, concept: usize, way: Way, lexicon: &Lexicon) {
        let range = way.at..way.at + way.length;
        let Some(window) = self.rest.get_mut(range) else { return };
        let written = window.to_vec();
        window.fill(GAP);
        let learned = lexicon.learned(&written);
        let code = match way.cost {
            _ if learned => "wording_learned",
            cost if cost > 0.0 => "word_typing",
            _ => "concept_same",
        };
        self.found.add(code, || lexicon.shown(concept), || text(&written), way.cost);
    }
}

fn exact_only(concepts: &[usize], mut taken: Taken, lexicon: &Lexicon) -> Taken {
    for concept in concepts {
        match exact(*concept, &taken.rest, lexicon) {
            Some(way) => taken.take(*concept, way, lexicon),
            None => taken.missing.push(*concept),
        }
    }
    taken
}

/// Compares what is left when the wordings are taken.
fn finish(a: &Words, taken: Taken, lexicon: &Lexicon) -> Comparison {
    let Taken { rest, mut missing, mut found } = taken;
    let b = Words::spot(&rest, lexicon);
    let mut added: Vec<usize> = b.concepts.difference(&a.concepts).copied().collect();
    missing.retain(|c| !(b.filler && has_filler(*c, lexicon)));
    added.retain(|c| !(a.filler && has_filler(*c, lexicon)));
    names(&a.name, &b.name, &mut missing, &mut added, lexicon, &mut found);
    concepts(&missing, &added, lexicon, &mut found);
    found
}

/// Whether a filler word may stand for this mode.
fn has_filler(concept: usize, lexicon: &Lexicon) -> bool {
    lexicon.concepts.get(concept).is_some_and(|c| c.filler.is_some())
}

/// Where a wording stands, and what its slip costs.
#[derive(Clone, Copy)]
struct Way {
    at: usize,
    length: usize,
    cost: f64,
}

fn forms(concept: usize, lexicon: &Lexicon) -> &[Vec<char>] {
    lexicon.concepts.get(concept).map(|c| &c.forms[..]).unwrap_or_default()
}

/// The longest wording of a concept that stands in `rest` as it is.
fn exact(concept: usize, rest: &[char], lexicon: &Lexicon) -> Option<Way> {
    forms(concept, lexicon)
        .iter()
        .filter_map(|form| {
            let cost = if lexicon.learned(form) { lexicon.costs.learned } else { 0.0 };
            Some(Way { at: find(rest, form, 0)?, length: form.len(), cost })
        })
        .max_by_key(|way| (way.length, std::cmp::Reverse(way.at)))
}

/// The wording with one slip that tells most: a long wording with a cheap slip.
fn slipped(concept: usize, rest: &[char], lexicon: &Lexicon) -> Option<Way> {
    let mut best: Option<(f64, Way)> = None;
    for form in forms(concept, lexicon) {
        if lost(form, rest) > 1 {
            continue;
        }
        for length in form.len().saturating_sub(1).max(2)..=form.len() + 1 {
            for (at, window) in rest.windows(length).enumerate() {
                let Some(cost) = slip(form, window, lexicon) else { continue };
                #[expect(clippy::cast_precision_loss, reason = "a title has few signs")]
                let value = length as f64 - SLIP * cost;
                if best.is_none_or(|(most, _)| value > most) {
                    best = Some((value, Way { at, length, cost }));
                }
            }
        }
    }
    best.map(|(_, way)| way)
}

/// The same wording with a sign typed twice at its edge, unless that sign ends the name before or
/// begins a word after.
fn doubled(way: Way, rest: &[char], own: &Words, lexicon: &Lexicon) -> Option<Way> {
    let cost = lexicon.costs.doubled;
    let end = way.at + way.length;
    let before = way.at.checked_sub(1);
    let first = before.and_then(|k| rest.get(k)).filter(|c| rest.get(way.at) == Some(c));
    if let Some(sign) = first
        && own.name.last() != Some(sign)
    {
        return Some(Way { at: way.at - 1, length: way.length + 1, cost });
    }
    let last = rest.get(end).filter(|c| rest.get(end - 1) == Some(c));
    last.filter(|_| lexicon.word_at(rest, end).is_none())?;
    Some(Way { length: way.length + 1, cost, ..way })
}

/// So many signs of a wording make good for a slip of cost 1.
const SLIP: f64 = 2.5;

/// The cost of writing `window` for `form`, with at most one slip that is not too dear.
fn slip(form: &[char], window: &[char], lexicon: &Lexicon) -> Option<f64> {
    if form == window {
        return None;
    }
    let like = form.iter().zip(window).filter(|(a, b)| a == b).count();
    let ends = form.last() == window.last() || like * 2 >= form.len();
    if !ends && like == 0 {
        return None;
    }
    // What is a word of its own is no slip of another.
    if lexicon.word_at(window, 0).is_some_and(|(_, length)| length == window.len()) {
        return None;
    }
    one_slip(form, window, lexicon).filter(|cost| *cost <= lexicon.costs.left_out)
}

/// The cost of the single slip between two wordings; `None` when there is more than one, or when
/// the wording is too short to be told by what is left.
fn one_slip(form: &[char], window: &[char], lexicon: &Lexicon) -> Option<f64> {
    let costs = &lexicon.costs;
    let alike = form.iter().zip(window).filter(|(a, b)| a == b).count();
    if form.len() == window.len() {
        let wrong: Vec<usize> =
            (0..form.len()).filter(|at| form.get(*at) != window.get(*at)).collect();
        return match wrong[..] {
            [ref at] => {
                let cost = other(*form.get(*at)?, *window.get(*at)?, costs, &lexicon.looks);
                // With many signs on both sides of it, any one wrong sign is a slip.
                let inside = *at > 0 && at + 1 < form.len();
                Some(if alike >= 4 && inside { cost.min(costs.left_out) } else { cost })
            }
            [at, next]
                if next == at + 1
                    && form.get(at) == window.get(next)
                    && form.get(next) == window.get(at) =>
            {
                Some(costs.swapped)
            }
            _ => None,
        };
    }
    let (long, brief, cost) = if form.len() > window.len() {
        (form, window, costs.left_out)
    } else {
        (window, form, costs.doubled)
    };
    if form.len() < 3 {
        return None;
    }
    (0..long.len())
        .any(|at| {
            let rest = long.iter().enumerate().filter(|(k, _)| *k != at).map(|(_, c)| c);
            rest.eq(brief.iter())
                && (form.len() > window.len()
                    || at > 1 && at + 1 < long.len() && long.get(at) == long.get(at - 1))
        })
        .then_some(cost)
}

/// The names, and whether what is added to one of them is an unknown wording of a concept.
fn names(
    own: &[char],
    name: &[char],
    missing: &mut Vec<usize>,
    added: &mut Vec<usize>,
    lexicon: &Lexicon,
    found: &mut Comparison,
) {
    let costs = &lexicon.costs;
    if own == name {
        if !own.is_empty() {
            found.add("name_same", || text(own), || text(name), 0.0);
        }
        return;
    }
    let steps = steps(own, name, costs, &lexicon.looks);
    let mut cost = 0.0;
    let mut typed = true;
    for step in &steps {
        match step {
            Step::Added(run, usual) if run.len() > 1 && !missing.is_empty() => {
                cost += wording(run, missing, lexicon, true, found).unwrap_or(*usual);
            }
            Step::Lacking(run, usual) if run.len() > 1 && !added.is_empty() => {
                cost += wording(run, added, lexicon, false, found).unwrap_or(*usual);
            }
            Step::Added(_, usual) => {
                typed &= *usual <= costs.doubled;
                cost += usual;
            }
            Step::Lacking(run, usual) => {
                typed &= run.len() == 1;
                cost += usual;
            }
            Step::Other(_, _, usual) => {
                typed &= *usual < costs.other_sign;
                cost += usual;
            }
            Step::Swapped(usual) => cost += usual,
        }
    }
    if own.is_empty() || name.is_empty() {
        cost = cost.max(costs.object_only_in_one);
    }
    if cost > 0.0 {
        let code = if typed { "name_typing" } else { "name_other" };
        found.add(code, || text(own), || text(name), cost);
    } else {
        found.add("name_same", || text(own), || text(own), 0.0);
    }
}

/// Takes a run of signs for an unknown wording of the concept that it shares most signs with.
/// The cost goes to its own finding; what the name itself costs by it is 0.
fn wording(
    run: &[char],
    concepts: &mut Vec<usize>,
    lexicon: &Lexicon,
    in_register: bool,
    found: &mut Comparison,
) -> Option<f64> {
    let costs = &lexicon.costs;
    let (place, share) = concepts
        .iter()
        .enumerate()
        .map(|(at, c)| (at, shared_signs(run, *c, lexicon)))
        .max_by(|(_, a), (_, b)| a.total_cmp(b))?;
    let concept = concepts.remove(place);
    let cost = if share >= 0.5 { costs.wording_similar } else { costs.wording_unknown };
    let (known, run) = (|| lexicon.shown(concept), || text(run));
    if in_register {
        found.add("wording_other", known, run, cost);
    } else {
        found.add("wording_other", run, known, cost);
    }
    Some(0.0)
}

/// Share of the signs of a run that stand in one wording of a concept; at best 1.
fn shared_signs(run: &[char], concept: usize, lexicon: &Lexicon) -> f64 {
    let forms = lexicon.concepts.get(concept).map(|c| &c.forms[..]).unwrap_or_default();
    let most = forms
        .iter()
        .map(|form| run.iter().filter(|sign| form.contains(sign)).count())
        .max()
        .unwrap_or(0);
    #[expect(clippy::cast_precision_loss, reason = "a title has few signs")]
    let share = most as f64 / run.len().max(1) as f64;
    if most < 2 { 0.0 } else { share }
}

fn concepts(missing: &[usize], added: &[usize], lexicon: &Lexicon, found: &mut Comparison) {
    let costs = &lexicon.costs;
    for kind in [Kind::Subject, Kind::Mode] {
        let of = |list: &[usize]| -> Vec<usize> {
            list.iter()
                .copied()
                .filter(|c| lexicon.concepts.get(*c).is_some_and(|c| c.kind == kind))
                .collect()
        };
        let (lacking, extra) = (of(missing), of(added));
        let shown = |list: &[usize]| listed(list.iter().map(|c| lexicon.shown(*c)));
        let (code, cost) = match (lacking.is_empty(), extra.is_empty()) {
            (true, true) => continue,
            (false, false) => ("concept_other", costs.concept_other),
            (false, true) => ("concept_missing", costs.concept_missing),
            (true, false) => ("concept_added", costs.concept_added),
        };
        found.add(code, || shown(&lacking), || shown(&extra), cost);
    }
}
