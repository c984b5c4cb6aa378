//! An answer: a group, a channel, a day and choices. Nothing else is known of
//! whoever gave it, and nothing else can be given.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::form::{Form, Question};
use crate::codes::{Attitude, Channel, QuestionKind};

/// Most characters of one free text.
pub const MAX_TEXT: usize = 500;

/// What somebody filled in: values by field ([`Question::fields`]), and the group
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
    /// Chosen codes by field, in the order of the form's choices. A matrix has a
    /// field for each row, a ranking one for each place.
    pub values: BTreeMap<String, Vec<String>>,
    /// Free texts by question.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub texts: BTreeMap<String, String>,
}

/// What is out of order in one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The field, or `stratum`.
    pub field: String,
    /// `required`, `choice`, `several`, `too_long`, `twice` or `gap`.
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
        .flat_map(|q| taken(q, filled))
        .filter_map(|(_, chosen)| chosen.err())
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
    let asked = form.questions.iter().filter(|q| applies(form, q, filled));
    for (question, (field, chosen)) in
        asked.flat_map(|q| taken(q, filled).into_iter().map(move |one| (q, one)))
    {
        match chosen {
            Ok(codes) if codes.is_empty() => {}
            Ok(codes) if question.kind == QuestionKind::Text => {
                answer.texts.extend(codes.into_iter().map(|text| (field.clone(), text)));
            }
            Ok(codes) => {
                answer.values.insert(field, codes);
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
    let known = |field: &str| field == STRATUM || form.asked(field).is_some();
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

/// What was chosen in a field, or what is wrong with it.
type Taken = (String, Result<Vec<String>, Fault>);

/// Every field of a question.
fn taken(question: &Question, filled: &Filled) -> Vec<Taken> {
    if question.kind == QuestionKind::Ranking {
        return ranked(question, filled);
    }
    let one = |field: String| {
        let chosen = chosen(question, &field, question.required, filled);
        (field, chosen)
    };
    question.fields().into_iter().map(one).collect()
}

/// The places of a ranking: nothing twice, and no place before a filled one left
/// empty. Who has to answer has to say what comes first.
fn ranked(question: &Question, filled: &Filled) -> Vec<Taken> {
    let fields = question.fields();
    let last = fields.iter().rposition(|field| values(filled, field).next().is_some());
    let mut seen = BTreeSet::new();
    let mut places = Vec::with_capacity(fields.len());
    for (at, field) in fields.into_iter().enumerate() {
        let needed = question.required && at == 0;
        let fault = |code| Fault { field: field.clone(), code };
        let place = match chosen(question, &field, needed, filled) {
            Ok(codes) if codes.is_empty() && last.is_some_and(|last| at < last) => {
                Err(fault("gap"))
            }
            Err(missing) if missing.code == "required" && last.is_some() => Err(fault("gap")),
            Ok(codes) if codes.iter().any(|code| seen.contains(code)) => Err(fault("twice")),
            other => other,
        };
        seen.extend(place.iter().flatten().cloned());
        places.push((field, place));
    }
    places
}

/// The chosen codes in the order of the form, or the text.
fn chosen(
    question: &Question,
    field: &str,
    required: bool,
    filled: &Filled,
) -> Result<Vec<String>, Fault> {
    let fault = |code| Fault { field: field.to_owned(), code };
    let given: BTreeSet<&str> = values(filled, field).collect();
    if given.is_empty() {
        return if required { Err(fault("required")) } else { Ok(Vec::new()) };
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
