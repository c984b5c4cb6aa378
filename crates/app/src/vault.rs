//! Where typed text becomes a commitment. A use case collects what was typed
//! here and hands it to the store together with the events that name it.

use domain::text::{FileRef, Text};
use serde::{Deserialize, Serialize};
use store::SideValue;

use crate::ctx::Ids;

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

/// Collects the erasable values of one act.
pub struct Vault<'a> {
    ids: &'a dyn Ids,
    sides: Vec<SideValue>,
}

impl<'a> Vault<'a> {
    /// An empty vault.
    #[must_use]
    pub fn new(ids: &'a dyn Ids) -> Self {
        Self { ids, sides: Vec::new() }
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
        let side = SideValue::new("file", value, self.ids.bytes());
        let commitment = FileRef::new(side.commitment().0);
        self.sides.push(side);
        commitment
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
