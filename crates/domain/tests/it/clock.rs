//! Terms on the real working days of 2015 to 2017.

use domain::{
    assessment::parts::Pause,
    calendar::CalendarError,
    clock::{Due, Line, TermInput, add_months, due, length},
    codes::{CauseParty, ProcedureCode, Step},
    refusal::Reason,
    rulebook::{Term, TermUnit},
};
use jiff::civil::{Date, date};

use crate::support::{Case, Who, book, inputs as i, play, text};

const fn working(count: u32) -> Term {
    Term { count, unit: TermUnit::Working }
}

const fn calendar(count: u32) -> Term {
    Term { count, unit: TermUnit::Calendar }
}

fn pause(from: Date, to: Option<Date>, cause: CauseParty) -> Pause {
    Pause { from, to, cause, reason: text(1) }
}

fn term(start: Date, term: Term, extensions: &[(u32, Date)], pauses: &[Pause]) -> Due {
    let input = TermInput { start, term, source: "产品默认值", extensions, pauses };
    due(book().calendar(), &input).expect("covered years")
}

fn on(start: Date, t: Term, pauses: &[Pause]) -> Option<Date> {
    term(start, t, &[], pauses).on
}

/// Spring Festival 2016: 7 to 13 February off, 6 and 14 February worked
/// (国办发明电〔2015〕18号).
#[test]
fn working_days_over_spring_festival_2016() {
    for (start, days, end) in [
        (date(2016, 2, 4), 1, date(2016, 2, 5)),
        (date(2016, 2, 4), 2, date(2016, 2, 6)), // a Saturday that is worked
        (date(2016, 2, 4), 3, date(2016, 2, 14)), // a Sunday that is worked
        (date(2016, 2, 4), 4, date(2016, 2, 15)),
        (date(2016, 2, 5), 10, date(2016, 2, 24)),
        (date(2016, 9, 30), 1, date(2016, 10, 8)),
        (date(2015, 12, 31), 1, date(2016, 1, 4)),
    ] {
        assert_eq!(on(start, working(days), &[]), Some(end), "{days} from {start}");
    }
}

#[test]
fn a_calendar_term_that_ends_on_a_holiday_moves() {
    assert_eq!(on(date(2016, 2, 1), calendar(7), &[]), Some(date(2016, 2, 14)));
    assert_eq!(on(date(2016, 2, 1), calendar(5), &[]), Some(date(2016, 2, 6)));
    let months = Term { count: 1, unit: TermUnit::Months };
    assert_eq!(on(date(2016, 1, 31), months, &[]), Some(date(2016, 2, 29)));
    assert_eq!(on(date(2016, 1, 10), months, &[]), Some(date(2016, 2, 14)));
}

/// Ten working days from Tuesday 1 March 2016 end on Tuesday 15 March.
#[test]
fn pauses_move_the_end_by_what_they_took() {
    let start = date(2016, 3, 1);
    let owner = CauseParty::OwnerUnit;
    let of = |a: i8, b: i8| pause(date(2016, 3, a), Some(date(2016, 3, b)), owner);
    for (pauses, end, why) in [
        (vec![], 15, "no pause"),
        (vec![of(3, 3)], 15, "resumed on the same day"),
        (vec![of(3, 4)], 16, "one working day"),
        (vec![of(4, 7)], 16, "Friday to Monday takes Friday only"),
        (vec![of(5, 7)], 15, "a weekend takes nothing"),
        (vec![of(1, 3)], 16, "the first day is not counted anyway"),
        (vec![of(3, 4), of(9, 11)], 18, "two pauses add up"),
        (vec![of(3, 4), of(16, 18)], 18, "the second one falls into the added day"),
        (vec![of(17, 21)], 15, "a pause after the end changes nothing"),
    ] {
        assert_eq!(on(start, working(10), &pauses), Some(date(2016, 3, end)), "{why}");
    }
    let before = pause(date(2016, 2, 20), Some(date(2016, 2, 25)), owner);
    assert_eq!(on(start, working(10), &[before]), Some(date(2016, 3, 15)));
    let into = pause(date(2016, 2, 20), Some(date(2016, 3, 4)), owner);
    assert_eq!(on(start, working(10), &[into]), Some(date(2016, 3, 17)));
}

#[test]
fn a_calendar_term_runs_on_by_calendar_days() {
    let start = date(2016, 3, 1);
    let pauses = [pause(date(2016, 3, 4), Some(date(2016, 3, 8)), CauseParty::External)];
    assert_eq!(on(start, calendar(30), &pauses), Some(date(2016, 4, 5)));
}

#[test]
fn nothing_is_due_while_the_clock_stands() {
    let start = date(2016, 3, 1);
    let open = pause(date(2016, 3, 8), None, CauseParty::Superior);
    let stands = term(start, working(10), &[], std::slice::from_ref(&open));
    assert_eq!(stands.on, None);
    assert_eq!(
        stands.lines.last(),
        Some(&Line::Paused { from: open.from, to: None, days: 0, cause: CauseParty::Superior })
    );
    let late = pause(date(2016, 3, 16), None, CauseParty::Superior);
    assert_eq!(on(start, working(10), &[late]), Some(date(2016, 3, 15)));
}

#[test]
fn the_explanation_tells_every_step() {
    let start = date(2016, 3, 1);
    let stop = |a, b, cause| pause(date(2016, 3, a), Some(date(2016, 3, b)), cause);
    let pauses = [stop(3, 4, CauseParty::OwnerUnit), stop(9, 11, CauseParty::ThirdParty)];
    let told = term(start, working(10), &[(3, date(2016, 3, 10))], &pauses);
    let paused = |a, b, days, cause| Line::Paused {
        from: date(2016, 3, a),
        to: Some(date(2016, 3, b)),
        days,
        cause,
    };
    assert_eq!(
        told.lines,
        [
            Line::Start { on: start },
            Line::Term { count: 10, unit: TermUnit::Working, source: "产品默认值".into() },
            Line::Extended { days: 3, on: date(2016, 3, 10) },
            paused(3, 4, 1, CauseParty::OwnerUnit),
            paused(9, 11, 2, CauseParty::ThirdParty),
            Line::Due { on: date(2016, 3, 23) },
        ]
    );
    assert_eq!(told.on, Some(date(2016, 3, 23)));
}

#[test]
fn lengths_count_both_ends() {
    let c = book().calendar();
    for (from, to, unit, days) in [
        (date(2016, 3, 1), date(2016, 3, 1), TermUnit::Calendar, 1),
        (date(2016, 3, 1), date(2016, 3, 9), TermUnit::Working, 7),
        (date(2016, 2, 6), date(2016, 2, 14), TermUnit::Working, 2),
        (date(2016, 3, 2), date(2016, 3, 1), TermUnit::Working, 0),
        (date(2016, 3, 2), date(2016, 3, 1), TermUnit::Calendar, 0),
        (date(2016, 1, 31), date(2017, 1, 30), TermUnit::Months, 11),
        (date(2017, 1, 30), date(2016, 1, 31), TermUnit::Months, 0),
    ] {
        assert_eq!(length(c, from, to, unit), Ok(days), "{from} to {to}");
    }
    assert_eq!(add_months(date(2016, 2, 29), 12), Some(date(2017, 2, 28)));
    assert_eq!(add_months(date(9999, 6, 1), 12), None);
}

#[test]
fn a_year_without_data_is_an_error() {
    let input = TermInput {
        start: date(2040, 1, 1),
        term: working(3),
        source: "",
        extensions: &[],
        pauses: &[],
    };
    assert_eq!(due(book().calendar(), &input), Err(CalendarError::YearNotCovered { year: 2040 }));
}

fn filing_due(case: &Case) -> Option<Date> {
    let procedure = case.rules.procedure(ProcedureCode::General).expect("general");
    let due = case.state.due(&case.env(Who::Owner), procedure, Step::Filing).expect("covered");
    due.and_then(|d| d.on)
}

#[test]
fn the_term_of_a_case_starts_stops_and_grows() {
    let mut case = play::case_at(ProcedureCode::General, Step::Review);
    assert_eq!(filing_due(&case), None, "the clock starts with the end of the review");
    play::step(&mut case, Step::Review);
    let first = book().calendar().add_working_days(case.today, 10).expect("covered");
    assert_eq!(filing_due(&case), Some(first));
    assert_eq!((case.state.term_step, case.state.term_due), (Some(Step::Filing), Some(first)));

    case.pass_working_days(2);
    case.must(Who::Filer, i::suspend(CauseParty::FilingUnit));
    assert_eq!((filing_due(&case), case.state.term_due), (None, None));
    assert_eq!(
        case.refused(Who::Owner, i::suspend(CauseParty::External)).reason,
        Reason::Suspended
    );
    let submit = i::submit(&mut case);
    assert_eq!(case.refused(Who::Owner, submit).reason, Reason::Suspended);
    case.pass_working_days(3);
    case.must(Who::Filer, i::resume());
    let later = book().calendar().add_working_days(first, 3).expect("covered");
    assert_eq!(case.state.term_due, Some(later));
    assert_eq!(case.refused(Who::Filer, i::resume()).reason, Reason::NotSuspended);

    case.must(Who::Filer, i::extend(Step::Filing, 4));
    let longer = book().calendar().add_working_days(later, 4).expect("covered");
    assert_eq!(case.state.term_due, Some(longer));
}

#[test]
fn pauses_never_overlap() {
    let mut case = play::case_at(ProcedureCode::General, Step::Filing);
    case.must(Who::Filer, i::suspend(CauseParty::FilingUnit));
    case.stated = Some(case.today.yesterday().expect("a day"));
    assert_eq!(case.refused(Who::Filer, i::resume()).field(), Some("occurred_on"));
    case.stated = None;
    case.pass_days(4);
    case.must(Who::Filer, i::resume());
    case.stated = Some(case.today.yesterday().expect("a day"));
    let refusal = case.refused(Who::Filer, i::suspend(CauseParty::External));
    assert_eq!(refusal.field(), Some("occurred_on"));
    case.stated = Some(case.today.tomorrow().expect("a day"));
    let refusal = case.refused(Who::Filer, i::suspend(CauseParty::External));
    assert_eq!(refusal.reason, Reason::FutureDate { field: "occurred_on" });
}

#[test]
fn an_extension_has_its_limits() {
    let mut case = play::case_at(ProcedureCode::General, Step::Filing);
    for (step, days, reason) in [
        (Step::Filing, 0, Reason::Invalid { field: "days", code: "too_long" }),
        (Step::Filing, 11, Reason::Invalid { field: "days", code: "too_long" }),
        (Step::Decision, 5, Reason::Invalid { field: "step", code: "no_term" }),
        (Step::Screening, 1, Reason::StepClosed { step: Step::Screening }),
    ] {
        let refusal = case.refused(Who::Filer, i::extend(step, days));
        // How long an extension may be is said by no rule, so none is cited.
        assert_eq!(
            refusal.rule.is_some(),
            !matches!(reason, Reason::Invalid { field: "days", .. })
        );
        assert_eq!(refusal.reason, reason);
    }
    case.must(Who::Filer, i::extend(Step::Filing, 6));
    case.refused(Who::Filer, i::extend(Step::Filing, 5));
    case.must(Who::Filer, i::extend(Step::Filing, 4));
    let mut simple = play::case_at(ProcedureCode::Simplified, Step::Filing);
    let refusal = simple.refused(Who::Filer, i::extend(Step::Plan, 1));
    assert_eq!(refusal.reason, Reason::StepNotInProcedure { step: Step::Plan });
}
