use proptest::prelude::*;

use super::*;

fn upper(order: usize, values: &[f64]) -> Judgements {
    Judgements::from_upper(order, values).unwrap()
}

#[test]
fn ordinary_refusals_name_the_place() {
    let table = [
        (vec![], AhpError::Empty),
        (vec![vec![1.0, 3.0], vec![0.5, 1.0]], AhpError::NotReciprocal { row: 0, column: 1 }),
        (vec![vec![2.0]], AhpError::NotReciprocal { row: 0, column: 0 }),
        (vec![vec![1.0, 2.0], vec![0.5]], AhpError::Shape { expected: 2, found: 1 }),
        (vec![vec![1.0, -2.0], vec![-0.5, 1.0]], AhpError::OutOfRange { row: 0, column: 1 }),
        (vec![vec![1.0, f64::NAN], vec![0.5, 1.0]], AhpError::OutOfRange { row: 0, column: 1 }),
        (vec![vec![1.0; 16]; 16], AhpError::TooMany),
    ];
    for (rows, error) in table {
        assert_eq!(Judgements::from_matrix(&rows).unwrap_err(), error);
    }
    // A third written with seven digits is a third; with two it is not.
    assert!(Judgements::from_matrix(&[vec![1.0, 3.0], vec![0.333_333_3, 1.0]]).is_ok());
    assert!(Judgements::from_matrix(&[vec![1.0, 3.0], vec![0.33, 1.0]]).is_err());
}

#[test]
fn a_chain_is_needed_and_no_pair_twice() {
    let error = Partial::new(4, &[(0, 1, 2.0), (2, 3, 2.0)]).unwrap_err();
    assert_eq!(error, AhpError::NotConnected { row: 0, column: 2 });
    for pairs in [[(0, 1, 2.0), (1, 0, 0.5)], [(0, 0, 1.0), (0, 1, 2.0)]] {
        assert!(matches!(Partial::new(2, &pairs), Err(AhpError::Twice { .. })));
    }
    assert!(matches!(Partial::new(2, &[(0, 5, 2.0)]), Err(AhpError::OutOfRange { .. })));
}

#[test]
fn a_long_ring_of_judgements_is_completed() {
    let ring: Vec<(usize, usize, f64)> =
        (0..15).map(|i| (i, (i + 1) % 15, if i % 2 == 0 { 9.0 } else { 1.0 / 3.0 })).collect();
    let (result, _) = complete(&Partial::new(15, &ring).unwrap()).unwrap();
    // A ring is left unchanged by a shift of two but for its closing pair, and the least
    // inconsistency is spread evenly: each judgement misses its fitting ratio by the same factor.
    let off = |(i, j, judged): &(usize, usize, f64)| {
        (judged * result.priorities.weights[*j] / result.priorities.weights[*i]).ln()
    };
    let first = off(&ring[0]);
    assert!(ring.iter().all(|pair| (off(pair) - first).abs() < 1e-6));
}

#[test]
fn the_worst_judgement_of_a_cycle_is_the_first_of_the_ties() {
    let (result, warnings) = priorities(&upper(3, &[9.0, 1.0 / 9.0, 9.0])).unwrap();
    let worst = result.worst.unwrap();
    assert_eq!((worst.row, worst.column), (0, 1));
    assert_eq!(warnings, [Warning::AhpInconsistent]);
}

fn judgement() -> impl Strategy<Value = f64> {
    (1_u8..=9, any::<bool>()).prop_map(|(value, invert)| {
        let value = f64::from(value);
        if invert { value.recip() } else { value }
    })
}

fn matrix() -> impl Strategy<Value = Judgements> {
    (2_usize..=10).prop_flat_map(|order| {
        prop::collection::vec(judgement(), order * (order - 1) / 2)
            .prop_map(move |values| upper(order, &values))
    })
}

proptest! {
    #[test]
    fn weights_are_an_eigenvector(matrix in matrix()) {
        let (result, _) = priorities(&matrix).unwrap();
        let n = matrix.order();
        prop_assert!((result.weights.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        prop_assert!(result.consistency.lambda_max >= n as f64 - 1e-9);
        for i in 0..n {
            let row: f64 = (0..n).map(|j| matrix.at(i, j) * result.weights[j]).sum();
            let expected = result.consistency.lambda_max * result.weights[i];
            prop_assert!((row - expected).abs() < 1e-11 * (1.0 + expected));
        }
    }

    #[test]
    fn consistent_judgements_give_back_their_weights(
        values in prop::collection::vec(0.05_f64..1.0, 2..=10),
    ) {
        let n = values.len();
        let upper: Vec<f64> =
            (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j))).map(|(i, j)| values[i] / values[j]).collect();
        let (result, _) = priorities(&Judgements::from_upper(n, &upper).unwrap()).unwrap();
        let sum: f64 = values.iter().sum();
        for (weight, value) in result.weights.iter().zip(&values) {
            prop_assert!((weight - value / sum).abs() < 1e-12);
        }
        prop_assert!(result.consistency.accepted && result.worst.is_none());
    }

    #[test]
    fn completion_does_not_raise_lambda_and_leaves_no_slope(
        matrix in matrix(), drop in prop::collection::vec(any::<bool>(), 45),
    ) {
        let n = matrix.order();
        let given: Vec<(usize, usize, f64)> = (0..n)
            .flat_map(|i| (i + 1..n).map(move |j| (i, j)))
            .enumerate()
            .filter(|(k, (i, j))| i + 1 == *j || !drop[*k])
            .map(|(_, (i, j))| (i, j, matrix.at(i, j)))
            .collect();
        let (result, _) = complete(&Partial::new(n, &given).unwrap()).unwrap();
        let lambda = result.priorities.consistency.lambda_max;
        prop_assert!(lambda <= priorities(&matrix).unwrap().0.consistency.lambda_max + 1e-9);
        for (i, j) in result.missing {
            for nudge in [1.01_f64, 0.99] {
                let mut other = result.judgements.clone();
                other.set(i, j, result.judgements.at(i, j) * nudge);
                prop_assert!(priorities(&other).unwrap().0.consistency.lambda_max >= lambda - 1e-10);
            }
        }
    }

    #[test]
    fn a_group_of_equals_says_what_one_says(matrix in matrix(), count in 1_usize..5) {
        let (one, _) = priorities(&matrix).unwrap();
        let (all, _) = group(&vec![matrix; count], None).unwrap();
        for (i, weight) in one.weights.iter().enumerate() {
            prop_assert!((all.by_judgements.weights[i] - weight).abs() < 1e-9);
            prop_assert!((all.by_priorities[i] - weight).abs() < 1e-9);
        }
    }
}
