use super::*;

/// All patterns, one after the other: the reference for small tables.
fn by_trying(table: &Table, primary: &[usize], protect: i64) -> Option<(usize, i64)> {
    let problem = flow::Problem { table, primary, protect };
    let free: Vec<usize> = (0..table.counts.len())
        .filter(|cell| table.count(*cell) > 0 && !primary.contains(cell))
        .collect();
    let mut best = None;
    for pattern in 0_u32..1 << free.len() {
        let mut hidden = vec![false; table.counts.len()];
        primary.iter().for_each(|cell| hidden[*cell] = true);
        let extra: Vec<usize> =
            (0..free.len()).filter(|at| pattern >> at & 1 == 1).map(|at| free[at]).collect();
        let cost = (extra.len(), extra.iter().map(|cell| table.count(*cell)).sum());
        if best.is_some_and(|best| best <= cost) {
            continue;
        }
        extra.iter().for_each(|cell| hidden[*cell] = true);
        if problem.needs().iter().all(|need| problem.moved(&hidden, need).0 >= need.units) {
            best = Some(cost);
        }
    }
    best
}

/// A small deterministic source of tables.
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

#[test]
fn the_pattern_is_the_best_of_all() {
    let mut state = 7;
    let mut infeasible = 0;
    for _ in 0..300 {
        let (rows, columns) = (2 + next(&mut state) % 3, 2 + next(&mut state) % 2);
        let top = 4 + next(&mut state) % 20;
        let rows: Vec<Vec<u64>> =
            (0..rows).map(|_| (0..columns).map(|_| next(&mut state) % top).collect()).collect();
        let table = Table::new(&rows).unwrap();
        let found = suppress(&table, 4, 3, Margins::Published).unwrap();
        let primary: Vec<usize> =
            found.primary.iter().map(|(row, column)| row * table.columns + column).collect();
        let cost = found
            .extra
            .as_ref()
            .map(|extra| (extra.len(), extra.iter().map(|cell| rows[cell.0][cell.1] as i64).sum()));
        infeasible += usize::from(cost.is_none());
        assert_eq!(cost, by_trying(&table, &primary, 3), "{rows:?}");
        assert!(found.warnings.is_empty());
    }
    assert!(infeasible > 10 && infeasible < 200, "{infeasible} tables cannot be protected");
}

#[test]
fn refusals_name_the_field() {
    let table = Table::new(&[vec![1, 9], vec![12, 20]]).unwrap();
    for (floor, protect, field) in [(0, 3, "min_cell"), (5, 0, "protect")] {
        let error = suppress(&table, floor, protect, Margins::Published).unwrap_err();
        assert_eq!(error.field(), field);
    }
    for rows in [vec![], vec![vec![]], vec![vec![1, 2], vec![3]], vec![vec![MAX_COUNT + 1]]] {
        assert_eq!(Table::new(&rows).unwrap_err().field(), "table");
    }
}

#[test]
fn without_margins_only_small_cells_are_hidden() {
    let table = Table::new(&[vec![1, 9], vec![12, 0]]).unwrap();
    let found = suppress(&table, 5, 3, Margins::Withheld).unwrap();
    assert_eq!((found.primary, found.extra), (vec![(0, 0)], Some(vec![])));
}

#[test]
fn a_lone_row_cannot_be_protected() {
    let table = Table::new(&[vec![1, 9, 30]]).unwrap();
    let found = suppress(&table, 5, 3, Margins::Published).unwrap();
    assert_eq!(found.extra, None);
}
