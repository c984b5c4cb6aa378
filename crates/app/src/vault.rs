//! Where typed text becomes a commitment. A use case collects what was typed
//! here and hands it to the store together with the events that name it.

use domain::text::{FileRef, Text};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{BlobKey, SideValue, StagedBlob, Tx};

use crate::{ctx::Ids, error::Outcome};

/// A stored file as evidence names it; kept as an erasable value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileFacts {
    /// Key of the blob, 64 hexadecimal digits.
    pub blob: String,
    /// Name as given by the one who brought it.
    pub name: String,
    /// Media type by content.
    pub media_type: String,
    /// Size in bytes.
    pub size: u64,
}

/// What kind of erasable value a file's description is. Only the product writes
/// it: what somebody typed is always a text.
pub(crate) const FILE: &str = "file";

/// Takes the names of files away that nothing needs any more; how many had one.
/// A file that an entry of the record or a picture of a report holds keeps its name.
///
/// # Errors
/// When the store fails.
pub(crate) async fn drop_unheld(tx: &mut Tx, files: &[BlobKey]) -> Outcome<u64> {
    let mut dropped = 0;
    for file in files {
        let held = tx.sides_holding(FILE, &file.to_string()).await? > 0
            || tx.pictures_holding(file).await? > 0;
        if !held && tx.drop_blob(file).await? {
            dropped += 1;
        }
    }
    Ok(dropped)
}

/// Collects the erasable values of one act, and the files that it names.
pub struct Vault<'a> {
    ids: &'a dyn Ids,
    sides: Vec<SideValue>,
    staged: Vec<StagedBlob>,
}

impl<'a> Vault<'a> {
    /// An empty vault.
    #[must_use]
    pub fn new(ids: &'a dyn Ids) -> Self {
        Self { ids, sides: Vec::new(), staged: Vec::new() }
    }

    /// Commits to a text.
    pub fn text(&mut self, value: &str) -> Text {
        let side = SideValue::new("text", value, self.ids.bytes());
        let commitment = Text::new(side.commitment().0);
        self.sides.push(side);
        commitment
    }

    /// Commits to a file's description.
    pub fn file(&mut self, facts: &FileFacts) -> FileRef {
        let value = serde_json::to_string(facts).unwrap_or_default();
        let side = SideValue::new(FILE, value, self.ids.bytes());
        let commitment = FileRef::new(side.commitment().0);
        self.sides.push(side);
        commitment
    }

    /// Takes a file that is on disk and has no name yet.
    pub(crate) fn stage(&mut self, file: Option<&StagedBlob>) {
        self.staged.extend(file.cloned());
    }

    /// Names the files in the transaction of the act and gives the values.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn keep(self, tx: &mut Tx, now: Timestamp) -> Outcome<Vec<SideValue>> {
        for file in &self.staged {
            tx.put_blob(file, now).await?;
        }
        Ok(self.sides)
    }

    /// What was collected.
    #[must_use]
    pub fn into_sides(self) -> Vec<SideValue> {
        self.sides
    }

    /// What was collected, for reading.
    #[must_use]
    pub fn sides(&self) -> &[SideValue] {
        &self.sides
    }
}
