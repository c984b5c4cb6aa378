//! Why votes cannot be computed with, and what to know about a result.

/// A refusal of votes or settings.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GroupsError {
    /// Nothing was asked.
    #[error("there is no statement")]
    NoStatement,
    /// Nobody answered anything.
    #[error("nobody answered anything")]
    NoAnswer,
    /// More than the method is made for.
    #[error("there are more than {most} {what}")]
    TooMany {
        /// What there is too much of.
        what: &'static str,
        /// The bound.
        most: usize,
    },
    /// A row does not have one vote for each statement.
    #[error("row {row} has {found} votes for {wanted} statements")]
    Shape {
        /// Which row, from 0.
        row: usize,
        /// Votes found.
        found: usize,
        /// Statements.
        wanted: usize,
    },
    /// There is not one row for each participant.
    #[error("there are {found} rows for {wanted} participants")]
    Rows {
        /// Rows found.
        found: usize,
        /// Participants named.
        wanted: usize,
    },
    /// A number stands for two statements or participants.
    #[error("{what} {id} is there twice")]
    Twice {
        /// Statement or participant.
        what: &'static str,
        /// Its number.
        id: i64,
    },
    /// Groups were asked for that the answers cannot give.
    #[error("{wanted} groups were asked for; the answers allow at most {possible}")]
    TooFew {
        /// Groups asked for.
        wanted: usize,
        /// Groups possible.
        possible: usize,
    },
    /// Labels do not belong to the clustered participants.
    #[error("{found} labels were given for {wanted} clustered participants")]
    Labels {
        /// Labels found.
        found: usize,
        /// Clustered participants.
        wanted: usize,
    },
}

/// Something to know about groups of answers that is not wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Warning {
    /// Everyone who answered a statement answered it alike: there is nothing to divide.
    NoStructure,
    /// The answers differ in one direction only; the second axis is empty.
    OneAxis,
    /// Some named participants answered nothing and were left out.
    EmptyRows,
    /// Nobody answered some statements; they have no mean and no place.
    UnansweredStatements,
    /// Too few participants answered enough statements to form groups.
    TooFewClustered,
    /// The best division separates poorly (silhouette below 0.25).
    WeakStructure,
    /// A division has a group of fewer than thirty and may not be shown.
    SmallGroup,
}

impl Warning {
    /// Stable code, the key of its words in the locales.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NoStructure => "groups.no-structure",
            Self::OneAxis => "groups.one-axis",
            Self::EmptyRows => "groups.empty-rows",
            Self::UnansweredStatements => "groups.unanswered-statements",
            Self::TooFewClustered => "groups.too-few-clustered",
            Self::WeakStructure => "groups.weak-structure",
            Self::SmallGroup => "groups.small-group",
        }
    }
}
