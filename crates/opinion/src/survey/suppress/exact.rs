//! The pattern with the fewest further cells, and of those the least total, by branch and bound.
//!
//! A pattern that does not protect has a cut that is too narrow, and every pattern that does hides
//! cells that cross it. So the search takes one such cut and tries each cell that crosses it, with
//! those tried before left open. Cuts without a common cell add up to a bound.

use std::collections::BTreeSet;

use super::flow::{Cut, Need, Problem};

/// Cells that may be visited before the search gives up its proof: seconds for a table that could
/// be solved, a moment for one that is too large for it.
const MOST_VISITS: u64 = 600_000_000;
const MOST_VISITS_LARGE: u64 = 60_000_000;
/// Cells from which a table is large.
const LARGE: usize = 256;

/// How many cells, and the total in them.
type Cost = (usize, i64);

/// The best pattern that was found, starting from a good one, and whether it is proven.
pub(super) fn pattern(problem: &Problem<'_>, good: BTreeSet<usize>) -> (BTreeSet<usize>, bool) {
    let table = problem.table;
    let mut hidden = vec![false; table.counts.len()];
    for cell in problem.primary {
        hidden[*cell] = true;
    }
    let allowed = table.counts.iter().map(|count| *count > 0).collect();
    let cost = (good.len(), good.iter().map(|cell| table.count(*cell)).sum());
    let needs = problem.needs();
    let most = if table.counts.len() < LARGE { MOST_VISITS } else { MOST_VISITS_LARGE };
    let mut search = Search { problem, needs, hidden, allowed, best: good, cost, visits: 0, most };
    search.branch((0, 0));
    let proven = search.visits <= search.most;
    (search.best, proven)
}

struct Search<'a> {
    problem: &'a Problem<'a>,
    needs: Vec<Need>,
    hidden: Vec<bool>,
    allowed: Vec<bool>,
    best: BTreeSet<usize>,
    cost: Cost,
    visits: u64,
    most: u64,
}

impl Search<'_> {
    fn branch(&mut self, spent: Cost) {
        let Some(cuts) = self.cuts() else { return };
        let Some(bound) = self.bound(&cuts) else { return };
        if (spent.0 + bound.0, spent.1 + bound.1) >= self.cost {
            return;
        }
        let Some(cut) = cuts.into_iter().min_by_key(|cut| cut.crossing.len()) else {
            self.keep(spent);
            return;
        };
        let mut cells: Vec<usize> = cut.crossing.iter().map(|(cell, _)| *cell).collect();
        cells.sort_by_key(|cell| (self.problem.table.count(*cell), *cell));
        for cell in &cells {
            self.hidden[*cell] = true;
            self.branch((spent.0 + 1, spent.1 + self.problem.table.count(*cell)));
            self.hidden[*cell] = false;
            self.allowed[*cell] = false;
            if self.visits > self.most {
                break;
            }
        }
        for cell in cells {
            self.allowed[cell] = true;
        }
    }

    /// The cuts that are too narrow; `None` when the budget is spent.
    fn cuts(&mut self) -> Option<Vec<Cut>> {
        let cells = self.problem.table.counts.len() as u64;
        let mut cuts = Vec::new();
        for need in &self.needs {
            self.visits += 3 * cells;
            if self.visits > self.most {
                return None;
            }
            cuts.extend(self.problem.cut(&self.hidden, &self.allowed, need));
        }
        Some(cuts)
    }

    /// At least this much more has to be hidden; `None` when a cut cannot be widened any more.
    fn bound(&self, cuts: &[Cut]) -> Option<Cost> {
        let mut costs = Vec::with_capacity(cuts.len());
        for cut in cuts {
            costs.push((self.least(cut)?, cut));
        }
        // Narrow and dear cuts first: they leave room for others beside them.
        costs.sort_by_key(|(cost, cut)| (cut.crossing.len() / cost.0.max(1), cut.crossing.len()));
        let mut used = BTreeSet::new();
        let mut bound = (0, 0);
        for (cost, cut) in costs {
            if cut.crossing.iter().all(|(cell, _)| !used.contains(cell)) {
                used.extend(cut.crossing.iter().map(|(cell, _)| *cell));
                bound = (bound.0 + cost.0, bound.1 + cost.1);
            }
        }
        Some(bound)
    }

    /// What widening one cut costs at least.
    fn least(&self, cut: &Cut) -> Option<Cost> {
        let mut rooms: Vec<i64> = cut.crossing.iter().map(|(_, room)| *room).collect();
        rooms.sort_unstable_by(|one, other| other.cmp(one));
        let (mut short, mut cells) = (cut.short, 0);
        for room in rooms {
            if short <= 0 {
                break;
            }
            short -= room;
            cells += 1;
        }
        if short > 0 {
            return None;
        }
        let table = self.problem.table;
        let mut counts: Vec<i64> = cut.crossing.iter().map(|it| table.count(it.0)).collect();
        counts.sort_unstable();
        Some((cells, counts.iter().take(cells).sum()))
    }

    fn keep(&mut self, cost: Cost) {
        let primary: BTreeSet<usize> = self.problem.primary.iter().copied().collect();
        let extra = |cell: &usize| self.hidden[*cell] && !primary.contains(cell);
        self.best = (0..self.hidden.len()).filter(extra).collect();
        self.cost = cost;
    }
}
