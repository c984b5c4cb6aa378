use proptest::prelude::*;

use super::*;

fn ratios(values: &[i64]) -> Vec<Ratio> {
    values.iter().map(|value| Ratio::from_integer(*value)).collect()
}

#[test]
fn each_expert_counts_the_same_whatever_their_points() {
    let weights = direct(&[ratios(&[1, 3]), ratios(&[50, 50])]).unwrap();
    assert_eq!(weights, [Ratio::fraction(3, 8).unwrap(), Ratio::fraction(5, 8).unwrap()]);
}

#[test]
fn what_is_wrong_is_named() {
    let table = [
        (vec![], WeightsError::Size),
        (vec![vec![]], WeightsError::Size),
        (vec![ratios(&[1, 2]), ratios(&[1])], WeightsError::Shape(1)),
        (vec![ratios(&[1, -2])], WeightsError::Negative { expert: 0, factor: 1 }),
        (vec![ratios(&[1, 2]), ratios(&[0, 0])], WeightsError::Nothing(1)),
    ];
    for (points, error) in table {
        assert_eq!(direct(&points).unwrap_err(), error);
    }
    for wrong in [vec![], vec![0.0], vec![f64::NAN], vec![f64::INFINITY], vec![-1.0, 2.0]] {
        assert!(rounded(&wrong).is_err(), "{wrong:?}");
    }
}

#[test]
fn thirds_are_rounded_to_one() {
    let units: Vec<u16> = rounded(&[1.0, 1.0, 1.0]).unwrap().iter().map(|w| w.units()).collect();
    assert_eq!(units, [3334, 3333, 3333]);
}

proptest! {
    #[test]
    fn rounded_weights_add_to_one(weights in prop::collection::vec(0.0_f64..1e6, 1..40)) {
        prop_assume!(weights.iter().sum::<f64>() > 0.0);
        let sum: f64 = weights.iter().sum();
        let units = rounded(&weights).unwrap();
        prop_assert_eq!(units.iter().map(|w| u32::from(w.units())).sum::<u32>(), 10_000);
        for (unit, weight) in units.iter().zip(&weights) {
            prop_assert!((f64::from(unit.units()) - weight / sum * 10_000.0).abs() < 1.0 + 1e-9);
        }
    }

    #[test]
    fn direct_weights_add_to_one(
        points in prop::collection::vec(prop::collection::vec(1_i64..100, 4), 1..8),
    ) {
        let rows: Vec<Vec<Ratio>> = points.iter().map(|row| ratios(row)).collect();
        let weights = direct(&rows).unwrap();
        prop_assert_eq!(weights.iter().sum::<Ratio>(), Ratio::one());
    }
}
