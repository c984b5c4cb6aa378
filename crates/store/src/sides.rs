//! Erasable values (free text, names, descriptions of files) beside the log.
//! The log holds only their salted commitments; with value and salt erased,
//! log and state stay valid and the page says that the value was erased.

use std::collections::BTreeMap;

use domain::ids::UnitId;
use jiff::Timestamp;
use ledger::Hash;
use uuid::Uuid;

use crate::{
    db::{Reader, Tx},
    error::StoreError,
    projection::TABLES,
    sql::{Sql, list, placeholders, statements},
    stream::StreamRef,
    value::{Value, args},
};

statements! {
    ERASE = "UPDATE side_values SET value = NULL, salt = NULL, erased_at = $2 \
        WHERE commitment = $1 AND erased_at IS NULL";
    OF_RECORD = "SELECT commitment, kind, erased_at FROM side_values \
        WHERE record_kind = $1 AND record_id = $2 ORDER BY commitment";
    HOLDING = "SELECT count(*) AS n FROM side_values WHERE kind = $1 AND value LIKE $2";
    FROM_COMMITMENT = "SELECT commitment, salt, value FROM side_values \
        WHERE commitment > $1 AND value IS NOT NULL ORDER BY commitment LIMIT $2";
}

const SIDE_COLUMNS: usize = 7;
const SIDES_PER_INSERT: usize = 100;
const RESOLVED_AT_ONCE: usize = 400;

pub(crate) fn insert_sides(rows: usize) -> Sql {
    Sql::built(format!(
        "INSERT INTO side_values (commitment, salt, value, kind, record_kind, record_id, unit) \
         VALUES {} ON CONFLICT (commitment) DO NOTHING",
        placeholders(rows, SIDE_COLUMNS)
    ))
}

pub(crate) fn resolve_sql(count: usize) -> Sql {
    Sql::built(format!(
        "SELECT commitment, kind, value, erased_at FROM side_values WHERE commitment IN ({})",
        list(1, count)
    ))
}

/// An erasable value with the salt that its commitment is made with.
#[derive(Clone, PartialEq, Eq)]
pub struct SideValue {
    kind: &'static str,
    value: String,
    salt: [u8; 32],
    commitment: Hash,
}

impl SideValue {
    /// Commits to a value. `kind` says what it is (`title`, `name`, `reason`);
    /// `salt` comes from the caller's source of randomness and is used once.
    #[must_use]
    pub fn new(kind: &'static str, value: impl Into<String>, salt: [u8; 32]) -> Self {
        let value = value.into();
        let commitment = ledger::commitment(&salt, value.as_bytes());
        Self { kind, value, salt, commitment }
    }

    /// The commitment: SHA-256(salt ‖ value).
    #[must_use]
    pub fn commitment(&self) -> Hash {
        self.commitment
    }

    /// The value.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }
}

/// Shows neither value nor salt, so that no log line can hold them.
impl std::fmt::Debug for SideValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SideValue({}, {})", self.kind, self.commitment)
    }
}

/// What became of an erasable value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Resolved {
    /// The value.
    Value {
        /// What it is (`text`, `file`), as whoever stored it said.
        kind: String,
        /// The value itself.
        value: String,
    },
    /// It was erased at this instant.
    Erased(Timestamp),
}

/// An erasable value of a record, without the value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SideInfo {
    /// Its commitment.
    pub commitment: Hash,
    /// What it is.
    pub kind: String,
    /// When it was erased.
    pub erased_at: Option<Timestamp>,
}

impl Reader {
    /// Looks up the values behind commitments, with one statement for each
    /// 400. Commitments that were never stored here are left out.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn resolve(
        &mut self,
        commitments: &[Hash],
    ) -> Result<BTreeMap<Hash, Resolved>, StoreError> {
        let mut found = BTreeMap::new();
        for chunk in commitments.chunks(RESOLVED_AT_ONCE) {
            let values = chunk.iter().map(Value::from).collect();
            for row in self.all(&resolve_sql(chunk.len()), values).await? {
                let value: Option<String> = row.get("value")?;
                let resolved = match value {
                    Some(value) => Resolved::Value { kind: row.get("kind")?, value },
                    None => Resolved::Erased(row.get("erased_at")?),
                };
                found.insert(row.get("commitment")?, resolved);
            }
        }
        Ok(found)
    }

    /// The erasable values that a record brought in.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn sides_of(&mut self, kind: &str, id: Uuid) -> Result<Vec<SideInfo>, StoreError> {
        let rows = self.all(&OF_RECORD, args![kind, id]).await?;
        let read = |row: &crate::db::Row| {
            Ok(SideInfo {
                commitment: row.get("commitment")?,
                kind: row.get("kind")?,
                erased_at: row.get("erased_at")?,
            })
        };
        rows.iter().map(read).collect()
    }

    /// How many values of a kind hold a piece of text that has no wildcards. It
    /// reads every value: for what happens seldom.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn sides_holding(&mut self, kind: &str, piece: &str) -> Result<u64, StoreError> {
        let row = self.first(&HOLDING, args![kind, format!("%{piece}%")]).await?;
        row.map_or(Ok(0), |row| row.get("n"))
    }

    /// Stored values after a commitment, whether they still fit it.
    pub(crate) async fn side_checks(
        &mut self,
        after: &str,
        limit: u32,
    ) -> Result<Vec<(String, bool)>, StoreError> {
        let mut checks = Vec::new();
        for row in self.all(&FROM_COMMITMENT, args![after, limit]).await? {
            let commitment: String = row.get("commitment")?;
            let (salt, value): (Option<Hash>, String) = (row.get("salt")?, row.get("value")?);
            let fits = salt.is_some_and(|salt| {
                ledger::commitment(&salt.0, value.as_bytes()).to_string() == commitment
            });
            checks.push((commitment, fits));
        }
        Ok(checks)
    }
}

impl Tx {
    pub(crate) async fn put_sides(
        &mut self,
        stream: &StreamRef,
        unit: UnitId,
        sides: &[SideValue],
    ) -> Result<(), StoreError> {
        if sides.iter().any(|side| side.value.contains('\0')) {
            return Err(StoreError::Invalid("text with a NUL character".to_owned()));
        }
        for chunk in sides.chunks(SIDES_PER_INSERT) {
            let row = |side: &SideValue| {
                args![
                    side.commitment,
                    Hash(side.salt),
                    &side.value,
                    side.kind,
                    &stream.kind,
                    stream.id,
                    unit.uuid()
                ]
            };
            let values = chunk.iter().flat_map(row).collect();
            self.run(&insert_sides(chunk.len()), values).await?;
        }
        Ok(())
    }

    /// Erases a value and its salt, and the value in every list. The log and
    /// the state stay as they are and stay valid. `false` when there was
    /// nothing to erase.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn erase_side(
        &mut self,
        commitment: &Hash,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let erased = self.run(&ERASE, args![commitment, now]).await?;
        for table in TABLES {
            for sql in table.erase_sql() {
                self.run(&sql, args![commitment]).await?;
            }
        }
        Ok(erased > 0)
    }
}
