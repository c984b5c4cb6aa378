//! What a verification finds wrong: a code and its particulars, put into words
//! where they are read.

/// One way in which the log or a record is not as it was written. Its own words
/// are for logs and tests.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A record has events and no row.
    #[error("the record has events but no row")]
    NoRow,
    /// Records of a kind that this program does not know.
    #[error("records of kind {0} are not known to this program")]
    UnknownKind(String),
    /// A value does not fit its commitment.
    #[error("the value of commitment {0} was changed")]
    Value(String),
    /// A gap in the log.
    #[error("entries {first} to {last} are missing")]
    Gap {
        /// First missing position.
        first: u64,
        /// Last missing position.
        last: u64,
    },
    /// The hash beside an entry is not that of its body.
    #[error("the entry does not have its leaf hash")]
    Leaf,
    /// The root beside an entry is not that of the entries up to it.
    #[error("the root after this entry is not the one that was stored")]
    Root,
    /// Something cannot be read.
    #[error("{0}")]
    Unreadable(String),
    /// The body names another place or log.
    #[error("the entry belongs to another place or another log")]
    Elsewhere,
    /// Time goes back.
    #[error("the entry is older than the one before it")]
    Older,
    /// The columns say something else than the hashed body.
    #[error("the columns of the event differ from its hashed body")]
    Columns,
    /// More or fewer entries than the head says.
    #[error("the log has {found} entries, its head says {head}")]
    Size {
        /// Entries that are there.
        found: u64,
        /// Entries by the head.
        head: u64,
    },
    /// The head has another root.
    #[error("the head of the log does not have the root of its entries")]
    Head,
    /// A row whose identifier is none.
    #[error("{kind}: {id} is not an identifier")]
    Identifier {
        /// Kind of record.
        kind: String,
        /// What stands there.
        id: String,
    },
    /// A version of a record is missing.
    #[error("version {0} of the record is missing")]
    Version(u64),
    /// The row is not what the events make.
    #[error("the row is not what its events fold to")]
    Row,
    /// A row without events.
    #[error("the record has no events")]
    NoEvents,
    /// A row of a list is not what the log makes.
    #[error("a row of the list {0} does not agree with the log")]
    ListRow(String),
}

impl Fault {
    /// The stable code, as in the locale files.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoRow => "no-row",
            Self::UnknownKind(_) => "unknown-kind",
            Self::Value(_) => "value",
            Self::Gap { .. } => "gap",
            Self::Leaf => "leaf",
            Self::Root => "root",
            Self::Unreadable(_) => "unreadable",
            Self::Elsewhere => "elsewhere",
            Self::Older => "older",
            Self::Columns => "columns",
            Self::Size { .. } => "size",
            Self::Head => "head",
            Self::Identifier { .. } => "identifier",
            Self::Version(_) => "version",
            Self::Row => "record",
            Self::NoEvents => "no-events",
            Self::ListRow(_) => "row",
        }
    }

    /// The particulars by name.
    #[must_use]
    pub fn particulars(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::UnknownKind(kind) => vec![("kind", kind.clone())],
            Self::Value(commitment) => vec![("commitment", commitment.clone())],
            Self::Gap { first, last } => {
                vec![("first", first.to_string()), ("last", last.to_string())]
            }
            Self::Unreadable(reason) => vec![("reason", reason.clone())],
            Self::Size { found, head } => {
                vec![("found", found.to_string()), ("head", head.to_string())]
            }
            Self::Identifier { kind, id } => vec![("kind", kind.clone()), ("id", id.clone())],
            Self::Version(version) => vec![("version", version.to_string())],
            Self::ListRow(table) => vec![("table", table.clone())],
            _ => Vec::new(),
        }
    }
}
