//! Two people acted on one case: the one who came second sees what changed
//! meanwhile, and keeps what was typed.

use app::view::{AuditLine, Case};
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use locale::Arg;
use uuid::Uuid;

use super::{Office, dossier::event_words, web_error};
use crate::error::WebError;
use crate::form::Submitted;
use crate::page;
use crate::ui::{Facts, Markup, Note, NoteKind};
use crate::visit::Visit;

/// Entries that are listed at most, newest first.
const MOST: usize = 5;

/// What a page needs to tell of a conflict.
pub(crate) struct Clash {
    /// The record on which both acted.
    pub(crate) record: Uuid,
    /// The version on which the form was made; `None` when it did not say.
    pub(crate) since: Option<u64>,
    /// Where the case is seen as it is now.
    pub(crate) see: String,
    /// What was typed, with the labels of its fields, where the form cannot be
    /// sent again. Otherwise the form holds it.
    pub(crate) typed: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "clash.html")]
struct Told {
    note: Note,
    changes: Vec<String>,
    typed_title: String,
    typed: Option<Facts>,
}

impl Clash {
    /// A conflict on a record, for a form that carried the field `_version`.
    pub(crate) fn on(record: Uuid, form: &Submitted, see: String) -> Self {
        Self { record, since: form.values.get("_version").parse().ok(), see, typed: Vec::new() }
    }

    /// The same where the form is gone, with what was typed in it.
    pub(crate) fn without_form(self, typed: Vec<(String, String)>) -> Self {
        Self { typed, ..self }
    }

    /// Who was faster, when, and with what.
    ///
    /// # Errors
    /// As [`app::view::entries`].
    pub(crate) async fn told(
        self,
        office: &Office<'_>,
        visit: &Visit,
        case: &Case,
    ) -> Result<Markup, WebError> {
        let l10n = visit.l10n();
        let (lines, _) = app::view::entries(office.app, case).await.map_err(web_error)?;
        let say = |line: &AuditLine| {
            let who = if line.who.is_empty() { &line.unit } else { &line.who };
            let args = [
                ("who", Arg::Text(who.clone())),
                ("at", Arg::Text(l10n.date_time(line.event.meta.recorded_at))),
                ("what", Arg::Text(event_words(l10n, &line.event.type_name))),
            ];
            l10n.t_args("acts-conflict-change", &args)
        };
        let since = self.since.unwrap_or(u64::MAX);
        let fresh = |line: &&AuditLine| {
            line.event.stream.id == self.record
                && line.event.version > since
                && line.event.type_name != "TermSet"
        };
        let kept = if self.typed.is_empty() { "acts-conflict-kept" } else { "acts-conflict-copy" };
        let note = Note::new(NoteKind::Warn, l10n.t("acts-conflict"), l10n.t(kept))
            .link(l10n.t("acts-conflict-see"), self.see);
        let typed = (!self.typed.is_empty()).then(|| {
            let facts = self.typed.into_iter();
            facts.fold(Facts::new(), |facts, (label, value)| facts.fact(label, value))
        });
        Ok(Markup::render(&Told {
            note,
            changes: lines.iter().filter(fresh).take(MOST).map(say).collect(),
            typed_title: l10n.t("errors-conflict-yours"),
            typed,
        }))
    }
}

/// A page that tells of a conflict, with its status.
///
/// # Errors
/// The template fails, which is a mistake of the product.
pub(crate) fn show(template: &impl Template) -> Result<Response, WebError> {
    let mut response = page::show(template)?;
    *response.status_mut() = StatusCode::CONFLICT;
    Ok(response)
}
