//! A questionnaire: groups to choose from, then questions in steps. It is
//! public text; the log holds its commitment.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::codes::{Attitude, QuestionKind};

/// Most questions of one questionnaire.
pub const MAX_QUESTIONS: usize = 60;
/// Most choices of one question.
pub const MAX_CHOICES: usize = 40;
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

/// Why a questionnaire cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {problem}")]
pub struct FormError {
    /// Code of the question, or `strata`.
    pub place: String,
    /// Code of the problem.
    pub problem: &'static str,
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

    /// Checks that the form can be asked and counted: codes are unique, every
    /// closed question has choices, the attitude is asked once and of everyone,
    /// conditions point to what was asked before.
    ///
    /// # Errors
    /// The first problem.
    pub fn check(&self) -> Result<(), FormError> {
        unique("strata", &self.strata)?;
        if self.questions.len() > MAX_QUESTIONS {
            return wrong("questions", "too_many");
        }
        let mut seen = BTreeSet::new();
        for question in &self.questions {
            question.check(self)?;
            if !seen.insert(&question.code) || question.code == "stratum" {
                return wrong(&question.code, "repeated");
            }
            // A page shows a whole step at once, without script: what a question
            // depends on has to be answered on an earlier one.
            if let Some(only) = &question.only_if
                && self.question(&only.question).is_none_or(|q| q.step >= question.step)
            {
                return wrong(&question.code, "condition");
            }
        }
        let attitudes: Vec<&Question> =
            self.questions.iter().filter(|q| q.kind == QuestionKind::Attitude).collect();
        match attitudes.as_slice() {
            [one] if one.required && one.only_if.is_none() => Ok(()),
            _ => wrong("questions", "attitude"),
        }
    }
}

impl Question {
    fn check(&self, form: &Form) -> Result<(), FormError> {
        if self.step == 0 || self.step > STEPS {
            return wrong(&self.code, "step");
        }
        if self.words.zh.trim().is_empty() {
            return wrong(&self.code, "words");
        }
        if self.kind == QuestionKind::Text {
            return if self.choices.is_empty() { Ok(()) } else { wrong(&self.code, "choices") };
        }
        unique(&self.code, &self.choices)?;
        if self.kind == QuestionKind::Attitude
            && self.choices.iter().any(|c| Attitude::from_code(&c.code).is_none())
        {
            return wrong(&self.code, "attitude");
        }
        match &self.only_if {
            Some(only) if !form.offers(&only.question, &only.any_of) => {
                wrong(&self.code, "condition")
            }
            _ => Ok(()),
        }
    }
}

impl Form {
    fn offers(&self, question: &str, choices: &BTreeSet<String>) -> bool {
        let Some(question) = self.question(question) else { return false };
        !choices.is_empty() && choices.iter().all(|c| question.choices.iter().any(|o| o.code == *c))
    }
}

fn unique(place: &str, choices: &[Choice]) -> Result<(), FormError> {
    let codes: BTreeSet<&str> = choices.iter().map(|c| c.code.as_str()).collect();
    if choices.is_empty() || choices.len() > MAX_CHOICES {
        return wrong(place, "choices");
    }
    // The codes become parts of field names and of counts.
    let plain = |code: &&str| {
        !code.is_empty()
            && code.len() <= 32
            && code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
    };
    if codes.len() != choices.len() || !codes.iter().all(plain) {
        return wrong(place, "codes");
    }
    if choices.iter().any(|c| c.words.zh.trim().is_empty()) {
        return wrong(place, "words");
    }
    Ok(())
}

fn wrong<T>(place: &str, problem: &'static str) -> Result<T, FormError> {
    Err(FormError { place: place.to_owned(), problem })
}
