//! Decision, implementation and the course of a case.

use domain::{
    assessment::{Command as C, Entry, acts::decision::ChangeDecision},
    codes::{CauseParty, Conclusion, Level, ProcedureCode as P, RatingStage, Step, TriggerKind},
    ids::{FactorId, MeasureId, TriggerId},
    refusal::{MissingThing, Reason},
};

use super::{at, invalid, nobody, rule, unknown};
use crate::support::{Case, Who, inputs as i, play};

#[test]
fn a_decision_that_departs_needs_a_reason() {
    let decide = |c, reason, conditions| C::Decide(i::conclusion(c, reason, conditions));
    let needed = |field| Reason::ReasonNeeded { field };
    let mut low = at(Step::Decision);
    for (command, reason) in [
        (decide(Conclusion::Defer, false, false), needed("reason")),
        (decide(Conclusion::Conditional, false, true), needed("reason")),
        (decide(Conclusion::Conditional, true, false), needed("conditions")),
        (decide(Conclusion::Staged, true, false), needed("conditions")),
    ] {
        assert_eq!(low.refused(Who::Leader, command).reason, reason);
    }
    let early = C::ChangeDecision(ChangeDecision {
        decision: i::conclusion(Conclusion::Defer, true, false),
    });
    assert_eq!(low.refused(Who::Leader, early).reason, Reason::NoOpen { field: "decision" });
    let mut high = Case::open(P::General);
    high.before = (9000, 9000);
    high.after = (9000, 9000);
    play::until(&mut high, Step::Decision);
    let refusal = high.refused(Who::Leader, decide(Conclusion::Implement, true, true));
    assert_eq!(refusal.reason, Reason::LevelTooHigh { level: Level::High });
    assert!(rule(&refusal).is_some());
    low.must(Who::Leader, decide(Conclusion::Staged, true, true));
    high.must(Who::Leader, decide(Conclusion::Stop, false, false));
}

#[test]
fn tracking_minds_what_it_is_told() {
    let mut case = at(Step::Tracking);
    let strange = domain::assessment::parts::Rating {
        factor: FactorId::new(nobody()),
        ..i::ratings(&case, (1000, 1000))[0]
    };
    let command = i::check_in(&mut case, vec![strange]);
    assert_eq!(case.refused(Who::Executor, command).reason, unknown("ratings"));
    let ahead = case.today.tomorrow().expect("a day");
    let command = i::incident(&mut case, ahead);
    assert_eq!(case.refused(Who::Executor, command).reason, Reason::FutureDate { field: "on" });
    let today = case.today;
    let command = i::incident(&mut case, today);
    case.must(Who::Executor, command);
    assert_eq!(case.state.triggers[0].kind, TriggerKind::Incident);
    let none = i::answer_trigger(TriggerId::new(nobody()), false);
    assert_eq!(case.refused(Who::Owner, none).reason, Reason::NoOpen { field: "trigger" });
    let id = case.state.triggers[0].id;
    case.must(Who::Owner, i::answer_trigger(id, false));
    let again = i::answer_trigger(id, false);
    assert_eq!(case.refused(Who::Owner, again).reason, Reason::NoOpen { field: "trigger" });
    let rating = i::ratings(&case, (9000, 9000));
    let command = i::check_in(&mut case, rating);
    case.must(Who::Executor, command);
    assert_eq!(case.state.check_ins.last().and_then(|c| c.live), Some(Level::High));
    assert_eq!(case.state.triggers[1].kind, TriggerKind::LevelRose);
}

#[test]
fn a_live_level_does_not_end_the_tracking() {
    let mut case = at(Step::Tracking);
    play::panel(&mut case, RatingStage::Live, (5000, 5000));
    case.must(Who::Agency, i::level(RatingStage::Live, i::CALM));
    assert!(!case.state.done.contains_key(&Step::Tracking));
    let command = i::check_in(&mut case, vec![]);
    case.must(Who::Executor, command);
}

#[test]
fn an_end_without_anything_left_open() {
    let mut case = at(Step::Decision);
    let refusal = case.refused(Who::Executor, i::complete());
    assert_eq!(refusal.reason, Reason::StepsMissing { step: Step::Completion });
    assert_eq!(refusal.missing[0].what, MissingThing::Step(Step::Decision));
    play::step(&mut case, Step::Decision);
    let refusal = case.refused(Who::Executor, i::complete());
    assert_eq!(refusal.reason, Reason::TooFew { field: "check_ins", need: 1, have: 0 });
    assert_eq!(rule(&refusal), Some("COMPLETION"));
    let command = i::check_in(&mut case, vec![]);
    case.must(Who::Executor, command);
    let refusal = case.refused(Who::Executor, i::complete());
    assert_eq!(refusal.reason, Reason::Unanswered { field: "measures", count: 1 });
    let refusal = case.refused(Who::Owner, i::archive());
    assert_eq!(refusal.reason, Reason::StepsMissing { step: Step::Archive });
}

#[test]
fn triggers_come_after_the_filing() {
    let mut case = at(Step::Filing);
    let command = i::trigger(&mut case, TriggerKind::Demand);
    let refusal = case.refused(Who::Filer, command.clone());
    assert_eq!(refusal.missing[0].what, MissingThing::Step(Step::Filing));
    assert_eq!(rule(&refusal), Some("FILING"));
    play::step(&mut case, Step::Filing);
    case.must(Who::Filer, command);
}

#[test]
fn the_course_of_a_case() {
    let mut case = at(Step::Review);
    for (to, reason) in
        [(P::Simplified, invalid("to", "not_fuller")), (P::General, invalid("to", "not_fuller"))]
    {
        assert_eq!(case.refused(Who::Filer, i::change_procedure(to)).reason, reason);
    }
    let none = i::void(Entry::Measure(MeasureId::new(nobody())));
    assert_eq!(case.refused(Who::Owner, none).reason, Reason::StepClosed { step: Step::Measures });
    let mut open = at(Step::Consultation);
    let none = i::void(Entry::Activity(domain::ids::ActivityId::new(nobody())));
    assert_eq!(open.refused(Who::Owner, none).reason, unknown("entry"));
    let convene = i::convene(&mut case, 3);
    case.must(Who::Filer, convene);
    assert_eq!(
        case.refused(Who::Filer, i::change_procedure(P::Special)).reason,
        Reason::Already { field: "review" }
    );
    case.must(Who::Filer, i::suspend(CauseParty::External));
    assert_eq!(case.refused(Who::Filer, i::executing(Who::Agency)).reason, Reason::Suspended);
    case.must(Who::Owner, i::withdraw());
    assert_eq!(case.refused(Who::Owner, i::withdraw()).reason, Reason::Ended);
    let mut decided = at(Step::Tracking);
    let refusal = decided.refused(Who::Owner, i::withdraw());
    assert_eq!(refusal.reason, Reason::StepClosed { step: Step::Decision });
    decided.must(Who::Owner, i::executing(Who::Agency));
    assert_eq!(decided.state.parties.and_then(|p| p.executing), Some(Who::Agency.unit()));
}
