//! Issues as a mixture of multinomial distributions (Nigam et al. 2000), from many seeded starts.
//!
//! Words that occur with every issue do not move a comment from one to another, and words that
//! occur together draw comments together that share none.

use super::features::Corpus;
use super::latent::{Rows, coordinates, product, unit};
use crate::seeded::Seeded;

/// What each feature counts in each issue before anything was read.
const PRIOR: f64 = 0.1;
/// Rounds of spherical k-means from which a start goes on.
const WARM: usize = 20;
/// Rounds of a start, and of the best few.
const ROUNDS: (usize, usize) = (12, 80);
/// Starts that are followed to the end, where there are more than the least number.
const FOLLOWED: usize = 4;
/// Bounds on the number of starts; how many depends on the size.
const STARTS: (usize, usize) = (3, 60);
/// Products of features that all starts of one division may take.
const WORK: f64 = 3e8;

/// A division of the documents.
#[derive(Clone, Debug, Default)]
pub(super) struct Mixture {
    /// Issue of each document.
    pub(super) labels: Vec<usize>,
    /// How sure the issue is, 0 to 1.
    pub(super) sure: Vec<f64>,
    /// Logarithm of the likelihood.
    pub(super) fit: f64,
    /// How many (issue, feature) pairs carry weight: what the division costs to write down.
    pub(super) used: usize,
}

type Vectors = [Vec<(usize, f64)>];

/// The best division into at most `k` issues that the starts lead to.
pub(super) fn divide(corpus: &Corpus, vectors: &Vectors, k: usize, effort: f64) -> Mixture {
    let size: usize = corpus.documents.iter().map(|document| document.features.len()).sum();
    let cost = (size * k * ROUNDS.0 + vectors.len() * k * k * WARM) as f64;
    let starts = ((WORK * effort / cost.max(1.0)) as usize).clamp(STARTS.0, STARTS.1);
    let mut random = Seeded::new(0x7091c ^ k as u64);
    let weights: Vec<f64> = corpus.documents.iter().map(|document| document.weight).collect();
    let rows = Rows { vectors, weights: &weights, width: corpus.width };
    let points = coordinates(&rows, k + 2, &mut random);
    let mut found: Vec<State> = (0..starts)
        .map(|_| {
            let labels = warm(&points, &weights, k, &mut random);
            State::of_labels(&labels, k).climbed(corpus, ROUNDS.0)
        })
        .collect();
    found.sort_by(|a, b| b.fit.total_cmp(&a.fit));
    found.truncate(if starts > STARTS.0 { FOLLOWED } else { 1 });
    let ended = found.into_iter().map(|state| state.climbed(corpus, ROUNDS.1));
    let best = ended.max_by(|a, b| a.fit.total_cmp(&b.fit));
    best.map_or_else(Mixture::default, |state| state.mixture(corpus))
}

/// A start: seeds far from one another, then a few rounds of spherical k-means.
fn warm(points: &[Vec<f64>], weights: &[f64], k: usize, random: &mut Seeded) -> Vec<usize> {
    let mut apart = vec![1.0; points.len()];
    let mut centres: Vec<Vec<f64>> = Vec::with_capacity(k);
    for _ in 0..k {
        let chances: Vec<f64> = apart.iter().zip(weights).map(|(a, w)| a * w).collect();
        let centre = points[random.weighted(&chances, chances.iter().sum())].clone();
        for (apart, point) in apart.iter_mut().zip(points) {
            *apart = f64::max(f64::min(*apart, 1.0 - product(point, &centre)), 0.0);
        }
        centres.push(centre);
    }
    let mut labels = nearest(points, &centres);
    for _ in 0..WARM {
        for centre in &mut centres {
            centre.fill(0.0);
        }
        for ((point, weight), label) in points.iter().zip(weights).zip(&labels) {
            centres[*label].iter_mut().zip(point).for_each(|(sum, x)| *sum += weight * x);
        }
        centres.iter_mut().for_each(|centre| unit(centre));
        let after = nearest(points, &centres);
        if after == labels {
            break;
        }
        labels = after;
    }
    labels
}

fn nearest(points: &[Vec<f64>], centres: &[Vec<f64>]) -> Vec<usize> {
    let one = |point: &Vec<f64>| {
        let mut best = (0, f64::NEG_INFINITY);
        for (place, centre) in centres.iter().enumerate() {
            let close = product(point, centre);
            if close > best.1 {
                best = (place, close);
            }
        }
        best.0
    };
    points.iter().map(one).collect()
}

/// Shares of each document in each issue, row by row.
struct State {
    k: usize,
    shares: Vec<f64>,
    fit: f64,
}

impl State {
    fn of_labels(labels: &[usize], k: usize) -> Self {
        let mut shares = vec![0.1 / k as f64; labels.len() * k];
        for (row, label) in shares.chunks_exact_mut(k).zip(labels) {
            row[*label] += 0.9;
        }
        Self { k, shares, fit: f64::NEG_INFINITY }
    }

    /// Expectation and maximisation until nothing is gained, at most `rounds` times.
    fn climbed(mut self, corpus: &Corpus, rounds: usize) -> Self {
        for _ in 0..rounds {
            let (sizes, features) = self.parameters(corpus);
            let mut fit = 0.0;
            for (row, document) in self.shares.chunks_exact_mut(self.k).zip(&corpus.documents) {
                row.copy_from_slice(&sizes);
                for (at, x) in &document.features {
                    let logs = &features[at * self.k..(at + 1) * self.k];
                    row.iter_mut().zip(logs).for_each(|(sum, log)| *sum += x * log);
                }
                fit += document.weight * normalise(row);
            }
            let gained = fit - self.fit;
            self.fit = fit;
            if gained.abs() <= 1e-9 * fit.abs() {
                break;
            }
        }
        self
    }

    /// Logarithms of the sizes of issues, and of the features in them, feature by feature.
    fn parameters(&self, corpus: &Corpus) -> (Vec<f64>, Vec<f64>) {
        let (mut features, mut sizes) = self.counts(corpus);
        let mut totals = vec![0.0; self.k];
        for row in features.chunks_exact(self.k) {
            totals.iter_mut().zip(row).for_each(|(sum, x)| *sum += x + PRIOR);
        }
        for row in features.chunks_exact_mut(self.k) {
            for (x, total) in row.iter_mut().zip(&totals) {
                *x = ((*x + PRIOR) / total).ln();
            }
        }
        let all: f64 = sizes.iter().map(|size| size + 1.0).sum();
        sizes.iter_mut().for_each(|size| *size = ((*size + 1.0) / all).ln());
        (sizes, features)
    }

    fn counts(&self, corpus: &Corpus) -> (Vec<f64>, Vec<f64>) {
        let mut counts = vec![0.0; corpus.width * self.k];
        let mut sizes = vec![0.0; self.k];
        for (row, document) in self.shares.chunks_exact(self.k).zip(&corpus.documents) {
            let weight = document.weight;
            sizes.iter_mut().zip(row).for_each(|(sum, share)| *sum += share * weight);
            for (at, x) in &document.features {
                let target = &mut counts[at * self.k..(at + 1) * self.k];
                target.iter_mut().zip(row).for_each(|(sum, share)| *sum += share * x * weight);
            }
        }
        (counts, sizes)
    }

    fn mixture(&self, corpus: &Corpus) -> Mixture {
        let best = |row: &[f64]| {
            let top = row.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(&a.0)));
            top.map_or((0, 0.0), |(place, share)| (place, *share))
        };
        let (labels, sure) = self.shares.chunks_exact(self.k).map(best).unzip();
        let (counts, _) = self.counts(corpus);
        let used = counts.iter().filter(|count| **count > 0.25).count();
        Mixture { labels, sure, fit: self.fit, used }
    }
}

/// Turns logarithms into shares that add to 1; their sum as a logarithm.
fn normalise(row: &mut [f64]) -> f64 {
    let most = row.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut sum = 0.0;
    for x in row.iter_mut() {
        *x = (*x - most).exp();
        sum += *x;
    }
    row.iter_mut().for_each(|x| *x /= sum);
    most + sum.ln()
}
