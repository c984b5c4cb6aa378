//! Putting a questionnaire together, one edit after the other. Questions stay in
//! the order of their steps; codes stay what they are, so that a condition still
//! means what it meant.

use std::collections::BTreeSet;

use super::form::{Choice, MAX_QUESTIONS, Question, Words};

/// One change of a questionnaire that nobody has been asked yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Begin with the questions of a template.
    Begin(Vec<Question>),
    /// Add one at the end of its step; without a code it gets one.
    Add(Box<Question>),
    /// Put another question in the place of the one with this code.
    Replace(Box<Question>),
    /// Take one out.
    Remove(String),
    /// One place up within its step.
    Up(String),
    /// One place down within its step.
    Down(String),
    /// Take all out.
    Clear,
}

/// Why an edit is not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unedited {
    /// There are questions already; a template would take them away.
    Begun,
    /// The question is there already.
    Known,
    /// There is no such question.
    Unknown,
    /// There are as many as there may be.
    Full,
}

impl Unedited {
    /// Code of the sentence.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Begun => "form_begun",
            Self::Known => "form_known",
            Self::Unknown => "form_unknown",
            Self::Full => "form_full",
        }
    }
}

/// The questions after an edit.
///
/// # Errors
/// [`Unedited`]; the questions stay as they are.
pub fn edited(questions: &[Question], edit: &Edit) -> Result<Vec<Question>, Unedited> {
    let mut list = questions.to_vec();
    let place = |code: &str| {
        questions.iter().position(|question| question.code == code).ok_or(Unedited::Unknown)
    };
    match edit {
        Edit::Begin(_) if !list.is_empty() => return Err(Unedited::Begun),
        Edit::Begin(template) => list.clone_from(template),
        Edit::Add(_) if list.len() >= MAX_QUESTIONS => return Err(Unedited::Full),
        Edit::Add(question) => list.push(named(questions, question)?),
        Edit::Replace(question) => {
            let at = place(&question.code)?;
            if let Some(old) = list.get_mut(at) {
                old.clone_from(question);
            }
        }
        Edit::Remove(code) => {
            list.remove(place(code)?);
        }
        Edit::Up(code) => swap(&mut list, place(code)?.checked_sub(1)),
        Edit::Down(code) => swap(&mut list, Some(place(code)?)),
        Edit::Clear => list.clear(),
    }
    list.sort_by_key(|question| question.step);
    Ok(list)
}

/// Swaps a question with the one after it, where both stand on one step.
fn swap(list: &mut [Question], first: Option<usize>) {
    let Some(pair) = first.and_then(|at| list.get_mut(at..at + 2)) else { return };
    if let [one, other] = pair
        && one.step == other.step
    {
        std::mem::swap(one, other);
    }
}

fn named(questions: &[Question], question: &Question) -> Result<Question, Unedited> {
    let known = |code: &str| questions.iter().any(|one| one.code == code);
    if known(&question.code) {
        return Err(Unedited::Known);
    }
    let mut added = question.clone();
    if added.code.is_empty() {
        let free = (1..).map(|n| format!("Q{n}")).find(|code| !known(code));
        added.code = free.unwrap_or_default();
    }
    Ok(added)
}

/// Choices with the words that were typed. A choice that is still there keeps its
/// code; one whose words were changed keeps that of its line.
#[must_use]
pub fn recoded(old: &[Choice], typed: Vec<Words>) -> Vec<Choice> {
    let same = |words: &Words| old.iter().find(|choice| choice.words.zh == words.zh);
    let mut used: BTreeSet<String> =
        typed.iter().filter_map(same).map(|choice| choice.code.clone()).collect();
    let mut list: Vec<Choice> = Vec::with_capacity(typed.len());
    for (at, words) in typed.into_iter().enumerate() {
        let kept = same(&words).map(|choice| choice.code.clone());
        let kept = kept.filter(|code| list.iter().all(|choice| choice.code != *code));
        let in_line = || old.get(at).map(|choice| choice.code.clone());
        let code = kept
            .or_else(|| in_line().filter(|code| !used.contains(code)))
            .or_else(|| (1..).map(|n| format!("C{n}")).find(|code| free(old, &used, code)))
            .unwrap_or_default();
        used.insert(code.clone());
        list.push(Choice { code, words });
    }
    list
}

fn free(old: &[Choice], used: &BTreeSet<String>, code: &str) -> bool {
    !used.contains(code) && old.iter().all(|choice| choice.code != code)
}
