//! From the report to the decision: review, filing, legality review.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Replaced;
use crate::{
    codes::{Conclusion, LegalityOpinion, Vote},
    ids::{FilingId, PersonId, ReportId, ReviewId},
    text::{FileRef, Text},
};

/// A section of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Code of the section in the form.
    pub code: String,
    /// Its text.
    pub text: Text,
}

/// A frozen version of the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Identifier.
    pub id: ReportId,
    /// Version, counted from 1.
    pub version: u32,
    /// Day on which it was frozen.
    pub on: Date,
    /// Its sections.
    pub sections: Vec<Section>,
    /// Recommended conclusion.
    pub recommends: Conclusion,
    /// What was changed after the review, for a revised version.
    #[serde(default)]
    pub revision_note: Option<Text>,
    /// Attached files.
    pub files: Vec<FileRef>,
}

/// A reviewer with the declaration of conflicts and the vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviewer {
    /// Who reviews.
    pub person: PersonId,
    /// Declared to have no conflict of interest.
    #[serde(default)]
    pub declared: Option<bool>,
    /// Vote and written opinion.
    #[serde(default)]
    pub vote: Option<(Vote, Text)>,
}

impl Reviewer {
    /// A reviewer who has not said anything yet.
    #[must_use]
    pub const fn named(person: PersonId) -> Self {
        Self { person, declared: None, vote: None }
    }
}

/// A review of one report version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Identifier.
    pub id: ReviewId,
    /// The report under review.
    pub report: ReportId,
    /// Its reviewers.
    pub reviewers: Vec<Reviewer>,
    /// Outcome once it is concluded.
    #[serde(default)]
    pub outcome: Option<Vote>,
    /// Minutes.
    #[serde(default)]
    pub minutes: Option<Text>,
    /// Day on which it was called; unknown in rows folded before version 2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub convened: Option<Date>,
    /// Reviewers who left it, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replaced: Vec<Replaced>,
}

/// State of a filing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum FilingState {
    /// With the filing unit.
    Submitted,
    /// Sent back with coded reasons.
    Returned {
        /// Codes of the rule package's reasons.
        reasons: Vec<String>,
        /// What to do.
        note: Text,
    },
    /// Filed.
    Accepted {
        /// 朝稳备〔2016〕412号.
        number: String,
        /// Last day on which it clears the matter.
        valid_until: Date,
        /// Comments.
        note: Text,
    },
}

/// A submission for filing (备案).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filing {
    /// Identifier.
    pub id: FilingId,
    /// Day of submission.
    pub submitted: Date,
    /// Report version submitted.
    pub report: ReportId,
    /// Documents of the packet, by form code.
    pub packet: Vec<String>,
    /// Where it stands.
    pub state: FilingState,
    /// Day of the answer.
    #[serde(default)]
    pub answered: Option<Date>,
}

/// The legality review (合法性审查).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Legality {
    /// Day of the request.
    pub requested: Date,
    /// Day of the opinion.
    #[serde(default)]
    pub answered: Option<Date>,
    /// The opinion.
    #[serde(default)]
    pub opinion: Option<LegalityOpinion>,
    /// Powers, procedure and content in words.
    #[serde(default)]
    pub note: Option<Text>,
}

/// The decision on the matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionEntry {
    /// Day.
    pub on: Date,
    /// Meeting that decided.
    pub meeting: Text,
    /// What was decided.
    pub conclusion: Conclusion,
    /// Why it departs from the level's map or the recommendation.
    #[serde(default)]
    pub reason: Option<Text>,
    /// Conditions, where it is conditional, partial or staged.
    #[serde(default)]
    pub conditions: Option<Text>,
    /// Files.
    pub files: Vec<FileRef>,
}
