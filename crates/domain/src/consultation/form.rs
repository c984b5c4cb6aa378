//! A questionnaire: groups to choose from, then questions in steps. It is
//! public text; the log holds its commitment.

mod check;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

pub use self::check::FormError;
use crate::codes::QuestionKind;

/// Most questions of one questionnaire.
pub const MAX_QUESTIONS: usize = 60;
/// Most choices of one question.
pub const MAX_CHOICES: usize = 40;
/// Most rows of one matrix.
pub const MAX_ROWS: usize = 12;
/// Most choices of one ranking: more than that nobody puts in order.
pub const MAX_RANKED: usize = 10;
/// Most places of one ranking.
pub const MAX_PLACES: u8 = 5;
/// Most fields of one questionnaire, counting each row and each place.
pub const MAX_FIELDS: usize = 200;
/// Steps of the page that residents fill in, after the choice of their group.
pub const STEPS: u8 = 3;

/// Words in Chinese, and in English where there are any.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Words {
    /// Chinese.
    pub zh: String,
    /// English; empty where there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub en: String,
}

impl Words {
    /// The English words where they are wanted and exist, else the Chinese ones.
    #[must_use]
    pub fn get(&self, english: bool) -> &str {
        if english && !self.en.is_empty() { &self.en } else { &self.zh }
    }
}

/// Something to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Code, unique in its list; for an attitude the code of the attitude.
    pub code: String,
    /// Its words.
    pub words: Words,
}

/// A question is asked only of those who chose something before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnlyIf {
    /// Code of the earlier question.
    pub question: String,
    /// Any of these choices.
    pub any_of: BTreeSet<String>,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Code, unique in the questionnaire.
    pub code: String,
    /// Kind.
    pub kind: QuestionKind,
    /// The step on which it stands, from 1 to [`STEPS`].
    pub step: u8,
    /// Its words.
    pub words: Words,
    /// Whether it has to be answered.
    #[serde(default)]
    pub required: bool,
    /// What can be chosen; none for free text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
    /// What is judged in turn by one choice each; only in a matrix.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<Choice>,
    /// How many of the choices are put in order; only in a ranking.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub places: Option<u8>,
    /// Codes of risk factors of the catalogue that it bears on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub factors: Vec<String>,
    /// On whom it is put.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only_if: Option<OnlyIf>,
}

/// A questionnaire.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Form {
    /// Groups that residents count themselves to.
    pub strata: Vec<Choice>,
    /// Questions in their order.
    pub questions: Vec<Question>,
}

impl Form {
    /// A question by its code.
    #[must_use]
    pub fn question(&self, code: &str) -> Option<&Question> {
        self.questions.iter().find(|q| q.code == code)
    }

    /// Questions of a step.
    pub fn of_step(&self, step: u8) -> impl Iterator<Item = &Question> {
        self.questions.iter().filter(move |q| q.step == step)
    }

    /// The question of the attitude: exactly one in a checked form.
    #[must_use]
    pub fn attitude(&self) -> Option<&Question> {
        self.questions.iter().find(|q| q.kind == QuestionKind::Attitude)
    }

    /// The question that is answered in a field.
    #[must_use]
    pub fn asked(&self, field: &str) -> Option<&Question> {
        let code = field.split_once('.').map_or(field, |(code, _)| code);
        self.question(code).filter(|question| question.fields().iter().any(|one| one == field))
    }
}

impl Question {
    /// The fields in which it is answered, in their order: one for each row of a
    /// matrix and each place of a ranking, else one under its own code. Answers,
    /// counts and columns of an export go by fields.
    #[must_use]
    pub fn fields(&self) -> Vec<String> {
        match self.kind {
            QuestionKind::Matrix => self.rows.iter().map(|row| self.field(&row.code)).collect(),
            QuestionKind::Ranking => {
                (1..=self.places.unwrap_or(0)).map(|place| self.field(&place.to_string())).collect()
            }
            _ => vec![self.code.clone()],
        }
    }

    /// The field of a row or place.
    #[must_use]
    pub fn field(&self, part: &str) -> String {
        format!("{}.{part}", self.code)
    }

    /// Whether other questions may depend on what was chosen here.
    #[must_use]
    pub const fn can_decide(&self) -> bool {
        matches!(
            self.kind,
            QuestionKind::Attitude
                | QuestionKind::Single
                | QuestionKind::Multiple
                | QuestionKind::Scale
        )
    }
}
