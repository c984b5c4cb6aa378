//! Writing list rows: only what differs from what the last state gave.

use uuid::Uuid;

use super::{MatterPatch, ProjectedRow, Projection, TABLES};
use crate::{
    db::{Reader, Tx},
    error::StoreError,
    sql::Sql,
    value::{Value, args},
};

fn rows(projections: &[Projection]) -> impl Iterator<Item = &ProjectedRow> {
    projections.iter().filter_map(|projection| match projection {
        Projection::Row(row) => Some(row),
        Projection::Patch(_) => None,
    })
}

fn patches(projections: &[Projection]) -> impl Iterator<Item = &MatterPatch> {
    projections.iter().filter_map(|projection| match projection {
        Projection::Patch(patch) => Some(patch),
        Projection::Row(_) => None,
    })
}

/// `$1` is the matter, the columns follow, the ordinal is last.
pub(crate) fn patch_sql(columns: &[&str], guarded: bool) -> Sql {
    let sets: Vec<String> =
        columns.iter().enumerate().map(|(n, name)| format!("{name} = ${}", n + 2)).collect();
    let guard = if guarded {
        format!(" AND coalesce(assessment_no, 0) <= ${}", columns.len() + 2)
    } else {
        String::new()
    };
    Sql::built(format!("UPDATE matters SET {} WHERE id = $1{guard}", sets.join(", ")))
}

/// All columns of the rows that a record owns, per table.
pub(crate) type Snapshot = Vec<(&'static str, Vec<Vec<Value>>)>;

impl Reader {
    /// What the lists hold for a record now.
    pub(crate) async fn snapshot(&mut self, record: Uuid) -> Result<Snapshot, StoreError> {
        let mut snapshot = Snapshot::new();
        for table in TABLES {
            let rows = self.all(&table.owned_sql(), args![record]).await?;
            let values: Result<Vec<_>, _> = rows.iter().map(|row| table.values(row)).collect();
            snapshot.push((table.name, values?));
        }
        Ok(snapshot)
    }
}

impl Tx {
    /// Brings the lists from what one state gave to what the next one gives.
    pub(crate) async fn write_changes(
        &mut self,
        record: Uuid,
        before: &[Projection],
        after: &[Projection],
    ) -> Result<(), StoreError> {
        for old in rows(before) {
            let key = old.key(record);
            let kept =
                rows(after).any(|new| new.table.name == old.table.name && new.key(record) == key);
            if !kept {
                self.run(&old.table.delete_sql(), key).await?;
            }
        }
        for new in rows(after) {
            if !rows(before).any(|old| old == new) {
                self.upsert(record, new).await?;
            }
        }
        for new in patches(after) {
            if !patches(before).any(|old| old == new) {
                self.patch(new).await?;
            }
        }
        Ok(())
    }

    /// Writes all rows of a record again and removes those that it owns no
    /// longer. A matter's own row is kept in place, because other records
    /// write some of its columns.
    pub(crate) async fn rewrite(
        &mut self,
        record: Uuid,
        after: &[Projection],
    ) -> Result<(), StoreError> {
        for table in TABLES {
            let owned = rows(after).any(|row| row.table.name == table.name);
            if table.patched.is_empty() || !owned {
                self.run(&table.delete_owned_sql(), args![record]).await?;
            }
        }
        for row in rows(after) {
            self.upsert(record, row).await?;
        }
        for patch in patches(after) {
            self.patch(patch).await?;
        }
        Ok(())
    }

    async fn upsert(&mut self, record: Uuid, row: &ProjectedRow) -> Result<(), StoreError> {
        let mut values = args![record];
        values.extend(row.values.iter().cloned());
        self.run(&row.table.upsert_sql(), values).await?;
        Ok(())
    }

    async fn patch(&mut self, patch: &MatterPatch) -> Result<(), StoreError> {
        if patch.set.is_empty() {
            return Ok(());
        }
        let columns: Vec<&str> = patch.set.iter().map(|(column, _)| column.name()).collect();
        let mut values = args![patch.matter_id];
        values.extend(patch.set.iter().map(|(_, value)| value.clone()));
        values.extend(patch.ordinal.map(Value::from));
        self.run(&patch_sql(&columns, patch.ordinal.is_some()), values).await?;
        Ok(())
    }
}
