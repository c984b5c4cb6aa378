//! Long exact sums.

use num_rational::BigRational;
use num_traits::Zero;

use super::Ratio;

/// Most bits in either half of a sum that is formed by [`bounded_sum`]. Decimals never come near;
/// thousands of fractions with unrelated denominators would, and would cost minutes.
pub const MAX_BITS: u64 = 4096;

/// The exact sum, or `None` when it grows beyond [`MAX_BITS`].
pub fn bounded_sum<I: IntoIterator<Item = Ratio>>(items: I) -> Option<Ratio> {
    sum_unreduced(items.into_iter().map(|item| item.0))
}

/// The exact sum of the products, or `None` when it grows beyond [`MAX_BITS`].
pub fn bounded_dot<'a, I>(products: I) -> Option<Ratio>
where
    I: IntoIterator<Item = [&'a Ratio; 3]>,
{
    sum_unreduced(products.into_iter().map(|[a, b, c]| {
        let above = a.0.numer() * b.0.numer() * c.0.numer();
        let below = a.0.denom() * b.0.denom() * c.0.denom();
        BigRational::new_raw(above, below)
    }))
}

/// Adds over a common denominator and reduces once at the end: the sums of a large panel have
/// millions of terms, whose denominators soon stop growing, and a reduction costs more than all
/// the rest of an addition.
fn sum_unreduced(items: impl Iterator<Item = BigRational>) -> Option<Ratio> {
    let (mut above, mut below) = BigRational::zero().into_raw();
    for item in items {
        let (item_above, item_below) = item.into_raw();
        if below == item_below {
            above += item_above;
        } else {
            // In lowest terms, below / item_below has the factors that each of them lacks.
            let lacking = BigRational::new(below.clone(), item_below);
            above = above * lacking.denom() + item_above * lacking.numer();
            below *= lacking.denom();
        }
        if below.bits().max(above.bits()) > MAX_BITS {
            return None;
        }
    }
    Some(Ratio(BigRational::new(above, below)))
}
