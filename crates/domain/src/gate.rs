//! The gates (四不): each refuses what is not cleared, and says which rule
//! asks for it, what is missing and who can supply it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    assessment::{Assessment, Filed, Standing},
    codes::{Conclusion, Gate, LegalityOpinion, Level, MeasureStatus, Part, RatingStage, Role},
    env::Env,
    matter::{Matter, Status},
    refusal::{MissingThing, Reason, Refusal},
    rulebook::{GateRequirement, GateRule},
};

/// One requirement and whether it is met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What is required.
    pub requirement: GateRequirement,
    /// Whether it is met, or asks nothing of this matter.
    pub met: bool,
    /// Nothing here can prove it: whoever stands at the gate asks for the paper.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub elsewhere: bool,
    /// The part of the unit that can supply it.
    #[serde(default)]
    pub part: Option<Part>,
    /// The role that can supply it.
    #[serde(default)]
    pub role: Option<Role>,
}

/// What a gate says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// Which gate.
    pub gate: Gate,
    /// Whether the matter may pass.
    pub cleared: bool,
    /// Whether it passes without an assessment because none is due.
    pub exempt: bool,
    /// Number of the assessment of another matter that covers this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covered_by: Option<String>,
    /// Code of the rule.
    pub rule: String,
    /// Each requirement in the order of the rule.
    pub findings: Vec<Finding>,
    /// The level after measures, if one is filed.
    #[serde(default)]
    pub level: Option<Level>,
    /// Whether the level is above what the gate lets pass.
    pub level_too_high: bool,
    /// The decided conclusion, if there is one.
    #[serde(default)]
    pub conclusion: Option<Conclusion>,
    /// What the report recommends, as long as nothing is decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recommended: Option<Conclusion>,
    /// Number of the filing that clears the matter.
    #[serde(default)]
    pub filing: Option<String>,
    /// Last day of the clearance.
    #[serde(default)]
    pub valid_until: Option<Date>,
}

/// Asks a gate about a matter and the assessment that speaks for it: its latest
/// one, or the latest one of the matter that covers it.
///
/// # Errors
/// Refused when the rules of the matter have no such gate.
pub fn check(
    matter: &Matter,
    assessment: Option<&Assessment>,
    gate: Gate,
    env: &Env<'_>,
) -> Result<Verdict, Refusal> {
    let rule = env.rules.gate(gate).ok_or_else(|| Refusal::unknown("gate"))?;
    let exempt = matter.status == Status::Exempt;
    // What was assessed before the exemption says nothing about the matter now.
    let assessment = assessment.filter(|_| !exempt);
    let findings: Vec<Finding> = rule
        .requires
        .iter()
        .map(|requirement| finding(rule, *requirement, matter, assessment, env))
        .collect();
    let level = assessment.and_then(|a| a.level_at(RatingStage::After));
    let level_too_high = rule.max_level.is_some_and(|max| level.is_some_and(|l| l > max));
    let filed = assessment.and_then(standing_filing);
    Ok(Verdict {
        gate,
        cleared: findings.iter().all(|f| f.met) && !level_too_high,
        exempt,
        covered_by: assessment
            .filter(|_| matter.status == Status::Covered)
            .map(|a| a.number.clone()),
        rule: rule.item.code.clone(),
        findings,
        level,
        level_too_high,
        conclusion: assessment.and_then(|a| a.decisions.last().map(|d| d.conclusion)),
        recommended: assessment
            .filter(|a| a.decisions.is_empty())
            .and_then(|a| a.reports.last().map(|report| report.recommends)),
        valid_until: filed.as_ref().map(|f| f.valid_until),
        filing: filed.map(|f| f.number),
    })
}

/// The filing that stands. That of a withdrawn assessment clears nothing.
fn standing_filing(assessment: &Assessment) -> Option<Filed> {
    match assessment.standing {
        Standing::Withdrawn { .. } => None,
        _ => assessment.filed(),
    }
}

/// What the gate of a decision still misses in an assessment, on the day that
/// the decision is stated for. A decision to go on is refused with it, so that
/// no act gets past its own gate. The decision before it does not count: it is
/// the one that is replaced.
///
/// # Errors
/// Refused with the rule of the gate, what is missing and who can supply it.
pub(crate) fn before_decision(state: &Assessment, env: &Env<'_>) -> Result<(), Refusal> {
    let Some(rule) = env.rules.gate(Gate::Decision) else { return Ok(()) };
    let mut undecided = state.clone();
    undecided.decisions.clear();
    let lacks = rule.requires.iter().filter(|requirement| {
        !matches!(requirement, GateRequirement::Listed | GateRequirement::Screened)
            && !supplied(**requirement, &undecided, env.occurred_on)
    });
    let closed = || Refusal::of(Reason::GateClosed { gate: Gate::Decision }).by(&rule.item);
    let refusal = lacks.fold(None, |refusal: Option<Refusal>, requirement| {
        let supplier = rule.suppliers.iter().find(|s| s.requirement == *requirement);
        let lack = MissingThing::Requirement(*requirement);
        let (part, role) = (supplier.map(|s| s.part), supplier.map(|s| s.role));
        Some(refusal.unwrap_or_else(closed).needs(lack, part, role))
    });
    refusal.map_or(Ok(()), Err)?;
    match state.level_at(RatingStage::After) {
        Some(level) if rule.max_level.is_some_and(|max| level > max) => {
            Err(Refusal::of(Reason::LevelTooHigh { level }).by(&rule.item))
        }
        _ => Ok(()),
    }
}

fn finding(
    rule: &GateRule,
    requirement: GateRequirement,
    matter: &Matter,
    assessment: Option<&Assessment>,
    env: &Env<'_>,
) -> Finding {
    let supplier = rule.suppliers.iter().find(|s| s.requirement == requirement);
    let exempt = matter.status == Status::Exempt;
    Finding {
        requirement,
        met: met(requirement, matter, assessment, env),
        elsewhere: exempt && !of_the_assessment(requirement),
        part: supplier.map(|s| s.part),
        role: supplier.map(|s| s.role),
    }
}

/// Whether a confirmed exemption answers the requirement: where nothing is
/// assessed there is nothing to be filed, to expire, to be halted, and no
/// measure. Legality review and decision are owed by an exempt matter too
/// (国令713号 art. 25), but they are recorded in an assessment only. The gate
/// cannot ask for a record that no one can make; it lets the matter pass as far
/// as the assessment goes and says that this has to be looked up elsewhere.
const fn of_the_assessment(requirement: GateRequirement) -> bool {
    match requirement {
        GateRequirement::Listed
        | GateRequirement::Screened
        | GateRequirement::Filed
        | GateRequirement::Valid
        | GateRequirement::NotHalted
        | GateRequirement::MeasuresBeforeStart => true,
        GateRequirement::Lawful | GateRequirement::DecidedToProceed => false,
    }
}

/// The status says whether the screening stands: one that was sent back keeps
/// the day of its old confirmation.
fn met(
    requirement: GateRequirement,
    matter: &Matter,
    assessment: Option<&Assessment>,
    env: &Env<'_>,
) -> bool {
    match requirement {
        GateRequirement::Listed => matter.listed_on.is_some() && matter.status != Status::Withdrawn,
        GateRequirement::Screened => {
            matches!(matter.status, Status::Exempt | Status::Covered | Status::Assessing)
        }
        _ if matter.status == Status::Exempt => true,
        asked => assessment.is_some_and(|a| supplied(asked, a, env.today)),
    }
}

/// Whether an assessment supplies on a day what is asked of it.
fn supplied(requirement: GateRequirement, assessment: &Assessment, on: Date) -> bool {
    let goes_on = assessment.decisions.last().map(|d| d.conclusion.goes_on());
    match requirement {
        GateRequirement::Listed | GateRequirement::Screened => true,
        GateRequirement::Filed => standing_filing(assessment).is_some(),
        GateRequirement::Valid => standing_filing(assessment).is_some_and(|f| f.valid_until >= on),
        GateRequirement::Lawful => {
            let review = assessment.legality.last();
            review.is_some_and(|l| l.opinion == Some(LegalityOpinion::Lawful))
        }
        GateRequirement::DecidedToProceed => goes_on == Some(true),
        GateRequirement::NotHalted => {
            matches!(assessment.standing, Standing::Active | Standing::Archived)
                && !assessment.triggers.iter().any(|t| t.answer.is_none() || t.reassessed)
                && goes_on != Some(false)
        }
        GateRequirement::MeasuresBeforeStart => assessment
            .live_measures()
            .filter(|m| m.before_start)
            .all(|m| m.status == MeasureStatus::Done),
    }
}
