//! Warnings: what a reader of a result should know. Codes only; the words are in the locales.

use serde::{Deserialize, Serialize};

/// Something to know about a result that is not wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Warning {
    /// The weights do not add to exactly 1 (rounding); they were used as given.
    #[serde(rename = "index.weights-not-one")]
    WeightsNotOne,
    /// Every factor has R = 0, so that T is 0 and nobody has a share.
    #[serde(rename = "index.all-zero")]
    AllZero,
    /// A factor with R = 0 counts with the upper value of the lowest degree in the banded way.
    #[serde(rename = "index.zero-banded-up")]
    ZeroBandedUp,
    /// A factor has weight 0 and a risk of its own that T does not show.
    #[serde(rename = "index.unweighted-factor")]
    UnweightedFactor,
    /// T is below the high level although a single factor is 重大: a sum can hide it.
    #[serde(rename = "index.grave-factor-hidden")]
    GraveFactorHidden,
    /// Five or more 一般 and nothing higher: the count rule does not cover this, a person judges.
    #[serde(rename = "counts.many-moderate")]
    ManyModerate,
    /// There is no factor to count.
    #[serde(rename = "counts.no-factor")]
    NoFactor,
    /// Some experts did not rate every factor; they have no index of their own.
    #[serde(rename = "panel.incomplete-experts")]
    IncompleteExperts,
    /// A factor has one rating only, so that the panel's agreement on it is unknown.
    #[serde(rename = "panel.single-rating")]
    SingleRating,
    /// No expert rated every factor.
    #[serde(rename = "panel.no-complete-expert")]
    NoCompleteExpert,
    /// A criterion of the rules has no value yet; the level may still rise.
    #[serde(rename = "criteria.missing")]
    CriterionMissing,
    /// Nobody answered, so that no share of opposition exists.
    #[serde(rename = "criteria.no-answers")]
    NoAnswers,
}

impl Warning {
    /// Stable code, the key of its words in the locales.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::WeightsNotOne => "index.weights-not-one",
            Self::AllZero => "index.all-zero",
            Self::ZeroBandedUp => "index.zero-banded-up",
            Self::UnweightedFactor => "index.unweighted-factor",
            Self::GraveFactorHidden => "index.grave-factor-hidden",
            Self::ManyModerate => "counts.many-moderate",
            Self::NoFactor => "counts.no-factor",
            Self::IncompleteExperts => "panel.incomplete-experts",
            Self::SingleRating => "panel.single-rating",
            Self::NoCompleteExpert => "panel.no-complete-expert",
            Self::CriterionMissing => "criteria.missing",
            Self::NoAnswers => "criteria.no-answers",
        }
    }
}
