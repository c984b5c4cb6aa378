//! Why comments cannot be read, and what to know about their topics.

/// A refusal of comments.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TopicsError {
    /// More than is read at once.
    #[error("there are more than {most} comments")]
    TooMany {
        /// The bound.
        most: usize,
    },
    /// A comment is too long to be one.
    #[error("comment {place} has more than {most} characters")]
    TooLong {
        /// Which comment, from 0.
        place: usize,
        /// The bound.
        most: usize,
    },
    /// More text than is read at once.
    #[error("the comments have more than {most} characters together")]
    TooMuch {
        /// The bound.
        most: usize,
    },
    /// A number of issues that makes no sense.
    #[error("the number of issues has to lie between 1 and {most}")]
    Issues {
        /// The bound.
        most: usize,
    },
}

/// Something to know about topics that is not wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Warning {
    /// No comment says anything: there are no issues.
    NoText,
    /// There are fewer different comments than issues asked for.
    FewerThanAsked,
    /// Fewer than ten comments for an issue: the division may be chance.
    FewComments,
}

impl Warning {
    /// Stable code, the key of its words in the locales.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NoText => "topics.no-text",
            Self::FewerThanAsked => "topics.fewer-than-asked",
            Self::FewComments => "topics.few-comments",
        }
    }
}
