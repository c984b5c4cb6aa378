//! Deleting answers at the end of their term. Leaves, tags of receipts, tiles,
//! head and counts stay, so that number, result and proofs hold.

use uuid::Uuid;

use crate::{
    db::{Lock, Reader, Tx},
    error::StoreError,
    sql::statements,
    value::args,
};

statements! {
    ANY = "SELECT position FROM answers WHERE consultation = $1 ORDER BY position LIMIT 1";
    ANY_TEXT = "SELECT position FROM answer_texts WHERE consultation = $1 \
        ORDER BY position LIMIT 1";
    SOME = "DELETE FROM answers WHERE consultation = $1 AND position >= $2 AND position < $3";
    SOME_TEXTS = "DELETE FROM answer_texts WHERE consultation = $1 AND position >= $2 \
        AND position < $3";
    SHEETS = "DELETE FROM sheets WHERE consultation = $1";
    PATTERNS = "DELETE FROM patterns WHERE consultation = $1";
}

/// Positions of one transaction: answers that come in elsewhere wait for it.
const SLICE: u64 = 20_000;

impl Reader {
    /// Whether anything of the answers is still there to be deleted.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn answers_remain(&mut self, consultation: Uuid) -> Result<bool, StoreError> {
        Ok(self.first(&ANY, args![consultation]).await?.is_some()
            || self.first(&ANY_TEXT, args![consultation]).await?.is_some()
            || self.text_key(consultation).await?.is_some())
    }
}

impl Tx {
    /// Deletes the next slice of answers with their texts; the last one takes
    /// along what lies beside them and destroys the keys. Says whether more remain.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn erase_some_answers(&mut self, consultation: Uuid) -> Result<bool, StoreError> {
        self.lock(Lock::Answers).await?;
        let mut from: Option<u64> = None;
        for statement in [&ANY, &ANY_TEXT] {
            if let Some(row) = self.first(statement, args![consultation]).await? {
                let position: u64 = row.get("position")?;
                from = Some(from.map_or(position, |first| first.min(position)));
            }
        }
        if let Some(from) = from {
            let to = from.saturating_add(SLICE);
            self.run(&SOME, args![consultation, from, to]).await?;
            self.run(&SOME_TEXTS, args![consultation, from, to]).await?;
            return Ok(true);
        }
        self.run(&SHEETS, args![consultation]).await?;
        self.run(&PATTERNS, args![consultation]).await?;
        self.forget_letters(consultation).await?;
        self.destroy_text_key(consultation).await?;
        Ok(false)
    }
}
