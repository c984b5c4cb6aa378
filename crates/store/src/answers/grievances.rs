//! Words of grievances: sealed as they come in, looked at by a person, erasable
//! by destroying the key of their matter.

use jiff::civil::Date;
use ledger::Hash;
use uuid::Uuid;

use super::Decided;
use crate::{
    db::{Reader, Row, Tx},
    error::StoreError,
    sql::statements,
    value::args,
};

statements! {
    MAKE_KEY = "INSERT INTO grievance_keys (matter, text_key) VALUES ($1, $2) \
        ON CONFLICT (matter) DO NOTHING";
    KEY = "SELECT text_key FROM grievance_keys WHERE matter = $1";
    DESTROY_KEY = "UPDATE grievance_keys SET text_key = NULL WHERE matter = $1";
    ERASE = "UPDATE grievance_texts SET salt = NULL, original = NULL, shown = NULL \
        WHERE matter = $1";
    PLACE = "INSERT INTO grievance_texts (id, matter, day, commitment, salt, original, state) \
        VALUES ($1, $2, $3, $4, $5, $6, 'WAITING') ON CONFLICT (id) DO NOTHING";
    ONE = "SELECT id, matter, day, commitment, salt, original, shown, state, reason \
        FROM grievance_texts WHERE id = $1";
    WAITING = "SELECT id FROM grievance_texts WHERE matter = $1 AND state = 'WAITING' \
        ORDER BY day, id LIMIT $2";
    DECIDE = "UPDATE grievance_texts SET state = $2, reason = $3, shown = $4 WHERE id = $1";
}

/// Words that come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewGrievance {
    /// The grievance.
    pub id: Uuid,
    /// Its matter.
    pub matter: Uuid,
    /// Legal day.
    pub day: Date,
    /// SHA-256 of salt and text.
    pub commitment: Hash,
    /// The salt.
    pub salt: [u8; 32],
    /// The text under the key of its matter.
    pub sealed: String,
}

/// Words as they are stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrievanceText {
    /// The grievance.
    pub id: Uuid,
    /// Its matter.
    pub matter: Uuid,
    /// Legal day.
    pub day: Date,
    /// SHA-256 of salt and text.
    pub commitment: Hash,
    /// The salt as hexadecimal digits; none once the original is gone.
    pub salt: Option<String>,
    /// The original under the key of the matter; none once it is gone.
    pub sealed: Option<String>,
    /// The words that may be read.
    pub shown: Option<String>,
    /// WAITING, SHOWN, REDACTED or WITHHELD.
    pub state: String,
    /// Code of the reason why it is not shown as it was written.
    pub reason: Option<String>,
}

fn read(row: &Row) -> Result<GrievanceText, StoreError> {
    Ok(GrievanceText {
        id: row.get("id")?,
        matter: row.get("matter")?,
        day: row.get("day")?,
        commitment: row.get("commitment")?,
        salt: row.get("salt")?,
        sealed: row.get("original")?,
        shown: row.get("shown")?,
        state: row.get("state")?,
        reason: row.get("reason")?,
    })
}

impl Reader {
    /// The key of the grievances of a matter as hexadecimal digits; none before
    /// the first and after the key was destroyed.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn grievance_key(&mut self, matter: Uuid) -> Result<Option<String>, StoreError> {
        let row = self.first(&KEY, args![matter]).await?;
        Ok(row.map(|row| row.get("text_key")).transpose()?.flatten())
    }

    /// The words of a grievance.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn grievance_text(&mut self, id: Uuid) -> Result<Option<GrievanceText>, StoreError> {
        self.first(&ONE, args![id]).await?.as_ref().map(read).transpose()
    }

    /// Grievances of a matter whose words nobody has looked at, oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn waiting_grievances(
        &mut self,
        matter: Uuid,
        most: u32,
    ) -> Result<Vec<Uuid>, StoreError> {
        let rows = self.all(&WAITING, args![matter, most]).await?;
        rows.iter().map(|row| row.get("id")).collect()
    }
}

impl Tx {
    /// The key of the grievances of a matter; the given one where it has none yet.
    /// None after the key was destroyed.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn open_grievance_key(
        &mut self,
        matter: Uuid,
        fresh: &[u8; 32],
    ) -> Result<Option<String>, StoreError> {
        self.run(&MAKE_KEY, args![matter, hex::encode(fresh)]).await?;
        self.grievance_key(matter).await
    }

    /// Stores the words of a grievance and gives back what is stored under its
    /// identifier: words that came before under the same one stay.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn place_grievance(
        &mut self,
        new: &NewGrievance,
    ) -> Result<GrievanceText, StoreError> {
        let salt = hex::encode(new.salt);
        let values = args![new.id, new.matter, new.day, new.commitment, salt, &new.sealed];
        self.run(&PLACE, values).await?;
        let placed = self.grievance_text(new.id).await?;
        placed.ok_or_else(|| StoreError::corrupt("a grievance that was placed is not there"))
    }

    /// Writes what was decided about the words of a grievance.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn decide_grievance(
        &mut self,
        id: Uuid,
        decided: &Decided,
    ) -> Result<(), StoreError> {
        let values = args![id, &decided.state, decided.reason.clone(), decided.shown.clone()];
        self.run(&DECIDE, values).await?;
        Ok(())
    }

    /// Destroys the key of the grievances of a matter, and takes their words out:
    /// none can be read again. Their events and figures stay.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn erase_grievances(&mut self, matter: Uuid) -> Result<(), StoreError> {
        self.run(&DESTROY_KEY, args![matter]).await?;
        self.run(&ERASE, args![matter]).await?;
        Ok(())
    }
}
