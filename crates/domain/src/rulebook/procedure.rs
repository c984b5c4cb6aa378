//! Procedures, steps, terms and the rules of panel, review, filing, tracking.

use serde::{Deserialize, Serialize};

use super::Item;
use crate::codes::{Deed, Level, ProcedureCode, Role, Step, TriggerKind, UnitKind};

/// How a term counts its days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermUnit {
    /// Every day counts.
    Calendar,
    /// Working days, with public holidays and make-up days.
    Working,
    /// Calendar months.
    Months,
}

/// A term in days or months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Number of days or months.
    pub count: u32,
    /// How they count.
    pub unit: TermUnit,
}

/// A procedure: its steps in order and the conditions of its use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Procedure {
    /// Which procedure.
    pub code: ProcedureCode,
    /// The words of the procedure.
    pub item: Item,
    /// Steps in order; a step not named is not part of the procedure.
    pub steps: Vec<StepRule>,
    /// All of these must hold for the procedure to be used.
    #[serde(default)]
    pub conditions: Vec<Condition>,
    /// Expected length as a whole, for planning.
    pub total: Option<Term>,
}

/// One step of a procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepRule {
    /// Which step.
    pub step: Step,
    /// Whether later steps wait for it.
    pub required: bool,
    /// The role that carries it out.
    pub role: Role,
    /// Longest time allowed for the step, counted from the end of the step before.
    #[serde(default)]
    pub due: Option<Term>,
    /// Shortest length of the step (for example of a notice).
    #[serde(default)]
    pub minimum: Option<Term>,
    /// Whether the shortest length stands even against a written reason.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub firm: bool,
    /// The form that it leaves.
    #[serde(default)]
    pub form: Option<String>,
    /// The words and source of the rule.
    pub item: Item,
}

/// A condition of using a procedure, tied to a screening question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// The words of the condition.
    #[serde(flatten)]
    pub item: Item,
    /// The screening question that must be answered "no".
    #[serde(default)]
    pub question_no: Option<String>,
    /// The number of affected households must be below this.
    #[serde(default)]
    pub households_below: Option<u32>,
}

/// When a simplified case moves to the general procedure, all work kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UpgradeRule {
    /// The words of the rule.
    #[serde(flatten)]
    pub item: Item,
    /// A level above this one moves the case.
    #[serde(default)]
    pub level_above: Option<Level>,
    /// Objections that reach this share of the households affected, percent.
    #[serde(default)]
    pub objections_percent: Option<u32>,
    /// A demand of the filing unit moves the case.
    #[serde(default)]
    pub on_demand: bool,
}

/// Rules of the expert panel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PanelRule {
    /// The words of the rule.
    #[serde(flatten)]
    pub item: Item,
    /// Least number of experts.
    pub min_experts: u32,
}

/// Rules of the review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewRule {
    /// The words of the rule.
    #[serde(flatten)]
    pub item: Item,
    /// Least number of reviewers under the general and special procedures.
    pub min_reviewers: u32,
    /// Least number where a level before or after measures is medium or high;
    /// must be odd.
    pub min_reviewers_elevated: u32,
    /// Written opinions of departments that replace the panel under the
    /// simplified procedure.
    pub simplified_opinions: u32,
    /// Share of passing votes needed, percent.
    pub pass_percent: u32,
}

/// Rules of filing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilingRule {
    /// The words of the rule.
    #[serde(flatten)]
    pub item: Item,
    /// Months for which a filed assessment clears the matter.
    pub valid_months: u32,
    /// The same for plans.
    pub valid_months_plans: u32,
    /// Documents of the packet, as form codes.
    pub packet: Vec<String>,
    /// Kinds of unit that may file; empty in packages that were pinned before
    /// rule files named them, and then any kind may.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unit_kinds: Vec<UnitKind>,
}

/// Below which counts figures are not shown, so that nobody's answer can be read
/// off them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisclosureRule {
    /// The words of the rule.
    #[serde(flatten)]
    pub item: Item,
    /// Counts from one to below this are hidden from the public.
    pub public_below: u32,
    /// Counts from one to below this are hidden from staff.
    pub staff_below: u32,
}

/// When it is said that many answers make the same choices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlikeRule {
    /// The words of the rule.
    #[serde(flatten)]
    pub item: Item,
    /// Fewer alike answers than this are not told.
    pub at_least: u32,
    /// Nor is a smaller part of all answers, in percent.
    pub percent: u32,
}

/// How long something that the public wrote is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeepRule {
    /// The words of the rule.
    #[serde(flatten)]
    pub item: Item,
    /// Years. Those of answers begin when the result was published, or at the closing
    /// where it never was; those of grievances when one ended, or when the file was
    /// closed where it never did.
    pub years: u32,
}

/// How a discussion round of a consultation is held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundRule {
    /// The words of the rule.
    #[serde(flatten)]
    pub item: Item,
    /// Fewest statements with which a round begins.
    pub min_statements: u32,
    /// Most statements that are shown in a round.
    pub max_statements: u32,
    /// Most statements that one visitor sees.
    pub sample: u32,
    /// Most characters of a statement.
    pub max_characters: u32,
    /// Fewest answers of a group that is spoken of.
    pub min_group: u32,
    /// Votes from which an answer is put to a group.
    pub min_votes: u32,
}

/// What a hearing (听证会) needs before it counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HearingRule {
    /// The words of the rule.
    #[serde(flatten)]
    pub item: Item,
    /// Days by which the papers are there ahead of the hearing.
    pub papers_days: u32,
}

/// How often a matter in implementation is checked, by level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrackingInterval {
    /// The words of the rule.
    #[serde(flatten)]
    pub item: Item,
    /// Expected level after measures.
    pub level: Level,
    /// Months between check-ins.
    pub months: u32,
}

/// A trigger of re-assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TriggerRule {
    /// The words of the rule.
    #[serde(flatten)]
    pub item: Item,
    /// Which trigger.
    pub kind: TriggerKind,
    /// A number that belongs to it (months, days, petitions), if any.
    #[serde(default)]
    pub threshold: Option<u32>,
    /// The same for plans, where they have a number of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threshold_plans: Option<u32>,
    /// Days within which the number has to be reached, where that matters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window_days: Option<u32>,
}

/// Two deeds that one person may not do on one case (four eyes, recusal).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Separation {
    /// The words of the rule.
    #[serde(flatten)]
    pub item: Item,
    /// The earlier deed.
    pub first: Deed,
    /// The deed that the same person may not do after it.
    pub then: Deed,
}

impl Procedure {
    /// The rule of a step, if the procedure has it.
    #[must_use]
    pub fn step(&self, step: Step) -> Option<&StepRule> {
        self.steps.iter().find(|s| s.step == step)
    }

    /// The required steps that stand before `step`, in order.
    pub fn required_before(&self, step: Step) -> impl Iterator<Item = &StepRule> {
        self.steps.iter().take_while(move |s| s.step != step).filter(|s| s.required)
    }
}
