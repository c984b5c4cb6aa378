//! CSV: UTF-8 with the mark that spreadsheets look for.

use std::io::Write;

use locale::L10n;
use store::MatterFilter;

use super::{Pages, columns, safe};
use crate::{App, AppError, Ctx, error::Outcome};

/// Writes the matters of a filter as CSV; returns how many rows.
///
/// # Errors
/// Denied access, a failure of the store or of the writer.
pub async fn matters_csv<W: Write + Send>(
    app: &App,
    ctx: &Ctx,
    filter: &MatterFilter,
    l10n: L10n,
    mut out: W,
) -> Outcome<u64> {
    let failed = |e: &dyn std::fmt::Display| AppError::Internal(format!("export: {e}"));
    let mut pages = Pages::open(app, ctx, filter).await?;
    let units = app.units(&mut pages.reader).await?;
    out.write_all(b"\xEF\xBB\xBF").map_err(|e| failed(&e))?;
    let mut table = ::csv::Writer::from_writer(out);
    table.write_record(columns::headers(l10n)).map_err(|e| failed(&e))?;
    let mut written = 0;
    loop {
        let rows = pages.next().await?;
        if rows.is_empty() {
            break;
        }
        for row in &rows {
            let cells = columns::cells(row, &units, l10n);
            let cells = cells.iter().map(|cell| safe(&cell.plain()));
            table.write_record(cells).map_err(|e| failed(&e))?;
            written += 1;
        }
    }
    table.flush().map_err(|e| failed(&e))?;
    Ok(written)
}
