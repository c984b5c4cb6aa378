use proptest::prelude::*;

use super::*;
use crate::warning::Warning;

fn table(rows: &[&[Option<f64>]]) -> Vec<Vec<Option<f64>>> {
    rows.iter().map(|row| row.to_vec()).collect()
}

fn full(rows: &[&[f64]]) -> Vec<Vec<Option<f64>>> {
    rows.iter().map(|row| row.iter().copied().map(Some).collect()).collect()
}

#[test]
fn what_is_wrong_is_named() {
    let ragged = table(&[&[Some(1.0), Some(2.0)], &[Some(1.0)]]);
    assert_eq!(Ratings::new(&ragged), Err(AgreementError::Shape { rater: 1 }));
    assert_eq!(kendall(&ragged).unwrap_err(), AgreementError::Shape { rater: 1 });
    for wild in [f64::NAN, f64::INFINITY, -1e300] {
        let rows = full(&[&[1.0, 2.0], &[1.0, wild]]);
        let error = AgreementError::OutOfRange { rater: 1, unit: 1 };
        assert_eq!(Ratings::new(&rows).unwrap_err(), error);
        assert_eq!(kendall(&rows).unwrap_err(), error);
    }
    for empty in [vec![], vec![vec![]]] {
        assert_eq!(Ratings::new(&empty), Err(AgreementError::Empty));
        assert_eq!(kendall(&empty), Err(AgreementError::Empty));
    }
    assert_eq!(kendall(&full(&[&[1.0], &[2.0]])), Err(AgreementError::TooFew));
    let missing = table(&[&[Some(1.0), Some(2.0)], &[Some(1.0), None]]);
    assert_eq!(kendall(&missing).unwrap_err(), AgreementError::Missing { rater: 1, unit: 1 });
}

#[test]
fn one_rater_agrees_with_nobody() {
    let (result, warnings) = kendall(&full(&[&[1.0, 2.0, 3.0]])).unwrap();
    assert_eq!((result.w, result.p, result.mean_spearman), (None, None, None));
    assert!(warnings.contains(&Warning::AgreementUndefined));
}

#[test]
fn where_experts_disagree_is_told() {
    let rows = full(&[&[1.0, 5.0, 3.0, 2.0], &[1.0, 1.0, 3.0, 2.0], &[1.0, 5.0, 3.0, 3.0]]);
    let ratings = Ratings::new(&rows).unwrap();
    for measurement in Measurement::ALL {
        let parts = disagreements(&ratings, measurement);
        assert_eq!(parts.iter().map(|part| part.unit).collect::<Vec<_>>(), [1, 3]);
        assert!((parts.iter().map(|part| part.share).sum::<f64>() - 1.0).abs() < 1e-12);
    }
}

#[test]
fn negative_ratings_have_no_ratio_scale() {
    let ratings = Ratings::new(&full(&[&[1.0, -1.0], &[-1.0, 1.0]])).unwrap();
    assert_eq!(alpha(&ratings, Measurement::Ratio).value, None);
    assert!(alpha(&ratings, Measurement::Interval).value.is_some());
    assert!(ratings.warnings().contains(&Warning::AgreementNegativeRatio));
}

#[test]
fn readings_have_their_bounds() {
    let table = [
        (None, Reading::Undefined),
        (Some(1.0), Reading::Reliable),
        (Some(0.8), Reading::Reliable),
        (Some(0.79), Reading::Tentative),
        (Some(0.667), Reading::Tentative),
        (Some(0.5), Reading::Weak),
        (Some(0.0), Reading::Chance),
        (Some(-0.2), Reading::Chance),
    ];
    for (alpha, reading) in table {
        assert_eq!(Reading::of_alpha(alpha), reading, "{alpha:?}");
    }
    assert_eq!(Reading::of_concordance(Some(0.9), Some(0.2)), Reading::Chance);
    assert_eq!(Reading::of_concordance(Some(0.9), Some(0.01)), Reading::Reliable);
    assert_eq!(Reading::of_concordance(Some(0.5), Some(0.01)), Reading::Tentative);
    assert_eq!(Reading::of_concordance(Some(0.1), Some(0.01)), Reading::Weak);
    assert_eq!(Reading::of_concordance(None, None), Reading::Undefined);
}

#[test]
fn a_low_alpha_of_near_ratings_is_no_disagreement() {
    // Four experts, three factors of R about 0.2; no two differ by more than 0.03.
    let near: &[&[f64]] =
        &[&[0.20, 0.21, 0.19], &[0.21, 0.19, 0.21], &[0.19, 0.20, 0.20], &[0.22, 0.21, 0.19]];
    let ratings = Ratings::new(&full(near)).unwrap();
    let found = alpha(&ratings, Measurement::Interval);
    assert!(found.value.unwrap() < 0.1, "{:?}", found.value);
    let gap = widest_gap(&ratings);
    assert!((gap.unwrap() - 0.03).abs() < 1e-12);
    assert_eq!(found.reading.within(gap, 0.04), Reading::Close);
    assert_eq!(found.reading.within(Some(0.28 - 0.24), 0.04), Reading::Close, "one whole step");
    // The same pattern ten times as wide is a disagreement.
    let far: Vec<Vec<f64>> =
        near.iter().map(|row| row.iter().map(|r| (r - 0.15) * 10.0).collect()).collect();
    let far = Ratings::new(&full(&far.iter().map(Vec::as_slice).collect::<Vec<_>>())).unwrap();
    let reading = alpha(&far, Measurement::Interval).reading;
    assert_eq!(reading.within(widest_gap(&far), 0.04), reading);
    // One factor apart is enough, and a good alpha stays one.
    assert_eq!(Reading::Weak.within(Some(0.05), 0.04), Reading::Weak);
    assert_eq!(Reading::Tentative.within(gap, 0.04), Reading::Tentative);
    assert_eq!(Reading::Undefined.within(None, 0.04), Reading::Undefined);
    let apart = Ratings::new(&[vec![Some(0.1), None], vec![None, Some(0.2)]]).unwrap();
    assert_eq!(widest_gap(&apart), None);
}

type Distance<'a> = &'a dyn Fn(f64, f64) -> f64;

/// Alpha by its definition: pairs within things over pairs of all.
fn by_definition(rows: &[Vec<Option<f64>>], distance: Distance<'_>) -> f64 {
    let units: Vec<Vec<f64>> = (0..rows[0].len())
        .map(|unit| rows.iter().filter_map(|row| row[unit]).collect::<Vec<f64>>())
        .filter(|values| values.len() > 1)
        .collect();
    let pairs = |values: &[f64]| -> f64 {
        values.iter().flat_map(|a| values.iter().map(|b| distance(*a, *b))).sum()
    };
    let all: Vec<f64> = units.concat();
    let observed: f64 =
        units.iter().map(|values| pairs(values) / (values.len() as f64 - 1.0)).sum();
    1.0 - (all.len() as f64 - 1.0) * observed / pairs(&all)
}

fn ratings() -> impl Strategy<Value = Vec<Vec<Option<f64>>>> {
    (1_usize..6, 1_usize..12).prop_flat_map(|(raters, units)| {
        let cell = prop::option::weighted(0.8, (0_u8..6).prop_map(f64::from));
        prop::collection::vec(prop::collection::vec(cell, units), raters)
    })
}

fn scores() -> impl Strategy<Value = Vec<Vec<Option<f64>>>> {
    (2_usize..8, 2_usize..10).prop_flat_map(|(raters, things)| {
        let cell = (0_u8..8).prop_map(|value| Some(f64::from(value)));
        prop::collection::vec(prop::collection::vec(cell, things), raters)
    })
}

proptest! {
    #[test]
    fn alpha_is_what_its_definition_says(rows in ratings()) {
        let ratings = Ratings::new(&rows).unwrap();
        let ordinal_counts: Vec<f64> = (0..rows[0].len())
            .map(|unit| rows.iter().filter_map(|row| row[unit]).collect::<Vec<f64>>())
            .filter(|values| values.len() > 1)
            .flatten()
            .collect();
        let middle = |value: f64| {
            let below = ordinal_counts.iter().filter(|other| **other < value).count();
            let equal = ordinal_counts.iter().filter(|other| **other == value).count();
            below as f64 + equal as f64 / 2.0
        };
        let square = |x: f64| x * x;
        let distances: [(Measurement, Distance<'_>); 4] = [
            (Measurement::Nominal, &|a, b| f64::from(u8::from(a != b))),
            (Measurement::Ordinal, &|a, b| square(middle(a) - middle(b))),
            (Measurement::Interval, &|a, b| square(a - b)),
            (Measurement::Ratio, &|a, b| if a + b == 0.0 { 0.0 } else { square((a - b) / (a + b)) }),
        ];
        for (measurement, distance) in distances {
            let found = alpha(&ratings, measurement);
            if let Some(value) = found.value {
                prop_assert!(value <= 1.0 + 1e-12);
                prop_assert!((value - by_definition(&rows, distance)).abs() < 1e-10);
            } else {
                prop_assert!(by_definition(&rows, distance).is_nan());
            }
        }
    }

    #[test]
    fn alpha_ignores_the_order_of_raters_and_things(rows in ratings()) {
        let mut turned: Vec<Vec<Option<f64>>> = rows.clone();
        turned.reverse();
        turned.iter_mut().for_each(|row| row.reverse());
        let (one, other) = (Ratings::new(&rows).unwrap(), Ratings::new(&turned).unwrap());
        for measurement in Measurement::ALL {
            match (alpha(&one, measurement).value, alpha(&other, measurement).value) {
                (Some(a), Some(b)) => prop_assert!((a - b).abs() < 1e-12),
                (a, b) => prop_assert_eq!(a, b),
            }
        }
    }

    #[test]
    fn w_lies_between_0_and_1_and_knows_no_scale(rows in scores()) {
        let (result, _) = kendall(&rows).unwrap();
        if let Some(w) = result.w {
            prop_assert!((0.0..=1.0).contains(&w));
            prop_assert!((0.0..=1.0).contains(&result.p.unwrap()));
            prop_assert!(result.without_ties.unwrap() <= w + 1e-12);
        }
        let scaled: Vec<Vec<Option<f64>>> = rows
            .iter()
            .map(|row| row.iter().map(|cell| cell.map(|value| value.exp() * 3.0)).collect())
            .collect();
        prop_assert_eq!(kendall(&scaled).unwrap().0, result);
    }
}
