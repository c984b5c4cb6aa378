//! Taking the list of matters out as CSV or XLSX, page by page, within the
//! actor's scope. A file that was taken out can be brought back in: its
//! headers and words are those that the import knows.

mod book;
mod columns;
mod file;
#[cfg(test)]
mod tests;
mod text;
mod workbook;

use access::Permission;
use store::{MatterFilter, MatterListRow, Page, Reader};

pub(crate) use self::file::Vanishing;
pub use self::{
    book::{Book, Column, Value},
    file::{Kind, matters_file},
    text::matters_csv,
    workbook::matters_xlsx,
};
use crate::{App, Ctx, directory::require, error::Outcome, view::scope_of};

/// Rows that are read at once.
const PAGE: u32 = 500;

/// A cell that a spreadsheet would take for a formula gets an apostrophe in
/// front, which spreadsheets show as text (OWASP, CSV injection).
#[must_use]
pub fn safe(cell: &str) -> String {
    let risky = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if risky { format!("'{cell}") } else { cell.to_owned() }
}

/// The filter with the scope of the list: a file holds what the list shows.
/// `None` for roles that see no matters.
fn scoped(ctx: &Ctx, filter: &MatterFilter) -> Outcome<Option<MatterFilter>> {
    require(ctx, Permission::Export, None)?;
    let scope = scope_of(ctx, Permission::ViewMatter);
    Ok(scope.map(|scope| MatterFilter { scope, ..filter.clone() }))
}

/// Reads the list page by page.
struct Pages {
    reader: Reader,
    filter: Option<MatterFilter>,
    page: Option<Page>,
}

impl Pages {
    async fn open(app: &App, ctx: &Ctx, filter: &MatterFilter) -> Outcome<Self> {
        let filter = scoped(ctx, filter)?;
        let reader = app.store().read().await?;
        Ok(Self { reader, filter, page: Some(Page { after: None, limit: PAGE }) })
    }

    /// The next rows; empty after the last.
    async fn next(&mut self) -> Outcome<Vec<MatterListRow>> {
        let (Some(page), Some(filter)) = (self.page.take(), &self.filter) else {
            return Ok(Vec::new());
        };
        let found = self.reader.matters(filter, &page).await?;
        self.page = found.next.map(|after| Page { after: Some(after), limit: PAGE });
        Ok(found.rows)
    }
}
