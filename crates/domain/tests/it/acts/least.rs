//! The least time of a step: the end of a consultation, of a notice, and the
//! day of a post-evaluation.

use domain::{
    assessment::{Command as C, acts::opinion::CloseConsultation, acts::tracking::PostEvaluate},
    codes::{CauseParty, ProcedureCode as P, Step},
    refusal::{Reason, Refusal},
};
use jiff::civil::date;

use super::{at, rule};
use crate::support::{Case, Who, inputs as i, play, rules_2020, rules_2022, text};

fn close(shortened: bool) -> C {
    C::CloseConsultation(CloseConsultation {
        summary: text(1),
        shortened: shortened.then(|| text(2)),
    })
}

/// A case under 国令713号 that hears people since its notice went up.
fn heard() -> Case {
    let mut case = Case::open_at(P::General, rules_2020(), date(2020, 6, 1));
    play::until(&mut case, Step::Consultation);
    let activity = i::activity(&mut case, 1, 9);
    case.must(Who::Agency, activity);
    case
}

fn too_soon(refusal: &Refusal) -> (u32, String) {
    match &refusal.reason {
        Reason::TooSoon { field: "shortened", need, until } => (*need, until.clone()),
        other => panic!("{other:?}"),
    }
}

/// Thirty days, the first and the last counted (国令713号 art. 15).
#[test]
fn a_consultation_lasts_thirty_days() {
    let mut case = heard();
    let from = case.state.notices.iter().map(|n| n.from).min().expect("a notice");
    let refusal = case.refused(Who::Agency, close(false));
    let last = from.checked_add(jiff::Span::new().days(29)).expect("a day");
    assert_eq!(too_soon(&refusal), (30, last.to_string()));
    assert_eq!(rule(&refusal), Some("CONSULTATION"));
    assert!(refusal.rule.expect("a rule").source.contains("713"));
    case.today = last.yesterday().expect("a day");
    case.refused(Who::Agency, close(false));
    case.today = last;
    // Nothing was shortened, so the reason is not kept.
    case.must(Who::Agency, close(true));
    assert_eq!(case.state.consultation_shortened, None);
}

#[test]
fn a_consultation_is_cut_short_with_a_reason_that_stays() {
    let mut case = heard();
    case.must(Who::Agency, close(true));
    assert_eq!(case.state.consultation_shortened, Some(text(2)));
    assert!(case.state.done.contains_key(&Step::Consultation));
}

#[test]
fn days_of_a_pause_do_not_count() {
    let mut case = heard();
    let (_, before) = too_soon(&case.refused(Who::Agency, close(false)));
    case.must(Who::Owner, i::suspend(CauseParty::Superior));
    case.pass_days(10);
    case.must(Who::Owner, i::resume());
    let (_, after) = too_soon(&case.refused(Who::Agency, close(false)));
    let day = |text: &str| text.parse::<jiff::civil::Date>().expect("a day");
    assert_eq!(day(&before).until(day(&after)).expect("days").get_days(), 10);
}

/// Before 2019-09-01 no rule asks for thirty days.
#[test]
fn the_rules_of_2016_set_no_least_time() {
    let mut case = at(Step::Consultation);
    let activity = i::activity(&mut case, 1, 9);
    case.must(Who::Agency, activity);
    case.must(Who::Agency, close(false));
}

#[test]
fn a_post_evaluation_waits_three_months_or_says_why_not() {
    let mut case = play::case_at(P::Special, Step::PostEvaluation);
    let done = case.state.done[&Step::Completion];
    let until = done.checked_add(jiff::Span::new().months(3)).expect("a day");
    let refusal = case.refused(Who::Evaluator, i::post_evaluate());
    assert_eq!(too_soon(&refusal), (3, until.to_string()));
    assert_eq!(rule(&refusal), Some("POST_EVALUATION"));
    let mut late = case.clone();
    late.today = until;
    late.must(Who::Evaluator, i::post_evaluate());
    let C::PostEvaluate(on_time) = i::post_evaluate() else { panic!() };
    let early = C::PostEvaluate(PostEvaluate { shortened: Some(text(3)), ..on_time });
    case.must(Who::Evaluator, early);
    let found = case.state.post_evaluation.expect("made");
    assert_eq!(found.shortened, Some(text(3)));
    assert_eq!(late.state.post_evaluation.expect("made").shortened, None);
}

/// The announcement before land is taken (国令743号 art. 26) has no exception.
#[test]
fn a_firm_least_time_takes_no_reason() {
    let mut case = Case::open_at(P::Special, rules_2022(), date(2022, 6, 1));
    play::until(&mut case, Step::Publicity);
    let C::PublishNotice(mut notice) = i::notice(&mut case, date(2022, 6, 6)) else { panic!() };
    notice.shortened = Some(text(4));
    let refusal = case.refused(Who::Owner, C::PublishNotice(notice));
    assert!(matches!(refusal.reason, Reason::TooShort { field: "to", need: 10, .. }));
    assert_eq!(rule(&refusal), Some("PUBLICITY"));
}
