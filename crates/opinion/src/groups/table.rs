//! Votes as a table: who saw what is known to this module only as rows without names.

use std::collections::BTreeSet;

use super::GroupsError;

/// Most statements of one table.
pub const MAX_STATEMENTS: usize = 1_000;
/// Most participants of one table.
pub const MAX_PARTICIPANTS: usize = 200_000;
/// Most cells of one table.
pub const MAX_CELLS: usize = 20_000_000;

/// One answer to one statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i8)]
pub enum Vote {
    /// Against the statement, −1.
    Disagree = -1,
    /// Seen and passed over, 0. A pass is a vote.
    Pass = 0,
    /// For the statement, +1.
    Agree = 1,
    /// Not seen: no vote at all.
    Unseen = 2,
}

impl Vote {
    /// −1, 0 or 1, and nothing when unseen.
    #[must_use]
    pub fn value(self) -> Option<f64> {
        match self {
            Self::Disagree => Some(-1.0),
            Self::Pass => Some(0.0),
            Self::Agree => Some(1.0),
            Self::Unseen => None,
        }
    }
}

/// A checked table of votes: every row has a vote for every statement, numbers are unique, sizes
/// are bounded. Participants who answered nothing are left out, as they tell nothing.
#[derive(Clone, Debug)]
pub struct VoteTable {
    statements: Vec<i64>,
    participants: Vec<i64>,
    cells: Vec<Vote>,
    dropped: usize,
}

impl VoteTable {
    /// Checks and takes votes.
    ///
    /// # Errors
    /// [`GroupsError`] for an empty table, a wrong shape, a repeated number, or too large a size.
    pub fn new(
        statements: Vec<i64>,
        participants: Vec<i64>,
        rows: Vec<Vec<Vote>>,
    ) -> Result<Self, GroupsError> {
        let columns = statements.len();
        check_sizes(columns, participants.len(), rows.len())?;
        unique("statement", &statements)?;
        unique("participant", &participants)?;
        let mut table =
            Self { statements, participants: Vec::new(), cells: Vec::new(), dropped: 0 };
        for (place, (participant, row)) in participants.into_iter().zip(rows).enumerate() {
            if row.len() != columns {
                return Err(GroupsError::Shape { row: place, found: row.len(), wanted: columns });
            }
            if row.iter().all(|vote| *vote == Vote::Unseen) {
                table.dropped += 1;
            } else {
                table.participants.push(participant);
                table.cells.extend(row);
            }
        }
        if table.participants.is_empty() { Err(GroupsError::NoAnswer) } else { Ok(table) }
    }

    /// Numbers of the statements, in the order of the columns.
    #[must_use]
    pub fn statements(&self) -> &[i64] {
        &self.statements
    }

    /// Numbers of those who answered something, in the order of the rows.
    #[must_use]
    pub fn participants(&self) -> &[i64] {
        &self.participants
    }

    /// How many named participants answered nothing.
    #[must_use]
    pub fn dropped(&self) -> usize {
        self.dropped
    }

    /// The rows, each with one vote per statement.
    pub fn rows(&self) -> impl Iterator<Item = &[Vote]> {
        self.cells.chunks_exact(self.statements.len())
    }

    /// The columns of named statements. Numbers that are not there are passed over: a server names
    /// moderated statements that nobody has seen yet.
    #[must_use]
    pub fn columns_of(&self, ids: &[i64]) -> BTreeSet<usize> {
        let named: BTreeSet<i64> = ids.iter().copied().collect();
        (0..self.statements.len())
            .filter(|place| named.contains(&self.statements[*place]))
            .collect()
    }
}

fn check_sizes(columns: usize, participants: usize, rows: usize) -> Result<(), GroupsError> {
    if columns == 0 {
        return Err(GroupsError::NoStatement);
    }
    if rows != participants {
        return Err(GroupsError::Rows { found: rows, wanted: participants });
    }
    let bounds = [
        ("statements", columns, MAX_STATEMENTS),
        ("participants", rows, MAX_PARTICIPANTS),
        ("votes", columns.saturating_mul(rows), MAX_CELLS),
    ];
    match bounds.into_iter().find(|(_, found, most)| found > most) {
        Some((what, _, most)) => Err(GroupsError::TooMany { what, most }),
        None => Ok(()),
    }
}

fn unique(what: &'static str, ids: &[i64]) -> Result<(), GroupsError> {
    let mut seen = BTreeSet::new();
    match ids.iter().find(|id| !seen.insert(**id)) {
        Some(id) => Err(GroupsError::Twice { what, id: *id }),
        None => Ok(()),
    }
}
