//! How far a hidden cell can be moved while margins and published cells stay.

use std::collections::VecDeque;

use super::Table;

/// A table, the cells that have to be protected, and by how much.
pub(super) struct Problem<'a> {
    pub table: &'a Table,
    pub primary: &'a [usize],
    pub protect: i64,
}

/// A requirement: a primary cell has to be able to grow, or to shrink.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Need {
    pub cell: usize,
    pub grows: bool,
    pub units: i64,
}

/// The cells of a cut that is too narrow: those that could widen it, each with what it adds.
pub(super) struct Cut {
    pub short: i64,
    pub crossing: Vec<(usize, i64)>,
}

/// More than any flow here can be.
pub(super) const FREE: i64 = i64::MAX / 4;

impl Problem<'_> {
    /// All requirements, in order.
    pub fn needs(&self) -> Vec<Need> {
        let of = |cell: &usize| {
            let down = self.protect.min(self.table.count(*cell));
            [
                Need { cell: *cell, grows: true, units: self.protect },
                Need { cell: *cell, grows: false, units: down },
            ]
        };
        self.primary.iter().flat_map(of).collect()
    }

    /// The cut that keeps a requirement from being met by the hidden cells, over all cells that
    /// `allowed` tells could be hidden as well; `None` when it is met.
    pub fn cut(&self, hidden: &[bool], allowed: &[bool], need: &Need) -> Option<Cut> {
        let (moved, reached) = self.moved(hidden, need);
        if moved >= need.units {
            return None;
        }
        let table = self.table;
        let mut crossing = Vec::new();
        for row in 0..table.rows {
            for column in 0..table.columns {
                let cell = row * table.columns + column;
                let out = (reached[row], reached[table.rows + column]);
                let room = match out {
                    (true, false) => FREE,
                    (false, true) => table.count(cell),
                    _ => 0,
                };
                if room > 0 && cell != need.cell && allowed[cell] && !hidden[cell] {
                    crossing.push((cell, room.min(need.units)));
                }
            }
        }
        Some(Cut { short: need.units - moved, crossing })
    }

    /// The units by which a cell can be moved, at most those needed, and the rows and columns that
    /// more could come from.
    ///
    /// A flow from a row to a column takes units away from the cell between them by adding them to
    /// others in the row: an edge row to column is a cell that grows (without end), and column to
    /// row one that shrinks (by its count). The cell itself shrinks by a flow from its row to its
    /// column, and grows by one from its column to its row.
    pub fn moved(&self, hidden: &[bool], need: &Need) -> (i64, Vec<bool>) {
        let mut net = Net::new(self.table, hidden, need);
        let mut total = 0;
        loop {
            let before = net.reach();
            let reached = before.iter().map(Option::is_some).collect();
            if total >= need.units || before[net.sink].is_none() {
                return (total, reached);
            }
            total += net.push(&before, need.units - total);
        }
    }
}

/// The residual graph of hidden cells: `grown` units have been added to each.
struct Net<'a> {
    table: &'a Table,
    hidden: &'a [bool],
    skip: usize,
    grown: Vec<i64>,
    source: usize,
    sink: usize,
}

impl<'a> Net<'a> {
    fn new(table: &'a Table, hidden: &'a [bool], need: &Need) -> Self {
        let (row, column) = (need.cell / table.columns, table.rows + need.cell % table.columns);
        let (source, sink) = if need.grows { (column, row) } else { (row, column) };
        Self { table, hidden, skip: need.cell, grown: vec![0; table.counts.len()], source, sink }
    }

    /// Room from one node to another, over the cell between them.
    fn room(&self, cell: usize, from_row: bool) -> i64 {
        if !self.hidden[cell] || cell == self.skip {
            0
        } else if from_row {
            FREE
        } else {
            self.table.count(cell) + self.grown[cell]
        }
    }

    /// For each node the node it is reached from; the source from itself.
    fn reach(&self) -> Vec<Option<usize>> {
        let (rows, columns) = (self.table.rows, self.table.columns);
        let mut before = vec![None; rows + columns];
        before[self.source] = Some(self.source);
        let mut queue = VecDeque::from([self.source]);
        while let Some(node) = queue.pop_front() {
            let from_row = node < rows;
            let ends = if from_row { rows..rows + columns } else { 0..rows };
            for end in ends {
                if before[end].is_none() && self.room(self.cell(node, end), from_row) > 0 {
                    before[end] = Some(node);
                    if end == self.sink {
                        return before;
                    }
                    queue.push_back(end);
                }
            }
        }
        before
    }

    fn cell(&self, one: usize, other: usize) -> usize {
        one.min(other) * self.table.columns + one.max(other) - self.table.rows
    }

    fn push(&mut self, before: &[Option<usize>], most: i64) -> i64 {
        let mut path = Vec::new();
        let mut node = self.sink;
        while node != self.source {
            let Some(from) = before[node] else { break };
            path.push((self.cell(from, node), from < self.table.rows));
            node = from;
        }
        let step = path.iter().map(|(cell, from_row)| self.room(*cell, *from_row)).min();
        let step = step.unwrap_or(0).min(most);
        for (cell, from_row) in path {
            self.grown[cell] += if from_row { step } else { -step };
        }
        step
    }
}
