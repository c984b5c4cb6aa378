//! Double clicks and repeats of lost answers: the outcome of a request is kept
//! in the transaction that did it.

use jiff::Timestamp;
use ledger::Hash;
use uuid::Uuid;

use crate::{
    db::{Reader, Tx},
    error::StoreError,
    sql::statements,
    value::args,
};

statements! {
    RECALL = "SELECT person, idem_key, route, request_hash, status, location, created_at \
        FROM idempotency_keys WHERE person = $1 AND idem_key = $2";
    REMEMBER = "INSERT INTO idempotency_keys \
        (person, idem_key, route, request_hash, status, location, created_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (person, idem_key) DO NOTHING";
    PLACE = "UPDATE idempotency_keys SET location = $3 WHERE person = $1 AND idem_key = $2";
    FORGET = "DELETE FROM idempotency_keys WHERE created_at < $1";
}

/// The outcome of a request under an idempotency key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    /// The person who sent the request.
    pub person: Uuid,
    /// The key, chosen by the form or the client.
    pub key: String,
    /// The route that it was used on.
    pub route: String,
    /// SHA-256 of the request's content: a key belongs to one request.
    pub request_hash: Hash,
    /// HTTP status of the answer.
    pub status: u32,
    /// Where the answer led.
    pub location: Option<String>,
    /// When it was first used.
    pub created_at: Timestamp,
}

/// Why an outcome could not be remembered.
#[derive(Debug, thiserror::Error)]
pub enum IdempotencyError {
    /// The same request was done a moment ago by another process: roll back and
    /// answer with its outcome ([`Reader::recall`]).
    #[error("the request was done already")]
    Done,
    /// Any other failure.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Reader {
    /// The outcome under a key, if it was used. The caller compares route and
    /// request: another request under the same key is a mistake of the client.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn recall(
        &mut self,
        person: Uuid,
        key: &str,
    ) -> Result<Option<Remembered>, StoreError> {
        let Some(row) = self.first(&RECALL, args![person, key]).await? else {
            return Ok(None);
        };
        Ok(Some(Remembered {
            person: row.get("person")?,
            key: row.get("idem_key")?,
            route: row.get("route")?,
            request_hash: row.get("request_hash")?,
            status: row.get("status")?,
            location: row.get("location")?,
            created_at: row.get("created_at")?,
        }))
    }
}

impl Tx {
    /// Keeps the outcome with the act. Call it before the act: of two equal
    /// requests at once the second waits here and is then told.
    ///
    /// # Errors
    /// [`IdempotencyError::Done`] when the key was used already.
    pub async fn remember(&mut self, outcome: &Remembered) -> Result<(), IdempotencyError> {
        let values = args![
            outcome.person,
            &outcome.key,
            &outcome.route,
            outcome.request_hash,
            outcome.status,
            outcome.location.clone(),
            outcome.created_at,
        ];
        match self.run(&REMEMBER, values).await? {
            0 => Err(IdempotencyError::Done),
            _ => Ok(()),
        }
    }

    /// States where the answer led, which is known only after the act.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn place_outcome(
        &mut self,
        person: Uuid,
        key: &str,
        location: Option<&str>,
    ) -> Result<(), StoreError> {
        self.run(&PLACE, args![person, key, location.map(str::to_owned)]).await?;
        Ok(())
    }

    /// Forgets outcomes of before an instant and returns how many.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn forget_outcomes(&mut self, before: Timestamp) -> Result<u64, StoreError> {
        self.run(&FORGET, args![before]).await
    }
}
