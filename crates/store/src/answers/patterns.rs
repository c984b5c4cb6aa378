//! Answers that make the same choices, as counts. They are kept while answers
//! come in, so that a page among millions reads few rows.

use ledger::Hash;
use uuid::Uuid;

use crate::{
    db::{Reader, Row},
    error::StoreError,
    sql::statements,
    value::args,
};

statements! {
    // The smallest number is that of the index: rarer ones are never told.
    MOST_OFTEN = "SELECT pattern, sample, n FROM patterns WHERE consultation = $1 AND n >= 10 \
        ORDER BY n DESC, pattern LIMIT $2";
    OF_GROUP = "SELECT position, day, content FROM answers WHERE consultation = $1 \
        AND stratum = $2 AND position >= $3 AND content LIKE $4 ESCAPE '!' \
        ORDER BY position LIMIT $5";
}

/// Choices that many answers make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pattern {
    /// Hash of group and choices.
    pub pattern: Hash,
    /// Position of one answer with them; none once answers were deleted.
    pub sample: Option<u64>,
    /// How many.
    pub n: u64,
}

/// Where an answer stands, its day and its content.
pub type Likely = (u64, jiff::civil::Date, String);

impl Reader {
    /// What was chosen most often, if it was chosen ten times at least.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn most_alike(
        &mut self,
        consultation: Uuid,
        most: u32,
    ) -> Result<Vec<Pattern>, StoreError> {
        let read = |row: &Row| {
            let (pattern, sample) = (row.get("pattern")?, row.get("sample")?);
            Ok(Pattern { pattern, sample, n: row.get("n")? })
        };
        self.all(&MOST_OFTEN, args![consultation, most]).await?.iter().map(read).collect()
    }

    /// Answers of a group from a position on whose content has a part; whether
    /// they really do is for the caller to look at, since the databases do not
    /// agree on small and large letters.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn answers_with(
        &mut self,
        consultation: Uuid,
        (stratum, part): (&str, &str),
        from: u64,
        most: u32,
    ) -> Result<Vec<Likely>, StoreError> {
        let plain = part.replace('!', "!!").replace('%', "!%").replace('_', "!_");
        let values = args![consultation, stratum, from, format!("%{plain}%"), most];
        let read = |row: &Row| {
            Ok::<_, StoreError>((row.get("position")?, row.get("day")?, row.get("content")?))
        };
        self.all(&OF_GROUP, values).await?.iter().map(read).collect()
    }
}
