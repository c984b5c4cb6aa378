//! A verdict in words.

use app::directory::Units;
use domain::{
    assessment::Parties,
    codes::{Part, Role},
    gate::{Finding, Verdict},
    ids::UnitId,
    rulebook::GateRequirement,
};
use locale::L10n;

use crate::ui::Facts;

/// One requirement as a page shows it.
pub(crate) struct Point {
    /// What is required.
    pub(crate) name: String,
    /// Whether it is met.
    pub(crate) met: bool,
    /// Whether nothing here can prove it, so that the paper has to be asked for.
    pub(crate) elsewhere: bool,
    /// Who can supply it; empty when it is met or nobody is named.
    pub(crate) who: String,
}

/// The stable code of a requirement.
pub(crate) const fn code(requirement: GateRequirement) -> &'static str {
    match requirement {
        GateRequirement::Listed => "listed",
        GateRequirement::Screened => "screened",
        GateRequirement::Filed => "filed",
        GateRequirement::Valid => "valid",
        GateRequirement::Lawful => "lawful",
        GateRequirement::DecidedToProceed => "decided_to_proceed",
        GateRequirement::NotHalted => "not_halted",
        GateRequirement::MeasuresBeforeStart => "measures_before_start",
    }
}

/// The unit that plays a part in the matter.
pub(crate) fn unit_of(parties: Option<&Parties>, part: Part) -> Option<UnitId> {
    let parties = parties?;
    match part {
        Part::Lead => Some(parties.lead),
        Part::DecisionMaker => Some(parties.decision_maker),
        Part::Filing => Some(parties.filing),
        Part::Legality => parties.legality,
        Part::Executing => Some(parties.executing.unwrap_or(parties.lead)),
        _ => None,
    }
}

/// Who can supply something: the unit by name, and the role at it.
pub(crate) fn who(
    l10n: L10n,
    parties: Option<&Parties>,
    units: &Units,
    (part, role): (Option<Part>, Option<Role>),
) -> String {
    let unit = part
        .and_then(|part| unit_of(parties, part))
        .and_then(|unit| units.get(&unit.uuid()))
        .map(|unit| unit.name.clone())
        .or_else(|| part.map(|part| l10n.code("part", part.code())));
    let role = role.map(|role| l10n.code("role", role.code()));
    match (unit, role) {
        (Some(unit), Some(role)) => l10n.t2("door-who", ("unit", unit), ("role", role)),
        (Some(only), None) | (None, Some(only)) => only,
        (None, None) => String::new(),
    }
}

/// Every requirement in the order of the rule.
pub(crate) fn points(
    l10n: L10n,
    verdict: &Verdict,
    parties: Option<&Parties>,
    units: &Units,
) -> Vec<Point> {
    verdict
        .findings
        .iter()
        .map(|finding| Point {
            name: name(l10n, finding),
            met: finding.met,
            elsewhere: finding.elsewhere,
            who: if finding.met && !finding.elsewhere {
                String::new()
            } else {
                who(l10n, parties, units, (finding.part, finding.role))
            },
        })
        .collect()
}

fn name(l10n: L10n, finding: &Finding) -> String {
    l10n.code("door-need", code(finding.requirement))
}

/// What the gate lets pass without a record of it, one sentence each.
pub(crate) fn unproven(l10n: L10n, verdict: &Verdict) -> Vec<String> {
    let apart = verdict.findings.iter().filter(|found| found.elsewhere);
    apart.map(|found| l10n.t1("door-ask-elsewhere", "what", name(l10n, found))).collect()
}

/// Why the gate is closed, one sentence each.
pub(crate) fn reasons(l10n: L10n, verdict: &Verdict) -> Vec<String> {
    let mut reasons: Vec<String> = Vec::new();
    for finding in verdict.findings.iter().filter(|f| !f.met) {
        // What was never filed cannot have expired: one reason for both.
        let lack = match finding.requirement {
            GateRequirement::Valid if verdict.filing.is_none() => code(GateRequirement::Filed),
            GateRequirement::Valid => "expired",
            other => code(other),
        };
        let reason = l10n.code("door-lack", lack);
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    if let Some(level) = verdict.level.filter(|_| verdict.level_too_high) {
        reasons.push(l10n.t1("door-too-high", "level", l10n.code("level", level.code())));
    }
    reasons
}

/// Reasons as one line: each is a sentence, so that none runs into the next.
pub(crate) fn line(l10n: L10n, reasons: &[String]) -> String {
    let bare = |reason: &String| reason.trim_end_matches(['。', '.']).to_owned();
    reasons.iter().map(bare).collect::<Vec<_>>().join(&l10n.t("door-reason-between"))
}

/// The decided conclusion; before it what the report recommends, which is said
/// to be no decision; before both that there is neither.
pub(crate) fn conclusion(l10n: L10n, facts: Facts, verdict: &Verdict) -> Facts {
    let words = |c: domain::codes::Conclusion| l10n.code("conclusion", c.code());
    let decided = match (verdict.conclusion, verdict.exempt) {
        (Some(decided), _) => words(decided),
        (None, true) => l10n.t("door-conclusion-none"),
        (None, false) => l10n.t("door-undecided"),
    };
    let facts = match verdict.recommended {
        Some(recommended) => facts.fact(l10n.t("door-recommended"), words(recommended)),
        None => facts,
    };
    facts.fact(l10n.t("door-conclusion"), decided)
}
