//! The queue of work that is slow or outside: done at least once, so every job
//! must be safe to repeat.

use jiff::{SignedDuration, Timestamp};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::{
    db::{Reader, Row, Tx},
    error::StoreError,
    sql::{Sql, list, statements},
    value::{Value, args},
};

macro_rules! columns {
    () => {
        "id, kind, dedup_key, payload, state, run_at, attempts, lease_until, last_error"
    };
}

statements! {
    ENQUEUE = "INSERT INTO jobs (id, kind, dedup_key, payload, state, run_at, attempts) \
        VALUES ($1, $2, $3, $4, 'READY', $5, 0) ON CONFLICT (dedup_key) DO NOTHING";
    COMPLETE = "UPDATE jobs SET state = 'DONE', lease_until = NULL, finished_at = $3 \
        WHERE id = $1 AND state = 'RUNNING' AND attempts = $2";
    FAIL = "UPDATE jobs SET state = $3, run_at = $4, lease_until = NULL, last_error = $5, \
        finished_at = $6 WHERE id = $1 AND state = 'RUNNING' AND attempts = $2";
    PROLONG = "UPDATE jobs SET lease_until = $3 \
        WHERE id = $1 AND state = 'RUNNING' AND attempts = $2";
    RELEASE = "UPDATE jobs SET state = 'READY', lease_until = NULL, attempts = attempts - 1 \
        WHERE id = $1 AND state = 'RUNNING' AND attempts = $2";
    FORGET = "DELETE FROM jobs WHERE state IN ('DONE', 'DEAD') AND finished_at < $1";
    IN_STATE = concat!("SELECT ", columns!(), " FROM jobs WHERE state = $1 ORDER BY run_at, id LIMIT $2");
}

/// Claims the next job of some kinds: `$1` now, `$2` end of the lease. The
/// outer condition is read again by PostgreSQL when two workers meet.
pub(crate) fn claim_sql(kinds: usize) -> Sql {
    const OPEN: &str = "((state = 'READY' AND run_at <= $1) \
        OR (state = 'RUNNING' AND lease_until <= $1))";
    Sql::built(format!(
        "UPDATE jobs SET state = 'RUNNING', attempts = attempts + 1, lease_until = $2 \
         WHERE {OPEN} AND id = (SELECT id FROM jobs WHERE {OPEN} AND kind IN ({}) \
         ORDER BY run_at, id LIMIT 1) RETURNING {}",
        list(3, kinds),
        columns!()
    ))
}

/// State of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobState {
    /// Waits for its turn.
    Ready,
    /// Claimed by a worker.
    Running,
    /// Done.
    Done,
    /// Given up after its last attempt.
    Dead,
}

impl JobState {
    /// The stored code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ready => "READY",
            Self::Running => "RUNNING",
            Self::Done => "DONE",
            Self::Dead => "DEAD",
        }
    }
}

/// A job to enqueue.
#[derive(Debug, Clone, PartialEq)]
pub struct NewJob<'a> {
    /// Identifier of the job.
    pub id: Uuid,
    /// What to do.
    pub kind: &'a str,
    /// A second job with the same key is not taken.
    pub key: Option<&'a str>,
    /// Identifiers for the worker; no personal data.
    pub payload: &'a Json,
    /// Not before this instant.
    pub run_at: Timestamp,
}

/// A job as stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// Identifier of the job.
    pub id: Uuid,
    /// What to do.
    pub kind: String,
    /// Its key.
    pub key: Option<String>,
    /// Identifiers for the worker.
    pub payload: Json,
    /// Code of its state.
    pub state: String,
    /// Not before this instant.
    pub run_at: Timestamp,
    /// How often it was claimed, this time included.
    pub attempts: u32,
    /// A claim is void after this instant.
    pub lease_until: Option<Timestamp>,
    /// Why the last attempt failed.
    pub last_error: Option<String>,
}

/// How failed jobs are tried again: after `first`, then twice that and so on,
/// at most `longest`, `attempts` times in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backoff {
    /// Wait after the first failure.
    pub first: SignedDuration,
    /// Longest wait.
    pub longest: SignedDuration,
    /// Attempts before a job is given up.
    pub attempts: u32,
}

impl Backoff {
    /// The wait after the given number of attempts (1 or more).
    #[must_use]
    pub fn wait(&self, attempts: u32) -> SignedDuration {
        let factor = 1_i32.checked_shl(attempts.saturating_sub(1)).unwrap_or(i32::MAX);
        let factor = if factor <= 0 { i32::MAX } else { factor };
        self.first.checked_mul(factor).unwrap_or(self.longest).min(self.longest)
    }
}

fn read(row: &Row) -> Result<Job, StoreError> {
    Ok(Job {
        id: row.get("id")?,
        kind: row.get("kind")?,
        key: row.get("dedup_key")?,
        payload: serde_json::from_str(&row.get::<String>("payload")?)
            .map_err(StoreError::corrupt)?,
        state: row.get("state")?,
        run_at: row.get("run_at")?,
        attempts: row.get("attempts")?,
        lease_until: row.get("lease_until")?,
        last_error: row.get("last_error")?,
    })
}

impl Tx {
    /// Puts a job into the queue with the act that wants it. `false` when a job
    /// with the same key is there already.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn enqueue(&mut self, job: &NewJob<'_>) -> Result<bool, StoreError> {
        let values = args![job.id, job.kind, job.key, job.payload.to_string(), job.run_at];
        Ok(self.run(&ENQUEUE, values).await? > 0)
    }

    /// Claims the next job of some kinds that is due, or whose worker let the
    /// lease pass. Commit before working, so that others see the claim.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn claim_job(
        &mut self,
        kinds: &[&str],
        now: Timestamp,
        lease: SignedDuration,
    ) -> Result<Option<Job>, StoreError> {
        if kinds.is_empty() {
            return Ok(None);
        }
        let until = now.checked_add(lease).map_err(|e| StoreError::Invalid(e.to_string()))?;
        let mut values = args![now, until];
        values.extend(kinds.iter().map(|kind| Value::from(*kind)));
        self.first(&claim_sql(kinds.len()), values).await?.as_ref().map(read).transpose()
    }

    /// Holds a claimed job for longer. `false` when another worker has claimed it
    /// since: whoever learns this stops.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn prolong_job(&mut self, job: &Job, until: Timestamp) -> Result<bool, StoreError> {
        Ok(self.run(&PROLONG, args![job.id, job.attempts, until]).await? > 0)
    }

    /// Gives a claimed job back as if it had not been claimed, for a worker that is
    /// asked to stop. `false` when another worker has claimed it since.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn release_job(&mut self, job: &Job) -> Result<bool, StoreError> {
        Ok(self.run(&RELEASE, args![job.id, job.attempts]).await? > 0)
    }

    /// Deletes jobs that were over before an instant.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn forget_jobs(&mut self, before: Timestamp) -> Result<u64, StoreError> {
        self.run(&FORGET, args![before]).await
    }

    /// Marks a claimed job as done. `false` when the lease had passed and
    /// another worker has claimed it since.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn complete_job(&mut self, job: &Job, now: Timestamp) -> Result<bool, StoreError> {
        Ok(self.run(&COMPLETE, args![job.id, job.attempts, now]).await? > 0)
    }

    /// Puts a failed job back for later, or gives it up after its last attempt.
    /// `false` when another worker has claimed it since.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn fail_job(
        &mut self,
        job: &Job,
        reason: &str,
        now: Timestamp,
        backoff: &Backoff,
    ) -> Result<bool, StoreError> {
        let last = job.attempts >= backoff.attempts;
        let state = if last { JobState::Dead } else { JobState::Ready };
        let again = now.checked_add(backoff.wait(job.attempts)).unwrap_or(now);
        let finished = last.then_some(now);
        let values = args![job.id, job.attempts, state.code(), again, reason, finished];
        Ok(self.run(&FAIL, values).await? > 0)
    }
}

impl Reader {
    /// Jobs in a state, in the order of their turn.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn jobs(&mut self, state: JobState, limit: u32) -> Result<Vec<Job>, StoreError> {
        self.all(&IN_STATE, args![state.code(), limit]).await?.iter().map(read).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest() {
        let backoff = Backoff {
            first: SignedDuration::from_secs(10),
            longest: SignedDuration::from_secs(3600),
            attempts: 100,
        };
        let waits = [1, 2, 3, 9, 10, 31, 32, 33, 100, u32::MAX].map(|n| backoff.wait(n).as_secs());
        assert_eq!(waits, [10, 20, 40, 2560, 3600, 3600, 3600, 3600, 3600, 3600]);
    }
}
