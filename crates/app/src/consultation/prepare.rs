//! Setting questionnaire and period before the public is asked.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    assessment::Assessment,
    consultation::{
        Command, Stratum,
        event::Settings,
        form::{Choice, Form, Words as FormWords},
    },
    ids::{AssessmentId, MatterId},
    matter::Matter,
    rulebook::{Package, Questionnaire},
    text::Text,
};
use jiff::civil::Date;
use serde::Deserialize;
use store::{Loaded, Reader};
use uuid::Uuid;

use super::{Found, act, begin, builder, consultation_id};
use crate::{
    App, AppError, Ctx,
    assessment::package_of,
    error::Outcome,
    form::{FieldError, RawForm, parse, specs},
    once,
    vault::Vault,
    view::{Words, words_of},
};

/// What is chosen instead of a questionnaire of the rules: the draft of the case.
pub const OWN: &str = "OWN";

/// A questionnaire that the rules of a case offer, filled with its groups.
#[derive(Debug, Clone)]
pub struct Offered {
    /// Code of the questionnaire.
    pub code: String,
    /// Chinese name.
    pub zh: String,
    /// English name.
    pub en: String,
    /// The form with the groups of the plan.
    pub form: Form,
}

#[derive(Deserialize)]
struct Input {
    title: Text,
    about: Text,
    from: Date,
    to: Date,
    #[serde(default)]
    shortened: Option<Text>,
    #[serde(default)]
    letters: bool,
}

/// The questionnaires that a case may use, those for its category first. Rules
/// that were pinned before they held any are helped out by today's.
///
/// # Errors
/// When the store fails.
pub async fn offered(
    app: &App,
    ctx: &Ctx,
    reader: &mut Reader,
    (matter, assessment, words): (&Matter, &Assessment, &Words),
) -> Outcome<Vec<Offered>> {
    let pinned = app.pinned(reader, &crate::rules::pin(&assessment.rules_hash)).await?;
    let rules = rules_with(app, ctx, &pinned, |rules| !rules.questionnaires.is_empty());
    let mut all: Vec<Questionnaire> = rules.questionnaires.clone();
    let category = matter.facts.as_ref().map(|f| f.category);
    let fits = |q: &Questionnaire| category.is_some_and(|c| q.categories.contains(&c));
    all.sort_by_key(|q| !fits(q));
    let (_, choices) = strata(words, assessment);
    let offer = |q: Questionnaire| Offered {
        form: q.form(choices.clone()),
        code: q.item.code,
        zh: q.item.zh,
        en: q.item.en,
    };
    Ok(all.into_iter().map(offer).collect())
}

/// The rules of a case; those of its place today where they were pinned before
/// rule files held something.
pub(super) fn rules_with(
    app: &App,
    ctx: &Ctx,
    pinned: &Arc<Package>,
    holds: impl Fn(&Package) -> bool,
) -> Arc<Package> {
    if holds(pinned) {
        return Arc::clone(pinned);
    }
    let today = app.book().resolve(&pinned.division, ctx.today);
    today.map_or_else(|_| Arc::clone(pinned), |rules| Arc::clone(&rules.package))
}

/// The groups of the plan: their sizes by code, and their names to choose from.
pub(super) fn strata(
    words: &Words,
    assessment: &Assessment,
) -> (BTreeMap<String, Stratum>, Vec<Choice>) {
    let groups = assessment.plan.as_ref().map_or(&[][..], |plan| plan.groups.as_slice());
    let (mut sizes, mut choices) = (BTreeMap::new(), Vec::new());
    for (n, group) in (1..).zip(groups) {
        // Numbers of two digits keep the order of the plan in a sorted list.
        let code = format!("G{n:02}");
        let zh = words.get(&group.name).unwrap_or_default().to_owned();
        sizes.insert(code.clone(), Stratum { name: group.name, population: group.size });
        choices.push(Choice { code, words: FormWords { zh, en: String::new() } });
    }
    (sizes, choices)
}

/// Prepares a consultation given as a form; the end of its public address.
///
/// # Errors
/// Fields out of order, a refusal, denied access.
pub async fn prepare_form(
    app: &App,
    ctx: &Ctx,
    assessment: Uuid,
    raw: &RawForm,
) -> Outcome<String> {
    let mut vault = Vault::new(app.ids());
    let spec = &specs::PREPARE_CONSULTATION;
    let chosen = raw.first("questionnaire");
    let missing = || FieldError::new("questionnaire", "choose");
    let package = package_of(app, assessment).await?;
    let barred = &package.prohibited;
    let input = match parse(spec, raw, &mut vault, app.ids(), ctx.now, barred) {
        Ok(_) if chosen.is_empty() => return Err(AppError::Invalid(vec![missing()])),
        Ok(input) => input,
        Err(mut errors) => {
            errors.extend(chosen.is_empty().then(missing));
            return Err(AppError::Invalid(errors));
        }
    };
    let input: Input = serde_json::from_value(input)
        .map_err(|e| AppError::Internal(format!("form of {}: {e}", spec.code)))?;
    prepare(app, ctx, assessment, (chosen, input), vault).await
}

/// Prepares a consultation, or sets one anew that is not open yet.
///
/// # Errors
/// As [`prepare_form`].
async fn prepare(
    app: &App,
    ctx: &Ctx,
    assessment: Uuid,
    (questionnaire, input): (&str, Input),
    mut vault: Vault<'_>,
) -> Outcome<String> {
    let mut tx = begin(app, ctx).await?;
    let loaded = tx.load::<Assessment>(assessment).await?.ok_or(AppError::NotFound)?;
    let matter_id = loaded.state.matter.ok_or(AppError::NotFound)?;
    let matter = tx.load::<Matter>(matter_id.uuid()).await?.ok_or(AppError::NotFound)?;
    let words = words_of(&mut tx, &loaded.state.plan).await?;
    let case = (&matter.state, &loaded.state, &words);
    let chosen = match questionnaire {
        OWN => own(app, ctx, &mut tx, (&loaded, &words)).await?,
        code => {
            let offers = offered(app, ctx, &mut tx, case).await?;
            let unknown = || AppError::Invalid(vec![FieldError::new("questionnaire", "choice")]);
            offers.into_iter().find(|o| o.code == code).ok_or_else(unknown)?.form
        }
    };
    let (sizes, _) = strata(&words, &loaded.state);
    let (n, consultation) = current(&mut tx, assessment).await?;
    let slug = format!("{}-{n}", loaded.state.number.to_lowercase());
    let json = serde_json::to_value(&chosen)
        .ok()
        .and_then(|value| ledger::canonical(&value).ok())
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .ok_or_else(|| AppError::Internal("questionnaire has no canonical form".into()))?;
    let command = Command::Prepare(Box::new(Settings {
        assessment: AssessmentId::new(assessment),
        matter: MatterId::new(matter.id),
        slug: slug.clone(),
        rules: loaded.state.rules_hash,
        title: input.title,
        about: input.about,
        form: vault.text(&json),
        strata: sizes,
        from: input.from,
        to: input.to,
        shortened: input.shortened,
        by_letter: input.letters,
    }));
    let found = Found { consultation, assessment: loaded, matter };
    act(app, ctx, &mut tx, found, &command, vault).await?;
    once::seal(&mut tx, ctx, Some(slug.clone())).await?;
    tx.commit().await?;
    Ok(slug)
}

/// The draft of the case as the form that will be asked. What stood when it was
/// worded is looked at again: a template may be older than the rules.
async fn own(
    app: &App,
    ctx: &Ctx,
    reader: &mut Reader,
    (assessment, words): (&Loaded<Assessment>, &Words),
) -> Outcome<Form> {
    let wrong = |code| Err(AppError::Invalid(vec![FieldError::new("questionnaire", code)]));
    let (_, questions) = builder::stored(reader, assessment.id).await?;
    if questions.is_empty() {
        return wrong("form_empty");
    }
    let package = app.pinned(reader, &crate::rules::pin(&assessment.state.rules_hash)).await?;
    let faults: Vec<FieldError> =
        questions.iter().flat_map(|q| builder::own::wording(app, ctx, &package, q)).collect();
    if !faults.is_empty() {
        return Err(AppError::Invalid(faults));
    }
    let form = Form { strata: strata(words, &assessment.state).1, questions };
    // Without groups the act itself says what is missing.
    if form.problems().iter().any(|problem| problem.place != "strata") {
        return wrong("form_problems");
    }
    Ok(form)
}

/// The consultation that can still be set, or a fresh one: the number and the
/// record. An assessment has one after the other, never two at once.
async fn current(
    reader: &mut Reader,
    assessment: Uuid,
) -> Outcome<(u32, Loaded<domain::consultation::Consultation>)> {
    use domain::consultation::Standing;
    let mut n = 1;
    loop {
        let id = consultation_id(assessment, n);
        let Some(loaded) = reader.load::<domain::consultation::Consultation>(id).await? else {
            return Ok((n, Loaded::fresh(id)));
        };
        if matches!(loaded.state.standing, Standing::Prepared | Standing::Open) {
            return Ok((n, loaded));
        }
        n += 1;
    }
}
