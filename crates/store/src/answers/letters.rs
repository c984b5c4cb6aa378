//! Letters with a code for one household each. Their hashes stand in an order
//! that means nothing, and no row says when a letter was used or for what.

use std::collections::BTreeMap;

use ledger::Hash;
use uuid::Uuid;

use super::{
    NewAnswer,
    place::{Insert, SIZES, chunks},
};
use crate::{
    db::{Lock, Reader, Row, Tx},
    error::StoreError,
    sql::{Sql, list, statements},
    value::{Value, args},
};

statements! {
    KEEP_KEY = "INSERT INTO letter_keys (consultation, key) VALUES ($1, $2) \
        ON CONFLICT (consultation) DO NOTHING";
    KEY = "SELECT key FROM letter_keys WHERE consultation = $1";
    HEAD = "SELECT spent, COUNT(*) AS n FROM letters WHERE consultation = $1 GROUP BY spent \
        ORDER BY spent";
    ALL_OF = "SELECT hash, spent FROM letters WHERE consultation = $1 ORDER BY hash";
    FORGET = "DELETE FROM letters WHERE consultation = $1";
    FORGET_KEY = "DELETE FROM letter_keys WHERE consultation = $1";
}

const LETTERS: Insert =
    Insert { table: "letters", columns: &["hash", "consultation", "spent"], then: "" };

fn known_letters(count: usize) -> Sql {
    let hashes = list(1, count);
    Sql::built(format!("SELECT hash, consultation, spent FROM letters WHERE hash IN ({hashes})"))
}

fn spend(count: usize) -> Sql {
    let hashes = list(1, count);
    Sql::built(format!("UPDATE letters SET spent = 1 WHERE hash IN ({hashes})"))
}

/// Every built statement in its sizes.
pub(crate) fn samples() -> Vec<Sql> {
    let inserts = SIZES.map(|rows| LETTERS.sql(rows));
    inserts.into_iter().chain(SIZES.map(known_letters)).chain(SIZES.map(spend)).collect()
}

/// How many letters there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LettersHead {
    /// Letters that were not used.
    pub left: u64,
    /// Letters that were used.
    pub used: u64,
}

/// Letters of a batch: of which consultation, and whether they were used.
pub(super) type Letters = BTreeMap<Hash, (Uuid, bool)>;

impl Reader {
    /// The key under which codes of letters are hashed; none before the first
    /// letters were printed.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn letter_key(&mut self, consultation: Uuid) -> Result<Option<String>, StoreError> {
        let row = self.first(&KEY, args![consultation]).await?;
        row.map(|row| row.get("key")).transpose()
    }

    /// How many letters there are, and how many were used.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn letters_head(&mut self, consultation: Uuid) -> Result<LettersHead, StoreError> {
        let mut head = LettersHead::default();
        for row in self.all(&HEAD, args![consultation]).await? {
            let n = row.get("n")?;
            if row.get::<bool>("spent")? { head.used = n } else { head.left = n }
        }
        Ok(head)
    }
}

impl Tx {
    /// Keeps the key under which codes are hashed; one that exists stays.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn keep_letter_key(
        &mut self,
        consultation: Uuid,
        key: &[u8; 32],
    ) -> Result<(), StoreError> {
        self.run(&KEEP_KEY, args![consultation, hex::encode(key)]).await?;
        Ok(())
    }

    /// Puts new letters among those that were printed before. All are written
    /// again in the order of their hashes, so that where a row lies tells nothing.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn add_letters(
        &mut self,
        consultation: Uuid,
        hashes: &[Hash],
    ) -> Result<(), StoreError> {
        self.write_letters(consultation, hashes).await
    }

    /// Writes the letters again in the order of their hashes, so that neither
    /// place nor transaction of a row tells when its letter was used.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn settle_letters(&mut self, consultation: Uuid) -> Result<(), StoreError> {
        self.write_letters(consultation, &[]).await
    }

    async fn write_letters(&mut self, consultation: Uuid, new: &[Hash]) -> Result<(), StoreError> {
        self.lock(Lock::Answers).await?;
        let mut all: BTreeMap<Hash, bool> = new.iter().map(|hash| (*hash, false)).collect();
        for row in self.all(&ALL_OF, args![consultation]).await? {
            all.insert(row.get("hash")?, row.get("spent")?);
        }
        self.run(&FORGET, args![consultation]).await?;
        let rows: Vec<Vec<Value>> = all
            .into_iter()
            .map(|(hash, spent)| args![hash, consultation, u64::from(spent)])
            .collect();
        for chunk in chunks(&rows) {
            self.run(&LETTERS.sql(chunk.len()), chunk.concat()).await?;
        }
        Ok(())
    }

    /// The letters that a batch of answers names.
    pub(super) async fn letters_of(&mut self, given: &[NewAnswer]) -> Result<Letters, StoreError> {
        let named: Vec<Vec<Value>> =
            given.iter().filter_map(|a| a.letter).map(|hash| args![hash]).collect();
        let mut found = Letters::new();
        let mut note = |row: &Row| -> Result<(), StoreError> {
            let of = (row.get("consultation")?, row.get("spent")?);
            found.insert(row.get("hash")?, of);
            Ok(())
        };
        for chunk in chunks(&named) {
            for row in self.all(&known_letters(chunk.len()), chunk.concat()).await? {
                note(&row)?;
            }
        }
        Ok(found)
    }

    /// Notes that letters were used.
    pub(super) async fn spend_letters(&mut self, mut used: Vec<Hash>) -> Result<(), StoreError> {
        used.sort_unstable();
        let rows: Vec<Vec<Value>> = used.into_iter().map(|hash| args![hash]).collect();
        for chunk in chunks(&rows) {
            self.run(&spend(chunk.len()), chunk.concat()).await?;
        }
        Ok(())
    }

    /// Forgets every letter of a consultation, and the key.
    pub(super) async fn forget_letters(&mut self, consultation: Uuid) -> Result<(), StoreError> {
        self.run(&FORGET, args![consultation]).await?;
        self.run(&FORGET_KEY, args![consultation]).await?;
        Ok(())
    }
}
