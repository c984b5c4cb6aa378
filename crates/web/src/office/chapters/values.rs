//! What the record knows, as a text can show it.

use app::view::Case;
use documents::model::Language;
use documents::template::{Field, FieldKind, fields};
use locale::L10n;
use serde_json::Value;

use crate::error::WebError;
use crate::office::Office;

/// A value that can be put into a text.
pub(super) struct Live {
    /// What is written into the text.
    pub(super) insert: String,
    /// What it is, in the words of its path.
    pub(super) path: String,
    /// How it reads now.
    pub(super) shown: String,
}

/// Values of one part of the record.
pub(super) struct Group {
    /// First part of their paths.
    pub(super) name: String,
    pub(super) fields: Vec<Live>,
}

/// The values of a case, by part of the record. Words of more than a few lines
/// are left out of the list: they can be written, but not read there.
pub(super) fn groups(values: &Value, language: Language) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for Field { path, insert, shown, what } in fields(values, language) {
        if what == FieldKind::Text && shown.chars().count() > LONG {
            continue;
        }
        let name = path.split('.').next().unwrap_or_default().to_owned();
        let live = Live { insert, path, shown };
        match groups.last_mut().filter(|group| group.name == name) {
            Some(group) => group.fields.push(live),
            None => groups.push(Group { name, fields: vec![live] }),
        }
    }
    groups
}

/// Longest words in the list of values.
const LONG: usize = 120;
