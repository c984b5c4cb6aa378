//! The acts on a matter: list, amend, screen, confirm, check at a gate,
//! withdraw. The result of a screening follows from the answers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Answer, Facts, GateCheck, Matter, MatterEvent as E, Screening, Status};
use crate::{
    assessment::{
        Assessment, Parties, Standing,
        check::{not_before, unused},
    },
    codes::{Deed, ExemptReason, Gate, ProcedureCode, ScreeningResult},
    env::Env,
    gate,
    ids::{AssessmentId, MatterId},
    refusal::{Reason, Refusal},
    rulebook::{Package, QuestionEffect},
    text::{PackageHash, Text},
};

/// The answer to an act on a matter.
pub type Decided = Result<Vec<E>, Refusal>;

/// One act on a matter that stands in the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "act", content = "input")]
pub enum Command {
    /// Amend facts or units.
    #[serde(rename = "amend_matter")]
    Amend(Box<Amend>),
    /// Propose a screening.
    #[serde(rename = "propose_screening")]
    ProposeScreening(ProposeScreening),
    /// Send a proposal back.
    #[serde(rename = "send_back_screening")]
    SendBackScreening(SendBackScreening),
    /// Confirm a proposal.
    #[serde(rename = "confirm_screening")]
    ConfirmScreening(ConfirmScreening),
    /// Withdraw the matter.
    #[serde(rename = "withdraw_matter")]
    Withdraw(WithdrawMatter),
}

impl Command {
    /// Every code.
    pub const CODES: &'static [&'static str] = &[
        "amend_matter",
        "propose_screening",
        "send_back_screening",
        "confirm_screening",
        "withdraw_matter",
    ];

    /// The stable code of the act.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Amend(_) => "amend_matter",
            Self::ProposeScreening(_) => "propose_screening",
            Self::SendBackScreening(_) => "send_back_screening",
            Self::ConfirmScreening(_) => "confirm_screening",
            Self::Withdraw(_) => "withdraw_matter",
        }
    }

    /// Decides, given the latest assessment of the matter: events or a refusal.
    ///
    /// # Errors
    /// [`Refusal`] with the rule and what is missing.
    pub fn decide(&self, state: &Matter, latest: Option<&Assessment>, env: &Env<'_>) -> Decided {
        match self {
            Self::Amend(input) => input.decide(state, latest, env),
            Self::ProposeScreening(input) => input.decide(state, latest, env),
            Self::SendBackScreening(input) => input.decide(state, env),
            Self::ConfirmScreening(input) => input.decide(state, env),
            Self::Withdraw(input) => input.decide(state, latest, env),
        }
    }
}

/// Input: a new matter for the list, with the number allotted by the caller.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct List {
    /// Number, `LN-CY-2016-00412`.
    pub number: String,
    /// Check code of the number, as computed by the caller.
    pub check_code: String,
    /// The rules of its place and day.
    pub rules: PackageHash,
    /// The facts.
    pub facts: Facts,
    /// Units that take part.
    pub parties: Parties,
    /// Source of an imported row.
    #[serde(default)]
    pub origin: Option<Text>,
}

impl List {
    /// # Errors
    /// Refused for a day that lies ahead or a planned period turned round.
    pub fn decide(&self, state: &Matter, env: &Env<'_>) -> Decided {
        if state.listed_on.is_some() {
            return Err(Refusal::of(Reason::Already { field: "matter" }));
        }
        check_facts(&self.facts, env)?;
        Ok(vec![E::MatterListed {
            number: self.number.clone(),
            check_code: self.check_code.clone(),
            rules: self.rules,
            facts: self.facts.clone(),
            parties: self.parties,
            origin: self.origin,
        }])
    }
}

fn check_facts(facts: &Facts, env: &Env<'_>) -> Result<(), Refusal> {
    if env.occurred_on > env.today {
        return Err(Refusal::of(Reason::FutureDate { field: "occurred_on" }));
    }
    if facts.planned.is_some_and(|p| p.to < p.from) {
        return Err(Refusal::invalid("planned", "before_start"));
    }
    Ok(())
}

fn standing(state: &Matter, env: &Env<'_>) -> Result<(), Refusal> {
    if env.occurred_on > env.today {
        return Err(Refusal::of(Reason::FutureDate { field: "occurred_on" }));
    }
    if state.listed_on.is_none() {
        return Err(Refusal::unknown("matter"));
    }
    not_before("occurred_on", env.occurred_on, state.listed_on)?;
    if state.status == Status::Withdrawn {
        return Err(Refusal::of(Reason::Ended));
    }
    Ok(())
}

/// Whether work on an assessment stands in the way of a new beginning. One that
/// was withdrawn does not: the matter is free to be amended, screened once more
/// or given up.
#[must_use]
pub fn free_of_assessment(state: &Matter, latest: Option<&Assessment>) -> bool {
    state.assessments.is_empty()
        || latest.is_some_and(|a| matches!(a.standing, Standing::Withdrawn { .. }))
}

fn unassessed(state: &Matter, latest: Option<&Assessment>) -> Result<(), Refusal> {
    if free_of_assessment(state, latest) {
        return Ok(());
    }
    Err(Refusal::of(Reason::Already { field: "assessment" }))
}

/// Input: amended facts, with a reason.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Amend {
    /// The facts.
    pub facts: Facts,
    /// Units that take part.
    pub parties: Parties,
    /// Why.
    pub reason: Text,
}

impl Amend {
    /// A screening speaks of the facts that it saw: amended facts send it back,
    /// whether it was only proposed or confirmed.
    ///
    /// # Errors
    /// Refused once an assessment is open: a material change is a trigger then.
    pub fn decide(&self, state: &Matter, latest: Option<&Assessment>, env: &Env<'_>) -> Decided {
        standing(state, env)?;
        check_facts(&self.facts, env)?;
        unassessed(state, latest)?;
        let mut events = vec![E::MatterAmended {
            facts: self.facts.clone(),
            parties: self.parties,
            reason: self.reason,
        }];
        if state.status != Status::Listed {
            events.push(E::ScreeningSentBack { reason: self.reason });
        }
        Ok(events)
    }
}

/// Input: answers to the questions of the rules.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProposeScreening {
    /// Answers by question code.
    pub answers: BTreeMap<String, Answer>,
    /// Ground of exemption that the owner claims.
    #[serde(default)]
    pub exempt: Option<ExemptReason>,
    /// The matter whose assessment covers this one.
    #[serde(default)]
    pub covered_by: Option<MatterId>,
    /// Asks to put the screening off.
    #[serde(default)]
    pub defer: bool,
    /// Why, in words.
    #[serde(default)]
    pub reason: Option<Text>,
}

/// The result that follows from answers under a package.
///
/// Returns the result and the procedure, if an assessment is due.
#[must_use]
pub fn screen(
    rules: &Package,
    answers: &BTreeMap<String, Answer>,
    households: Option<u32>,
) -> (ScreeningResult, Option<ProcedureCode>) {
    let yes = |code: &str| answers.get(code).is_some_and(|a| a.yes);
    let hit: Vec<QuestionEffect> =
        rules.screening.iter().filter(|q| yes(&q.item.code)).map(|q| q.effect).collect();
    if hit.is_empty() {
        return (ScreeningResult::NotRequired, None);
    }
    if hit.contains(&QuestionEffect::Special) {
        return (ScreeningResult::Required, Some(ProcedureCode::Special));
    }
    let barred = hit.contains(&QuestionEffect::BarsSimplified);
    let conditions = rules.procedure(ProcedureCode::Simplified).map(|p| &p.conditions);
    let holds = conditions.is_some_and(|cs| {
        cs.iter().all(|c| {
            c.question_no.as_deref().is_none_or(|q| !yes(q))
                && c.households_below.is_none_or(|n| households.is_some_and(|h| h < n))
        })
    });
    if barred || !holds {
        (ScreeningResult::Required, Some(ProcedureCode::General))
    } else {
        (ScreeningResult::SimplifiedOk, Some(ProcedureCode::Simplified))
    }
}

/// Whether a screening can be proposed: none stands, or the assessment to which
/// it led was withdrawn.
#[must_use]
pub fn may_be_screened(state: &Matter, latest: Option<&Assessment>) -> bool {
    match state.status {
        Status::Listed | Status::ScreeningProposed | Status::Deferred => true,
        Status::Assessing => free_of_assessment(state, latest),
        Status::Exempt | Status::Covered | Status::Withdrawn => false,
    }
}

impl ProposeScreening {
    /// Every question is answered; a "no assessment" needs a ground and a reason.
    ///
    /// # Errors
    /// Refused with unanswered questions, for a ground that the rules do not
    /// know, without a reason where no assessment follows,
    /// or once the screening is confirmed. After the assessment was withdrawn the
    /// matter is screened once more.
    pub fn decide(&self, state: &Matter, latest: Option<&Assessment>, env: &Env<'_>) -> Decided {
        standing(state, env)?;
        if !may_be_screened(state, latest) {
            return Err(Refusal::of(Reason::Already { field: "screening" }));
        }
        let before = state.assessments.last().map(|a| a.opened);
        not_before("occurred_on", env.occurred_on, before)?;
        let open =
            env.rules.screening.iter().filter(|q| !self.answers.contains_key(&q.item.code)).count();
        if open > 0 {
            let count = u32::try_from(open).unwrap_or(u32::MAX);
            return Err(Refusal::of(Reason::Unanswered { field: "answers", count }));
        }
        if let Some(ground) = self.exempt
            && !env.rules.exemptions.iter().any(|e| e.reason == ground)
        {
            return Err(Refusal::unknown("exempt"));
        }
        let (result, procedure) = self.outcome(state, env)?;
        let exempt = match (result, self.exempt) {
            (ScreeningResult::NotRequired, None) => Some(ExemptReason::NoPublicInterest),
            (_, given) => given,
        };
        Ok(vec![E::ScreeningProposed {
            screening: Screening {
                answers: self.answers.clone(),
                result,
                procedure,
                exempt,
                covered_by: self.covered_by,
                reason: self.reason,
                proposed_by: env.actor,
                proposed_on: env.occurred_on,
                confirmed_on: None,
            },
        }])
    }

    /// What the answers give, unless the proposer states another way out.
    fn outcome(
        &self,
        state: &Matter,
        env: &Env<'_>,
    ) -> Result<(ScreeningResult, Option<ProcedureCode>), Refusal> {
        let households = state.facts.as_ref().and_then(|f| f.scale.households);
        let other = if self.defer {
            Some(ScreeningResult::Deferred)
        } else if self.covered_by.is_some() {
            Some(ScreeningResult::CoveredBy)
        } else if self.exempt.is_some() {
            Some(ScreeningResult::NotRequired)
        } else {
            None
        };
        let (result, procedure) = match other {
            Some(result) => (result, None),
            None => screen(env.rules, &self.answers, households),
        };
        let needs_reason = other.is_some() || result == ScreeningResult::NotRequired;
        if needs_reason && self.reason.is_none() {
            return Err(Refusal::of(Reason::ReasonNeeded { field: "reason" }));
        }
        Ok((result, procedure))
    }
}

/// Input: why the proposal goes back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SendBackScreening {
    /// Why.
    pub reason: Text,
}

impl SendBackScreening {
    /// # Errors
    /// Refused when there is no open proposal.
    pub fn decide(&self, state: &Matter, env: &Env<'_>) -> Decided {
        standing(state, env)?;
        if state.status != Status::ScreeningProposed {
            return Err(Refusal::of(Reason::NoOpen { field: "screening" }));
        }
        let proposed = state.screening.as_ref().map(|s| s.proposed_on);
        not_before("occurred_on", env.occurred_on, proposed)?;
        Ok(vec![E::ScreeningSentBack { reason: self.reason }])
    }
}

/// Input: the second person's consent. The assessment that it opens gets the
/// identifier made by the caller.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConfirmScreening {
    /// Identifier of the assessment, used when one is due.
    pub assessment: AssessmentId,
    /// A remark.
    #[serde(default)]
    pub note: Option<Text>,
}

impl ConfirmScreening {
    /// # Errors
    /// Refused without an open proposal, to the person who made it (four eyes),
    /// and where the facts as they stand now give another result.
    pub fn decide(&self, state: &Matter, env: &Env<'_>) -> Decided {
        standing(state, env)?;
        let screening = state
            .screening
            .as_ref()
            .filter(|_| state.status == Status::ScreeningProposed)
            .ok_or_else(|| Refusal::of(Reason::NoOpen { field: "screening" }))?;
        not_before("occurred_on", env.occurred_on, Some(screening.proposed_on))?;
        unused("assessment", self.assessment, state.assessments.iter().map(|a| a.id))?;
        if screening.proposed_by == env.actor {
            let (first, then) = (Deed::ProcedureProposed, Deed::ProcedureConfirmed);
            let refusal = Refusal::of(Reason::SamePerson { first, then });
            let rule = env.rules.separations.iter().find(|s| s.first == first && s.then == then);
            return Err(match rule {
                Some(rule) => refusal.by(&rule.item),
                None => refusal,
            });
        }
        let households = state.facts.as_ref().and_then(|f| f.scale.households);
        let given = (screening.result, screening.procedure);
        if screening.procedure.is_some()
            && screen(env.rules, &screening.answers, households) != given
        {
            return Err(Refusal::invalid("screening", "facts_changed"));
        }
        let mut events = vec![E::ScreeningConfirmed { note: self.note }];
        if screening.procedure.is_some() {
            let last = state.assessments.last().map_or(0, |a| a.ordinal);
            events.push(E::MatterAssessmentOpened {
                assessment: self.assessment,
                ordinal: last.saturating_add(1),
            });
        }
        Ok(events)
    }
}

/// Input: why the matter is given up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WithdrawMatter {
    /// Why.
    pub reason: Text,
}

impl WithdrawMatter {
    /// # Errors
    /// Refused while an assessment is open: withdraw that first.
    pub fn decide(&self, state: &Matter, latest: Option<&Assessment>, env: &Env<'_>) -> Decided {
        standing(state, env)?;
        unassessed(state, latest)?;
        Ok(vec![E::MatterWithdrawn { reason: self.reason }])
    }
}

/// Input: a new assessment of the same matter.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Reassess {
    /// Made by the caller.
    pub assessment: AssessmentId,
}

impl Reassess {
    /// # Errors
    /// Refused while the matter has no earlier assessment.
    pub fn decide(&self, state: &Matter, env: &Env<'_>) -> Decided {
        standing(state, env)?;
        let last =
            state.assessments.last().ok_or(Refusal::of(Reason::NoOpen { field: "assessment" }))?;
        not_before("occurred_on", env.occurred_on, Some(last.opened))?;
        unused("assessment", self.assessment, state.assessments.iter().map(|a| a.id))?;
        Ok(vec![E::MatterAssessmentOpened {
            assessment: self.assessment,
            ordinal: last.ordinal.saturating_add(1),
        }])
    }
}

/// Input: which gate is asked. The answer is computed and put on record.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CheckGate {
    /// Which gate.
    pub gate: Gate,
}

impl CheckGate {
    /// # Errors
    /// Refused when the rules have no such gate.
    pub fn decide(
        &self,
        state: &Matter,
        assessment: Option<&Assessment>,
        env: &Env<'_>,
    ) -> Decided {
        let verdict = gate::check(state, assessment, self.gate, env)?;
        Ok(vec![E::GateChecked {
            check: GateCheck { gate: self.gate, on: env.today, at: None, unit: env.unit, verdict },
        }])
    }
}
