//! A question that an official words: read from its form, with everything that
//! stands against it at its field.

use std::{collections::BTreeSet, sync::Arc};

use domain::{
    codes::QuestionKind,
    consultation::{
        draft::{Edit, edited, recoded},
        form::{Choice, Form, OnlyIf, Question, Words},
    },
    rulebook::{Identifying, Package, Prohibited},
};

use super::{change, open_to};
use crate::{
    App, AppError, Ctx,
    consultation::{
        begin,
        prepare::{rules_with, strata},
    },
    error::Outcome,
    form::{FieldError, RawForm, faults, parse_whole},
    once,
    view::Case,
};

/// Longest question, in characters.
const QUESTION: usize = 200;
/// Longest choice or row, in characters.
const CHOICE: usize = 60;
/// Between Chinese and English words of a line.
const BETWEEN: [char; 2] = ['|', '｜'];

/// What no question may say.
struct Barred<'a> {
    judging: &'a [Prohibited],
    identifying: &'a [Identifying],
}

impl<'a> Barred<'a> {
    fn of(case: &'a Package, rules: &'a Package) -> Self {
        Self { judging: &case.prohibited, identifying: &rules.identifying }
    }

    /// Everything that stands against words of a question.
    fn faults(&self, field: &str, text: &str) -> Vec<FieldError> {
        let asks = self.identifying.iter().filter_map(|rule| {
            let word = rule.asked_in(text)?;
            Some(FieldError::new(field, "asks_who").with("word", word).by(&rule.item))
        });
        faults(field, text, self.judging).into_iter().chain(asks).collect()
    }
}

/// What stands against the words of a question that is in a draft.
pub(in crate::consultation) fn wording(
    app: &App,
    ctx: &Ctx,
    case: &Arc<Package>,
    question: &Question,
) -> Vec<FieldError> {
    let rules = rules_with(app, ctx, case, |rules| !rules.identifying.is_empty());
    let barred = Barred::of(case, &rules);
    let lists = question.choices.iter().chain(&question.rows).map(|choice| &choice.words);
    let all = std::iter::once(&question.words).chain(lists);
    all.flat_map(|words| [&words.zh, &words.en])
        .flat_map(|text| barred.faults("questionnaire", text))
        .collect()
}

/// Saves a question of one's own over the version of the draft that was seen;
/// without a code it is a new one.
///
/// # Errors
/// Everything that stands against it, at its field; [`AppError::Conflict`] when
/// somebody else changed the draft meanwhile; denied access.
pub async fn save_own(
    app: &App,
    ctx: &Ctx,
    case: &Case,
    (since, code): (u64, Option<&str>),
    raw: &RawForm,
) -> Outcome<()> {
    let (id, assessment) = open_to(ctx, case)?;
    let mut tx = begin(app, ctx).await?;
    let questions = change::current(&mut tx, id, since).await?;
    let old = match code {
        Some(code) => {
            let found = questions.iter().find(|question| question.code == code);
            Some(found.ok_or(AppError::NotFound)?)
        }
        None => None,
    };
    let rules = rules_with(app, ctx, &case.package, |rules| !rules.identifying.is_empty());
    let mut reading =
        Reading { raw, barred: Barred::of(&case.package, &rules), errors: Vec::new() };
    let question = reading.question(old);
    let mut errors = reading.errors;
    if question.factors.iter().any(|code| rules.catalogue_factor(code).is_none()) {
        errors.push(FieldError::new("factors", "choice"));
    }
    let edit = match old {
        Some(_) => Edit::Replace(Box::new(question)),
        None => Edit::Add(Box::new(question)),
    };
    let form = Form { strata: strata(&case.words, assessment).1, questions: questions.clone() };
    let errors = if errors.is_empty() { unfit(form, &edit) } else { errors };
    if !errors.is_empty() {
        return Err(AppError::Invalid(errors));
    }
    change::write(&mut tx, ctx, (id, since), &questions, &edit).await?;
    once::seal(&mut tx, ctx, None).await?;
    tx.commit().await?;
    Ok(())
}

/// What the form's own check says of the edited question, at its field.
fn unfit(mut form: Form, edit: &Edit) -> Vec<FieldError> {
    let (Edit::Replace(question) | Edit::Add(question)) = edit else { return Vec::new() };
    let Ok(list) = edited(&form.questions, edit) else { return Vec::new() };
    let known: BTreeSet<String> = form.questions.into_iter().map(|q| q.code).collect();
    let new = list.iter().find(|q| q.code == question.code || !known.contains(&q.code));
    let Some(code) = new.map(|question| question.code.clone()) else { return Vec::new() };
    form.questions = list;
    let of_it = form.problems().into_iter().filter(|problem| problem.place == code);
    of_it
        .map(|problem| match problem.problem {
            "condition" => FieldError::new("only_if", "form_condition"),
            "rows" => FieldError::new("rows", "form_rows"),
            "places" => FieldError::new("places", "form_places"),
            "attitude" => FieldError::new("choices", "form_attitude"),
            "step" => FieldError::new("step", "choose"),
            "words" => FieldError::new("words", "required"),
            _ => FieldError::new("choices", "form_choices"),
        })
        .collect()
}

struct Reading<'a> {
    raw: &'a RawForm,
    barred: Barred<'a>,
    errors: Vec<FieldError>,
}

impl Reading<'_> {
    fn question(&mut self, old: Option<&Question>) -> Question {
        let kind = self.kind(old);
        let zh = self.line("words", QUESTION);
        if zh.is_empty() {
            self.errors.push(FieldError::new("words", "required"));
        }
        let words = Words { zh, en: self.line("words_en", QUESTION) };
        let closed = kind != QuestionKind::Text;
        let choices = if closed { self.list("choices") } else { Vec::new() };
        let matrix = kind == QuestionKind::Matrix;
        let rows = if matrix { self.list("rows") } else { Vec::new() };
        if closed && choices.is_empty() {
            self.errors.push(FieldError::new("choices", "required"));
        }
        if matrix && rows.is_empty() {
            self.errors.push(FieldError::new("rows", "required"));
        }
        let (old_choices, old_rows): (&[Choice], &[Choice]) =
            old.map_or((&[], &[]), |question| (&question.choices, &question.rows));
        Question {
            code: old.map(|question| question.code.clone()).unwrap_or_default(),
            kind,
            step: self.step(),
            words,
            required: !self.raw.first("required").is_empty(),
            choices: recoded(old_choices, choices),
            rows: recoded(old_rows, rows),
            places: (kind == QuestionKind::Ranking).then(|| self.places()).flatten(),
            factors: self.raw.all("factors").map(str::to_owned).collect(),
            only_if: self.only_if(),
        }
    }

    /// The question of the attitude stays one, and no other becomes it: its
    /// choices have codes that mean something.
    fn kind(&mut self, old: Option<&Question>) -> QuestionKind {
        let was = old.map(|question| question.kind);
        if was == Some(QuestionKind::Attitude) {
            return QuestionKind::Attitude;
        }
        let typed = QuestionKind::from_code(self.raw.first("kind"));
        typed.filter(|kind| *kind != QuestionKind::Attitude).unwrap_or_else(|| {
            self.errors.push(FieldError::new("kind", "choose"));
            QuestionKind::Text
        })
    }

    fn step(&mut self) -> u8 {
        self.raw.first("step").parse().unwrap_or_else(|_| {
            self.errors.push(FieldError::new("step", "choose"));
            1
        })
    }

    fn places(&mut self) -> Option<u8> {
        let places = parse_whole(self.raw.first("places")).and_then(|n| u8::try_from(n).ok());
        if places.is_none() {
            self.errors.push(FieldError::new("places", "form_places"));
        }
        places
    }

    fn only_if(&mut self) -> Option<OnlyIf> {
        let typed: Vec<(&str, &str)> =
            self.raw.all("only_if").filter_map(|one| one.split_once(':')).collect();
        let question = typed.first()?.0;
        if typed.iter().any(|(other, _)| *other != question) {
            self.errors.push(FieldError::new("only_if", "form_one_question"));
        }
        let any_of = typed.iter().map(|(_, choice)| (*choice).to_owned()).collect();
        Some(OnlyIf { question: question.to_owned(), any_of })
    }

    fn line(&mut self, field: &'static str, max: usize) -> String {
        let text = self.raw.first(field).split_whitespace().collect::<Vec<_>>().join(" ");
        self.sound(field, &text, max);
        text
    }

    /// One choice or row a line: Chinese, and English behind a stroke.
    fn list(&mut self, field: &'static str) -> Vec<Words> {
        let typed = self.raw.first(field).to_owned();
        let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
        let mut list: Vec<Words> = Vec::new();
        for line in lines {
            let (zh, en) = line.split_once(BETWEEN).unwrap_or((line, ""));
            let words = Words { zh: zh.trim().to_owned(), en: en.trim().to_owned() };
            self.sound(field, &words.zh, CHOICE);
            self.sound(field, &words.en, CHOICE);
            if list.iter().any(|other| other.zh == words.zh) {
                self.errors.push(FieldError::new(field, "form_twice").with("word", &words.zh));
            }
            list.push(words);
        }
        list
    }

    fn sound(&mut self, field: &'static str, text: &str, max: usize) {
        let have = text.chars().count();
        if have > max {
            let error = FieldError::new(field, "too_long").with("max", max).with("have", have);
            self.errors.push(error);
        } else if text.chars().any(char::is_control) {
            self.errors.push(FieldError::new(field, "control"));
        } else {
            self.errors.extend(self.barred.faults(field, text));
        }
    }
}
