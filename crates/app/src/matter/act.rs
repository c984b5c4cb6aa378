//! Acts on a matter that stands in the list.

use access::{Permission, permission_for};
use domain::{
    assessment::{Assessment, acts::open::Open},
    ids::MatterId,
    matter::{Command, Matter, event::MatterEvent},
    rulebook::Prohibited,
    text::PackageHash,
};
use serde_json::json;
use store::{Loaded, Tx};
use uuid::Uuid;

use super::{latest, resource::resource};
use crate::{
    App, AppError, Ctx, assessment_env,
    error::Outcome,
    form::{RawForm, parse, specs},
    numbers, once,
    rules::pin,
    vault::Vault,
    view::{list::covers, scope_of},
};

/// Carries out an act given as a form.
///
/// # Errors
/// Fields out of order, a refusal, denied access, a conflict.
pub async fn act_form(
    app: &App,
    ctx: &Ctx,
    matter: Uuid,
    code: &str,
    raw: &RawForm,
    expected: Option<u64>,
) -> Outcome<Loaded<Matter>> {
    let mut vault = Vault::new(app.ids());
    let mut reader = app.store().read().await?;
    let state = reader.load::<Matter>(matter).await?.ok_or(AppError::NotFound)?.state;
    let package = app.pinned(&mut reader, &pin(&state.rules)).await?;
    drop(reader);
    let barred = &package.prohibited;
    let input = if code == "amend_matter" {
        amend_input(app, ctx, &state, (raw, barred), &mut vault)?
    } else {
        let spec = specs::MATTER.iter().find(|s| s.code == code).ok_or(AppError::NotFound)?;
        parse(spec, raw, &mut vault, app.ids(), ctx.now, barred).map_err(AppError::Invalid)?
    };
    let command: Command = serde_json::from_value(json!({ "act": code, "input": input }))
        .map_err(|e| AppError::Internal(format!("form of {code}: {e}")))?;
    act(app, ctx, matter, command, vault, expected).await
}

/// The amended facts keep the lead unit that the matter has.
fn amend_input(
    app: &App,
    ctx: &Ctx,
    matter: &Matter,
    (raw, barred): (&RawForm, &[Prohibited]),
    vault: &mut Vault<'_>,
) -> Outcome<serde_json::Value> {
    let input = super::list::read_form(app, ctx, (raw, barred), vault);
    let reason = parse(&specs::AMENDMENT, raw, vault, app.ids(), ctx.now, barred);
    let (input, reason) = match (input, reason) {
        (Ok(input), Ok(reason)) => (input, reason),
        (Err(AppError::Invalid(mut errors)), reason) => {
            errors.extend(reason.err().unwrap_or_default());
            return Err(AppError::Invalid(errors));
        }
        (Err(error), _) => return Err(error),
        (Ok(_), Err(errors)) => return Err(AppError::Invalid(errors)),
    };
    let lead = matter.parties.map_or(ctx.unit(), |p| p.lead);
    let parties = domain::assessment::Parties { lead, ..input.parties };
    Ok(json!({ "facts": input.facts, "parties": parties, "reason": reason["reason"] }))
}

/// Carries out an act. Its text was committed to in the vault.
///
/// # Errors
/// A refusal, denied access, a conflict, or a failure of the store.
pub async fn act(
    app: &App,
    ctx: &Ctx,
    matter: Uuid,
    command: Command,
    vault: Vault<'_>,
    expected: Option<u64>,
) -> Outcome<Loaded<Matter>> {
    let mut tx = app.store().write().await?;
    once::guard(&mut tx, ctx).await?;
    let loaded = tx.load::<Matter>(matter).await?.ok_or(AppError::NotFound)?;
    let permission = permission_for(command.code())
        .ok_or_else(|| AppError::Internal(format!("no permission for {}", command.code())))?;
    let on = resource(app, &mut tx, &loaded.state, None).await?;
    crate::directory::require(ctx, permission, Some(&on))?;
    if let Some(expected) = expected
        && expected != loaded.version
    {
        return Err(AppError::Conflict { found: loaded.version, by: None, at: None });
    }
    if let Command::ProposeScreening(input) = &command
        && let Some(other) = input.covered_by
    {
        covering(ctx, &mut tx, matter, other.uuid()).await?;
    }
    let hash = pin(&loaded.state.rules);
    let package = app.pinned(&mut tx, &hash).await?;
    if let Command::Amend(input) = &command {
        let parties = &input.parties;
        let named = (parties.filing, parties.lead, &input.facts.division);
        super::fit_to_file(app, &mut tx, &package, named).await?;
    }
    let env = assessment_env(app, ctx, &package);
    let latest = latest(&mut tx, &loaded.state).await?;
    let events = command.decide(&loaded.state, latest.as_ref(), &env)?;
    let sides = vault.keep(&mut tx, ctx.now).await?;
    let saved = tx.commit_record(loaded, &ctx.act(Some(hash)), &events, &sides).await?;
    for event in &events {
        if let MatterEvent::MatterAssessmentOpened { assessment, ordinal } = event {
            open(app, ctx, &mut tx, &saved, assessment.uuid(), *ordinal).await?;
        }
    }
    once::seal(&mut tx, ctx, None).await?;
    tx.commit().await?;
    Ok(saved)
}

/// The matter whose assessment is to cover another one exists, is another one,
/// stands, and may be seen by whoever names it.
async fn covering(ctx: &Ctx, tx: &mut Tx, matter: Uuid, other: Uuid) -> Outcome<()> {
    let wrong = || AppError::Invalid(vec![crate::form::FieldError::new("covered_by", "choice")]);
    let scope = scope_of(ctx, Permission::ViewMatter).ok_or_else(wrong)?;
    let row = tx.matter_row(other).await?.filter(covers).ok_or_else(wrong)?;
    if row.id == matter || !tx.matter_in_scope(other, &scope).await? {
        return Err(wrong());
    }
    Ok(())
}

/// Opens the assessment that the matter's event names, in the same transaction.
pub(super) async fn open(
    app: &App,
    ctx: &Ctx,
    tx: &mut Tx,
    matter: &Loaded<Matter>,
    id: Uuid,
    ordinal: u32,
) -> Outcome<()> {
    let state = &matter.state;
    let facts = state.facts.as_ref().ok_or(AppError::NotFound)?;
    let parties = state.parties.ok_or(AppError::NotFound)?;
    let procedure = state
        .screening
        .as_ref()
        .and_then(|s| s.procedure)
        .ok_or_else(|| AppError::Internal("screening without procedure".into()))?;
    let (hash, package) =
        app.package_in_force(tx, &facts.division, ctx.occurred_on, ctx.now).await?;
    let env = assessment_env(app, ctx, &package);
    let fresh = Loaded::<Assessment>::fresh(id);
    let open = Open {
        matter: MatterId::new(matter.id),
        number: numbers::assessment(&state.number, ordinal),
        rules: PackageHash::new(hash.0),
        ordinal,
        procedure,
        parties,
        households: facts.scale.households,
        is_plan: facts.is_plan,
    };
    let events = open.decide(&fresh.state, &env)?;
    tx.commit_record(fresh, &ctx.act(Some(hash)), &events, &[]).await?;
    Ok(())
}
