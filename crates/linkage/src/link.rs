//! The whole: plans and register in, one decision for every register entry out.

use std::collections::{BTreeMap, BTreeSet};

use crate::compare::{Comparison, Finding, Told, compare, cost, least_cost, marks, signs_of_place};
use crate::index::{Index, Scratch};
use crate::learn::{Lessons, lesson};
use crate::lexicon::Lexicon;
use crate::place::Gazetteer;
use crate::signs::{find, plain, text};
use crate::title::Title;

/// A planned decision, an approval or an agenda item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Identifier, unique among the plans.
    pub id: String,
    /// Title as printed.
    pub name: String,
    /// City, full name; empty when unknown.
    pub city: String,
    /// District or county, full name; empty when unknown.
    pub district: String,
    /// Year for which it is planned.
    pub year: Option<u32>,
    /// Number of the paper.
    pub paper: String,
}

/// An entry of the register of assessments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Identifier, unique in the register.
    pub id: String,
    /// Title as printed.
    pub name: String,
    /// Region as written, full or short; empty when missing.
    pub region: String,
    /// Unit as written; empty when missing.
    pub unit: String,
    /// Year of entry.
    pub year: Option<u32>,
    /// Number of the paper.
    pub paper: String,
}

/// What became of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Decision {
    /// The entry is the assessment of the plan.
    Link,
    /// A person has to decide.
    Review,
    /// No plan, or none that is near enough.
    None,
}

/// One line of the answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Identifier of the register entry.
    pub entry: String,
    /// Identifier of the nearest plan; `None` when nothing was near.
    pub plan: Option<String>,
    /// Likeness between 0 and 1.
    pub score: f64,
    /// What became of it.
    pub decision: Decision,
    /// What it rests on; never empty.
    pub findings: Vec<Finding>,
}

/// Why a set is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// Two plans or two entries bear the same identifier.
    #[error("the identifier {id} stands twice among the {of}")]
    Twice {
        /// `plans` or `register`.
        of: &'static str,
        /// The identifier.
        id: String,
    },
    /// The caller asked to stop.
    #[error("stopped")]
    Stopped,
    /// A title is empty.
    #[error("{id} of the {of} has no title")]
    Untitled {
        /// `plans` or `register`.
        of: &'static str,
        /// The identifier.
        id: String,
    },
}

/// A plan with its title taken apart.
pub(crate) struct ReadPlan {
    pub title: Title,
    pub place: Option<u32>,
    pub year: Option<u32>,
    pub signs_of_place: Vec<char>,
}

/// An entry with its title taken apart.
#[derive(Clone)]
pub(crate) struct ReadEntry {
    pub title: Title,
    pub places: BTreeSet<u32>,
    pub prefix: Option<char>,
    pub year: Option<u32>,
}

/// Decides for every register entry whether it is the assessment of a plan. `step` is called with
/// the number of entries done, for progress; when it answers false the work stops.
///
/// The answer has the entries in the order of the register, and for every entry at least one line;
/// an entry that covers several plans has one for each. It does not depend on the order of the
/// rows.
///
/// # Errors
/// [`LinkError`] for identifiers that stand twice and for rows without a title.
pub fn link(
    plans: &[Plan],
    register: &[Entry],
    lexicon: &Lexicon,
    mut step: impl FnMut(usize) -> bool,
) -> Result<Vec<Link>, LinkError> {
    check(plans.iter().map(|p| (&p.id, &p.name)), "plans")?;
    check(register.iter().map(|e| (&e.id, &e.name)), "register")?;
    // Ties go by identifier, so that the order of the rows decides nothing.
    let mut order: Vec<&Plan> = plans.iter().collect();
    order.sort_by(|a, b| a.id.cmp(&b.id));
    let gazetteer = Gazetteer::of(plans);
    let read: Vec<ReadPlan> = order.iter().map(|p| read_plan(p, lexicon, &gazetteer)).collect();
    let index = Index::of(&read);
    let mut lexicon = lexicon.clone();
    let mut scratch = Scratch::new(read.len());
    let mut links: Vec<Vec<Link>> = vec![Vec::new(); register.len()];
    let mut fresh: Vec<Vec<char>> = Vec::new();
    for round in 0..=ROUNDS {
        let set = Set {
            plans: &order,
            read: &read,
            index: &index,
            lexicon: &lexicon,
            gazetteer: &gazetteer,
        };
        let mut lessons = Lessons::default();
        for (done, (entry, place)) in register.iter().zip(&mut links).enumerate() {
            if round == 0 {
                *place = set.judge(entry, &mut scratch);
                if !step(done + 1) {
                    return Err(LinkError::Stopped);
                }
            } else if !settled(place) && has_any(&entry.name, &fresh) {
                *place = set.judge(entry, &mut scratch);
            }
            set.listen(entry, place, &mut lessons);
        }
        let in_plans =
            |wording: &[char]| read.iter().any(|plan| find(&plan.title.rest, wording, 0).is_some());
        if round == ROUNDS {
            break;
        }
        fresh = lessons.teach(&mut lexicon, &in_plans);
        if fresh.is_empty() {
            break;
        }
    }
    let mut links: Vec<Link> = links.into_iter().flatten().collect();
    settle(&mut links, &lexicon);
    Ok(links)
}

/// So often a set may teach: fillers first, then wordings that stood before them.
const ROUNDS: usize = 2;

fn has_any(name: &str, words: &[Vec<char>]) -> bool {
    let name = plain(name);
    words.iter().any(|word| find(&name, word, 0).is_some())
}

/// Whether an entry met its plan without a difference.
fn settled(links: &[Link]) -> bool {
    links.first().is_some_and(|l| l.decision == Decision::Link && l.score > 0.999)
}

fn check<'a>(
    rows: impl Iterator<Item = (&'a String, &'a String)>,
    of: &'static str,
) -> Result<(), LinkError> {
    let mut seen = BTreeSet::new();
    for (id, name) in rows {
        if plain(name).is_empty() {
            return Err(LinkError::Untitled { of, id: id.clone() });
        }
        if !seen.insert(id) {
            return Err(LinkError::Twice { of, id: id.clone() });
        }
    }
    Ok(())
}

fn read_plan(plan: &Plan, lexicon: &Lexicon, gazetteer: &Gazetteer) -> ReadPlan {
    let paper = plain(&plan.paper);
    ReadPlan {
        title: Title::read(&plan.name, lexicon, gazetteer),
        place: gazetteer.number(plan),
        year: plan.year,
        signs_of_place: signs_of_place(&paper, &plain(&plan.district), &plain(&plan.city)),
    }
}

fn read_entry(
    entry: &Entry,
    name: Vec<char>,
    lexicon: &Lexicon,
    gazetteer: &Gazetteer,
) -> ReadEntry {
    let title = Title::of(name, lexicon, gazetteer);
    let mut places = title.places.clone();
    // What the columns say narrows the places down; the title alone speaks where they are silent.
    for stated in [gazetteer.region(&plain(&entry.region)), gazetteer.unit(&plain(&entry.unit))] {
        let both: BTreeSet<u32> = places.intersection(&stated).copied().collect();
        if !both.is_empty() {
            places = both;
        } else if places.is_empty() {
            places = stated;
        }
    }
    let prefix = title.prefix.or_else(|| plain(&entry.paper).first().copied());
    ReadEntry { title, places, prefix, year: entry.year }
}

struct Set<'a> {
    plans: &'a [&'a Plan],
    read: &'a [ReadPlan],
    index: &'a Index,
    lexicon: &'a Lexicon,
    gazetteer: &'a Gazetteer,
}

impl Set<'_> {
    fn judge(&self, entry: &Entry, scratch: &mut Scratch) -> Vec<Link> {
        let name = plain(&entry.name);
        let read = read_entry(entry, name.clone(), self.lexicon, self.gazetteer);
        let whole = self.best(entry, &read, scratch);
        if whole.decision == Decision::Link {
            return vec![whole];
        }
        self.several(entry, &name, &read, scratch).unwrap_or_else(|| vec![whole])
    }

    /// The nearest plan, and whether another one is as near.
    fn best(&self, entry: &Entry, read: &ReadEntry, scratch: &mut Scratch) -> Link {
        let found = self.nearest(read, scratch);
        let rival = found.get(1).copied();
        let nearest = found.first().and_then(|(cost, number)| {
            let plan = self.read.get(*number as usize)?;
            Some((*cost, *number, compare(plan, read, self.lexicon, self.gazetteer)))
        });
        match nearest {
            Some(nearest) => self.line(entry, nearest, rival),
            None => Link {
                entry: entry.id.clone(),
                plan: None,
                score: 0.0,
                decision: Decision::None,
                findings: vec![Finding {
                    code: "nothing_near",
                    plan: String::new(),
                    register: read.title.name(),
                    cost: 0.0,
                }],
            },
        }
    }

    /// Cost and number of the plans near an entry, the cheapest first. Plans that can neither be
    /// the nearest nor as near are not compared to the end, and left out.
    fn nearest(&self, read: &ReadEntry, scratch: &mut Scratch) -> Vec<(f64, u32)> {
        let (lexicon, gazetteer) = (self.lexicon, self.gazetteer);
        let begin = |number: u32| {
            let plan = self.read.get(number as usize)?;
            let marks = marks(plan, read, lexicon, gazetteer, Told::Costs);
            Some((least_cost(&marks, plan, &lexicon.costs), number, plan, marks))
        };
        let mut open: Vec<_> =
            self.index.candidates(read, scratch).into_iter().filter_map(begin).collect();
        open.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
        let mut found: Vec<(f64, u32)> = Vec::new();
        let mut best = f64::INFINITY;
        for (least, number, plan, marks) in open {
            // Of those that cost nothing the first is taken, and has no rival.
            if best == 0.0 || least > best + lexicon.costs.rival {
                break;
            }
            let cost = cost(marks, plan, read, lexicon, gazetteer);
            best = best.min(cost);
            found.push((cost, number));
        }
        found.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
        found
    }

    fn line(
        &self,
        entry: &Entry,
        (cost, number, comparison): (f64, u32, Comparison),
        rival: Option<(f64, u32)>,
    ) -> Link {
        let costs = &self.lexicon.costs;
        let id = |number: u32| self.plans.get(number as usize).map(|p| p.id.clone());
        let score = comparison.score();
        let mut findings = comparison.findings;
        let mut decision = match cost {
            c if c <= costs.link => Decision::Link,
            c if c <= costs.review => Decision::Review,
            _ => Decision::None,
        };
        if let Some((other, rival)) = rival
            && decision == Decision::Link
            && cost > 0.0
            && other <= cost + costs.rival
        {
            decision = Decision::Review;
            let rival = id(rival).unwrap_or_default();
            findings.push(Finding {
                code: "rival",
                plan: rival,
                register: String::new(),
                cost: 0.0,
            });
        }
        Link { entry: entry.id.clone(), plan: id(number), score, decision, findings }
    }

    /// What an entry teaches: which plan it meets, or by which wording it differs from one.
    fn listen(&self, entry: &Entry, links: &[Link], lessons: &mut Lessons) {
        let [link] = links else { return };
        let Some(number) = link
            .plan
            .as_ref()
            .and_then(|id| self.plans.binary_search_by(|plan| plan.id.cmp(id)).ok())
        else {
            return;
        };
        let plan = u32::try_from(number).unwrap_or(u32::MAX);
        if settled(links) {
            lessons.met(plan);
            return;
        }
        let wordings =
            ["wording_other", "name_other", "concept_added", "concept_missing", "concept_other"];
        let only_words = |f: &Finding| f.cost == 0.0 || wordings.contains(&f.code);
        let Some(read) = self.read.get(number).filter(|_| link.findings.iter().all(only_words))
        else {
            return;
        };
        let own = read_entry(entry, plain(&entry.name), self.lexicon, self.gazetteer);
        let words = &read.title.words;
        if let Some(lesson) = lesson(words, &own.title.rest, self.lexicon) {
            lessons.hear(plan, words, lesson);
        }
    }

    /// One title for several plans: `甲路大修工程及乙路改造工程`.
    fn several(
        &self,
        entry: &Entry,
        name: &[char],
        whole: &ReadEntry,
        scratch: &mut Scratch,
    ) -> Option<Vec<Link>> {
        for joiner in &self.lexicon.joiners {
            let mut from = 4;
            while let Some(at) = find(name, joiner, from) {
                from = at + 1;
                let halves = [name.get(..at)?, name.get(at + joiner.len()..)?];
                if let Some(links) = self.halves(entry, halves, whole, scratch) {
                    return Some(links);
                }
            }
        }
        None
    }

    fn halves(
        &self,
        entry: &Entry,
        halves: [&[char]; 2],
        whole: &ReadEntry,
        scratch: &mut Scratch,
    ) -> Option<Vec<Link>> {
        let mut links = Vec::new();
        for half in halves {
            let mut read = read_entry(entry, half.to_vec(), self.lexicon, self.gazetteer);
            if half.len() < 4 || read.title.words.concepts.is_empty() {
                return None;
            }
            if read.title.places.is_empty() {
                read.places.clone_from(&whole.places);
            }
            let mut link = self.best(entry, &read, scratch);
            if link.decision != Decision::Link {
                return None;
            }
            link.findings.push(Finding {
                code: "combined",
                plan: String::new(),
                register: text(half),
                cost: 0.0,
            });
            links.push(link);
        }
        let [a, b] = &links[..] else { return None };
        (a.plan != b.plan).then_some(links)
    }
}

/// A plan that one entry meets without a difference leaves entries that differ to a person: they
/// are rather a neighbour of the plan than a second assessment of it.
fn settle(links: &mut [Link], lexicon: &Lexicon) {
    let mut exact: BTreeMap<String, String> = BTreeMap::new();
    let sure = (-lexicon.costs.same_sound / 2.0).exp();
    let doubtful = (-lexicon.costs.left_out - 1e-9).exp();
    for link in links.iter().filter(|l| l.decision == Decision::Link && l.score >= sure) {
        if let Some(plan) = &link.plan {
            let first = exact.entry(plan.clone()).or_insert_with(|| link.entry.clone());
            if link.entry < *first {
                first.clone_from(&link.entry);
            }
        }
    }
    for link in links.iter_mut().filter(|l| l.decision == Decision::Link && l.score < doubtful) {
        let other = link.plan.as_ref().and_then(|plan| exact.get(plan));
        if let Some(other) = other.filter(|other| **other != link.entry) {
            link.decision = Decision::Review;
            link.findings.push(Finding {
                code: "taken",
                plan: String::new(),
                register: other.clone(),
                cost: 0.0,
            });
        }
    }
}
