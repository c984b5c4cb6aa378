//! Forms that can be counted, and what of a filled-in form is an answer.

use std::collections::BTreeSet;

use domain::{
    codes::{Attitude, Channel, QuestionKind},
    consultation::{
        answer::{Answer, Fault, Filled, accept, faults_of_step},
        form::{Choice, Form, OnlyIf, Question, Words},
    },
};
use jiff::civil::date;
use proptest::prelude::*;

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
