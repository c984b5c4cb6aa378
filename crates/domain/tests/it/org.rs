//! Posts, administrators and list reports.

use std::collections::BTreeSet;

use domain::{
    codes::Role,
    ids::{MatterId, PostId},
    listing::{ListReport, ListReportEvent, Period},
    org::{Person, PersonEvent, Post},
    record::{EventMeta, Record as _},
    refusal::Reason,
};
use jiff::{
    Timestamp,
    civil::{Date, date},
};
use uuid::Uuid;

use crate::support::{Who, text};

fn meta() -> EventMeta {
    EventMeta {
        seq: 0,
        recorded_at: Timestamp::UNIX_EPOCH,
        occurred_on: date(2016, 1, 20),
        unit: Who::Owner.unit(),
        actor: Who::Owner.person(),
    }
}

fn post(n: u128, role: Role, from: Date, to: Option<Date>) -> Post {
    Post {
        id: PostId::new(Uuid::from_u128(n)),
        unit: Who::Owner.unit(),
        role,
        from,
        to,
        delegated_by: None,
        ended: false,
    }
}

#[test]
fn a_post_is_held_from_its_first_to_its_last_day() {
    let p = post(1, Role::LeadUnit, date(2016, 2, 1), Some(date(2016, 2, 29)));
    for (day, held) in [
        (date(2016, 1, 31), false),
        (date(2016, 2, 1), true),
        (date(2016, 2, 29), true),
        (date(2016, 3, 1), false),
    ] {
        assert_eq!(p.held_on(day), held, "{day}");
    }
}

/// DESIGN invariant 12.
#[test]
fn three_administrators_are_three_persons() {
    let day = date(2016, 6, 1);
    let admins = [Role::SystemAdmin, Role::SecurityAdmin, Role::AuditAdmin];
    for held in admins {
        let mut person = Person::default();
        let given = post(1, held, date(2016, 1, 1), None);
        person.apply(&meta(), &PersonEvent::PostGiven { post: given });
        for wanted in admins {
            assert_eq!(person.may_hold(wanted, day).is_ok(), wanted == held);
        }
        assert!(person.may_hold(Role::LeadUnit, day).is_ok());
        let ended = PersonEvent::PostEnded { post: given.id, to: date(2016, 5, 31) };
        person.apply(&meta(), &ended);
        for wanted in admins {
            assert!(person.may_hold(wanted, day).is_ok(), "the post has ended");
        }
    }
}

#[test]
fn a_list_is_handed_in_once_and_completed_later() {
    let period = Period { year: 2016, quarter: Some(1) };
    let matter = |n| MatterId::new(Uuid::from_u128(n));
    let of = |list: &[u128]| list.iter().map(|n| matter(*n)).collect::<BTreeSet<_>>();
    let unit = Who::Owner.unit();
    let mut list = ListReport::default();
    let empty = list.report(unit, period, BTreeSet::new(), None);
    assert_eq!(empty.expect_err("refused").reason, Reason::ReasonNeeded { field: "empty_note" });
    assert!(list.report(unit, period, BTreeSet::new(), Some(text(1))).is_ok());
    let early = list.complete(of(&[1]), text(2)).expect_err("refused");
    assert_eq!(early.reason, Reason::NoOpen { field: "period" });
    for event in list.report(unit, period, of(&[1, 2]), None).expect("reported") {
        list.apply(&meta(), &event);
    }
    let twice = list.report(unit, period, of(&[3]), None).expect_err("refused");
    assert_eq!(twice.reason, Reason::Already { field: "period" });
    let nothing = list.complete(of(&[2]), text(2)).expect_err("refused");
    assert_eq!(nothing.reason, Reason::Already { field: "matters" });
    let events = list.complete(of(&[2, 3]), text(2)).expect("completed");
    assert!(matches!(events.as_slice(), [ListReportEvent::ListCompleted { .. }]));
    list.apply(&meta(), &events[0]);
    assert_eq!(list.matters, of(&[1, 2, 3]));
}
