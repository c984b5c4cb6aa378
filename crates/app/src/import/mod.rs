//! Import of lists as people keep them: CSV and XLSX files are read with
//! limits, every cell says what was understood and why the rest was left empty,
//! every row waits in the staging list until a person confirms it, and only
//! then becomes a matter, through the same use case as the registration form.
//!
//! Order: [`read_table`] → [`dry_run`] → [`stage`] → [`confirm`];
//! [`import_file`] goes the whole way for the command line.

mod cells;
mod confirm;
mod csv;
mod dates;
mod fault;
mod file;
mod follow;
mod indicators;
mod place;
mod plan;
mod propose;
mod report;
mod row;
mod said;
mod stage;
mod table;
#[cfg(test)]
pub(crate) mod tests;
mod title;
mod understood;
mod unit;
mod words;
mod xlsx;

pub use self::{
    confirm::{Action, Choice, RowDone, confirm},
    csv::decode as decode_text,
    fault::{FileRefusal, Limits, Note},
    file::read_file,
    follow::next_to_screen,
    indicators::{Indicator, IndicatorPlan, StageTotal, check_indicators, check_scoring},
    plan::{Plan, dry_run},
    propose::{Hit, Proposal, ScreeningProposal, screening},
    report::{ImportError, Report, RowReport, import_file},
    said::{Words, period, screened},
    stage::{Staged, batches, stage, staged_rows},
    table::{Column, Field, Table, TableRow, read_table},
    understood::{Candidate, CellPlan, CellState, PlacePlan, RowOutcome, RowPlan, UnitPlan},
};

pub(crate) use self::{
    table::{HEADER_WITHIN, RawRow, cell_fault, names_residents, read_rows},
    words::plain,
};

/// The name of a division of China by its code (GB/T 2260, revision 201612).
#[must_use]
pub fn division_name(code: &str) -> Option<&'static str> {
    place::name(code)
}
