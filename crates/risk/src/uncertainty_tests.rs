use proptest::prelude::*;

use super::*;
use crate::level_rule::{Cut, Edge, LevelRule};
use crate::panel::Panel;
use crate::ratio::Ratio;

fn factor(weight: f64, p: Distribution, q: Distribution) -> Uncertain {
    Uncertain { weight, p, q }
}

fn point(value: f64) -> Distribution {
    Distribution::point(value).unwrap()
}

fn uniform(a: f64, b: f64) -> Distribution {
    Distribution::uniform(a, b).unwrap()
}

fn spread_of(factors: &[Uncertain]) -> Spread {
    analyse(factors).unwrap().0.spread
}

#[test]
fn wrong_weights_are_refused() {
    assert_eq!(analyse(&[]).unwrap_err(), UncertaintyError::NoFactor);
    for weight in [-0.1, f64::NAN, f64::INFINITY, 1e9] {
        let factors = [factor(0.5, point(0.5), point(0.5)), factor(weight, point(0.5), point(0.5))];
        assert_eq!(analyse(&factors).unwrap_err(), UncertaintyError::Weight(1));
    }
    let many = vec![factor(0.5, point(0.5), point(0.5)); MAX_FACTORS + 1];
    assert_eq!(analyse(&many).unwrap_err(), UncertaintyError::TooMany);
}

/// P(p·q ≤ x) = x(1 − ln x) for two uniform numbers: the hardest case, for nothing smooths it.
#[test]
fn one_product_of_uniform_numbers() {
    let spread = spread_of(&[factor(1.0, uniform(0.0, 1.0), uniform(0.0, 1.0))]);
    for place in 1..100 {
        let x = f64::from(place) / 100.0;
        let expected = 1.0 - x * (1.0 - x.ln());
        assert!(
            (spread.exceeds(x) - expected).abs() < 5e-5,
            "{x}: {}",
            spread.exceeds(x) - expected
        );
    }
}

/// A sum of n uniform numbers with equal weights: for n = 3 the cubic pieces are known.
#[test]
fn a_sum_of_three_uniform_numbers() {
    let one = factor(1.0 / 3.0, point(1.0), uniform(0.0, 1.0));
    let spread = spread_of(&vec![one; 3]);
    for place in 1..=10 {
        let s = f64::from(place) / 10.0;
        let below = s * s * s / 6.0;
        assert!((1.0 - spread.exceeds(s / 3.0) - below).abs() < 1e-6, "{s}");
        assert!((spread.quantile(below).unwrap() - s / 3.0).abs() < 1e-4);
    }
    assert_eq!((spread.quantile(0.0), spread.quantile(1.0)), (Some(0.0), Some(1.0)));
    assert_eq!(spread.quantile(f64::NAN), None);
}

#[test]
fn known_ratings_decide_on_the_edge() {
    let spread = spread_of(&[
        factor(0.5, point(0.6), point(0.6)),
        factor(0.3, point(0.6), point(0.6)),
        factor(0.2, point(0.6), point(0.6)),
    ]);
    assert_eq!((spread.exceeds(0.36), spread.reaches(0.36)), (0.0, 1.0));
    assert_eq!(spread.levels(&LevelRule::index_convention()), [0.0, 1.0, 0.0]);
    let lower = Cut::new(Ratio::ten_thousandths(3600), Edge::Lower);
    assert_eq!(spread.passes(&lower), 0.0);
}

#[test]
fn experts_ratings_are_counted_one_by_one() {
    let rows = |values: [[u16; 2]; 3]| -> Vec<Vec<Option<Ratio>>> {
        let cell = |value: u16| Some(Ratio::ten_thousandths(value));
        values.iter().map(|row| row.iter().copied().map(cell).collect()).collect()
    };
    let p = rows([[6000, 5000], [8000, 5000], [6000, 5000]]);
    let q = rows([[6000, 2000], [6000, 2000], [8000, 2000]]);
    let panel = Panel::new(p, q).unwrap();
    let weights = [Ratio::ten_thousandths(9000), Ratio::ten_thousandths(1000)];
    let (factors, warnings) = from_panel(&panel, &weights).unwrap();
    assert_eq!(warnings, [Warning::UncertaintySmallPanel]);
    let spread = spread_of(&factors);
    // T is 0.9·p·q + 0.01 with p·q = 0.36 (4/9), 0.48 (4/9) or 0.64 (1/9).
    assert!((spread.exceeds(0.334) - 5.0 / 9.0).abs() < 1e-12);
    assert!((spread.reaches(0.334) - 1.0).abs() < 1e-12);
    assert!((spread.exceeds(0.442) - 1.0 / 9.0).abs() < 1e-12);
    assert!((spread.quantile(0.5).unwrap() - 0.442).abs() < 1e-12);
    assert!(from_panel(&panel, &weights[..1]).is_err());
}

#[test]
fn many_discrete_ratings_go_on_a_lattice() {
    let ratings: Vec<f64> = (0..20).map(|place| 0.2 + f64::from(place) * 0.03).collect();
    let distribution = Distribution::empirical(&ratings).unwrap();
    let factors = vec![factor(0.1, distribution.clone(), distribution); 10];
    let (analysis, _) = analyse(&factors).unwrap();
    let median = analysis.spread.quantile(0.5).unwrap();
    assert!((median - analysis.mean).abs() < 0.2 * analysis.variance.sqrt());
    check_moments(&analysis);
}

#[test]
fn without_spread_there_are_no_indices() {
    let (analysis, warnings) = analyse(&[factor(1.0, point(0.5), point(0.5))]).unwrap();
    assert_eq!((analysis.sobol, analysis.variance), (None, 0.0));
    assert_eq!(warnings, [Warning::UncertaintyNoSpread]);
    let (none, _) = analyse(&[factor(0.0, uniform(0.0, 1.0), point(0.5))]).unwrap();
    assert_eq!((none.sobol, none.spread.quantile(0.5)), (None, Some(0.0)));
}

#[test]
fn runs_have_to_fit() {
    assert_eq!(estimate(1, 2, &[1.0; 5]), Err(UncertaintyError::Runs));
    assert_eq!(estimate(0, 2, &[1.0; 4]), Err(UncertaintyError::Runs));
    assert_eq!(estimate(usize::MAX, 2, &[1.0; 4]), Err(UncertaintyError::Runs));
    assert_eq!(estimate(1, 1, &[1.0, f64::NAN, 2.0]), Err(UncertaintyError::Runs));
    assert_eq!(estimate(1, 2, &[0.1; 6]), Ok(None));
}

/// Mean and variance of the distribution itself, from its quantiles, against the closed forms.
fn check_moments(analysis: &Analysis) {
    let count = 4000_u32;
    let at =
        |place: u32| analysis.spread.quantile((f64::from(place) + 0.5) / f64::from(count)).unwrap();
    let values: Vec<f64> = (0..count).map(at).collect();
    let mean = values.iter().sum::<f64>() / f64::from(count);
    let variance = values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / f64::from(count);
    let sd = analysis.variance.sqrt();
    assert!((mean - analysis.mean).abs() < 3e-3 * sd, "{mean} for {}", analysis.mean);
    assert!((variance / analysis.variance - 1.0).abs() < 2e-2, "{variance} {}", analysis.variance);
}

fn any_distribution() -> impl Strategy<Value = Distribution> {
    let three = prop::array::uniform3(0.0_f64..=1.0).prop_map(|mut values| {
        values.sort_by(f64::total_cmp);
        values
    });
    prop_oneof![
        (0.0_f64..=1.0).prop_map(|x| Distribution::point(x).unwrap()),
        three.clone().prop_map(|[a, _, b]| Distribution::uniform(a, b).unwrap()),
        three.clone().prop_map(|[a, mode, b]| Distribution::triangular(a, mode, b).unwrap()),
        three.prop_map(|[a, mode, b]| Distribution::pert(a, mode, b).unwrap()),
        (0.3_f64..20.0, 0.3_f64..20.0).prop_map(|(a, b)| Distribution::beta(a, b).unwrap()),
        (0.0_f64..=1.0, 0.01_f64..1.0)
            .prop_map(|(m, s)| Distribution::truncated_normal(m, s, 0.0, 1.0).unwrap()),
        prop::collection::vec(0.0_f64..=1.0, 1..6)
            .prop_map(|values| Distribution::empirical(&values).unwrap()),
    ]
}

fn any_factors() -> impl Strategy<Value = Vec<Uncertain>> {
    let one = (0.0_f64..=1.0, any_distribution(), any_distribution())
        .prop_map(|(weight, p, q)| factor(weight, p, q));
    prop::collection::vec(one, 1..8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_distribution_has_the_moments_of_the_closed_forms(factors in any_factors()) {
        let (analysis, _) = analyse(&factors).unwrap();
        prop_assume!(analysis.variance > 1e-12);
        check_moments(&analysis);
    }

    #[test]
    fn quantiles_rise_and_fit_the_chances(factors in any_factors()) {
        let (analysis, _) = analyse(&factors).unwrap();
        let (low, high) = analysis.spread.support();
        let mut before = low;
        for place in 0..=100_u8 {
            let level = f64::from(place) / 100.0;
            let quantile = analysis.spread.quantile(level).unwrap();
            prop_assert!(before <= quantile && quantile <= high);
            prop_assert!(analysis.spread.exceeds(quantile) <= 1.0 - level + 1e-9);
            before = quantile;
        }
        let levels = analysis.spread.levels(&LevelRule::index_convention());
        prop_assert!((levels.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        prop_assert!(levels.iter().all(|chance| (0.0..=1.0).contains(chance)));
    }

    #[test]
    fn indices_are_bounded(factors in any_factors()) {
        let (analysis, _) = analyse(&factors).unwrap();
        if let Some(sobol) = &analysis.sobol {
            let first: f64 = sobol.iter().flatten().map(|one| one.first).sum();
            let total: f64 = sobol.iter().flatten().map(|one| one.total).sum();
            prop_assert!(first <= 1.0 + 1e-9 && total >= 1.0 - 1e-9);
            prop_assert!(sobol.iter().flatten().all(|one| 0.0 <= one.first && one.first <= one.total));
        }
        prop_assert!(analysis.tornado.windows(2).all(|pair| pair[0].swing >= pair[1].swing - 1e-12));
    }

    #[test]
    fn order_and_a_factor_of_weight_0_do_not_matter(factors in any_factors()) {
        let (one, _) = analyse(&factors).unwrap();
        let mut turned = factors;
        turned.reverse();
        turned.push(factor(0.0, uniform(0.0, 1.0), uniform(0.0, 1.0)));
        let (other, _) = analyse(&turned).unwrap();
        prop_assert!((one.mean - other.mean).abs() < 1e-12);
        prop_assert!((one.variance - other.variance).abs() < 1e-12);
        for level in [0.05, 0.5, 0.95] {
            let (a, b) = (one.spread.quantile(level), other.spread.quantile(level));
            prop_assert!((a.unwrap() - b.unwrap()).abs() < 1e-7 + 1e-3 * one.variance.sqrt());
        }
    }

    #[test]
    fn raising_a_known_rating_never_lowers_a_chance(factors in any_factors(), more in 0.0_f64..0.5) {
        let low = factor(0.5, point(0.5), point(0.2));
        let high = factor(0.5, point(0.5), point((0.2 + more).min(1.0)));
        let with = |one: Uncertain| {
            let mut list = factors.clone();
            list.push(one);
            spread_of(&list)
        };
        let (before, after) = (with(low), with(high));
        for at in [0.1, 0.2, 0.36, 0.64] {
            prop_assert!(after.exceeds(at) >= before.exceeds(at) - 1e-9);
        }
    }
}

#[test]
fn weights_at_the_end_of_the_numbers_are_no_trouble() {
    for weight in [5e-324, 1e-320, 1e-310, 1e-300] {
        let spread = Distribution::triangular(0.1, 0.2, 0.6).expect("ordered");
        let factor = Uncertain { weight, p: spread.clone(), q: spread };
        let (found, _) = analyse(&[factor.clone(), factor]).expect("an analysis");
        let middle = found.spread.quantile(0.5).expect("a level");
        assert!((0.0..=2.0 * weight).contains(&middle), "{weight}: {middle}");
    }
}
