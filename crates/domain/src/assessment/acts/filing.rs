//! Filing (备案): submitted, sent back with coded reasons, or accepted with a
//! number. Filing is not approval (domain reference §2.7).

use serde::{Deserialize, Serialize};

use super::Decided;
use crate::{
    assessment::{
        Assessment,
        check::{not_before, unused},
        event::AssessmentEvent as E,
        parts::{Filing, FilingState},
    },
    clock::add_months,
    codes::{Deed, DivisionCode, Part, Role, Step, UnitKind},
    env::Env,
    ids::FilingId,
    refusal::{MissingThing, Reason, Refusal, RuleRef},
    rulebook::Package,
    text::Text,
};

/// Input: the packet, by form code.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SubmitFiling {
    /// Made by the caller.
    pub id: FilingId,
    /// Documents of the packet.
    pub packet: Vec<String>,
}

impl SubmitFiling {
    /// # Errors
    /// Refused while a submission is open or the packet lacks a document.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        state.open(env, Step::Filing)?;
        unused("id", self.id, state.filings.iter().map(|f| f.id))?;
        let rule = &env.rules.filing;
        if state.submitted().is_some() {
            return Err(Refusal::of(Reason::Already { field: "filing" }).by(&rule.item));
        }
        self.whole(env)?;
        let report = state.reports.last().ok_or_else(|| Refusal::unknown("report"))?;
        Ok(vec![E::FilingSubmitted {
            filing: Filing {
                id: self.id,
                submitted: env.occurred_on,
                report: report.id,
                packet: self.packet.clone(),
                state: FilingState::Submitted,
                answered: None,
            },
        }])
    }

    /// Every paper that the rules ask for is in the packet; those that are not are
    /// named.
    fn whole(&self, env: &Env<'_>) -> Result<(), Refusal> {
        let rule = &env.rules.filing;
        let lacking: Vec<&String> =
            rule.packet.iter().filter(|form| !self.packet.contains(form)).collect();
        if lacking.is_empty() {
            return Ok(());
        }
        let count = u32::try_from(lacking.len()).unwrap_or(u32::MAX);
        let refusal = Refusal::of(Reason::PacketLacks { field: "packet", count }).by(&rule.item);
        Err(lacking.into_iter().fold(refusal, |refusal, code| {
            let known = env.rules.forms.iter().find(|form| &form.code == code);
            let paper = known.map_or_else(|| RuleRef::named(code), RuleRef::from);
            refusal.needs(MissingThing::Paper(Box::new(paper)), Some(Part::Lead), None)
        }))
    }
}

fn submitted<'a>(
    state: &'a Assessment,
    env: &Env<'_>,
    id: FilingId,
) -> Result<&'a Filing, Refusal> {
    state.open(env, Step::Filing)?;
    let filing = state
        .filings
        .iter()
        .find(|f| f.id == id && f.state == FilingState::Submitted)
        .ok_or_else(|| Refusal::of(Reason::NoOpen { field: "filing" }))?;
    not_before("occurred_on", env.occurred_on, Some(filing.submitted))?;
    Ok(filing)
}

/// Whether a unit may file a matter of a place: its kind is one that files, and
/// its own place is that of the matter or one above it.
///
/// # Errors
/// Refused with the rule of filing and who may file.
pub fn may_file(
    rules: &Package,
    (kind, seat): (Option<UnitKind>, &DivisionCode),
    place: &DivisionCode,
) -> Result<(), Refusal> {
    let rule = &rules.filing;
    let refuse = |code| {
        Refusal::invalid("filing", code).by(&rule.item).needs(
            MissingThing::Field("filing"),
            None,
            Some(Role::FilingOfficer),
        )
    };
    if !rule.unit_kinds.is_empty() && kind.is_none_or(|kind| !rule.unit_kinds.contains(&kind)) {
        return Err(refuse("filing_kind"));
    }
    if seat.covers(place) { Ok(()) } else { Err(refuse("filing_area")) }
}

/// Input: coded reasons and what to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReturnFiling {
    /// Which filing.
    pub filing: FilingId,
    /// Codes of the rule package's reasons.
    pub reasons: Vec<String>,
    /// What to do.
    pub note: Text,
}

impl ReturnFiling {
    /// # Errors
    /// Refused without a reason or with a reason that the rules do not know.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        submitted(state, env, self.filing)?;
        state.apart(env, Deed::Filed)?;
        if self.reasons.is_empty() {
            return Err(Refusal::of(Reason::ReasonNeeded { field: "reasons" }));
        }
        let known = |code: &String| env.rules.return_reasons.iter().any(|r| &r.code == code);
        if !self.reasons.iter().all(known) {
            return Err(Refusal::unknown("reasons"));
        }
        Ok(vec![E::FilingReturned {
            filing: self.filing,
            reasons: self.reasons.clone(),
            note: self.note,
        }])
    }
}

/// Input: the number allotted and comments.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AcceptFiling {
    /// Which filing.
    pub filing: FilingId,
    /// Number allotted by the caller, 朝稳备〔2016〕412号.
    pub number: String,
    /// Comments.
    pub note: Text,
}

impl AcceptFiling {
    /// # Errors
    /// Refused to anyone who drafted, rated or reviewed.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        submitted(state, env, self.filing)?;
        state.apart(env, Deed::Filed)?;
        let rule = &env.rules.filing;
        let months = if state.is_plan { rule.valid_months_plans } else { rule.valid_months };
        let valid_until = add_months(env.occurred_on, months)
            .ok_or_else(|| Refusal::invalid("occurred_on", "outside_calendar"))?;
        Ok(vec![
            E::FilingAccepted {
                filing: self.filing,
                number: self.number.clone(),
                valid_until,
                note: self.note,
            },
            E::StepDone { step: Step::Filing },
        ])
    }
}
