//! What is refused, and what a reader of a result should know.

use serde_json::Value;

/// A refusal, naming what is wrong so that it can be put right.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SurveyError {
    /// A number is outside its range.
    #[error("{field} is {value:?}, outside its range: {range}")]
    Range {
        /// Name of the input, as in the JSON form.
        field: String,
        /// What was given.
        value: f64,
        /// What would be accepted, in words.
        range: &'static str,
    },
    /// No answer, so no share and no interval.
    #[error("there is no answer, so there is no interval")]
    NoAnswer,
    /// Lists that belong together differ in length, or a list is empty or too long.
    #[error("{field}: {problem}")]
    Shape {
        /// Name of the input.
        field: &'static str,
        /// What is wrong.
        problem: &'static str,
    },
    /// A stratum, category or group of the population that nobody in the sample belongs to.
    #[error("{kind} {name} has population {population} and no respondent: merge it or ask there")]
    NoRespondent {
        /// Stratum, group, or the name of the margin.
        kind: String,
        /// Its label.
        name: String,
        /// Its size in the population.
        population: f64,
    },
    /// A group of the sample that the population does not have.
    #[error("{kind} {name} has respondents, but no population is given for it")]
    NoPopulation {
        /// Stratum, group, or the name of the margin.
        kind: String,
        /// Its label.
        name: String,
    },
    /// A stratum is given two sizes.
    #[error("stratum {name} has two population sizes, {one} and {other}")]
    TwoSizes {
        /// Its label.
        name: String,
        /// The first size.
        one: f64,
        /// Another one.
        other: f64,
    },
    /// A stratum has more respondents than people.
    #[error("stratum {name} has {respondents} respondents, but a population of {population}")]
    Oversampled {
        /// Its label.
        name: String,
        /// Respondents, or clusters of them.
        respondents: usize,
        /// Its size.
        population: f64,
    },
    /// A stratum has a single respondent or cluster, so its variance is not known.
    #[error("stratum {name} has a single respondent or cluster: its variance cannot be estimated")]
    Lonely {
        /// Its label.
        name: String,
    },
    /// Two margins speak of populations of different size.
    #[error("margin totals differ: {one} vs {other}")]
    MarginsDiffer {
        /// Total of the first margin.
        one: f64,
        /// Total of another margin.
        other: f64,
    },
    /// Raking does not come to rest: the answers cannot be weighted to these margins.
    #[error("raking does not converge: {margin} {name} stays {miss:.2e} away, relatively")]
    NoConvergence {
        /// Name of the margin that is missed most.
        margin: String,
        /// Its category.
        name: String,
        /// Relative distance from its target.
        miss: f64,
    },
}

impl SurveyError {
    /// The field of the JSON form that has to be put right; empty for the whole input.
    #[must_use]
    pub fn field(&self) -> &str {
        match self {
            Self::Range { field, .. } => field,
            Self::Shape { field, .. } => field,
            Self::NoAnswer => "n",
            Self::NoRespondent { kind, .. } if kind != "stratum" && kind != "group" => "margins",
            Self::NoPopulation { kind, .. } if kind != "stratum" && kind != "group" => "margins",
            Self::NoRespondent { .. } | Self::NoPopulation { .. } => "population",
            Self::TwoSizes { .. } | Self::Oversampled { .. } => "N",
            Self::Lonely { .. } => "lonely_psu",
            Self::MarginsDiffer { .. } | Self::NoConvergence { .. } => "margins",
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
    /// No stratum has any deviation, so that the best allocation is not defined.
    NoSpread,
    /// The best allocation asks a stratum for more answers than it has people.
    StratumTooSmall,
    /// The interval of the method has no width; the exact one stands in.
    FellBackToExact,
    /// Every answer is the same, so that the design says nothing about its error.
    NoVariation,
    /// A stratum has a single respondent or cluster, and a convention stands in for its variance.
    LonelyStratum,
    /// There are no more respondents or clusters than strata: no interval from the design.
    NoDegreesOfFreedom,
    /// The weights add up to less than the answers, so that there is no design effect.
    WeightsBelowSample,
    /// Not all answers are 0 or 1, so that there is no interval for a share.
    NotYesNo,
    /// The trimmed weights no longer meet the margins.
    TrimmedMissesMargins,
    /// The pattern protects, but was not proven to hide the fewest cells.
    NotProvenBest,
}

impl Warning {
    /// The key of the sentence for this warning.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::WholePopulation => "whole_population",
            Self::TooFewToInvite => "too_few_to_invite",
            Self::NoSpread => "no_spread",
            Self::StratumTooSmall => "stratum_too_small",
            Self::FellBackToExact => "fell_back_to_exact",
            Self::NoVariation => "no_variation",
            Self::LonelyStratum => "lonely_stratum",
            Self::NoDegreesOfFreedom => "no_degrees_of_freedom",
            Self::WeightsBelowSample => "weights_below_sample",
            Self::NotYesNo => "not_yes_no",
            Self::TrimmedMissesMargins => "trimmed_misses_margins",
            Self::NotProvenBest => "not_proven_best",
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
