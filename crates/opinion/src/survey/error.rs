//! What is refused, and what a reader of a result should know.

use serde_json::Value;

/// A refusal, naming what is wrong so that it can be put right.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SurveyError {
    /// A number is outside its range.
    #[error("{field} is {value}, outside its range: {range}")]
    Range {
        /// Name of the input, as in the JSON form.
        field: String,
        /// What was given.
        value: f64,
        /// What would be accepted, in words.
        range: &'static str,
    },
}

impl SurveyError {
    /// The field of the JSON form that has to be put right; empty for the whole input.
    #[must_use]
    pub fn field(&self) -> &str {
        match self {
            Self::Range { field, .. } => field,
        }
    }

    /// A refusal unless `holds`.
    pub(crate) fn unless(
        holds: bool,
        field: &str,
        value: f64,
        range: &'static str,
    ) -> Result<(), Self> {
        if holds { Ok(()) } else { Err(Self::Range { field: field.to_owned(), value, range }) }
    }
}

/// Something that does not stop the computation but that the reader should know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Warning {
    /// The sample would have to be the whole population.
    WholePopulation,
    /// More invitations are needed than there are people: the response rate does not suffice.
    TooFewToInvite,
}

impl Warning {
    /// The key of the sentence for this warning.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::WholePopulation => "whole_population",
            Self::TooFewToInvite => "too_few_to_invite",
        }
    }

    /// The codes of several warnings, each once, in order.
    #[must_use]
    pub fn codes(warnings: &[Self]) -> Value {
        let mut sorted = warnings.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        sorted.iter().map(|warning| Value::from(warning.code())).collect()
    }
}
