//! A Fourier transform for convolving chances: no reordering, for products do not need order.

use std::f64::consts::TAU;

/// A complex number: real and imaginary part.
pub(super) type Complex = (f64, f64);

/// Twiddle factors for transforms of one length, a power of two.
#[derive(Clone, Debug)]
pub(super) struct Fourier {
    /// For blocks of 2, 4, 8, … up to the length.
    stages: Vec<Vec<Complex>>,
    length: usize,
}

fn times(a: Complex, b: Complex) -> Complex {
    (a.0 * b.0 - a.1 * b.1, a.0 * b.1 + a.1 * b.0)
}

impl Fourier {
    /// For transforms of 2^`bits` numbers.
    pub(super) fn new(bits: u32) -> Self {
        let length = 1_usize << bits;
        let half = length / 2;
        let turn = TAU / (length.max(1) as f64);
        let last: Vec<Complex> = (0..half)
            .map(|place| {
                let (sin, cos) = (turn * place as f64).sin_cos();
                (cos, -sin)
            })
            .collect();
        let stages = (1..=bits)
            .map(|stage| last.iter().step_by(1 << (bits - stage)).copied().collect())
            .collect();
        Self { stages, length }
    }

    /// To frequencies, in bit-reversed order.
    pub(super) fn forward(&self, data: &mut [Complex]) {
        for twiddles in self.stages.iter().rev() {
            let half = twiddles.len();
            for block in data.chunks_exact_mut(2 * half) {
                let (low, high) = block.split_at_mut(half);
                for ((a, b), w) in low.iter_mut().zip(high).zip(twiddles) {
                    let (sum, difference) = ((a.0 + b.0, a.1 + b.1), (a.0 - b.0, a.1 - b.1));
                    *a = sum;
                    *b = times(difference, *w);
                }
            }
        }
    }

    /// Back from frequencies in bit-reversed order, times the length.
    pub(super) fn backward(&self, data: &mut [Complex]) {
        for twiddles in &self.stages {
            let half = twiddles.len();
            for block in data.chunks_exact_mut(2 * half) {
                let (low, high) = block.split_at_mut(half);
                for ((a, b), w) in low.iter_mut().zip(high).zip(twiddles) {
                    let turned = times(*b, (w.0, -w.1));
                    (*a, *b) = ((a.0 + turned.0, a.1 + turned.1), (a.0 - turned.0, a.1 - turned.1));
                }
            }
        }
    }

    /// Convolves real lists whose lengths add to no more than the length of the transform.
    ///
    /// Two lists x and y travel as x + iy: with its transform Z, the product of both transforms at
    /// k is (Z(k)² − conj Z(−k)²)/4i.
    pub(super) fn convolve(&self, lists: &[Vec<f64>]) -> Vec<f64> {
        let mut product: Vec<Complex> = vec![(1.0, 0.0); self.length];
        let mut work: Vec<Complex> = Vec::with_capacity(self.length);
        for pair in lists.chunks(2) {
            let first = pair.first().map(Vec::as_slice).unwrap_or_default();
            let second = pair.get(1).map(Vec::as_slice);
            work.clear();
            work.resize(self.length, (0.0, 0.0));
            for (slot, value) in work.iter_mut().zip(first) {
                slot.0 = *value;
            }
            for (slot, value) in work.iter_mut().zip(second.unwrap_or_default()) {
                slot.1 = *value;
            }
            self.forward(&mut work);
            match second {
                Some(_) => multiply_both(&mut product, &work),
                None => product.iter_mut().zip(&work).for_each(|(p, z)| *p = times(*p, *z)),
            }
        }
        self.backward(&mut product);
        let scale = (self.length as f64).recip();
        product.into_iter().map(|(real, _)| real * scale).collect()
    }
}

/// Multiplies by the transforms of both lists that `z` carries, in bit-reversed order, where −k
/// stands as the mirror image of k within its block [2^b, 2^(b+1)), and 0 by itself.
fn multiply_both(product: &mut [Complex], z: &[Complex]) {
    let joined = |here: Complex, there: Complex| {
        let a = times(here, here);
        let b = times((there.0, -there.1), (there.0, -there.1));
        // (a − b)/4i
        ((a.1 - b.1) / 4.0, (b.0 - a.0) / 4.0)
    };
    if let (Some(p), Some(z)) = (product.first_mut(), z.first()) {
        *p = times(*p, joined(*z, *z));
    }
    let mut start = 1;
    while start < z.len() {
        let end = 2 * start;
        let here = z.get(start..end).unwrap_or_default();
        let there = here.iter().rev();
        let slots = product.get_mut(start..end).unwrap_or_default();
        for ((p, a), b) in slots.iter_mut().zip(here).zip(there) {
            *p = times(*p, joined(*a, *b));
        }
        start = end;
    }
}

#[cfg(test)]
mod tests {
    use super::Fourier;

    #[test]
    fn convolution_is_what_its_definition_says() {
        let lists: Vec<Vec<f64>> = vec![
            vec![0.5, 0.25, 0.25],
            vec![0.1, 0.9],
            vec![0.0, 1.0],
            vec![0.3, 0.3, 0.2, 0.2],
            vec![0.7, 0.3],
        ];
        for count in 1..=lists.len() {
            let mut expected = vec![1.0];
            for list in &lists[..count] {
                let mut next = vec![0.0; expected.len() + list.len() - 1];
                for (i, a) in expected.iter().enumerate() {
                    for (j, b) in list.iter().enumerate() {
                        next[i + j] += a * b;
                    }
                }
                expected = next;
            }
            expected.resize(16, 0.0);
            let got = Fourier::new(4).convolve(&lists[..count]);
            for (a, b) in got.iter().zip(&expected) {
                assert!((a - b).abs() < 1e-15, "{count}: {got:?} for {expected:?}");
            }
        }
    }
}
