use proptest::prelude::*;

use super::*;

fn counted(weights: &[f64], counts: &[&[f64]]) -> Counted {
    Counted { weights: weights.to_vec(), counts: counts.iter().map(|row| row.to_vec()).collect() }
}

#[test]
fn what_is_wrong_is_named() {
    let two: &[&[f64]] = &[&[1.0, 2.0], &[3.0, 4.0]];
    let group = None;
    let table = [
        (counted(&[1.0], &[&[]]), FuzzyError::Size { group }),
        (counted(&[], &[]), FuzzyError::Size { group }),
        (counted(&[0.5], two), FuzzyError::Shape { group, factor: 1 }),
        (counted(&[0.5, 0.5], &[&[1.0, 2.0], &[3.0]]), FuzzyError::Shape { group, factor: 1 }),
        (
            counted(&[0.5, 0.5], &[&[1.0, 2.0], &[0.0, 0.0]]),
            FuzzyError::NoAnswers { group, factor: 1 },
        ),
        (
            counted(&[0.5, 0.5], &[&[1.0, -2.0], &[3.0, 1.0]]),
            FuzzyError::Count { group, factor: 0 },
        ),
        (
            counted(&[0.5, 0.5], &[&[f64::NAN, 2.0], &[3.0, 1.0]]),
            FuzzyError::Count { group, factor: 0 },
        ),
        (counted(&[0.5, 0.6], two), FuzzyError::Weights { group }),
        (counted(&[1.5, -0.5], two), FuzzyError::Weights { group }),
    ];
    for (input, error) in table {
        assert_eq!(evaluate(&input, None).unwrap_err(), error);
    }
    let scores = [1.0, 2.0, 3.0];
    assert_eq!(evaluate(&counted(&[0.5, 0.5], two), Some(&scores)), Err(FuzzyError::Scores));
    let ragged = [counted(&[1.0], &[&[1.0, 1.0]]), counted(&[1.0], &[&[1.0]])];
    let error = evaluate_groups(&[0.5, 0.5], &ragged, None).unwrap_err();
    assert_eq!(error, FuzzyError::Shape { group: Some(1), factor: 0 });
    assert!(evaluate_groups(&[0.5], &ragged, None).is_err());
    assert!(evaluate_groups(&[], &[], None).is_err());
}

#[test]
fn ties_and_quarrels_are_told() {
    let input = counted(&[0.5, 0.5], &[&[5.0, 5.0, 0.0], &[0.0, 5.0, 5.0]]);
    let (_, warnings) = evaluate(&input, None).unwrap();
    assert_eq!(warnings, [Warning::FuzzyTie, Warning::FuzzyOperatorsDiffer]);
    let rounded = counted(&[0.333, 0.333, 0.333], &[&[1.0], &[1.0], &[1.0]]);
    assert_eq!(evaluate(&rounded, None).unwrap().1, [Warning::FuzzyWeightsNotOne]);
}

fn input() -> impl Strategy<Value = Counted> {
    (1_usize..6, 1_usize..6).prop_flat_map(|(factors, grades)| {
        let row = prop::collection::vec(0_u8..20, grades)
            .prop_filter("answers", |row| row.iter().any(|count| *count > 0));
        (prop::collection::vec(1_u32..100, factors), prop::collection::vec(row, factors)).prop_map(
            |(weights, counts)| {
                let sum = f64::from(weights.iter().sum::<u32>());
                Counted {
                    weights: weights.iter().map(|weight| f64::from(*weight) / sum).collect(),
                    counts: counts
                        .iter()
                        .map(|row| row.iter().map(|count| f64::from(*count)).collect())
                        .collect(),
                }
            },
        )
    })
}

proptest! {
    #[test]
    fn memberships_are_bounded_and_normalised(input in input()) {
        let grades = input.counts[0].len();
        let scores: Vec<f64> = (0..grades).map(|grade| grade as f64).collect();
        let (result, _) = evaluate(&input, Some(&scores)).unwrap();
        prop_assert_eq!(result.operators.len(), 4);
        for one in &result.operators {
            prop_assert!(one.memberships.iter().all(|b| (0.0..=1.0 + 1e-12).contains(b)));
            prop_assert!((one.normalised.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            prop_assert!((0.0..=grades as f64 - 1.0 + 1e-9).contains(&one.score.unwrap()));
            prop_assert!(!one.best.is_empty());
        }
        let [maxmin, maxprod, weighted, bounded] = &result.operators[..] else { unreachable!() };
        for grade in 0..grades {
            prop_assert!(maxprod.memberships[grade] <= maxmin.memberships[grade] + 1e-12);
            prop_assert!(maxprod.memberships[grade] <= weighted.memberships[grade] + 1e-12);
            prop_assert!(maxmin.memberships[grade] <= bounded.memberships[grade] + 1e-12);
        }
    }

    #[test]
    fn one_group_says_what_one_level_says_with_the_weighted_mean(input in input()) {
        let (one, _) = evaluate(&input, None).unwrap();
        let (two, _) = evaluate_groups(&[1.0], &[input], None).unwrap();
        for (a, b) in one.operators[2].memberships.iter().zip(&two.operators[2].memberships) {
            prop_assert!((a - b).abs() < 1e-12);
        }
    }

    #[test]
    fn the_order_of_factors_does_not_matter(input in input()) {
        let (one, _) = evaluate(&input, None).unwrap();
        let mut turned = input;
        turned.weights.reverse();
        turned.counts.reverse();
        let (other, _) = evaluate(&turned, None).unwrap();
        for (a, b) in one.operators.iter().zip(&other.operators) {
            for (a, b) in a.memberships.iter().zip(&b.memberships) {
                prop_assert!((a - b).abs() < 1e-12);
            }
        }
    }
}
