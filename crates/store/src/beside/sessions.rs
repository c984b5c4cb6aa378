//! Server-side sessions. Only the hash of the token is kept.

use jiff::Timestamp;
use ledger::Hash;
use uuid::Uuid;

use crate::{
    db::{Reader, Row, Tx},
    error::StoreError,
    sql::statements,
    value::args,
};

macro_rules! columns {
    () => {
        "token_hash, person, post, created_at, seen_at, expires_at"
    };
}

statements! {
    OPEN = concat!("INSERT INTO sessions (", columns!(), ") VALUES ($1, $2, $3, $4, $5, $6)");
    VALID = concat!("SELECT ", columns!(), ", \
        coalesce((SELECT value FROM counters WHERE scope = $3), 0) AS counted \
        FROM sessions WHERE token_hash = $1 AND expires_at > $2");
    OF_PERSON = concat!("SELECT ", columns!(), " FROM sessions WHERE person = $1 ORDER BY created_at, token_hash");
    TOUCH = "UPDATE sessions SET seen_at = $2, expires_at = $3 WHERE token_hash = $1";
    CHOOSE = "UPDATE sessions SET post = $2 WHERE token_hash = $1";
    END = "DELETE FROM sessions WHERE token_hash = $1";
    END_ALL = "DELETE FROM sessions WHERE person = $1";
    SWEEP = "DELETE FROM sessions WHERE expires_at <= $1";
}

/// A session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// SHA-256 of the token that the browser holds.
    pub token_hash: Hash,
    /// The person who signed in.
    pub person: Uuid,
    /// The post in which the person acts.
    pub post: Option<Uuid>,
    /// When the person signed in.
    pub created_at: Timestamp,
    /// Last request noted.
    pub seen_at: Timestamp,
    /// Void from this instant.
    pub expires_at: Timestamp,
}

fn read(row: &Row) -> Result<Session, StoreError> {
    Ok(Session {
        token_hash: row.get("token_hash")?,
        person: row.get("person")?,
        post: row.get("post")?,
        created_at: row.get("created_at")?,
        seen_at: row.get("seen_at")?,
        expires_at: row.get("expires_at")?,
    })
}

impl Reader {
    /// The session of a token, if it is still valid, and the last number given in
    /// a scope: every request asks for its session, so that this costs nothing.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn session(
        &mut self,
        token_hash: &Hash,
        now: Timestamp,
        scope: &str,
    ) -> Result<Option<(Session, i64)>, StoreError> {
        let found = self.first(&VALID, args![token_hash, now, scope]).await?;
        found.map(|row| Ok((read(&row)?, row.get("counted")?))).transpose()
    }

    /// All sessions of a person, oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn sessions_of(&mut self, person: Uuid) -> Result<Vec<Session>, StoreError> {
        self.all(&OF_PERSON, args![person]).await?.iter().map(read).collect()
    }
}

impl Tx {
    /// Opens a session; the person needs an account.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer or refuses the row.
    pub async fn open_session(&mut self, session: &Session) -> Result<(), StoreError> {
        let values = args![
            session.token_hash,
            session.person,
            session.post,
            session.created_at,
            session.seen_at,
            session.expires_at,
        ];
        self.run(&OPEN, values).await?;
        Ok(())
    }

    /// Notes a request and moves the end of the session.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn touch_session(
        &mut self,
        token_hash: &Hash,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<(), StoreError> {
        self.run(&TOUCH, args![token_hash, now, expires_at]).await?;
        Ok(())
    }

    /// Sets the post in which the person acts from now on.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn choose_post(
        &mut self,
        token_hash: &Hash,
        post: Option<Uuid>,
    ) -> Result<(), StoreError> {
        self.run(&CHOOSE, args![token_hash, post]).await?;
        Ok(())
    }

    /// Ends a session.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn end_session(&mut self, token_hash: &Hash) -> Result<(), StoreError> {
        self.run(&END, args![token_hash]).await?;
        Ok(())
    }

    /// Ends all sessions of a person and returns how many.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn end_sessions_of(&mut self, person: Uuid) -> Result<u64, StoreError> {
        self.run(&END_ALL, args![person]).await
    }

    /// Removes sessions that are void and returns how many.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn sweep_sessions(&mut self, now: Timestamp) -> Result<u64, StoreError> {
        self.run(&SWEEP, args![now]).await
    }
}
