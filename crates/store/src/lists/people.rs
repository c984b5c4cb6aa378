//! Persons and posts.

use uuid::Uuid;

use super::Scope;
use crate::{
    db::Reader,
    error::StoreError,
    projection::{PersonRow, PostRow, ReadRow as _, WithText, with_text},
    sql::statements,
    value::args,
};

macro_rules! posts {
    () => {
        "SELECT id, person_id, unit_id, role, valid_from, valid_to, delegated_from FROM posts "
    };
}

statements! {
    PERSON = "SELECT id, username, name_ref, disabled, name FROM persons WHERE id = $1";
    BY_USERNAME = "SELECT id, username, name_ref, disabled, name FROM persons WHERE username = $1";
    PERSONS = "SELECT id, username, name_ref, disabled, name FROM persons ORDER BY coalesce(username, ''), id";
    PERSONS_UNDER = "SELECT id, username, name_ref, disabled, name FROM persons WHERE id IN \
        (SELECT p.person_id FROM posts p JOIN units u ON u.id = p.unit_id \
        WHERE u.path >= $1 AND u.path < $2) ORDER BY coalesce(username, ''), id";
    POST = concat!(posts!(), "WHERE id = $1");
    POSTS_OF = concat!(posts!(), "WHERE person_id = $1 ORDER BY valid_from, id");
    POSTS_AT = concat!(posts!(), "WHERE unit_id = $1 ORDER BY role, valid_from, id");
    POSTS_OF_ROLE = concat!(posts!(), "WHERE role = $1 ORDER BY role, valid_from, id");
}

impl Reader {
    /// A person with the name, unless it was erased.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn person(&mut self, id: Uuid) -> Result<Option<WithText<PersonRow>>, StoreError> {
        let row = self.first(&PERSON, args![id]).await?;
        row.as_ref().map(|row| with_text(row, "name")).transpose()
    }

    /// The person with a sign-in name.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn person_by_username(
        &mut self,
        username: &str,
    ) -> Result<Option<WithText<PersonRow>>, StoreError> {
        let row = self.first(&BY_USERNAME, args![username]).await?;
        row.as_ref().map(|row| with_text(row, "name")).transpose()
    }

    /// The persons who hold or held a post in a scope.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn persons(&mut self, scope: &Scope) -> Result<Vec<WithText<PersonRow>>, StoreError> {
        let rows = match scope {
            // Who is named in a case sees that case, and no part of the tree.
            Scope::Named(_) => Vec::new(),
            Scope::All => self.all(&PERSONS, args![]).await?,
            Scope::Under(path) => {
                let (first, end) = Scope::range(path);
                self.all(&PERSONS_UNDER, args![first, end]).await?
            }
        };
        rows.iter().map(|row| with_text(row, "name")).collect()
    }

    /// A post.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn post(&mut self, id: Uuid) -> Result<Option<PostRow>, StoreError> {
        self.first(&POST, args![id]).await?.as_ref().map(PostRow::read).transpose()
    }

    /// All posts of a person, past ones included.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn posts_of(&mut self, person: Uuid) -> Result<Vec<PostRow>, StoreError> {
        self.all(&POSTS_OF, args![person]).await?.iter().map(PostRow::read).collect()
    }

    /// All posts at a unit, past ones included.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn posts_at(&mut self, unit: Uuid) -> Result<Vec<PostRow>, StoreError> {
        self.all(&POSTS_AT, args![unit]).await?.iter().map(PostRow::read).collect()
    }

    /// The posts that carry a role, past and present.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn posts_of_role(&mut self, role: &str) -> Result<Vec<PostRow>, StoreError> {
        self.all(&POSTS_OF_ROLE, args![role]).await?.iter().map(PostRow::read).collect()
    }
}
