//! Convolution of chances through a Fourier transform.

use rustfft::FftPlanner;
use rustfft::num_complex::Complex64;

/// Convolves lists of chances; together they must not be longer than `length`, which is the length
/// of the answer too.
///
/// Two lists x and y travel as x + iy: with its transform Z, the product of both transforms at k
/// is (Z(k)² − conj Z(−k)²)/4i. The library is built without the ways that it would choose by the
/// processor, so that every machine gives the same digits.
pub(super) fn convolve(length: usize, lists: &[Vec<f64>]) -> Vec<f64> {
    let mut planner = FftPlanner::new();
    let forward = planner.plan_fft_forward(length);
    let backward = planner.plan_fft_inverse(length);
    let room = forward.get_inplace_scratch_len().max(backward.get_inplace_scratch_len());
    let mut scratch = vec![Complex64::default(); room];
    let mut product = vec![Complex64::new(1.0, 0.0); length];
    let mut work = vec![Complex64::default(); length];
    for pair in lists.chunks(2) {
        work.fill(Complex64::default());
        let first = pair.first().map(Vec::as_slice).unwrap_or_default();
        let second = pair.get(1).map(Vec::as_slice);
        work.iter_mut().zip(first).for_each(|(slot, value)| slot.re = *value);
        let other = second.unwrap_or_default();
        work.iter_mut().zip(other).for_each(|(slot, value)| slot.im = *value);
        forward.process_with_scratch(&mut work, &mut scratch);
        match second {
            Some(_) => multiply_both(&mut product, &work),
            None => product.iter_mut().zip(&work).for_each(|(p, z)| *p *= z),
        }
    }
    backward.process_with_scratch(&mut product, &mut scratch);
    let scale = (length as f64).recip();
    product.into_iter().map(|value| value.re * scale).collect()
}

/// Multiplies by the transforms of both lists that `z` carries; −k stands at the mirror image of k,
/// and 0 by itself.
fn multiply_both(product: &mut [Complex64], z: &[Complex64]) {
    let mirrored = z.first().into_iter().chain(z.iter().skip(1).rev());
    for ((p, here), there) in product.iter_mut().zip(z).zip(mirrored) {
        let there = there.conj();
        let difference = here * here - there * there;
        // Divided by 4i.
        *p *= Complex64::new(difference.im / 4.0, -difference.re / 4.0);
    }
}

#[cfg(test)]
mod tests {
    use super::convolve;

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
            let got = convolve(16, &lists[..count]);
            for (a, b) in got.iter().zip(&expected) {
                assert!((a - b).abs() < 1e-15, "{count}: {got:?} for {expected:?}");
            }
        }
    }
}
