//! Two principal axes of the votes, and where rows and statements lie on them.

use std::collections::BTreeSet;

use super::lanczos::{Symmetric, largest};
use super::{Vote, VoteTable};

/// Coordinates on the two axes.
pub type Point = [f64; 2];

/// Statements taken together when products are summed; a multiple fits the processor's registers.
const TILE: usize = 4;
/// Rows taken together, so that what is read again is still near.
const BLOCK: usize = 128;
/// Variance of the second axis below this part of all variance is rounding.
const NOISE: f64 = 1e-13;

/// Where the votes lie.
#[derive(Clone, Debug, PartialEq)]
pub struct Axes {
    /// Mean of the votes of each statement, −1 to 1; `None` when nobody answered it. Statements
    /// that are moderated out count as passed over by all: 0.
    pub mean: Vec<Option<f64>>,
    /// Unit loadings of the statements on each axis. The sign is chosen so that the largest is
    /// positive. All 0 where an axis has no variance.
    pub loadings: [Vec<f64>; 2],
    /// Variance along each axis (divided by n − 1); `None` for a single participant.
    pub variance: Option<[f64; 2]>,
    /// Each statement as if one agreed to it alone.
    pub statements: Vec<Point>,
    /// Participants, in the order of the rows, corrected for how few statements they saw.
    pub(super) participants: Vec<Point>,
}

impl Axes {
    /// Distance of each statement from the centre: how much it divides.
    #[must_use]
    pub fn extremity(&self) -> Vec<f64> {
        self.statements.iter().map(|[x, y]| (x * x + y * y).sqrt()).collect()
    }
}

/// Finds the axes. Statements in `out` are taken as passed over by everyone.
pub(super) fn axes(table: &VoteTable, out: &BTreeSet<usize>) -> Axes {
    let columns = table.statements().len();
    let mean = means(table, out);
    let covariance = covariance(table, &mean, out);
    let count = table.participants().len();
    let (loadings, values) = principal(&covariance);
    let answered = mean.iter().filter(|mean| mean.is_some()).count();
    let zeroed = out.iter().filter(|column| mean[**column].is_some()).count();
    let root = |seen: usize| (answered as f64 / seen.max(1) as f64).sqrt();
    let participants = table.rows().map(|row| {
        let mut point = [0.0; 2];
        let mut seen = zeroed;
        for (column, vote) in row.iter().enumerate() {
            if out.contains(&column) {
                continue;
            }
            if let (Some(value), Some(mean)) = (vote.value(), mean[column]) {
                seen += 1;
                point[0] += (value - mean) * loadings[0][column];
                point[1] += (value - mean) * loadings[1][column];
            }
        }
        point.map(|x| x * root(seen))
    });
    let statements = (0..columns).map(|column| {
        let lift = mean[column].map_or(0.0, |mean| (1.0 - mean) * root(1));
        [lift * loadings[0][column], lift * loadings[1][column]]
    });
    Axes {
        participants: participants.collect(),
        statements: statements.collect(),
        variance: (count > 1).then(|| values.map(|value| value / (count - 1) as f64)),
        mean,
        loadings,
    }
}

fn means(table: &VoteTable, out: &BTreeSet<usize>) -> Vec<Option<f64>> {
    let columns = table.statements().len();
    let mut sums = vec![(0_i64, 0_i64); columns];
    for row in table.rows() {
        for ((sum, seen), vote) in sums.iter_mut().zip(row) {
            let one = i64::from(*vote != Vote::Unseen);
            *seen += one;
            *sum += one * i64::from(*vote as i8);
        }
    }
    let mean = |(column, (sum, seen)): (usize, (i64, i64))| match seen {
        0 => None,
        _ if out.contains(&column) => Some(0.0),
        seen => Some(sum as f64 / seen as f64),
    };
    sums.into_iter().enumerate().map(mean).collect()
}

/// Sums of products of centred votes. What is unseen is at the mean, and adds nothing.
fn covariance(table: &VoteTable, mean: &[Option<f64>], out: &BTreeSet<usize>) -> Symmetric {
    let side = mean.len();
    let width = side.div_ceil(TILE) * TILE;
    let mut sums = vec![0.0; width * width];
    let mut block = vec![0.0; width * BLOCK];
    let centred = levels(mean, out);
    let rows: Vec<&[Vote]> = table.rows().collect();
    for some in rows.chunks(BLOCK) {
        block.fill(0.0);
        for (target, row) in block.chunks_exact_mut(width).zip(some) {
            for ((cell, vote), level) in target.iter_mut().zip(*row).zip(&centred) {
                *cell = level[((*vote as i8) + 1) as usize & 3];
            }
        }
        add_products(&block[..width * some.len()], width, &mut sums);
    }
    let mut cells = vec![0.0; side * side];
    for i in 0..side {
        for j in i..side {
            // Tiles lie on and above the diagonal.
            cells[i * side + j] = sums[i * width + j];
            cells[j * side + i] = sums[i * width + j];
        }
    }
    Symmetric { side, cells }
}

/// The centred value of each kind of vote, by statement.
fn levels(mean: &[Option<f64>], out: &BTreeSet<usize>) -> Vec<[f64; 4]> {
    let of = |(column, mean): (usize, &Option<f64>)| match mean {
        Some(mean) if !out.contains(&column) => [-1.0 - mean, -mean, 1.0 - mean, 0.0],
        _ => [0.0; 4],
    };
    mean.iter().enumerate().map(of).collect()
}

/// Adds the products of each pair of columns of `block`, tile by tile on and above the diagonal.
fn add_products(block: &[f64], width: usize, sums: &mut [f64]) {
    for i in (0..width).step_by(TILE) {
        for j in (i..width).step_by(TILE) {
            let mut tile = [[0.0_f64; TILE]; TILE];
            for row in block.chunks_exact(width) {
                let (left, right) = (four(row, i), four(row, j));
                for (sums, a) in tile.iter_mut().zip(left) {
                    for (sum, b) in sums.iter_mut().zip(right) {
                        *sum += a * b;
                    }
                }
            }
            for (offset, own) in tile.iter().enumerate() {
                let start = (i + offset) * width + j;
                let target = &mut sums[start..start + TILE];
                target.iter_mut().zip(own).for_each(|(sum, add)| *sum += add);
            }
        }
    }
}

fn four(row: &[f64], start: usize) -> [f64; TILE] {
    row.get(start..start + TILE).and_then(|part| part.try_into().ok()).unwrap_or([0.0; TILE])
}

fn principal(covariance: &Symmetric) -> ([Vec<f64>; 2], [f64; 2]) {
    let side = covariance.side;
    let trace = covariance.trace();
    let none = || (0.0, vec![0.0; side]);
    if trace <= 0.0 {
        return ([none().1, none().1], [0.0; 2]);
    }
    let mut pairs = largest(covariance, 2).into_iter();
    let mut take = || {
        let pair = pairs.next().filter(|(value, _)| *value > NOISE * trace);
        let (value, mut vector) = pair.unwrap_or_else(none);
        let most =
            vector.iter().copied().fold(0.0_f64, |a, b| if b.abs() > a.abs() { b } else { a });
        if most < 0.0 {
            vector.iter_mut().for_each(|x| *x = -*x);
        }
        (value, vector)
    };
    let (first, second) = (take(), take());
    ([first.1, second.1], [first.0, second.0])
}
