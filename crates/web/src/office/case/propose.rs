//! What follows from answers that were typed but not sent in yet: the page
//! "check your answers" of a screening.

use std::collections::BTreeMap;

use app::view::Case;
use domain::{
    codes::{ProcedureCode, ScreeningResult},
    matter::{Answer, acts::screen},
    rulebook::{Condition, Item, QuestionEffect},
};
use locale::{L10n, Msg};

use super::result_words;
use super::screened::{answer_tag, effect, rule_words};
use crate::form::{Errors, Values};
use crate::ui::Facts;

/// A rule that led to the result, with its source.
pub(super) struct Ground {
    /// The rule in words.
    pub(super) words: String,
    /// What it does.
    pub(super) effect: String,
    /// Where it is written.
    pub(super) source: String,
}

/// The result that answers would have.
pub(super) struct Preview {
    /// Result and procedure.
    pub(super) result: String,
    /// One sentence on what follows.
    pub(super) lead: String,
    /// Rules that led there.
    pub(super) grounds: Vec<Ground>,
    /// The answers for checking.
    pub(super) answers: Facts,
}

/// Every question needs an answer, and "no assessment" a reason. `errors` holds
/// what was found wrong before.
pub(super) fn check(
    l10n: L10n,
    case: &Case,
    values: &Values,
    mut errors: Errors,
) -> Result<BTreeMap<String, Answer>, Errors> {
    let mut answers = BTreeMap::new();
    for question in &case.package.screening {
        let code = &question.item.code;
        let field = format!("answers.{code}");
        match values.get(&field) {
            "yes" => drop(answers.insert(code.clone(), Answer { yes: true, basis: None })),
            "no" => drop(answers.insert(code.clone(), Answer { yes: false, basis: None })),
            _ => {
                let words = rule_words(l10n, &question.item.zh, &question.item.en);
                errors.add(&field, Msg::new("case-answer-needed").with("question", words));
            }
        }
        let basis = format!("{field}.basis");
        if values.get(&basis).chars().count() > 500 {
            errors.add(&basis, Msg::new("field-error-too-long").with("max", 500));
        }
    }
    let reason = values.get("reason").trim();
    if reason.chars().count() > 2000 {
        errors.add("reason", Msg::new("field-error-too-long").with("max", 2000));
    }
    let stated = values.get("occurred_on").trim();
    if !stated.is_empty() && app::form::parse_date(stated).is_none() {
        errors.add("occurred_on", Msg::new("field-date"));
    }
    if errors.is_empty() && reason.is_empty() && needs_reason(case, values, &answers) {
        errors.add("reason", Msg::new("case-reason-needed"));
    }
    if errors.is_empty() { Ok(answers) } else { Err(errors) }
}

fn needs_reason(case: &Case, values: &Values, answers: &BTreeMap<String, Answer>) -> bool {
    let chosen = ["exempt", "covered_no"].iter().any(|f| !values.get(f).trim().is_empty());
    chosen || values.has("defer") || outcome(case, answers).0 == ScreeningResult::NotRequired
}

fn outcome(
    case: &Case,
    answers: &BTreeMap<String, Answer>,
) -> (ScreeningResult, Option<ProcedureCode>) {
    let facts = case.matter.state.facts.as_ref();
    screen(&case.package, answers, facts.and_then(|f| f.scale.households))
}

/// What would follow, with the rules that lead there.
pub(super) fn preview(
    l10n: L10n,
    case: &Case,
    values: &Values,
    answers: &BTreeMap<String, Answer>,
) -> Preview {
    let (mut result, mut procedure) = outcome(case, answers);
    let mut grounds = hits(l10n, case, answers);
    if procedure == Some(ProcedureCode::General) && !barred(case, answers) {
        grounds.extend(failing(l10n, case, answers));
    }
    if procedure == Some(ProcedureCode::Simplified)
        && let Some(rule) = case.package.procedure(ProcedureCode::Simplified)
    {
        grounds.push(ground(l10n, &rule.item, l10n.t("case-effect-simplified")));
    }
    if let Some(other) = set_aside(values) {
        (result, procedure) = (other, None);
    }
    let exempt = values.get("exempt");
    if result == ScreeningResult::NotRequired
        && let Some(rule) = case.package.exemptions.iter().find(|e| e.reason.code() == exempt)
    {
        grounds.push(ground(l10n, &rule.item, l10n.t("case-effect-exempt")));
    }
    Preview {
        result: l10n.join(&result_words(l10n, &case.package, result, procedure)),
        lead: l10n.code("case-follows", result.code()),
        grounds,
        answers: answered(l10n, case, values, answers),
    }
}

/// The owner asks for something else than what the answers give.
fn set_aside(values: &Values) -> Option<ScreeningResult> {
    if values.has("defer") {
        Some(ScreeningResult::Deferred)
    } else if !values.get("covered_no").trim().is_empty() {
        Some(ScreeningResult::CoveredBy)
    } else if !values.get("exempt").is_empty() {
        Some(ScreeningResult::NotRequired)
    } else {
        None
    }
}

fn barred(case: &Case, answers: &BTreeMap<String, Answer>) -> bool {
    case.package.screening.iter().any(|q| {
        q.effect == QuestionEffect::BarsSimplified
            && answers.get(&q.item.code).is_some_and(|a| a.yes)
    })
}

fn ground(l10n: L10n, item: &Item, effect: String) -> Ground {
    Ground {
        words: rule_words(l10n, &item.zh, &item.en).to_owned(),
        effect,
        source: item.source.clone(),
    }
}

fn hits(l10n: L10n, case: &Case, answers: &BTreeMap<String, Answer>) -> Vec<Ground> {
    case.package
        .screening
        .iter()
        .filter(|q| answers.get(&q.item.code).is_some_and(|a| a.yes))
        .map(|q| ground(l10n, &q.item, effect(l10n, q.effect)))
        .collect()
}

/// Conditions of the simplified procedure that do not hold.
fn failing(l10n: L10n, case: &Case, answers: &BTreeMap<String, Answer>) -> Vec<Ground> {
    let facts = case.matter.state.facts.as_ref();
    let households = facts.and_then(|f| f.scale.households);
    let yes = |code: &str| answers.get(code).is_some_and(|a| a.yes);
    let holds = |c: &Condition| {
        c.question_no.as_deref().is_none_or(|q| !yes(q))
            && c.households_below.is_none_or(|n| households.is_some_and(|h| h < n))
    };
    let conditions = case.package.procedure(ProcedureCode::Simplified);
    conditions
        .into_iter()
        .flat_map(|p| &p.conditions)
        .filter(|c| !holds(c))
        .map(|c| ground(l10n, &c.item, l10n.t("case-effect-unmet")))
        .collect()
}

fn answered(l10n: L10n, case: &Case, values: &Values, answers: &BTreeMap<String, Answer>) -> Facts {
    let mut list = Facts::new();
    for question in &case.package.screening {
        let code = &question.item.code;
        let yes = answers.get(code).is_some_and(|a| a.yes);
        let basis = values.get(&format!("answers.{code}.basis"));
        let value = crate::ui::Markup::default()
            .and(answer_tag(l10n, yes))
            .and(crate::ui::Markup::text(basis));
        list = list.markup(rule_words(l10n, &question.item.zh, &question.item.en), value);
    }
    let reason = values.get("reason").trim();
    if reason.is_empty() { list } else { list.fact(l10n.t("case-reason"), reason) }
}
