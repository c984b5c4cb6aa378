//! Numbers without gaps: a number that is not committed is given again.

use crate::{
    db::{Reader, Tx},
    error::StoreError,
    sql::statements,
    value::args,
};

statements! {
    NEXT = "INSERT INTO counters (scope, value) VALUES ($1, 1) \
        ON CONFLICT (scope) DO UPDATE SET value = counters.value + 1 RETURNING value";
    LAST = "SELECT value FROM counters WHERE scope = $1";
}

impl Tx {
    /// The next number of a scope, from 1, for example `matter/CY/2016`,
    /// `assessment/<matter>` or `filing/<unit>/2016`. Others who want a number
    /// of the scope wait until this transaction ends.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn next_number(&mut self, scope: &str) -> Result<i64, StoreError> {
        let row = self.first(&NEXT, args![scope]).await?;
        row.ok_or_else(|| StoreError::corrupt("counter without value"))?.get("value")
    }
}

impl Reader {
    /// The last number given in a scope; 0 before the first.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn last_number(&mut self, scope: &str) -> Result<i64, StoreError> {
        self.first(&LAST, args![scope]).await?.map_or(Ok(0), |row| row.get("value"))
    }
}
