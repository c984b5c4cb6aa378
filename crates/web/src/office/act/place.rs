//! Where a case goes on after an act.

use app::view::step_of_act;
use domain::codes::{Stage, Step};

use crate::office::case::Sub;

/// The part of the case to which an act belongs.
pub(super) fn of(code: &str) -> Sub {
    match code {
        "open_panel" | "rate_blind" | "open_discussion" | "replace_expert" | "rate_again"
        | "close_panel" | "determine_level" => Sub::Risk,
        "report_progress" => Sub::Measures,
        "answer_opinion" => Sub::Consultation,
        "change_decision" => Sub::Filing,
        "raise_trigger" | "answer_trigger" => Sub::Tracking,
        _ => step_of_act(code).map_or(Sub::Overview, of_step),
    }
}

/// The part of the case on which a step is shown.
fn of_step(step: Step) -> Sub {
    match step {
        Step::Plan => Sub::Plan,
        Step::Report => Sub::Report,
        Step::Review => Sub::Review,
        _ => match step.stage() {
            Stage::Listed => Sub::Overview,
            Stage::Screening => Sub::Screening,
            Stage::Participation => Sub::Consultation,
            Stage::Rating => Sub::Risk,
            Stage::Measures => Sub::Measures,
            Stage::Review => Sub::Review,
            Stage::FilingDecision => Sub::Filing,
            Stage::Tracking => Sub::Tracking,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{Sub, of};

    #[test]
    fn acts_lead_to_the_page_of_their_step() {
        let table = [
            ("adopt_plan", Sub::Plan),
            ("publish_notice", Sub::Consultation),
            ("identify_factor", Sub::Risk),
            ("rate_blind", Sub::Risk),
            ("replace_expert", Sub::Risk),
            ("replace_reviewer", Sub::Review),
            ("set_measure", Sub::Measures),
            ("freeze_report", Sub::Report),
            ("cast_vote", Sub::Review),
            ("accept_filing", Sub::Filing),
            ("decide", Sub::Filing),
            ("check_in", Sub::Tracking),
            ("archive", Sub::Tracking),
            ("confirm_screening", Sub::Screening),
            ("suspend", Sub::Overview),
        ];
        for (code, sub) in table {
            assert_eq!(of(code), sub, "{code}");
        }
    }
}
