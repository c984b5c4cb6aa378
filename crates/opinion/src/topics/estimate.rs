//! How many issues a set of comments raises.

use super::TopicsError;
use super::features::{Corpus, says_something};
use super::mixture::divide;
use super::words::{check, common_words};

/// Different comments below which they are compared one by one.
const FEW: usize = 24;
/// Mean likeness (cosine) at which two bundles of comments are one issue.
const ALIKE: f64 = 0.12;
/// Most issues that are looked for.
const MOST: usize = 20;
/// Effort of one try, next to a division that was asked for.
const EFFORT: f64 = 0.15;
/// Different comments that are enough to tell the number of issues.
const ENOUGH: usize = 3_000;
/// Numbers tried beyond the best before it is taken.
const PATIENCE: usize = 3;

/// A phrase is counted as its words and as its pairs of characters: about three features tell one
/// thing, so that the likelihood gains three times what it should, and each parameter costs as much.
const TOLD: f64 = 3.0;

/// The number of issues: 0 when nobody says anything, 1 when all say the same.
///
/// Few comments are bundled by likeness; for many, the number is the one whose division is
/// shortest to write down.
///
/// # Errors
/// [`TopicsError`] for too many or too long comments.
pub fn issues(comments: &[String]) -> Result<usize, TopicsError> {
    check(comments)?;
    let speaking: Vec<String> =
        comments.iter().filter(|comment| says_something(comment)).cloned().collect();
    if speaking.is_empty() {
        return Ok(0);
    }
    Ok(estimate(&Corpus::new(&speaking, common_words())))
}

/// At least 1.
pub(super) fn estimate(corpus: &Corpus) -> usize {
    let different = corpus.documents.len();
    if different <= 1 {
        return 1;
    }
    if different < FEW {
        return bundles(corpus);
    }
    let corpus = &corpus.thinned(ENOUGH);
    let vectors = corpus.vectors();
    let weight: f64 = corpus.documents.iter().map(|document| document.weight).sum();
    let length = |k: usize| {
        let mixture = divide(corpus, &vectors, k, EFFORT);
        0.5 * TOLD * mixture.used as f64 * weight.ln() - mixture.fit
    };
    let (mut best, mut least) = (1, length(1));
    for k in 2..=MOST.min(different / 3) {
        let own = length(k);
        if own < least {
            (best, least) = (k, own);
        } else if k > best + PATIENCE {
            break;
        }
    }
    best
}

/// Joins the two bundles that are most alike until none are alike.
fn bundles(corpus: &Corpus) -> usize {
    let vectors = corpus.vectors();
    let mut groups: Vec<Vec<usize>> = (0..vectors.len()).map(|place| vec![place]).collect();
    let alike = |a: &[usize], b: &[usize]| {
        let pairs = a.iter().flat_map(|i| b.iter().map(move |j| (*i, *j)));
        let sum: f64 = pairs.map(|(i, j)| cosine(&vectors[i], &vectors[j])).sum();
        sum / (a.len() * b.len()) as f64
    };
    loop {
        let mut best: Option<(f64, usize, usize)> = None;
        for (i, a) in groups.iter().enumerate() {
            for (j, b) in groups.iter().enumerate().skip(i + 1) {
                let own = alike(a, b);
                if own >= ALIKE && best.is_none_or(|(most, _, _)| own > most) {
                    best = Some((own, i, j));
                }
            }
        }
        let Some((_, i, j)) = best else { return groups.len() };
        let joined = groups.remove(j);
        groups[i].extend(joined);
    }
}

fn cosine(a: &[(usize, f64)], b: &[(usize, f64)]) -> f64 {
    let other = |at: usize| b.binary_search_by_key(&at, |(own, _)| *own).map_or(0.0, |i| b[i].1);
    a.iter().map(|(at, x)| x * other(*at)).sum()
}
