//! The form that freezes the report begins with what was written: the texts with
//! the numbers of the moment in them.

use app::chapters;
use app::view::Case;
use documents::template::pour_text;

use super::check::flags;
use super::routes::ReportCheck;
use super::values::Known;
use crate::error::WebError;
use crate::form::{Errors, Values};
use crate::office::{Office, web_error};
use crate::routes::Route as _;
use crate::ui::{Note, NoteKind};
use locale::{L10n, Msg};

/// What the form begins with.
pub(crate) struct Poured {
    /// The texts, under the names of their fields.
    pub(crate) values: Vec<(String, String)>,
    /// What has to be looked at before the report is frozen.
    pub(crate) note: Option<Note>,
}

/// The texts of the sections with their live fields replaced by values. A text
/// with a fault stands as it was typed, and cannot be frozen so.
///
/// # Errors
/// As [`chapters::prefill`].
pub(crate) async fn poured(
    office: &Office<'_>,
    l10n: L10n,
    case: &Case,
) -> Result<Poured, WebError> {
    let read = chapters::prefill(office.app, &office.ctx, case).await;
    let texts = read.map_err(web_error)?;
    let mut poured = Poured { values: Vec::new(), note: None };
    if texts.is_empty() {
        return Ok(poured);
    }
    let mut known = Known::new(office, case, l10n);
    let (mut typed, mut faulty) = (0, 0);
    for (section, text) in texts {
        let (values, language) = known.of(&text).await?;
        typed += flags(&text, values, language).len();
        let words = pour_text(&section.to_lowercase(), &text, values, language);
        faulty += usize::from(words.is_err());
        poured.values.push((format!("sections.{section}"), words.unwrap_or(text)));
    }
    poured.note = note(l10n, case, typed, faulty);
    Ok(poured)
}

fn note(l10n: L10n, case: &Case, typed: usize, faulty: usize) -> Option<Note> {
    let url = ReportCheck { no: case.matter.state.number.clone() }.url();
    let (kind, text) = match (typed, faulty) {
        (0, 0) => return Some(Note::new(NoteKind::Ok, "", l10n.t("chapters-prefilled"))),
        (_, 0) => (NoteKind::Warn, l10n.t1("chapters-prefilled-flags", "count", typed)),
        _ => (NoteKind::Bad, l10n.t1("chapters-prefilled-faults", "count", faulty)),
    };
    Some(Note::new(kind, l10n.t("chapters-prefilled"), text).link(l10n.t("chapters-check"), url))
}

/// A section that still has live fields is not frozen: nobody could read the
/// numbers that it meant.
pub(crate) fn left_live(values: &Values, errors: &mut Errors) {
    for (name, text) in values.iter().filter(|(name, _)| name.starts_with("sections.")) {
        if text.contains("{{") || text.contains("{%") {
            errors.add(name, Msg::new("chapters-left-live"));
        }
    }
}
