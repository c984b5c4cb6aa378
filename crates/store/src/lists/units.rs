//! Units.

use uuid::Uuid;

use super::Scope;
use crate::{
    db::Reader,
    error::StoreError,
    projection::{ReadRow as _, UnitRow},
    sql::statements,
    value::args,
};

macro_rules! columns {
    () => {
        "SELECT id, code, kind, name, parent, path, division, valid_from, valid_to FROM units "
    };
}

statements! {
    BY_ID = concat!(columns!(), "WHERE id = $1");
    BY_CODE = concat!(columns!(), "WHERE code = $1");
    UNDER = concat!(columns!(), "WHERE path >= $1 AND path < $2 ORDER BY path, id");
    CHILDREN = concat!(columns!(), "WHERE parent = $1 ORDER BY code, id");
    ALL_UNITS = concat!(columns!(), "ORDER BY path, id");
}

impl Reader {
    /// A unit.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn unit(&mut self, id: Uuid) -> Result<Option<UnitRow>, StoreError> {
        self.first(&BY_ID, args![id]).await?.as_ref().map(UnitRow::read).transpose()
    }

    /// The unit with a code.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn unit_by_code(&mut self, code: &str) -> Result<Option<UnitRow>, StoreError> {
        self.first(&BY_CODE, args![code]).await?.as_ref().map(UnitRow::read).transpose()
    }

    /// The units of a scope by path, parents before children.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn units(&mut self, scope: &Scope) -> Result<Vec<UnitRow>, StoreError> {
        let rows = match scope {
            // Who is named in a case sees that case, and no part of the tree.
            Scope::Named(_) => Vec::new(),
            Scope::All => self.all(&ALL_UNITS, args![]).await?,
            Scope::Under(path) => {
                let (first, end) = Scope::range(path);
                self.all(&UNDER, args![first, end]).await?
            }
        };
        rows.iter().map(UnitRow::read).collect()
    }

    /// The units directly below a unit, by code.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn units_below(&mut self, parent: Uuid) -> Result<Vec<UnitRow>, StoreError> {
        self.all(&CHILDREN, args![parent]).await?.iter().map(UnitRow::read).collect()
    }
}
