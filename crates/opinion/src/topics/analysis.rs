//! Issues of a set of comments, with what is typical of each.

use std::collections::BTreeSet;

use super::estimate::estimate;
use super::features::Corpus;
use super::fold::fold;
use super::mixture::{Mixture, divide};
use super::words::{MAX_ISSUES, check, common_words, key_terms};
use super::{TopicsError, Warning};

/// Typical sentences of an issue.
const TYPICAL: usize = 3;
/// Terms of an issue, and the terms among which those that are not common words are sought.
const TERMS: (usize, usize) = (8, 40);
/// Comments for each issue below which a division may be chance.
const FEW: usize = 10;

/// What is asked of comments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// Number of issues; `None` has it estimated.
    pub issues: Option<usize>,
    /// Words that say nothing about the issue; `None` takes the list of this crate.
    pub stop_words: Option<BTreeSet<String>>,
}

/// One issue.
#[derive(Clone, Debug, PartialEq)]
pub struct Issue {
    /// Comments that raise it.
    pub comments: usize,
    /// Places of up to three comments that say what the issue is, most typical first.
    pub typical: Vec<usize>,
    /// Terms that stand out in it.
    pub terms: Vec<String>,
}

/// What comments are about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Topics {
    /// Issues, most comments first.
    pub issues: Vec<Issue>,
    /// Issue of each comment; `None` when it says nothing beyond common words.
    pub labels: Vec<Option<usize>>,
}

/// Divides comments into issues.
///
/// # Errors
/// [`TopicsError`] for too many or too long comments, or a number of issues out of range.
pub fn topics(comments: &[String], order: &Order) -> Result<(Topics, Vec<Warning>), TopicsError> {
    check(comments)?;
    if order.issues.is_some_and(|k| k == 0 || k > MAX_ISSUES) {
        return Err(TopicsError::Issues { most: MAX_ISSUES });
    }
    let stop = order.stop_words.as_ref().unwrap_or(common_words());
    let corpus = Corpus::new(comments, stop);
    let different = corpus.documents.len();
    if different == 0 {
        let labels = vec![None; comments.len()];
        return Ok((Topics { issues: Vec::new(), labels }, vec![Warning::NoText]));
    }
    let wanted = order.issues.unwrap_or_else(|| estimate(&corpus));
    let k = wanted.min(different);
    let vectors = corpus.vectors();
    let mixture = divide(&corpus, &vectors, k, 1.0);
    let topics = Reading { comments, corpus, vectors, mixture, stop }.topics()?;
    let found = [
        (Warning::FewerThanAsked, different < wanted),
        (Warning::FewComments, comments.len() < FEW * k),
    ];
    let warnings = found.into_iter().filter(|(_, is)| *is).map(|(warning, _)| warning).collect();
    Ok((topics, warnings))
}

/// Comments with how they were divided.
struct Reading<'a> {
    comments: &'a [String],
    corpus: Corpus,
    vectors: Vec<Vec<(usize, f64)>>,
    mixture: Mixture,
    stop: &'a BTreeSet<String>,
}

impl Reading<'_> {
    fn topics(&self) -> Result<Topics, TopicsError> {
        let mut labels = vec![None; self.comments.len()];
        let mut issues = Vec::new();
        for (label, own) in self.members().iter().enumerate() {
            own.iter().for_each(|place| labels[*place] = Some(label));
            let terms = self.terms(own)?;
            issues.push(Issue { comments: own.len(), typical: self.typical(own), terms });
        }
        Ok(Topics { issues, labels })
    }

    /// Places of the comments of each issue, largest first.
    fn members(&self) -> Vec<Vec<usize>> {
        let mut members: Vec<Vec<usize>> = Vec::new();
        for (place, document) in self.corpus.of.iter().enumerate() {
            if let Some(label) = document.map(|document| self.mixture.labels[document]) {
                members.resize(members.len().max(label + 1), Vec::new());
                members[label].push(place);
            }
        }
        members.retain(|own| !own.is_empty());
        members.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
        members
    }

    fn terms(&self, own: &[usize]) -> Result<Vec<String>, TopicsError> {
        let texts: Vec<String> = own.iter().map(|place| self.comments[*place].clone()).collect();
        let terms = key_terms(&texts, TERMS.1)?.into_iter().map(|(term, _)| term);
        Ok(terms.filter(|term| !self.stop.contains(term)).take(TERMS.0).collect())
    }

    /// Comments nearest to the middle of their issue, none twice.
    fn typical(&self, own: &[usize]) -> Vec<usize> {
        let mut middle = vec![0.0; self.corpus.width];
        for document in own.iter().filter_map(|place| self.corpus.of[*place]) {
            self.vectors[document].iter().for_each(|(at, x)| middle[*at] += x);
        }
        let close = |place: &usize| {
            let document = self.corpus.of[*place]?;
            let close: f64 = self.vectors[document].iter().map(|(at, x)| x * middle[*at]).sum();
            Some((close * self.mixture.sure[document], *place))
        };
        let mut ranked: Vec<(f64, usize)> = own.iter().filter_map(close).collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut said = BTreeSet::new();
        let fresh =
            ranked.into_iter().filter(|(_, place)| said.insert(fold(&self.comments[*place])));
        fresh.map(|(_, place)| place).take(TYPICAL).collect()
    }
}
