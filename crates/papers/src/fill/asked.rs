//! The paper form of a consultation.

use app::consultation::{Sheet as Asked, desk, of_matter};
use documents::{
    context::{Answer, Context, Question, Questionnaire},
    model::Kind,
};
use domain::{
    codes::{QuestionKind, Step},
    consultation::form::{self, Choice, Form},
};

use super::{Sheet, matter};
use crate::{PaperError, read::Read};

/// The questionnaire of a consultation by its address, without one that of the latest.
///
/// # Errors
/// None was set yet; no such consultation of this matter.
pub(super) async fn questionnaire(read: &Read, part: Option<&str>) -> Result<Sheet, PaperError> {
    let lines = of_matter(&read.app, read.case.matter.id).await?;
    let last = lines.last().ok_or_else(|| read.missing(Step::Plan))?;
    let slug = part.unwrap_or(&last.slug);
    if !lines.iter().any(|line| line.slug == slug) {
        return Err(read.unknown(Kind::Questionnaire));
    }
    // Before it is open only those who prepare it see a consultation.
    let current = desk(&read.app, &read.ctx, &read.case).await?.current;
    match current.filter(|sheet| sheet.consultation.state.slug == slug) {
        Some(sheet) => filled(read, &sheet),
        None => filled(read, &*Asked::read(&read.app, slug).await?),
    }
}

fn filled(read: &Read, sheet: &Asked) -> Result<Sheet, PaperError> {
    let state = &sheet.consultation.state;
    let date = state.from.ok_or_else(|| read.unknown(Kind::Questionnaire))?;
    let (questions, open_questions) = asked(read, &sheet.form);
    let context = Questionnaire {
        matter: matter::matter(read),
        organ: if sheet.unit.is_empty() { read.none() } else { sheet.unit.clone() },
        date,
        number: None,
        introduction: sheet.about.clone(),
        questions,
        open_questions,
    };
    Ok(Sheet::new(Context::Questionnaire(Box::new(context)), date))
}

/// Questions to tick, the group first, and questions to write to.
fn asked(read: &Read, form: &Form) -> (Vec<Question>, Vec<String>) {
    let english = read.l10n.lang() == locale::Lang::En;
    let mut ticked = vec![question(read.t("consult-group"), &form.strata, english)];
    let mut written = Vec::new();
    for asked in &form.questions {
        let text = asked.words.get(english).to_owned();
        match asked.kind {
            QuestionKind::Text => written.push(text),
            QuestionKind::Matrix => ticked.extend(asked.rows.iter().map(|row| {
                let args = (("question", text.as_str()), ("row", row.words.get(english)));
                let text = read.l10n.t2("paper-question-row", args.0, args.1);
                question(text, &asked.choices, english)
            })),
            _ => ticked.push(question(how(read, asked, text), &asked.choices, english)),
        }
    }
    (ticked, written)
}

/// A question with how it is answered, where more than one choice is ticked.
fn how(read: &Read, asked: &form::Question, text: String) -> String {
    match (asked.kind, asked.places) {
        (QuestionKind::Multiple, _) => read.l10n.t1("paper-tick-several", "question", text),
        (QuestionKind::Ranking, Some(places)) => {
            read.l10n.t2("paper-rank", ("question", text), ("places", u32::from(places)))
        }
        _ => text,
    }
}

/// A question without counts: a blank form has none.
fn question(text: String, choices: &[Choice], english: bool) -> Question {
    let blank = |choice: &Choice| Answer {
        text: choice.words.get(english).to_owned(),
        count: 0,
        share: 0.0,
        low: 0.0,
        high: 0.0,
    };
    Question { text, n: 0, answers: choices.iter().map(blank).collect() }
}
