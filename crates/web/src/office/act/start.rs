//! What a form begins with: what the case already knows.

use std::collections::BTreeMap;

use app::form::{Kind, Source};
use app::view::Case;
use domain::{
    assessment::{Assessment, parts::PanelState},
    codes::{Step, TriggerKind},
    matter::Planned,
    text::Text,
};

use super::{spec::ActForm, table};
use crate::form::Values;
use crate::office::Office;

/// The first values of a form. `given` is what the address says, for example
/// `?ref=` with the entry that the act is about.
pub(super) fn values(
    office: &Office<'_>,
    case: &Case,
    form: &ActForm,
    given: &BTreeMap<String, String>,
) -> Values {
    let mut values = Values::new().with("_version", version(case, form).to_string());
    if form.dated {
        values = values.with("occurred_on", office.today().to_string());
    }
    if form.code == "amend_matter" {
        return facts(case, values);
    }
    let Some(state) = case.assessment.as_ref().map(|a| &a.state) else {
        return values;
    };
    let mut about = given.get("ref").filter(|text| text.len() <= 80).cloned();
    for field in &form.fields {
        let name = field.name;
        values = match field.kind {
            Kind::Ref => {
                let found = about.take().or_else(|| open_entry(state, name));
                values.with(name, found.unwrap_or_default())
            }
            Kind::One(
                source @ (Source::OpenNotices
                | Source::OpenOpinions
                | Source::OpenTriggers
                | Source::Measures),
            ) => match about.take().or_else(|| only(state, source)) {
                Some(about) => values.with(name, about),
                None => values,
            },
            Kind::Entry => match about.take() {
                Some(about) => values.with(name, about),
                None => values,
            },
            Kind::One(_) if name == "stage" => values.with(name, stage(state)),
            Kind::One(_) if form.code == "raise_trigger" => {
                let code = given.get(name).filter(|code| TriggerKind::from_code(code).is_some());
                match code {
                    Some(code) => values.with(name, code),
                    None => values,
                }
            }
            Kind::Weights => weights(state, values, name),
            Kind::Ratings if form.code == "rate_again" => own_ratings(office, state, values, name),
            _ => values,
        };
    }
    values
}

/// The version of the record that the act is on.
pub(super) fn version(case: &Case, form: &ActForm) -> u64 {
    match &case.assessment {
        Some(assessment) if !form.on_matter => assessment.version,
        _ => case.matter.version,
    }
}

/// The entry that stands open, where there is only one that can be meant.
fn open_entry(state: &Assessment, name: &str) -> Option<String> {
    match name {
        "panel" => {
            let open = state.panels.iter().rev().find(|p| p.state != PanelState::Closed)?;
            Some(open.id.to_string())
        }
        "review" => {
            let open = state.reviews.iter().rev().find(|r| r.outcome.is_none())?;
            Some(open.id.to_string())
        }
        "filing" => state.submitted().map(|f| f.id.to_string()),
        _ => None,
    }
}

/// The entry that an act can be about, where there is only one.
fn only(state: &Assessment, source: Source) -> Option<String> {
    let mut found: Vec<String> = match source {
        Source::OpenNotices => {
            let open = state.notices.iter().filter(|n| n.objections.is_none() && n.void.is_none());
            open.map(|notice| notice.id.to_string()).collect()
        }
        Source::OpenOpinions => {
            let opinions = state.opinions.iter().enumerate();
            opinions.filter(|(_, o)| o.disposition.is_none()).map(|(n, _)| n.to_string()).collect()
        }
        Source::OpenTriggers => {
            let open = state.triggers.iter().filter(|t| t.answer.is_none());
            open.map(|trigger| trigger.id.to_string()).collect()
        }
        Source::Measures => state.live_measures().map(|measure| measure.id.to_string()).collect(),
        _ => Vec::new(),
    };
    found.pop().filter(|_| found.is_empty())
}

fn stage(state: &Assessment) -> &'static str {
    if state.done.contains_key(&Step::InitialRating) { "AFTER" } else { "INITIAL" }
}

/// The weights that stand, or equal ones as a proposal.
fn weights(state: &Assessment, values: Values, name: &str) -> Values {
    let equal = table::equal_weights(state.live_factors().count());
    state.live_factors().zip(equal).fold(values, |values, (factor, equal)| {
        let stands = state.weights.as_ref().and_then(|w| w.weights.get(&factor.id));
        let value = stands.map_or(equal, |w| locale::format::fixed(i64::from(w.units()), 4));
        values.with(&format!("{name}.{}", factor.id), value)
    })
}

/// What this expert said before the discussion.
fn own_ratings(office: &Office<'_>, state: &Assessment, values: Values, name: &str) -> Values {
    let me = office.ctx.person();
    let panel = state.panels.iter().rev().find(|p| p.state == PanelState::Discussion);
    let own = panel.and_then(|p| p.discussed.get(&me).or_else(|| p.blind.get(&me)));
    own.into_iter().flatten().fold(values, |values, rating| {
        values
            .with(&format!("{name}.{}.p", rating.factor), rating.p.to_string())
            .with(&format!("{name}.{}.q", rating.factor), rating.q.to_string())
    })
}

/// The facts of the matter and its units, for amending them.
fn facts(case: &Case, values: Values) -> Values {
    let (Some(facts), Some(parties)) = (&case.matter.state.facts, case.matter.state.parties) else {
        return values;
    };
    let words = |text: &Text| case.words.get(text).unwrap_or_default().to_owned();
    let maybe = |text: &Option<Text>| text.as_ref().map(words).unwrap_or_default();
    let count = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
    let unit = |u: Option<domain::ids::UnitId>| u.map(|u| u.to_string()).unwrap_or_default();
    let values = values
        .with("title", words(&facts.title))
        .with("category", facts.category.code())
        .with("sector", facts.sector.code())
        .with("division", facts.division.as_str())
        .with("planned", facts.planned.map(planned).unwrap_or_default())
        .with("content", maybe(&facts.content))
        .with("basis", maybe(&facts.basis))
        .with("households", count(facts.scale.households))
        .with("persons", count(facts.scale.persons))
        .with("investment", count(facts.scale.investment))
        .with("area", count(facts.scale.area))
        .with("decision_maker", parties.decision_maker.to_string())
        .with("filing", parties.filing.to_string())
        .with("legality", unit(parties.legality))
        .with("executing", unit(parties.executing));
    if facts.is_plan { values.with("is_plan", "1") } else { values }
}

/// A period as the form reads it again.
fn planned(planned: Planned) -> String {
    if planned.from == planned.to {
        planned.from.to_string()
    } else {
        format!("{}至{}", planned.from, planned.to)
    }
}
