//! The list and the screening: each act, accepted and refused.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    calendar::Calendar,
    codes::{Category, DivisionCode, ExemptReason, ProcedureCode, ScreeningResult, Sector},
    env::Env,
    ids::{AssessmentId, MatterId},
    matter::{
        Answer, Command, Facts, Matter, MatterEvent, Planned, Scale, Status,
        acts::{
            Amend, ConfirmScreening, List, ProposeScreening, Reassess, SendBackScreening,
            WithdrawMatter, screen,
        },
    },
    record::{EventBody as _, EventMeta, Record as _},
    refusal::{Reason, Refusal},
    rulebook::Package,
    text::PackageHash,
};
use jiff::{Timestamp, ToSpan as _, civil::date};
use proptest::prelude::*;
use uuid::Uuid;

use crate::support::{Who, book, parties, rules_2016, text};

mod rescreen;

fn env(rules: &'static Package, who: Who) -> Env<'static> {
    let calendar: &Calendar = book().calendar();
    Env {
        rules,
        calendar,
        today: date(2016, 3, 1),
        occurred_on: date(2016, 3, 1),
        actor: who.person(),
        unit: who.unit(),
        role: who.role(),
    }
}

fn meta(env: &Env<'_>) -> EventMeta {
    EventMeta {
        seq: 0,
        recorded_at: Timestamp::UNIX_EPOCH,
        occurred_on: env.occurred_on,
        unit: env.unit,
        actor: env.actor,
    }
}

/// Tries an act and puts what it gives on record.
pub fn apply(
    matter: &mut Matter,
    rules: &'static Package,
    who: Who,
    act: impl FnOnce(&Matter, &Env<'_>) -> Result<Vec<MatterEvent>, Refusal>,
) -> Result<Vec<MatterEvent>, Refusal> {
    let env = env(rules, who);
    let events = act(matter, &env)?;
    for event in &events {
        matter.apply(&meta(&env), event);
    }
    Ok(events)
}

pub fn facts(households: Option<u32>) -> Facts {
    Facts {
        title: text(1),
        content: None,
        basis: None,
        category: Category::Project,
        sector: Sector::Transport,
        division: DivisionCode::try_from("211303".to_owned()).expect("six digits"),
        planned: Some(Planned { from: date(2016, 4, 1), to: date(2016, 6, 30) }),
        scale: Scale { households, ..Scale::default() },
        is_plan: false,
    }
}

pub fn list(households: Option<u32>) -> List {
    List {
        number: "LN-CY-2016-00001".into(),
        check_code: "7K3M".into(),
        rules: PackageHash::new([7; 32]),
        facts: facts(households),
        parties: parties(),
        origin: None,
    }
}

pub fn listed(rules: &'static Package) -> Matter {
    let mut matter = Matter::default();
    apply(&mut matter, rules, Who::Owner, |m, e| list(Some(20)).decide(m, e)).expect("listed");
    matter
}

fn answers(yes: &[&str]) -> BTreeMap<String, Answer> {
    rules_2016()
        .screening
        .iter()
        .map(|q| {
            let yes = yes.contains(&q.item.code.as_str());
            (q.item.code.clone(), Answer { yes, basis: None })
        })
        .collect()
}

fn propose(yes: &[&str]) -> ProposeScreening {
    ProposeScreening {
        answers: answers(yes),
        exempt: None,
        covered_by: None,
        defer: false,
        reason: None,
    }
}

fn confirm() -> Command {
    Command::ConfirmScreening(ConfirmScreening {
        assessment: AssessmentId::new(Uuid::from_u128(5)),
        note: None,
    })
}

fn act(matter: &mut Matter, who: Who, command: &Command) -> Result<Vec<MatterEvent>, Refusal> {
    apply(matter, rules_2016(), who, |m, e| command.decide(m, None, e))
}

fn refused(matter: &mut Matter, who: Who, command: &Command) -> Refusal {
    let before = matter.clone();
    let refusal = act(matter, who, command).expect_err("refused");
    assert_eq!(&before, matter);
    refusal
}

#[test]
fn the_answers_give_the_result() {
    use ProcedureCode as P;
    use ScreeningResult as S;
    for (yes, households, result, procedure) in [
        (&[][..], Some(20), S::NotRequired, None),
        (&["Q_INTEREST"], Some(20), S::SimplifiedOk, Some(P::Simplified)),
        (&["Q_INTEREST"], Some(99), S::SimplifiedOk, Some(P::Simplified)),
        (&["Q_INTEREST"], Some(100), S::Required, Some(P::General)),
        (&["Q_INTEREST"], None, S::Required, Some(P::General)),
        (&["Q_INTEREST", "Q_EXPROPRIATION"], Some(20), S::Required, Some(P::General)),
        (&["Q_NIMBY"], Some(20), S::Required, Some(P::General)),
        (&["Q_PRECEDENT", "Q_PROJECT"], Some(20), S::Required, Some(P::General)),
        (&["Q_GRAVE"], Some(20), S::Required, Some(P::Special)),
        (&["Q_GRAVE", "Q_NIMBY"], Some(20), S::Required, Some(P::Special)),
    ] {
        assert_eq!(
            screen(rules_2016(), &answers(yes), households),
            (result, procedure),
            "{yes:?} {households:?}"
        );
    }
}

#[test]
fn listing_is_done_once_and_in_order() {
    let mut matter = Matter::default();
    let mut turned = list(None);
    turned.facts.planned = Some(Planned { from: date(2016, 6, 1), to: date(2016, 5, 1) });
    let again = apply(&mut matter, rules_2016(), Who::Owner, |m, e| turned.decide(m, e));
    assert_eq!(again.expect_err("refused").field(), Some("planned"));
    let future = list(None);
    let mut ahead = env(rules_2016(), Who::Owner);
    ahead.occurred_on = date(2016, 3, 2);
    assert_eq!(
        future.decide(&matter, &ahead).expect_err("refused").reason,
        Reason::FutureDate { field: "occurred_on" }
    );
    let mut matter = listed(rules_2016());
    let twice = apply(&mut matter, rules_2016(), Who::Owner, |m, e| list(None).decide(m, e));
    assert_eq!(twice.expect_err("refused").reason, Reason::Already { field: "matter" });
}

#[test]
fn nothing_can_be_done_to_a_matter_that_is_not_listed() {
    let mut matter = Matter::default();
    for command in [
        Command::ProposeScreening(propose(&[])),
        confirm(),
        Command::Withdraw(WithdrawMatter { reason: text(2) }),
        Command::SendBackScreening(SendBackScreening { reason: text(2) }),
    ] {
        let refusal = refused(&mut matter, Who::Owner, &command);
        assert_eq!(refusal.reason, Reason::Unknown { field: "matter" }, "{}", command.code());
    }
}

#[test]
fn two_persons_screen() {
    let mut matter = listed(rules_2016());
    let refusal = refused(&mut matter, Who::Filer, &confirm());
    assert_eq!(refusal.reason, Reason::NoOpen { field: "screening" });
    let proposal = Command::ProposeScreening(propose(&["Q_INTEREST"]));
    act(&mut matter, Who::Owner, &proposal).expect("proposed");
    let refusal = refused(&mut matter, Who::Owner, &confirm());
    assert_eq!(refusal.rule.expect("a rule").code, "SEP_PROCEDURE");
    let back = Command::SendBackScreening(SendBackScreening { reason: text(3) });
    act(&mut matter, Who::Filer, &back).expect("sent back");
    assert_eq!((matter.status, matter.sent_back.len()), (Status::Listed, 1));
    act(&mut matter, Who::Owner, &proposal).expect("proposed again");
    let events = act(&mut matter, Who::Filer, &confirm()).expect("confirmed");
    assert_eq!(events.len(), 2, "the assessment opens with it");
    assert_eq!(matter.status, Status::Assessing);
    let refusal = refused(&mut matter, Who::Owner, &proposal);
    assert_eq!(refusal.reason, Reason::Already { field: "screening" });
    for command in [
        Command::Amend(Box::new(Amend { facts: facts(None), parties: parties(), reason: text(4) })),
        Command::Withdraw(WithdrawMatter { reason: text(4) }),
    ] {
        let refusal = refused(&mut matter, Who::Owner, &command);
        assert_eq!(refusal.reason, Reason::Already { field: "assessment" });
    }
}

#[test]
fn every_question_is_answered() {
    let mut matter = listed(rules_2016());
    let mut open = propose(&["Q_INTEREST"]);
    open.answers.remove("Q_NIMBY");
    let refusal = refused(&mut matter, Who::Owner, &Command::ProposeScreening(open));
    assert_eq!(refusal.reason, Reason::Unanswered { field: "answers", count: 1 });
}

#[test]
fn no_assessment_needs_a_ground_and_a_reason() {
    let cases = [
        (propose(&[]), Status::Exempt),
        (
            ProposeScreening { exempt: Some(ExemptReason::Emergency), ..propose(&["Q_NIMBY"]) },
            Status::Exempt,
        ),
        (
            ProposeScreening {
                covered_by: Some(MatterId::new(Uuid::from_u128(8))),
                ..propose(&["Q_NIMBY"])
            },
            Status::Covered,
        ),
        (ProposeScreening { defer: true, ..propose(&["Q_NIMBY"]) }, Status::Deferred),
    ];
    for (bare, status) in cases {
        let mut matter = listed(rules_2016());
        let refusal = refused(&mut matter, Who::Owner, &Command::ProposeScreening(bare.clone()));
        assert_eq!(refusal.reason, Reason::ReasonNeeded { field: "reason" });
        let with = ProposeScreening { reason: Some(text(5)), ..bare };
        act(&mut matter, Who::Owner, &Command::ProposeScreening(with)).expect("proposed");
        let events = act(&mut matter, Who::Filer, &confirm()).expect("confirmed");
        assert_eq!((matter.status, events.len()), (status, 1));
        assert!(matter.assessments.is_empty());
    }
    let mut matter = listed(rules_2016());
    let unknown = ProposeScreening {
        exempt: Some(ExemptReason::MacroControl),
        reason: Some(text(5)),
        ..propose(&[])
    };
    let refusal = refused(&mut matter, Who::Owner, &Command::ProposeScreening(unknown));
    assert_eq!(refusal.reason, Reason::Unknown { field: "exempt" });
}

#[test]
fn a_withdrawn_matter_is_at_its_end() {
    let mut matter = listed(rules_2016());
    let withdraw = Command::Withdraw(WithdrawMatter { reason: text(6) });
    act(&mut matter, Who::Owner, &withdraw).expect("withdrawn");
    assert_eq!(matter.status, Status::Withdrawn);
    for command in [withdraw, Command::ProposeScreening(propose(&[])), confirm()] {
        assert_eq!(refused(&mut matter, Who::Owner, &command).reason, Reason::Ended);
    }
}

#[test]
fn a_reassessment_is_a_new_assessment_of_the_same_matter() {
    let mut matter = listed(rules_2016());
    let again = Reassess { assessment: AssessmentId::new(Uuid::from_u128(6)) };
    let early = apply(&mut matter, rules_2016(), Who::Owner, |m, e| again.decide(m, e));
    assert_eq!(early.expect_err("refused").field(), Some("assessment"));
    act(&mut matter, Who::Owner, &Command::ProposeScreening(propose(&["Q_NIMBY"]))).expect("ok");
    act(&mut matter, Who::Filer, &confirm()).expect("ok");
    apply(&mut matter, rules_2016(), Who::Owner, |m, e| again.decide(m, e)).expect("opened");
    assert_eq!(matter.assessments.iter().map(|a| a.ordinal).collect::<Vec<_>>(), [1, 2]);
}

/// A random act on a matter, right or wrong.
fn random(
    matter: &Matter,
    (kind, question): (u8, usize),
    env: &Env<'_>,
) -> Result<Vec<MatterEvent>, Refusal> {
    let questions = &rules_2016().screening;
    let code = questions[question % questions.len()].item.code.clone();
    let assessment = AssessmentId::new(Uuid::from_u128(5 + question as u128 / 2));
    let other = |covered_by, defer| ProposeScreening {
        covered_by,
        defer,
        reason: Some(text(7)),
        ..propose(&[])
    };
    let command = match kind {
        0 | 1 => Command::ProposeScreening(propose(&[&code])),
        2 => Command::ProposeScreening(other(None, question.is_multiple_of(2))),
        3 => {
            let by = MatterId::new(Uuid::from_u128(9));
            Command::ProposeScreening(other(Some(by), false))
        }
        4..=6 => Command::ConfirmScreening(ConfirmScreening { assessment, note: None }),
        7 => Command::SendBackScreening(SendBackScreening { reason: text(7) }),
        8 if question == 0 => Command::Withdraw(WithdrawMatter { reason: text(7) }),
        8 | 9 => return Reassess { assessment }.decide(matter, env),
        _ => {
            let amend = Amend { facts: facts(Some(300)), parties: parties(), reason: text(7) };
            Command::Amend(Box::new(amend))
        }
    };
    command.decide(matter, None, env)
}

/// Nothing happens to a matter before it was listed, and no consent before the
/// proposal; the second assessment cannot take the identifier of the first.
#[test]
fn days_and_identifiers_of_a_matter() {
    let mut matter = listed(rules_2016());
    let proposal = Command::ProposeScreening(propose(&["Q_NIMBY"]));
    let mut env = env(rules_2016(), Who::Owner);
    let listed_on = env.today;
    env.occurred_on = listed_on.yesterday().expect("a day");
    let before =
        |day: jiff::civil::Date| Reason::BeforeStep { field: "occurred_on", day: day.to_string() };
    let refusal = proposal.decide(&matter, None, &env).expect_err("refused");
    assert_eq!(refusal.reason, before(listed_on));
    env.today = listed_on.checked_add(5.days()).expect("a day");
    env.occurred_on = env.today;
    for event in proposal.decide(&matter, None, &env).expect("proposed") {
        matter.apply(&meta(&env), &event);
    }
    let proposed_on = env.occurred_on;
    env.actor = Who::Filer.person();
    env.occurred_on = proposed_on.yesterday().expect("a day");
    let back = Command::SendBackScreening(SendBackScreening { reason: text(7) });
    for command in [confirm(), back] {
        let refusal = command.decide(&matter, None, &env).expect_err("refused");
        assert_eq!(refusal.reason, before(proposed_on));
    }
    env.occurred_on = proposed_on.tomorrow().expect("a day");
    let refusal = confirm().decide(&matter, None, &env).expect_err("refused");
    assert_eq!(refusal.reason, Reason::FutureDate { field: "occurred_on" });
    env.occurred_on = proposed_on;
    for event in confirm().decide(&matter, None, &env).expect("confirmed") {
        matter.apply(&meta(&env), &event);
    }
    let same = Reassess { assessment: matter.assessments[0].id };
    let refusal = same.decide(&matter, &env).expect_err("refused");
    assert_eq!(refusal.reason, Reason::Already { field: "assessment" });
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    /// Whatever is tried on a matter: it is never assessed or let off without a
    /// screening that one person proposed and another confirmed, never twice
    /// under one identifier, and nothing happens after it was given up.
    #[test]
    fn no_way_round_the_screening(
        moves in prop::collection::vec((0_u8..12, any::<bool>(), 0_usize..26, -3_i64..4), 1..30),
    ) {
        let mut matter = listed(rules_2016());
        let mut log = vec![];
        for (kind, owner, question, days) in moves {
            let who = if owner { Who::Owner } else { Who::Filer };
            let mut env = env(rules_2016(), who);
            env.today = env.today.checked_add(3.days()).expect("a day");
            env.occurred_on = env.occurred_on.checked_add(days.days()).expect("a day");
            let given_up = matter.status == Status::Withdrawn;
            let proposer = matter.screening.as_ref().map(|s| s.proposed_by);
            if let Ok(events) = random(&matter, (kind, question), &env) {
                prop_assert!(!given_up, "{events:?} after the end");
                prop_assert!(Some(env.occurred_on) >= matter.listed_on && env.occurred_on <= env.today);
                if events.iter().any(|e| matches!(e, MatterEvent::ScreeningConfirmed { .. })) {
                    prop_assert_ne!(proposer, Some(who.person()));
                }
                for event in events {
                    let meta = meta(&env);
                    matter.apply(&meta, &event);
                    log.push((meta, event));
                }
            }
            let settled = matches!(matter.status, Status::Assessing | Status::Exempt | Status::Covered);
            let confirmed = matter.screening.as_ref().is_some_and(|s| s.confirmed_on.is_some());
            prop_assert!(!settled || confirmed);
            prop_assert_eq!(matter.status == Status::Assessing, !matter.assessments.is_empty());
            let ids: BTreeSet<_> = matter.assessments.iter().map(|a| a.id).collect();
            prop_assert_eq!(ids.len(), matter.assessments.len());
            let ordinals = matter.assessments.iter().map(|a| a.ordinal);
            prop_assert!(ordinals.eq(1..=u32::try_from(ids.len()).expect("few")));
        }
        let mut replay = listed(rules_2016());
        for (meta, event) in log {
            let data = event.to_data().expect("data");
            let read = MatterEvent::from_data(event.type_name(), event.type_version(), &data).expect("readable");
            prop_assert_eq!(&read.to_data().expect("data"), &data);
            replay.apply(&meta, &read);
        }
        let json = serde_json::to_string(&matter).expect("JSON");
        prop_assert_eq!(serde_json::to_string(&replay).expect("JSON"), json.clone());
        prop_assert_eq!(serde_json::from_str::<Matter>(&json).expect("a matter"), matter);
    }
}
