//! Consultation activities: meetings, visits, hearings and questionnaires,
//! with answers as counts by group.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Decided;
use crate::{
    assessment::{
        Assessment,
        check::{not_before, unused},
        event::AssessmentEvent as E,
        parts::{Activity, Attended, Sealed, Tally},
    },
    codes::{ActivityKind, Step},
    env::Env,
    ids::{ActivityId, HearingId},
    refusal::{Reason, Refusal},
    text::{FileRef, Text},
};

/// Input: what took place, and the answers as counts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecordActivity {
    /// Made by the caller.
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
    #[serde(default)]
    pub tallies: Vec<Tally>,
    /// Minutes without names.
    pub minutes: Text,
    /// Evidence: blank form, record, photographs.
    #[serde(default)]
    pub proof: Vec<FileRef>,
    /// The sealed answers of a public consultation, where these are the evidence.
    #[serde(default)]
    pub sealed: Option<Sealed>,
    /// How many of each group took part.
    #[serde(default)]
    pub groups: Vec<Attended>,
    /// The announced hearing that it was.
    #[serde(default)]
    pub hearing: Option<HearingId>,
}

impl RecordActivity {
    /// Counts need evidence, and nobody answers twice: the answers of an
    /// activity do not exceed its attendance.
    ///
    /// # Errors
    /// Refused when the step is closed, the day lies ahead or before the plan,
    /// there is no evidence, there are more answers than people, or a hearing was
    /// not announced.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        let rule = state.open(env, Step::Consultation)?;
        unused("id", self.id, state.activities.iter().map(|a| a.id))?;
        if self.on > env.today {
            return Err(Refusal::of(Reason::FutureDate { field: "on" }));
        }
        // People may be heard while the notice hangs, but not before there is a plan.
        let planned = state.done.get(&Step::Plan).copied().or(state.opened);
        not_before("on", self.on, planned)?;
        if self.proof.is_empty() && self.sealed.is_none() {
            return Err(Refusal::invalid("proof", "empty").by(&rule.item));
        }
        let answers: u64 =
            self.tallies.iter().flat_map(|t| t.counts.values()).map(|n| u64::from(*n)).sum();
        if answers > u64::from(self.attendance) {
            return Err(Refusal::invalid("attendance", "fewer_than_answers"));
        }
        let attended: u64 = self.groups.iter().map(|g| u64::from(g.size)).sum();
        if attended > u64::from(self.attendance) {
            return Err(Refusal::invalid("attendance", "fewer_than_groups"));
        }
        self.announced(state, env)?;
        Ok(vec![E::ActivityRecorded {
            activity: Activity {
                id: self.id,
                kind: self.kind,
                on: self.on,
                place: self.place,
                attendance: self.attendance,
                tallies: self.tallies.clone(),
                minutes: self.minutes,
                proof: self.proof.clone(),
                sealed: self.sealed.clone(),
                groups: self.groups.clone(),
                hearing: self.hearing,
                confirmed: None,
                void: None,
            },
        }])
    }

    /// A hearing is one that was announced, and each was held once. Packages
    /// without a rule of hearings, as older ones are, ask for no announcement.
    fn announced(&self, state: &Assessment, env: &Env<'_>) -> Result<(), Refusal> {
        let rule = env.rules.hearing.as_ref();
        let by = |refusal: Refusal| match rule {
            Some(rule) => refusal.by(&rule.item),
            None => refusal,
        };
        match (self.kind, self.hearing) {
            (ActivityKind::Hearing, None) if rule.is_some() => {
                Err(by(Refusal::invalid("hearing", "not_announced")))
            }
            (ActivityKind::Hearing, Some(id)) => {
                if state.hearings.iter().all(|h| h.id != id) {
                    return Err(Refusal::unknown("hearing"));
                }
                let held = state.activities.iter().filter(|a| a.void.is_none());
                if held.filter_map(|a| a.hearing).any(|other| other == id) {
                    return Err(Refusal::of(Reason::Already { field: "hearing" }));
                }
                Ok(())
            }
            (_, Some(_)) => Err(Refusal::invalid("hearing", "no_hearing")),
            (_, None) => Ok(()),
        }
    }
}
