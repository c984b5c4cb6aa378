//! Public consultations: by address, by matter, and those that the public sees.

use uuid::Uuid;

use crate::{
    db::{Reader, Row},
    error::StoreError,
    projection::{ConsultationRow, WithText, with_text},
    sql::statements,
    value::args,
};

statements! {
    BY_SLUG = "SELECT id, slug, matter_id, assessment_id, status, from_on, to_on, title_ref, title \
        FROM consultations WHERE slug = $1";
    OF_MATTER = "SELECT id, slug, matter_id, assessment_id, status, from_on, to_on, title_ref, title \
        FROM consultations WHERE matter_id = $1 ORDER BY from_on, LENGTH(slug), slug";
    OF_STATUS = "SELECT id, slug, matter_id, assessment_id, status, from_on, to_on, title_ref, title \
        FROM consultations WHERE status = $1 ORDER BY to_on DESC, id LIMIT $2";
}

fn read(row: &Row) -> Result<WithText<ConsultationRow>, StoreError> {
    with_text(row, "title")
}

impl Reader {
    /// The consultation with a public address.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn consultation_by_slug(
        &mut self,
        slug: &str,
    ) -> Result<Option<WithText<ConsultationRow>>, StoreError> {
        self.first(&BY_SLUG, args![slug]).await?.as_ref().map(read).transpose()
    }

    /// The consultations of a matter, oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn consultations_of(
        &mut self,
        matter: Uuid,
    ) -> Result<Vec<WithText<ConsultationRow>>, StoreError> {
        self.all(&OF_MATTER, args![matter]).await?.iter().map(read).collect()
    }

    /// Consultations in a state, the one that ends last first.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn consultations_in(
        &mut self,
        status: &str,
        most: u32,
    ) -> Result<Vec<WithText<ConsultationRow>>, StoreError> {
        self.all(&OF_STATUS, args![status, most]).await?.iter().map(read).collect()
    }
}
