//! What is deleted by age (docs/RETENTION.md): nothing of the record, only what
//! lies beside it.

use std::time::{Duration, SystemTime};

use jiff::{SignedDuration, Timestamp, ToSpan as _, tz::Offset};

use crate::{App, AppError, ctx::legal_day, error::Outcome, vault::drop_unheld};

/// How long a form that was done is remembered. A session lasts a day at most,
/// so that no page still holds a key that is forgotten.
const OUTCOMES: SignedDuration = SignedDuration::from_hours(7 * 24);

/// How long jobs that are over stay for whoever looks for a failure.
const JOBS: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Documents that one round deletes at most.
const PAPERS: u32 = 1000;

/// Age at which a file without a name cannot belong to an upload under way.
const ORPHANS: Duration = Duration::from_secs(24 * 3600);

/// What one round deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Upkeep {
    /// Forms that were done.
    pub outcomes: u64,
    /// Entries of the security log.
    pub security: u64,
    /// Sessions that are over.
    pub sessions: u64,
    /// Documents that were ordered and lay long enough.
    pub papers: u64,
    /// Jobs that are over.
    pub jobs: u64,
}

/// Deletes by age in the database: entries of the security log after the months
/// that the settings name, forms that were done, sessions that are over,
/// documents that somebody ordered, jobs that are over.
///
/// # Errors
/// When the store fails.
pub async fn rows(app: &App, now: Timestamp) -> Outcome<Upkeep> {
    let mut tx = app.store().write().await?;
    let (papers, files) = tx.forget_papers(now, PAPERS).await?;
    drop_unheld(&mut tx, &files).await?;
    let done = Upkeep {
        outcomes: tx.forget_outcomes(now.saturating_sub(OUTCOMES).unwrap_or(now)).await?,
        security: tx.forget_security(months_ago(now, app.settings().log_months)?).await?,
        sessions: tx.sweep_sessions(now).await?,
        papers,
        jobs: tx.forget_jobs(now.saturating_sub(JOBS).unwrap_or(now)).await?,
    };
    tx.commit().await?;
    Ok(done)
}

/// Removes files that no act named, once they are a day old; the number of
/// files. `now` is an instant of the disk's clock, which a demonstration's is not.
///
/// # Errors
/// When folder or store cannot be read.
pub async fn files(app: &App, now: Timestamp) -> Outcome<u64> {
    let before = SystemTime::from(now).checked_sub(ORPHANS).unwrap_or(SystemTime::UNIX_EPOCH);
    Ok(app.store().collect_orphans(before).await?.files)
}

/// The beginning of the legal day so many months before.
fn months_ago(now: Timestamp, months: u32) -> Outcome<Timestamp> {
    let wrong = |e: jiff::Error| AppError::Internal(format!("{months} months before {now}: {e}"));
    let day = legal_day(now).checked_sub(i64::from(months).months()).map_err(wrong)?;
    Offset::constant(8).to_timestamp(day.at(0, 0, 0, 0)).map_err(wrong)
}
