//! Grievances: the order of acts, terms and their days, and the number that opens
//! a risk again.

use domain::{
    assessment::acts::{cluster::RaiseCluster, tracking::AnswerTrigger},
    codes::{
        Conclusion, EscalationLevel, GrievanceChannel, GrievanceTerm, Moderation, ProcedureCode,
        ReturnedAs, Step, TextFault, TriggerKind,
    },
    grievance::{
        Command as C, Grievance, GrievanceEvent, Link, Looked, Standing, acts::Arrival,
        takes_grievances,
    },
    ids::{AssessmentId, FactorId, MatterId, MeasureId, TriggerId},
    record::{EventBody as _, EventMeta, Record as _},
    refusal::{Reason, Refusal},
    text::PackageHash,
};
use jiff::{ToSpan as _, civil::Date, civil::date};
use proptest::prelude::*;
use uuid::Uuid;

use crate::support::{Case, Who, book, inputs as i, play, rules_2016, rules_2022, text};

/// A matter that is carried out, and a grievance about it.
struct Brought {
    case: Case,
    state: Grievance,
    log: Vec<(EventMeta, GrievanceEvent)>,
}

impl Brought {
    fn new() -> Self {
        let case = play::case_at(ProcedureCode::General, Step::Tracking);
        Self { case, state: Grievance::default(), log: Vec::new() }
    }

    fn received() -> Self {
        let mut brought = Self::new();
        brought.must(&arrive());
        brought
    }

    fn act(&mut self, command: &C) -> Result<(), Refusal> {
        let env = self.case.env(Who::Executor);
        let events = command.decide(&self.state, &self.case.state, &env)?;
        for event in events {
            let meta = EventMeta {
                seq: self.log.len() as u64,
                recorded_at: jiff::Timestamp::UNIX_EPOCH,
                occurred_on: self.case.today,
                unit: Who::Executor.unit(),
                actor: Who::Executor.person(),
            };
            self.state.apply(&meta, &event);
            self.log.push((meta, event));
        }
        Ok(())
    }

    fn must(&mut self, command: &C) {
        if let Err(refusal) = self.act(command) {
            panic!("{}: {refusal:?}", command.code());
        }
    }

    fn refused(&mut self, command: &C) -> Reason {
        match self.act(command) {
            Err(refusal) => refusal.reason,
            Ok(()) => panic!("{} passed", command.code()),
        }
    }

    fn factor(&self) -> FactorId {
        self.case.state.live_factors().next().expect("a factor").id
    }
}

fn arrive() -> C {
    C::Receive(Box::new(Arrival {
        number: "SQ-CY-2016-00001".to_owned(),
        matter: MatterId::new(Uuid::from_u128(1)),
        assessment: AssessmentId::new(Uuid::from_u128(2)),
        rules: PackageHash::default(),
        channel: GrievanceChannel::Web,
        words: format!("{:064x}", 9),
    }))
}

fn look() -> C {
    C::Moderate(Looked {
        done: Moderation::Shown,
        fault: None,
        words: Some(format!("{:064x}", 7)),
        summary: text(1),
    })
}

fn escalate(level: EscalationLevel) -> C {
    C::Escalate { level, reason: text(2) }
}

const ANSWER: fn() -> C = || C::Answer { answer: text(3) };
const CLOSE: fn() -> C = || C::Close { note: text(4) };
const EXTEND: fn() -> C = || C::Extend { reason: text(5) };
const BACK: fn() -> C = || C::Return { reason: ReturnedAs::OtherBody, note: text(6) };

fn erase() -> C {
    let rule = rules_2016().grievances_kept.clone().expect("a rule");
    assert_eq!(rule.years, 5);
    C::Erase { rule: Box::new(rule) }
}

/// Every event that a grievance can have, for the frozen corpus.
pub fn every_event() -> Vec<(EventMeta, GrievanceEvent)> {
    let mut back = Brought::received();
    back.must(&look());
    back.must(&BACK());
    let mut brought = Brought::received();
    brought.must(&look());
    brought.must(&C::Acknowledge);
    let factor = Some(brought.factor());
    brought.must(&C::Link(Link { factor, ..Link::default() }));
    brought.must(&EXTEND());
    brought.must(&escalate(EscalationLevel::Lead));
    brought.must(&ANSWER());
    brought.must(&CLOSE());
    brought.case.today = brought.case.today.checked_add(6.years()).expect("a day");
    brought.must(&erase());
    back.log.into_iter().chain(brought.log).collect()
}

/// What can be done in each standing, once the words were read.
#[test]
fn the_acts_have_one_order() {
    let all = |b: &Brought| {
        let link = C::Link(Link { factor: Some(b.factor()), ..Link::default() });
        let escalate = escalate(EscalationLevel::Superior);
        [arrive(), look(), C::Acknowledge, link, EXTEND(), escalate, ANSWER(), CLOSE(), BACK()]
    };
    let steps: [(Standing, &str, Vec<C>); 6] = [
        (Standing::Unreceived, "enter", vec![]),
        (Standing::Received, "moderate acknowledge link escalate return", vec![arrive(), look()]),
        (
            Standing::Acknowledged,
            "moderate link extend escalate answer return",
            vec![arrive(), look(), C::Acknowledge],
        ),
        (
            Standing::Escalated,
            "moderate link escalate answer",
            vec![arrive(), look(), escalate(EscalationLevel::Lead)],
        ),
        (
            Standing::Answered,
            "moderate link escalate close",
            vec![arrive(), look(), C::Acknowledge, ANSWER()],
        ),
        (Standing::Closed, "moderate", vec![arrive(), look(), C::Acknowledge, ANSWER(), CLOSE()]),
    ];
    for (standing, possible, way) in steps {
        let mut brought = Brought::new();
        for command in &way {
            brought.must(command);
        }
        assert_eq!(brought.state.standing, standing);
        for command in all(&brought) {
            let env = brought.case.env(Who::Executor);
            let passes = command.decide(&brought.state, &brought.case.state, &env).is_ok();
            let word = command.code().trim_end_matches("_grievance");
            let wanted = possible.split(' ').any(|code| code == word);
            assert_eq!(passes, wanted, "{} when {standing:?}", command.code());
        }
    }
}

#[test]
fn nobody_answers_what_nobody_has_read() {
    let mut brought = Brought::received();
    brought.must(&C::Acknowledge);
    for command in [ANSWER(), BACK()] {
        let reason = brought.refused(&command);
        assert_eq!(reason, Reason::Invalid { field: "grievance", code: "grievance_unread" });
    }
    brought.must(&look());
    brought.must(&ANSWER());
}

#[test]
fn words_that_are_not_shown_whole_have_a_reason() {
    let mut brought = Brought::received();
    let bare = |done, fault, words: Option<&str>| {
        let words = words.map(str::to_owned);
        C::Moderate(Looked { done, fault, words, summary: text(1) })
    };
    let words = format!("{:064x}", 7);
    let reason = brought.refused(&bare(Moderation::Redacted, None, Some(&words)));
    assert_eq!(reason, Reason::ReasonNeeded { field: "fault" });
    let shown = bare(Moderation::Shown, Some(TextFault::Abuse), Some(&words));
    assert_eq!(brought.refused(&shown), Reason::Invalid { field: "fault", code: "not_needed" });
    let withheld = bare(Moderation::Withheld, Some(TextFault::Threat), Some(&words));
    assert_eq!(brought.refused(&withheld), Reason::Invalid { field: "shown", code: "words" });
    brought.must(&bare(Moderation::Withheld, Some(TextFault::Threat), None));
}

/// Its term begins when it ended, or with the end of the whole file; what is gone
/// is neither read nor deleted again.
#[test]
fn words_go_when_their_term_is_over() {
    let mut brought = Brought::received();
    brought.must(&look());
    assert_eq!(brought.refused(&erase()), Reason::NoOpen { field: "grievance" });
    let ended = brought.case.today;
    brought.must(&BACK());
    let acted = brought.state.acted;
    let ends = ended.checked_add(5.years()).expect("a day");
    brought.case.today = ends.yesterday().expect("a day");
    let early = Reason::TooEarly { field: "grievance", until: ends.to_string() };
    assert_eq!(brought.refused(&erase()), early);
    brought.case.today = ends;
    brought.must(&erase());
    assert_eq!((brought.state.erased, brought.state.acted), (Some(ends), acted));
    let gone = Reason::Invalid { field: "grievance", code: "erased" };
    assert_eq!(brought.refused(&erase()), gone);
    assert_eq!(brought.refused(&look()), gone);

    let mut left = Brought::received();
    left.case.state.done.insert(Step::Archive, ended);
    left.case.today = ends;
    left.must(&erase());
}

/// Days by the rules: 3 working days, 15 and 30 days from the arrival, moved to a
/// working day; 5 working days from an escalation; 60 days for the whole.
#[test]
fn terms_run_from_the_arrival_and_are_kept_in_the_events() {
    let mut brought = Brought::received();
    let arrived = brought.case.today;
    let calendar = book().calendar();
    let days = |n: i64| {
        let day = arrived.checked_add(n.days()).expect("a day");
        calendar.next_working_day(day).expect("covered")
    };
    let working = |from: Date, n| calendar.add_working_days(from, n).expect("covered");
    let due = |b: &Brought| b.state.due();
    assert_eq!(due(&brought), Some((GrievanceTerm::Acknowledge, working(arrived, 3))));
    brought.must(&C::Acknowledge);
    brought.must(&look());
    assert_eq!(due(&brought), Some((GrievanceTerm::Answer, days(15))));
    assert!(!brought.state.overdue(days(15)));
    brought.must(&EXTEND());
    assert_eq!(due(&brought), Some((GrievanceTerm::Extended, days(30))));
    assert_eq!(brought.refused(&EXTEND()), Reason::Already { field: "extend" });
    brought.case.pass_days(40);
    assert!(brought.state.overdue(brought.case.today));
    brought.must(&escalate(EscalationLevel::Filing));
    let escalated = working(brought.case.today, 5);
    assert_eq!(due(&brought), Some((GrievanceTerm::Escalated, escalated)));
    assert_eq!(brought.state.answer_by(), Some(days(30)), "a late answer stays late");
    brought.must(&ANSWER());
    assert_eq!(due(&brought), Some((GrievanceTerm::Close, days(60))));
    brought.must(&CLOSE());
    assert_eq!(due(&brought), None);
}

#[test]
fn an_answer_cannot_be_put_off_once_it_is_late() {
    let mut brought = Brought::received();
    brought.must(&C::Acknowledge);
    brought.case.pass_days(40);
    let reason = brought.refused(&EXTEND());
    assert_eq!(reason, Reason::Invalid { field: "extend", code: "grievance_term_over" });
}

#[test]
fn each_escalation_goes_higher() {
    let mut brought = Brought::received();
    brought.must(&escalate(EscalationLevel::Filing));
    for level in [EscalationLevel::Lead, EscalationLevel::Filing] {
        let reason = brought.refused(&escalate(level));
        assert_eq!(reason, Reason::Invalid { field: "level", code: "not_higher" });
    }
    brought.must(&escalate(EscalationLevel::Superior));
}

#[test]
fn a_grievance_is_about_a_risk_or_a_measure_of_its_case() {
    let mut brought = Brought::received();
    brought.must(&look());
    let strange = Link { factor: Some(FactorId::new(Uuid::nil())), ..Link::default() };
    assert_eq!(brought.refused(&C::Link(strange)), Reason::Unknown { field: "factor" });
    let strange = Link { measure: Some(MeasureId::new(Uuid::nil())), ..Link::default() };
    assert_eq!(brought.refused(&C::Link(strange)), Reason::Unknown { field: "measure" });
    let link = C::Link(Link { factor: Some(brought.factor()), ..Link::default() });
    brought.must(&link);
    let before = brought.log.len();
    brought.must(&link);
    assert_eq!(brought.log.len(), before, "the same again is no event");
}

#[test]
fn only_what_is_carried_out_takes_grievances() {
    let before = play::case_at(ProcedureCode::General, Step::Decision);
    assert!(!takes_grievances(&before.state));
    let mut brought = Brought::new();
    assert!(takes_grievances(&brought.case.state));
    brought.case.must(Who::Filer, i::suspend(domain::codes::CauseParty::Superior));
    assert!(takes_grievances(&brought.case.state), "a pause silences nobody");
    brought.case.must(Who::Filer, i::resume());
    let decision = i::conclusion(Conclusion::Stop, true, false);
    let change = domain::assessment::acts::decision::ChangeDecision { decision };
    brought.case.must(Who::Leader, domain::assessment::Command::ChangeDecision(change));
    assert!(!takes_grievances(&brought.case.state));
    assert_eq!(brought.refused(&arrive()), Reason::NoOpen { field: "matter" });
}

fn raise(case: &mut Case, factor: FactorId, count: u32) -> usize {
    let id = TriggerId::new(case.fresh());
    let raise = RaiseCluster { id, factor, count, reason: text(8) };
    let events = raise.decide(&case.state, &case.env(Who::Executor)).expect("no refusal");
    let raised = events.len();
    case.record(Who::Executor, events);
    raised
}

#[test]
fn a_cluster_opens_its_risk_once_until_it_is_answered() {
    let mut case = play::case_at(ProcedureCode::General, Step::Tracking);
    let factor = case.state.live_factors().next().expect("a factor").id;
    let mark = case.state.cluster_mark(case.rules, factor, case.today).expect("a rule");
    assert_eq!((mark.count, mark.days), (5, Some(60)));
    let first = case.today.checked_sub(59.days()).expect("a day");
    assert_eq!(mark.from, Some(first), "sixty days with today");
    assert_eq!(raise(&mut case, factor, 4), 0);
    assert_eq!(raise(&mut case, factor, 5), 1);
    let trigger = case.state.standing_trigger(TriggerKind::Grievances).expect("raised").clone();
    assert_eq!(trigger.cluster.map(|c| (c.factor, c.count)), Some((factor, 5)));
    assert_eq!(raise(&mut case, factor, 9), 0, "it stands already");
    let answer = AnswerTrigger { trigger: trigger.id, answer: text(9), reassess: false };
    case.must(Who::Filer, domain::assessment::Command::AnswerTrigger(answer));
    let mark = case.state.cluster_mark(case.rules, factor, case.today).expect("open again");
    assert_eq!(mark.from, case.today.tomorrow().ok(), "what was answered does not count again");
}

#[test]
fn rules_name_the_source_of_the_day() {
    let close = |rules: &domain::rulebook::Package| {
        rules.grievance_term(GrievanceTerm::Close).expect("a term").item.source.clone()
    };
    assert!(close(rules_2016()).starts_with("信访条例"));
    assert!(close(rules_2022()).starts_with("信访工作条例"));
    assert!(rules_2016().grievance_term(GrievanceTerm::Acknowledge).is_some());
}

fn any_command() -> impl Strategy<Value = C> {
    prop_oneof![
        Just(look()),
        Just(C::Acknowledge),
        Just(EXTEND()),
        Just(ANSWER()),
        Just(CLOSE()),
        Just(BACK()),
        prop::sample::select(EscalationLevel::ALL.to_vec()).prop_map(escalate),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever is tried: events replay to the state, an end stays an end, and a
    /// term runs exactly as long as something is to be done.
    #[test]
    fn whatever_is_tried_holds_together(
        tries in prop::collection::vec((any_command(), 0_i64..20), 0..14),
    ) {
        let mut brought = Brought::received();
        for (command, days) in tries {
            brought.case.pass_days(days);
            let ended = brought.state.standing.ended();
            let before = brought.state.standing;
            drop(brought.act(&command));
            if ended {
                prop_assert_eq!(brought.state.standing, before);
            }
            prop_assert_eq!(
                brought.state.due().is_some(),
                brought.state.standing.next_act().is_some()
            );
        }
        let mut again = Grievance::default();
        for (meta, event) in &brought.log {
            let data = event.to_data().expect("data");
            let read = GrievanceEvent::from_data(event.type_name(), 1, &data).expect("reads");
            again.apply(meta, &read);
        }
        prop_assert_eq!(again, brought.state);
    }
}

#[test]
fn a_day_before_the_last_act_is_refused() {
    let mut brought = Brought::received();
    brought.case.stated = Some(date(2016, 1, 5));
    let reason = brought.refused(&C::Acknowledge);
    assert!(matches!(reason, Reason::BeforeStep { field: "occurred_on", .. }), "{reason:?}");
}
