//! The largest eigenpairs of a symmetric matrix by Lanczos' method with full reorthogonalisation.
//!
//! One pair at a time, each search kept orthogonal to the pairs found before, so that an
//! eigenvalue that occurs twice is found twice.

use crate::seeded::Seeded;

/// Residual, relative to the trace, at which a pair is good enough.
const RESIDUAL: f64 = 1e-14;

/// A symmetric matrix, stored whole, row by row.
pub(super) struct Symmetric {
    pub(super) side: usize,
    pub(super) cells: Vec<f64>,
}

impl Symmetric {
    fn times(&self, vector: &[f64]) -> Vec<f64> {
        self.cells.chunks_exact(self.side).map(|row| dot(row, vector)).collect()
    }

    pub(super) fn trace(&self) -> f64 {
        self.cells.iter().step_by(self.side + 1).sum()
    }
}

/// The `count` largest eigenvalues with their unit vectors, largest first. Fewer when the matrix
/// is smaller. For a positive semidefinite matrix with trace above 0.
pub(super) fn largest(matrix: &Symmetric, count: usize) -> Vec<(f64, Vec<f64>)> {
    let mut found: Vec<(f64, Vec<f64>)> = Vec::new();
    for place in 0..count.min(matrix.side) {
        let before: Vec<&[f64]> = found.iter().map(|(_, vector)| vector.as_slice()).collect();
        if let Some(pair) = next(matrix, &before, place as u64) {
            found.push(pair);
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found
}

fn next(matrix: &Symmetric, before: &[&[f64]], seed: u64) -> Option<(f64, Vec<f64>)> {
    let scale = matrix.trace();
    let most = matrix.side - before.len();
    let mut random = Seeded::new(seed.wrapping_add(0x5eed));
    let mut start: Vec<f64> = (0..matrix.side).map(|_| random.unit() - 0.5).collect();
    orthogonalise(&mut start, before, &[]);
    normalise(&mut start)?;
    let mut basis = vec![start];
    let (mut diagonal, mut beside) = (Vec::new(), Vec::new());
    let mut look = 12;
    loop {
        let last = basis.last()?;
        let mut step = matrix.times(last);
        diagonal.push(dot(&step, last));
        orthogonalise(&mut step, before, &basis);
        let length = dot(&step, &step).sqrt();
        let ended = diagonal.len() >= most || length <= scale * f64::EPSILON;
        if ended || diagonal.len() >= look {
            look = look + look / 2;
            let (value, weights) = top_of_tridiagonal(&diagonal, &beside)?;
            let rest = length * weights.last().copied().unwrap_or(0.0).abs();
            if ended || rest <= scale * RESIDUAL {
                return Some((value, combine(&basis, &weights)));
            }
        }
        normalise(&mut step)?;
        beside.push(length);
        basis.push(step);
    }
}

fn combine(basis: &[Vec<f64>], weights: &[f64]) -> Vec<f64> {
    let mut vector = vec![0.0; basis.first().map_or(0, Vec::len)];
    for (own, weight) in basis.iter().zip(weights) {
        vector.iter_mut().zip(own).for_each(|(sum, x)| *sum += weight * x);
    }
    // The weights are of unit length up to rounding, and so is the sum after this.
    normalise(&mut vector);
    vector
}

/// Twice is enough: the second pass removes what the rounding of the first left.
fn orthogonalise(vector: &mut [f64], before: &[&[f64]], basis: &[Vec<f64>]) {
    for _ in 0..2 {
        for own in before.iter().copied().chain(basis.iter().map(Vec::as_slice)) {
            let part = dot(vector, own);
            vector.iter_mut().zip(own).for_each(|(x, y)| *x -= part * y);
        }
    }
}

fn normalise(vector: &mut [f64]) -> Option<()> {
    let length = dot(vector, vector).sqrt();
    if length > 0.0 && length.is_finite() {
        vector.iter_mut().for_each(|x| *x /= length);
        Some(())
    } else {
        None
    }
}

/// Four running sums, so that the additions do not wait for one another.
pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut sums = [0.0_f64; 4];
    let (fours, others) = (a.chunks_exact(4), b.chunks_exact(4));
    let rest: f64 = fours.remainder().iter().zip(others.remainder()).map(|(x, y)| x * y).sum();
    for (x, y) in fours.zip(others) {
        for ((sum, x), y) in sums.iter_mut().zip(x).zip(y) {
            *sum += x * y;
        }
    }
    sums.iter().sum::<f64>() + rest
}

/// Largest eigenvalue of a symmetric tridiagonal matrix and its unit vector: bisection with
/// Sturm's count, then inverse iteration.
fn top_of_tridiagonal(diagonal: &[f64], beside: &[f64]) -> Option<(f64, Vec<f64>)> {
    let size = diagonal.len();
    if size <= 1 {
        return diagonal.first().map(|value| (*value, vec![1.0]));
    }
    let off = |place: usize| beside.get(place).copied().unwrap_or(0.0);
    let reach = |place: usize| off(place) + if place == 0 { 0.0 } else { off(place - 1) };
    let (mut low, mut high) = (f64::MIN, f64::MIN);
    for (place, value) in diagonal.iter().enumerate() {
        low = low.max(*value);
        high = high.max(value + reach(place));
    }
    let norm = high.abs().max(f64::MIN_POSITIVE);
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if all_below(diagonal, beside, middle, norm) {
            high = middle;
        } else {
            low = middle;
        }
    }
    // A little above the eigenvalue the shifted matrix is definite and elimination is stable.
    let shift = high + norm * f64::EPSILON;
    let mut vector = vec![1.0; size];
    for _ in 0..4 {
        solve_shifted(diagonal, beside, shift, &mut vector, norm * f64::EPSILON);
        normalise(&mut vector)?;
    }
    Some((high, vector))
}

/// Whether no eigenvalue lies at or above `value`.
fn all_below(diagonal: &[f64], beside: &[f64], value: f64, norm: f64) -> bool {
    let mut pivot = 1.0;
    for (place, own) in diagonal.iter().enumerate() {
        let side = if place == 0 { 0.0 } else { beside.get(place - 1).copied().unwrap_or(0.0) };
        let floor = norm * f64::MIN_POSITIVE.sqrt();
        pivot = (value - own) - side * side / if pivot == 0.0 { floor } else { pivot };
        if pivot <= 0.0 {
            return false;
        }
    }
    true
}

/// Solves (shift − T)·x = `vector` in place.
fn solve_shifted(diagonal: &[f64], beside: &[f64], shift: f64, vector: &mut [f64], least: f64) {
    let size = diagonal.len();
    let mut pivots = Vec::with_capacity(size);
    for place in 0..size {
        let mut pivot = shift - diagonal[place];
        if place > 0 {
            let ratio = beside[place - 1] / pivots[place - 1];
            pivot -= ratio * beside[place - 1];
            vector[place] += ratio * vector[place - 1];
        }
        pivots.push(if pivot.abs() < least { least.max(f64::MIN_POSITIVE) } else { pivot });
    }
    for place in (0..size).rev() {
        let after = if place + 1 < size { beside[place] * vector[place + 1] } else { 0.0 };
        vector[place] = (vector[place] + after) / pivots[place];
    }
}
