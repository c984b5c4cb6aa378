//! A refusal on the form itself: which rule said no, where it is from, what is
//! missing and who can supply it.

use app::view::Case;
use askama::Template;
use domain::refusal::{MissingThing, Refusal};
use locale::{L10n, Lang};

use crate::office::{gate::told, refusal::sentence};
use crate::ui::Markup;

#[derive(Template)]
#[template(path = "act/refusal.html")]
struct Note {
    title: String,
    sentence: String,
    facts: Vec<(String, String)>,
    missing: Vec<String>,
    missing_word: String,
}

/// The note of a refusal. `waits` is for an act that cannot begin yet; nothing
/// was typed then.
pub(super) fn note(l10n: L10n, case: &Case, refusal: &Refusal, waits: bool) -> Markup {
    let title = if waits { l10n.t("acts-waits") } else { l10n.t("acts-refused") };
    let mut facts = Vec::new();
    if let Some(rule) = &refusal.rule {
        let english = l10n.lang() == Lang::En && !rule.en.is_empty();
        let words = if english { &rule.en } else { &rule.zh };
        facts.push((l10n.t("errors-rule"), words.clone()));
        facts.push((l10n.t("errors-source"), rule.source.clone()));
    }
    if let Some(who) = supplier(l10n, case, refusal) {
        facts.push((l10n.t("errors-supplier"), who));
    }
    facts.retain(|(_, value)| !value.is_empty());
    Markup::render(&Note {
        title,
        sentence: l10n.say(&sentence(refusal)),
        facts,
        missing: refusal.missing.iter().map(|m| thing(l10n, &m.what)).collect(),
        missing_word: l10n.t("errors-missing"),
    })
}

fn thing(l10n: L10n, what: &MissingThing) -> String {
    match what {
        MissingThing::Step(step) => l10n.t1("missing-step", "step", l10n.code("step", step.code())),
        MissingThing::Field(field) => l10n.t1("missing-field", "field", l10n.code("label", field)),
        MissingThing::Requirement(of_gate) => l10n.code("door-lack", told::code(*of_gate)),
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

/// The roles and, where the part is filled, the unit that can supply it.
fn supplier(l10n: L10n, case: &Case, refusal: &Refusal) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    for missing in &refusal.missing {
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
