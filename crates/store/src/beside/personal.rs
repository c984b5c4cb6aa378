//! Saved views and drafts: personal, no act, no event.

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
    PUT_VIEW = "INSERT INTO saved_views (id, person, name, query, created_at) \
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO UPDATE SET name = excluded.name, \
        query = excluded.query WHERE saved_views.person = excluded.person";
    VIEWS = "SELECT id, person, name, query, created_at FROM saved_views \
        WHERE person = $1 ORDER BY name, id";
    DELETE_VIEW = "DELETE FROM saved_views WHERE person = $1 AND id = $2";
    PUT_DRAFT = "INSERT INTO drafts (person, form_key, content, updated_at) \
        VALUES ($1, $2, $3, $4) ON CONFLICT (person, form_key) DO UPDATE SET \
        content = excluded.content, updated_at = excluded.updated_at";
    DRAFT = "SELECT person, form_key, content, updated_at FROM drafts \
        WHERE person = $1 AND form_key = $2";
    DELETE_DRAFT = "DELETE FROM drafts WHERE person = $1 AND form_key = $2";
    SWEEP_DRAFTS = "DELETE FROM drafts WHERE updated_at < $1";
}

/// A list's filter that a person keeps under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedView {
    /// Identifier of the view.
    pub id: Uuid,
    /// Its owner.
    pub person: Uuid,
    /// Name given by the owner.
    pub name: String,
    /// Query string of the list.
    pub query: String,
    /// When it was saved.
    pub created_at: Timestamp,
}

/// What a person typed into a form and has not sent yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// Its owner.
    pub person: Uuid,
    /// Form and record that it belongs to.
    pub form_key: String,
    /// What was typed.
    pub content: Json,
    /// When it was last saved.
    pub updated_at: Timestamp,
}

fn read_view(row: &Row) -> Result<SavedView, StoreError> {
    Ok(SavedView {
        id: row.get("id")?,
        person: row.get("person")?,
        name: row.get("name")?,
        query: row.get("query")?,
        created_at: row.get("created_at")?,
    })
}

impl Reader {
    /// The views of a person by name.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn views(&mut self, person: Uuid) -> Result<Vec<SavedView>, StoreError> {
        self.all(&VIEWS, args![person]).await?.iter().map(read_view).collect()
    }

    /// The draft of a person for a form.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn draft(
        &mut self,
        person: Uuid,
        form_key: &str,
    ) -> Result<Option<Draft>, StoreError> {
        let Some(row) = self.first(&DRAFT, args![person, form_key]).await? else {
            return Ok(None);
        };
        Ok(Some(Draft {
            person: row.get("person")?,
            form_key: row.get("form_key")?,
            content: serde_json::from_str(&row.get::<String>("content")?)
                .map_err(StoreError::corrupt)?,
            updated_at: row.get("updated_at")?,
        }))
    }
}

impl Tx {
    /// Saves a view; a view of somebody else is left alone and `false` returned.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn put_view(&mut self, view: &SavedView) -> Result<bool, StoreError> {
        let values = args![view.id, view.person, &view.name, &view.query, view.created_at];
        Ok(self.run(&PUT_VIEW, values).await? > 0)
    }

    /// Removes a view of a person.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn delete_view(&mut self, person: Uuid, id: Uuid) -> Result<bool, StoreError> {
        Ok(self.run(&DELETE_VIEW, args![person, id]).await? > 0)
    }

    /// Saves what was typed so far.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn put_draft(&mut self, draft: &Draft) -> Result<(), StoreError> {
        let content = draft.content.to_string();
        self.run(&PUT_DRAFT, args![draft.person, &draft.form_key, content, draft.updated_at])
            .await?;
        Ok(())
    }

    /// Removes a draft, usually with the act that it became.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn delete_draft(&mut self, person: Uuid, form_key: &str) -> Result<bool, StoreError> {
        Ok(self.run(&DELETE_DRAFT, args![person, form_key]).await? > 0)
    }

    /// Removes drafts that were not touched since an instant.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn sweep_drafts(&mut self, before: Timestamp) -> Result<u64, StoreError> {
        self.run(&SWEEP_DRAFTS, args![before]).await
    }
}
