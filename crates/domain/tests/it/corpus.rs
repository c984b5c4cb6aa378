//! The frozen corpus of events. Every line that was ever released has to read
//! and to fold for ever (DESIGN §7.4); every event type has at least one line.
//!
//! `UPDATE_CORPUS=1` adds lines for types that have none to the newest file, and
//! changes no line. A released file is never touched again.

use std::{collections::BTreeSet, fs, path::PathBuf};

use domain::{
    assessment::{
        Assessment, AssessmentEvent, Command as C, Entry, acts::decision::ChangeDecision,
    },
    codes::{
        CauseParty, Conclusion, Confirmer, DivisionCode, Gate, MeasureStatus, ProcedureCode,
        RatingStage, Role, Step, TriggerKind, UnitKind, Vote,
    },
    consultation::{Consultation, ConsultationEvent},
    grievance::{Grievance, GrievanceEvent},
    ids::{AssessmentId, MatterId, PostId},
    listing::{ListReport, ListReportEvent, Period},
    matter::{
        Command as M, Matter, MatterEvent,
        acts::{
            Amend, CheckGate, ConfirmScreening, ProposeScreening, SendBackScreening, WithdrawMatter,
        },
    },
    org::{Person, PersonEvent, Post, Unit, UnitEvent, UnitFacts},
    record::{EventBody, EventMeta, Record},
    rulebook::QuestionEffect,
    unknown::{UnknownNumber, UnknownNumberEvent},
};
use jiff::{Timestamp, civil::date};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    consultation, grievance,
    matter::{apply, facts, list},
    support::{Case, Who, inputs as i, parties, play, rules_2016, text},
};

/// One line of the corpus.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Line {
    record: String,
    #[serde(rename = "type")]
    name: String,
    type_v: u32,
    meta: EventMeta,
    data: serde_json::Value,
}

/// Files of the corpus, oldest first; only the last one may grow.
const FILES: [&str; 2] = ["events-v1.jsonl", "events-v2.jsonl"];

fn path(file: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(file)
}

fn line<R: Record>(meta: &EventMeta, event: &R::Event) -> Line {
    Line {
        record: R::KIND.to_owned(),
        name: event.type_name().to_owned(),
        type_v: event.type_version(),
        meta: meta.clone(),
        data: event.to_data().expect("data"),
    }
}

/// Every type that can stand in the log, by kind of record.
fn every_type() -> Vec<(&'static str, &'static str)> {
    let of = |kind, names: &'static [&'static str]| names.iter().map(move |n| (kind, *n));
    of(Assessment::KIND, AssessmentEvent::NAMES)
        .chain(of(Matter::KIND, MatterEvent::NAMES))
        .chain(of(ListReport::KIND, ListReportEvent::NAMES))
        .chain(of(Unit::KIND, UnitEvent::NAMES))
        .chain(of(Person::KIND, PersonEvent::NAMES))
        .chain(of(Consultation::KIND, ConsultationEvent::NAMES))
        .chain(of(Grievance::KIND, GrievanceEvent::NAMES))
        .chain(of(UnknownNumber::KIND, UnknownNumberEvent::NAMES))
        .collect()
}

/// Reads and folds a line; an event of today's version gives its bytes back.
fn replay<R: Record>(line: &Line, state: &mut R) {
    let event = R::Event::from_data(&line.name, line.type_v, &line.data)
        .unwrap_or_else(|e| panic!("{} no longer reads: {e}", line.name));
    assert_eq!(event.type_name(), line.name);
    if event.type_version() == line.type_v {
        assert_eq!(event.to_data().expect("data"), line.data, "{}", line.name);
    }
    state.apply(&line.meta, &event);
}

fn read() -> Vec<Line> {
    let text: String =
        FILES.iter().map(|f| fs::read_to_string(path(f)).unwrap_or_default()).collect();
    text.lines().map(|l| serde_json::from_str(l).unwrap_or_else(|e| panic!("{l}: {e}"))).collect()
}

#[test]
fn every_released_event_still_replays() {
    let mut lines = read();
    let have: BTreeSet<_> = lines.iter().map(|l| (l.record.clone(), l.name.clone())).collect();
    let missing: Vec<_> = every_type()
        .into_iter()
        .filter(|(k, n)| !have.contains(&((*k).to_owned(), (*n).to_owned())))
        .collect();
    if !missing.is_empty() && std::env::var_os("UPDATE_CORPUS").is_some() {
        let made = samples();
        let newest = path(FILES[FILES.len() - 1]);
        let mut text = fs::read_to_string(&newest).unwrap_or_default();
        for (kind, name) in &missing {
            let first = made.iter().find(|l| l.record == *kind && l.name == *name);
            let first = first.unwrap_or_else(|| panic!("no sample of {kind} {name}"));
            text.push_str(&serde_json::to_string(first).expect("JSON"));
            text.push('\n');
        }
        fs::write(newest, text).expect("the corpus can be written");
        lines = read();
    } else {
        assert!(missing.is_empty(), "no line for {missing:?}: run with UPDATE_CORPUS=1");
    }
    let mut assessment = Assessment::default();
    let mut matter = Matter::default();
    let mut report = ListReport::default();
    let mut unit = Unit::default();
    let mut person = Person::default();
    let mut consultation = Consultation::default();
    let mut unknown = UnknownNumber::default();
    let mut grievance = Grievance::default();
    for line in &lines {
        match line.record.as_str() {
            Assessment::KIND => replay(line, &mut assessment),
            Matter::KIND => replay(line, &mut matter),
            ListReport::KIND => replay(line, &mut report),
            Unit::KIND => replay(line, &mut unit),
            Person::KIND => replay(line, &mut person),
            Consultation::KIND => replay(line, &mut consultation),
            UnknownNumber::KIND => replay(line, &mut unknown),
            Grievance::KIND => replay(line, &mut grievance),
            other => panic!("unknown record {other}"),
        }
    }
    assert!(!assessment.number.is_empty() && !matter.number.is_empty());
}

#[test]
fn a_version_from_the_future_is_refused() {
    let data = serde_json::json!({ "step": "PLAN" });
    assert!(AssessmentEvent::from_data("StepDone", 1, &data).is_ok());
    for (name, version) in [("StepDone", 2), ("StepDone", 0), ("StepUndone", 1)] {
        let error = AssessmentEvent::from_data(name, version, &data).expect_err("refused");
        assert_eq!((error.name.as_str(), error.version), (name, version));
    }
    let wrong = serde_json::json!({ "step": "LUNCH" });
    assert!(AssessmentEvent::from_data("StepDone", 1, &wrong).is_err());
}

fn samples() -> Vec<Line> {
    let mut made: Vec<Line> = assessments()
        .iter()
        .flat_map(|case| case.log.iter().map(|(m, e)| line::<Assessment>(m, e)))
        .collect();
    made.extend(matters());
    made.extend(organisation());
    let consultation = consultation::every_event();
    made.extend(consultation.iter().map(|(m, e)| line::<Consultation>(m, e)));
    let grievances = grievance::every_event();
    made.extend(grievances.iter().map(|(m, e)| line::<Grievance>(m, e)));
    let (erased, reason, by) = (text(8), text(9), meta(Who::Filer));
    made.push(line::<Assessment>(&by, &AssessmentEvent::TextErased { erased, reason }));
    let recounted = AssessmentEvent::OpinionRecounted { index: 0, count: 2 };
    made.push(line::<Assessment>(&by, &recounted));
    made.push(line::<Matter>(&by, &MatterEvent::MatterTextErased { erased, reason }));
    made
}

/// A full life, and the turns that it does not take.
fn assessments() -> Vec<Case> {
    let mut life = play::case_at(ProcedureCode::Special, Step::PostEvaluation);
    play::step(&mut life, Step::PostEvaluation);
    play::step(&mut life, Step::Archive);

    let mut turns = play::case_at(ProcedureCode::Simplified, Step::Measures);
    let ids: Vec<_> = turns.state.live_factors().map(|f| f.id).collect();
    let measure = i::measure(&mut turns, ids, false);
    turns.must(Who::Owner, measure);
    let measure = turns.state.measures[0].id;
    turns.must(Who::Owner, i::void(Entry::Measure(measure)));
    play::until(&mut turns, Step::Review);
    play::review(&mut turns, Vote::Pass);
    turns.must(Who::Filer, i::suspend(CauseParty::OwnerUnit));
    turns.must(Who::Filer, i::resume());
    turns.must(Who::Filer, i::extend(Step::Filing, 2));
    turns.must(Who::Owner, i::executing(Who::Executor));
    let submit = i::submit(&mut turns);
    turns.must(Who::Owner, submit);
    let filing = turns.state.filings[0].id;
    turns.must(Who::Filer, i::send_back(filing, &["R_FORM"]));
    play::until(&mut turns, Step::Tracking);
    let today = turns.today;
    let incident = i::incident(&mut turns, today);
    turns.must(Who::Executor, incident);
    let trigger = turns.state.triggers[0].id;
    turns.must(Who::Owner, i::answer_trigger(trigger, true));
    let live = turns.state.live_measures().next().expect("a measure").id;
    turns.must(Who::Executor, i::progress(live, MeasureStatus::InProgress, false));
    let decision = i::conclusion(Conclusion::Defer, true, false);
    turns.must(Who::Leader, C::ChangeDecision(ChangeDecision { decision }));

    let mut upgraded = Case::open(ProcedureCode::Simplified);
    upgraded.must(Who::Filer, i::change_procedure(ProcedureCode::General));
    upgraded.must(Who::Owner, i::withdraw());
    let mut raised = play::case_at(ProcedureCode::Simplified, Step::Decision);
    let trigger = i::trigger(&mut raised, TriggerKind::Demand);
    raised.must(Who::Filer, trigger);
    let mut silent = play::case_at(ProcedureCode::General, Step::InitialRating);
    let open = i::open_panel(&mut silent, RatingStage::Initial, 3);
    silent.must(Who::Agency, open);
    let panel = silent.state.panels[0].id;
    silent.must(Who::Agency, i::replace_expert(panel, Who::Expert(2), Some(Who::Expert(3))));
    let mut absent = play::case_at(ProcedureCode::General, Step::Review);
    let convene = i::convene(&mut absent, 6);
    absent.must(Who::Filer, convene);
    let review = absent.state.reviews[0].id;
    absent.must(Who::Filer, i::replace_reviewer(review, Who::Reviewer(1), None));
    vec![life, turns, upgraded, raised, silent, absent, heard()]
}

/// A hearing from its announcement to its closing.
fn heard() -> Case {
    let mut case = play::case_at(ProcedureCode::General, Step::Consultation);
    let announce = i::announce(&mut case);
    case.must(Who::Owner, announce);
    let hearing = case.state.hearings[0].id;
    let prepare = i::prepare(&case, hearing);
    case.must(Who::Owner, prepare);
    case.pass_days(10);
    let held = i::held(&mut case, hearing);
    case.must(Who::Owner, held);
    let activity = case.state.activities[0].id;
    let confirm = i::confirm(&case, activity, Confirmer::Participants);
    case.must(Who::Owner, confirm);
    case.must(Who::Owner, i::close_hearing(hearing));
    case
}

fn matters() -> Vec<Line> {
    let rules = rules_2016();
    let mut matter = Matter::default();
    let mut log = Vec::new();
    let mut put = |who: Who, events: Vec<MatterEvent>| {
        log.extend(events.iter().map(|e| line::<Matter>(&meta(who), e)));
    };
    put(
        Who::Owner,
        apply(&mut matter, rules, Who::Owner, |m, e| list(Some(20)).decide(m, e)).expect("listed"),
    );
    let [amend, propose, back, confirm, withdrawn] = commands();
    let mut given_up = matter.clone();
    for (who, command) in [
        (Who::Owner, &amend),
        (Who::Owner, &propose),
        (Who::Filer, &back),
        (Who::Owner, &propose),
        (Who::Filer, &confirm),
    ] {
        let events = apply(&mut matter, rules, who, |m, e| command.decide(m, None, e));
        put(who, events.expect("accepted"));
    }
    let check = CheckGate { gate: Gate::Execution };
    let events = apply(&mut matter, rules, Who::Leader, |m, e| check.decide(m, None, e));
    put(Who::Leader, events.expect("answered"));
    let events = apply(&mut given_up, rules, Who::Owner, |m, e| withdrawn.decide(m, None, e));
    put(Who::Owner, events.expect("withdrawn"));
    log
}

/// The acts on a matter, with inputs that are right for the one above.
fn commands() -> [M; 5] {
    let amend =
        M::Amend(Box::new(Amend { facts: facts(Some(300)), parties: parties(), reason: text(1) }));
    let answers = rules_2016().screening.iter().map(|q| {
        let yes = q.effect == QuestionEffect::Requires;
        (q.item.code.clone(), domain::matter::Answer { yes, basis: Some(text(2)) })
    });
    let propose = M::ProposeScreening(ProposeScreening {
        answers: answers.collect(),
        exempt: None,
        covered_by: None,
        defer: false,
        reason: None,
    });
    let back = M::SendBackScreening(SendBackScreening { reason: text(3) });
    let confirm = M::ConfirmScreening(ConfirmScreening {
        assessment: AssessmentId::new(Uuid::from_u128(4)),
        note: Some(text(4)),
    });
    let withdrawn = M::Withdraw(WithdrawMatter { reason: text(5) });
    [amend, propose, back, confirm, withdrawn]
}

fn meta(who: Who) -> EventMeta {
    EventMeta {
        seq: 0,
        recorded_at: Timestamp::UNIX_EPOCH,
        occurred_on: date(2016, 3, 1),
        unit: who.unit(),
        actor: who.person(),
    }
}

fn organisation() -> Vec<Line> {
    let facts = UnitFacts {
        name: "朝阳市龙城区维稳办".into(),
        kind: UnitKind::StabilityOffice,
        parent: Some(Who::Leader.unit()),
        division: DivisionCode::try_from("211303".to_owned()).expect("six digits"),
        path: "/1/2/".into(),
    };
    let units = [
        UnitEvent::UnitSet { code: "211303-WW".into(), facts: facts.clone() },
        UnitEvent::UnitChanged { facts },
        UnitEvent::UnitClosed {},
    ];
    let post = Post {
        id: PostId::new(Uuid::from_u128(6)),
        unit: Who::Filer.unit(),
        role: Role::FilingOfficer,
        from: date(2016, 1, 1),
        to: None,
        delegated_by: None,
        ended: false,
    };
    let persons = [
        PersonEvent::PersonEntered { username: "longcheng-ww".into(), name: text(6) },
        PersonEvent::PostGiven { post },
        PersonEvent::PostEnded { post: post.id, to: date(2016, 12, 31) },
        PersonEvent::PersonDisabled {},
        PersonEvent::PersonEnabled {},
    ];
    let matter = |n| [MatterId::new(Uuid::from_u128(n))].into();
    let lists = [
        ListReportEvent::ListReported {
            unit: Who::Owner.unit(),
            period: Period { year: 2016, quarter: Some(2) },
            matters: matter(7),
            empty_note: None,
        },
        ListReportEvent::ListCompleted { matters: matter(8), reason: text(7) },
    ];
    let asked = UnknownNumberEvent::UnknownNumberAsked {
        number: "LN-CY-2016-99999".into(),
        gate: Gate::Approval,
    };
    let by = meta(Who::Filer);
    let asked = line::<UnknownNumber>(&by, &asked);
    let units = units.iter().map(|e| line::<Unit>(&by, e));
    let persons = persons.iter().map(|e| line::<Person>(&by, e));
    let lists = lists.iter().map(|e| line::<ListReport>(&by, e));
    units.chain(persons).chain(lists).chain([asked]).collect()
}
