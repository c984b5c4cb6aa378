//! The words of titles and the costs of differences, as data.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Deserialize;

use crate::likeness::Looks;
use crate::signs::{plain, stands_at};

/// What a concept says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// What is decided about: a market, a fare, a land acquisition.
    Subject,
    /// What is done with it: built anew, extended, moved, closed.
    Mode,
}

/// What a difference costs, and up to which sum a pair is linked or shown. All are at least 0.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each is explained where it is set, in data/terms.toml")]
pub struct Costs {
    pub link: f64,
    pub review: f64,
    pub same_sound: f64,
    pub look_alike: f64,
    pub swapped: f64,
    pub doubled: f64,
    pub left_out: f64,
    pub other_sign: f64,
    pub added_sign: f64,
    pub added_more: f64,
    pub wording_unknown: f64,
    pub wording_similar: f64,
    pub concept_missing: f64,
    pub concept_added: f64,
    pub concept_other: f64,
    pub phase: f64,
    pub number: f64,
    pub section: f64,
    pub year: f64,
    pub district: f64,
    pub phase_unsaid: f64,
    pub number_unsaid: f64,
    pub section_unsaid: f64,
    pub year_unsaid: f64,
    pub year_far: f64,
    pub district_unsaid: f64,
    pub prefix_other: f64,
    pub object_only_in_one: f64,
    pub rival: f64,
    pub learned: f64,
}

/// One meaning with its wordings.
#[derive(Clone, Debug)]
pub(crate) struct Concept {
    pub kind: Kind,
    pub forms: Vec<Vec<char>>,
    /// A filler word that may stand for it.
    pub filler: Option<Vec<char>>,
}

/// A word found in a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Term {
    Concept(usize),
    Filler,
}

/// Words, costs and thresholds of the linkage.
#[derive(Clone, Debug)]
pub struct Lexicon {
    pub(crate) costs: Costs,
    pub(crate) concepts: Vec<Concept>,
    pub(crate) units: Vec<(String, Vec<Vec<char>>)>,
    pub(crate) report: Vec<Vec<char>>,
    pub(crate) report_open: Vec<Vec<char>>,
    pub(crate) lead: Vec<Vec<char>>,
    pub(crate) tail: Vec<Vec<char>>,
    pub(crate) joiners: Vec<Vec<char>>,
    pub(crate) looks: Looks,
    words: Words,
    learned: BTreeSet<Vec<char>>,
}

/// Why a lexicon cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LexiconError {
    /// Not the expected form; the message names the line.
    #[error("{0}")]
    Form(String),
    /// A wording stands in two concepts.
    #[error("the wording {0} stands in two concepts")]
    Twice(String),
    /// A cost is negative or not a number, or the thresholds are in the wrong order.
    #[error("costs must be numbers of at least 0, and link below review")]
    Costs,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    costs: Costs,
    noise: Noise,
    unit: Vec<Unit>,
    concept: Vec<RawConcept>,
    look: Look,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Noise {
    report: Vec<String>,
    report_open: Vec<String>,
    lead: Vec<String>,
    tail: Vec<String>,
    fillers: Vec<String>,
    joiners: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unit {
    code: String,
    forms: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawConcept {
    kind: Kind,
    forms: Vec<String>,
    filler: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Look {
    pairs: Vec<String>,
}

/// The product's own words and costs.
const EMBEDDED: &str = include_str!("../data/terms.toml");

impl Lexicon {
    /// The product's own lexicon.
    ///
    /// # Errors
    /// None for the file that ships; a test reads it.
    pub fn embedded() -> Result<Self, LexiconError> {
        Self::parse(EMBEDDED)
    }

    /// Reads a lexicon.
    ///
    /// # Errors
    /// [`LexiconError`] names what is wrong.
    pub fn parse(text: &str) -> Result<Self, LexiconError> {
        let file: File = toml::from_str(text).map_err(|e| LexiconError::Form(e.to_string()))?;
        check(&file.costs)?;
        let longest_first = |words: &[String]| {
            let mut words: Vec<Vec<char>> = words.iter().map(|w| plain(w)).collect();
            words.retain(|w| !w.is_empty());
            words.sort_by_key(|w| std::cmp::Reverse(w.len()));
            words
        };
        let concepts: Vec<Concept> = file
            .concept
            .iter()
            .map(|c| Concept {
                kind: c.kind,
                forms: c.forms.iter().map(|f| plain(f)).filter(|f| !f.is_empty()).collect(),
                filler: c.filler.as_deref().map(plain),
            })
            .collect();
        Ok(Self {
            words: words(&concepts, &longest_first(&file.noise.fillers))?,
            costs: file.costs,
            concepts,
            units: file.unit.iter().map(|u| (u.code.clone(), longest_first(&u.forms))).collect(),
            report: longest_first(&file.noise.report),
            report_open: longest_first(&file.noise.report_open),
            lead: longest_first(&file.noise.lead),
            tail: longest_first(&file.noise.tail),
            joiners: longest_first(&file.noise.joiners),
            looks: Looks::new(&file.look.pairs),
            learned: BTreeSet::new(),
        })
    }

    /// Whether a wording was learned from the set that is linked.
    pub(crate) fn learned(&self, wording: &[char]) -> bool {
        !self.learned.is_empty() && self.learned.contains(wording)
    }

    /// Whether signs are a word of the lexicon as a whole.
    pub(crate) fn knows(&self, signs: &[char]) -> bool {
        self.word_at(signs, 0).is_some_and(|(_, length)| length == signs.len())
    }

    /// Adds a wording that the set itself taught; `None` for a filler.
    pub(crate) fn learn(&mut self, concept: Option<usize>, wording: &[char]) {
        let Some(first) = wording.first().filter(|_| !self.knows(wording)) else { return };
        self.words.add(*first, wording.to_vec(), concept.map_or(Term::Filler, Term::Concept));
        if let Some(concept) = concept.and_then(|c| self.concepts.get_mut(c)) {
            concept.forms.push(wording.to_vec());
            self.learned.insert(wording.to_vec());
        }
    }

    /// The longest word at a place of a title.
    pub(crate) fn word_at(&self, signs: &[char], at: usize) -> Option<(Term, usize)> {
        let words = self.words.of(*signs.get(at)?);
        words.iter().find(|(w, _)| stands_at(signs, at, w)).map(|(w, term)| (*term, w.len()))
    }

    /// The wording that people are shown.
    pub(crate) fn shown(&self, concept: usize) -> String {
        self.concepts
            .get(concept)
            .and_then(|c| c.forms.first())
            .map(|f| f.iter().collect())
            .unwrap_or_default()
    }
}

fn check(costs: &Costs) -> Result<(), LexiconError> {
    let c = costs;
    let all = [
        c.link,
        c.review,
        c.same_sound,
        c.look_alike,
        c.swapped,
        c.doubled,
        c.left_out,
        c.other_sign,
        c.added_sign,
        c.added_more,
        c.wording_unknown,
        c.wording_similar,
        c.concept_missing,
        c.concept_added,
        c.concept_other,
        c.phase,
        c.number,
        c.section,
        c.year,
        c.district,
        c.phase_unsaid,
        c.number_unsaid,
        c.section_unsaid,
        c.year_unsaid,
        c.year_far,
        c.district_unsaid,
        c.prefix_other,
        c.object_only_in_one,
        c.rival,
        c.learned,
    ];
    let sound = all.iter().all(|cost| cost.is_finite() && *cost >= 0.0) && c.link < c.review;
    sound.then_some(()).ok_or(LexiconError::Costs)
}

/// Words by their first sign, the longest first.
#[derive(Clone, Debug, Default)]
struct Words {
    lists: Vec<Vec<(Vec<char>, Term)>>,
    /// Place of the list of a sign, by its number; 0 for none, else one more than the place. Every
    /// sign of every title is looked up many times, and this is the fastest way to most of them.
    places: Vec<u16>,
    /// The same for signs beyond the first plane.
    rare: BTreeMap<char, u16>,
}

/// Signs of the first plane, where nearly all words begin.
const PLANE: usize = 0x1_0000;

impl Words {
    fn place(&self, first: char) -> u16 {
        match self.places.get(u32::from(first) as usize) {
            Some(place) => *place,
            None => self.rare.get(&first).copied().unwrap_or(0),
        }
    }

    fn of(&self, first: char) -> &[(Vec<char>, Term)] {
        let place = usize::from(self.place(first)).checked_sub(1);
        place.and_then(|place| self.lists.get(place)).map(Vec::as_slice).unwrap_or_default()
    }

    fn add(&mut self, first: char, word: Vec<char>, term: Term) {
        self.places.resize(PLANE, 0);
        if self.place(first) == 0 {
            self.lists.push(Vec::new());
            // There are fewer first signs than words, and far fewer words than this in any lexicon.
            let place = u16::try_from(self.lists.len()).unwrap_or(0);
            match self.places.get_mut(u32::from(first) as usize) {
                Some(own) => *own = place,
                None => drop(self.rare.insert(first, place)),
            }
        }
        let place = usize::from(self.place(first)).checked_sub(1);
        if let Some(list) = place.and_then(|place| self.lists.get_mut(place)) {
            list.push((word, term));
            list.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        }
    }
}

fn words(concepts: &[Concept], fillers: &[Vec<char>]) -> Result<Words, LexiconError> {
    let mut seen: HashMap<&[char], Term> = HashMap::new();
    for (number, concept) in concepts.iter().enumerate() {
        for form in &concept.forms {
            if seen.insert(form, Term::Concept(number)).is_some() {
                return Err(LexiconError::Twice(form.iter().collect()));
            }
        }
    }
    for filler in fillers {
        seen.entry(filler).or_insert(Term::Filler);
    }
    let mut words = Words::default();
    for (word, term) in seen {
        if let Some(first) = word.first() {
            words.add(*first, word.to_vec(), term);
        }
    }
    Ok(words)
}
