//! The principal eigenvalue of a positive matrix with both its eigenvectors.

use super::{AhpError, Judgements, float};

/// λmax with its right and left eigenvectors, each adding to 1.
#[derive(Clone, Debug)]
pub(super) struct Perron {
    pub value: f64,
    pub right: Vec<f64>,
    pub left: Vec<f64>,
}

/// Squarings after which A^(2^k) has rank 1 to the last digit: gaps between the first two
/// eigenvalues down to a millionth part are closed.
const SQUARINGS: usize = 32;
/// Power steps that polish the vector.
const POLISH: usize = 4;

/// Squares the matrix until all columns are alike, which takes a few steps whatever the gap
/// between the eigenvalues, where plain power iteration may need thousands.
pub(super) fn perron(judgements: &Judgements) -> Result<Perron, AhpError> {
    let n = judgements.order();
    let mut power = judgements.cells().to_vec();
    for _ in 0..SQUARINGS {
        let squared = scaled(square(&power, n));
        let moved =
            squared.iter().zip(&power).map(|(new, old)| (new - old).abs()).fold(0.0, f64::max);
        power = squared;
        if moved < 1e-17 {
            break;
        }
    }
    let mut right: Vec<f64> = power.chunks(n).map(|row| row.iter().sum()).collect();
    let mut left: Vec<f64> =
        (0..n).map(|column| power.iter().skip(column).step_by(n).sum()).collect();
    let mut value = float(n);
    for _ in 0..POLISH {
        right = unit(right);
        left = unit(left);
        right = times(judgements.cells(), &right, n);
        left = times_transposed(judgements.cells(), &left, n);
        // The vector added to 1 before the step, so its sum is the eigenvalue.
        value = right.iter().sum();
    }
    let result = Perron { value, right: unit(right), left: unit(left) };
    let positive = |values: &[f64]| values.iter().all(|value| value.is_finite() && *value > 0.0);
    if result.value.is_finite() && positive(&result.right) && positive(&result.left) {
        Ok(result)
    } else {
        Err(AhpError::NoResult)
    }
}

fn square(cells: &[f64], n: usize) -> Vec<f64> {
    let mut result = vec![0.0; n * n];
    for (row, out) in cells.chunks(n).zip(result.chunks_mut(n)) {
        for (factor, other) in row.iter().zip(cells.chunks(n)) {
            for (out, value) in out.iter_mut().zip(other) {
                *out += factor * value;
            }
        }
    }
    result
}

fn scaled(mut cells: Vec<f64>) -> Vec<f64> {
    let sum: f64 = cells.iter().sum();
    cells.iter_mut().for_each(|cell| *cell /= sum);
    cells
}

fn unit(values: Vec<f64>) -> Vec<f64> {
    super::normalised(values)
}

fn times(cells: &[f64], vector: &[f64], n: usize) -> Vec<f64> {
    cells.chunks(n).map(|row| row.iter().zip(vector).map(|(a, b)| a * b).sum()).collect()
}

fn times_transposed(cells: &[f64], vector: &[f64], n: usize) -> Vec<f64> {
    let mut result = vec![0.0; n];
    for (row, factor) in cells.chunks(n).zip(vector) {
        for (out, value) in result.iter_mut().zip(row) {
            *out += factor * value;
        }
    }
    result
}
