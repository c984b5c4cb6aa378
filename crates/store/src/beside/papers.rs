//! Documents that somebody ordered: the order, how far it has come, the file.
//! Nothing of them is an act; they are deleted by age.

use jiff::Timestamp;
use ledger::Hash;
use serde_json::Value as Json;
use uuid::Uuid;

use crate::{
    blobs::BlobKey,
    db::{Reader, Row, Tx},
    error::StoreError,
    sql::statements,
    value::args,
};

macro_rules! columns {
    () => {
        "id, unit, person, role, record, kind, part, language, format, inputs, state, step, \
         done, steps, fault, file_name, media_type, blob_key, sha256, size, pages, remarks, \
         created_at, finished_at, expires_at"
    };
}

statements! {
    PUT = concat!("INSERT INTO papers (", columns!(), ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, \
        $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)");
    ONE = concat!("SELECT ", columns!(), " FROM papers WHERE id = $1");
    OF_PERSON = concat!("SELECT ", columns!(), " FROM papers WHERE person = $1 \
        AND expires_at > $2 ORDER BY created_at DESC, id DESC LIMIT $3");
    SAME = concat!("SELECT ", columns!(), " FROM papers WHERE inputs = $1 AND unit = $2 \
        AND state <> 'FAILED' AND expires_at > $3 ORDER BY created_at DESC, id DESC LIMIT 20");
    OPEN = "SELECT COUNT(*) AS n FROM papers WHERE person = $1 AND state IN ('READY', 'RUNNING')";
    STEP = "UPDATE papers SET state = 'RUNNING', step = $2, done = $3, steps = $4 \
        WHERE id = $1 AND state IN ('READY', 'RUNNING')";
    FINISH = "UPDATE papers SET state = 'DONE', inputs = $2, file_name = $3, media_type = $4, \
        blob_key = $5, sha256 = $6, size = $7, pages = $8, remarks = $9, finished_at = $10, \
        done = steps, fault = NULL WHERE id = $1 AND state IN ('READY', 'RUNNING')";
    FAIL = "UPDATE papers SET state = 'FAILED', fault = $2, finished_at = $3 \
        WHERE id = $1 AND state IN ('READY', 'RUNNING')";
    AGAIN = "UPDATE papers SET state = 'READY' WHERE id = $1 AND state = 'RUNNING'";
    EXPIRED = "SELECT id, blob_key FROM papers WHERE expires_at <= $1 ORDER BY expires_at, id \
        LIMIT $2";
    ABOUT = "SELECT id, blob_key FROM papers WHERE record = $1 OR record LIKE $2 \
        OR record LIKE '%/%' ORDER BY id";
    DELETE = "DELETE FROM papers WHERE id = $1";
    HOLDING = "SELECT COUNT(*) AS n FROM papers WHERE blob_key = $1";
}

/// How far an order has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperState {
    /// Waits for its turn.
    Ready,
    /// Is being made.
    Running,
    /// The file is there.
    Done,
    /// It cannot be made; why is said.
    Failed,
}

impl PaperState {
    /// The stored code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ready => "READY",
            Self::Running => "RUNNING",
            Self::Done => "DONE",
            Self::Failed => "FAILED",
        }
    }

    fn read(code: &str) -> Result<Self, StoreError> {
        [Self::Ready, Self::Running, Self::Done, Self::Failed]
            .into_iter()
            .find(|state| state.code() == code)
            .ok_or_else(|| StoreError::Corrupt(format!("state {code} of a paper")))
    }

    /// Whether nothing more happens to it.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Done | Self::Failed)
    }
}

/// The file of a finished order.
#[derive(Debug, Clone, PartialEq)]
pub struct PaperFile {
    /// Name under which it is saved.
    pub name: String,
    /// Type of the file.
    pub media_type: String,
    /// Its address.
    pub blob: BlobKey,
    /// SHA-256 of the content.
    pub sha256: Hash,
    /// Bytes.
    pub size: u64,
    /// Pages, where the format has any.
    pub pages: Option<u64>,
    /// What the page says of the file: fonts that others stand in for, files that
    /// were left out.
    pub remarks: Json,
}

/// A document that somebody ordered.
#[derive(Debug, Clone, PartialEq)]
pub struct Paper {
    /// Identifier of the order.
    pub id: Uuid,
    /// The unit for which it was ordered.
    pub unit: Uuid,
    /// Who ordered it.
    pub person: Uuid,
    /// Code of the role in which it was ordered.
    pub role: String,
    /// Number of the matter; with a slash in it: a unit or place, and a year.
    pub record: String,
    /// Name of the kind of document.
    pub kind: String,
    /// Which meeting, notice or version of the matter.
    pub part: Option<String>,
    /// Code of the language.
    pub language: String,
    /// Code of the format.
    pub format: String,
    /// Hash of everything that the file is made from.
    pub inputs: Hash,
    /// How far it has come.
    pub state: PaperState,
    /// Code of what is being done.
    pub step: String,
    /// Steps that are done.
    pub done: u32,
    /// Steps in all.
    pub steps: u32,
    /// Why it failed.
    pub fault: Option<Json>,
    /// The file, once it is there.
    pub file: Option<PaperFile>,
    /// When it was ordered.
    pub created_at: Timestamp,
    /// When it was done or failed.
    pub finished_at: Option<Timestamp>,
    /// When it is deleted.
    pub expires_at: Timestamp,
}

fn json(row: &Row, column: &str) -> Result<Option<Json>, StoreError> {
    let text = row.get::<Option<String>>(column)?;
    text.map(|text| serde_json::from_str(&text).map_err(StoreError::corrupt)).transpose()
}

fn read_file(row: &Row) -> Result<Option<PaperFile>, StoreError> {
    let Some(blob) = row.get::<Option<Hash>>("blob_key")? else { return Ok(None) };
    Ok(Some(PaperFile {
        name: row.get("file_name")?,
        media_type: row.get("media_type")?,
        blob: BlobKey(blob),
        sha256: row.get("sha256")?,
        size: row.get("size")?,
        pages: row.get("pages")?,
        remarks: json(row, "remarks")?.unwrap_or(Json::Null),
    }))
}

fn read(row: &Row) -> Result<Paper, StoreError> {
    Ok(Paper {
        id: row.get("id")?,
        unit: row.get("unit")?,
        person: row.get("person")?,
        role: row.get("role")?,
        record: row.get("record")?,
        kind: row.get("kind")?,
        part: row.get("part")?,
        language: row.get("language")?,
        format: row.get("format")?,
        inputs: row.get("inputs")?,
        state: PaperState::read(&row.get::<String>("state")?)?,
        step: row.get("step")?,
        done: row.get("done")?,
        steps: row.get("steps")?,
        fault: json(row, "fault")?,
        file: read_file(row)?,
        created_at: row.get("created_at")?,
        finished_at: row.get("finished_at")?,
        expires_at: row.get("expires_at")?,
    })
}

impl Reader {
    /// One order.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn paper(&mut self, id: Uuid) -> Result<Option<Paper>, StoreError> {
        self.first(&ONE, args![id]).await?.as_ref().map(read).transpose()
    }

    /// What a person ordered and what is not deleted yet, newest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn papers_of(
        &mut self,
        person: Uuid,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<Paper>, StoreError> {
        self.all(&OF_PERSON, args![person, now, limit]).await?.iter().map(read).collect()
    }

    /// Orders of a unit for the same file that did not fail, newest first, at
    /// most 20.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn same_papers(
        &mut self,
        inputs: &Hash,
        unit: Uuid,
        now: Timestamp,
    ) -> Result<Vec<Paper>, StoreError> {
        self.all(&SAME, args![inputs, unit, now]).await?.iter().map(read).collect()
    }

    /// How many orders of a person wait or are being made.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn open_papers(&mut self, person: Uuid) -> Result<u64, StoreError> {
        let row = self.first(&OPEN, args![person]).await?;
        row.map_or(Ok(0), |row| row.get("n"))
    }
}

impl Tx {
    /// Notes an order.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn put_paper(&mut self, paper: &Paper) -> Result<(), StoreError> {
        let file = paper.file.as_ref();
        let values = args![
            paper.id,
            paper.unit,
            paper.person,
            &paper.role,
            &paper.record,
            &paper.kind,
            paper.part.clone(),
            &paper.language,
            &paper.format,
            &paper.inputs,
            paper.state.code(),
            &paper.step,
            paper.done,
            paper.steps,
            paper.fault.as_ref().map(Json::to_string),
            file.map(|f| f.name.clone()),
            file.map(|f| f.media_type.clone()),
            file.map(|f| f.blob.0),
            file.map(|f| f.sha256),
            file.map(|f| f.size),
            file.and_then(|f| f.pages),
            file.map(|f| f.remarks.to_string()),
            paper.created_at,
            paper.finished_at,
            paper.expires_at,
        ];
        self.run(&PUT, values).await?;
        Ok(())
    }

    /// Notes how far an order has come. `false` when it is over already.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn step_paper(
        &mut self,
        id: Uuid,
        step: &str,
        (done, steps): (u32, u32),
    ) -> Result<bool, StoreError> {
        Ok(self.run(&STEP, args![id, step, done, steps]).await? > 0)
    }

    /// Notes the file of an order, with what it was made from. `false` when the
    /// order is over already.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn finish_paper(
        &mut self,
        id: Uuid,
        inputs: &Hash,
        file: &PaperFile,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let values = args![
            id,
            inputs,
            &file.name,
            &file.media_type,
            file.blob.0,
            file.sha256,
            file.size,
            file.pages,
            file.remarks.to_string(),
            now,
        ];
        Ok(self.run(&FINISH, values).await? > 0)
    }

    /// Notes why an order cannot be made. `false` when it is over already.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn fail_paper(
        &mut self,
        id: Uuid,
        fault: &Json,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        Ok(self.run(&FAIL, args![id, fault.to_string(), now]).await? > 0)
    }

    /// Puts an order back that will be tried again.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn wait_paper(&mut self, id: Uuid) -> Result<bool, StoreError> {
        Ok(self.run(&AGAIN, args![id]).await? > 0)
    }

    /// Deletes orders whose time has come, at most `limit`, and gives the
    /// addresses of files that no order names any more.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn forget_papers(
        &mut self,
        now: Timestamp,
        limit: u32,
    ) -> Result<(u64, Vec<BlobKey>), StoreError> {
        let rows = self.all(&EXPIRED, args![now, limit]).await?;
        self.delete_papers(&rows).await
    }

    /// Deletes the documents that can hold words of a matter: its own, those of
    /// its assessments, and all lists and reports across matters; the addresses of files that no order
    /// names any more.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn forget_papers_about(
        &mut self,
        number: &str,
    ) -> Result<(u64, Vec<BlobKey>), StoreError> {
        let rows = self.all(&ABOUT, args![number, format!("{number}-%")]).await?;
        self.delete_papers(&rows).await
    }

    async fn delete_papers(&mut self, rows: &[Row]) -> Result<(u64, Vec<BlobKey>), StoreError> {
        let (mut deleted, mut files) = (0, Vec::new());
        for row in rows {
            deleted += self.run(&DELETE, args![row.get::<Uuid>("id")?]).await?;
            files.extend(row.get::<Option<Hash>>("blob_key")?);
        }
        files.sort_unstable();
        files.dedup();
        let mut unnamed = Vec::new();
        for file in files {
            let row = self.first(&HOLDING, args![file]).await?;
            if row.map_or(Ok(0), |row| row.get::<u64>("n"))? == 0 {
                unnamed.push(BlobKey(file));
            }
        }
        Ok((deleted, unnamed))
    }
}
