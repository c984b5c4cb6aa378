//! Why a file is refused, and remarks on rows and cells. The words are in the
//! locale files: `import-file-<code>` and `import-note-<code>`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::archive::Bounds;

/// What is taken of one file. A file beyond a limit is refused as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Greatest size of the file, in bytes.
    pub bytes: u64,
    /// Greatest size of a workbook once it is unpacked, in bytes.
    pub unpacked: u64,
    /// Greatest ratio of unpacked to packed size of one part of a workbook.
    pub ratio: u64,
    /// Greatest number of rows below the header.
    pub rows: usize,
    /// Greatest number of columns.
    pub columns: usize,
}

impl Limits {
    /// The product's limits for a given upload limit in bytes.
    #[must_use]
    pub const fn for_upload(bytes: u64) -> Self {
        Self { bytes, unpacked: 256 * 1024 * 1024, ratio: 300, rows: 20_000, columns: 100 }
    }

    /// What an archive may unpack to.
    pub(crate) const fn bounds(&self) -> Bounds {
        Bounds { unpacked: self.unpacked, ratio: self.ratio }
    }

    /// Whether a file of this size may be read at all.
    ///
    /// # Errors
    /// [`FileRefusal::TooLarge`].
    pub const fn admit(&self, size: u64) -> Result<(), FileRefusal> {
        if size > self.bytes {
            return Err(FileRefusal::TooLarge { size, limit: self.bytes });
        }
        Ok(())
    }
}

/// Why a file is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum FileRefusal {
    /// Larger than the upload limit.
    #[error("the file has {size} bytes; at most {limit} are taken")]
    TooLarge {
        /// Its size in bytes.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Not UTF-8 and not GB18030.
    #[error("the text is neither UTF-8 nor GB18030 ({found})")]
    Encoding {
        /// What it looks like.
        found: String,
    },
    /// A kind of file that is not taken.
    #[error("only CSV and XLSX files are taken, not {found}")]
    Kind {
        /// What it looks like.
        found: String,
    },
    /// A workbook with macros.
    #[error("the workbook holds macros ({part})")]
    Macro {
        /// The part that holds them.
        part: String,
    },
    /// A workbook that unpacks to more than is sensible.
    #[error("the workbook unpacks to more than is allowed (zip bomb): {part}")]
    ZipBomb {
        /// The part that grows.
        part: String,
    },
    /// A workbook that cannot be read.
    #[error("the workbook is damaged: {reason}")]
    Damaged {
        /// What did not fit.
        reason: String,
    },
    /// More rows than are taken.
    #[error("the table has more than {limit} rows")]
    TooManyRows {
        /// The limit.
        limit: usize,
    },
    /// More columns than are taken.
    #[error("the table has {found} columns; at most {limit} are taken")]
    TooManyColumns {
        /// How many there are.
        found: usize,
        /// The limit.
        limit: usize,
    },
    /// No row of the first ones names the columns.
    #[error("no header with a title column was found")]
    NoHeader,
}

impl FileRefusal {
    /// The stable code, as in the locale files.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "too_large",
            Self::Empty => "empty",
            Self::Encoding { .. } => "encoding",
            Self::Kind { .. } => "kind",
            Self::Macro { .. } => "macro",
            Self::ZipBomb { .. } => "zip_bomb",
            Self::Damaged { .. } => "damaged",
            Self::TooManyRows { .. } => "too_many_rows",
            Self::TooManyColumns { .. } => "too_many_columns",
            Self::NoHeader => "no_header",
        }
    }
}

/// A remark, question or reason about a row or a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The column, as the file names it, or the field that is asked for.
    pub field: String,
    /// Stable code; its sentence is `import-note-<code>`.
    pub code: String,
    /// Arguments of the sentence.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub args: BTreeMap<String, String>,
}

impl Note {
    /// A remark without arguments.
    #[must_use]
    pub fn new(field: &str, code: &str) -> Self {
        Self { field: field.to_owned(), code: code.to_owned(), args: BTreeMap::new() }
    }

    /// Adds an argument of the sentence.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.args.insert(name.to_owned(), value.to_string());
        self
    }

    /// The remark as a message that can be said in either language.
    #[must_use]
    pub fn msg(&self) -> locale::Msg {
        let key = format!("import-note-{}", self.code.replace('_', "-"));
        self.args
            .iter()
            .fold(locale::Msg::dynamic(key), |msg, (name, value)| msg.with(name, value.as_str()))
    }
}

impl Note {
    /// The remark with its column before it, or the field that is asked for.
    #[must_use]
    pub fn line(&self, l10n: locale::L10n) -> String {
        let column = match self.field.as_str() {
            "" | "row" => return l10n.say(&self.msg()),
            field @ ("title" | "unit" | "place" | "decision_maker" | "filing") => {
                l10n.code("import-field", field)
            }
            header => header.to_owned(),
        };
        l10n.t2("import-labelled", ("label", column), ("text", l10n.say(&self.msg())))
    }
}

impl FileRefusal {
    /// The refusal as a message that can be said in either language.
    #[must_use]
    pub fn msg(&self) -> locale::Msg {
        let msg = locale::Msg::dynamic(format!("import-file-{}", self.code().replace('_', "-")));
        match self {
            Self::TooLarge { size, limit } => {
                let mb = |bytes: u64| (bytes / (1024 * 1024)).to_string();
                msg.with("size", mb(*size)).with("limit", mb(*limit))
            }
            Self::Encoding { found } => {
                msg.with("found", locale::Msg::code("import-encoding", found))
            }
            Self::Kind { found } => msg.with("found", found.as_str()),
            Self::Macro { part } | Self::ZipBomb { part } => msg.with("part", part.as_str()),
            Self::Damaged { reason } => msg.with("reason", reason.as_str()),
            Self::TooManyRows { limit } => msg.with("limit", *limit),
            Self::TooManyColumns { found, limit } => {
                msg.with("found", *found).with("limit", *limit)
            }
            Self::Empty | Self::NoHeader => msg,
        }
    }
}
