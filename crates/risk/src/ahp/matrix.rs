//! Reciprocal matrices of judgements.

use super::{AhpError, MAX_ORDER, float};

/// Judgements lie between this and its inverse; Saaty's scale goes to 9.
const LARGEST: f64 = 1e6;
/// a(i, j)·a(j, i) may miss 1 by this much, so that 0.3333333 is a third and 0.33 is not.
const SLACK: f64 = 1e-6;
/// Saaty's scale ends at 9; the slack is for means and rounding.
const SCALE_END: f64 = 9.0 + 1e-9;

/// A complete, positive and reciprocal matrix of judgements.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgements {
    order: usize,
    cells: Vec<f64>,
}

impl Judgements {
    /// From the upper triangle, row by row: a(0,1), a(0,2), …, a(1,2), …
    ///
    /// # Errors
    /// [`AhpError`] for another length, more than [`MAX_ORDER`] things, or a judgement that is
    /// not positive and in range.
    pub fn from_upper(order: usize, upper: &[f64]) -> Result<Self, AhpError> {
        check_order(order)?;
        let expected = order * (order - 1) / 2;
        if upper.len() != expected {
            return Err(AhpError::Shape { expected, found: upper.len() });
        }
        let mut result = Self::indifferent(order);
        for ((row, column), value) in pairs(order).zip(upper) {
            if !is_judgement(*value) {
                return Err(AhpError::OutOfRange { row, column });
            }
            result.set(row, column, *value);
        }
        Ok(result)
    }

    /// From a full matrix.
    ///
    /// # Errors
    /// [`AhpError`] unless it is square, positive, in range and reciprocal with ones on the
    /// diagonal.
    pub fn from_matrix(rows: &[Vec<f64>]) -> Result<Self, AhpError> {
        let order = rows.len();
        check_order(order)?;
        let mut cells = Vec::with_capacity(order * order);
        for (row, values) in rows.iter().enumerate() {
            if values.len() != order {
                return Err(AhpError::Shape { expected: order, found: values.len() });
            }
            if let Some(column) = values.iter().position(|value| !is_judgement(*value)) {
                return Err(AhpError::OutOfRange { row, column });
            }
            cells.extend_from_slice(values);
        }
        let result = Self { order, cells };
        for row in 0..order {
            for column in row..order {
                if (result.at(row, column) * result.at(column, row) - 1.0).abs() > SLACK {
                    return Err(AhpError::NotReciprocal { row, column });
                }
            }
        }
        Ok(result)
    }

    /// A matrix of ones.
    pub(super) fn indifferent(order: usize) -> Self {
        Self { order, cells: vec![1.0; order * order] }
    }

    /// How many things are compared.
    #[must_use]
    pub fn order(&self) -> usize {
        self.order
    }

    /// How many times more `row` weighs than `column`; 1 outside the matrix.
    #[must_use]
    pub fn at(&self, row: usize, column: usize) -> f64 {
        self.cells.get(row * self.order + column).copied().unwrap_or(1.0)
    }

    /// The upper triangle, row by row.
    #[must_use]
    pub fn upper(&self) -> Vec<f64> {
        pairs(self.order).map(|(row, column)| self.at(row, column)).collect()
    }

    pub(super) fn cells(&self) -> &[f64] {
        &self.cells
    }

    /// Sets a judgement and its inverse.
    pub(super) fn set(&mut self, row: usize, column: usize, value: f64) {
        let order = self.order;
        for (row, column, value) in [(row, column, value), (column, row, value.recip())] {
            if let Some(cell) = self.cells.get_mut(row * order + column) {
                *cell = value;
            }
        }
    }

    /// Whether a judgement is stronger than 9 or weaker than 1/9.
    pub(super) fn leaves_scale(&self) -> bool {
        self.cells.iter().any(|value| *value > SCALE_END)
    }

    /// The cell-wise weighted geometric mean of matrices of one order; weights add to 1.
    pub(super) fn mean(all: &[Self], weights: &[f64]) -> Self {
        let order = all.first().map_or(0, Self::order);
        let mut result = Self::indifferent(order);
        for (row, column) in pairs(order) {
            let logs = all.iter().zip(weights).map(|(one, w)| w * one.at(row, column).ln());
            result.set(row, column, logs.sum::<f64>().exp());
        }
        result
    }
}

/// Pairs (i, j) with i < j, row by row.
pub(super) fn pairs(order: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..order).flat_map(move |row| (row + 1..order).map(move |column| (row, column)))
}

/// Whether `value` can be a judgement: finite, positive, from 10⁻⁶ to 10⁶.
#[must_use]
pub fn is_judgement(value: f64) -> bool {
    value.is_finite() && (LARGEST.recip()..=LARGEST).contains(&value)
}

pub(super) fn check_order(order: usize) -> Result<(), AhpError> {
    match order {
        0 => Err(AhpError::Empty),
        1..=MAX_ORDER => Ok(()),
        _ => Err(AhpError::TooMany),
    }
}

/// Weights of experts that add to 1; equal ones when none are given.
pub(super) fn shares(weights: Option<&[f64]>, count: usize) -> Result<Vec<f64>, AhpError> {
    let Some(weights) = weights else {
        return Ok(vec![float(count).recip(); count]);
    };
    let fits = weights.len() == count
        && weights.iter().all(|weight| weight.is_finite() && (0.0..=LARGEST).contains(weight));
    let sum: f64 = weights.iter().sum();
    if !fits || sum <= 0.0 {
        return Err(AhpError::Group);
    }
    Ok(weights.iter().map(|weight| weight / sum).collect())
}
