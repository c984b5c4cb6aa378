//! Rule packages by their hash: what a record pinned stays readable for ever.

use jiff::Timestamp;
use ledger::Hash;

use crate::{
    db::{Reader, Tx},
    error::StoreError,
    sql::statements,
    value::args,
};

statements! {
    KEEP = "INSERT INTO rule_packages (hash, content, first_used_at) VALUES ($1, $2, $3) \
        ON CONFLICT (hash) DO NOTHING";
    CONTENT = "SELECT content FROM rule_packages WHERE hash = $1";
}

impl Tx {
    /// Keeps the canonical text of a rule package and returns its hash
    /// (SHA-256 of the text). Keeping it again changes nothing.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn keep_rule_package(
        &mut self,
        text: &str,
        now: Timestamp,
    ) -> Result<Hash, StoreError> {
        let hash = Hash::of(text.as_bytes());
        self.run(&KEEP, args![hash, text, now]).await?;
        Ok(hash)
    }
}

impl Reader {
    /// The canonical text of a rule package that was used.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the text does not have that hash any more.
    pub async fn rule_package(&mut self, hash: &Hash) -> Result<Option<String>, StoreError> {
        let Some(row) = self.first(&CONTENT, args![hash]).await? else {
            return Ok(None);
        };
        let text: String = row.get("content")?;
        if Hash::of(text.as_bytes()) == *hash {
            Ok(Some(text))
        } else {
            Err(StoreError::Corrupt(format!("rule package {hash} was changed")))
        }
    }
}
