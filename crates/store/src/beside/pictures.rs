//! Pictures of a report that is being written, under names made of their
//! content. No act, no event.

use jiff::Timestamp;
use uuid::Uuid;

use super::chapters::{Writer, writer};
use crate::{
    blobs::BlobKey,
    db::{Reader, Row, Tx},
    error::StoreError,
    sql::statements,
    value::args,
};

statements! {
    OF_ASSESSMENT = "SELECT assessment, name, blob_key, size, media_type, title, person, unit, \
        role, added_at FROM report_pictures WHERE assessment = $1 ORDER BY added_at, name";
    ONE = "SELECT assessment, name, blob_key, size, media_type, title, person, unit, role, \
        added_at FROM report_pictures WHERE assessment = $1 AND name = $2";
    PUT = "INSERT INTO report_pictures (assessment, name, blob_key, size, media_type, title, \
        person, unit, role, added_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
        ON CONFLICT (assessment, name) DO NOTHING";
    DROP = "DELETE FROM report_pictures WHERE assessment = $1 AND name = $2";
    HOLDING = "SELECT COUNT(*) AS n FROM report_pictures WHERE blob_key = $1";
}

/// A picture of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The assessment.
    pub assessment: Uuid,
    /// Name by which texts show it: made of the content.
    pub name: String,
    /// Address of the file.
    pub blob: BlobKey,
    /// Bytes of the file.
    pub size: u64,
    /// Type by content.
    pub media_type: String,
    /// What it shows, as typed.
    pub title: String,
    /// Who added it.
    pub writer: Writer,
    /// When it was added.
    pub added_at: Timestamp,
}

fn picture(row: &Row) -> Result<Picture, StoreError> {
    Ok(Picture {
        assessment: row.get("assessment")?,
        name: row.get("name")?,
        blob: BlobKey(row.get("blob_key")?),
        size: row.get("size")?,
        media_type: row.get("media_type")?,
        title: row.get("title")?,
        writer: writer(row)?,
        added_at: row.get("added_at")?,
    })
}

impl Reader {
    /// The pictures of an assessment, the oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn pictures(&mut self, assessment: Uuid) -> Result<Vec<Picture>, StoreError> {
        self.all(&OF_ASSESSMENT, args![assessment]).await?.iter().map(picture).collect()
    }

    /// One picture of an assessment.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn picture(
        &mut self,
        assessment: Uuid,
        name: &str,
    ) -> Result<Option<Picture>, StoreError> {
        self.first(&ONE, args![assessment, name]).await?.as_ref().map(picture).transpose()
    }

    /// How many pictures have their content in a file.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn pictures_holding(&mut self, file: &BlobKey) -> Result<u64, StoreError> {
        let row = self.first(&HOLDING, args![file.0]).await?;
        row.map_or(Ok(0), |row| row.get("n"))
    }
}

impl Tx {
    /// Keeps a picture; `false` when its name is taken, and nothing was written.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn put_picture(&mut self, one: &Picture) -> Result<bool, StoreError> {
        let values = args![
            one.assessment,
            &one.name,
            one.blob.0,
            one.size,
            &one.media_type,
            &one.title,
            one.writer.person,
            one.writer.unit,
            &one.writer.role,
            one.added_at,
        ];
        Ok(self.run(&PUT, values).await? > 0)
    }

    /// Lets a picture go; its file keeps its name until nothing holds it.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn drop_picture(&mut self, assessment: Uuid, name: &str) -> Result<bool, StoreError> {
        Ok(self.run(&DROP, args![assessment, name]).await? > 0)
    }
}
