//! Why judgements give no weights.

/// Why judgements give no weights.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AhpError {
    /// Nothing is compared.
    #[error("there is nothing to compare")]
    Empty,
    /// More than [`super::MAX_ORDER`] things.
    #[error("more than {max} things are compared; split them into two levels", max = super::MAX_ORDER)]
    TooMany,
    /// The upper triangle has another length than n(n − 1)/2, or a row another length than n.
    #[error("{expected} values are expected, there are {found}")]
    Shape {
        /// How many belong there.
        expected: usize,
        /// How many are there.
        found: usize,
    },
    /// A judgement is not a positive number between 10⁻⁶ and 10⁶.
    #[error("the judgement of {row} against {column} is not a positive number in range")]
    OutOfRange {
        /// First thing, from 0.
        row: usize,
        /// Second thing, from 0.
        column: usize,
    },
    /// a(i, j)·a(j, i) is not 1, or a thing is not equal to itself.
    #[error("the judgements of {row} against {column} and back do not multiply to 1")]
    NotReciprocal {
        /// First thing, from 0.
        row: usize,
        /// Second thing, from 0.
        column: usize,
    },
    /// A pair is judged twice, or a thing is compared with itself.
    #[error("the pair {row}, {column} is judged twice or compares a thing with itself")]
    Twice {
        /// First thing, from 0.
        row: usize,
        /// Second thing, from 0.
        column: usize,
    },
    /// No chain of judgements connects these things, so their weights cannot be compared.
    #[error("no chain of judgements connects {row} and {column}")]
    NotConnected {
        /// First thing, from 0.
        row: usize,
        /// Second thing, from 0.
        column: usize,
    },
    /// Experts' matrices differ in size, or their weights do not fit.
    #[error(
        "all experts must compare the same things, each with a weight of at least 0, not all 0"
    )]
    Group,
    /// The numbers lie too far apart to be computed.
    #[error("the judgements lie too far apart to be computed")]
    NoResult,
}

impl AhpError {
    /// Stable code for locales.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "ahp.empty",
            Self::TooMany => "ahp.too-many",
            Self::Shape { .. } => "ahp.shape",
            Self::OutOfRange { .. } => "ahp.out-of-range",
            Self::NotReciprocal { .. } => "ahp.not-reciprocal",
            Self::Twice { .. } => "ahp.twice",
            Self::NotConnected { .. } => "ahp.not-connected",
            Self::Group => "ahp.group",
            Self::NoResult => "ahp.no-result",
        }
    }
}
