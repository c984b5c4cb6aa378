//! A workbook whose rows are iterators.

use std::io::Write;
use std::path::Path;

use super::{Head, Properties, Value, Writer, XlsxFault};

/// A workbook.
pub struct Book<'a> {
    /// Title, author, day.
    pub properties: Properties,
    /// Its sheets, left to right; at least one.
    pub sheets: Vec<Sheet<'a>>,
}

/// A sheet with its rows to come.
pub struct Sheet<'a> {
    /// Name, title, columns.
    pub head: Head,
    /// Its rows; each has as many values as there are columns.
    pub rows: Box<dyn Iterator<Item = Vec<Value<'a>>> + 'a>,
}

impl<'a> Sheet<'a> {
    /// A sheet of rows.
    pub fn new<R>(head: Head, rows: R) -> Self
    where
        R: IntoIterator<Item = Vec<Value<'a>>>,
        R::IntoIter: 'a,
    {
        Self { head, rows: Box::new(rows.into_iter()) }
    }
}

impl Book<'_> {
    /// Writes the workbook; returns the number of rows below the heads. The scratch file lies in
    /// `scratch`, a folder that must exist, or in the system's folder for such files.
    ///
    /// # Errors
    /// [`XlsxFault`] with the place.
    pub fn write<W: Write + Send>(self, scratch: Option<&Path>, out: W) -> Result<u64, XlsxFault> {
        let mut writer = Writer::new(&self.properties, scratch)?;
        for sheet in self.sheets {
            writer.sheet(sheet.head)?;
            for row in sheet.rows {
                writer.row(&row)?;
            }
        }
        writer.finish(out)
    }

    /// The workbook as bytes.
    ///
    /// # Errors
    /// [`XlsxFault`] with the place.
    pub fn bytes(self, scratch: Option<&Path>) -> Result<Vec<u8>, XlsxFault> {
        let mut bytes = Vec::new();
        self.write(scratch, &mut bytes)?;
        Ok(bytes)
    }
}
