//! Two titles compared part by part: what speaks for the same decision, and what each difference
//! costs.

use std::collections::BTreeSet;

use crate::lexicon::{Costs, Lexicon};
use crate::likeness::{LONGEST, Step, steps};
use crate::link::{ReadEntry, ReadPlan};
use crate::place::{Gazetteer, short};
use crate::signs::text;
use crate::title::Title;
use crate::words::{lost, words};

/// One thing that a comparison found. `plan` and `register` are what each says, empty for nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Stable code for locales, such as `phase_other`.
    pub code: &'static str,
    /// What the plan says.
    pub plan: String,
    /// What the register says.
    pub register: String,
    /// What the difference costs; 0 for what agrees.
    pub cost: f64,
}

/// Whether a comparison is put into words, or only costs are wanted of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Told {
    #[default]
    Words,
    Costs,
}

/// The whole of a comparison.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// What agrees and what differs.
    pub findings: Vec<Finding>,
    /// Whether the names were left out because the marks already tell the two apart.
    pub partial: bool,
    pub(crate) told: Told,
}

impl Comparison {
    /// Sum of what the differences cost.
    #[must_use]
    pub fn cost(&self) -> f64 {
        self.findings.iter().map(|f| f.cost).sum::<f64>() + f64::from(u8::from(self.partial))
    }

    /// Likeness between 0 and 1, higher for fewer differences.
    #[must_use]
    pub fn score(&self) -> f64 {
        (-self.cost()).exp()
    }

    pub(crate) fn new(told: Told) -> Self {
        Self { told, ..Self::default() }
    }

    /// What each side says is only put into words where somebody will read it.
    pub(crate) fn add(
        &mut self,
        code: &'static str,
        plan: impl FnOnce() -> String,
        register: impl FnOnce() -> String,
        cost: f64,
    ) {
        let (plan, register) = match self.told {
            Told::Words => (plan(), register()),
            Told::Costs => (String::new(), String::new()),
        };
        self.findings.push(Finding { code, plan, register, cost });
    }
}

/// Compares a plan with a register entry.
pub(crate) fn compare(
    plan: &ReadPlan,
    entry: &ReadEntry,
    lexicon: &Lexicon,
    gazetteer: &Gazetteer,
) -> Comparison {
    let Marks { mut found, .. } = marks(plan, entry, lexicon, gazetteer, Told::Words);
    if !found.partial {
        let words = words(plan, entry, lexicon, gazetteer, Told::Words);
        found.findings.extend(words.findings);
    }
    found
}

/// Cost of a comparison of which the marks were compared.
pub(crate) fn cost(
    Marks { found: mut marks, .. }: Marks,
    plan: &ReadPlan,
    entry: &ReadEntry,
    lexicon: &Lexicon,
    gazetteer: &Gazetteer,
) -> f64 {
    if !marks.partial {
        let words = words(plan, entry, lexicon, gazetteer, Told::Costs);
        marks.findings.extend(words.findings);
    }
    marks.cost()
}

/// The marks of two titles compared, and how many signs of the plan's name the entry has nowhere.
pub(crate) struct Marks {
    found: Comparison,
    lost: usize,
}

/// The marks compared: place, phase, number, year and section. Names only where these do not tell
/// the two apart already.
pub(crate) fn marks(
    plan: &ReadPlan,
    entry: &ReadEntry,
    lexicon: &Lexicon,
    gazetteer: &Gazetteer,
    told: Told,
) -> Marks {
    let mut found = Comparison::new(told);
    place(plan, entry, lexicon, gazetteer, &mut found);
    let (a, b, costs) = (&plan.title, &entry.title, &lexicon.costs);
    phases(a, b, costs, &mut found);
    numbers(a, b, costs, &mut found);
    years(plan, entry, costs, &mut found);
    sections(a, b, lexicon, &mut found);
    // What already tells the two apart need not be compared further; the rest counts as unlike.
    let lost = lost(&a.words.name, &b.rest);
    #[expect(clippy::cast_precision_loss, reason = "a title has few signs")]
    let least = lost as f64 * costs.same_sound.min(costs.look_alike).min(costs.left_out);
    found.partial = found.cost() + least > costs.review;
    if found.partial && lost > 0 {
        found.add("name_other", || text(&a.words.name), || b.name(), least);
    }
    Marks { found, lost }
}

/// The least that [`cost`] may come to: a sign of the plan's name that the entry has nowhere is
/// another sign, left out, or part of another wording.
pub(crate) fn least_cost(Marks { found, lost }: &Marks, plan: &ReadPlan, costs: &Costs) -> f64 {
    if found.partial || *lost == 0 || plan.title.words.name.len() > LONGEST {
        return found.cost();
    }
    let least = [
        costs.same_sound,
        costs.look_alike,
        costs.other_sign,
        costs.left_out,
        costs.wording_similar,
        costs.wording_unknown,
    ];
    found.cost() + least.into_iter().fold(f64::INFINITY, f64::min)
}

fn place(
    plan: &ReadPlan,
    entry: &ReadEntry,
    lexicon: &Lexicon,
    gazetteer: &Gazetteer,
    found: &mut Comparison,
) {
    let costs = &lexicon.costs;
    let name = |number: u32| gazetteer.name(number).map(|(n, _)| text(n)).unwrap_or_default();
    let Some(own) = plan.place else { return };
    let leads = gazetteer.name(own).is_some_and(|(_, brief)| entry.title.rest.starts_with(brief));
    if entry.places.contains(&own) || (entry.places.is_empty() && leads) {
        found.add("district_same", || name(own), || name(own), 0.0);
    } else if let Some(other) = entry.places.first() {
        found.add("district_other", || name(own), || name(*other), costs.district);
    } else {
        found.add("district_unsaid", || name(own), String::new, costs.district_unsaid);
    }
    if let Some(prefix) = entry.prefix
        && !plan.signs_of_place.contains(&prefix)
    {
        let own = || plan.signs_of_place.iter().take(1).collect();
        found.add("prefix_other", own, || prefix.to_string(), costs.prefix_other);
    }
}

pub(crate) fn listed<T: ToString>(items: impl IntoIterator<Item = T>) -> String {
    items.into_iter().map(|i| i.to_string()).collect::<Vec<_>>().join("、")
}

/// Codes of a mark: the same, another, said by one side only.
type Codes = [&'static str; 3];

fn mark<T: Ord>(
    a: &BTreeSet<T>,
    b: &BTreeSet<T>,
    shown: &dyn Fn(&BTreeSet<T>) -> String,
    (codes, other, unsaid): (Codes, f64, f64),
    found: &mut Comparison,
) {
    let [same, differs, one_side] = codes;
    match (a.is_empty(), b.is_empty()) {
        (true, true) => {}
        (false, false) if a == b => found.add(same, || shown(a), || shown(b), 0.0),
        (false, false) => found.add(differs, || shown(a), || shown(b), other),
        _ => found.add(one_side, || shown(a), || shown(b), unsaid),
    }
}

fn phases(a: &Title, b: &Title, costs: &Costs, found: &mut Comparison) {
    let codes = ["phase_same", "phase_other", "phase_unsaid"];
    let shown = |s: &BTreeSet<u32>| listed(s.iter());
    mark(&a.phases, &b.phases, &shown, (codes, costs.phase, costs.phase_unsaid), found);
}

fn numbers(a: &Title, b: &Title, costs: &Costs, found: &mut Comparison) {
    let codes = ["number_same", "number_other", "number_unsaid"];
    let shown = |s: &BTreeSet<(String, u32)>| listed(s.iter().map(|(_, n)| n));
    mark(&a.numbers, &b.numbers, &shown, (codes, costs.number, costs.number_unsaid), found);
}

fn years(plan: &ReadPlan, entry: &ReadEntry, costs: &Costs, found: &mut Comparison) {
    let (a, b) = (&plan.title.years, &entry.title.years);
    let shown = |s: &BTreeSet<u32>| listed(s.iter());
    if !a.is_empty() {
        let codes = ["year_same", "year_other", "year_unsaid"];
        mark(a, b, &shown, (codes, costs.year, costs.year_unsaid), found);
        return;
    }
    // A year that only the register's title has is when it was written; it and the year of entry
    // follow the planned year closely.
    let Some(planned) = plan.year else { return };
    let near = |year: &u32| (planned.saturating_sub(1)..=planned + 2).contains(year);
    let said: Vec<u32> = b.iter().copied().chain(entry.year).collect();
    if let Some(far) = said.iter().find(|y| !near(y)) {
        found.add("year_far", || planned.to_string(), || far.to_string(), costs.year_far);
    }
}

fn sections(a: &Title, b: &Title, lexicon: &Lexicon, found: &mut Comparison) {
    let shown = |s: &[(String, String)]| listed(s.iter().map(|(x, y)| format!("{x}—{y}")));
    let costs = &lexicon.costs;
    match (&a.sections[..], &b.sections[..]) {
        ([], []) => {}
        ([], _) | (_, []) => found.add(
            "section_unsaid",
            || shown(&a.sections),
            || shown(&b.sections),
            costs.section_unsaid,
        ),
        (x, y) => {
            let cost = x.iter().zip(y).map(|(p, r)| ends(p, r, lexicon)).sum::<f64>();
            let same = x.len() == y.len() && cost < costs.other_sign;
            let (code, cost) =
                if same { ("section_same", cost) } else { ("section_other", costs.section) };
            found.add(code, || shown(x), || shown(y), cost);
        }
    }
}

/// What the ends of two road sections differ by, in either direction.
fn ends(a: &(String, String), b: &(String, String), lexicon: &Lexicon) -> f64 {
    let one = |x: &str, y: &str| {
        if x == y {
            return 0.0;
        }
        let (x, y): (Vec<char>, Vec<char>) = (x.chars().collect(), y.chars().collect());
        steps(&x, &y, &lexicon.costs, &lexicon.looks).iter().map(Step::cost).sum::<f64>()
    };
    let along = one(&a.0, &b.0) + one(&a.1, &b.1);
    if along == 0.0 { along } else { along.min(one(&a.0, &b.1) + one(&a.1, &b.0)) }
}

/// Signs by which a paper's number may begin: those of the plan's own number, district and city.
pub(crate) fn signs_of_place(paper: &[char], district: &[char], city: &[char]) -> Vec<char> {
    let mut signs: Vec<char> = paper.first().copied().into_iter().collect();
    signs.extend(short(district));
    signs.extend(short(city));
    signs
}
