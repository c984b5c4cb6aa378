//! Reading answers: the head, the counts, one receipt, all rows in pages.

use std::collections::BTreeMap;

use jiff::civil::Date;
use ledger::Hash;
use uuid::Uuid;

use crate::{
    db::{Reader, Row},
    error::StoreError,
    sql::{Sql, list, statements},
    value::{Value, args},
};

statements! {
    HEAD = "SELECT closed, size, root FROM consultations WHERE id = $1";
    COUNTS = "SELECT question, stratum, choice, n FROM counts WHERE consultation = $1 \
        ORDER BY question, stratum, choice";
    RECEIPT = "SELECT r.consultation, r.position, l.leaf, a.content FROM receipts r \
        JOIN leaves l ON l.consultation = r.consultation AND l.position = r.position \
        LEFT JOIN answers a ON a.consultation = r.consultation AND a.position = r.position \
        WHERE r.tag = $1";
}

/// Answers that are read at once by their positions.
const AT_ONCE: usize = 250;

fn rows_at() -> Sql {
    let positions = list(2, AT_ONCE);
    Sql::built(format!(
        "SELECT position, stratum, channel, day, content FROM answers \
         WHERE consultation = $1 AND position IN ({positions})"
    ))
}

/// Every built statement.
pub(crate) fn samples() -> Vec<Sql> {
    vec![rows_at()]
}

/// Where the answers of a consultation stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnswersHead {
    /// Whether no more are taken.
    pub closed: bool,
    /// Number of answers.
    pub size: u64,
    /// Root over their leaves.
    pub root: Hash,
}

/// How often something was chosen by a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// Code of the question; empty for the number of answers, `channel` for channels.
    pub question: String,
    /// Code of the group.
    pub stratum: String,
    /// Code of the choice.
    pub choice: String,
    /// How often.
    pub n: u64,
}

/// What a receipt leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The consultation.
    pub consultation: Uuid,
    /// Position of the leaf.
    pub position: u64,
    /// The leaf.
    pub leaf: Hash,
    /// The stored answer; none once it was deleted.
    pub content: Option<String>,
}

/// One stored answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerRow {
    /// Position of its leaf.
    pub position: u64,
    /// Code of the group.
    pub stratum: String,
    /// Code of the channel.
    pub channel: String,
    /// Legal day.
    pub day: Date,
    /// Canonical JSON of what was chosen.
    pub content: String,
}

impl Reader {
    /// The head of a consultation's answers; none before it was opened.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn answers_head(
        &mut self,
        consultation: Uuid,
    ) -> Result<Option<AnswersHead>, StoreError> {
        let row = self.first(&HEAD, args![consultation]).await?;
        let read = |row: Row| {
            Ok(AnswersHead {
                closed: row.get("closed")?,
                size: row.get("size")?,
                root: row.get("root")?,
            })
        };
        row.map(read).transpose()
    }

    /// Every count of a consultation.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn answer_counts(&mut self, consultation: Uuid) -> Result<Vec<Count>, StoreError> {
        let read = |row: &Row| {
            Ok(Count {
                question: row.get("question")?,
                stratum: row.get("stratum")?,
                choice: row.get("choice")?,
                n: row.get("n")?,
            })
        };
        self.all(&COUNTS, args![consultation]).await?.iter().map(read).collect()
    }

    /// What a receipt's tag leads to.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn receipt(&mut self, tag: &Hash) -> Result<Option<Receipt>, StoreError> {
        let row = self.first(&RECEIPT, args![tag]).await?;
        let read = |row: Row| {
            Ok(Receipt {
                consultation: row.get("consultation")?,
                position: row.get("position")?,
                leaf: row.get("leaf")?,
                content: row.get("content")?,
            })
        };
        row.map(read).transpose()
    }

    /// The answers at some positions, in the order in which these are given;
    /// those that were deleted are left out.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn answers_at(
        &mut self,
        consultation: Uuid,
        positions: &[u64],
    ) -> Result<Vec<AnswerRow>, StoreError> {
        let mut found = Vec::with_capacity(positions.len());
        for some in positions.chunks(AT_ONCE) {
            // The last one again where there are fewer: one statement for all.
            let padded = some.iter().chain(some.last().into_iter().cycle()).take(AT_ONCE);
            let mut values = args![consultation];
            values.extend(padded.map(|position| Value::from(*position)));
            let rows = self.all(&rows_at(), values).await?;
            let read = |row: &Row| {
                Ok::<_, StoreError>(AnswerRow {
                    position: row.get("position")?,
                    stratum: row.get("stratum")?,
                    channel: row.get("channel")?,
                    day: row.get("day")?,
                    content: row.get("content")?,
                })
            };
            let mut rows: BTreeMap<u64, AnswerRow> =
                rows.iter().map(|r| read(r).map(|r| (r.position, r))).collect::<Result<_, _>>()?;
            found.extend(some.iter().filter_map(|position| rows.remove(position)));
        }
        Ok(found)
    }
}
