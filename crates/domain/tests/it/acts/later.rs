//! Decision, implementation and the course of a case.

use domain::{
    assessment::{
        Command as C, Entry,
        acts::{decision::ChangeDecision, tracking::RecordCheckIn},
    },
    codes::{
        CauseParty, Conclusion, Gate, Level, Part, ProcedureCode as P, RatingStage, Step,
        TriggerKind,
    },
    ids::{FactorId, MeasureId, TriggerId},
    refusal::{MissingThing, Reason},
    rulebook::GateRequirement,
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

/// The act does not get past its own gate: what the gate of the decision says to
/// whoever asks, it says to the decision maker too.
#[test]
fn a_decision_does_not_pass_a_closed_gate() {
    let decide = |c| C::Decide(i::conclusion(c, true, true));
    let closed = Reason::GateClosed { gate: Gate::Decision };
    let lack = MissingThing::Requirement(GateRequirement::NotHalted);
    for reassess in [None, Some(true)] {
        let mut case = at(Step::Decision);
        let trigger = i::trigger(&mut case, TriggerKind::MaterialChange);
        case.must(Who::Filer, trigger);
        let id = case.state.triggers[0].id;
        if let Some(reassess) = reassess {
            case.must(Who::Owner, i::answer_trigger(id, reassess));
        }
        for goes_on in [Conclusion::Implement, Conclusion::Conditional, Conclusion::Staged] {
            let refusal = case.refused(Who::Leader, decide(goes_on));
            assert_eq!(refusal.reason, closed, "{reassess:?} {goes_on:?}");
            assert_eq!(refusal.missing.iter().map(|m| &m.what).collect::<Vec<_>>(), [&lack]);
            assert_eq!(rule(&refusal), Some("DECISION"));
        }
        case.must(Who::Leader, decide(Conclusion::Stop));
    }
    let mut answered = at(Step::Decision);
    let trigger = i::trigger(&mut answered, TriggerKind::MaterialChange);
    answered.must(Who::Filer, trigger);
    let id = answered.state.triggers[0].id;
    answered.must(Who::Filer, i::answer_trigger(id, false));
    answered.must(Who::Leader, decide(Conclusion::Implement));
}

/// A matter that was put off does not come back on an expired filing, nor past a
/// trigger; that it was put off does not bar its own change.
#[test]
fn a_changed_decision_does_not_pass_a_closed_gate() {
    let change = |c| C::ChangeDecision(ChangeDecision { decision: i::conclusion(c, true, true) });
    let mut case = at(Step::Decision);
    case.must(Who::Leader, C::Decide(i::conclusion(Conclusion::Defer, true, false)));
    let deferred = case.clone();
    case.must(Who::Leader, change(Conclusion::Implement));
    let trigger = i::trigger(&mut case, TriggerKind::MaterialChange);
    case.must(Who::Filer, trigger);
    let refusal = case.refused(Who::Leader, change(Conclusion::Staged));
    assert_eq!(refusal.reason, Reason::GateClosed { gate: Gate::Decision });
    case.must(Who::Leader, change(Conclusion::Stop));
    let mut case = deferred;
    case.today = case.state.filed().expect("filed").valid_until.tomorrow().expect("a day");
    let refusal = case.refused(Who::Leader, change(Conclusion::Implement));
    assert_eq!(refusal.reason, Reason::GateClosed { gate: Gate::Decision });
    let lack = MissingThing::Requirement(GateRequirement::Valid);
    assert_eq!(refusal.missing.iter().map(|m| &m.what).collect::<Vec<_>>(), [&lack]);
    case.must(Who::Leader, change(Conclusion::Stop));
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
    let refusal = case.refused(Who::Owner, i::answer_trigger(id, false));
    assert_eq!(refusal.reason, invalid("reassess", "filing_unit_only"));
    assert_eq!(refusal.missing[0].part, Some(Part::Filing));
    assert_eq!(
        case.refused(Who::Executor, i::answer_trigger(id, false)).reason,
        invalid("reassess", "filing_unit_only")
    );
    case.must(Who::Filer, i::answer_trigger(id, false));
    let again = i::answer_trigger(id, false);
    assert_eq!(case.refused(Who::Owner, again).reason, Reason::NoOpen { field: "trigger" });
    let rating = i::ratings(&case, (9000, 9000));
    let command = i::check_in(&mut case, rating);
    case.must(Who::Executor, command);
    assert_eq!(case.state.check_ins.last().and_then(|c| c.live), Some(Level::High));
    assert_eq!(case.state.triggers[1].kind, TriggerKind::LevelRose);
}

/// Rule PETITIONS: five since the decision raise a trigger, and five more another
/// one once the first was answered.
#[test]
fn petitions_raise_a_trigger_by_their_number() {
    let mut case = at(Step::Tracking);
    let reported = |case: &mut Case, petitions| {
        let C::CheckIn(input) = i::check_in(case, vec![]) else { panic!() };
        let command = C::CheckIn(RecordCheckIn { petitions, ..input });
        case.must(Who::Executor, command);
        case.state.triggers.iter().filter(|t| t.kind == TriggerKind::Petitions).count()
    };
    assert_eq!(reported(&mut case, 4), 0);
    assert_eq!(reported(&mut case, 1), 1);
    assert_eq!(reported(&mut case, 20), 1, "it stands already");
    assert_eq!(case.refused(Who::Executor, i::complete()).field(), Some("triggers"));
    let first = case.state.triggers[0].id;
    case.must(Who::Filer, i::answer_trigger(first, false));
    assert_eq!(reported(&mut case, 4), 1, "29 petitions");
    assert_eq!(reported(&mut case, 1), 2, "30 petitions");
    let ratings = i::ratings(&case, (9000, 9000));
    let C::CheckIn(both) = i::check_in(&mut case, ratings) else { panic!() };
    let second = case.state.triggers[1].id;
    case.must(Who::Filer, i::answer_trigger(second, false));
    let same = RecordCheckIn { petitions: 5, petitions_trigger: both.trigger, ..both.clone() };
    let refusal = case.refused(Who::Executor, C::CheckIn(same));
    assert_eq!(refusal.reason, Reason::Already { field: "petitions_trigger" });
    case.must(Who::Executor, C::CheckIn(RecordCheckIn { petitions: 5, ..both }));
    let kinds: Vec<_> = case.state.triggers.iter().skip(2).map(|t| t.kind).collect();
    assert_eq!(kinds, [TriggerKind::LevelRose, TriggerKind::Petitions]);
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
