//! Whether a questionnaire can be asked and counted.

use std::collections::BTreeSet;

use super::{
    Choice, Form, MAX_CHOICES, MAX_FIELDS, MAX_PLACES, MAX_QUESTIONS, MAX_RANKED, MAX_ROWS, OnlyIf,
    Question, STEPS,
};
use crate::codes::{Attitude, QuestionKind};

/// Codes that counts and pages use for something else.
const TAKEN: [&str; 2] = ["stratum", "channel"];
/// Longest code.
const CODE: usize = 32;

/// Why a questionnaire cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {problem}")]
pub struct FormError {
    /// Code of the question; `strata`, or `questions` for all of them together.
    pub place: String,
    /// Code of the problem.
    pub problem: &'static str,
}

fn wrong(place: &str, problem: &'static str) -> FormError {
    FormError { place: place.to_owned(), problem }
}

impl Form {
    /// Checks that the form can be asked and counted: codes are unique, every
    /// closed question has choices, the attitude is asked once and of everyone,
    /// conditions point to what was asked before.
    ///
    /// # Errors
    /// The first problem.
    pub fn check(&self) -> Result<(), FormError> {
        self.problems().into_iter().next().map_or(Ok(()), Err)
    }

    /// Everything that stands against the form, at most one problem a question.
    #[must_use]
    pub fn problems(&self) -> Vec<FormError> {
        let mut found = Vec::new();
        found.extend(listed(&self.strata, MAX_CHOICES).map(|problem| wrong("strata", problem)));
        let fields: usize = self.questions.iter().map(|q| q.fields().len()).sum();
        if self.questions.len() > MAX_QUESTIONS || fields > MAX_FIELDS {
            found.push(wrong("questions", "too_many"));
        }
        let mut seen = BTreeSet::new();
        for question in &self.questions {
            let known = !seen.insert(question.code.as_str());
            let repeated = (known || TAKEN.contains(&question.code.as_str())).then_some("repeated");
            let problem = question.problem().or_else(|| self.unmet(question)).or(repeated);
            found.extend(problem.map(|problem| wrong(&question.code, problem)));
        }
        let attitudes: Vec<&Question> =
            self.questions.iter().filter(|q| q.kind == QuestionKind::Attitude).collect();
        let asked_of_all =
            matches!(attitudes.as_slice(), [one] if one.required && one.only_if.is_none());
        if !asked_of_all {
            found.push(wrong("questions", "attitude"));
        }
        found
    }

    /// A condition has to be on a choice that was made before.
    fn unmet(&self, question: &Question) -> Option<&'static str> {
        let only = question.only_if.as_ref()?;
        // A page shows a whole step at once, without script: what a question
        // depends on has to be answered on an earlier one.
        let earlier = self.question(&only.question).is_some_and(|q| q.step < question.step);
        (!earlier || !self.offers(only)).then_some("condition")
    }

    fn offers(&self, only: &OnlyIf) -> bool {
        let Some(question) = self.question(&only.question).filter(|q| q.can_decide()) else {
            return false;
        };
        let offered = |code: &String| question.choices.iter().any(|choice| choice.code == *code);
        !only.any_of.is_empty() && only.any_of.iter().all(offered)
    }
}

impl Question {
    /// What stands against the question by itself.
    #[must_use]
    pub fn problem(&self) -> Option<&'static str> {
        if !plain(&self.code) {
            return Some("codes");
        }
        if self.step == 0 || self.step > STEPS {
            return Some("step");
        }
        if self.words.zh.trim().is_empty() {
            return Some("words");
        }
        let choices = match self.kind {
            QuestionKind::Text => (!self.choices.is_empty()).then_some("choices"),
            QuestionKind::Ranking => listed(&self.choices, MAX_RANKED),
            _ => listed(&self.choices, MAX_CHOICES),
        };
        choices.or_else(|| self.rows_problem()).or_else(|| self.places_problem()).or_else(|| {
            let strange = |choice: &Choice| Attitude::from_code(&choice.code).is_none();
            let attitude = self.kind == QuestionKind::Attitude;
            (attitude && self.choices.iter().any(strange)).then_some("attitude")
        })
    }

    fn rows_problem(&self) -> Option<&'static str> {
        if self.kind != QuestionKind::Matrix {
            return (!self.rows.is_empty()).then_some("rows");
        }
        let problem = listed(&self.rows, MAX_ROWS)?;
        Some(if problem == "words" { "words" } else { "rows" })
    }

    fn places_problem(&self) -> Option<&'static str> {
        let possible = usize::from(MAX_PLACES).min(self.choices.len());
        let fits = |places: u8| (1..=possible).contains(&usize::from(places));
        let right = match self.kind {
            QuestionKind::Ranking => self.places.is_some_and(fits),
            _ => self.places.is_none(),
        };
        (!right).then_some("places")
    }
}

/// Codes become parts of field names and of counts.
fn plain(code: &str) -> bool {
    !code.is_empty()
        && code.len() <= CODE
        && code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

fn listed(choices: &[Choice], most: usize) -> Option<&'static str> {
    let codes: BTreeSet<&str> = choices.iter().map(|c| c.code.as_str()).collect();
    if choices.is_empty() || choices.len() > most {
        return Some("choices");
    }
    if codes.len() != choices.len() || !codes.iter().all(|code| plain(code)) {
        return Some("codes");
    }
    choices.iter().any(|c| c.words.zh.trim().is_empty()).then_some("words")
}
