//! An export as a file that vanishes by itself: written whole before the first
//! byte is sent, so that a failure is still told, and read in pieces, so that
//! memory does not grow with the list.

use std::{
    fs::File,
    io::{BufWriter, Seek as _, SeekFrom, Write as _},
};

use locale::L10n;
use store::MatterFilter;

use super::{matters_csv, matters_xlsx};
use crate::{App, AppError, Ctx, error::Outcome};

/// Kinds of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Comma-separated text.
    Csv,
    /// A workbook.
    Xlsx,
}

fn failed(error: std::io::Error) -> AppError {
    AppError::Internal(format!("export: {error}"))
}

/// Writes the matters of a filter into a file without a name in the data folder
/// and gives it back at its start, with its size in bytes.
///
/// # Errors
/// Denied access, a failure of the store or of the disk.
pub async fn matters_file(
    app: &App,
    ctx: &Ctx,
    filter: &MatterFilter,
    l10n: L10n,
    kind: Kind,
) -> Outcome<(File, u64)> {
    let mut file = Vanishing::new(app)?;
    match kind {
        Kind::Csv => matters_csv(app, ctx, filter, l10n, &mut file.out).await?,
        Kind::Xlsx => {
            // A workbook is an archive whose directory is written last.
            matters_xlsx(app, ctx, filter, l10n, &mut file.out).await?
        }
    };
    file.rewound()
}

/// A file without a name in the data folder.
pub(crate) struct Vanishing {
    /// Where it is written.
    pub(crate) out: BufWriter<File>,
}

impl Vanishing {
    pub(crate) fn new(app: &App) -> Outcome<Self> {
        let file = tempfile::tempfile_in(&app.settings().data_dir).map_err(failed)?;
        Ok(Self { out: BufWriter::new(file) })
    }

    /// The file at its start, and its size in bytes.
    pub(crate) fn rewound(mut self) -> Outcome<(File, u64)> {
        self.out.flush().map_err(failed)?;
        let mut file = self.out.into_inner().map_err(|e| failed(e.into_error()))?;
        let size = file.seek(SeekFrom::End(0)).map_err(failed)?;
        file.seek(SeekFrom::Start(0)).map_err(failed)?;
        Ok((file, size))
    }
}
