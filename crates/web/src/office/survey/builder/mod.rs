//! `/items/{no}/survey/form`: officials put a questionnaire together from
//! templates, the bank and questions of their own, and look at it as residents
//! would. It is a draft of the case: no event before the consultation is set.

pub(super) mod list;
pub(super) mod question;
pub(super) mod trial;

use app::consultation::Builder;
use domain::consultation::form::{Choice, FormError, Question};
use locale::{L10n, Lang};

use crate::form::Submitted;
use crate::office::case::rule_words;

/// The version of the draft on which a form was made; one that never stands when
/// the form does not say.
fn since(form: &Submitted) -> u64 {
    form.values.get("version").parse().unwrap_or(u64::MAX)
}

fn english(l10n: L10n) -> bool {
    l10n.lang() == Lang::En
}

/// What stands against a question, in a sentence.
fn told(l10n: L10n, problem: &FormError) -> String {
    let list = if problem.place == "questions" { "form-problem-all" } else { "form-problem" };
    l10n.code(list, problem.problem)
}

/// The words of choices, in a line.
fn listed(l10n: L10n, choices: &[Choice]) -> String {
    let words: Vec<&str> = choices.iter().map(|choice| choice.words.get(english(l10n))).collect();
    l10n.join_apart(&words)
}

/// What is chosen in a question, in a line.
fn offered(l10n: L10n, question: &Question) -> String {
    super::show::choices_of(l10n, question)
}

/// On whom a question is put, in a sentence; empty where on everyone.
fn condition(l10n: L10n, builder: &Builder, question: &Question) -> String {
    let Some(only) = &question.only_if else { return String::new() };
    let Some(asked) = builder.form.question(&only.question) else { return String::new() };
    let chosen: Vec<Choice> =
        asked.choices.iter().filter(|c| only.any_of.contains(&c.code)).cloned().collect();
    l10n.t2(
        "builder-only-if",
        ("question", asked.words.get(english(l10n))),
        ("choices", listed(l10n, &chosen)),
    )
}

/// Names of the factors on which a question bears.
fn factors(l10n: L10n, builder: &Builder, question: &Question) -> String {
    let name = |code: &String| {
        let known = builder.factors.iter().find(|factor| factor.code == *code);
        known.map_or_else(|| code.clone(), |f| rule_words(l10n, &f.zh, &f.en).to_owned())
    };
    let names: Vec<String> = question.factors.iter().map(name).collect();
    l10n.join(&names)
}
