//! A rule package as resolved for one place and one day. The crate `rules`
//! reads, layers and dates it; a record pins it by hash; this crate only asks
//! it. Everything that a city may decide otherwise is here, not in code.

mod gates;
mod grievance;
mod method;
mod procedure;
mod questionnaire;

/// Exact numbers and thresholds of `risk` that rule files hold.
pub mod numbers {
    pub use risk::{counts::CountRule, degree::DegreeCuts, level_rule::LevelRule, ratio::Ratio};
}

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::codes::{Category, Certainty, DivisionCode, ExemptReason, Sector};

pub use self::{
    gates::{GateRequirement, GateRule, Supplier},
    grievance::GrievanceRule,
    method::{
        Aggregation, CountRule, JudgedCriterion, LevelMap, Method, OppositionRule, ParticipantsRule,
    },
    procedure::{
        AlikeRule, Condition, DisclosureRule, FilingRule, HearingRule, KeepRule, PanelRule,
        Procedure, ReviewRule, RoundRule, Separation, StepRule, Term, TermUnit, TrackingInterval,
        TriggerRule, UpgradeRule,
    },
    questionnaire::{QuestionRule, Questionnaire},
};

/// A coded rule item: its words in both languages, its source and how sure it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Stable code, unique in its list.
    pub code: String,
    /// Chinese wording.
    pub zh: String,
    /// English wording.
    pub en: String,
    /// Where the rule is from (document number and article).
    pub source: String,
    /// How sure it is.
    pub certainty: Certainty,
    /// The layer that states it, for example `liaoning/chaoyang`.
    #[serde(default)]
    pub layer: String,
}

/// One layer that went into a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layer {
    /// `national`, `liaoning`, `liaoning/chaoyang`, …
    pub name: String,
    /// Chinese title of the version.
    pub title: String,
    /// Document number, if it has one.
    pub doc_no: String,
    /// First day on which it applies.
    pub effective_from: Date,
    /// Last day on which it applies.
    pub effective_to: Option<Date>,
    /// Where it is from.
    pub source: String,
    /// How sure it is.
    pub certainty: Certainty,
}

/// The rules of one place on one day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Package {
    /// The place, GB/T 2260.
    pub division: DivisionCode,
    /// The first day on which this combination of versions applies; every day
    /// until the next change gives the same package and so the same hash.
    pub on: Date,
    /// The layers, national first.
    pub layers: Vec<Layer>,
    /// What is in scope, by kind of decision.
    pub scope: Vec<ScopeRule>,
    /// Questions of screening.
    pub screening: Vec<ScreeningQuestion>,
    /// Grounds on which no assessment is due.
    pub exemptions: Vec<Exemption>,
    /// Procedures with their steps.
    pub procedures: Vec<Procedure>,
    /// When a simplified case moves to the general procedure.
    pub upgrades: Vec<UpgradeRule>,
    /// Method, thresholds and criteria.
    pub method: Method,
    /// Rules of the expert panel.
    pub panel: PanelRule,
    /// Rules of the review.
    pub review: ReviewRule,
    /// Rules of filing.
    pub filing: FilingRule,
    /// Gates and what each requires.
    pub gates: Vec<GateRule>,
    /// Tracking intervals by level.
    pub tracking: Vec<TrackingInterval>,
    /// Triggers of re-assessment.
    pub triggers: Vec<TriggerRule>,
    /// Reasons with which a filing is returned.
    pub return_reasons: Vec<Item>,
    /// Pairs of deeds that one person may not do on one case.
    pub separations: Vec<Separation>,
    /// Forms in use.
    pub forms: Vec<Item>,
    /// Catalogues of risk factors.
    pub catalogues: Vec<Catalogue>,
    /// Roles as this place names them.
    pub roles: Vec<Item>,
    /// Minimum samples by kind of matter.
    pub samples: Vec<SampleRule>,
    /// Wordings that judge people and are refused wherever officials write.
    pub prohibited: Vec<Prohibited>,
    /// When list reports are due.
    pub list_report: ListRule,
    /// Partners that are told of events and answer (联动).
    pub partners: Vec<Partner>,
    /// Mechanisms of the place, by S-code.
    pub mechanisms: Vec<Mechanism>,
    /// Regular meetings that judge matters together (会商研判).
    #[serde(default)]
    pub meetings: Vec<MeetingRule>,
    /// Hierarchy of measures; codes of [`crate::codes::Hierarchy`].
    #[serde(default)]
    pub hierarchy: Vec<Item>,
    /// Aspects that an assessment judges (四性).
    #[serde(default)]
    pub aspects: Vec<Item>,
    /// Sections of the report, in their order; empty in packages that were
    /// pinned before rule files held them.
    #[serde(default)]
    pub report_sections: Vec<Item>,
    /// Questionnaires of public consultations.
    #[serde(default)]
    pub questionnaires: Vec<Questionnaire>,
    /// Single questions that officials add to a questionnaire of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bank: Vec<QuestionRule>,
    /// What no question may ask of residents.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub identifying: Vec<Identifying>,
    /// How places are named in numbers.
    #[serde(default)]
    pub numbering: Vec<NumberRule>,
    /// Which counts are too small to be shown; none in packages that were pinned
    /// before rule files said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disclosure: Option<DisclosureRule>,
    /// When it is said that many answers of a consultation are alike.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alike: Option<AlikeRule>,
    /// How long answers of a consultation are kept; where no rule says it they
    /// are not deleted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers_kept: Option<KeepRule>,
    /// How long the words of grievances are kept; where no rule says it they are
    /// not deleted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grievances_kept: Option<KeepRule>,
    /// How discussion rounds are held; none in packages that were pinned before
    /// rule files said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<RoundRule>,
    /// What a hearing needs; none in packages that were pinned before rule files
    /// said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hearing: Option<HearingRule>,
    /// Terms for grievances during implementation; none in packages that were
    /// pinned before rule files held them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grievance_terms: Vec<GrievanceRule>,
}

/// How a place is named in the numbers that its offices allot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberRule {
    /// The words of the rule; its code is the place's division code.
    #[serde(flatten)]
    pub item: Item,
    /// Letters in the number of a matter, `CY` in `LN-CY-2016-00412`.
    pub letters: String,
    /// Character in the number of a filing, 朝 in 朝稳备〔2016〕412号.
    pub sign: String,
}

/// A kind of matter that is in scope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScopeRule {
    /// The words of the rule.
    #[serde(flatten)]
    pub item: Item,
    /// Categories that it covers; empty means all.
    #[serde(default)]
    pub categories: Vec<Category>,
    /// Sectors that it covers; empty means all.
    #[serde(default)]
    pub sectors: Vec<Sector>,
    /// Words in a title that point to it, used to propose a result on import.
    #[serde(default)]
    pub keywords: Vec<String>,
}

/// What a "yes" to a screening question means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionEffect {
    /// An assessment is required.
    Requires,
    /// Required, and the simplified procedure is barred.
    BarsSimplified,
    /// Required under the special procedure.
    Special,
}

/// A question of screening, answered yes or no with a basis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScreeningQuestion {
    /// The words of the question.
    #[serde(flatten)]
    pub item: Item,
    /// What a "yes" means.
    pub effect: QuestionEffect,
    /// Words in a title that propose "yes" on import.
    #[serde(default)]
    pub keywords: Vec<String>,
}

/// A ground on which no assessment is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exemption {
    /// The words of the ground.
    #[serde(flatten)]
    pub item: Item,
    /// Its code.
    pub reason: ExemptReason,
}

/// A catalogue of standard risk factors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalogue {
    /// The words of the catalogue.
    #[serde(flatten)]
    pub item: Item,
    /// Categories of matter that it serves; empty means any.
    #[serde(default)]
    pub categories: Vec<Category>,
    /// Its factors.
    pub factors: Vec<CatalogueFactor>,
}

/// A standard risk factor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueFactor {
    /// The words of the factor.
    #[serde(flatten)]
    pub item: Item,
    /// Group of factors (one of the eight categories of 428, for projects).
    pub group_zh: String,
    /// The same in English.
    pub group_en: String,
    /// Points to look at, Chinese.
    pub points_zh: String,
    /// Points to look at, English.
    pub points_en: String,
    /// Part of the short checklist.
    pub core: bool,
}

/// Minimum sample for one kind of matter (domain reference §2.4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SampleRule {
    /// The words of the rule.
    #[serde(flatten)]
    pub item: Item,
    /// Sectors that it serves; empty means all.
    #[serde(default)]
    pub sectors: Vec<Sector>,
    /// Population above which the row applies (households or persons).
    pub above: u32,
    /// Least share of the population, percent.
    pub min_percent: u32,
    /// Least number of answers.
    pub min_count: u32,
}

/// A wording that judges people; a text that holds it is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prohibited {
    /// Why it is refused.
    #[serde(flatten)]
    pub item: Item,
    /// Texts that betray it.
    pub patterns: Vec<String>,
}

impl Prohibited {
    /// The wording that a text holds. Spaces inside it do not hide it.
    #[must_use]
    pub fn found_in(&self, text: &str) -> Option<&str> {
        let solid: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        self.patterns.iter().find(|pattern| solid.contains(pattern.as_str())).map(String::as_str)
    }
}

/// Something that tells who somebody is. A question that asks for it is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identifying {
    /// Why it is refused.
    #[serde(flatten)]
    pub item: Item,
    /// Texts that betray it.
    pub patterns: Vec<String>,
    /// Words before it in the same sentence that turn the question into a request
    /// not to give it.
    #[serde(default)]
    pub unless: Vec<String>,
}

impl Identifying {
    /// The wording by which a text asks for it. Spaces and capitals do not hide it.
    #[must_use]
    pub fn asked_in(&self, text: &str) -> Option<&str> {
        let ends = ['。', '；', '！', '？', '，', '.', ';', '!', '?', '\n'];
        let asks = |part: &str, pattern: &str| {
            let meant = |before: &str| !self.unless.iter().any(|w| before.contains(&solid(w)));
            part.split_once(pattern).is_some_and(|(before, _)| meant(before))
        };
        self.patterns.iter().map(String::as_str).find(|pattern| {
            let pattern = solid(pattern);
            text.split(ends).any(|part| asks(&solid(part), &pattern))
        })
    }
}

/// Without spaces, in small letters.
fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// When list reports (清单报备) are due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListRule {
    /// The words of the rule.
    #[serde(flatten)]
    pub item: Item,
    /// Day of January by which the yearly list is due.
    pub yearly_due_day: i8,
    /// Day after the quarter's end by which the update is due.
    pub quarterly_due_day: i8,
    /// Tiers that report upward, lowest first (`town`, `county`, `city`, `province`).
    #[serde(default)]
    pub tiers: Vec<String>,
}

/// A department that is told of an event and answers within a term (联动).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partner {
    /// The words of the linkage.
    #[serde(flatten)]
    pub item: Item,
    /// Kinds of unit that take part, as codes of `unit_kind`.
    pub unit_kinds: Vec<crate::codes::UnitKind>,
    /// Working days for the answer.
    pub answer_days: u32,
}

/// A mechanism of the place, with its S-code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mechanism {
    /// The words of the mechanism.
    #[serde(flatten)]
    pub item: Item,
    /// `S1` … `S27`.
    pub s_code: String,
    /// Numbers that belong to it, for example `coverage_target_percent`.
    #[serde(default)]
    pub settings: BTreeMap<String, i64>,
}

/// A regular meeting of deputy heads that judges matters together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingRule {
    /// The words of the rule.
    #[serde(flatten)]
    pub item: Item,
    /// Months between meetings.
    pub every_months: u32,
    /// Kinds of unit whose deputies take part.
    pub members: Vec<crate::codes::UnitKind>,
    /// Heads of the agenda, Chinese and English.
    pub agenda: Vec<[String; 2]>,
}

impl Package {
    /// The procedure with this code.
    #[must_use]
    pub fn procedure(&self, code: crate::codes::ProcedureCode) -> Option<&Procedure> {
        self.procedures.iter().find(|p| p.code == code)
    }

    /// The rule of this gate.
    #[must_use]
    pub fn gate(&self, gate: crate::codes::Gate) -> Option<&GateRule> {
        self.gates.iter().find(|g| g.gate == gate)
    }

    /// How a place is named in numbers, by its division code.
    #[must_use]
    pub fn numbering_of(&self, division: &str) -> Option<&NumberRule> {
        self.numbering.iter().find(|rule| rule.item.code == division)
    }

    /// A catalogue factor by its code.
    #[must_use]
    pub fn catalogue_factor(&self, code: &str) -> Option<&CatalogueFactor> {
        self.catalogues.iter().flat_map(|c| &c.factors).find(|f| f.item.code == code)
    }
}
