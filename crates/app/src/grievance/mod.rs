//! Grievances (诉求) during implementation: somebody who is affected brings one
//! without a name, officials deal with it in the terms of the rules, and whoever
//! has the code sees what became of it.

mod acts;
mod desk;
mod figures;
mod look;
mod receive;
mod retention;
mod status;

use access::permission_for;
use domain::{
    assessment::Assessment,
    grievance::{Command, Grievance, takes_grievances},
    matter::Matter,
    rulebook::Package,
};
use jiff::civil::Date;
use std::sync::Arc;
use store::{Loaded, Reader, Tx};
use uuid::Uuid;

pub use self::{
    acts::{Act, act},
    desk::{Desk, Heard, Line, One, desk, of_public, one},
    figures::{Counts, Figures, by_period, tally},
    look::{Look, moderate},
    receive::{Brought, Place, Taken, choices, enter, find, receive},
    retention::erase_due,
    status::{Status, status},
};
use crate::{
    App, AppError, Ctx, assessment_env, error::Outcome, matter::resource::resource, rules::pin,
    vault::Vault,
};

/// Everything that an act on a grievance looks at.
struct Found {
    grievance: Loaded<Grievance>,
    assessment: Loaded<Assessment>,
    matter: Loaded<Matter>,
}

async fn found(reader: &mut Reader, number: &str) -> Outcome<Found> {
    let row = reader.grievance_by_number(number).await?.ok_or(AppError::NotFound)?;
    let grievance = reader.load::<Grievance>(row.row.id).await?.ok_or(AppError::NotFound)?;
    let (matter, assessment) = (row.row.matter_id, row.row.assessment_id);
    let matter = reader.load(matter).await?.ok_or(AppError::NotFound)?;
    let assessment = reader.load(assessment).await?.ok_or(AppError::NotFound)?;
    Ok(Found { grievance, assessment, matter })
}

/// Whether the actor may do this to the matter's grievances.
async fn may(
    app: &App,
    ctx: &Ctx,
    reader: &mut Reader,
    code: &str,
    (matter, assessment): (&Matter, &Assessment),
) -> Outcome<()> {
    let permission = permission_for(code)
        .ok_or_else(|| AppError::Internal(format!("no permission for {code}")))?;
    let on = resource(app, reader, matter, Some(assessment)).await?;
    crate::directory::require(ctx, permission, Some(&on))
}

/// Carries out an act within a transaction; the caller commits.
async fn carry_out(
    app: &App,
    ctx: &Ctx,
    tx: &mut Tx,
    found: &Found,
    (command, vault): (&Command, Vault<'_>),
) -> Outcome<Loaded<Grievance>> {
    let state = &found.grievance.state;
    let hash = pin(&state.rules);
    let package = app.pinned(tx, &hash).await?;
    let env = assessment_env(app, ctx, &package);
    let events = command.decide(state, &found.assessment.state, &env)?;
    if events.is_empty() {
        return Ok(found.grievance.clone());
    }
    let sides = vault.keep(tx, ctx.now).await?;
    Ok(tx.commit_record(found.grievance.clone(), &ctx.act(Some(hash)), &events, &sides).await?)
}

/// The assessment under which a matter is carried out: the latest whose decision
/// lets it go on and whose file is not closed. A re-assessment that is under way
/// does not take its place before it is decided.
async fn in_force(reader: &mut Reader, matter: &Matter) -> Outcome<Option<Loaded<Assessment>>> {
    for known in matter.assessments.iter().rev() {
        let loaded = reader.load::<Assessment>(known.id.uuid()).await?;
        if let Some(loaded) = loaded
            && takes_grievances(&loaded.state)
        {
            return Ok(Some(loaded));
        }
    }
    Ok(None)
}

/// The rules of the assessment, or today's of its place where these were pinned
/// before rule files held terms for grievances.
async fn rules_for(
    app: &App,
    tx: &mut Tx,
    assessment: &Assessment,
    (day, now): (Date, jiff::Timestamp),
) -> Outcome<(ledger::Hash, Arc<Package>)> {
    let hash = pin(&assessment.rules_hash);
    let package = app.pinned(tx, &hash).await?;
    if !package.grievance_terms.is_empty() {
        return Ok((hash, package));
    }
    app.package_in_force(tx, &package.division, day, now).await
}

/// The matter behind the address of a consultation that is public.
async fn matter_of_slug(reader: &mut Reader, slug: &str) -> Outcome<Option<Uuid>> {
    let row = reader.consultation_by_slug(slug).await?;
    let public = |status: &str| matches!(status, "OPEN" | "CLOSED" | "PUBLISHED");
    Ok(row.map(|row| row.row).filter(|row| public(&row.status)).map(|row| row.matter_id))
}
