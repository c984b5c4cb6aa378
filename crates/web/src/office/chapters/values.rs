//! What the record knows, as a text can show it.

use std::collections::BTreeMap;

use app::view::Case;
use documents::model::{Kind, Language};
use documents::template::{Field, FieldKind, fields};
use domain::assessment::parts::Report;
use locale::{L10n, Lang};
use papers::{Format, Order, PaperError};
use serde_json::{Value, json};

use super::show::language;
use crate::error::WebError;
use crate::office::{Office, web_error};

/// Longest words in the list of values.
const LONG: usize = 120;

/// Parts of the record that have a list of their own.
const PARTS: [&str; 3] = ["matter", "rating", "survey"];

/// The values of a case in the languages of its texts, each read once.
pub(super) struct Known<'a> {
    office: &'a Office<'a>,
    case: &'a Case,
    l10n: L10n,
    read: BTreeMap<&'static str, Value>,
}

impl<'a> Known<'a> {
    /// Nothing read yet.
    pub(super) const fn new(office: &'a Office<'a>, case: &'a Case, l10n: L10n) -> Self {
        Self { office, case, l10n, read: BTreeMap::new() }
    }

    /// The values as they are now, in the language of a text, and that language.
    ///
    /// # Errors
    /// As [`papers::context`].
    pub(super) async fn of(&mut self, text: &str) -> Result<(&Value, Language), WebError> {
        let language = language(self.l10n, text);
        if !self.read.contains_key(language.code()) {
            let values = now(self.office, self.case, language).await?;
            self.read.insert(language.code(), values);
        }
        Ok((self.read.get(language.code()).unwrap_or(&Value::Null), language))
    }
}

/// The values of a case as they are now; none before there is a rating to tell of.
async fn now(office: &Office<'_>, case: &Case, language: Language) -> Result<Value, WebError> {
    read(office, case, (language, None)).await
}

/// The values of a case as they were when a version of the report was frozen.
///
/// # Errors
/// As [`papers::context`].
pub(super) async fn at_freezing(
    office: &Office<'_>,
    case: &Case,
    l10n: L10n,
    report: &Report,
) -> Result<Value, WebError> {
    let language = if l10n.lang() == Lang::En { Language::En } else { Language::Zh };
    read(office, case, (language, Some(report))).await
}

async fn read(
    office: &Office<'_>,
    case: &Case,
    (language, report): (Language, Option<&Report>),
) -> Result<Value, WebError> {
    let Some(loaded) = &case.assessment else { return Ok(json!({})) };
    let order = Order {
        kind: Kind::AssessmentReport,
        subject: loaded.state.number.clone(),
        part: report.map(|report| report.id.to_string()),
        language,
        format: Format::Html,
    };
    // A draft of no chapters is the record as it is now.
    let draft = BTreeMap::new();
    let draft = if report.is_none() { Some(&draft) } else { None };
    match papers::context(office.app, &office.ctx, &order, draft).await {
        Ok(context) => context.values().map_err(|e| WebError::internal(e.to_string())),
        Err(PaperError::Missing(_)) => Ok(json!({})),
        Err(PaperError::App(error)) => Err(web_error(error)),
        Err(error) => Err(WebError::internal(error.to_string())),
    }
}

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
    pub(super) name: &'static str,
    /// Its values, in the order of their paths.
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
        let part = PARTS.into_iter().find(|part| path.split('.').next() == Some(part));
        let name = part.unwrap_or("report");
        let live = Live { insert, path, shown };
        match groups.iter_mut().find(|group| group.name == name) {
            Some(group) => group.fields.push(live),
            None => groups.push(Group { name, fields: vec![live] }),
        }
    }
    groups
}
