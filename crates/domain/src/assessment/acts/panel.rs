//! The expert panel: everyone rates alone first, then the panel discusses;
//! both ratings are kept.

use serde::{Deserialize, Serialize};

use super::Decided;
use crate::{
    assessment::{
        Assessment,
        check::{not_before, unused},
        event::AssessmentEvent as E,
        parts::{Panel, PanelState, Rating},
    },
    codes::{Deed, RatingStage, Step},
    env::Env,
    ids::{PanelId, PersonId},
    refusal::{MissingThing, Reason, Refusal},
    text::Text,
};

/// The step to which a rating stage belongs.
#[must_use]
pub const fn step_of(stage: RatingStage) -> Step {
    match stage {
        RatingStage::Initial => Step::InitialRating,
        RatingStage::After => Step::AfterRating,
        RatingStage::Live => Step::Tracking,
    }
}

/// Input: who rates, at which stage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OpenPanel {
    /// Made by the caller.
    pub id: PanelId,
    /// Before or after measures.
    pub stage: RatingStage,
    /// Experts.
    pub experts: Vec<PersonId>,
}

impl OpenPanel {
    /// # Errors
    /// Refused with too few experts, with an expert who worked on the case, or
    /// while another panel of the stage is at work.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        state.open(env, step_of(self.stage))?;
        unused("id", self.id, state.panels.iter().map(|p| p.id))?;
        let mut experts = self.experts.clone();
        experts.sort_unstable();
        experts.dedup();
        let have = u32::try_from(experts.len()).unwrap_or(u32::MAX);
        let need = env.rules.panel.min_experts;
        if have < need {
            let reason = Reason::TooFew { field: "experts", need, have };
            return Err(Refusal::of(reason).by(&env.rules.panel.item).needs(
                MissingThing::More { of: "experts", need, have },
                Some(crate::codes::Part::Lead),
                None,
            ));
        }
        for expert in &experts {
            state.apart_person(env, *expert, Deed::Rated)?;
        }
        if state.panels.iter().any(|p| p.stage == self.stage && p.state != PanelState::Closed) {
            return Err(Refusal::of(Reason::Already { field: "stage" }));
        }
        Ok(vec![E::PanelOpened { panel: self.id, stage: self.stage, experts }])
    }
}

pub(super) fn panel_of<'a>(
    state: &'a Assessment,
    env: &Env<'_>,
    id: PanelId,
    wanted: PanelState,
) -> Result<&'a Panel, Refusal> {
    let panel =
        state.panels.iter().find(|p| p.id == id).ok_or_else(|| Refusal::unknown("panel"))?;
    state.open(env, step_of(panel.stage))?;
    if panel.state != wanted {
        return Err(Refusal::of(Reason::NoOpen { field: "panel" }));
    }
    not_before("occurred_on", env.occurred_on, panel.opened)?;
    Ok(panel)
}

/// Each factor is rated exactly once.
fn complete(state: &Assessment, ratings: &[Rating]) -> Result<(), Refusal> {
    let need = u32::try_from(state.live_factors().count()).unwrap_or(u32::MAX);
    let have = u32::try_from(ratings.len()).unwrap_or(u32::MAX);
    let each_once =
        state.live_factors().all(|f| ratings.iter().filter(|r| r.factor == f.id).count() == 1);
    if each_once && need == have {
        Ok(())
    } else {
        Err(Refusal::of(Reason::TooFew { field: "ratings", need, have }))
    }
}

/// Input: ratings of one expert, given alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RateBlind {
    /// Which panel.
    pub panel: PanelId,
    /// Probability and impact of every factor.
    pub ratings: Vec<Rating>,
}

impl RateBlind {
    /// # Errors
    /// Refused to anyone who is not named, a second time, or with a factor
    /// left out: a factor that nobody rated is never zero.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        let panel = panel_of(state, env, self.panel, PanelState::Blind)?;
        if !panel.experts.contains(&env.actor) {
            return Err(Refusal::of(Reason::NotNamed { field: "panel" }));
        }
        if panel.blind.contains_key(&env.actor) {
            return Err(Refusal::of(Reason::Already { field: "ratings" }));
        }
        state.apart(env, Deed::Rated)?;
        complete(state, &self.ratings)?;
        Ok(vec![E::RatedBlind { panel: self.panel, ratings: self.ratings.clone() }])
    }
}

/// Input: which panel's ratings are opened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OpenDiscussion {
    /// Which panel.
    pub panel: PanelId,
}

impl OpenDiscussion {
    /// # Errors
    /// Refused until enough experts have rated alone.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        let panel = panel_of(state, env, self.panel, PanelState::Blind)?;
        let have = u32::try_from(panel.blind.len()).unwrap_or(u32::MAX);
        let need = env.rules.panel.min_experts;
        if have < need {
            let reason = Reason::TooFew { field: "ratings", need, have };
            return Err(Refusal::of(reason).by(&env.rules.panel.item));
        }
        Ok(vec![E::DiscussionOpened { panel: self.panel }])
    }
}

/// Input: ratings of one expert after the discussion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RateAgain {
    /// Which panel.
    pub panel: PanelId,
    /// Probability and impact of every factor.
    pub ratings: Vec<Rating>,
}

impl RateAgain {
    /// Only those who rated alone may change their rating.
    ///
    /// # Errors
    /// Refused to others, or with a factor left out.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        let panel = panel_of(state, env, self.panel, PanelState::Discussion)?;
        if !panel.blind.contains_key(&env.actor) {
            return Err(Refusal::of(Reason::NotNamed { field: "panel" }));
        }
        complete(state, &self.ratings)?;
        Ok(vec![E::RatedAgain { panel: self.panel, ratings: self.ratings.clone() }])
    }
}

/// Input: the minutes of the discussion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClosePanel {
    /// Which panel.
    pub panel: PanelId,
    /// Minutes without names.
    pub minutes: Text,
}

impl ClosePanel {
    /// # Errors
    /// Refused before the discussion was opened.
    pub fn decide(&self, state: &Assessment, env: &Env<'_>) -> Decided {
        panel_of(state, env, self.panel, PanelState::Discussion)?;
        Ok(vec![E::PanelClosed { panel: self.panel, minutes: self.minutes }])
    }
}
