//! Paper forms that one official has typed and a second one has not, or not alike.

use uuid::Uuid;

use crate::{
    db::{Reader, Row, Tx},
    error::StoreError,
    sql::statements,
    value::args,
};

statements! {
    PUT = "INSERT INTO sheets (consultation, sheet, clerk, sealed) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (consultation, sheet, clerk) DO UPDATE SET sealed = excluded.sealed";
    OF = "SELECT sheet, clerk, sealed FROM sheets WHERE consultation = $1 AND sheet = $2 \
        ORDER BY clerk";
    ALL_OF = "SELECT sheet, clerk, sealed FROM sheets WHERE consultation = $1 \
        ORDER BY sheet, clerk LIMIT $2";
    DONE = "DELETE FROM sheets WHERE consultation = $1 AND sheet = $2";
}

/// A paper form as one official typed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedSheet {
    /// Number on the paper.
    pub sheet: String,
    /// Who typed it.
    pub clerk: Uuid,
    /// What was typed, under the key of the consultation.
    pub sealed: String,
}

fn read(row: &Row) -> Result<TypedSheet, StoreError> {
    let (sheet, clerk, sealed) = (row.get("sheet")?, row.get("clerk")?, row.get("sealed")?);
    Ok(TypedSheet { sheet, clerk, sealed })
}

impl Reader {
    /// What was typed of one paper form.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn typed(
        &mut self,
        consultation: Uuid,
        sheet: &str,
    ) -> Result<Vec<TypedSheet>, StoreError> {
        self.all(&OF, args![consultation, sheet]).await?.iter().map(read).collect()
    }

    /// Paper forms that are not done, by their numbers.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn undone_sheets(
        &mut self,
        consultation: Uuid,
        most: u32,
    ) -> Result<Vec<TypedSheet>, StoreError> {
        self.all(&ALL_OF, args![consultation, most]).await?.iter().map(read).collect()
    }
}

impl Tx {
    /// Keeps what an official typed; typed again it replaces what that official
    /// typed before.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn put_typed(
        &mut self,
        consultation: Uuid,
        typed: &TypedSheet,
    ) -> Result<(), StoreError> {
        let values = args![consultation, &typed.sheet, typed.clerk, &typed.sealed];
        self.run(&PUT, values).await?;
        Ok(())
    }

    /// Forgets what was typed of a paper form.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn forget_typed(
        &mut self,
        consultation: Uuid,
        sheet: &str,
    ) -> Result<(), StoreError> {
        self.run(&DONE, args![consultation, sheet]).await?;
        Ok(())
    }
}
