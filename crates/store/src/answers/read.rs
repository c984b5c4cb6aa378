//! Reading answers: the head, the counts, one receipt, all rows in pages.

use jiff::civil::Date;
use ledger::Hash;
use uuid::Uuid;

use crate::{
    db::{Reader, Row},
    error::StoreError,
    sql::statements,
    value::args,
};

statements! {
    HEAD = "SELECT closed, size, root FROM consultations WHERE id = $1";
    COUNTS = "SELECT question, stratum, choice, n FROM counts WHERE consultation = $1 \
        ORDER BY question, stratum, choice";
    RECEIPT = "SELECT r.consultation, r.position, l.leaf, a.content FROM receipts r \
        JOIN leaves l ON l.consultation = r.consultation AND l.position = r.position \
        LEFT JOIN answers a ON a.consultation = r.consultation AND a.position = r.position \
        WHERE r.tag = $1";
    ROWS = "SELECT position, stratum, channel, day, content FROM answers \
        WHERE consultation = $1 AND position >= $2 ORDER BY position LIMIT $3";
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

    /// A page of answers from a position on.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn answer_rows(
        &mut self,
        consultation: Uuid,
        from: u64,
        most: u32,
    ) -> Result<Vec<AnswerRow>, StoreError> {
        let read = |row: &Row| {
            Ok(AnswerRow {
                position: row.get("position")?,
                stratum: row.get("stratum")?,
                channel: row.get("channel")?,
                day: row.get("day")?,
                content: row.get("content")?,
            })
        };
        self.all(&ROWS, args![consultation, from, most]).await?.iter().map(read).collect()
    }
}
