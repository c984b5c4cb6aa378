//! Public consultations: the order of acts, what may be asked, what is an answer.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    codes::{
        Attitude, Channel, ExportFormat, Moderation, ProcedureCode, QuestionKind, Step, TextFault,
    },
    consultation::{
        Batch, Command as C, Consultation, ConsultationEvent, Export, Moderated, Outcome, Seal,
        Standing, Stratum,
        answer::{Answer, Fault, Filled, accept, faults_of_step},
        event::Settings,
        form::{Choice, Form, OnlyIf, Question, Words},
    },
    ids::{AssessmentId, MatterId},
    record::{EventMeta, Record as _},
    refusal::{Reason, Refusal},
    text::PackageHash,
};
use jiff::{ToSpan as _, civil::date};
use proptest::prelude::*;
use uuid::Uuid;

use crate::support::{Case, Who, inputs as i, rules_2020, text};

/// An assessment whose plan is adopted, and a consultation of it.
pub struct Asked {
    case: Case,
    pub state: Consultation,
    pub log: Vec<(EventMeta, ConsultationEvent)>,
}

impl Asked {
    fn new(case: Case) -> Self {
        Self { case, state: Consultation::default(), log: Vec::new() }
    }

    fn planned() -> Self {
        let mut case = Case::open(ProcedureCode::General);
        let plan = i::plan(&case);
        case.must(Who::Owner, plan);
        Self::new(case)
    }

    fn prepare(&self, days: i64) -> C {
        let from = self.case.today;
        C::Prepare(Box::new(Settings {
            assessment: AssessmentId::new(Uuid::from_u128(1)),
            matter: MatterId::new(Uuid::from_u128(2)),
            slug: "ln-cy-2016-00001-a1-1".to_owned(),
            rules: PackageHash::default(),
            title: text(1),
            about: text(2),
            form: text(3),
            strata: BTreeMap::from([(
                "G01".to_owned(),
                Stratum { name: text(4), population: 240 },
            )]),
            from,
            to: from.checked_add((days - 1).days()).expect("a day"),
            shortened: None,
        }))
    }

    fn act(&mut self, command: &C) -> Result<(), Refusal> {
        let env = self.case.env(Who::Owner);
        let events = command.decide(&self.state, &self.case.state, &env)?;
        for event in events {
            let meta = EventMeta {
                seq: self.log.len() as u64,
                recorded_at: jiff::Timestamp::UNIX_EPOCH,
                occurred_on: self.case.today,
                unit: Who::Owner.unit(),
                actor: Who::Owner.person(),
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
}

fn seal(size: u64) -> Seal {
    Seal { size, root: format!("{size:064x}") }
}

fn closing(size: u32, early: bool) -> C {
    let outcome = Outcome {
        attitudes: BTreeMap::from([("G01".to_owned(), BTreeMap::from([(Attitude::Oppose, size)]))]),
        channels: BTreeMap::from([(Channel::Web, size)]),
    };
    C::Close { seal: seal(size.into()), outcome, early: early.then(|| text(5)) }
}

fn export() -> Export {
    Export { format: ExportFormat::Csv, rows: 5, reason: text(10) }
}

fn batch(file: u8, counted: u64) -> Batch {
    Batch { file: format!("{file:064x}"), channel: Channel::Paper, rows: 7, counted }
}

fn looked(done: Moderation, fault: Option<TextFault>) -> Moderated {
    let words = (done != Moderation::Withheld).then(|| format!("{:064x}", 7));
    Moderated { position: 2, question: "WORDS".to_owned(), done, fault, words }
}

/// Every event that a consultation can have, for the frozen corpus.
pub fn every_event() -> Vec<(EventMeta, ConsultationEvent)> {
    let mut given_up = Asked::planned();
    let prepare = given_up.prepare(10);
    given_up.must(&prepare);
    given_up.must(&C::GiveUp { reason: text(6) });
    let mut asked = Asked::planned();
    let (prepare, later) = (asked.prepare(10), asked.case.today.checked_add(20.days()));
    asked.must(&prepare);
    asked.must(&C::Open);
    asked.must(&C::Extend { to: later.expect("a day"), reason: text(7) });
    asked.must(&C::Seal(seal(3)));
    asked.must(&C::Moderate(looked(Moderation::Shown, None)));
    asked.must(&C::Moderate(looked(Moderation::Withheld, Some(TextFault::Threat))));
    asked.must(&C::TakeBatch(batch(1, 5)));
    asked.must(&closing(5, true));
    asked.must(&C::Export(export()));
    asked.must(&C::Publish { statement: text(8) });
    given_up.log.into_iter().chain(asked.log).collect()
}

#[test]
fn the_acts_have_one_order() {
    let acts = |asked: &Asked| {
        let to = asked.state.to.unwrap_or(asked.case.today).checked_add(9.days()).expect("a day");
        [
            asked.prepare(10),
            C::Open,
            C::Extend { to, reason: text(7) },
            C::Seal(seal(9)),
            closing(9, true),
            C::Publish { statement: text(8) },
            C::GiveUp { reason: text(6) },
            C::Export(export()),
            C::Moderate(looked(Moderation::Shown, None)),
            C::TakeBatch(batch(2, 7)),
        ]
    };
    let steps = [
        (Standing::Unprepared, "prepare_consultation", None),
        (
            Standing::Prepared,
            "prepare_consultation open_consultation give_up_consultation",
            Some(C::Open),
        ),
        (
            Standing::Open,
            "extend_consultation seal_answers close_answers export_answers moderate_text \
             take_batch",
            Some(closing(9, true)),
        ),
        (
            Standing::Closed,
            "publish_results export_answers moderate_text",
            Some(C::Publish { statement: text(8) }),
        ),
        (Standing::Published, "export_answers moderate_text", None),
    ];
    let mut asked = Asked::planned();
    for (standing, possible, next) in steps {
        if standing == Standing::Prepared {
            let prepare = asked.prepare(10);
            asked.must(&prepare);
        }
        assert_eq!(asked.state.standing, standing);
        for command in acts(&asked) {
            let env = asked.case.env(Who::Owner);
            let passes = command.decide(&asked.state, &asked.case.state, &env).is_ok();
            let wanted = possible.split(' ').any(|code| code == command.code());
            assert_eq!(passes, wanted, "{} when {standing:?}", command.code());
        }
        if let Some(next) = next {
            asked.must(&next);
        }
    }
}

#[test]
fn the_period_is_that_of_the_rule_or_has_a_reason() {
    let mut case = Case::open_at(ProcedureCode::General, rules_2020(), date(2020, 3, 2));
    let plan = i::plan(&case);
    case.must(Who::Owner, plan);
    let mut asked = Asked::new(case);
    let short = asked.prepare(29);
    let reason = asked.refused(&short);
    assert_eq!(reason, Reason::TooShort { field: "to", need: 30, have: 29 });
    let C::Prepare(mut with_reason) = short else { panic!() };
    with_reason.shortened = Some(text(9));
    asked.must(&C::Prepare(with_reason));
    let long = asked.prepare(30);
    asked.must(&long);
    assert_eq!((asked.state.form_version, asked.state.shortened), (2, None));
}

#[test]
fn a_text_that_is_not_shown_whole_has_a_reason() {
    let mut asked = Asked::planned();
    let prepare = asked.prepare(10);
    asked.must(&prepare);
    asked.must(&C::Open);
    for done in [Moderation::Redacted, Moderation::Withheld] {
        let bare = C::Moderate(looked(done, None));
        assert_eq!(asked.refused(&bare), Reason::ReasonNeeded { field: "fault" });
        asked.must(&C::Moderate(looked(done, Some(TextFault::PersonalData))));
    }
    let shown = looked(Moderation::Shown, Some(TextFault::Abuse));
    let reason = Reason::Invalid { field: "fault", code: "not_needed" };
    assert_eq!(asked.refused(&C::Moderate(shown)), reason);
    let mut wordless = looked(Moderation::Shown, None);
    wordless.words = None;
    let reason = Reason::Invalid { field: "shown", code: "words" };
    assert_eq!(asked.refused(&C::Moderate(wordless)), reason);
    let found = &asked.state.looked;
    assert_eq!(found.faults[&TextFault::PersonalData], 2);
    assert_eq!(found.decisions.values().sum::<u32>(), 2);
}

#[test]
fn a_file_of_answers_is_taken_in_once() {
    let mut asked = Asked::planned();
    let prepare = asked.prepare(10);
    asked.must(&prepare);
    asked.must(&C::Open);
    asked.must(&C::TakeBatch(batch(1, 7)));
    let again = asked.refused(&C::TakeBatch(batch(1, 0)));
    assert_eq!(again, Reason::Already { field: "file" });
    let (none, more) = (Batch { rows: 0, counted: 0, ..batch(2, 0) }, batch(2, 8));
    for wrong in [none, more] {
        let reason = Reason::Invalid { field: "file", code: "not_all_counted" };
        assert_eq!(asked.refused(&C::TakeBatch(wrong)), reason);
    }
    let web = Batch { channel: Channel::Web, ..batch(2, 7) };
    let reason = Reason::Invalid { field: "channel", code: "not_typed" };
    assert_eq!(asked.refused(&C::TakeBatch(web)), reason);
    asked.must(&C::TakeBatch(batch(2, 0)));
    let counted: Vec<u64> = asked.state.batches.iter().map(|b| b.batch.counted).collect();
    assert_eq!(counted, [7, 0]);
}

#[test]
fn what_was_acknowledged_is_never_less() {
    let mut asked = Asked::planned();
    let prepare = asked.prepare(10);
    asked.must(&prepare);
    asked.must(&C::Open);
    asked.must(&C::Seal(seal(5)));
    asked.must(&C::Seal(seal(5)));
    assert_eq!(asked.state.seals.len(), 1, "nothing new, no event");
    let fewer = Reason::Invalid { field: "answers", code: "fewer_than_sealed" };
    assert_eq!(asked.refused(&C::Seal(seal(4))), fewer);
    assert_eq!(asked.refused(&closing(4, true)), fewer);
    let C::Close { seal: whole, outcome, early } = closing(7, true) else { panic!() };
    let part = Outcome { channels: BTreeMap::from([(Channel::Web, 6)]), ..outcome };
    let reason = asked.refused(&C::Close { seal: whole, outcome: part, early });
    assert_eq!(reason, Reason::Invalid { field: "answers", code: "not_all_counted" });
    assert_eq!(asked.refused(&closing(7, false)), Reason::ReasonNeeded { field: "early" });
    asked.case.pass_days(10);
    asked.must(&closing(7, false));
    assert_eq!(asked.state.cut_short, None, "the last day is over");
}

#[test]
fn it_is_asked_within_the_step_alone() {
    let mut asked = Asked::new(Case::open(ProcedureCode::General));
    let prepare = asked.prepare(10);
    assert!(matches!(asked.refused(&prepare), Reason::StepsMissing { step: Step::Consultation }));
}

fn choice(code: &str) -> Choice {
    Choice { code: code.to_owned(), words: Words { zh: code.to_owned(), en: String::new() } }
}

fn question(code: &str, kind: QuestionKind, step: u8, choices: &[&str]) -> Question {
    Question {
        code: code.to_owned(),
        kind,
        step,
        words: Words { zh: code.to_owned(), en: String::new() },
        required: true,
        choices: choices.iter().map(|c| choice(c)).collect(),
        factors: Vec::new(),
        only_if: None,
    }
}

fn form() -> Form {
    let why = Question {
        only_if: Some(OnlyIf {
            question: "ATT".to_owned(),
            any_of: BTreeSet::from(["OPPOSE".to_owned()]),
        }),
        ..question("WHY", QuestionKind::Multiple, 2, &["A", "B", "C"])
    };
    let words = Question { required: false, ..question("WORDS", QuestionKind::Text, 3, &[]) };
    Form {
        strata: vec![choice("G01"), choice("G02")],
        questions: vec![
            question("ATT", QuestionKind::Attitude, 1, &["SUPPORT", "OPPOSE", "UNSURE"]),
            why,
            words,
        ],
    }
}

#[test]
fn a_form_that_cannot_be_counted_is_refused() {
    assert_eq!(form().check(), Ok(()));
    type Damage = fn(&mut Form);
    let damages: [(Damage, &str); 12] = [
        (|f| f.strata.clear(), "choices"),
        (|f| f.strata.push(choice("G01")), "codes"),
        (|f| f.strata[0].code = "组 1".to_owned(), "codes"),
        (|f| f.strata[0].words.zh = " ".to_owned(), "words"),
        (|f| f.questions[0].required = false, "attitude"),
        (|f| f.questions[0].choices[0].code = "YES".to_owned(), "attitude"),
        (
            |f| {
                f.questions.remove(0);
            },
            "condition",
        ),
        (|f| f.questions[1].step = 1, "condition"),
        (|f| f.questions[1].choices.clear(), "choices"),
        (|f| f.questions[2].step = 4, "step"),
        (|f| f.questions[2].choices.push(choice("A")), "choices"),
        (|f| f.questions[2].code = "WHY".to_owned(), "repeated"),
    ];
    for (n, (damage, problem)) in damages.into_iter().enumerate() {
        let mut broken = form();
        damage(&mut broken);
        assert_eq!(broken.check().expect_err("broken").problem, problem, "damage {n}");
    }
}

fn filled(fields: &[(&str, &[&str])]) -> Filled {
    let values = |values: &[&str]| values.iter().map(|v| (*v).to_owned()).collect();
    fields.iter().map(|(name, given)| ((*name).to_owned(), values(given))).collect()
}

fn take(fields: &[(&str, &[&str])]) -> Result<Answer, Vec<Fault>> {
    accept(&form(), &filled(fields), Channel::Web, date(2016, 5, 4))
}

#[test]
fn only_what_was_asked_becomes_an_answer() {
    let answer = take(&[
        ("stratum", &["G02"]),
        ("ATT", &["OPPOSE"]),
        ("WHY", &["C", "A", "A"]),
        ("WORDS", &["  路灯太暗  "]),
    ])
    .expect("an answer");
    assert_eq!(answer.stratum, "G02");
    assert_eq!(answer.attitude(&form()), Some(Attitude::Oppose));
    assert_eq!(answer.values["WHY"], ["A", "C"], "in the order of the form, each once");
    assert_eq!(answer.texts["WORDS"], "路灯太暗");
    let hidden = take(&[("stratum", &["G01"]), ("ATT", &["SUPPORT"]), ("WHY", &["A"])]);
    assert!(!hidden.expect("an answer").values.contains_key("WHY"), "it was not asked");
    let left_out = filled(&[("stratum", &["G01"]), ("ATT", &["OPPOSE"])]);
    let paper = accept(&form(), &left_out, Channel::Paper, date(2016, 5, 4)).expect("an answer");
    assert!(!paper.values.contains_key("WHY"), "what is missing stays missing");
    let empty = filled(&[("stratum", &["G01"])]);
    assert!(accept(&form(), &empty, Channel::Paper, date(2016, 5, 4)).is_err(), "no attitude");
    let faults = take(&[("ATT", &["OPPOSE"]), ("NAME", &["张三"])]).expect_err("faults");
    let found: Vec<(&str, &str)> = faults.iter().map(|f| (f.field.as_str(), f.code)).collect();
    assert_eq!(found, [("NAME", "choice"), ("stratum", "required"), ("WHY", "required")]);
}

proptest! {
    /// Whatever is sent, an answer holds nothing but codes of the form; and the
    /// steps together find a fault exactly where the whole does.
    #[test]
    fn no_input_gets_anything_else_in(
        fields in proptest::collection::btree_map(
            prop_oneof![Just("stratum"), Just("ATT"), Just("WHY"), Just("WORDS")]
                .prop_map(str::to_owned),
            proptest::collection::vec(
                prop_oneof![
                    Just("G01"), Just("OPPOSE"), Just("SUPPORT"), Just("A"), Just("C"), Just(""),
                    Just(" "), Just("<script>"),
                ].prop_map(str::to_owned),
                0..3,
            ),
            0..4,
        )
    ) {
        let form = form();
        let whole = accept(&form, &fields, Channel::Web, date(2016, 5, 4));
        let by_steps: usize = (0..=3).map(|step| faults_of_step(&form, &fields, step).len()).sum();
        prop_assert_eq!(whole.as_ref().err().map_or(0, Vec::len), by_steps);
        if let Ok(answer) = whole {
            for (code, chosen) in &answer.values {
                let question = form.question(code).expect("a question of the form");
                for one in chosen {
                    prop_assert!(question.choices.iter().any(|c| c.code == *one));
                }
            }
        }
    }
}
