//! Meetings and hearings: what has to be there before a hearing is closed, who
//! confirms a record, and opinions that are taken from minutes.

use domain::{
    assessment::{
        Command as C, Entry,
        acts::{activity::RecordActivity, hearing::PrepareHearing, opinion},
        parts::Attended,
    },
    codes::{ActivityKind, Confirmer, Step},
    ids::{ActivityId, HearingId},
    refusal::{MissingThing, Reason},
};
use jiff::{ToSpan as _, civil::Date};

use super::{at, invalid, nobody, rule, unknown};
use crate::support::{Case, Who, inputs as i, text};

/// A case with an announced hearing.
fn announced() -> (Case, HearingId) {
    let mut case = at(Step::Consultation);
    let announce = i::announce(&mut case);
    case.must(Who::Owner, announce);
    let id = case.state.hearings[0].id;
    (case, id)
}

fn record(case: &mut Case, id: HearingId) -> ActivityId {
    let held = i::held(case, id);
    case.must(Who::Owner, held);
    case.state.activities.last().expect("an activity").id
}

fn confirm(case: &mut Case, activity: ActivityId) {
    let confirm = i::confirm(case, activity, Confirmer::Participants);
    case.must(Who::Owner, confirm);
}

fn later(day: Date, days: i64) -> Date {
    day.checked_add(days.days()).expect("a day")
}

#[test]
fn a_hearing_is_closed_with_everything_that_the_rule_asks_for() {
    let (mut case, id) = announced();
    let lacking = |case: &mut Case| -> Vec<&'static str> {
        let refusal = case.refused(Who::Owner, i::close_hearing(id));
        assert_eq!(refusal.reason, invalid("hearing", "hearing_incomplete"));
        assert_eq!(rule(&refusal), Some("HEARING"));
        let fields = refusal.missing.iter().map(|missing| match missing.what {
            MissingThing::Field(field) => field,
            _ => panic!("{missing:?}"),
        });
        fields.collect()
    };
    assert_eq!(lacking(&mut case), ["list_sha256", "papers_on", "activity", "confirmed_by"]);
    let prepare = i::prepare(&case, id);
    case.must(Who::Owner, prepare);
    assert_eq!(lacking(&mut case), ["activity", "confirmed_by"]);
    case.pass_days(7);
    let activity = record(&mut case, id);
    assert_eq!(lacking(&mut case), ["confirmed_by"]);
    let chair = i::confirm(&case, activity, Confirmer::Chair);
    let refusal = case.refused(Who::Owner, chair);
    assert_eq!(refusal.reason, invalid("confirmed_by", "not_participants"));
    assert_eq!(rule(&refusal), Some("HEARING"));
    confirm(&mut case, activity);
    case.must(Who::Owner, i::close_hearing(id));
    assert_eq!(case.state.hearings[0].closed, Some(case.today));
    let again = case.refused(Who::Owner, i::close_hearing(id));
    assert_eq!(again.reason, Reason::Already { field: "hearing" });
}

/// Seven days before the day on which it was held, not on which it was announced.
#[test]
fn the_papers_are_there_seven_days_ahead() {
    for (days, closes) in [(6, false), (7, true), (8, true)] {
        let (mut case, id) = announced();
        let prepare = i::prepare(&case, id);
        case.must(Who::Owner, prepare);
        case.pass_days(days);
        let activity = record(&mut case, id);
        confirm(&mut case, activity);
        let close = i::close_hearing(id);
        if closes {
            case.must(Who::Owner, close);
            continue;
        }
        let refusal = case.refused(Who::Owner, close);
        assert_eq!(refusal.reason, Reason::TooLate { field: "hearing", need: 7, have: 6 });
        assert_eq!(rule(&refusal), Some("HEARING"));
        // It does not count; another one is announced and held.
        let end =
            C::CloseConsultation(opinion::CloseConsultation { summary: text(1), shortened: None });
        let seminar = i::activity(&mut case, 1, 1);
        case.must(Who::Owner, seminar);
        let refusal = case.refused(Who::Owner, end.clone());
        assert_eq!(refusal.reason, invalid("hearing", "hearing_open"));
        assert_eq!(rule(&refusal), Some("HEARING"));
        case.must(Who::Owner, i::void(Entry::Activity(activity)));
        case.must(Who::Owner, end);
    }
}

#[test]
fn a_hearing_is_announced_before_it_is_held() {
    let (mut case, id) = announced();
    let C::RecordActivity(right) = i::held(&mut case, id) else { panic!() };
    let bare = RecordActivity { hearing: None, ..right.clone() };
    let refusal = case.refused(Who::Owner, C::RecordActivity(bare));
    assert_eq!(refusal.reason, invalid("hearing", "not_announced"));
    assert_eq!(rule(&refusal), Some("HEARING"));
    let other = RecordActivity { hearing: Some(HearingId::new(nobody())), ..right.clone() };
    assert_eq!(case.refused(Who::Owner, C::RecordActivity(other)).reason, unknown("hearing"));
    let seminar = RecordActivity { kind: ActivityKind::Seminar, ..right.clone() };
    let refusal = case.refused(Who::Owner, C::RecordActivity(seminar));
    assert_eq!(refusal.reason, invalid("hearing", "no_hearing"));
    case.must(Who::Owner, C::RecordActivity(right));
    let twice = i::held(&mut case, id);
    assert_eq!(case.refused(Who::Owner, twice).reason, Reason::Already { field: "hearing" });
}

#[test]
fn what_is_stated_of_a_hearing_can_be_so() {
    let (mut case, id) = announced();
    let C::PrepareHearing(right) = i::prepare(&case, id) else { panic!() };
    let (tomorrow, today) = (later(case.today, 1), case.today);
    let empty =
        PrepareHearing { list_sha256: None, list_on: None, papers_on: None, ..right.clone() };
    let table = [
        (empty, invalid("papers_on", "empty")),
        (
            PrepareHearing { list_sha256: Some("12".into()), ..right.clone() },
            invalid("list_sha256", "no_hash"),
        ),
        (PrepareHearing { list_sha256: None, ..right.clone() }, invalid("list_sha256", "empty")),
        (PrepareHearing { list_on: None, ..right.clone() }, invalid("list_on", "empty")),
        (
            PrepareHearing { papers_on: Some(tomorrow), ..right.clone() },
            Reason::FutureDate { field: "papers_on" },
        ),
        (
            PrepareHearing { list_on: Some(later(today, -1)), ..right.clone() },
            Reason::BeforeStep { field: "list_on", day: today.to_string() },
        ),
        (PrepareHearing { hearing: HearingId::new(nobody()), ..right.clone() }, unknown("hearing")),
    ];
    for (input, reason) in table {
        assert_eq!(case.refused(Who::Owner, C::PrepareHearing(input)).reason, reason);
    }
    // The list and the papers can come one after the other; neither is lost.
    let list = PrepareHearing { papers_on: None, ..right.clone() };
    case.must(Who::Owner, C::PrepareHearing(list));
    let papers = PrepareHearing { list_sha256: None, list_on: None, ..right };
    case.must(Who::Owner, C::PrepareHearing(papers));
    let hearing = &case.state.hearings[0];
    assert_eq!(hearing.list.as_ref().map(|list| list.sha256.clone()), Some("ab".repeat(32)));
    assert_eq!(hearing.papers_on, Some(today));
}

#[test]
fn opinions_come_from_minutes_and_are_counted() {
    let mut case = at(Step::Consultation);
    let C::RecordActivity(mut seminar) = i::activity(&mut case, 1, 3) else { panic!() };
    seminar.groups = vec![Attended { group: text(2), size: 5 }];
    let refusal = case.refused(Who::Owner, C::RecordActivity(seminar.clone()));
    assert_eq!(refusal.reason, invalid("attendance", "fewer_than_groups"));
    seminar.groups[0].size = 4;
    case.must(Who::Owner, C::RecordActivity(seminar));
    let meeting = case.state.activities[0].id;
    let raised = |count, at| {
        C::RecordOpinion(opinion::RecordOpinion {
            topic: text(1),
            count,
            found_in: None,
            raised_at: Some(at),
        })
    };
    let many = case.refused(Who::Owner, raised(5, meeting));
    assert_eq!(many.reason, invalid("count", "more_than_attended"));
    let other = raised(1, ActivityId::new(nobody()));
    assert_eq!(case.refused(Who::Owner, other).reason, unknown("raised_at"));
    case.must(Who::Owner, raised(4, meeting));
    assert_eq!(case.state.opinions[0].raised_at, Some(meeting));
    let confirm = i::confirm(&case, meeting, Confirmer::Host);
    case.must(Who::Owner, confirm.clone());
    let again = case.refused(Who::Owner, confirm);
    assert_eq!(again.reason, Reason::Already { field: "activity" });
}
