//! Discussion rounds: where their votes and statements are kept, and the rows of
//! votes in pages.

use uuid::Uuid;

use crate::{
    db::{Reader, Row, Tx},
    error::StoreError,
    sql::statements,
    value::args,
};

statements! {
    NAME = "INSERT INTO rounds (place, consultation, kind) VALUES ($1, $2, $3) \
        ON CONFLICT (place) DO NOTHING";
    PLACE = "SELECT consultation, kind FROM rounds WHERE place = $1";
    ROWS = "SELECT position, content FROM answers WHERE consultation = $1 AND position >= $2 \
        ORDER BY position LIMIT $3";
}

/// What lies at a place of a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoundRows {
    /// Rows of votes.
    Votes,
    /// Statements that residents sent.
    Statements,
}

impl RoundRows {
    const fn code(self) -> &'static str {
        match self {
            Self::Votes => "VOTES",
            Self::Statements => "STATEMENTS",
        }
    }
}

/// To which consultation a place belongs, and what lies there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoundPlace {
    /// The consultation.
    pub consultation: Uuid,
    /// What lies there.
    pub rows: RoundRows,
}

fn read(row: &Row) -> Result<RoundPlace, StoreError> {
    let rows = match row.get::<String>("kind")?.as_str() {
        "VOTES" => RoundRows::Votes,
        "STATEMENTS" => RoundRows::Statements,
        other => return Err(StoreError::corrupt(format!("place of a round: {other}"))),
    };
    Ok(RoundPlace { consultation: row.get("consultation")?, rows })
}

impl Reader {
    /// What a place belongs to; none where it is that of a questionnaire.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn round_place(&mut self, place: Uuid) -> Result<Option<RoundPlace>, StoreError> {
        let row = self.first(&PLACE, args![place]).await?;
        row.as_ref().map(read).transpose()
    }

    /// Contents of rows from a position on, with their positions.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn contents_from(
        &mut self,
        place: Uuid,
        position: u64,
        most: u32,
    ) -> Result<Vec<(u64, String)>, StoreError> {
        let read = |row: &Row| Ok((row.get("position")?, row.get("content")?));
        self.all(&ROWS, args![place, position, most]).await?.iter().map(read).collect()
    }
}

impl Tx {
    /// Makes a place of a round; one that exists stays, with its own key.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn open_round(
        &mut self,
        place: Uuid,
        of: RoundPlace,
        text_key: &[u8; 32],
    ) -> Result<(), StoreError> {
        self.run(&NAME, args![place, of.consultation, of.rows.code()]).await?;
        self.open_answers(place, text_key).await
    }
}
