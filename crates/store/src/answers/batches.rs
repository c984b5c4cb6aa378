//! Files of answers that wait to be taken in.

use ledger::Hash;
use uuid::Uuid;

use crate::{
    db::{Reader, Tx},
    error::StoreError,
    sql::statements,
    value::args,
};

statements! {
    PUT = "INSERT INTO batches (consultation, clerk, file, sealed) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (consultation, clerk) \
        DO UPDATE SET file = excluded.file, sealed = excluded.sealed";
    OF = "SELECT sealed FROM batches WHERE consultation = $1 AND clerk = $2 AND file = $3";
    DONE = "DELETE FROM batches WHERE consultation = $1 AND clerk = $2";
    ALL_DONE = "DELETE FROM batches WHERE consultation = $1";
}

impl Reader {
    /// The rows of a file that an official brought, under the key of the
    /// consultation; none where the official brought another one since.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn waiting_batch(
        &mut self,
        consultation: Uuid,
        clerk: Uuid,
        file: Hash,
    ) -> Result<Option<String>, StoreError> {
        let row = self.first(&OF, args![consultation, clerk, file]).await?;
        row.map(|row| row.get("sealed")).transpose()
    }
}

impl Tx {
    /// Keeps the rows of a file; they replace what the official brought before.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn put_batch_of(
        &mut self,
        consultation: Uuid,
        clerk: Uuid,
        (file, sealed): (Hash, &str),
    ) -> Result<(), StoreError> {
        self.run(&PUT, args![consultation, clerk, file, sealed]).await?;
        Ok(())
    }

    /// Forgets what an official brought.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn forget_batch(
        &mut self,
        consultation: Uuid,
        clerk: Uuid,
    ) -> Result<(), StoreError> {
        self.run(&DONE, args![consultation, clerk]).await?;
        Ok(())
    }

    /// Forgets every file that waits.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn forget_batches(&mut self, consultation: Uuid) -> Result<(), StoreError> {
        self.run(&ALL_DONE, args![consultation]).await?;
        Ok(())
    }
}
