//! The gates: a check that is put on record, and a look-up that is not.

use access::permission_at;
use domain::{
    assessment::Assessment,
    codes::Gate,
    gate::{self, Verdict},
    matter::{Matter, Status, acts::CheckGate},
    rulebook::GateRule,
};
use store::Reader;
use uuid::Uuid;

use super::latest;
use crate::{App, AppError, Ctx, assessment_env, error::Outcome, once, rules::pin};

/// What a gate answers about a number.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The matter's number.
    pub number: String,
    /// The verdict.
    pub verdict: Verdict,
    /// The rule of the gate, with its words and source.
    pub rule: GateRule,
    /// The matter's identifier.
    pub matter: Uuid,
    /// Conditions of the decision, as a commitment to look up.
    pub conditions: Option<domain::text::Text>,
}

/// Asks a gate about a number. Nothing is put on record.
///
/// # Errors
/// Denied to those who do not stand at the gate; not found for an unknown
/// number; a refusal when the rules have no such gate.
pub async fn answer_by_number(app: &App, ctx: &Ctx, number: &str, gate: Gate) -> Outcome<Answer> {
    crate::directory::require(ctx, permission_at(gate), None)?;
    let mut reader = app.store().read().await?;
    let row = reader.matter_by_number(number).await?.ok_or(AppError::NotFound)?;
    answer(app, ctx, &mut reader, row.id, gate).await
}

/// Asks a gate and puts the answer on record.
///
/// # Errors
/// As [`answer_by_number`].
pub async fn check(app: &App, ctx: &Ctx, number: &str, gate: Gate) -> Outcome<Answer> {
    crate::directory::require(ctx, permission_at(gate), None)?;
    let mut tx = app.store().write().await?;
    once::guard(&mut tx, ctx).await?;
    let row = tx.matter_by_number(number).await?.ok_or(AppError::NotFound)?;
    let answer = answer(app, ctx, &mut tx, row.id, gate).await?;
    let matter = tx.load::<Matter>(row.id).await?.ok_or(AppError::NotFound)?;
    let assessment = speaking(&mut tx, &matter.state).await?;
    let hash = pin(&matter.state.rules);
    let package = app.pinned(&mut tx, &hash).await?;
    let env = assessment_env(app, ctx, &package);
    let events = CheckGate { gate }.decide(&matter.state, assessment.as_ref(), &env)?;
    tx.commit_record(matter, &ctx.act(Some(hash)), &events, &[]).await?;
    once::seal(&mut tx, ctx, None).await?;
    tx.commit().await?;
    Ok(answer)
}

/// The assessment that speaks for a matter: its latest one, or that of the matter
/// that covers it. Covering goes one step: a matter that is itself covered has no
/// assessment that could cover another.
///
/// # Errors
/// When the store fails.
pub async fn speaking(reader: &mut Reader, matter: &Matter) -> Outcome<Option<Assessment>> {
    let by = matter.screening.as_ref().and_then(|s| s.covered_by);
    let Some(by) = by.filter(|_| matter.status == Status::Covered) else {
        return latest(reader, matter).await;
    };
    match reader.load::<Matter>(by.uuid()).await? {
        None => Ok(None),
        Some(covering) => latest(reader, &covering.state).await,
    }
}

async fn answer(
    app: &App,
    ctx: &Ctx,
    reader: &mut Reader,
    matter: Uuid,
    gate: Gate,
) -> Outcome<Answer> {
    let loaded = reader.load::<Matter>(matter).await?.ok_or(AppError::NotFound)?;
    let assessment = speaking(reader, &loaded.state).await?;
    let package = app.pinned(reader, &pin(&loaded.state.rules)).await?;
    let env = assessment_env(app, ctx, &package);
    let verdict = gate::check(&loaded.state, assessment.as_ref(), gate, &env)?;
    let rule = package
        .gate(gate)
        .cloned()
        .ok_or_else(|| AppError::Internal("gate without rule".into()))?;
    let conditions = assessment
        .as_ref()
        .filter(|_| !verdict.exempt)
        .and_then(|a| a.decisions.last())
        .and_then(|d| d.conditions);
    Ok(Answer { number: loaded.state.number, verdict, rule, matter, conditions })
}
