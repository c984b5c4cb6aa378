//! The gates (四不): each refuses what is not cleared, and says which rule
//! asks for it, what is missing and who can supply it.

use serde::{Deserialize, Serialize};

use crate::{
    assessment::{Assessment, Filed, Standing},
    codes::{Conclusion, Gate, LegalityOpinion, Level, MeasureStatus, Part, RatingStage, Role},
    env::Env,
    matter::{Matter, Status},
    refusal::Refusal,
    rulebook::{GateRequirement, GateRule},
};

/// One requirement and whether it is met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What is required.
    pub requirement: GateRequirement,
    /// Whether it is met.
    pub met: bool,
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
    /// Number of the filing that clears the matter.
    #[serde(default)]
    pub filing: Option<String>,
    /// Last day of the clearance.
    #[serde(default)]
    pub valid_until: Option<jiff::civil::Date>,
}

/// Asks a gate about a matter and its latest assessment.
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
    let findings: Vec<Finding> = rule
        .requires
        .iter()
        .map(|requirement| finding(rule, *requirement, matter, assessment, env))
        .collect();
    let level = assessment.and_then(|a| a.level_at(RatingStage::After));
    let level_too_high =
        !exempt && rule.max_level.is_some_and(|max| level.is_some_and(|l| l > max));
    let filed = assessment.and_then(standing_filing);
    Ok(Verdict {
        gate,
        cleared: findings.iter().all(|f| f.met) && !level_too_high,
        exempt,
        rule: rule.item.code.clone(),
        findings,
        level,
        level_too_high,
        conclusion: assessment.and_then(|a| a.decisions.last().map(|d| d.conclusion)),
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

fn finding(
    rule: &GateRule,
    requirement: GateRequirement,
    matter: &Matter,
    assessment: Option<&Assessment>,
    env: &Env<'_>,
) -> Finding {
    let supplier = rule.suppliers.iter().find(|s| s.requirement == requirement);
    Finding {
        requirement,
        met: met(requirement, matter, assessment, env),
        part: supplier.map(|s| s.part),
        role: supplier.map(|s| s.role),
    }
}

/// A matter that is exempt has nothing to be filed, so the requirements that
/// speak of the assessment are met by the confirmed exemption.
fn met(
    requirement: GateRequirement,
    matter: &Matter,
    assessment: Option<&Assessment>,
    env: &Env<'_>,
) -> bool {
    let exempt = matter.status == Status::Exempt;
    let filed = assessment.and_then(standing_filing);
    match requirement {
        GateRequirement::Listed => matter.listed_on.is_some() && matter.status != Status::Withdrawn,
        GateRequirement::Screened => {
            matter.screening.as_ref().is_some_and(|s| s.confirmed_on.is_some())
                && matter.status != Status::Deferred
        }
        GateRequirement::Filed => exempt || filed.is_some(),
        GateRequirement::Valid => exempt || filed.is_some_and(|f| f.valid_until >= env.today),
        GateRequirement::Lawful => {
            exempt
                || assessment.is_some_and(|a| {
                    a.legality.last().is_some_and(|l| l.opinion == Some(LegalityOpinion::Lawful))
                })
        }
        GateRequirement::DecidedToProceed => {
            exempt
                || assessment
                    .is_some_and(|a| a.decisions.last().is_some_and(|d| d.conclusion.goes_on()))
        }
        GateRequirement::NotHalted => {
            exempt
                || assessment.is_some_and(|a| {
                    matches!(a.standing, Standing::Active | Standing::Archived)
                        && !a.triggers.iter().any(|t| t.answer.is_none() || t.reassessed)
                        && a.decisions.last().is_none_or(|d| d.conclusion.goes_on())
                })
        }
        GateRequirement::MeasuresBeforeStart => {
            exempt
                || assessment.is_some_and(|a| {
                    a.live_measures()
                        .filter(|m| m.before_start)
                        .all(|m| m.status == MeasureStatus::Done)
                })
        }
    }
}
