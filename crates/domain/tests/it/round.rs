//! Discussion rounds: the order of acts, what may be voted on, what is counted.

use domain::{
    codes::{Moderation, Stance, TextFault},
    consultation::{
        Command as C, ConsultationEvent, Moderated, Round,
        round::{
            Act, Origin, RoundGroup, RoundOutcome, RoundSeal, RoundSettings, StatementVotes,
            Typical,
            ballot::{Ballot, accept},
        },
    },
    record::EventMeta,
    refusal::Reason,
};
use jiff::ToSpan as _;
use proptest::prelude::*;

use crate::{
    consultation::{Asked, closing, looked, seal},
    support::text,
};

fn round(act: Act) -> C {
    C::Round(Box::new(act))
}

/// A round over the whole consultation with so many statements, of which five
/// are needed and seven allowed.
fn opening(asked: &Asked, statements: u8) -> Act {
    let from = asked.state.from.unwrap_or(asked.case.today);
    let to = asked.state.to.unwrap_or(from);
    let statements = (0..statements).map(|n| text(40 + n)).collect();
    Act::Open { set: RoundSettings { from, to, statements }, bounds: (5, 7) }
}

fn add() -> C {
    round(Act::Add { words: text(60), most: 7 })
}

fn withdraw(number: u32) -> C {
    round(Act::Withdraw { number, reason: text(61) })
}

fn moderated(position: u64, done: Moderation) -> C {
    let fault = (done != Moderation::Shown).then_some(TextFault::Abuse);
    let text = Moderated { position, question: "OWN".to_owned(), ..looked(done, fault) };
    round(Act::Moderate { text, most: 7 })
}

fn sealed(votes: u64, statements: u64) -> RoundSeal {
    RoundSeal { votes: seal(votes), statements: seal(statements) }
}

fn votes(statement: u32, agree: u32, disagree: u32) -> StatementVotes {
    StatementVotes { statement, agree, disagree, pass: 1 }
}

fn outcome() -> RoundOutcome {
    let typical = Typical { statement: 2, stance: Stance::Agree };
    RoundOutcome {
        votes: vec![votes(1, 30, 30), votes(2, 50, 10)],
        consensus: vec![typical],
        groups: vec![
            RoundGroup { size: 40, typical: vec![typical] },
            RoundGroup {
                size: 35,
                typical: vec![Typical { statement: 1, stance: Stance::Disagree }],
            },
        ],
    }
}

fn close(size: u64, outcome: RoundOutcome, early: bool) -> C {
    round(Act::Close { seal: sealed(size, 2), outcome, early: early.then(|| text(62)) })
}

/// An open consultation with a round of five statements.
fn discussed() -> Asked {
    let mut asked = Asked::planned();
    let prepare = asked.prepare(10);
    asked.must(&prepare);
    asked.must(&C::Open);
    let open = round(opening(&asked, 5));
    asked.must(&open);
    asked
}

fn current(asked: &Asked) -> &Round {
    asked.state.round.as_ref().unwrap_or_else(|| unreachable!("a round was opened"))
}

fn extend(asked: &Asked, days: i64) -> C {
    let to = current(asked).to.saturating_add(days.days());
    round(Act::Extend { to, reason: text(63) })
}

/// Every event that a round can have, for the frozen corpus.
pub fn every_event() -> Vec<(EventMeta, ConsultationEvent)> {
    let mut asked = discussed();
    asked.must(&add());
    asked.must(&withdraw(2));
    asked.must(&moderated(0, Moderation::Shown));
    asked.must(&round(Act::Seal(sealed(3, 1))));
    let longer = longer(&asked, 9);
    asked.must(&longer);
    let extend = extend(&asked, 3);
    asked.must(&extend);
    asked.must(&close(80, outcome(), true));
    asked.log
}

#[test]
fn a_round_lies_within_its_consultation() {
    let mut asked = Asked::planned();
    let unprepared = round(opening(&asked, 5));
    assert_eq!(asked.refused(&unprepared), Reason::NoOpen { field: "consultation" });
    let prepare = asked.prepare(10);
    asked.must(&prepare);
    let (from, to) = (asked.state.from.expect("a day"), asked.state.to.expect("a day"));
    let day = |n: i64| to.checked_add(n.days()).expect("a day");
    let too_few = Reason::TooFew { field: "statements", need: 5, have: 4 };
    for (first, last, statements, reason) in [
        (from, day(1), 5, Reason::Invalid { field: "to", code: "outside_consultation" }),
        (day(-3), day(-4), 5, Reason::Invalid { field: "to", code: "before_start" }),
        (from, to, 4, too_few),
        (from, to, 8, Reason::Invalid { field: "statements", code: "too_many_statements" }),
    ] {
        let Act::Open { set, bounds } = opening(&asked, statements) else { panic!() };
        let set = RoundSettings { from: first, to: last, ..set };
        assert_eq!(asked.refused(&round(Act::Open { set, bounds })), reason);
    }
    let open = round(opening(&asked, 6));
    asked.must(&open);
    // Before the opening it can be set anew, afterwards no more.
    let open = round(opening(&asked, 5));
    asked.must(&open);
    assert_eq!(current(&asked).live().count(), 5);
    assert!(!asked.state.takes_votes(from), "the consultation is not open");
    asked.must(&C::Open);
    assert!(asked.state.takes_votes(from) && !asked.state.takes_votes(day(1)));
    let again = round(opening(&asked, 5));
    assert_eq!(asked.refused(&again), Reason::Already { field: "round" });
}

/// A longer period of the consultation, within which its round can grow.
fn longer(asked: &Asked, days: i64) -> C {
    let to = asked.state.to.unwrap_or_else(|| unreachable!("it has a last day"));
    let to = to.saturating_add(days.days());
    C::Extend { to, reason: text(64) }
}

#[test]
fn a_round_grows_within_its_consultation_while_it_is_open() {
    let mut asked = discussed();
    let first = current(&asked).to;
    let outside = Reason::Invalid { field: "to", code: "outside_consultation" };
    for (days, reason) in [
        (0, Reason::Invalid { field: "to", code: "not_later" }),
        (-1, Reason::Invalid { field: "to", code: "not_later" }),
        (1, outside.clone()),
    ] {
        let extend = extend(&asked, days);
        assert_eq!(asked.refused(&extend), reason, "{days}");
    }
    let longer = longer(&asked, 9);
    asked.must(&longer);
    assert_eq!(current(&asked).to, first, "the round does not grow by itself");
    let next = first.tomorrow().expect("a day");
    assert!(asked.state.takes_answers(next) && !asked.state.takes_votes(next));
    // Its last day is over, but it was not closed.
    asked.case.today = first.checked_add(2.days()).expect("a day");
    let past = extend(&asked, 1);
    assert_eq!(asked.refused(&past), Reason::Invalid { field: "to", code: "past" });
    for (days, last) in [(3, 3), (4, 7)] {
        let extend = extend(&asked, days);
        asked.must(&extend);
        assert_eq!(current(&asked).to, first.checked_add(last.days()).expect("a day"));
    }
    assert!(asked.state.takes_votes(first.checked_add(7.days()).expect("a day")));
    let told: Vec<_> = current(&asked).extended.iter().map(|e| (e.on, e.reason)).collect();
    assert_eq!(told, [(asked.case.today, text(63)); 2]);
    let beyond = extend(&asked, 3);
    assert_eq!(asked.refused(&beyond), outside);
    asked.must(&close(80, outcome(), true));
    let late = extend(&asked, 1);
    assert_eq!(asked.refused(&late), Reason::NoOpen { field: "round" });
}

#[test]
fn statements_keep_their_numbers() {
    let mut asked = discussed();
    asked.must(&add());
    asked.must(&withdraw(6));
    assert_eq!(asked.refused(&withdraw(6)), Reason::Unknown { field: "statement" });
    asked.must(&add());
    asked.must(&moderated(3, Moderation::Redacted));
    asked.must(&moderated(4, Moderation::Withheld));
    let full = Reason::Invalid { field: "words", code: "too_many_statements" };
    assert_eq!(asked.refused(&add()), full);
    let full = Reason::Invalid { field: "done", code: "too_many_statements" };
    assert_eq!(asked.refused(&moderated(5, Moderation::Shown)), full);
    let numbers: Vec<u32> = current(&asked).live().map(|one| one.number).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5, 7, 8]);
    let origin = current(&asked).statement(8).expect("it").origin;
    assert_eq!(origin, Origin::Resident { position: 3 });
    // Looked at again it goes, and comes back under its number.
    asked.must(&moderated(3, Moderation::Withheld));
    assert!(current(&asked).statement(8).expect("it").hidden);
    asked.must(&moderated(3, Moderation::Shown));
    assert!(!current(&asked).statement(8).expect("it").hidden);
    assert_eq!(current(&asked).looked.decisions.values().sum::<u32>(), 4);
}

#[test]
fn a_round_is_closed_before_its_consultation_and_says_what_was_sealed() {
    let mut asked = discussed();
    let open = Reason::Invalid { field: "early", code: "round_open" };
    assert_eq!(asked.refused(&closing(9, true)), open);
    asked.must(&round(Act::Seal(sealed(5, 1))));
    asked.must(&round(Act::Seal(sealed(5, 1))));
    assert_eq!(current(&asked).seals.len(), 1, "nothing new, no event");
    let fewer = Reason::Invalid { field: "answers", code: "fewer_than_sealed" };
    assert_eq!(asked.refused(&round(Act::Seal(sealed(5, 0)))), fewer);
    assert_eq!(asked.refused(&close(4, RoundOutcome::default(), true)), fewer);
    let early = Reason::ReasonNeeded { field: "early" };
    assert_eq!(asked.refused(&close(80, outcome(), false)), early);
    let wrong = Reason::Invalid { field: "answers", code: "not_of_the_votes" };
    let strange = RoundOutcome { votes: vec![votes(99, 1, 1)], ..outcome() };
    for (size, outcome) in [(60, outcome()), (74, outcome()), (80, strange)] {
        assert_eq!(asked.refused(&close(size, outcome, true)), wrong);
    }
    asked.must(&close(80, outcome(), true));
    assert!(!asked.state.takes_votes(asked.case.today));
    assert!(current(&asked).cut_short.is_some());
    for late in [add(), withdraw(1), round(Act::Seal(sealed(90, 9))), close(90, outcome(), true)] {
        assert_eq!(asked.refused(&late), Reason::NoOpen { field: "round" }, "{}", late.code());
    }
    // Whoever wrote something learns what became of it; it is voted on no more.
    asked.must(&moderated(0, Moderation::Shown));
    assert_eq!(current(&asked).live().count(), 5);
    asked.must(&closing(9, true));
}

fn ballot(fields: &[(&str, &str)]) -> Result<Ballot, Vec<(String, &'static str)>> {
    let asked = discussed();
    accept(current(&asked), fields.iter().copied(), 10)
        .map_err(|faults| faults.into_iter().map(|f| (f.field, f.code)).collect())
}

#[test]
fn a_ballot_holds_votes_on_statements_of_the_round_and_nothing_else() {
    let given = ballot(&[("key", "00"), ("v.1", "AGREE"), ("v.2", ""), ("v.3", "PASS")]);
    let given = given.expect("a ballot");
    assert_eq!(
        given.votes.into_iter().collect::<Vec<_>>(),
        [(1, Stance::Agree), (3, Stance::Pass)]
    );
    let own = ballot(&[("own", "  路灯太暗 ")]).expect("a ballot");
    assert_eq!(own.own.as_deref(), Some("路灯太暗"));
    for (fields, field, code) in [
        (&[("v.9", "AGREE")][..], "v.9", "choice"),
        (&[("v.x", "AGREE")], "v.x", "choice"),
        (&[("v.1", "MAYBE")], "v.1", "choice"),
        (&[("v.1", "AGREE"), ("v.1", "DISAGREE")], "v.1", "several"),
        (&[("own", "一二三四五六七八九十一")], "own", "too_long"),
        (&[("v.1", ""), ("own", " ")], "votes", "nothing"),
        (&[], "votes", "nothing"),
    ] {
        assert_eq!(ballot(fields), Err(vec![(field.to_owned(), code)]));
    }
}

proptest! {
    /// Whatever is sent, a ballot holds nothing but votes on known statements.
    #[test]
    fn no_input_gets_anything_else_in(fields in proptest::collection::vec(
        ("(v\\.)?[0-9x]{0,3}|own", "AGREE|DISAGREE|PASS|[a-z]{0,3}"), 0..6,
    )) {
        let asked = discussed();
        let named = fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        if let Ok(ballot) = accept(current(&asked), named, 140) {
            prop_assert!(ballot.votes.keys().all(|n| (1..=5).contains(n)));
            prop_assert!(!ballot.votes.is_empty() || ballot.own.is_some());
        }
    }
}
