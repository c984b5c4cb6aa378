//! Hearings (听证会, 国令713号 arts 16 and 17) and the records of meetings: what has
//! to be public first, who confirms what was said, and when a hearing is done.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Decided;
use crate::{
    assessment::{
        Assessment,
        check::{not_before, unused},
        event::AssessmentEvent as E,
        parts::{Activity, Confirmed, Hearing, PublishedList},
    },
    codes::{ActivityKind, Confirmer, Part, Role, Step},
    env::Env,
    ids::{ActivityId, HearingId},
    refusal::{MissingThing, Reason, Refusal},
    rulebook::HearingRule,
    text::Text,
};

/// Input: when and where, and how those who take part are chosen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AnnounceHearing {
    /// Made by the caller.
    pub id: HearingId,
    /// The day for which it is announced.
    pub on: Date,
    /// Where.
    pub place: Text,
    /// How those who take part are chosen, as it was published.
    pub selection: Text,
    /// Day of that publication.
    pub selection_on: Date,
}

impl AnnounceHearing {
    /// # Errors
    /// Refused when the step is closed, the rule was published later than today or
    /// before there was a plan, or the hearing lies before its publication.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        state.open(env, Step::Consultation)?;
        unused("id", self.id, state.hearings.iter().map(|h| h.id))?;
        happened("selection_on", self.selection_on, state, env)?;
        not_before("on", self.on, Some(self.selection_on))?;
        Ok(vec![E::HearingAnnounced {
            hearing: Hearing {
                id: self.id,
                on: self.on,
                place: self.place,
                selection: self.selection,
                selection_on: self.selection_on,
                list: None,
                papers_on: None,
                closed: None,
            },
        }])
    }
}

/// Input: the list that the office published, by its hash, and the day on which
/// the papers were delivered. Each can be stated by itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PrepareHearing {
    /// Which hearing.
    pub hearing: HearingId,
    /// SHA-256 of the published list.
    #[serde(default)]
    pub list_sha256: Option<String>,
    /// Day of its publication.
    #[serde(default)]
    pub list_on: Option<Date>,
    /// Day on which those who take part had the papers.
    #[serde(default)]
    pub papers_on: Option<Date>,
}

impl PrepareHearing {
    /// # Errors
    /// Refused for a closed or unknown hearing, without anything to state, for a
    /// hash that is none, and for days that lie ahead or before the announcement.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        state.open(env, Step::Consultation)?;
        let hearing = open_hearing(state, self.hearing)?;
        let list = match (&self.list_sha256, self.list_on) {
            (None, None) => None,
            (Some(hash), Some(on)) => {
                let sha256 = sha256(hash).ok_or(Refusal::invalid("list_sha256", "no_hash"))?;
                prepared("list_on", on, hearing, env)?;
                Some(PublishedList { sha256, on })
            }
            (None, Some(_)) => return Err(Refusal::invalid("list_sha256", "empty")),
            (Some(_), None) => return Err(Refusal::invalid("list_on", "empty")),
        };
        if let Some(on) = self.papers_on {
            prepared("papers_on", on, hearing, env)?;
        }
        if list.is_none() && self.papers_on.is_none() {
            return Err(Refusal::invalid("papers_on", "empty"));
        }
        Ok(vec![E::HearingPrepared { hearing: self.hearing, list, papers_on: self.papers_on }])
    }
}

/// Input: which record was confirmed, by which post, when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConfirmMinutes {
    /// Which activity.
    pub activity: ActivityId,
    /// By which post.
    pub confirmed_by: Confirmer,
    /// When.
    pub confirmed_on: Date,
}

impl ConfirmMinutes {
    /// The record of a hearing is confirmed by those who took part.
    ///
    /// # Errors
    /// Refused when the step is closed, for an unknown activity and for one that
    /// was confirmed or has no minutes, for a day that lies ahead or before it.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        state.open(env, Step::Consultation)?;
        let found = held(state).find(|a| a.id == self.activity && a.sealed.is_none());
        let activity = found.ok_or_else(|| Refusal::unknown("activity"))?;
        if activity.confirmed.is_some() {
            return Err(Refusal::of(Reason::Already { field: "activity" }));
        }
        if self.confirmed_on > env.today {
            return Err(Refusal::of(Reason::FutureDate { field: "confirmed_on" }));
        }
        not_before("confirmed_on", self.confirmed_on, Some(activity.on))?;
        if activity.kind == ActivityKind::Hearing
            && self.confirmed_by != Confirmer::Participants
            && let Some(rule) = &env.rules.hearing
        {
            return Err(Refusal::invalid("confirmed_by", "not_participants").by(&rule.item));
        }
        let confirmed = Confirmed { by: self.confirmed_by, on: self.confirmed_on };
        Ok(vec![E::MinutesConfirmed { activity: self.activity, confirmed }])
    }
}

/// Input: which hearing is done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CloseHearing {
    /// Which hearing.
    pub hearing: HearingId,
}

impl CloseHearing {
    /// # Errors
    /// Refused with the rule while something that it asks for is missing, or where
    /// the papers came too late.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        state.open(env, Step::Consultation)?;
        let hearing = open_hearing(state, self.hearing)?;
        let activity = held(state).find(|a| a.hearing == Some(hearing.id));
        let rule = env.rules.hearing.as_ref();
        let missing = lacks(hearing, activity);
        if !missing.is_empty() {
            let refusal = by(rule, Refusal::invalid("hearing", "hearing_incomplete"));
            return Err(missing.into_iter().fold(refusal, |refusal, field| {
                refusal.needs(MissingThing::Field(field), Some(Part::Lead), Some(Role::LeadUnit))
            }));
        }
        if let (Some(rule), Some(papers), Some(activity)) = (rule, hearing.papers_on, activity) {
            ahead(rule, papers, activity.on)?;
        }
        Ok(vec![E::HearingClosed { hearing: hearing.id }])
    }
}

/// The papers were there the days of the rule before the day of the hearing.
fn ahead(rule: &HearingRule, papers: Date, on: Date) -> Result<(), Refusal> {
    let days = papers.until(on).map_or(0, |span| span.get_days());
    let have = u32::try_from(days).unwrap_or(0);
    if have < rule.papers_days {
        let reason = Reason::TooLate { field: "hearing", need: rule.papers_days, have };
        return Err(Refusal::of(reason).by(&rule.item));
    }
    Ok(())
}

/// What a hearing lacks, as fields of the forms that state it.
fn lacks(hearing: &Hearing, activity: Option<&Activity>) -> Vec<&'static str> {
    let mut missing = Vec::new();
    if hearing.list.is_none() {
        missing.push("list_sha256");
    }
    if hearing.papers_on.is_none() {
        missing.push("papers_on");
    }
    if activity.is_none() {
        missing.push("activity");
    }
    if activity.is_none_or(|a| a.confirmed.is_none()) {
        missing.push("confirmed_by");
    }
    missing
}

fn by(rule: Option<&HearingRule>, refusal: Refusal) -> Refusal {
    match rule {
        Some(rule) => refusal.by(&rule.item),
        None => refusal,
    }
}

fn held(state: &Assessment) -> impl Iterator<Item = &Activity> {
    state.activities.iter().filter(|a| a.void.is_none())
}

fn open_hearing(state: &Assessment, id: HearingId) -> Result<&Hearing, Refusal> {
    let hearing = state.hearings.iter().find(|h| h.id == id);
    let hearing = hearing.ok_or_else(|| Refusal::unknown("hearing"))?;
    if hearing.closed.is_some() {
        return Err(Refusal::of(Reason::Already { field: "hearing" }));
    }
    Ok(hearing)
}

/// A day that lies neither ahead nor before the plan.
fn happened(
    field: &'static str,
    on: Date,
    state: &Assessment,
    env: &Env<'_>,
) -> Result<(), Refusal> {
    if on > env.today {
        return Err(Refusal::of(Reason::FutureDate { field }));
    }
    not_before(field, on, state.done.get(&Step::Plan).copied().or(state.opened))
}

/// A day of the preparation: from the publication of the rule to today.
fn prepared(
    field: &'static str,
    on: Date,
    hearing: &Hearing,
    env: &Env<'_>,
) -> Result<(), Refusal> {
    if on > env.today {
        return Err(Refusal::of(Reason::FutureDate { field }));
    }
    not_before(field, on, Some(hearing.selection_on))
}

/// A hash as it is written, in small letters.
fn sha256(text: &str) -> Option<String> {
    let hash = text.trim().to_ascii_lowercase();
    (hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit())).then_some(hash)
}

impl Assessment {
    /// The hearings that were held are all closed. One that was announced and not
    /// held holds nothing up.
    ///
    /// # Errors
    /// Refused with the rule while one is not.
    pub(super) fn hearings_closed(&self, env: &Env<'_>) -> Result<(), Refusal> {
        let open = |h: &Hearing| h.closed.is_none() && held(self).any(|a| a.hearing == Some(h.id));
        if !self.hearings.iter().any(open) {
            return Ok(());
        }
        let refusal = by(env.rules.hearing.as_ref(), Refusal::invalid("hearing", "hearing_open"));
        let missing = MissingThing::Field("close_hearing");
        Err(refusal.needs(missing, Some(Part::Lead), Some(Role::LeadUnit)))
    }
}
