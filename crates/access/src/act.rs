//! Which permission an act needs.

use crate::Permission;

/// Acts that are no variant of a domain command enum but use cases of their
/// own, by the code under which the application knows them.
pub const OTHER_ACTS: &[&str] =
    &["list_matter", "import_matters", "reassess", "check_gate", "report_list", "complete_list"];

/// Acts that the product does by itself, when a day or a term is over: nobody has
/// a permission for them.
pub const ACTS_OF_THE_SYSTEM: &[&str] =
    &["seal_answers", "seal_round", "erase_answers", "erase_grievance"];

/// Acts of those who carry out an assessment: its parts, the consultation, the
/// records of meetings.
const DRAFT: &[&str] = &[
    "adopt_plan",
    "publish_notice",
    "close_notice",
    "record_activity",
    "record_opinion",
    "answer_opinion",
    "close_consultation",
    "identify_factor",
    "close_identification",
    "set_weights",
    "determine_level",
    "set_measure",
    "close_measures",
    "freeze_report",
    "prepare_consultation",
    "open_consultation",
    "extend_consultation",
    "close_answers",
    "publish_results",
    "moderate_text",
    "print_letters",
    "propose_exclusion",
    "confirm_exclusion",
    "drop_exclusion",
    "open_round",
    "extend_round",
    "add_statement",
    "withdraw_statement",
    "moderate_statement",
    "close_round",
    "take_batch",
    "give_up_consultation",
    "announce_hearing",
    "prepare_hearing",
    "confirm_minutes",
    "close_hearing",
];

/// The permission that an act needs, by the act's stable code. `None` for an act
/// of the system, and for a code that no act has: both are allowed to nobody.
#[must_use]
pub fn permission_for(act_code: &str) -> Option<Permission> {
    Some(match act_code {
        "list_matter" => Permission::ListMatter,
        "import_matters" => Permission::ImportMatters,
        "amend_matter" => Permission::AmendMatter,
        "propose_screening" => Permission::ProposeScreening,
        "confirm_screening" | "send_back_screening" => Permission::ConfirmScreening,
        code if DRAFT.contains(&code) => Permission::Draft,
        "export_answers" | "export_moderation" => Permission::Export,
        "open_panel" | "open_discussion" | "replace_expert" | "close_panel" => {
            Permission::OpenPanel
        }
        "rate_blind" | "rate_again" => Permission::Rate,
        "convene_review" | "replace_reviewer" | "conclude_review" => Permission::ConveneReview,
        "declare_conflict" | "cast_vote" => Permission::Review,
        "submit_filing" => Permission::SubmitFiling,
        "return_filing" | "accept_filing" => Permission::AnswerFiling,
        "request_legality" => Permission::RequestLegality,
        "answer_legality" => Permission::AnswerLegality,
        "decide" | "change_decision" => Permission::Decide,
        "report_progress" => Permission::ReportProgress,
        "check_in" | "record_incident" | "complete" => Permission::Track,
        "raise_trigger" => Permission::RaiseTrigger,
        "answer_trigger" | "reassess" => Permission::AnswerTrigger,
        "post_evaluate" => Permission::PostEvaluate,
        "archive" => Permission::Archive,
        "suspend" | "resume" | "withdraw" | "void_entry" | "name_executing" | "withdraw_matter" => {
            Permission::Course
        }
        "extend_term" => Permission::ExtendTerm,
        "change_procedure" => Permission::ChangeProcedure,
        "check_gate" => Permission::CheckGate,
        "report_list" | "complete_list" => Permission::ReportList,
        code => return for_grievance(code),
    })
}

/// Units deal with what was brought to them; the office above takes it higher.
fn for_grievance(act_code: &str) -> Option<Permission> {
    Some(match act_code {
        "enter_grievance"
        | "moderate_grievance"
        | "acknowledge_grievance"
        | "link_grievance"
        | "extend_grievance"
        | "answer_grievance"
        | "close_grievance"
        | "return_grievance" => Permission::HandleGrievance,
        "escalate_grievance" => Permission::EscalateGrievance,
        _ => return None,
    })
}
