//! What every document of a case knows of its matter.

use documents::context::{Matter, Participant, Step as Done};
use domain::{assessment::Assessment, codes::Part};
use jiff::civil::Date;

use crate::read::Read;

/// The matter.
pub(crate) fn matter(read: &Read) -> Matter {
    let (case, l10n) = (&read.case, read.l10n);
    let state = &case.matter.state;
    let facts = state.facts.as_ref();
    let assessment = case.assessment.as_ref().map(|a| &a.state);
    let plan = assessment.and_then(|a| a.plan.as_ref());
    let procedure = case.procedure().map(|p| read.rule(&p.item)).filter(|name| !name.is_empty());
    let coded = assessment.and_then(|a| a.procedure).map(|p| l10n.code("procedure", p.code()));
    let households = facts.and_then(|f| f.scale.households);
    let households = households.or_else(|| assessment.and_then(|a| a.households));
    Matter {
        number: state.number.clone(),
        name: case.title().map_or_else(|| read.t("case-erased"), str::to_owned),
        summary: read.or_none(facts.and_then(|f| f.content.as_ref())),
        category: facts.map_or_else(|| read.none(), |f| l10n.code("category", f.category.code())),
        decision_unit: read.maybe_unit(read.parties().map(|p| p.decision_maker)),
        responsible_unit: read.lead(),
        assessor: plan.and_then(|p| p.third_party).map(|unit| read.unit(unit)),
        place: facts.map_or_else(
            || read.none(),
            |f| app::view::place_name(&case.units, f.division.as_str()),
        ),
        scope: read.or_none(plan.map(|p| &p.scope)),
        households: households.map(u64::from),
        people: facts.and_then(|f| f.scale.persons).map(u64::from),
        procedure: procedure.or(coded).unwrap_or_else(|| read.none()),
    }
}

/// Units that take part, with what each of them does.
pub(super) fn participants(read: &Read, state: &Assessment) -> Vec<Participant> {
    let agency = state.plan.as_ref().and_then(|p| p.third_party);
    let Some(parties) = read.parties() else { return Vec::new() };
    let all = [
        (Part::Lead, Some(parties.lead)),
        (Part::ThirdParty, agency),
        (Part::DecisionMaker, Some(parties.decision_maker)),
        (Part::Filing, Some(parties.filing)),
        (Part::Legality, parties.legality),
        (Part::Executing, parties.executing),
    ];
    let named = all.into_iter().filter_map(|(part, unit)| Some((part, unit?)));
    named
        .map(|(part, unit)| Participant {
            unit: read.unit(unit),
            part: read.l10n.code("part", part.code()),
        })
        .collect()
}

/// Steps that are done, by day, with the form that each of them leaves.
pub(super) fn steps(read: &Read, state: &Assessment) -> Vec<Done> {
    let mut done: Vec<(Date, _)> = state.done.iter().map(|(step, day)| (*day, *step)).collect();
    done.sort();
    let procedure = read.case.procedure();
    let form = |step| procedure.and_then(|p| p.step(step)).and_then(|rule| rule.form.as_deref());
    done.into_iter()
        .map(|(date, step)| Done {
            date,
            text: read.l10n.code("step", step.code()),
            proof: form(step).map(|code| read.form(code)),
        })
        .collect()
}

/// What the assessment stands on: the matter's own basis and the documents of its rules.
pub(super) fn bases(read: &Read) -> Vec<String> {
    let facts = read.case.matter.state.facts.as_ref();
    let mut all = read.paragraphs(facts.and_then(|f| f.basis.as_ref()));
    for layer in &read.case.package.layers {
        let named = [&layer.title, &layer.doc_no].into_iter().filter(|words| !words.is_empty());
        let words: Vec<&str> = named.map(String::as_str).collect();
        all.extend((!words.is_empty()).then(|| words.join(" ")));
    }
    all
}
