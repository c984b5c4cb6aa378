//! Which of the acts that a step allows the case waits for. Rules say what is
//! possible; a person wants to know what comes first.

use domain::{
    assessment::{
        Assessment,
        parts::{Panel, PanelState},
    },
    codes::{MeasureStatus, RatingStage},
};

/// What the case waits for comes first: what ends a step once there is
/// something to end, what begins it before that. Equal ranks keep the order of
/// the acts.
pub(super) fn rank(state: &Assessment, stage: RatingStage, code: &str) -> u8 {
    match code {
        "publish_notice" => first_unless(state.notices.iter().any(|n| n.void.is_none())),
        "record_activity" => first_unless(!state.activities.is_empty()),
        "identify_factor" => first_unless(state.live_factors().next().is_some()),
        "set_measure" => first_unless(state.live_measures().next().is_some()),
        "close_consultation" => SOON,
        "record_opinion" | "announce_hearing" | "prepare_hearing" | "confirm_minutes"
        | "close_hearing" => LATER,
        "open_panel" => first_unless(panel(state, stage).is_some()),
        "open_discussion" => {
            let silent = panel(state, stage).is_some_and(|p| p.silent().next().is_some());
            if silent { LATER } else { FIRST }
        }
        "set_weights" => first_unless(state.weights.is_some()),
        "conclude_review" => {
            let silent = state.reviews.last().is_some_and(|r| r.silent().next().is_some());
            if silent { LATER } else { FIRST }
        }
        "return_filing" | "record_incident" => LATER,
        "check_in" => first_unless(!state.check_ins.is_empty()),
        "report_progress" => SOON,
        "complete" => {
            let ready = state
                .live_measures()
                .all(|m| matches!(m.status, MeasureStatus::Done | MeasureStatus::Failed));
            if ready { FIRST } else { LATER }
        }
        "determine_level" => {
            let rated = panel(state, stage).is_some_and(|p| p.state == PanelState::Closed);
            if rated && state.weights.is_some() { FIRST } else { SOON }
        }
        _ => FIRST,
    }
}

const FIRST: u8 = 0;
const SOON: u8 = 1;
const LATER: u8 = 2;

/// An act that a step begins with, and that may be repeated.
const fn first_unless(begun: bool) -> u8 {
    if begun { LATER } else { FIRST }
}

fn panel(state: &Assessment, stage: RatingStage) -> Option<&Panel> {
    state.panels.iter().rev().find(|p| p.stage == stage)
}
