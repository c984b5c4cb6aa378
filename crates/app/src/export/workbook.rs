//! The list of matters as a workbook.

use std::io::Write;

use locale::L10n;
use store::MatterFilter;

use super::{
    Book, Column, Pages,
    columns::{self, COLUMNS},
};
use crate::{App, Ctx, error::Outcome};

/// Writes the matters of a filter as a workbook; returns how many rows.
///
/// # Errors
/// Denied access, a failure of the store or of the writer.
pub async fn matters_xlsx<W: Write + Send>(
    app: &App,
    ctx: &Ctx,
    filter: &MatterFilter,
    l10n: L10n,
    out: W,
) -> Outcome<u64> {
    let mut pages = Pages::open(app, ctx, filter).await?;
    let units = app.units(&mut pages.reader).await?;
    let mut book = Book::new(app, ctx)?;
    let columns = COLUMNS.iter().map(|(key, width)| Column::new(l10n.t(key), *width));
    book.sheet(l10n.t("export-sheet"), columns.collect())?;
    let mut written: u64 = 0;
    loop {
        let found = pages.next().await?;
        if found.is_empty() {
            break;
        }
        for matter in &found {
            book.row(&columns::cells(matter, &units, l10n))?;
            written += 1;
        }
    }
    book.finish(out)?;
    Ok(written)
}
