//! Identifiers sent twice, and days before what an act rests on.

use domain::{
    assessment::{
        Command as C,
        acts::tracking::{RaiseTrigger, RecordCheckIn, RecordIncident},
    },
    codes::{Conclusion, MeasureStatus, ProcedureCode as P, RatingStage, Step, TriggerKind},
    ids::TriggerId,
    refusal::Reason,
};
use jiff::ToSpan as _;

use super::at;
use crate::support::{Case, Who, inputs as i, play};

type Act = fn(&mut Case) -> C;

/// Acts that bring an identifier, each with its step and its person.
const NEW: [(Step, Who, Act); 6] = [
    (Step::Publicity, Who::Owner, |c| {
        let to = c.today.checked_add(30.days()).expect("a day");
        i::notice(c, to)
    }),
    (Step::Consultation, Who::Agency, |c| i::activity(c, 1, 2)),
    (Step::Identification, Who::Agency, |c| i::factor(c, None)),
    (Step::Measures, Who::Owner, |c| {
        let factors = c.state.live_factors().map(|f| f.id).collect();
        i::measure(c, factors, false)
    }),
    (Step::Tracking, Who::Executor, |c| {
        let today = c.today;
        i::incident(c, today)
    }),
    (Step::Tracking, Who::Filer, |c| i::trigger(c, TriggerKind::Demand)),
];

#[test]
fn an_identifier_is_used_once() {
    for (step, who, act) in NEW {
        let mut case = at(step);
        let command = act(&mut case);
        case.must(who, command.clone());
        let before = case.state.clone();
        let refusal = case.refused(who, command);
        assert_eq!(refusal.reason, Reason::Already { field: "id" }, "{step:?}");
        assert_eq!(case.state, before);
    }
}

/// Panel, review, report and filing close behind themselves; their identifiers
/// are compared all the same.
#[test]
fn an_identifier_of_an_earlier_round_is_used_once() {
    let mut case = at(Step::InitialRating);
    play::panel(&mut case, RatingStage::Initial, (4000, 4000));
    let C::OpenPanel(mut again) = i::open_panel(&mut case, RatingStage::Initial, 3) else {
        panic!()
    };
    again.id = case.state.panels[0].id;
    let refusal = case.refused(Who::Agency, C::OpenPanel(again));
    assert_eq!(refusal.reason, Reason::Already { field: "id" });

    let mut case = at(Step::Filing);
    let submit = i::submit(&mut case);
    case.must(Who::Owner, submit.clone());
    let filing = case.state.filings[0].id;
    case.must(Who::Filer, i::send_back(filing, &["R_FORM"]));
    assert_eq!(case.refused(Who::Owner, submit).reason, Reason::Already { field: "id" });
    let C::FreezeReport(mut report) = i::report(&mut case, Conclusion::Implement, true) else {
        panic!()
    };
    report.id = case.state.reports[0].id;
    let refusal = case.refused(Who::Agency, C::FreezeReport(report));
    assert_eq!(refusal.reason, Reason::Already { field: "id" });

    let mut case = at(Step::Review);
    let convene = i::convene(&mut case, 3);
    case.must(Who::Filer, convene.clone());
    for n in 0..3 {
        case.must(Who::Reviewer(n), i::declare(case.state.reviews[0].id, false));
    }
    assert_eq!(case.refused(Who::Filer, convene).reason, Reason::Already { field: "id" });
}

#[test]
fn triggers_have_identifiers_of_their_own() {
    let mut case = at(Step::Tracking);
    let first = i::trigger(&mut case, TriggerKind::Demand);
    case.must(Who::Filer, first);
    let id: TriggerId = case.state.triggers[0].id;
    let today = case.today;
    let C::RecordIncident(incident) = i::incident(&mut case, today) else { panic!() };
    let incident = RecordIncident { trigger: id, ..incident };
    let refusal = case.refused(Who::Executor, C::RecordIncident(incident));
    assert_eq!(refusal.reason, Reason::Already { field: "trigger" });
    let C::RaiseTrigger(raise) = i::trigger(&mut case, TriggerKind::NewRule) else { panic!() };
    let refusal = case.refused(Who::Filer, C::RaiseTrigger(RaiseTrigger { id, ..raise }));
    assert_eq!(refusal.reason, Reason::Already { field: "id" });
    let twice = i::ratings(&case, (9000, 9000)).into_iter().cycle().take(3).collect();
    let twice = i::check_in(&mut case, twice);
    assert_eq!(case.refused(Who::Executor, twice).reason, Reason::Already { field: "ratings" });
}

/// Every act of a step is refused for the day before the step was reached, and
/// for a day before the opening, at the field of the day.
#[test]
fn no_act_before_the_day_of_what_it_rests_on() {
    let acts: [(Step, Who, Act); 11] = [
        (Step::Plan, Who::Owner, |c| i::plan(c)),
        (Step::Consultation, Who::Agency, |c| i::activity(c, 1, 1)),
        (Step::Identification, Who::Agency, |c| i::factor(c, None)),
        (Step::InitialRating, Who::Agency, |c| i::open_panel(c, RatingStage::Initial, 3)),
        (Step::Measures, Who::Owner, |c| {
            let factors = c.state.live_factors().map(|f| f.id).collect();
            i::measure(c, factors, false)
        }),
        (Step::Report, Who::Agency, |c| i::report(c, Conclusion::Implement, false)),
        (Step::Review, Who::Filer, |c| i::convene(c, 3)),
        (Step::Filing, Who::Owner, |c| i::submit(c)),
        (Step::Decision, Who::Leader, |_| {
            C::Decide(i::conclusion(Conclusion::Implement, false, false))
        }),
        (Step::Tracking, Who::Executor, |c| i::check_in(c, vec![])),
        (Step::Tracking, Who::Executor, |c| {
            let measure = c.state.live_measures().next().expect("a measure").id;
            i::progress(measure, MeasureStatus::InProgress, false)
        }),
    ];
    for (step, who, act) in acts {
        let mut case = at(step);
        let reached = case.state.done.values().max().copied().expect("opened");
        let command = act(&mut case);
        let rests = if matches!(command, C::ReportProgress(_)) {
            case.state.done[&Step::Measures]
        } else {
            reached
        };
        case.stated = Some(rests.yesterday().expect("a day"));
        let refusal = case.refused(who, command.clone());
        let wanted = Reason::BeforeStep { field: "occurred_on", day: rests.to_string() };
        assert_eq!(refusal.reason, wanted, "{step:?}");
        assert_eq!(refusal.field(), Some("occurred_on"));
        case.stated = Some(rests);
        case.must(who, command);
    }
}

#[test]
fn acts_on_the_course_lie_between_opening_and_today() {
    let acts: [Act; 5] = [
        |_| i::suspend(domain::codes::CauseParty::External),
        |_| i::withdraw(),
        |_| i::change_procedure(P::Special),
        |_| i::executing(Who::Executor),
        |_| i::extend(Step::Filing, 1),
    ];
    for act in acts {
        let mut case = Case::open(P::General);
        let opened = case.today;
        case.pass_days(5);
        let command = act(&mut case);
        case.stated = opened.yesterday().ok();
        let refusal = case.refused(Who::Filer, command.clone());
        let day = opened.to_string();
        assert_eq!(refusal.reason, Reason::BeforeStep { field: "occurred_on", day });
        case.stated = case.today.tomorrow().ok();
        let refusal = case.refused(Who::Filer, command.clone());
        assert_eq!(refusal.reason, Reason::FutureDate { field: "occurred_on" });
        case.stated = Some(opened);
        case.must(Who::Filer, command);
    }
}

#[test]
fn answers_do_not_come_before_their_questions() {
    let mut case = at(Step::InitialRating);
    case.pass_days(5);
    let open = i::open_panel(&mut case, RatingStage::Initial, 4);
    case.must(Who::Agency, open);
    let panel = case.state.panels[0].id;
    let early = |case: &mut Case| case.stated = case.today.yesterday().ok();
    let wanted =
        |case: &Case| Reason::BeforeStep { field: "occurred_on", day: case.today.to_string() };
    early(&mut case);
    let swap = i::replace_expert(panel, Who::Expert(1), None);
    assert_eq!(case.refused(Who::Agency, swap).reason, wanted(&case));

    let mut case = at(Step::Filing);
    case.pass_days(5);
    let submit = i::submit(&mut case);
    case.must(Who::Owner, submit);
    let filing = case.state.filings[0].id;
    early(&mut case);
    assert_eq!(case.refused(Who::Filer, i::accept(filing)).reason, wanted(&case));
    assert_eq!(case.refused(Who::Filer, i::send_back(filing, &["R_FORM"])).reason, wanted(&case));

    let mut case = at(Step::Tracking);
    case.pass_days(5);
    let raise = i::trigger(&mut case, TriggerKind::Demand);
    case.must(Who::Filer, raise);
    let trigger = case.state.triggers[0].id;
    early(&mut case);
    assert_eq!(case.refused(Who::Owner, i::answer_trigger(trigger, false)).reason, wanted(&case));
}

/// Days inside a form: nobody is heard before there is a plan, no notice hangs
/// before its step, and no incident comes before the decision.
#[test]
fn days_of_a_form_follow_what_they_rest_on() {
    let before = |field, day: jiff::civil::Date| Reason::BeforeStep { field, day: day.to_string() };
    let mut case = at(Step::Publicity);
    let plan = case.state.done[&Step::Plan];
    let to = case.today.checked_add(30.days()).expect("a day");
    let C::PublishNotice(mut notice) = i::notice(&mut case, to) else { panic!() };
    notice.from = plan.yesterday().expect("a day");
    let refusal = case.refused(Who::Owner, C::PublishNotice(notice));
    assert_eq!(refusal.reason, before("from", plan));

    let mut case = at(Step::Consultation);
    let C::RecordActivity(mut activity) = i::activity(&mut case, 1, 1) else { panic!() };
    activity.on = plan.yesterday().expect("a day");
    let refusal = case.refused(Who::Agency, C::RecordActivity(activity.clone()));
    assert_eq!(refusal.reason, before("on", plan));
    // While the notice hung, people could be heard.
    activity.on = plan;
    case.must(Who::Agency, C::RecordActivity(activity));

    let mut case = at(Step::Tracking);
    let decided = case.state.done[&Step::Decision];
    let incident = i::incident(&mut case, decided.yesterday().expect("a day"));
    assert_eq!(case.refused(Who::Executor, incident).reason, before("on", decided));
}

/// A live level above the filed one raises one trigger; later check-ins are
/// attached to it until it is answered, and beyond where it reopened the case.
#[test]
fn a_raised_level_is_told_once() {
    for reassess in [false, true] {
        let mut case = at(Step::Tracking);
        let high = |case: &mut Case| {
            let ratings = i::ratings(case, (9000, 9000));
            let command = i::check_in(case, ratings);
            case.must(Who::Executor, command);
        };
        high(&mut case);
        let first = case.state.triggers[0].id;
        case.pass_days(20);
        high(&mut case);
        high(&mut case);
        assert_eq!(case.state.triggers.len(), 1);
        assert!(case.state.check_ins.iter().all(|c| c.trigger == Some(first)));
        case.must(Who::Filer, i::answer_trigger(first, reassess));
        high(&mut case);
        let raised = case.state.triggers.len();
        assert_eq!(raised, if reassess { 1 } else { 2 });
        assert_eq!(case.state.check_ins[3].trigger, Some(case.state.triggers[raised - 1].id));
        // A calm check-in belongs to no trigger.
        let calm = i::ratings(&case, (100, 100));
        let C::CheckIn(calm) = i::check_in(&mut case, calm) else { panic!() };
        let calm = RecordCheckIn { trigger: first, ..calm };
        case.must(Who::Executor, C::CheckIn(calm));
        assert_eq!(case.state.check_ins[4].trigger, None);
    }
}
