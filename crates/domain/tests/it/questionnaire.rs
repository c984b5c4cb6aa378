//! Questionnaires: matrix and ranking, putting one together, what may not be asked.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    codes::{Certainty, Channel, QuestionKind},
    consultation::{
        answer::{Answer, Fault, Filled, accept, faults_of_step},
        draft::{Edit, Unedited, edited, recoded},
        form::{Choice, Form, MAX_ROWS, OnlyIf, Question, Words},
    },
    rulebook::{Identifying, Item},
};
use jiff::civil::date;
use proptest::prelude::*;

fn words(zh: &str) -> Words {
    Words { zh: zh.to_owned(), en: String::new() }
}

fn choice(code: &str) -> Choice {
    Choice { code: code.to_owned(), words: words(code) }
}

fn question(code: &str, kind: QuestionKind, step: u8, choices: &[&str]) -> Question {
    Question {
        code: code.to_owned(),
        kind,
        step,
        words: words(code),
        required: true,
        choices: choices.iter().map(|c| choice(c)).collect(),
        rows: Vec::new(),
        places: None,
        factors: Vec::new(),
        only_if: None,
    }
}

/// The attitude, a matrix of two rows, a ranking of two places that may be left out.
fn form() -> Form {
    let matrix = Question {
        rows: vec![choice("AIR"), choice("NOISE")],
        ..question("WORRY", QuestionKind::Matrix, 2, &["1", "2", "3"])
    };
    let ranking = Question {
        places: Some(2),
        required: false,
        ..question("FIRST", QuestionKind::Ranking, 3, &["A", "B", "C"])
    };
    Form {
        strata: vec![choice("G01")],
        questions: vec![
            question("ATT", QuestionKind::Attitude, 1, &["SUPPORT", "OPPOSE"]),
            matrix,
            ranking,
        ],
    }
}

fn filled(fields: &[(&str, &[&str])]) -> Filled {
    let values = |values: &[&str]| values.iter().map(|v| (*v).to_owned()).collect();
    fields.iter().map(|(name, given)| ((*name).to_owned(), values(given))).collect()
}

const ALL: &[(&str, &[&str])] = &[
    ("stratum", &["G01"]),
    ("ATT", &["OPPOSE"]),
    ("WORRY.AIR", &["3"]),
    ("WORRY.NOISE", &["1"]),
    ("FIRST.1", &["C"]),
    ("FIRST.2", &["A"]),
];

/// All filled in, with one field changed.
fn with(field: &str, given: &[&str]) -> Filled {
    let mut all = filled(ALL);
    all.extend(filled(&[(field, given)]));
    all
}

fn take(form: &Form, filled: &Filled, channel: Channel) -> Result<Answer, Vec<Fault>> {
    accept(form, filled, channel, date(2016, 5, 4))
}

fn faults(form: &Form, filled: &Filled) -> Vec<(String, &'static str)> {
    let found = take(form, filled, Channel::Web).err().unwrap_or_default();
    found.into_iter().map(|fault| (fault.field, fault.code)).collect()
}

#[test]
fn rows_and_places_are_fields_of_an_answer() {
    assert_eq!(form().check(), Ok(()));
    let answer = take(&form(), &filled(ALL), Channel::Web).expect("an answer");
    let values: Vec<(&str, &str)> =
        answer.values.iter().map(|(field, codes)| (field.as_str(), codes[0].as_str())).collect();
    let expected = [
        ("ATT", "OPPOSE"),
        ("FIRST.1", "C"),
        ("FIRST.2", "A"),
        ("WORRY.AIR", "3"),
        ("WORRY.NOISE", "1"),
    ];
    assert_eq!(values, expected);
    let asked = |field: &str| form().asked(field).map(|q| q.code.clone());
    assert_eq!(asked("WORRY.AIR").as_deref(), Some("WORRY"));
    for strange in ["WORRY", "WORRY.GAS", "FIRST.3", "FIRST.0", "ATT.1", ".", ""] {
        assert_eq!(asked(strange), None, "{strange}");
    }
}

#[test]
fn every_fault_stands_at_its_field() {
    let cases: [(&str, &[&str], &str); 10] = [
        ("WORRY.AIR", &[], "required"),
        ("WORRY.AIR", &["9"], "choice"),
        ("WORRY.AIR", &["1", "2"], "several"),
        ("WORRY.GAS", &["1"], "choice"),
        ("WORRY", &["1"], "choice"),
        ("FIRST.1", &[], "gap"),
        ("FIRST.2", &["C"], "twice"),
        ("FIRST.2", &["Z"], "choice"),
        ("FIRST.3", &["B"], "choice"),
        ("FIRST.1", &["A", "B"], "several"),
    ];
    for (field, given, code) in cases {
        assert_eq!(faults(&form(), &with(field, given)), [(field.to_owned(), code)], "{given:?}");
    }
    // A ranking that has to be answered begins with its first place.
    let mut needed = form();
    needed.questions[2].required = true;
    let mut none = filled(ALL);
    none.retain(|field, _| !field.starts_with("FIRST"));
    assert_eq!(faults(&needed, &none), [("FIRST.1".to_owned(), "required")]);
    assert!(faults(&needed, &with("FIRST.2", &[])).is_empty(), "one place is an answer");
    assert!(faults(&form(), &none).is_empty(), "it may be left out");
}

#[test]
fn on_paper_a_row_may_be_missing_but_no_place_before_another() {
    let paper = |filled: &Filled| take(&form(), filled, Channel::Paper);
    let answer = paper(&with("WORRY.AIR", &[])).expect("an answer");
    assert!(!answer.values.contains_key("WORRY.AIR"), "what is missing stays missing");
    let gap = paper(&with("FIRST.1", &[])).expect_err("which comes first is not known");
    assert_eq!((gap[0].field.as_str(), gap[0].code), ("FIRST.1", "gap"));
}

#[test]
fn a_matrix_or_ranking_that_cannot_be_counted_is_refused() {
    type Damage = fn(&mut Form);
    let damages: &[(Damage, &str)] = &[
        (|f| f.questions[1].rows.clear(), "rows"),
        (|f| f.questions[1].rows.push(choice("AIR")), "rows"),
        (|f| f.questions[1].rows[0].code = "A.1".to_owned(), "rows"),
        (|f| f.questions[1].rows[0].words.zh.clear(), "words"),
        (
            |f| f.questions[1].rows = (0..=MAX_ROWS).map(|n| choice(&format!("R{n}"))).collect(),
            "rows",
        ),
        (|f| f.questions[1].places = Some(1), "places"),
        (|f| f.questions[0].rows.push(choice("AIR")), "rows"),
        (|f| f.questions[2].places = None, "places"),
        (|f| f.questions[2].places = Some(0), "places"),
        (|f| f.questions[2].places = Some(4), "places"),
        (|f| f.questions[2].choices.clear(), "choices"),
        (|f| f.questions[2].choices.extend((0..9).map(|n| choice(&format!("R{n}")))), "choices"),
        (|f| f.questions[2].code = "channel".to_owned(), "repeated"),
        (|f| f.questions[2].code = "A.1".to_owned(), "codes"),
        (
            |f| {
                let any_of = BTreeSet::from(["1".to_owned()]);
                f.questions[2].only_if = Some(OnlyIf { question: "WORRY".to_owned(), any_of });
            },
            "condition",
        ),
    ];
    for (n, (damage, problem)) in damages.iter().enumerate() {
        let mut broken = form();
        damage(&mut broken);
        assert_eq!(broken.check().expect_err("broken").problem, *problem, "damage {n}");
    }
    let mut twice = form();
    twice.questions[0].required = false;
    twice.questions[1].rows.clear();
    let problems: Vec<&str> = twice.problems().iter().map(|problem| problem.problem).collect();
    assert_eq!(problems, ["rows", "attitude"], "all of them are told");
}

fn value() -> impl Strategy<Value = String> {
    prop_oneof![Just("1"), Just("3"), Just("A"), Just("C"), Just("OPPOSE"), Just("G01"), Just(" ")]
        .prop_map(str::to_owned)
}

fn field() -> impl Strategy<Value = String> {
    let fields = vec!["stratum", "ATT", "WORRY.AIR", "WORRY.NOISE", "FIRST.1", "FIRST.2"];
    proptest::sample::select(fields).prop_map(str::to_owned)
}

proptest! {
    /// Whatever is sent, an answer holds nothing but codes of the form, one for
    /// each row and place, no place twice and none before an empty one; and the
    /// steps together find a fault exactly where the whole does.
    #[test]
    fn no_input_gets_anything_else_in(
        fields in proptest::collection::btree_map(
            field(),
            proptest::collection::vec(value(), 0..3),
            0..7,
        )
    ) {
        let form = form();
        let whole = take(&form, &fields, Channel::Web);
        let by_steps: usize = (0..=3).map(|step| faults_of_step(&form, &fields, step).len()).sum();
        prop_assert_eq!(whole.as_ref().err().map_or(0, Vec::len), by_steps);
        if let Ok(answer) = whole {
            for (field, chosen) in &answer.values {
                let question = form.asked(field).expect("a field of the form");
                prop_assert_eq!(chosen.len(), 1);
                prop_assert!(question.choices.iter().any(|c| c.code == chosen[0]));
            }
            let places: Vec<&Vec<String>> =
                ["FIRST.1", "FIRST.2"].iter().filter_map(|f| answer.values.get(*f)).collect();
            prop_assert_eq!(places.iter().collect::<BTreeSet<_>>().len(), places.len());
            prop_assert!(places.is_empty() || answer.values.contains_key("FIRST.1"));
        }
    }

    /// Whatever is done to a draft, codes stay unique and questions in the order
    /// of their steps, and nothing but a removal makes it shorter.
    #[test]
    fn edits_keep_a_draft_in_order(
        edits in proptest::collection::vec((0_u8..6, 0_usize..4, 1_u8..4), 0..20)
    ) {
        let mut list = form().questions;
        for (what, at, step) in edits {
            let code = list.get(at).map_or_else(|| "NONE".to_owned(), |q| q.code.clone());
            let edit = match what {
                0 => Edit::Add(Box::new(question("", QuestionKind::Single, step, &["A"]))),
                1 => Edit::Remove(code.clone()),
                2 => Edit::Up(code.clone()),
                3 => Edit::Down(code.clone()),
                4 => Edit::Replace(Box::new(question(&code, QuestionKind::Scale, step, &["1"]))),
                _ => Edit::Begin(form().questions),
            };
            let before = list.len();
            match edited(&list, &edit) {
                Ok(next) => list = next,
                Err(Unedited::Unknown) => prop_assert!(code == "NONE"),
                Err(Unedited::Begun) => prop_assert!(before > 0),
                Err(other) => prop_assert!(false, "{:?}", other),
            }
            let codes: BTreeSet<&str> = list.iter().map(|q| q.code.as_str()).collect();
            prop_assert_eq!(codes.len(), list.len());
            prop_assert!(list.is_sorted_by_key(|q| q.step));
            prop_assert!(list.len() >= before || what == 1);
        }
    }
}

#[test]
fn questions_move_within_their_step() {
    let two = |code: &str| question(code, QuestionKind::Single, 2, &["A"]);
    let list = vec![form().questions[0].clone(), two("X"), two("Y")];
    let codes = |edit: Edit| -> Vec<String> {
        let next = edited(&list, &edit).expect("an edit");
        next.into_iter().map(|q| q.code).collect()
    };
    assert_eq!(codes(Edit::Up("Y".to_owned())), ["ATT", "Y", "X"]);
    assert_eq!(codes(Edit::Down("X".to_owned())), ["ATT", "Y", "X"]);
    assert_eq!(codes(Edit::Up("X".to_owned())), ["ATT", "X", "Y"], "not over a step");
    assert_eq!(codes(Edit::Down("Y".to_owned())), ["ATT", "X", "Y"]);
    assert_eq!(codes(Edit::Add(Box::new(two("")))), ["ATT", "X", "Y", "Q1"]);
    let known = edited(&list, &Edit::Add(Box::new(two("X"))));
    assert_eq!(known, Err(Unedited::Known));
    assert_eq!(edited(&list, &Edit::Clear), Ok(Vec::new()));
}

#[test]
fn choices_keep_their_codes() {
    let old = [choice("AIR"), choice("NOISE"), choice("WATER")];
    let codes = |typed: &[&str]| -> Vec<String> {
        let list = recoded(&old, typed.iter().map(|zh| words(zh)).collect());
        list.into_iter().map(|choice| choice.code).collect()
    };
    assert_eq!(codes(&["WATER", "AIR"]), ["WATER", "AIR"], "put in another order");
    assert_eq!(codes(&["AIR", "噪声", "WATER"]), ["AIR", "NOISE", "WATER"], "reworded in its line");
    assert_eq!(codes(&["AIR", "NOISE", "WATER", "光"]), ["AIR", "NOISE", "WATER", "C1"]);
    assert_eq!(codes(&["光", "AIR"]), ["C1", "AIR"], "a code never means something else");
    let unique: BTreeMap<String, ()> =
        codes(&["a", "AIR", "b", "c", "AIR"]).into_iter().map(|code| (code, ())).collect();
    assert_eq!(unique.len(), 5);
}

#[test]
fn a_question_that_asks_who_somebody_is_is_found() {
    let item = Item {
        code: "ASK".to_owned(),
        zh: "问卷不问姓名".to_owned(),
        en: "No names".to_owned(),
        source: "产品默认值".to_owned(),
        certainty: Certainty::Default,
        layer: String::new(),
    };
    let list = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    let rule = Identifying {
        item,
        patterns: list(&["姓名", "手机号", "phone number"]),
        unless: list(&["不要写", "write no"]),
    };
    for asks in ["您的姓名？", "请留下手 机 号", "Your Phone Number?", "不要写单位，写姓名"]
    {
        assert!(rule.asked_in(asks).is_some(), "{asks}");
    }
    for fine in [
        "请不要写姓名、手机号",
        "Please write no names, phone numbers.",
        "您更愿意打电话还是开会？",
        "",
    ] {
        assert_eq!(rule.asked_in(fine), None, "{fine}");
    }
}
