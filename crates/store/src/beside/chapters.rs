//! The sections of a report while it is being written, every saved version of
//! each, and comments beside them. No act, no event.

use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    db::{Reader, Row, Tx},
    error::StoreError,
    sql::statements,
    value::args,
};

statements! {
    /// The latest text of each section: the highest version that did not come late.
    LATEST = "SELECT c.assessment, c.section, c.version, c.base, c.late, c.auto, c.content, \
        c.person, c.unit, c.role, c.begun_at, c.updated_at FROM report_chapters c \
        JOIN (SELECT section, MAX(version) AS version FROM report_chapters \
        WHERE assessment = $1 AND late = 0 GROUP BY section) m \
        ON m.section = c.section AND m.version = c.version \
        WHERE c.assessment = $2 ORDER BY c.section";
    LAST = "SELECT assessment, section, version, base, late, auto, content, person, unit, role, \
        begun_at, updated_at FROM report_chapters WHERE assessment = $1 AND section = $2 \
        AND late = 0 ORDER BY version DESC LIMIT 1";
    ONE = "SELECT assessment, section, version, base, late, auto, content, person, unit, role, \
        begun_at, updated_at FROM report_chapters WHERE assessment = $1 AND section = $2 \
        AND version = $3";
    HISTORY = "SELECT version, base, late, auto, person, unit, role, begun_at, updated_at \
        FROM report_chapters WHERE assessment = $1 AND section = $2 ORDER BY version DESC LIMIT $3";
    TOP = "SELECT COUNT(*) AS kept, COALESCE(MAX(version), 0) AS top FROM report_chapters \
        WHERE assessment = $1 AND section = $2";
    PUT = "INSERT INTO report_chapters (assessment, section, version, base, late, auto, content, \
        person, unit, role, begun_at, updated_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
        ON CONFLICT (assessment, section, version) DO NOTHING";
    DROP_ONE = "DELETE FROM report_chapters WHERE assessment = $1 AND section = $2 \
        AND version = $3";
    /// What can be missed first: what the page saved by itself, then the oldest.
    OLDEST = "SELECT version FROM report_chapters WHERE assessment = $1 AND section = $2 \
        AND version <> $3 ORDER BY auto DESC, version LIMIT 1";
    HOLDING = "DELETE FROM report_chapters WHERE assessment = $1 AND section = $2";
    /// Sections whose text, in any version, holds a piece.
    NAMING = "SELECT DISTINCT section FROM report_chapters WHERE assessment = $1 \
        AND content LIKE $2 ORDER BY section";
    PUT_COMMENT = "INSERT INTO report_comments (id, assessment, section, draft, report, person, \
        unit, role, content, created_at, resolved_by, resolved_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (id) DO NOTHING";
    COMMENTS = "SELECT id, assessment, section, draft, report, person, unit, role, content, \
        created_at, resolved_by, resolved_at FROM report_comments WHERE assessment = $1 \
        ORDER BY section, created_at, id";
    RESOLVE = "UPDATE report_comments SET resolved_by = $3, resolved_at = $4 \
        WHERE assessment = $1 AND id = $2 AND resolved_at IS NULL";
}

/// Who wrote something, and in which post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Writer {
    /// The person.
    pub person: Uuid,
    /// The unit of the post.
    pub unit: Uuid,
    /// Code of the role of the post.
    pub role: String,
}

/// A saved version of a section, without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChapterVersion {
    /// Counts what was saved, from 1; a version that was replaced leaves a gap.
    pub version: u64,
    /// The version that it was written over; 0 for none.
    pub base: u64,
    /// Whether another text stood by then: it is kept, but is never the latest.
    pub late: bool,
    /// Whether the page saved it by itself.
    pub auto: bool,
    /// Who wrote it.
    pub writer: Writer,
    /// When the first of its texts was saved.
    pub begun_at: Timestamp,
    /// When it was saved last.
    pub updated_at: Timestamp,
}

/// A saved version of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chapter {
    /// The assessment.
    pub assessment: Uuid,
    /// Code of the section in the rules.
    pub section: String,
    /// Which version it is.
    pub saved: ChapterVersion,
    /// The text as typed.
    pub content: String,
}

/// A comment on a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChapterComment {
    /// Identifier.
    pub id: Uuid,
    /// The assessment.
    pub assessment: Uuid,
    /// Code of the section.
    pub section: String,
    /// Version of the text being written that was read.
    pub draft: Option<u64>,
    /// Version of the frozen report that was read, where it was that.
    pub report: Option<u32>,
    /// Who commented.
    pub writer: Writer,
    /// The comment.
    pub content: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// Who settled it, and when.
    pub resolved: Option<(Uuid, Timestamp)>,
}

pub(super) fn writer(row: &Row) -> Result<Writer, StoreError> {
    Ok(Writer { person: row.get("person")?, unit: row.get("unit")?, role: row.get("role")? })
}

fn saved(row: &Row) -> Result<ChapterVersion, StoreError> {
    Ok(ChapterVersion {
        version: row.get("version")?,
        base: row.get("base")?,
        late: row.get("late")?,
        auto: row.get("auto")?,
        writer: writer(row)?,
        begun_at: row.get("begun_at")?,
        updated_at: row.get("updated_at")?,
    })
}

fn chapter(row: &Row) -> Result<Chapter, StoreError> {
    Ok(Chapter {
        assessment: row.get("assessment")?,
        section: row.get("section")?,
        saved: saved(row)?,
        content: row.get("content")?,
    })
}

fn comment(row: &Row) -> Result<ChapterComment, StoreError> {
    let by: Option<Uuid> = row.get("resolved_by")?;
    let at: Option<Timestamp> = row.get("resolved_at")?;
    Ok(ChapterComment {
        id: row.get("id")?,
        assessment: row.get("assessment")?,
        section: row.get("section")?,
        draft: row.get("draft")?,
        report: row.get("report")?,
        writer: writer(row)?,
        content: row.get("content")?,
        created_at: row.get("created_at")?,
        resolved: by.zip(at),
    })
}

impl Reader {
    /// The latest text of every section that was written.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn chapters(&mut self, assessment: Uuid) -> Result<Vec<Chapter>, StoreError> {
        self.all(&LATEST, args![assessment, assessment]).await?.iter().map(chapter).collect()
    }

    /// The latest text of one section.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn chapter(
        &mut self,
        assessment: Uuid,
        section: &str,
    ) -> Result<Option<Chapter>, StoreError> {
        self.first(&LAST, args![assessment, section]).await?.as_ref().map(chapter).transpose()
    }

    /// One version of a section.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn chapter_version(
        &mut self,
        assessment: Uuid,
        section: &str,
        version: u64,
    ) -> Result<Option<Chapter>, StoreError> {
        let values = args![assessment, section, version];
        self.first(&ONE, values).await?.as_ref().map(chapter).transpose()
    }

    /// The versions of a section, the latest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn chapter_history(
        &mut self,
        assessment: Uuid,
        section: &str,
        most: u32,
    ) -> Result<Vec<ChapterVersion>, StoreError> {
        self.all(&HISTORY, args![assessment, section, most]).await?.iter().map(saved).collect()
    }

    /// How many versions of a section are kept, and the highest number given.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn chapter_count(
        &mut self,
        assessment: Uuid,
        section: &str,
    ) -> Result<(u64, u64), StoreError> {
        let row = self.first(&TOP, args![assessment, section]).await?;
        row.map_or(Ok((0, 0)), |row| Ok((row.get("kept")?, row.get("top")?)))
    }

    /// The sections of which a version that is kept holds a piece of text that has
    /// no wildcards.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn chapters_holding(
        &mut self,
        assessment: Uuid,
        piece: &str,
    ) -> Result<Vec<String>, StoreError> {
        let rows = self.all(&NAMING, args![assessment, format!("%{piece}%")]).await?;
        rows.iter().map(|row| row.get("section")).collect()
    }

    /// Every comment on the report of an assessment, by section and time.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn chapter_comments(
        &mut self,
        assessment: Uuid,
    ) -> Result<Vec<ChapterComment>, StoreError> {
        self.all(&COMMENTS, args![assessment]).await?.iter().map(comment).collect()
    }
}

impl Tx {
    /// Keeps a version of a section; `false` when its number is taken, and
    /// nothing was written.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn put_chapter(&mut self, one: &Chapter) -> Result<bool, StoreError> {
        let (saved, by) = (&one.saved, &one.saved.writer);
        let values = args![
            one.assessment,
            &one.section,
            saved.version,
            saved.base,
            saved.late,
            saved.auto,
            &one.content,
            by.person,
            by.unit,
            &by.role,
            saved.begun_at,
            saved.updated_at,
        ];
        Ok(self.run(&PUT, values).await? > 0)
    }

    /// Lets one version of a section go.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn drop_chapter(
        &mut self,
        assessment: Uuid,
        section: &str,
        version: u64,
    ) -> Result<bool, StoreError> {
        Ok(self.run(&DROP_ONE, args![assessment, section, version]).await? > 0)
    }

    /// Makes room for one more version: lets go of the oldest that the page saved
    /// by itself, or else of the oldest, but never of the version `but`.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn thin_chapter(
        &mut self,
        assessment: Uuid,
        section: &str,
        but: u64,
    ) -> Result<(), StoreError> {
        if let Some(row) = self.first(&OLDEST, args![assessment, section, but]).await? {
            let version: u64 = row.get("version")?;
            self.drop_chapter(assessment, section, version).await?;
        }
        Ok(())
    }

    /// Erases every version of a section; how many there were.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn erase_chapter(
        &mut self,
        assessment: Uuid,
        section: &str,
    ) -> Result<u64, StoreError> {
        self.run(&HOLDING, args![assessment, section]).await
    }

    /// Keeps a comment; the same one kept again changes nothing.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn put_chapter_comment(&mut self, one: &ChapterComment) -> Result<(), StoreError> {
        let (by, at) = one.resolved.unzip();
        let values = args![
            one.id,
            one.assessment,
            &one.section,
            one.draft,
            one.report,
            one.writer.person,
            one.writer.unit,
            &one.writer.role,
            &one.content,
            one.created_at,
            by,
            at,
        ];
        self.run(&PUT_COMMENT, values).await?;
        Ok(())
    }

    /// Notes that a comment of an assessment was settled; `false` when it was
    /// before, or is none of it.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn resolve_chapter_comment(
        &mut self,
        (assessment, id): (Uuid, Uuid),
        by: Uuid,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        Ok(self.run(&RESOLVE, args![assessment, id, by, at]).await? > 0)
    }
}
