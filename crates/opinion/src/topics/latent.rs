//! Comments in few dimensions (latent semantic analysis, Deerwester et al. 1990): those that share
//! no word lie together when their words occur together elsewhere.

use crate::seeded::Seeded;

/// Rounds of orthogonal iteration. The divisions that start from here need no more.
const ROUNDS: usize = 8;

/// Sparse rows with their weights.
pub(super) struct Rows<'a> {
    pub(super) vectors: &'a [Vec<(usize, f64)>],
    pub(super) weights: &'a [f64],
    pub(super) width: usize,
}

/// Unit coordinates of each row on the `most` strongest dimensions, or fewer when there are fewer.
pub(super) fn coordinates(rows: &Rows<'_>, most: usize, random: &mut Seeded) -> Vec<Vec<f64>> {
    let wanted = most.min(rows.width).min(rows.vectors.len());
    let mut basis: Vec<Vec<f64>> =
        (0..wanted).map(|_| (0..rows.width).map(|_| random.unit() - 0.5).collect()).collect();
    for _ in 0..ROUNDS {
        orthonormalise(&mut basis);
        basis = basis.iter().map(|axis| back(rows, &along(rows, axis))).collect();
    }
    orthonormalise(&mut basis);
    let columns: Vec<Vec<f64>> = basis.iter().map(|axis| along(rows, axis)).collect();
    (0..rows.vectors.len())
        .map(|row| {
            let mut point: Vec<f64> = columns.iter().map(|column| column[row]).collect();
            unit(&mut point);
            point
        })
        .collect()
}

fn along(rows: &Rows<'_>, axis: &[f64]) -> Vec<f64> {
    rows.vectors.iter().map(|row| row.iter().map(|(at, x)| x * axis[*at]).sum()).collect()
}

fn back(rows: &Rows<'_>, column: &[f64]) -> Vec<f64> {
    let mut axis = vec![0.0; rows.width];
    for ((row, weight), value) in rows.vectors.iter().zip(rows.weights).zip(column) {
        row.iter().for_each(|(at, x)| axis[*at] += x * weight * value);
    }
    axis
}

fn orthonormalise(basis: &mut [Vec<f64>]) {
    for place in 0..basis.len() {
        let (before, rest) = basis.split_at_mut(place);
        let Some(own) = rest.first_mut() else { return };
        for other in before.iter() {
            let part = product(own, other);
            own.iter_mut().zip(other).for_each(|(x, y)| *x -= part * y);
        }
        unit(own);
    }
}

pub(super) fn product(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

pub(super) fn unit(vector: &mut [f64]) {
    let length = product(vector, vector).sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|x| *x /= length);
    }
}
