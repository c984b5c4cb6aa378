//! A refusal on the form itself: which rule said no, where it is from, what is
//! missing and who can supply it.

use app::view::Case;
use askama::Template;
use domain::codes::Step;
use domain::refusal::{MissingThing, Reason, Refusal, RuleRef};
use locale::{L10n, Lang};

use crate::office::{
    case::{Sub, text_of},
    gate::told,
    refusal::sentence,
    survey::Texts,
};
use crate::routes::Route as _;
use crate::ui::Markup;

#[derive(Template)]
#[template(path = "act/refusal.html")]
struct Note {
    title: String,
    sentence: String,
    facts: Vec<(String, String)>,
    missing: Vec<String>,
    missing_word: String,
    /// Where it can be done.
    link: Option<(String, String)>,
}

/// The note of an act that cannot begin yet; nothing was typed then.
pub(super) fn waits(l10n: L10n, case: &Case, refusal: &Refusal) -> Markup {
    draw(l10n, case, refusal, (l10n.t("acts-waits"), l10n.say(&sentence(refusal))))
}

/// The note of a form that was sent and refused.
pub(super) fn sent(l10n: L10n, case: &Case, refusal: &Refusal) -> Markup {
    draw(l10n, case, refusal, (l10n.t("acts-refused"), l10n.say(&sentence(refusal))))
}

/// The note beside a field that says the sentence already: what is missing, the
/// rule and who can help. Nothing where there is none of them.
pub(super) fn beside_field(l10n: L10n, case: &Case, refusal: &Refusal) -> Markup {
    if refusal.rule.is_none() && refusal.missing.is_empty() {
        return Markup::default();
    }
    draw(l10n, case, refusal, (l10n.t("acts-refused"), String::new()))
}

fn draw(l10n: L10n, case: &Case, refusal: &Refusal, (title, sentence): (String, String)) -> Markup {
    let mut facts = Vec::new();
    if let Some(rule) = &refusal.rule {
        facts.push((l10n.t("errors-rule"), words(l10n, rule).to_owned()));
        facts.push((l10n.t("errors-source"), rule.source.clone()));
    }
    if refusal.reason == Reason::Suspended {
        facts.extend(pause(l10n, case).map(|since| (l10n.t("acts-paused"), since)));
    }
    if let Some(step) = first_step(refusal) {
        facts.push((l10n.t("acts-step-now"), l10n.code("step", step.code())));
    }
    if let Some(who) = supplier(l10n, case, refusal) {
        let key = match refusal.reason {
            Reason::Suspended => "acts-resumed-by",
            _ if first_step(refusal).is_some() => "acts-step-by",
            _ => "errors-supplier",
        };
        facts.push((l10n.t(key), who));
    }
    facts.retain(|(_, value)| !value.is_empty());
    let mut missing: Vec<String> = refusal.missing.iter().map(|m| thing(l10n, &m.what)).collect();
    missing.dedup();
    let missing_word = l10n.t("errors-missing");
    let link = place(l10n, case, &refusal.reason);
    Markup::render(&Note { title, sentence, facts, missing, missing_word, link })
}

/// The page on which what is left can be done.
fn place(l10n: L10n, case: &Case, reason: &Reason) -> Option<(String, String)> {
    match reason {
        Reason::TextsWait { .. } => {
            let texts = Texts { no: case.matter.state.number.clone() };
            Some((l10n.t("texts-open"), texts.url()))
        }
        Reason::Unanswered { field: "opinions", .. } => {
            Some((l10n.t("opinions-answer"), Sub::Consultation.url(case)))
        }
        _ => None,
    }
}

/// The words of an item of the rules.
fn words(l10n: L10n, item: &RuleRef) -> &str {
    if l10n.lang() == Lang::En && !item.en.is_empty() { &item.en } else { &item.zh }
}

/// Since when and why the case is suspended.
fn pause(l10n: L10n, case: &Case) -> Option<String> {
    let pause = case.assessment.as_ref()?.state.pauses.last()?;
    let args = [
        ("day", locale::Arg::Text(l10n.date(pause.from))),
        ("cause", locale::Arg::Text(l10n.code("cause", pause.cause.code()))),
        ("reason", locale::Arg::Text(text_of(l10n, &case.words, &pause.reason))),
    ];
    Some(l10n.t_args("acts-paused-since", &args))
}

/// The step that the case is at, where earlier steps are missing.
fn first_step(refusal: &Refusal) -> Option<Step> {
    refusal.missing.iter().find_map(|missing| match missing.what {
        MissingThing::Step(step) => Some(step),
        _ => None,
    })
}

fn thing(l10n: L10n, what: &MissingThing) -> String {
    match what {
        MissingThing::Step(step) => l10n.t1("missing-step", "step", l10n.code("step", step.code())),
        MissingThing::Field(field) => l10n.t1("missing-field", "field", l10n.code("label", field)),
        MissingThing::Requirement(of_gate) => l10n.code("door-lack", told::code(*of_gate)),
        MissingThing::Paper(paper) => words(l10n, paper).to_owned(),
        MissingThing::More { of, need, have } => {
            let args = [
                ("of", locale::Arg::Text(l10n.code("counted", of))),
                ("need", locale::Arg::Count(i64::from(*need))),
                ("have", locale::Arg::Count(i64::from(*have))),
            ];
            l10n.t_args("missing-more", &args)
        }
    }
}

/// The roles and, where the part is filled, the unit that can supply it. Of
/// several missing steps, whoever does the first one: the others have to wait.
fn supplier(l10n: L10n, case: &Case, refusal: &Refusal) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    let several = if first_step(refusal).is_some() { 1 } else { usize::MAX };
    for missing in refusal.missing.iter().take(several) {
        let Some(role) = missing.role else { continue };
        let role = l10n.code("role", role.code());
        let unit = missing.part.and_then(|part| unit_of(case, part));
        let name = match unit {
            Some(unit) => l10n.t2("acts-unit-role", ("unit", unit), ("role", role)),
            None => role,
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    (!names.is_empty()).then(|| l10n.join(&names))
}

fn unit_of(case: &Case, part: domain::codes::Part) -> Option<String> {
    use domain::codes::Part;
    if part == Part::Assessor {
        let body = case.assessment.as_ref().and_then(|a| a.state.assessing_unit())?;
        return Some(case.unit_name(body).to_owned()).filter(|name| !name.is_empty());
    }
    let parties = match &case.assessment {
        Some(a) => a.state.parties,
        None => case.matter.state.parties,
    }?;
    let unit = match part {
        Part::Lead => parties.lead,
        Part::DecisionMaker => parties.decision_maker,
        Part::Filing => parties.filing,
        Part::Legality => parties.legality?,
        Part::Executing => parties.executing?,
        _ => return None,
    };
    let name = case.unit_name(unit);
    (!name.is_empty()).then(|| name.to_owned())
}
