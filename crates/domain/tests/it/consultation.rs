//! Public consultations: the order of acts, what may be asked, what is an answer.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    codes::{
        Attitude, Channel, Deed, ExclusionCause, ExportFormat, Moderation, ProcedureCode,
        QuestionKind, Step, TextFault,
    },
    consultation::{
        Batch, Command as C, Consultation, ConsultationEvent, ExclusionProposal, Export, Moderated,
        Outcome, Positions, Seal, Standing, Stratum,
        acts::MAX_LETTERS,
        answer::{Answer, Fault, Filled, accept, faults_of_step},
        event::Settings,
        form::{Choice, Form, OnlyIf, Question, Words},
    },
    ids::{AssessmentId, MatterId},
    record::{EventMeta, Record as _},
    refusal::{Reason, Refusal},
    rulebook::KeepRule,
    text::PackageHash,
};
use jiff::{ToSpan as _, civil::date};
use proptest::prelude::*;
use uuid::Uuid;

use crate::support::{Case, Who, inputs as i, rules_2020, text};

/// An assessment whose plan is adopted, and a consultation of it.
pub struct Asked {
    pub case: Case,
    pub state: Consultation,
    pub log: Vec<(EventMeta, ConsultationEvent)>,
}

impl Asked {
    pub fn new(case: Case) -> Self {
        Self { case, state: Consultation::default(), log: Vec::new() }
    }

    pub fn planned() -> Self {
        let mut case = Case::open(ProcedureCode::General);
        let plan = i::plan(&case);
        case.must(Who::Owner, plan);
        Self::new(case)
    }

    pub fn prepare(&self, days: i64) -> C {
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
            by_letter: false,
        }))
    }

    fn prepare_with_letters(&self) -> C {
        let C::Prepare(mut set) = self.prepare(10) else { panic!() };
        set.by_letter = true;
        C::Prepare(set)
    }

    /// Open, with so many answers that were sealed once.
    fn open(size: u64) -> Self {
        let mut asked = Self::planned();
        let prepare = asked.prepare_with_letters();
        asked.must(&prepare);
        asked.must(&C::Open);
        asked.must(&C::Seal(seal(size)));
        asked
    }

    fn act_as(&mut self, who: Who, command: &C) -> Result<(), Refusal> {
        let env = self.case.env(who);
        let events = command.decide(&self.state, &self.case.state, &env)?;
        self.note(who, events);
        Ok(())
    }

    fn act(&mut self, command: &C) -> Result<(), Refusal> {
        self.act_as(Who::Owner, command)
    }

    fn note(&mut self, who: Who, events: Vec<ConsultationEvent>) {
        for event in events {
            let meta = EventMeta {
                seq: self.log.len() as u64,
                recorded_at: jiff::Timestamp::UNIX_EPOCH,
                occurred_on: self.case.today,
                unit: who.unit(),
                actor: who.person(),
            };
            self.state.apply(&meta, &event);
            self.log.push((meta, event));
        }
    }

    pub fn must(&mut self, command: &C) {
        if let Err(refusal) = self.act(command) {
            panic!("{}: {refusal:?}", command.code());
        }
    }

    pub fn refused(&mut self, command: &C) -> Reason {
        match self.act(command) {
            Err(refusal) => refusal.reason,
            Ok(()) => panic!("{} passed", command.code()),
        }
    }
}

pub fn seal(size: u64) -> Seal {
    Seal { size, root: format!("{size:064x}") }
}

pub fn closing(size: u32, early: bool) -> C {
    let outcome = Outcome {
        attitudes: BTreeMap::from([("G01".to_owned(), BTreeMap::from([(Attitude::Oppose, size)]))]),
        channels: BTreeMap::from([(Channel::Web, size)]),
        letters: None,
        alike: None,
    };
    C::Close { seal: seal(size.into()), outcome, early: early.then(|| text(5)) }
}

fn export() -> Export {
    Export { format: ExportFormat::Csv, rows: 5, reason: text(10) }
}

fn batch(file: u8, counted: u64) -> Batch {
    Batch { file: format!("{file:064x}"), channel: Channel::Paper, rows: 7, counted }
}

pub fn looked(done: Moderation, fault: Option<TextFault>) -> Moderated {
    let words = (done != Moderation::Withheld).then(|| format!("{:064x}", 7));
    Moderated { position: 2, question: "WORDS".to_owned(), done, fault, words }
}

fn exclusion(positions: &[u64], size: u64) -> C {
    let proposal = ExclusionProposal {
        positions: positions.iter().copied().collect(),
        cause: ExclusionCause::Identical,
        reason: text(11),
    };
    C::ProposeExclusion { proposal: Box::new(proposal), size }
}

fn kept(years: u32) -> Box<KeepRule> {
    let item = rules_2020().filing.item.clone();
    Box::new(KeepRule { item, years })
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
    given_up
        .log
        .into_iter()
        .chain(asked.log)
        .chain(later_events())
        .chain(crate::round::every_event())
        .collect()
}

/// Those that came with letters, exclusions and terms.
fn later_events() -> Vec<(EventMeta, ConsultationEvent)> {
    let mut asked = Asked::open(5);
    asked.must(&C::PrintLetters { count: 40 });
    asked.must(&exclusion(&[0, 1, 3], 5));
    assert!(asked.act_as(Who::Agency, &C::ConfirmExclusion { index: 0 }).is_ok());
    asked.must(&exclusion(&[4], 5));
    asked.must(&C::DropExclusion { index: 1, reason: text(12) });
    asked.must(&C::ExportLog(export()));
    let C::Close { seal, mut outcome, early } = closing(2, true) else { panic!() };
    (outcome.letters, outcome.alike) = (Some(2), Some(2));
    asked.must(&C::Close { seal: Seal { size: 5, ..seal }, outcome, early });
    asked.must(&C::Publish { statement: text(8) });
    asked.case.pass_days(400);
    asked.must(&C::Erase { count: 5, rule: kept(1) });
    asked.log
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
            C::ExportLog(export()),
            C::PrintLetters { count: 3 },
            exclusion(&[2], 9),
            C::Erase { count: 9, rule: kept(5) },
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
             export_moderation propose_exclusion take_batch",
            Some(closing(9, true)),
        ),
        (
            Standing::Closed,
            "publish_results export_answers moderate_text export_moderation",
            Some(C::Publish { statement: text(8) }),
        ),
        (Standing::Published, "export_answers moderate_text export_moderation", None),
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
fn letters_are_printed_where_they_are_asked_for() {
    let mut asked = Asked::planned();
    let without = asked.prepare(10);
    asked.must(&without);
    let no_letters = Reason::NoOpen { field: "letters" };
    assert_eq!(asked.refused(&C::PrintLetters { count: 3 }), no_letters);
    let with = asked.prepare_with_letters();
    asked.must(&with);
    for (count, reason) in [
        (0, Reason::TooFew { field: "count", need: 1, have: 0 }),
        (MAX_LETTERS + 1, Reason::Invalid { field: "count", code: "too_many" }),
    ] {
        assert_eq!(asked.refused(&C::PrintLetters { count }), reason);
    }
    asked.must(&C::PrintLetters { count: 3 });
    let printed = Reason::Invalid { field: "letters", code: "printed" };
    assert_eq!(asked.refused(&without), printed);
    asked.must(&C::Open);
    asked.must(&C::PrintLetters { count: MAX_LETTERS });
    assert_eq!(asked.state.letters, u64::from(MAX_LETTERS) + 3);
    asked.must(&closing(9, true));
    assert_eq!(asked.refused(&C::PrintLetters { count: 3 }), no_letters);
}

#[test]
fn two_persons_leave_answers_out_and_nothing_is_lost() {
    let mut asked = Asked::open(9);
    for (positions, size) in [(&[][..], 9), (&[9], 9), (&[3, 12], 9)] {
        let reason = asked.refused(&exclusion(positions, size));
        assert_eq!(reason, Reason::Unknown { field: "positions" }, "{positions:?}");
    }
    asked.must(&exclusion(&[5, 1, 2, 1], 9));
    assert_eq!(asked.state.excluded(), 0, "proposed is not excluded");
    let twice = Reason::Already { field: "positions" };
    assert_eq!(asked.refused(&exclusion(&[2, 7], 9)), twice);
    assert_eq!(asked.refused(&closing(9, true)), Reason::Undecided { count: 1 });
    let (first, then) = (Deed::ProposeExclusion, Deed::ConfirmExclusion);
    assert_eq!(
        asked.refused(&C::ConfirmExclusion { index: 0 }),
        Reason::SamePerson { first, then }
    );
    assert_eq!(
        asked.refused(&C::ConfirmExclusion { index: 1 }),
        Reason::Unknown { field: "index" }
    );
    assert!(asked.act_as(Who::Agency, &C::ConfirmExclusion { index: 0 }).is_ok());
    assert_eq!((asked.state.excluded(), asked.state.undecided()), (3, 0));
    let at = |position| asked.state.excluded_at(position).map(|e| e.proposal.cause);
    assert_eq!(
        (at(1), at(3), at(5)),
        (Some(ExclusionCause::Identical), None, Some(ExclusionCause::Identical))
    );
    let drop = C::DropExclusion { index: 0, reason: text(12) };
    assert_eq!(asked.refused(&drop), Reason::Already { field: "index" }, "it stands");
    asked.must(&exclusion(&[7], 9));
    asked.must(&C::DropExclusion { index: 1, reason: text(12) });
    asked.must(&exclusion(&[7], 9));
    assert!(asked.act_as(Who::Agency, &C::ConfirmExclusion { index: 2 }).is_ok());
    // What is counted and what is not add up to what is sealed.
    let not_all = Reason::Invalid { field: "answers", code: "not_all_counted" };
    assert_eq!(asked.refused(&closing(9, true)), not_all);
    let C::Close { seal, outcome, early } = closing(5, true) else { panic!() };
    asked.must(&C::Close { seal: Seal { size: 9, ..seal }, outcome, early });
    assert_eq!(asked.refused(&exclusion(&[8], 9)), Reason::NoOpen { field: "consultation" });
}

#[test]
fn answers_go_when_their_term_is_over_and_not_before() {
    let mut asked = Asked::open(9);
    let erase = || C::Erase { count: 9, rule: kept(1) };
    assert_eq!(asked.refused(&erase()), Reason::NoOpen { field: "consultation" });
    asked.must(&closing(9, true));
    asked.must(&C::Publish { statement: text(8) });
    let ends = asked.case.today.checked_add(1.years()).expect("a day");
    let early = Reason::TooEarly { field: "answers", until: ends.to_string() };
    assert_eq!(asked.refused(&erase()), early);
    while asked.case.today < ends {
        asked.case.pass_days(1);
    }
    asked.must(&erase());
    let erased = asked.state.erased.expect("it was erased");
    assert_eq!((erased.on, erased.count), (ends, 9));
    let gone = Reason::Erased { day: ends.to_string() };
    assert_eq!(asked.refused(&C::Export(export())), gone);
    assert_eq!(asked.refused(&erase()), gone);
    asked.must(&C::ExportLog(export()));
}

proptest! {
    #[test]
    fn a_set_of_positions_is_what_went_in(given in proptest::collection::vec(0_u64..60, 0..40)) {
        let set: BTreeSet<u64> = given.iter().copied().collect();
        let positions: Positions = given.iter().copied().collect();
        prop_assert_eq!(positions.count(), set.len() as u64);
        prop_assert_eq!(positions.iter().collect::<Vec<_>>(), set.iter().copied().collect::<Vec<_>>());
        for position in 0..62 {
            prop_assert_eq!(positions.contains(position), set.contains(&position));
            let one: Positions = [position].into_iter().collect();
            prop_assert_eq!(one.meets(&positions), set.contains(&position));
            prop_assert_eq!(positions.meets(&one), set.contains(&position));
        }
        let text = serde_json::to_string(&positions).expect("json");
        prop_assert_eq!(serde_json::from_str::<Positions>(&text).expect("positions"), positions);
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
    assert_eq!(asked.state.versions.len(), 2, "every version is known");
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
        rows: Vec::new(),
        places: None,
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
