//! Columns that lists filter, sort or sum by. A projection is computed from a
//! record's state by a pure function of the caller; the store writes what
//! changed. Each file of this folder describes one table.

mod consultations;
mod gate_checks;
mod grievances;
mod list_entries;
mod matters;
mod measures;
mod milestones;
mod named;
mod participants;
mod persons;
mod posts;
mod units;
mod write;

pub(crate) use write::{Snapshot, patch_sql};

use uuid::Uuid;

use crate::{
    column::Column,
    db::Row,
    error::StoreError,
    sql::{Sql, list},
    value::Value,
};

pub use consultations::ConsultationRow;
pub use gate_checks::GateCheckRow;
pub use grievances::GrievanceRow;
pub use list_entries::ListEntryRow;
pub use matters::{MatterColumn, MatterPatch, MatterRow};
pub use measures::MeasureRow;
pub use milestones::MilestoneRow;
pub use named::NamedRow;
pub use participants::ParticipantRow;
pub use persons::PersonRow;
pub use posts::PostRow;
pub use units::UnitRow;

/// The tables, in an order in which a rebuild may write them.
pub(crate) const TABLES: &[&Table] = &[
    &units::TABLE,
    &persons::TABLE,
    &posts::TABLE,
    &matters::TABLE,
    &participants::TABLE,
    &named::TABLE,
    &milestones::TABLE,
    &measures::TABLE,
    &gate_checks::TABLE,
    &list_entries::TABLE,
    &consultations::TABLE,
    &grievances::TABLE,
];

/// Type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ColumnKind {
    Text,
    Int,
}

/// A table of list rows. `sides` pairs a column that holds a commitment with
/// the column that shows the value; `patched` are columns that other records
/// may write.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) key: &'static [&'static str],
    pub(crate) columns: &'static [(&'static str, ColumnKind)],
    pub(crate) sides: &'static [(&'static str, &'static str)],
    pub(crate) patched: &'static [(&'static str, ColumnKind)],
}

impl Table {
    fn position(&self, column: &str) -> usize {
        self.columns.iter().position(|(name, _)| *name == column).unwrap_or_default()
    }

    /// `$1` is the record, `$2…` the columns in order; the shown value of a
    /// commitment is looked up by the statement itself.
    pub(crate) fn upsert_sql(&self) -> Sql {
        let columns: Vec<&str> = self.columns.iter().map(|(name, _)| *name).collect();
        let shown: Vec<&str> = self.sides.iter().map(|(_, shown)| *shown).collect();
        let look_up = |(commitment, _): &(&str, &str)| {
            format!(
                "(SELECT value FROM side_values WHERE commitment = ${})",
                self.position(commitment) + 2
            )
        };
        let mut names = vec!["record_id"];
        names.extend(columns.iter().chain(&shown));
        let mut values = vec![list(1, columns.len() + 1)];
        values.extend(self.sides.iter().map(look_up));
        let updates: Vec<String> = names
            .iter()
            .filter(|name| !self.key.contains(name))
            .map(|name| format!("{name} = excluded.{name}"))
            .collect();
        let action = if updates.is_empty() {
            "NOTHING".to_owned()
        } else {
            format!("UPDATE SET {}", updates.join(", "))
        };
        Sql::built(format!(
            "INSERT INTO {} ({}) VALUES ({}) ON CONFLICT ({}) DO {action}",
            self.name,
            names.join(", "),
            values.join(", "),
            self.key.join(", "),
        ))
    }

    pub(crate) fn delete_sql(&self) -> Sql {
        let conditions: Vec<String> =
            self.key.iter().enumerate().map(|(n, name)| format!("{name} = ${}", n + 1)).collect();
        Sql::built(format!("DELETE FROM {} WHERE {}", self.name, conditions.join(" AND ")))
    }

    /// All columns of the rows that a record owns, in the order of the key.
    pub(crate) fn owned_sql(&self) -> Sql {
        let names: Vec<&str> = self.stored().map(|(name, _)| name).collect();
        Sql::built(format!(
            "SELECT {} FROM {} WHERE record_id = $1 ORDER BY {}",
            names.join(", "),
            self.name,
            self.key.join(", ")
        ))
    }

    pub(crate) fn delete_owned_sql(&self) -> Sql {
        Sql::built(format!("DELETE FROM {} WHERE record_id = $1", self.name))
    }

    /// One statement for each shown value: it vanishes with its commitment's.
    pub(crate) fn erase_sql(&self) -> impl Iterator<Item = Sql> {
        self.sides.iter().map(|(commitment, shown)| {
            Sql::built(format!("UPDATE {} SET {shown} = NULL WHERE {commitment} = $1", self.name))
        })
    }

    /// Every column but `record_id`, with its type.
    fn stored(&self) -> impl Iterator<Item = (&'static str, ColumnKind)> {
        let shown = self.sides.iter().map(|(_, shown)| (*shown, ColumnKind::Text));
        self.columns.iter().copied().chain(shown).chain(self.patched.iter().copied())
    }

    pub(crate) fn values(&self, row: &Row) -> Result<Vec<Value>, StoreError> {
        let read = |(name, kind): (&'static str, ColumnKind)| {
            Ok(match kind {
                ColumnKind::Text => Value::Text(row.get(name)?),
                ColumnKind::Int => Value::Int(row.get(name)?),
            })
        };
        self.stored().map(read).collect()
    }
}

/// A row that a record owns.
#[derive(Debug, Clone)]
pub struct ProjectedRow {
    pub(crate) table: &'static Table,
    pub(crate) values: Vec<Value>,
}

impl ProjectedRow {
    /// The values of the table's key.
    pub(crate) fn key(&self, record: Uuid) -> Vec<Value> {
        let value = |name: &&str| match *name {
            "record_id" => Value::from(record),
            name => self.values.get(self.table.position(name)).cloned().unwrap_or(Value::Int(None)),
        };
        self.table.key.iter().map(value).collect()
    }
}

impl PartialEq for ProjectedRow {
    fn eq(&self, other: &Self) -> bool {
        self.table.name == other.table.name && self.values == other.values
    }
}

/// One list row, or some columns of one, computed from a record's state.
#[derive(Debug, Clone, PartialEq)]
pub enum Projection {
    /// A row that the record owns.
    Row(ProjectedRow),
    /// Columns of a matter's row that the record writes.
    Patch(MatterPatch),
}

/// Describes a table's columns: the struct that callers fill and read.
macro_rules! projection {
    (
        $(#[$doc:meta])*
        $name:ident => $table:literal, key $key:tt, sides $sides:tt, patched $patched:expr,
        { $($(#[$field_doc:meta])* $field:ident: $ty:ty,)+ }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name { $($(#[$field_doc])* pub $field: $ty,)+ }

        pub(crate) const TABLE: $crate::projection::Table = $crate::projection::Table {
            name: $table,
            key: &$key,
            columns: &[$((stringify!($field), <$ty as $crate::projection::Kinded>::KIND)),+],
            sides: &$sides,
            patched: $patched,
        };

        impl From<$name> for $crate::projection::Projection {
            fn from(row: $name) -> Self {
                Self::Row($crate::projection::ProjectedRow {
                    table: &TABLE,
                    values: vec![$($crate::value::Value::from(row.$field)),+],
                })
            }
        }

        impl $crate::projection::ReadRow for $name {
            fn read(row: &$crate::db::Row) -> Result<Self, $crate::error::StoreError> {
                Ok(Self { $($field: row.get(stringify!($field))?),+ })
            }
        }
    };
}
pub(crate) use projection;

/// A struct that can be read from a row that has its columns.
pub(crate) trait ReadRow: Sized {
    fn read(row: &Row) -> Result<Self, StoreError>;
}

/// The column type of a field.
pub(crate) trait Kinded: Column {
    const KIND: ColumnKind;
}

macro_rules! kinded {
    ($($ty:ty => $kind:ident),+ $(,)?) => {$(
        impl Kinded for $ty { const KIND: ColumnKind = ColumnKind::$kind; }
        impl Kinded for Option<$ty> { const KIND: ColumnKind = ColumnKind::$kind; }
    )+};
}
kinded!(
    String => Text, Uuid => Text, jiff::Timestamp => Text, jiff::civil::Date => Text,
    ledger::Hash => Text, i64 => Int, u64 => Int, bool => Int,
);

/// A list row with the erasable text that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithText<T> {
    /// The columns.
    pub row: T,
    /// The text shown with it: its title or name; `None` when it has none or
    /// it was erased (then its commitment in `row` is still there).
    pub text: Option<String>,
}

pub(crate) fn with_text<T: ReadRow>(row: &Row, shown: &str) -> Result<WithText<T>, StoreError> {
    Ok(WithText { row: T::read(row)?, text: row.get(shown)? })
}
