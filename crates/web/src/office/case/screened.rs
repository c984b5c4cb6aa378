//! The answers of a screening and what follows from them, for reading.

use app::view::Case;
use domain::{
    matter::Screening,
    rulebook::{Package, QuestionEffect, ScreeningQuestion},
};
use locale::{L10n, Lang};

use super::{maybe_text, result_words};
use crate::ui::{Band, Markup, Tag};

/// One question with its answer.
pub(crate) struct Row {
    /// The question.
    pub(crate) question: String,
    /// Yes or no.
    pub(crate) answer: Markup,
    /// What the answer rests on.
    pub(crate) basis: String,
    /// Where the question comes from.
    pub(crate) source: String,
}

/// A screening for reading.
pub(crate) struct Screened {
    /// Result and procedure in one line.
    pub(crate) result: String,
    /// Questions; those answered yes first on the overview.
    pub(crate) rows: Vec<Row>,
    /// How many questions were answered yes, of how many.
    pub(crate) hits: String,
    /// Why, in words.
    pub(crate) reason: String,
    /// Who proposed and confirmed it, when.
    pub(crate) who: Vec<String>,
}

/// Chinese or English words of a rule.
pub(crate) fn rule_words<'a>(l10n: L10n, zh: &'a str, en: &'a str) -> &'a str {
    if l10n.lang() == Lang::En && !en.is_empty() { en } else { zh }
}

/// The screening of a case. `hits_only` leaves out what was answered no.
pub(crate) fn screened(l10n: L10n, case: &Case, hits_only: bool) -> Option<Screened> {
    let screening = case.matter.state.screening.as_ref()?;
    let yes = screening.answers.values().filter(|a| a.yes).count();
    let rows = case
        .package
        .screening
        .iter()
        .filter_map(|q| row(l10n, case, screening, q, hits_only))
        .collect();
    Some(Screened {
        result: result(l10n, &case.package, screening),
        rows,
        hits: l10n.t2("case-hits", ("yes", yes), ("all", screening.answers.len())),
        reason: maybe_text(l10n, &case.words, screening.reason.as_ref()),
        who: who(l10n, case, screening),
    })
}

fn row(
    l10n: L10n,
    case: &Case,
    screening: &Screening,
    question: &ScreeningQuestion,
    hits_only: bool,
) -> Option<Row> {
    let answer = screening.answers.get(&question.item.code)?;
    if hits_only && !answer.yes {
        return None;
    }
    let item = &question.item;
    Some(Row {
        question: rule_words(l10n, &item.zh, &item.en).to_owned(),
        answer: Markup::default().and(answer_tag(l10n, answer.yes)),
        basis: maybe_text(l10n, &case.words, answer.basis.as_ref()),
        source: item.source.clone(),
    })
}

/// Yes or no as a tag.
pub(super) fn answer_tag(l10n: L10n, yes: bool) -> Tag {
    if yes {
        Tag::new(Band::Mid, l10n.t("case-yes")).with_icon("alert-triangle")
    } else {
        Tag::new(Band::Plain, l10n.t("case-no")).with_icon("minus")
    }
}

/// What a yes to a question means.
pub(super) fn effect(l10n: L10n, effect: QuestionEffect) -> String {
    l10n.t(match effect {
        QuestionEffect::Requires => "case-effect-requires",
        QuestionEffect::BarsSimplified => "case-effect-bars",
        QuestionEffect::Special => "case-effect-special",
    })
}

/// The result in one line.
pub(super) fn result(l10n: L10n, package: &Package, screening: &Screening) -> String {
    let mut parts = result_words(l10n, package, screening.result, screening.procedure);
    parts.extend(screening.exempt.map(|e| l10n.code("exempt", e.code())));
    l10n.join(&parts)
}

fn who(l10n: L10n, case: &Case, screening: &Screening) -> Vec<String> {
    let name = case.person_name(screening.proposed_by);
    let day = l10n.date(screening.proposed_on);
    let proposed = l10n.t2("case-proposed-by", ("name", name), ("day", day));
    let confirmed =
        screening.confirmed_on.map(|d| l10n.t1("case-confirmed-on", "day", l10n.date(d)));
    std::iter::once(proposed).chain(confirmed).collect()
}
