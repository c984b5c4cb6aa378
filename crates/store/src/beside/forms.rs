//! Questionnaires before anybody is asked: drafts of assessments, and templates
//! that a unit keeps. No act, no event.

use jiff::Timestamp;
use serde_json::Value as Json;
use uuid::Uuid;

use crate::{
    db::{Reader, Row, Tx},
    error::StoreError,
    sql::statements,
    value::args,
};

statements! {
    PUT_DRAFT = "INSERT INTO form_drafts (assessment, version, content, updated_at) \
        VALUES ($1, $2, $3, $4) ON CONFLICT (assessment) DO UPDATE SET \
        version = excluded.version, content = excluded.content, \
        updated_at = excluded.updated_at WHERE form_drafts.version = $5";
    DRAFT = "SELECT assessment, version, content, updated_at FROM form_drafts \
        WHERE assessment = $1";
    PUT_TEMPLATE = "INSERT INTO form_templates (id, unit, name, content, created_at) \
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING";
    TEMPLATES = "SELECT id, unit, name, content, created_at FROM form_templates \
        WHERE unit = $1 ORDER BY name, id";
    DELETE_TEMPLATE = "DELETE FROM form_templates WHERE unit = $1 AND id = $2";
}

/// A questionnaire that the officers of an assessment put together.
#[derive(Debug, Clone, PartialEq)]
pub struct FormDraft {
    /// The assessment.
    pub assessment: Uuid,
    /// Counts its changes, from 1.
    pub version: u64,
    /// Its questions.
    pub content: Json,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// A questionnaire that a unit keeps for later cases.
#[derive(Debug, Clone, PartialEq)]
pub struct FormTemplate {
    /// Identifier.
    pub id: Uuid,
    /// The unit that keeps it.
    pub unit: Uuid,
    /// Name given by its officers.
    pub name: String,
    /// Its questions.
    pub content: Json,
    /// When it was kept.
    pub created_at: Timestamp,
}

fn content(row: &Row) -> Result<Json, StoreError> {
    serde_json::from_str(&row.get::<String>("content")?).map_err(StoreError::corrupt)
}

fn read_template(row: &Row) -> Result<FormTemplate, StoreError> {
    Ok(FormTemplate {
        id: row.get("id")?,
        unit: row.get("unit")?,
        name: row.get("name")?,
        content: content(row)?,
        created_at: row.get("created_at")?,
    })
}

impl Reader {
    /// The draft of an assessment.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn form_draft(&mut self, assessment: Uuid) -> Result<Option<FormDraft>, StoreError> {
        let row = self.first(&DRAFT, args![assessment]).await?;
        let read = |row: Row| {
            Ok(FormDraft {
                assessment: row.get("assessment")?,
                version: row.get("version")?,
                content: content(&row)?,
                updated_at: row.get("updated_at")?,
            })
        };
        row.map(read).transpose()
    }

    /// The templates of a unit by name.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn form_templates(&mut self, unit: Uuid) -> Result<Vec<FormTemplate>, StoreError> {
        self.all(&TEMPLATES, args![unit]).await?.iter().map(read_template).collect()
    }
}

impl Tx {
    /// Writes a draft over the version that it was made from; `false` when that
    /// is no longer the one that stands, and nothing was written.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn put_form_draft(
        &mut self,
        draft: &FormDraft,
        since: u64,
    ) -> Result<bool, StoreError> {
        let content = draft.content.to_string();
        let values = args![draft.assessment, draft.version, content, draft.updated_at, since];
        Ok(self.run(&PUT_DRAFT, values).await? > 0)
    }

    /// Keeps a template; the same one kept again changes nothing.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn put_form_template(&mut self, template: &FormTemplate) -> Result<(), StoreError> {
        let content = template.content.to_string();
        let values =
            args![template.id, template.unit, &template.name, content, template.created_at];
        self.run(&PUT_TEMPLATE, values).await?;
        Ok(())
    }

    /// Removes a template of a unit.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn delete_form_template(&mut self, unit: Uuid, id: Uuid) -> Result<bool, StoreError> {
        Ok(self.run(&DELETE_TEMPLATE, args![unit, id]).await? > 0)
    }
}
