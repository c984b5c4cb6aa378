//! Planning and hearing: groups, plan, notices, activities and opinions.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    codes::{ActivityKind, Attitude, Confirmer, Disposition, Extent, GroupKind},
    consultation::Seal,
    ids::{ActivityId, ConsultationId, FactorId, HearingId, MeasureId, NoticeId, UnitId},
    text::{FileRef, Text},
};

/// A group of people with a common interest; never a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Name of the group.
    pub name: Text,
    /// Directly or indirectly affected.
    pub direct: bool,
    /// Size in persons, as a count.
    pub size: u32,
    /// What it needs to know and how it is reached.
    #[serde(default)]
    pub need: Option<Text>,
    /// What kind of group it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<GroupKind>,
    /// How much it can influence the matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub influence: Option<Extent>,
    /// How much the matter affects it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub affected: Option<Extent>,
    /// The way by which it is heard first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<ActivityKind>,
}

/// The plan of the assessment (评估方案).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// What is assessed, and within which area.
    pub scope: Text,
    /// Groups that the decision touches.
    pub groups: Vec<Group>,
    /// Ways of hearing them.
    pub methods: Vec<ActivityKind>,
    /// Answers planned for the survey.
    pub sample_target: u32,
    /// First day of the work.
    pub from: Date,
    /// Last day of the work.
    pub to: Date,
    /// Agency under contract, if one is commissioned.
    #[serde(default)]
    pub third_party: Option<UnitId>,
    /// Cost in yuan, carried by the responsible unit.
    #[serde(default)]
    pub budget_yuan: Option<u32>,
}

/// A public notice (公示).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Identifier.
    pub id: NoticeId,
    /// Where it hangs or stands.
    pub place: Text,
    /// Its text.
    pub text: Text,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Why it is shorter than the rule asks; shown to the public.
    #[serde(default)]
    pub shortened: Option<Text>,
    /// Objections received, once it is closed.
    #[serde(default)]
    pub objections: Option<u32>,
    /// Photographs and copies.
    pub proof: Vec<FileRef>,
    /// Struck out by a later entry.
    #[serde(default)]
    pub void: Option<Text>,
}

/// Answers of one group in one activity, as counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Which group.
    pub group: Text,
    /// Counts by attitude; an attitude that nobody took is absent.
    pub counts: BTreeMap<Attitude, u32>,
}

/// A consultation activity (问卷、走访、座谈、听证…).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    /// Identifier.
    pub id: ActivityId,
    /// What kind.
    pub kind: ActivityKind,
    /// Day on which it took place.
    pub on: Date,
    /// Where.
    pub place: Text,
    /// How many took part, as a count.
    pub attendance: u32,
    /// Answers as counts by group.
    pub tallies: Vec<Tally>,
    /// Minutes without names.
    pub minutes: Text,
    /// Evidence.
    pub proof: Vec<FileRef>,
    /// The sealed answers that the counts come from, where they are the evidence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed: Option<Sealed>,
    /// How many of each group took part, as counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Attended>,
    /// The announced hearing that it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hearing: Option<HearingId>,
    /// Who confirmed the record, as a post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<Confirmed>,
    /// Struck out by a later entry.
    #[serde(default)]
    pub void: Option<Text>,
}

/// How many of a group took part in an activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attended {
    /// Which group.
    pub group: Text,
    /// How many, as a count.
    pub size: u32,
}

/// A record that was confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmed {
    /// By which post.
    pub by: Confirmer,
    /// When.
    pub on: Date,
}

/// A hearing (听证会): what has to be public before it is held. Who takes part
/// stands in no record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hearing {
    /// Identifier.
    pub id: HearingId,
    /// The day for which it was announced.
    pub on: Date,
    /// Where.
    pub place: Text,
    /// How those who take part are chosen, as it was published.
    pub selection: Text,
    /// Day of that publication.
    pub selection_on: Date,
    /// The list of those who take part, once the office has published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<PublishedList>,
    /// Day on which they had the papers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub papers_on: Option<Date>,
    /// Day of its closing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<Date>,
}

/// A list that the office published elsewhere; only its hash is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedList {
    /// SHA-256 of the published file, 64 hexadecimal digits.
    pub sha256: String,
    /// Day of the publication.
    pub on: Date,
}

/// The answers of a public consultation by their seal: whoever holds a receipt
/// can check that an answer is among them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    /// The consultation.
    pub consultation: ConsultationId,
    /// Number of answers and root over them.
    #[serde(flatten)]
    pub seal: Seal,
}

/// A topic that people raised, with what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opinion {
    /// The topic in one sentence.
    pub topic: Text,
    /// How often it was raised.
    pub count: u32,
    /// The consultation in whose texts it was found and counted; absent for a
    /// topic that was raised elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found_in: Option<ConsultationId>,
    /// The meeting from whose minutes it was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raised_at: Option<ActivityId>,
    /// What became of it; none while it is unanswered.
    #[serde(default)]
    pub disposition: Option<Disposition>,
    /// The answer with its reason.
    #[serde(default)]
    pub reply: Option<Text>,
    /// Factors that it bears on.
    #[serde(default)]
    pub factors: Vec<FactorId>,
    /// Measures that answer it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<MeasureId>,
}
