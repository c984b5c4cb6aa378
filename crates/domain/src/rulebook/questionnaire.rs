//! Questionnaires of public consultations, as rule files hold them.

use serde::{Deserialize, Serialize};

use super::Item;
use crate::{
    codes::{Category, QuestionKind},
    consultation::form::{Choice, Form, OnlyIf, Question, Words},
};

/// A questionnaire that a place offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Questionnaire {
    /// Its words.
    #[serde(flatten)]
    pub item: Item,
    /// Categories of matter that it serves; empty means any.
    #[serde(default)]
    pub categories: Vec<Category>,
    /// Its questions, in their order.
    pub questions: Vec<QuestionRule>,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionRule {
    /// Its words.
    #[serde(flatten)]
    pub item: Item,
    /// Kind.
    pub kind: QuestionKind,
    /// The step on which it stands.
    pub step: u8,
    /// Whether it has to be answered.
    #[serde(default)]
    pub required: bool,
    /// What can be chosen.
    #[serde(default)]
    pub choices: Vec<Item>,
    /// What is judged in turn by one choice each; only in a matrix.
    #[serde(default)]
    pub rows: Vec<Item>,
    /// How many of the choices are put in order; only in a ranking.
    #[serde(default)]
    pub places: Option<u8>,
    /// Categories of matter that a question of the bank serves; empty means any.
    #[serde(default)]
    pub categories: Vec<Category>,
    /// Codes of risk factors that it bears on.
    #[serde(default)]
    pub factors: Vec<String>,
    /// Code of an earlier question on which it depends.
    #[serde(default)]
    pub only_if: Option<String>,
    /// Choices of that question with which it is put.
    #[serde(default)]
    pub only_if_any: Vec<String>,
}

fn words(item: &Item) -> Words {
    Words { zh: item.zh.clone(), en: item.en.clone() }
}

impl Questionnaire {
    /// The form for groups of a plan.
    #[must_use]
    pub fn form(&self, strata: Vec<Choice>) -> Form {
        let questions = self.questions.iter().map(QuestionRule::question).collect();
        Form { strata, questions }
    }
}

impl QuestionRule {
    /// The question as a form holds it.
    #[must_use]
    pub fn question(&self) -> Question {
        let choice = |item: &Item| Choice { code: item.code.clone(), words: words(item) };
        Question {
            code: self.item.code.clone(),
            kind: self.kind,
            step: self.step,
            words: words(&self.item),
            required: self.required,
            choices: self.choices.iter().map(choice).collect(),
            rows: self.rows.iter().map(choice).collect(),
            places: self.places,
            factors: self.factors.clone(),
            only_if: self.only_if.clone().map(|question| OnlyIf {
                question,
                any_of: self.only_if_any.iter().cloned().collect(),
            }),
        }
    }
}
