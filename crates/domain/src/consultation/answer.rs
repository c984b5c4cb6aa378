//! An answer: a group, a channel, a day and choices. Nothing else is known of
//! whoever gave it, and nothing else can be given.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::form::{Form, Question};
use crate::codes::{Attitude, Channel, QuestionKind};

/// Most characters of one free text.
pub const MAX_TEXT: usize = 500;

/// What somebody filled in: values by the code of the question, and the group
/// under `stratum`. Several values where several boxes were ticked.
pub type Filled = BTreeMap<String, Vec<String>>;

/// A checked answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Code of the group.
    pub stratum: String,
    /// By which way it came.
    pub channel: Channel,
    /// The legal day; no time.
    pub day: Date,
    /// Chosen codes by question, in the order of the form's choices.
    pub values: BTreeMap<String, Vec<String>>,
    /// Free texts by question.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub texts: BTreeMap<String, String>,
}

/// What is out of order in one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Code of the question, or `stratum`.
    pub field: String,
    /// `required`, `choice`, `several` or `too_long`.
    pub code: &'static str,
}

/// The key under which the group is filled in.
pub const STRATUM: &str = "stratum";

/// The key under which the code of a sealed letter is filled in. It is no part of
/// the answer.
pub const LETTER: &str = "letter";

/// Checks the fields of one step: 0 is the choice of the group. Questions that
/// are not put on this person are left out.
#[must_use]
pub fn faults_of_step(form: &Form, filled: &Filled, step: u8) -> Vec<Fault> {
    if step == 0 {
        return stratum(form, filled).err().into_iter().collect();
    }
    form.of_step(step)
        .filter(|q| applies(form, q, filled))
        .filter_map(|q| chosen(q, filled).err())
        .collect()
}

/// Whether a question is put on the person who filled this in.
#[must_use]
pub fn applies(form: &Form, question: &Question, filled: &Filled) -> bool {
    question.only_if.as_ref().is_none_or(|only| {
        // A condition on a question that was itself not asked does not hold.
        let asked = form.question(&only.question).is_some_and(|q| applies(form, q, filled));
        asked && values(filled, &only.question).any(|value| only.any_of.contains(value))
    })
}

/// Makes the answer of what was filled in.
///
/// # Errors
/// Every field that is out of order. Unknown fields are refused as `choice`, so
/// that a changed form is never counted in part.
pub fn accept(
    form: &Form,
    filled: &Filled,
    channel: Channel,
    day: Date,
) -> Result<Answer, Vec<Fault>> {
    let mut faults = unknown(form, filled);
    let mut answer = Answer {
        stratum: String::new(),
        channel,
        day,
        values: BTreeMap::new(),
        texts: BTreeMap::new(),
    };
    match stratum(form, filled) {
        Ok(code) => answer.stratum = code,
        Err(fault) => faults.push(fault),
    }
    for question in form.questions.iter().filter(|q| applies(form, q, filled)) {
        match chosen(question, filled) {
            Ok(codes) if codes.is_empty() => {}
            Ok(codes) if question.kind == QuestionKind::Text => {
                answer.texts.extend(codes.into_iter().map(|text| (question.code.clone(), text)));
            }
            Ok(codes) => {
                answer.values.insert(question.code.clone(), codes);
            }
            // On paper and by word of mouth people leave questions out, and what is
            // missing stays missing; without an attitude there is nothing to count.
            Err(fault) if fault.code == "required" && may_miss(question, channel) => {}
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(answer) } else { Err(faults) }
}

fn may_miss(question: &Question, channel: Channel) -> bool {
    channel != Channel::Web && question.kind != QuestionKind::Attitude
}

impl Answer {
    /// The attitude that it takes, when the form asked for one.
    #[must_use]
    pub fn attitude(&self, form: &Form) -> Option<Attitude> {
        let code = self.values.get(&form.attitude()?.code)?.first()?;
        Attitude::from_code(code)
    }
}

fn unknown(form: &Form, filled: &Filled) -> Vec<Fault> {
    let known = |field: &str| field == STRATUM || form.question(field).is_some();
    let strange = filled.keys().filter(|field| !known(field));
    strange.map(|field| Fault { field: field.clone(), code: "choice" }).collect()
}

fn values<'a>(filled: &'a Filled, field: &str) -> impl Iterator<Item = &'a str> {
    let all = filled.get(field).map_or(&[][..], Vec::as_slice);
    all.iter().map(|value| value.trim()).filter(|value| !value.is_empty())
}

fn stratum(form: &Form, filled: &Filled) -> Result<String, Fault> {
    let fault = |code| Fault { field: STRATUM.to_owned(), code };
    let mut given = values(filled, STRATUM);
    let (Some(one), None) = (given.next(), given.next()) else {
        return Err(fault("required"));
    };
    if form.strata.iter().any(|s| s.code == one) {
        Ok(one.to_owned())
    } else {
        Err(fault("choice"))
    }
}

/// The chosen codes in the order of the form, or the text.
fn chosen(question: &Question, filled: &Filled) -> Result<Vec<String>, Fault> {
    let fault = |code| Fault { field: question.code.clone(), code };
    let given: BTreeSet<&str> = values(filled, &question.code).collect();
    if given.is_empty() {
        return if question.required { Err(fault("required")) } else { Ok(Vec::new()) };
    }
    if question.kind != QuestionKind::Multiple && given.len() > 1 {
        return Err(fault("several"));
    }
    if question.kind == QuestionKind::Text {
        let texts: Vec<String> = given.into_iter().map(str::to_owned).collect();
        let long = texts.iter().any(|text| text.chars().count() > MAX_TEXT);
        return if long { Err(fault("too_long")) } else { Ok(texts) };
    }
    let codes: Vec<String> = question
        .choices
        .iter()
        .filter(|choice| given.contains(choice.code.as_str()))
        .map(|choice| choice.code.clone())
        .collect();
    if codes.len() == given.len() { Ok(codes) } else { Err(fault("choice")) }
}
