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
    /// The judgements contradict one another: the consistency ratio is 0.10 or more.
    #[serde(rename = "ahp.inconsistent")]
    AhpInconsistent,
    /// A judgement is stronger than 9, where Saaty's scale ends.
    #[serde(rename = "ahp.outside-scale")]
    AhpOutsideScale,
    /// Missing judgements were completed; the consistency ratio flatters.
    #[serde(rename = "ahp.completed")]
    AhpCompleted,
    /// The weights do not add to 1 (rounding); they were used as given.
    #[serde(rename = "fuzzy.weights-not-one")]
    FuzzyWeightsNotOne,
    /// Two or more grades share the highest membership, so that none of them is the answer.
    #[serde(rename = "fuzzy.tie")]
    FuzzyTie,
    /// The four operators do not name the same grade.
    #[serde(rename = "fuzzy.operators-differ")]
    FuzzyOperatorsDiffer,
    /// There is no variation or nothing to compare, so that agreement is undefined.
    #[serde(rename = "agreement.undefined")]
    AgreementUndefined,
    /// Fewer than ten things were rated by two or more, so that the figure is unsure.
    #[serde(rename = "agreement.few-units")]
    AgreementFewUnits,
    /// Ratings below 0 stand on no ratio scale; alpha is not computed for it.
    #[serde(rename = "agreement.no-ratio-scale")]
    AgreementNegativeRatio,
    /// With so few raters and things the chi-square test is rough.
    #[serde(rename = "agreement.small-sample")]
    AgreementSmallSample,
    /// The weights do not add to 1; they were used as given.
    #[serde(rename = "uncertainty.weights-not-one")]
    UncertaintyWeights,
    /// Nothing varies, so that shares of the variance are undefined.
    #[serde(rename = "uncertainty.no-spread")]
    UncertaintyNoSpread,
    /// The spread comes from fewer than five ratings of a factor.
    #[serde(rename = "uncertainty.small-panel")]
    UncertaintySmallPanel,
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
            Self::AhpInconsistent => "ahp.inconsistent",
            Self::AhpOutsideScale => "ahp.outside-scale",
            Self::AhpCompleted => "ahp.completed",
            Self::FuzzyWeightsNotOne => "fuzzy.weights-not-one",
            Self::FuzzyTie => "fuzzy.tie",
            Self::FuzzyOperatorsDiffer => "fuzzy.operators-differ",
            Self::AgreementUndefined => "agreement.undefined",
            Self::AgreementFewUnits => "agreement.few-units",
            Self::AgreementNegativeRatio => "agreement.no-ratio-scale",
            Self::AgreementSmallSample => "agreement.small-sample",
            Self::UncertaintyWeights => "uncertainty.weights-not-one",
            Self::UncertaintyNoSpread => "uncertainty.no-spread",
            Self::UncertaintySmallPanel => "uncertainty.small-panel",
        }
    }
}
