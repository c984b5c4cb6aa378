//! Lists and statistics as workbooks: what the files of all pages share.

use app::export::{Book, Column, Value};
use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use locale::L10n;

use super::case::{XLSX, attachment};
use super::{Office, web_error};
use crate::error::WebError;
use crate::file_body::FileBody;

/// A workbook under construction, with the words of its reader.
pub(crate) struct Tables {
    book: Book,
    l10n: L10n,
}

impl Tables {
    /// An empty workbook.
    ///
    /// # Errors
    /// When the data folder cannot be used.
    pub(crate) fn new(office: &Office<'_>, l10n: L10n) -> Result<Self, WebError> {
        Ok(Self { book: Book::new(office.app, &office.ctx).map_err(web_error)?, l10n })
    }

    /// Begins a sheet: key of its name, then header and width of each column.
    ///
    /// # Errors
    /// When the disk fails.
    pub(crate) fn sheet(&mut self, name: &str, columns: &[(&str, f64)]) -> Result<(), WebError> {
        let column = |(key, width): &(&str, f64)| Column::new(self.l10n.t(key), *width);
        let columns = columns.iter().map(column).collect();
        self.book.sheet(self.l10n.t(name), columns).map_err(web_error)
    }

    /// The same with headers that are words already.
    ///
    /// # Errors
    /// When the disk fails.
    pub(crate) fn headed(
        &mut self,
        name: &str,
        columns: Vec<(String, f64)>,
    ) -> Result<(), WebError> {
        let columns = columns.into_iter().map(|(head, width)| Column::new(head, width));
        self.book.sheet(self.l10n.t(name), columns.collect()).map_err(web_error)
    }

    /// Writes a row.
    ///
    /// # Errors
    /// When the disk fails.
    pub(crate) fn row(&mut self, cells: &[Value]) -> Result<(), WebError> {
        self.book.row(cells).map_err(web_error)
    }

    /// The answer that browsers save under a name with the day.
    ///
    /// # Errors
    /// When the disk fails.
    pub(crate) fn answer(self, office: &Office<'_>, name: &str) -> Result<Response, WebError> {
        let (file, size) = self.book.into_file(office.app).map_err(web_error)?;
        let name = format!("{name}-{}.xlsx", office.today());
        let mut response = attachment(XLSX, &name, Body::new(FileBody::new(file)));
        response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(size));
        Ok(response)
    }
}

/// A count that may be too small to be shown: then a word, which is no zero.
pub(crate) fn shown(l10n: L10n, n: Option<u64>) -> Value {
    n.map_or_else(|| Value::Text(l10n.t("consult-hidden")), |n| Value::Count(Some(n)))
}

/// Words as a cell.
pub(crate) fn text(words: impl Into<String>) -> Value {
    Value::Text(words.into())
}

/// A count as a cell.
pub(crate) fn count(n: u64) -> Value {
    Value::Count(Some(n))
}

/// A part of a whole as a share; nothing of nothing.
pub(crate) fn share(part: u64, whole: u64) -> Value {
    #[expect(clippy::cast_precision_loss, reason = "counts of a province stay far below 2^52")]
    let share = (whole > 0).then(|| part as f64 / whole as f64);
    Value::Share(share)
}
