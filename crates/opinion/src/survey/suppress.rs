//! Which cells of a published table have to be hidden.
//!
//! A count from 1 to below a floor could point at someone, so it is hidden (primary). Whoever
//! knows the margins can then work it out unless further cells are hidden as well. A pattern
//! protects when every primary cell stays open to everything from x − protect (or 0) to
//! x + protect for someone who knows all margins and all published cells. Among those patterns the
//! best hides the fewest further cells, and among these the least total.
//!
//! Hidden cells are edges between rows and columns; margins stay when units move round a closed
//! walk on which cells grow and shrink in turn. How far one cell can move is thus a largest flow
//! ([`flow`]), exact in integers. The least pattern is a set that crosses every cut that is too
//! narrow ([`exact`]); large tables get a good pattern by cheapest paths ([`fast`]), checked by the
//! same flows.

mod exact;
mod fast;
mod flow;

use std::collections::BTreeSet;

use super::{SurveyError, Warning};

/// Most cells of one table.
pub const MAX_CELLS: usize = 20_000;
/// Largest count, and largest protection.
pub const MAX_COUNT: u64 = 1_000_000_000_000;

/// A cell by its row and column, from 0.
pub type Cell = (usize, usize);

/// Whether the sums of rows and columns are published with the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Margins {
    /// They are: subtraction is possible.
    Published,
    /// They are not.
    Withheld,
}

/// A table of counts, each row as long as the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub(crate) rows: usize,
    pub(crate) columns: usize,
    pub(crate) counts: Vec<i64>,
}

impl Table {
    /// A table from its rows.
    ///
    /// # Errors
    /// [`SurveyError`] when it is empty, has rows of different length, more than [`MAX_CELLS`]
    /// cells or a count above [`MAX_COUNT`].
    pub fn new(rows: &[Vec<u64>]) -> Result<Self, SurveyError> {
        let columns = rows.first().map_or(0, Vec::len);
        let wrong = |problem| SurveyError::Shape { field: "table", problem };
        if columns == 0 {
            return Err(wrong("it is empty"));
        }
        if rows.iter().any(|row| row.len() != columns) {
            return Err(wrong("its rows differ in length"));
        }
        if rows.len().saturating_mul(columns) > MAX_CELLS {
            return Err(wrong("it has more than 20000 cells"));
        }
        let counts: Option<Vec<i64>> = rows
            .iter()
            .flatten()
            .map(|count| i64::try_from(*count).ok().filter(|_| *count <= MAX_COUNT))
            .collect();
        let counts = counts.ok_or_else(|| wrong("a count is above 1e12"))?;
        Ok(Self { rows: rows.len(), columns, counts })
    }

    pub(crate) fn count(&self, cell: usize) -> i64 {
        self.counts.get(cell).copied().unwrap_or(0)
    }

    fn place(&self, cell: usize) -> Cell {
        (cell / self.columns, cell % self.columns)
    }
}

/// What to hide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// Cells with 0 < count < floor, in order.
    pub primary: Vec<Cell>,
    /// Further cells to hide, in order; `None` when nothing protects the primary cells while the
    /// margins are published: merge rows or columns, or withhold the margins.
    pub extra: Option<Vec<Cell>>,
    /// What the reader should know.
    pub warnings: Vec<Warning>,
}

/// Finds the cells to hide.
///
/// # Errors
/// [`SurveyError::Range`] unless the floor is 1 to [`MAX_COUNT`] and the protection 1 to
/// [`MAX_COUNT`]: a cell that can be worked out is not hidden.
pub fn suppress(
    table: &Table,
    floor: u64,
    protect: u64,
    margins: Margins,
) -> Result<Suppression, SurveyError> {
    let (floor, protect) = (bound("min_cell", floor)?, bound("protect", protect)?);
    let small = |cell: &usize| (1..floor).contains(&table.count(*cell));
    let primary: Vec<usize> = (0..table.counts.len()).filter(small).collect();
    let (extra, warnings) = match margins {
        Margins::Withheld => (Some(BTreeSet::new()), Vec::new()),
        Margins::Published => protecting(table, &primary, protect),
    };
    let places = |cells: &mut dyn Iterator<Item = usize>| cells.map(|it| table.place(it)).collect();
    Ok(Suppression {
        extra: extra.map(|extra| places(&mut extra.into_iter())),
        primary: places(&mut primary.into_iter()),
        warnings,
    })
}

/// Of the cells that are hidden from a wider audience that knows the margins, those that have to stay hidden from a
/// narrower one with a lower floor. What the two audiences see then adds up to what the narrower one
/// sees, so that nothing follows from laying both tables side by side.
///
/// # Errors
/// As [`suppress`].
pub fn nested(
    table: &Table,
    hidden: &[Cell],
    floor: u64,
    protect: u64,
) -> Result<Vec<Cell>, SurveyError> {
    let (floor, protect) = (bound("min_cell", floor)?, bound("protect", protect)?);
    let places: BTreeSet<usize> = hidden
        .iter()
        .filter(|(row, column)| *row < table.rows && *column < table.columns)
        .map(|(row, column)| row * table.columns + column)
        .collect();
    let small = |cell: &usize| (1..floor).contains(&table.count(*cell));
    let primary: Vec<usize> = (0..table.counts.len()).filter(small).collect();
    let problem = flow::Problem { table, primary: &primary, protect };
    let kept = fast::fewer(&problem, &places);
    Ok(kept.into_iter().map(|cell| table.place(cell)).collect())
}

fn bound(field: &'static str, value: u64) -> Result<i64, SurveyError> {
    let fits = (1..=MAX_COUNT).contains(&value);
    #[expect(clippy::cast_precision_loss, reason = "only told to the reader")]
    SurveyError::unless(fits, field, value as f64, "1 to 1e12")?;
    Ok(i64::try_from(value).unwrap_or(i64::MAX))
}

fn protecting(
    table: &Table,
    primary: &[usize],
    protect: i64,
) -> (Option<BTreeSet<usize>>, Vec<Warning>) {
    let problem = flow::Problem { table, primary, protect };
    let Some(good) = fast::pattern(&problem) else {
        return (None, Vec::new());
    };
    let (best, proven) = exact::pattern(&problem, good);
    (Some(best), if proven { Vec::new() } else { vec![Warning::NotProvenBest] })
}

#[cfg(test)]
#[path = "suppress_tests.rs"]
mod tests;
