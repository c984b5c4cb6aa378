//! Words of grievances: sealed as they come in, looked at by a person, erasable
//! one by one at the end of their term, and with the key of their matter once
//! nothing lies under it any more.

use jiff::civil::Date;
use ledger::Hash;
use uuid::Uuid;

use super::Decided;
use crate::{
    db::{Lock, Reader, Row, Tx},
    error::StoreError,
    sql::statements,
    value::args,
};

statements! {
    MAKE_KEY = "INSERT INTO grievance_keys (matter, text_key) VALUES ($1, $2) \
        ON CONFLICT (matter) DO NOTHING";
    KEY = "SELECT text_key FROM grievance_keys WHERE matter = $1";
    DROP_KEY = "DELETE FROM grievance_keys WHERE matter = $1 AND NOT EXISTS \
        (SELECT 1 FROM grievance_texts t WHERE t.matter = $1 AND t.original IS NOT NULL)";
    ERASE = "UPDATE grievance_texts SET salt = NULL, original = NULL, shown = NULL \
        WHERE id = $1";
    HELD = "SELECT id, matter FROM grievance_texts WHERE original IS NOT NULL AND day <= $1 \
        AND id > $2 ORDER BY id LIMIT $3";
    PLACE = "INSERT INTO grievance_texts (id, matter, day, commitment, salt, original, state) \
        VALUES ($1, $2, $3, $4, $5, $6, 'WAITING') ON CONFLICT (id) DO NOTHING";
    ONE = "SELECT id, matter, day, commitment, salt, original, shown, state, reason \
        FROM grievance_texts WHERE id = $1";
    WAITING = "SELECT id FROM grievance_texts WHERE matter = $1 AND state = 'WAITING' \
        AND original IS NOT NULL \
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
    /// the first and while nothing lies under it.
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

    /// Grievances that came in on a day or before and whose words are still there,
    /// each with its matter, by identifier after the given one.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn held_grievances(
        &mut self,
        until: Date,
        after: Uuid,
        most: u32,
    ) -> Result<Vec<(Uuid, Uuid)>, StoreError> {
        let rows = self.all(&HELD, args![until, after, most]).await?;
        rows.iter().map(|row| Ok((row.get("id")?, row.get("matter")?))).collect()
    }
}

impl Tx {
    /// The key of the grievances of a matter; the given one where it has none.
    /// Until the end of the transaction no other one destroys it.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn open_grievance_key(
        &mut self,
        matter: Uuid,
        fresh: &[u8; 32],
    ) -> Result<String, StoreError> {
        self.lock(Lock::Answers).await?;
        self.run(&MAKE_KEY, args![matter, hex::encode(fresh)]).await?;
        let key = self.grievance_key(matter).await?;
        key.ok_or_else(|| StoreError::corrupt("a key of grievances that was made is not there"))
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

    /// Takes the words of grievances of a matter out, and destroys its key once no
    /// words lie under it: none can be read again. Their events and figures stay.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn erase_grievances(
        &mut self,
        matter: Uuid,
        grievances: &[Uuid],
    ) -> Result<(), StoreError> {
        self.lock(Lock::Answers).await?;
        for id in grievances {
            self.run(&ERASE, args![*id]).await?;
        }
        self.run(&DROP_KEY, args![matter]).await?;
        Ok(())
    }
}
