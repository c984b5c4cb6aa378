//! A good pattern for tables of any size: cheapest paths, then taking back what is not needed.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use super::Table;
use super::flow::{FREE, Need, Problem};

/// Cells that may be visited while cells are taken back.
const MOST_VISITS: usize = 100_000_000;

/// Further cells that protect, or `None` when hiding every cell that is not zero does not.
pub(super) fn pattern(problem: &Problem<'_>) -> Option<BTreeSet<usize>> {
    let table = problem.table;
    let mut hidden = vec![false; table.counts.len()];
    for cell in problem.primary {
        hidden[*cell] = true;
    }
    let needs = problem.needs();
    for need in &needs {
        Search::new(table, need).satisfy(&mut hidden, need)?;
    }
    take_back(problem, &needs, &mut hidden);
    let primary: BTreeSet<usize> = problem.primary.iter().copied().collect();
    let extra = |cell: &usize| hidden[*cell] && !primary.contains(cell);
    Some((0..hidden.len()).filter(extra).collect())
}

/// Of the given hidden cells those that are enough for the problem's primary ones.
pub(super) fn fewer(problem: &Problem<'_>, given: &BTreeSet<usize>) -> Vec<usize> {
    let primary = problem.primary.iter();
    let mut hidden = vec![false; problem.table.counts.len()];
    for cell in given.iter().chain(primary) {
        if let Some(flag) = hidden.get_mut(*cell) {
            *flag = true;
        }
    }
    take_back(problem, &problem.needs(), &mut hidden);
    (0..hidden.len()).filter(|cell| hidden[*cell]).collect()
}

/// Shows cells again, the largest first, as long as everything stays protected.
fn take_back(problem: &Problem<'_>, needs: &[Need], hidden: &mut [bool]) {
    let table = problem.table;
    let primary: BTreeSet<usize> = problem.primary.iter().copied().collect();
    let mut extra: Vec<usize> =
        (0..hidden.len()).filter(|cell| hidden[*cell] && !primary.contains(cell)).collect();
    extra.sort_by_key(|cell| (Reverse(table.count(*cell)), *cell));
    let mut visits = 0_usize;
    for cell in extra {
        hidden[cell] = false;
        let enough = needs.iter().all(|need| {
            visits = visits.saturating_add(2 * table.counts.len());
            visits <= MOST_VISITS && problem.moved(hidden, need).0 >= need.units
        });
        if !enough {
            hidden[cell] = true;
        }
        if visits > MOST_VISITS {
            return;
        }
    }
}

/// Cost of hiding more cells: how many, then how much is in them.
type Cost = (i64, i64);

/// A flow that may hide cells on its way.
struct Search<'a> {
    table: &'a Table,
    skip: usize,
    grown: Vec<i64>,
    source: usize,
    sink: usize,
}

impl<'a> Search<'a> {
    fn new(table: &'a Table, need: &Need) -> Self {
        let (row, column) = (need.cell / table.columns, table.rows + need.cell % table.columns);
        let (source, sink) = if need.grows { (column, row) } else { (row, column) };
        Self { table, skip: need.cell, grown: vec![0; table.counts.len()], source, sink }
    }

    fn satisfy(&mut self, hidden: &mut [bool], need: &Need) -> Option<()> {
        let mut left = need.units;
        while left > 0 {
            // One walk that carries all that is left hides fewer cells than several.
            let path = self.cheapest(hidden, left).or_else(|| self.cheapest(hidden, 1))?;
            let room = path.iter().map(|(cell, grows)| self.room(*cell, *grows)).min()?;
            let step = room.min(left);
            for (cell, grows) in path {
                self.grown[cell] += if grows { step } else { -step };
                hidden[cell] = true;
            }
            left -= step;
        }
        Some(())
    }

    fn room(&self, cell: usize, grows: bool) -> i64 {
        if cell == self.skip || self.table.count(cell) == 0 {
            0
        } else if grows {
            FREE
        } else {
            self.table.count(cell) + self.grown[cell]
        }
    }

    /// The walk from source to sink that hides least, among those with room for `least` units.
    fn cheapest(&self, hidden: &[bool], least: i64) -> Option<Vec<(usize, bool)>> {
        let (rows, columns) = (self.table.rows, self.table.columns);
        let mut best: Vec<Option<(Cost, usize)>> = vec![None; rows + columns];
        let mut heap = BinaryHeap::from([Reverse(((0_i64, 0_i64), self.source, self.source))]);
        while let Some(Reverse((cost, node, from))) = heap.pop() {
            if best[node].is_some() {
                continue;
            }
            best[node] = Some((cost, from));
            if node == self.sink {
                break;
            }
            let grows = node < rows;
            let ends = if grows { rows..rows + columns } else { 0..rows };
            for end in ends.filter(|end| best[*end].is_none()) {
                let cell = self.cell(node, end);
                if self.room(cell, grows) >= least {
                    let more = if hidden[cell] { (0, 0) } else { (1, self.table.count(cell)) };
                    heap.push(Reverse(((cost.0 + more.0, cost.1 + more.1), end, node)));
                }
            }
        }
        let mut path = Vec::new();
        let mut node = self.sink;
        while node != self.source {
            let (_, from) = best[node]?;
            path.push((self.cell(from, node), from < rows));
            node = from;
        }
        Some(path)
    }

    fn cell(&self, one: usize, other: usize) -> usize {
        one.min(other) * self.table.columns + one.max(other) - self.table.rows
    }
}
