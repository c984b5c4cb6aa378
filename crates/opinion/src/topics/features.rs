//! Comments as counts of words and pairs of characters.
//!
//! Pairs of characters stay nearly the same when two characters are swapped or a word is cut
//! elsewhere; words carry the meaning. What follows "besides" is an aside, and counts less.

use std::collections::{BTreeMap, BTreeSet};

use super::fold::{fold, simplified};
use super::words::words;

/// Words after which a comment turns to something else.
const ASIDES: [&str; 6] = ["另外", "此外", "还有", "同时", "顺便", "再说"];
/// What an aside counts, next to the main matter.
const ASIDE: f64 = 0.3;
/// What a pair of characters counts, next to a word.
const PAIR: f64 = 0.5;
/// Comments from which a feature has to occur twice to tell anything.
const MANY: usize = 20;

/// One text with what it is made of; equal texts are one with a weight.
#[derive(Clone, Debug)]
pub(super) struct Document {
    pub(super) features: Vec<(usize, f64)>,
    pub(super) weight: f64,
}

/// What two equal documents have in common, in order.
type Key = Vec<(usize, u64)>;

/// Comments ready to be divided.
#[derive(Clone, Debug, Default)]
pub(super) struct Corpus {
    pub(super) documents: Vec<Document>,
    /// The document of each comment; `None` when it says nothing.
    pub(super) of: Vec<Option<usize>>,
    /// How many different features there are.
    pub(super) width: usize,
}

impl Corpus {
    /// Reads comments without the words in `stop`. The order of the comments makes no difference to
    /// the documents.
    pub(super) fn new(comments: &[String], stop: &BTreeSet<String>) -> Self {
        // Comments that differ in script, marks or spaces only are read as the first in the alphabet.
        let mut read: BTreeMap<String, &String> = BTreeMap::new();
        for comment in comments {
            let kept = read.entry(fold(comment)).or_insert(comment);
            *kept = (*kept).min(comment);
        }
        let counted: BTreeMap<&str, BTreeMap<String, f64>> =
            read.iter().map(|(folded, text)| (folded.as_str(), count(text, stop))).collect();
        let folded: Vec<String> = comments.iter().map(|comment| fold(comment)).collect();
        let kept = Self::kept(&counted, &folded);
        let of = |folded: &String| key(counted.get(folded.as_str())?, &kept);
        let keys: Vec<Option<Key>> = folded.iter().map(of).collect();
        let mut weights: BTreeMap<&Key, f64> = BTreeMap::new();
        keys.iter().flatten().for_each(|key| *weights.entry(key).or_insert(0.0) += 1.0);
        let places: BTreeMap<&Key, usize> =
            weights.keys().enumerate().map(|(place, key)| (*key, place)).collect();
        let of = keys.iter().map(|key| places.get(key.as_ref()?).copied()).collect();
        let document = |(key, weight): (&&Key, &f64)| Document {
            features: key.iter().map(|(at, bits)| (*at, f64::from_bits(*bits))).collect(),
            weight: *weight,
        };
        Self { documents: weights.iter().map(document).collect(), of, width: kept.len() }
    }

    /// Features that tell anything, with their places.
    fn kept<'a>(
        counted: &'a BTreeMap<&str, BTreeMap<String, f64>>,
        folded: &[String],
    ) -> BTreeMap<&'a str, usize> {
        let mut spread: BTreeMap<&str, usize> = BTreeMap::new();
        for own in folded.iter().filter_map(|folded| counted.get(folded.as_str())) {
            own.keys().for_each(|key| *spread.entry(key.as_str()).or_insert(0) += 1);
        }
        let least = if folded.len() < MANY { 1 } else { 2 };
        let kept = spread.into_iter().filter(|(_, found)| *found >= least);
        kept.enumerate().map(|(place, (key, _))| (key, place)).collect()
    }

    /// At most `most` of the documents, evenly taken.
    pub(super) fn thinned(&self, most: usize) -> Self {
        let step = self.documents.len().div_ceil(most).max(1);
        let documents = self.documents.iter().step_by(step).cloned().collect();
        Self { documents, of: Vec::new(), width: self.width }
    }

    /// Each document as a unit vector, rare features weighing more.
    pub(super) fn vectors(&self) -> Vec<Vec<(usize, f64)>> {
        let mut spread = vec![0.0; self.width];
        for document in &self.documents {
            document.features.iter().for_each(|(at, _)| spread[*at] += 1.0);
        }
        let all = self.documents.len() as f64 + 1.0;
        let unit = |document: &Document| {
            let mut vector: Vec<(usize, f64)> = document
                .features
                .iter()
                .map(|(at, weight)| (*at, weight * (all / spread[*at]).ln()))
                .collect();
            let length = vector.iter().map(|(_, x)| x * x).sum::<f64>().sqrt();
            vector.iter_mut().for_each(|(_, x)| *x /= length.max(f64::MIN_POSITIVE));
            vector
        };
        self.documents.iter().map(unit).collect()
    }
}

/// Places of the features of one comment with the bits of their weights; `None` without any.
fn key(own: &BTreeMap<String, f64>, kept: &BTreeMap<&str, usize>) -> Option<Key> {
    let key: Key = own
        .iter()
        .filter_map(|(key, weight)| kept.get(key.as_str()).map(|at| (*at, weight.to_bits())))
        .collect();
    (!key.is_empty()).then_some(key)
}

/// Words and pairs of characters of one comment.
fn count(comment: &str, stop: &BTreeSet<String>) -> BTreeMap<String, f64> {
    let text = simplified(comment).to_lowercase();
    let mut counts = BTreeMap::new();
    let mut weight = 1.0;
    for clause in text.split(|letter: char| !letter.is_alphanumeric()) {
        let mut rest: Vec<char> = Vec::new();
        for word in words(clause) {
            if ASIDES.contains(&word) {
                pairs(&rest, weight, &mut counts);
                rest.clear();
                weight = ASIDE;
            } else if !stop.contains(word) {
                *counts.entry(format!("w{word}")).or_insert(0.0) += weight;
                rest.extend(word.chars());
            }
        }
        pairs(&rest, weight, &mut counts);
    }
    counts
}

fn pairs(letters: &[char], weight: f64, counts: &mut BTreeMap<String, f64>) {
    for two in letters.windows(2) {
        let key: String = std::iter::once('p').chain(two.iter().copied()).collect();
        *counts.entry(key).or_insert(0.0) += PAIR * weight;
    }
}

/// Whether a comment says anything at all.
pub(super) fn says_something(comment: &str) -> bool {
    !fold(comment).is_empty()
}
