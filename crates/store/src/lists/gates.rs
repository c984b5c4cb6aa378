//! Gate checks of a unit.

use uuid::Uuid;

use crate::{
    db::Reader,
    error::StoreError,
    projection::{GateCheckRow, ReadRow as _},
    sql::statements,
    value::args,
};

statements! {
    OF_UNIT = "SELECT id, matter_id, number, gate, verdict, rule, unit_id, checked_at \
        FROM gate_checks WHERE unit_id = $1 ORDER BY checked_at DESC, id LIMIT $2";
}

impl Reader {
    /// The gate checks that a unit made, newest first: one statement.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn gate_checks_of_unit(
        &mut self,
        unit: Uuid,
        limit: u32,
    ) -> Result<Vec<GateCheckRow>, StoreError> {
        let rows = self.all(&OF_UNIT, args![unit, limit]).await?;
        rows.iter().map(GateCheckRow::read).collect()
    }
}
