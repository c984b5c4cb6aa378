//! What days bring by themselves: the next check-in, triggers that fall due, and
//! who may file.

use domain::{
    assessment::acts::filing::may_file,
    clock::{Line, add_months},
    codes::{
        Conclusion, DivisionCode, Level, MeasureStatus, Part, Role, Step, TriggerKind, UnitKind,
    },
    refusal::{MissingThing, Reason},
    rulebook::TermUnit,
};
use jiff::{ToSpan as _, civil::Date};

use super::{at, invalid, rule};
use crate::support::{Case, Who, inputs as i, rules_2016, rules_2022};

fn due(case: &Case) -> Vec<TriggerKind> {
    let due = case.state.triggers_due(case.rules, case.today);
    due.iter().map(|due| due.rule.kind).collect()
}

/// The day on which so many months are over, moved to a working day.
fn months_after(day: Date, months: u32) -> Date {
    let day = add_months(day, months).expect("a day");
    crate::support::book().calendar().next_working_day(day).expect("a covered year")
}

/// Rules TRACK_LOW and TRACK_MEDIUM: every three months, and every month once the
/// live level rose.
#[test]
fn the_next_check_in_is_due_by_the_interval_of_the_level() {
    let mut case = at(Step::Tracking);
    assert_eq!(case.state.filed_level(), Some(Level::Low));
    let decided = case.state.decisions[0].on;
    assert_eq!(case.state.term_step, Some(Step::Tracking));
    assert_eq!(case.state.term_due, Some(months_after(decided, 3)), "counted from the decision");
    case.pass_days(20);
    let check_in = i::check_in(&mut case, vec![]);
    case.must(Who::Executor, check_in);
    assert_eq!(case.state.term_due, Some(months_after(case.today, 3)), "and from the last one");
    let explained = case.state.next_check_in(&case.env(Who::Executor)).unwrap().expect("a day");
    assert_eq!(explained.on, case.state.term_due);
    let term = |line: &Line| matches!(line, Line::Term { count: 3, unit: TermUnit::Months, source } if !source.is_empty());
    assert!(explained.lines.iter().any(term), "{explained:?}");
    case.pass_days(5);
    let worse = i::ratings(&case, (9000, 9000));
    let check_in = i::check_in(&mut case, worse);
    case.must(Who::Executor, check_in);
    assert_eq!(case.state.term_due, Some(months_after(case.today, 1)), "a higher level, sooner");
}

#[test]
fn what_does_not_go_on_is_not_tracked() {
    let mut case = at(Step::Decision);
    let defer = i::conclusion(Conclusion::Defer, true, false);
    case.must(Who::Leader, domain::assessment::Command::Decide(defer));
    assert_eq!(case.state.check_in_interval(case.rules), None);
    case.pass_days(800);
    assert_eq!(due(&case), []);
}

/// Rule MEASURE_OVERDUE: more than 30 days late, one trigger for each cause.
#[test]
fn a_measure_that_is_late_calls_for_a_trigger_once() {
    let mut case = at(Step::Tracking);
    let check_in = i::check_in(&mut case, vec![]);
    case.must(Who::Executor, check_in);
    let last = case.state.live_measures().map(|m| m.due).max().expect("a measure");
    let late: Vec<_> = case.state.live_measures().map(|m| m.id).collect();
    case.today = last.checked_add(30.days()).expect("a day");
    let early = i::trigger(&mut case, TriggerKind::MeasureOverdue);
    let first = case.state.live_measures().map(|m| m.due).min().expect("a measure");
    if first == last {
        assert_eq!(due(&case), [], "thirty days are allowed");
        let refusal = case.refused(Who::Filer, early);
        assert_eq!(refusal.reason, invalid("kind", "trigger_not_due"));
        assert_eq!(rule(&refusal), Some("MEASURE_OVERDUE"));
    }
    case.pass_days(1);
    assert_eq!(due(&case), [TriggerKind::MeasureOverdue]);
    let since = case.state.triggers_due(case.rules, case.today)[0].since;
    assert_eq!(since, first.checked_add(31.days()).expect("a day"));
    let trigger = i::trigger(&mut case, TriggerKind::MeasureOverdue);
    case.must(Who::Filer, trigger);
    let raised = case.state.triggers.last().expect("raised").clone();
    assert_eq!(raised.measures, late);
    assert_eq!(due(&case), [], "it is raised");
    let again = i::trigger(&mut case, TriggerKind::MeasureOverdue);
    assert_eq!(case.refused(Who::Filer, again).reason, invalid("kind", "trigger_not_due"));
    case.must(Who::Filer, i::answer_trigger(raised.id, false));
    case.pass_days(90);
    assert_eq!(due(&case), [], "an answered cause does not come back");
}

#[test]
fn a_measure_that_is_done_calls_for_nothing() {
    let mut case = at(Step::Tracking);
    let check_in = i::check_in(&mut case, vec![]);
    case.must(Who::Executor, check_in);
    let all: Vec<_> = case.state.live_measures().map(|m| m.id).collect();
    for measure in all {
        case.must(Who::Executor, i::progress(measure, MeasureStatus::Done, true));
    }
    case.pass_days(400);
    assert_eq!(due(&case), []);
}

/// Rule NOT_CARRIED_OUT: twelve months after filing, for plans twenty-four.
#[test]
fn what_is_not_carried_out_calls_for_a_trigger() {
    for (is_plan, months) in [(false, 12), (true, 24)] {
        let mut case = at(Step::Tracking);
        case.state.is_plan = is_plan;
        let measures: Vec<_> = case.state.live_measures().map(|m| m.id).collect();
        for measure in measures {
            case.must(Who::Executor, i::progress(measure, MeasureStatus::Done, true));
        }
        let filed = case.state.filed().and_then(|f| f.on).expect("filed");
        case.today = add_months(filed, months).expect("a day");
        assert_eq!(due(&case), [], "{months}");
        case.pass_days(1);
        assert_eq!(due(&case), [TriggerKind::NotCarriedOut], "{months}");
        let mut begun = case.clone();
        let check_in = i::check_in(&mut begun, vec![]);
        begun.must(Who::Executor, check_in);
        assert_eq!(due(&begun), [], "it was begun");
        let trigger = i::trigger(&mut case, TriggerKind::NotCarriedOut);
        case.must(Who::Filer, trigger);
        assert_eq!(due(&case), [], "once");
    }
}

#[test]
fn who_may_file_is_a_matter_of_kind_and_area() {
    let place = |code: &str| DivisionCode::try_from(code.to_owned()).expect("six digits");
    let county = place("211302");
    for rules in [rules_2016(), rules_2022()] {
        for kind in [UnitKind::StabilityOffice, UnitKind::Party] {
            for seat in ["211302", "211300", "210000"] {
                assert_eq!(may_file(rules, (Some(kind), &place(seat)), &county), Ok(()), "{seat}");
            }
        }
        for (kind, seat, code) in [
            (Some(UnitKind::Housing), "211302", "filing_kind"),
            (None, "211302", "filing_kind"),
            (Some(UnitKind::StabilityOffice), "211303", "filing_area"),
            (Some(UnitKind::StabilityOffice), "210100", "filing_area"),
        ] {
            let refusal = may_file(rules, (kind, &place(seat)), &county).unwrap_err();
            assert_eq!(refusal.reason, Reason::Invalid { field: "filing", code });
            assert_eq!(rule(&refusal), Some("FILING"));
            let missing = &refusal.missing[0];
            assert_eq!(missing.what, MissingThing::Field("filing"));
            assert_eq!((missing.part, missing.role), (None::<Part>, Some(Role::FilingOfficer)));
        }
        let below = may_file(rules, (Some(UnitKind::StabilityOffice), &county), &place("211300"));
        assert!(below.is_err(), "a county does not file for its city");
    }
}
