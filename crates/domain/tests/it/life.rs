//! Both procedures from the opened assessment to the closed file, and the
//! turns that a case can take on the way.

use domain::{
    assessment::{AssessmentEvent, Command as C, Standing, acts::decision::ChangeDecision},
    codes::{
        Conclusion, Level, MeasureStatus, ProcedureCode, RatingStage, Step, TriggerKind, Vote,
    },
    record::Record as _,
    refusal::Reason,
};
use jiff::civil::date;

use crate::support::{Case, Who, fold, inputs as i, play, rules_2020};

fn closed(procedure: ProcedureCode) -> Case {
    let mut case = play::case_at(procedure, Step::Archive);
    play::step(&mut case, Step::Archive);
    case
}

#[test]
fn every_procedure_leads_to_the_closed_file() {
    for procedure in ProcedureCode::ALL {
        let case = closed(*procedure);
        assert_eq!(case.state.standing, Standing::Archived, "{procedure:?}");
        let rule = case.rules.procedure(*procedure).expect("a procedure");
        for step in rule.steps.iter().filter(|s| s.required) {
            assert!(case.state.done.contains_key(&step.step), "{:?}", step.step);
        }
        assert_eq!(fold(&case.log), case.state);
        assert_eq!(case.state.next_step(rule), None);
        assert_eq!((case.state.term_step, case.state.term_due), (None, None));
    }
}

#[test]
fn under_the_decree_of_2019_too() {
    let mut case = Case::open_at(ProcedureCode::General, rules_2020(), date(2020, 6, 1));
    play::until(&mut case, Step::Archive);
    play::step(&mut case, Step::Archive);
    assert_eq!(case.state.standing, Standing::Archived);
}

#[test]
fn the_simplified_path_knows_no_plan_and_no_legality() {
    let case = closed(ProcedureCode::Simplified);
    assert!(case.state.plan.is_none() && case.state.legality.is_empty());
    assert!(case.state.activities.is_empty());
}

#[test]
fn nothing_happens_after_the_end() {
    let mut case = closed(ProcedureCode::Simplified);
    let refusal = case.refused(Who::Owner, i::withdraw());
    assert_eq!(refusal.reason, Reason::Ended);
    let trigger = i::trigger(&mut case, TriggerKind::Demand);
    assert_eq!(case.refused(Who::Filer, trigger).reason, Reason::Ended);
}

/// A case that starts medium and falls to low by its measures needs five
/// reviewers.
#[test]
fn an_elevated_case_falls_by_its_measures() {
    let mut case = Case::open(ProcedureCode::General);
    case.before = (7000, 7000);
    play::until(&mut case, Step::Review);
    assert_eq!(case.state.level_at(RatingStage::Initial), Some(Level::Medium));
    assert_eq!(case.state.level_at(RatingStage::After), Some(Level::Low));
    for (number, reason) in [
        (3, Reason::TooFew { field: "reviewers", need: 5, have: 3 }),
        (6, Reason::MustBeOdd { field: "reviewers", have: 6 }),
    ] {
        let convene = i::convene(&mut case, number);
        let refusal = case.refused(Who::Filer, convene);
        assert_eq!(refusal.reason, reason);
        assert_eq!(refusal.rule.expect("a rule").code, "REVIEW");
    }
    play::step(&mut case, Step::Review);
    assert!(case.state.done.contains_key(&Step::Review));
}

#[test]
fn a_failed_review_asks_for_a_new_report_and_a_new_review() {
    let mut case = play::case_at(ProcedureCode::General, Step::Review);
    play::review(&mut case, Vote::Fail);
    assert!(!case.state.done.contains_key(&Step::Report));
    let bare = i::report(&mut case, Conclusion::Implement, false);
    let refusal = case.refused(Who::Agency, bare);
    assert_eq!(refusal.reason, Reason::ReasonNeeded { field: "revision_note" });
    play::report(&mut case);
    assert!(!case.state.done.contains_key(&Step::Review));
    play::review(&mut case, Vote::Pass);
    assert!(case.state.done.contains_key(&Step::Review));
    assert_eq!(case.state.reports.last().map(|r| r.version), Some(2));
}

#[test]
fn a_pass_with_changes_needs_no_second_panel() {
    let mut case = play::case_at(ProcedureCode::General, Step::Review);
    play::review(&mut case, Vote::PassAfterRevision);
    assert!(!case.state.done.contains_key(&Step::Review));
    play::report(&mut case);
    assert!(case.state.done.contains_key(&Step::Review));
}

/// Conflicts of interest that leave too few reviewers do not lock the case.
#[test]
fn another_review_follows_one_that_conflicts_broke() {
    let mut case = play::case_at(ProcedureCode::General, Step::Review);
    let convene = i::convene(&mut case, 3);
    case.must(Who::Filer, convene);
    let first = case.state.reviews[0].id;
    let again = i::convene(&mut case, 3);
    assert_eq!(case.refused(Who::Filer, again.clone()).reason, Reason::Already { field: "review" });
    case.must(Who::Reviewer(0), i::declare(first, false));
    assert_eq!(
        case.refused(Who::Reviewer(0), i::vote(first, Vote::Pass)).reason,
        Reason::Conflict { field: "review" }
    );
    case.must(Who::Reviewer(1), i::declare(first, true));
    case.must(Who::Reviewer(1), i::vote(first, Vote::Pass));
    case.must(Who::Reviewer(2), i::declare(first, true));
    case.must(Who::Reviewer(2), i::vote(first, Vote::Pass));
    let refusal = case.refused(Who::Filer, i::conclude(first));
    assert_eq!(refusal.reason, Reason::TooFew { field: "votes", need: 3, have: 2 });
    assert!(refusal.rule.is_some() && !refusal.missing.is_empty());
    play::review(&mut case, Vote::Pass);
    assert!(case.state.done.contains_key(&Step::Review));
}

#[test]
fn a_returned_packet_comes_back_with_a_corrected_report() {
    let mut case = play::case_at(ProcedureCode::General, Step::Filing);
    let submit = i::submit(&mut case);
    case.must(Who::Owner, submit);
    let filing = case.state.filings[0].id;
    let early = i::report(&mut case, Conclusion::Implement, true);
    assert_eq!(case.refused(Who::Agency, early).reason, Reason::StepClosed { step: Step::Report });
    case.must(Who::Filer, i::send_back(filing, &["R_NOTICE"]));
    let bare = i::report(&mut case, Conclusion::Implement, false);
    assert_eq!(
        case.refused(Who::Agency, bare).reason,
        Reason::ReasonNeeded { field: "revision_note" }
    );
    let corrected = i::report(&mut case, Conclusion::Implement, true);
    case.must(Who::Agency, corrected);
    play::filing(&mut case);
    assert_eq!(case.state.filings[1].report, case.state.reports[1].id, "the last version is filed");
    assert!(case.state.filed().is_some());
}

/// Domain reference §2.2: the work is kept, the fuller procedure's steps are
/// added, and the two written opinions do not stand for a panel of three.
#[test]
fn a_simplified_case_moves_to_the_general_procedure() {
    let mut case = play::case_at(ProcedureCode::Simplified, Step::Filing);
    case.must(Who::Filer, i::change_procedure(ProcedureCode::General));
    assert!(case.state.done.contains_key(&Step::Measures));
    let submit = i::submit(&mut case);
    let refusal = case.refused(Who::Owner, submit);
    let missing: Vec<_> = refusal.missing.iter().map(|m| format!("{:?}", m.what)).collect();
    for step in ["Plan", "Consultation", "Report", "Review"] {
        assert!(missing.contains(&format!("Step({step})")), "{missing:?}");
    }
    play::until(&mut case, Step::Archive);
    assert_eq!(case.state.reviews.len(), 2);
    assert_eq!(case.state.reviews[1].reviewers.len(), 3);
}

#[test]
fn an_upgrade_rule_stops_a_simplified_case() {
    let mut objected = Case::open(ProcedureCode::Simplified);
    play::publicity(&mut objected, 4); // 5 % of 80 households
    play::until(&mut objected, Step::Report);
    let mut elevated = Case::open(ProcedureCode::Simplified);
    elevated.before = (7000, 7000);
    elevated.after = (7000, 7000);
    play::until(&mut elevated, Step::Report);
    for (mut case, rule) in [(objected, "UP_OBJECTION"), (elevated, "UP_LEVEL")] {
        let report = i::report(&mut case, Conclusion::Implement, false);
        let refusal = case.refused(Who::Agency, report);
        assert_eq!(refusal.reason, Reason::ConditionsFail { field: "procedure" });
        assert_eq!(refusal.rule.expect("a rule").code, rule);
        case.must(Who::Filer, i::change_procedure(ProcedureCode::General));
        play::until(&mut case, Step::Filing);
    }
}

#[test]
fn a_stopped_matter_can_be_closed_without_tracking() {
    for (level, end) in
        [(7000, Conclusion::Defer), (9000, Conclusion::Stop), (7000, Conclusion::Revise)]
    {
        let mut case = Case::open(ProcedureCode::General);
        case.before = (level, level);
        case.after = (level, level);
        play::until(&mut case, Step::Decision);
        let decide = C::Decide(i::conclusion(end, true, false));
        case.must(Who::Leader, decide);
        assert!(!case.state.done.contains_key(&Step::Tracking), "nothing is tracked");
        assert_eq!(case.state.term_step, Some(Step::Archive));
        let check_in = i::check_in(&mut case, vec![]);
        let today = case.today;
        let incident = i::incident(&mut case, today);
        for act in [check_in, incident, i::complete()] {
            let refusal = case.refused(Who::Executor, act);
            assert_eq!(refusal.reason, Reason::Halted);
            assert!(refusal.rule.is_some(), "{refusal:?}");
        }
        let refusal = case.refused(Who::Evaluator, i::post_evaluate());
        assert_eq!(refusal.reason, Reason::Halted);
        case.must(Who::Owner, i::archive());
        assert_eq!(case.state.standing, Standing::Archived);
    }
}

/// A matter that is stopped on its way is closed from the day on which it was
/// stopped, and not before what called for a new assessment is answered.
#[test]
fn a_matter_stopped_on_its_way_is_closed_after_the_stop() {
    let mut case = Case::open(ProcedureCode::Special);
    play::until(&mut case, Step::Tracking);
    let decided = case.today;
    case.pass_days(60);
    let trigger = i::trigger(&mut case, TriggerKind::MaterialChange);
    case.must(Who::Filer, trigger);
    let stop = ChangeDecision { decision: i::conclusion(Conclusion::Stop, true, false) };
    case.must(Who::Leader, C::ChangeDecision(stop));
    assert_eq!(case.state.term_step, Some(Step::Archive));
    assert!(case.state.term_due > decided.checked_add(jiff::Span::new().days(60)).ok());
    assert_eq!(case.refused(Who::Owner, i::archive()).field(), Some("triggers"));
    let id = case.state.triggers[0].id;
    case.must(Who::Filer, i::answer_trigger(id, false));
    case.stated = Some(decided);
    let refusal = case.refused(Who::Owner, i::archive());
    assert_eq!(refusal.field(), Some("occurred_on"));
    case.stated = None;
    case.must(Who::Owner, i::archive());
}

/// Logs of earlier releases close the tracking together with the decision that
/// halts the matter, and set a term for its end: they read as what they mean.
#[test]
fn an_earlier_log_of_a_halted_matter_reads_as_not_carried_out() {
    let mut case = Case::open(ProcedureCode::General);
    case.before = (9000, 9000);
    case.after = (9000, 9000);
    play::until(&mut case, Step::Decision);
    case.must(Who::Leader, C::Decide(i::conclusion(Conclusion::Stop, false, false)));
    let (meta, _) = case.log.last().cloned().expect("a log");
    let due = Some(case.today);
    for event in [
        AssessmentEvent::StepDone { step: Step::Tracking },
        AssessmentEvent::TermSet { step: Some(Step::Completion), due },
    ] {
        case.state.apply(&meta, &event);
    }
    assert!(!case.state.done.contains_key(&Step::Tracking));
    assert_eq!((case.state.term_step, case.state.term_due), (Some(Step::Archive), None));
    case.must(Who::Owner, i::archive());
}

#[test]
fn a_deferred_matter_that_goes_on_is_tracked_again() {
    let mut case = Case::open(ProcedureCode::General);
    case.before = (7000, 7000);
    case.after = (7000, 7000);
    play::until(&mut case, Step::Decision);
    case.must(Who::Leader, C::Decide(i::conclusion(Conclusion::Defer, false, false)));
    let go_on = |reason| {
        C::ChangeDecision(ChangeDecision {
            decision: i::conclusion(Conclusion::Conditional, reason, true),
        })
    };
    assert_eq!(
        case.refused(Who::Leader, go_on(false)).reason,
        Reason::ReasonNeeded { field: "reason" }
    );
    case.must(Who::Leader, go_on(true));
    assert_eq!(case.refused(Who::Executor, i::complete()).field(), Some("check_ins"));
    play::step(&mut case, Step::Tracking);
    assert_eq!(
        case.refused(Who::Executor, i::complete()).reason,
        Reason::StepClosed { step: Step::Completion }
    );
    assert_eq!(
        case.refused(Who::Leader, go_on(true)).reason,
        Reason::StepClosed { step: Step::Completion }
    );
}

/// Domain reference §1.4: a measure that is not carried out gives its factor
/// back the initial value, and the risen level raises a trigger by itself.
#[test]
fn a_failed_measure_brings_the_first_level_back() {
    let mut case = Case::open(ProcedureCode::General);
    case.before = (7000, 7000);
    play::until(&mut case, Step::Tracking);
    let live = |case: &Case| case.state.live_level(&case.env(Who::Executor));
    assert_eq!(live(&case), Some(Level::Low));
    let check_in = i::check_in(&mut case, vec![]);
    case.must(Who::Executor, check_in);
    assert!(case.state.triggers.is_empty());
    let measure = case.state.measures[0].id;
    case.must(Who::Executor, i::progress(measure, MeasureStatus::Failed, false));
    assert_eq!(live(&case), Some(Level::Medium));
    let check_in = i::check_in(&mut case, vec![]);
    case.must(Who::Executor, check_in);
    assert_eq!(
        case.state.triggers.iter().map(|t| t.kind).collect::<Vec<_>>(),
        [TriggerKind::LevelRose]
    );
    assert_eq!(case.refused(Who::Executor, i::complete()).field(), Some("triggers"));
    let trigger = case.state.triggers[0].id;
    case.must(Who::Owner, i::answer_trigger(trigger, true));
    case.must(Who::Executor, i::complete());
}

/// What somebody saw while the measure still held says nothing about the day on
/// which it broke; it hides no rise, and a rise that it found stays.
#[test]
fn an_old_check_in_does_not_mask_a_broken_measure() {
    let live = |case: &Case| case.state.live_level(&case.env(Who::Executor));
    let mut fresh = Case::open(ProcedureCode::General);
    fresh.before = (7000, 7000);
    play::until(&mut fresh, Step::Tracking);
    let seen = |case: &mut Case, pq| {
        let ratings = i::ratings(case, pq);
        let check_in = i::check_in(case, ratings);
        case.must(Who::Executor, check_in);
    };
    for overdue in [false, true] {
        for (pq, then) in [((1000, 1000), Level::Medium), ((9000, 9000), Level::High)] {
            let mut case = fresh.clone();
            seen(&mut case, pq);
            if overdue {
                case.today = case.state.measures[0].due;
                seen(&mut case, pq);
                case.pass_days(1);
            } else {
                case.pass_days(3);
                let measure = case.state.measures[0].id;
                case.must(Who::Executor, i::progress(measure, MeasureStatus::Failed, false));
                case.must(Who::Executor, i::progress(measure, MeasureStatus::Failed, false));
            }
            assert_eq!(live(&case), Some(then), "{overdue} {pq:?}");
            if !overdue {
                case.pass_days(1);
            }
            seen(&mut case, (1000, 1000));
            assert_eq!(live(&case), Some(Level::Low), "seen since: {overdue} {pq:?}");
        }
    }
}

#[test]
fn an_overdue_measure_counts_as_broken_from_the_next_day() {
    let mut case = Case::open(ProcedureCode::General);
    case.before = (7000, 7000);
    play::until(&mut case, Step::Tracking);
    case.today = case.state.measures[0].due;
    let live = |case: &Case| case.state.live_level(&case.env(Who::Executor));
    assert_eq!(live(&case), Some(Level::Low));
    case.pass_days(1);
    assert_eq!(live(&case), Some(Level::Medium));
}
