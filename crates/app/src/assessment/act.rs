//! The one way in for every act on an assessment: load, ask who may, decide,
//! store, once.

use std::sync::Arc;

use access::permission_for;
use domain::{
    assessment::{Assessment, Command, acts::filing::AcceptFiling},
    env::Env,
    matter::Matter,
    rulebook::Package,
};
use serde_json::json;
use store::{Loaded, Tx};
use uuid::Uuid;

use crate::{
    App, AppError, Ctx,
    error::Outcome,
    form::{RawForm, parse, specs},
    matter::{fit_to_file, reassess, resource::resource},
    numbers, once,
    rules::pin,
    vault::Vault,
};

/// What an act left behind.
#[derive(Debug, Clone)]
pub struct Done {
    /// The state after the act.
    pub state: Assessment,
    /// Version of the record.
    pub version: u64,
}

/// Carries out an act given as a form.
///
/// # Errors
/// Fields out of order, a refusal, denied access, a conflict.
pub async fn act_form(
    app: &App,
    ctx: &Ctx,
    assessment: Uuid,
    code: &str,
    raw: &RawForm,
    expected: Option<u64>,
) -> Outcome<Done> {
    let spec = specs::ASSESSMENT.iter().find(|s| s.code == code).ok_or(AppError::NotFound)?;
    let package = package_of(app, assessment).await?;
    let mut vault = Vault::new(app.ids());
    let mut input = parse(spec, raw, &mut vault, app.ids(), ctx.now, &package.prohibited)
        .map_err(AppError::Invalid)?;
    if code == "accept_filing" {
        // The number is allotted inside the transaction; the form cannot give it.
        input["number"] = json!("");
    }
    let command: Command = serde_json::from_value(json!({ "act": code, "input": input }))
        .map_err(|e| AppError::Internal(format!("form of {code}: {e}")))?;
    act(app, ctx, assessment, command, vault, expected).await
}

/// The rules that an assessment pinned.
pub(crate) async fn package_of(app: &App, assessment: Uuid) -> Outcome<Arc<Package>> {
    let mut reader = app.store().read().await?;
    let loaded = reader.load::<Assessment>(assessment).await?.ok_or(AppError::NotFound)?;
    app.pinned(&mut reader, &pin(&loaded.state.rules_hash)).await
}

/// Carries out an act. Its text was committed to in the vault.
///
/// # Errors
/// A refusal, denied access, a conflict, or a failure of the store.
pub async fn act(
    app: &App,
    ctx: &Ctx,
    assessment: Uuid,
    command: Command,
    vault: Vault<'_>,
    expected: Option<u64>,
) -> Outcome<Done> {
    let mut tx = app.store().write().await?;
    once::guard(&mut tx, ctx).await?;
    let loaded = tx.load::<Assessment>(assessment).await?.ok_or(AppError::NotFound)?;
    let matter_id = loaded.state.matter.ok_or(AppError::NotFound)?.uuid();
    let matter = tx.load::<Matter>(matter_id).await?.ok_or(AppError::NotFound)?;
    may(app, ctx, &mut tx, &command, &matter.state, &loaded.state).await?;
    if let Some(expected) = expected
        && expected != loaded.version
    {
        return Err(AppError::Conflict { found: loaded.version, by: None, at: None });
    }
    let hash = pin(&loaded.state.rules_hash);
    let package = app.pinned(&mut tx, &hash).await?;
    let env = env(app, ctx, &package);
    if matches!(command, Command::AcceptFiling(_) | Command::ReturnFiling(_)) {
        let facts = matter.state.facts.as_ref().ok_or(AppError::NotFound)?;
        let lead = matter.state.parties.ok_or(AppError::NotFound)?.lead;
        let filing = (ctx.unit(), lead, &facts.division);
        fit_to_file(app, &mut tx, &package, filing).await?;
    }
    // Nothing that people wrote goes unread into the report and to the review.
    if matches!(command, Command::FreezeReport(_) | Command::ConveneReview(_)) {
        crate::consultation::none_waits(app, &mut tx, &loaded.state).await?;
    }
    let command = allot(app, ctx, &mut tx, &matter.state, command).await?;
    let events = command.decide(&loaded.state, &env)?;
    let reopen = matches!(&command, Command::AnswerTrigger(a) if a.reassess);
    let sides = vault.keep(&mut tx, ctx.now).await?;
    let saved = tx.commit_record(loaded, &ctx.act(Some(hash)), &events, &sides).await?;
    if reopen {
        reassess::open_next(app, ctx, &mut tx, matter).await?;
    }
    once::seal(&mut tx, ctx, None).await?;
    tx.commit().await?;
    Ok(done(saved))
}

fn done(saved: Loaded<Assessment>) -> Done {
    Done { version: saved.version, state: saved.state }
}

/// The surroundings of a decision.
pub(crate) fn env<'a>(app: &'a App, ctx: &Ctx, package: &'a Arc<Package>) -> Env<'a> {
    Env {
        rules: package,
        calendar: app.book().calendar(),
        today: ctx.today,
        occurred_on: ctx.occurred_on,
        actor: ctx.person(),
        unit: ctx.unit(),
        role: ctx.role(),
    }
}

async fn may(
    app: &App,
    ctx: &Ctx,
    tx: &mut Tx,
    command: &Command,
    matter: &Matter,
    assessment: &Assessment,
) -> Outcome<()> {
    let permission = permission_for(command.code())
        .ok_or_else(|| AppError::Internal(format!("no permission for {}", command.code())))?;
    let resource = resource(app, tx, matter, Some(assessment)).await?;
    crate::directory::require(ctx, permission, Some(&resource))
}

/// Fills in what only the transaction can know: the filing number. How it is
/// written is a rule of the office on the day, not of the case.
async fn allot(
    app: &App,
    ctx: &Ctx,
    tx: &mut Tx,
    matter: &Matter,
    command: Command,
) -> Outcome<Command> {
    let Command::AcceptFiling(input) = command else { return Ok(command) };
    let facts = matter.facts.as_ref().ok_or(AppError::NotFound)?;
    let day = ctx.occurred_on;
    let (_, rules) = app.package_in_force(tx, &facts.division, day, ctx.now).await?;
    let number = numbers::filing(tx, &rules, &facts.division, day).await?;
    Ok(Command::AcceptFiling(AcceptFiling { number, ..input }))
}
