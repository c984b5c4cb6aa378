//! What holds for every survey.

#![cfg(test)]

use std::collections::BTreeMap;

use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOutcome};
use opinion::survey::design::Design;
use opinion::survey::estimate::{mean, total};
use opinion::survey::interval::{Count, Method, interval, interval_or_exact};
use opinion::survey::rake::{Margin, rake, trim};
use opinion::survey::special::{Tails, Unit, beta_quantile, beta_tails};
use opinion::survey::suppress::{Cell, Margins, Table, suppress};
use proptest::prelude::*;

/// What someone learns of a cell who knows the margins and all published cells, by linear
/// programming: the least and the greatest value it can have.
fn attack(table: &[Vec<u64>], hidden: &[Cell], target: Cell) -> (f64, f64) {
    let solve = |direction| {
        let mut problem = Problem::new(direction);
        let variables: Vec<_> = hidden
            .iter()
            .map(|cell| problem.add_var(f64::from(u8::from(*cell == target)), (0.0, f64::INFINITY)))
            .collect();
        let mut equal = |line: &dyn Fn(&Cell) -> bool| {
            let mut terms = Vec::new();
            let mut sum = 0.0;
            for (cell, variable) in hidden.iter().zip(&variables).filter(|it| line(it.0)) {
                terms.push((*variable, 1.0));
                sum += table[cell.0][cell.1] as f64;
            }
            if !terms.is_empty() {
                problem.add_constraint(terms.as_slice(), ComparisonOp::Eq, sum);
            }
        };
        (0..table.len()).for_each(|row| equal(&|cell| cell.0 == row));
        (0..table[0].len()).for_each(|column| equal(&|cell| cell.1 == column));
        match problem.solve().unwrap() {
            SolveOutcome::Solution(solution) => solution.objective(),
            SolveOutcome::Interrupted(_) => panic!("the attack was not finished"),
        }
    };
    (solve(OptimizationDirection::Minimize), solve(OptimizationDirection::Maximize))
}

fn check_hidden(rows: &[Vec<u64>], floor: u64, protect: u64) {
    let table = Table::new(rows).unwrap();
    let found = suppress(&table, floor, protect, Margins::Published).unwrap();
    let Some(extra) = found.extra else {
        // Then even hiding everything that is not zero leaves some small cell too narrow.
        let all: Vec<Cell> = (0..rows.len())
            .flat_map(|row| (0..rows[0].len()).map(move |column| (row, column)))
            .filter(|cell| rows[cell.0][cell.1] > 0)
            .collect();
        let narrow = found.primary.iter().any(|cell| !is_open(rows, &all, *cell, protect));
        assert!(narrow, "{rows:?} can be protected");
        return;
    };
    assert!(extra.iter().all(|cell| rows[cell.0][cell.1] >= floor), "{rows:?}");
    let hidden: Vec<Cell> = found.primary.iter().chain(&extra).copied().collect();
    for cell in &found.primary {
        assert!(is_open(rows, &hidden, *cell, protect), "{rows:?} gives {cell:?} away");
    }
}

fn is_open(rows: &[Vec<u64>], hidden: &[Cell], cell: Cell, protect: u64) -> bool {
    let (low, high) = attack(rows, hidden, cell);
    let value = rows[cell.0][cell.1];
    low <= value.saturating_sub(protect) as f64 + 1e-6 && high >= (value + protect) as f64 - 1e-6
}

fn tables() -> impl Strategy<Value = Vec<Vec<u64>>> {
    (2_usize..7, 2_usize..6, 6_u64..60).prop_flat_map(|(rows, columns, top)| {
        prop::collection::vec(prop::collection::vec(0..top, columns), rows)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn hidden_cells_stay_hidden(rows in tables(), floor in 2_u64..7, protect in 1_u64..6) {
        check_hidden(&rows, floor, protect);
    }

    #[test]
    fn raked_weights_are_positive_and_meet_the_margins(
        answers in prop::collection::vec((0_usize..2, 0_usize..3, 0.1_f64..5.0), 12..80),
        shares in (0.2_f64..0.8, 0.2_f64..0.4, 0.2_f64..0.4),
    ) {
        // One answer of each combination, so that the margins can be met.
        let all = (0..6).map(|at| (at % 2, at / 2, 1.0)).chain(answers);
        let answers: Vec<(usize, usize, f64)> = all.collect();
        let (sexes, ages) = (["f", "m"], ["a", "b", "c"]);
        let sizes = |names: &[&str], parts: &[f64]| -> BTreeMap<String, f64> {
            names.iter().zip(parts).map(|(name, part)| ((*name).to_owned(), part * 1e4)).collect()
        };
        let sex = sizes(&sexes, &[shares.0, 1.0 - shares.0]);
        let age = sizes(&ages, &[shares.1, shares.2, 1.0 - shares.1 - shares.2]);
        let raked = |answers: &[(usize, usize, f64)]| {
            let weights: Vec<f64> = answers.iter().map(|it| it.2).collect();
            let of_sex: Vec<&str> = answers.iter().map(|it| sexes[it.0]).collect();
            let of_age: Vec<&str> = answers.iter().map(|it| ages[it.1]).collect();
            let margins = vec![
                Margin::new("sex", &of_sex, &sex).unwrap(),
                Margin::new("age", &of_age, &age).unwrap(),
            ];
            rake(&weights, margins).unwrap()
        };
        let found = raked(&answers);
        prop_assert!(found.weights().iter().all(|weight| *weight > 0.0));
        prop_assert!(found.miss(found.weights()) < 1e-9);
        let turned: Vec<_> = answers.iter().rev().copied().collect();
        for (one, other) in found.weights().iter().zip(raked(&turned).weights().iter().rev()) {
            prop_assert!((one / other - 1.0).abs() < 1e-8, "order matters: {one}, {other}");
        }
        let trimmed = trim(found.weights(), 1.5).unwrap();
        let sum: f64 = trimmed.weights.iter().sum();
        prop_assert!((sum / 1e4 - 1.0).abs() < 1e-9);
        prop_assert!(trimmed.weights.iter().all(|weight| *weight <= trimmed.upper));
    }

    #[test]
    fn intervals_hold_the_estimate_and_grow(all in 1_u64..5000, part in 0.0_f64..=1.0) {
        let yes = (all as f64 * part).round() as u64;
        let count = Count::new(yes, all).unwrap();
        let (share, rounding) = (yes as f64 / all as f64, 1e-12);
        for method in Method::ALL {
            let narrow = interval(count, 0.9, method).unwrap();
            let wide = interval(count, 0.99, method).unwrap();
            prop_assert!(0.0 <= wide[0] && wide[1] <= 1.0, "{method:?}: {wide:?}");
            prop_assert!(wide[0] <= narrow[0] + rounding && narrow[1] <= wide[1] + rounding);
            // Jeffreys leaves the estimate out at the ends, by design.
            if method != Method::Jeffreys || (yes > 0 && yes < all) {
                prop_assert!(narrow[0] <= share + rounding && share <= narrow[1] + rounding);
            }
            let ([low, high], _) = interval_or_exact(count, 0.9, method).unwrap();
            prop_assert!(low < high);
            if yes < all {
                let more = interval(Count::new(yes + 1, all).unwrap(), 0.9, method).unwrap();
                let exact = !matches!(method, Method::Wald | Method::AgrestiCoull);
                prop_assert!(!exact || (narrow[0] <= more[0] && narrow[1] <= more[1]));
            }
        }
    }

    #[test]
    fn estimates_do_not_depend_on_the_order(
        rows in prop::collection::vec((0_u8..3, 0_u8..4, 0.5_f64..50.0, -9.0_f64..9.0), 30..90),
    ) {
        use opinion::survey::design::Lonely;
        let estimate = |rows: &[(u8, u8, f64, f64)]| {
            let names = ["a", "b", "c", "d"];
            let strata: Vec<&str> = rows.iter().map(|row| names[usize::from(row.0)]).collect();
            let units: Vec<&str> = rows.iter().map(|row| names[usize::from(row.1)]).collect();
            let weights = rows.iter().map(|row| row.2).collect();
            let design = Design::clustered(&strata, &units, weights, Lonely::Adjust).unwrap();
            let values: Vec<f64> = rows.iter().map(|row| row.3).collect();
            (mean(&design, &values).unwrap(), total(&design, &values).unwrap())
        };
        let turned: Vec<_> = rows.iter().rev().copied().collect();
        let (one, other) = (estimate(&rows), estimate(&turned));
        prop_assert!((one.0.value - other.0.value).abs() < 1e-9);
        prop_assert!((one.0.error.unwrap() - other.0.error.unwrap()).abs() < 1e-9);
        prop_assert!((one.1.error.unwrap() / other.1.error.unwrap() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_quantile_of_the_beta_distribution_has_its_probability(
        a in 0.05_f64..20_000.0, b in 0.05_f64..20_000.0, lower in 0.0005_f64..0.9995,
    ) {
        let at = beta_quantile(a, b, Tails { lower, upper: 1.0 - lower });
        let back = beta_tails(a, b, at);
        prop_assert!((back.lower - lower).abs() < 1e-10, "{back:?}");
        prop_assert!((Unit::from_logit(at.logit).x - at.x).abs() < 1e-15);
    }
}
