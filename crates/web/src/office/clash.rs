//! Two people acted on one case: the one who came second sees what changed
//! meanwhile, and keeps what was typed.

use app::view::{AuditLine, Case};
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use locale::{Arg, L10n};
use uuid::Uuid;

use super::{Office, dossier::event_words, web_error};
use crate::error::WebError;
use crate::form::Submitted;
use crate::page;
use crate::ui::{Facts, Markup, Note, NoteKind};
use crate::visit::Visit;

/// What follows from an act by itself and is nobody's doing.
const BY_ITSELF: [&str; 2] = ["TermSet", "StepDone"];
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
    /// Fields in which the record differs from what was typed.
    pub(crate) differing: Vec<Differing>,
    /// Whether nothing is left to be done.
    pub(crate) over: bool,
}

/// A field of the record as it is now and as it was typed.
pub(crate) struct Differing {
    /// Label of the field.
    pub(crate) label: String,
    /// What is stored now.
    pub(crate) now: String,
    /// What was typed.
    pub(crate) yours: String,
}

#[derive(Template)]
#[template(path = "clash.html")]
struct Told {
    note: Note,
    changes: Vec<String>,
    l10n: L10n,
    differing: Vec<Differing>,
    typed_title: String,
    typed: Option<Facts>,
}

impl Clash {
    /// A conflict on a record, for a form that carried the field `_version`.
    pub(crate) fn on(record: Uuid, form: &Submitted, see: String) -> Self {
        let since = form.values.get("_version").parse().ok();
        Self { record, since, see, typed: Vec::new(), differing: Vec::new(), over: false }
    }

    /// The same where sending again replaces what the other person entered.
    pub(crate) fn replacing(self, differing: Vec<Differing>) -> Self {
        Self { differing, ..self }
    }

    /// The same where the act is done, with what was typed for it.
    pub(crate) fn over(self, typed: Vec<(String, String)>) -> Self {
        Self { typed, over: true, ..self }
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
        let since = self.since.unwrap_or(u64::MAX);
        let fresh = |line: &&AuditLine| {
            line.event.stream.id == self.record
                && line.event.version > since
                && !BY_ITSELF.contains(&line.event.type_name.as_str())
        };
        let fresh: Vec<&AuditLine> = lines.iter().filter(fresh).take(MOST).collect();
        let typed_title = l10n.t("errors-conflict-yours");
        let note = match fresh.first().filter(|_| self.over) {
            Some(last) => {
                let copy = (!self.typed.is_empty()).then(|| l10n.t("acts-conflict-listed"));
                let over = say(l10n, "acts-conflict-over", last);
                Note::new(NoteKind::Warn, over, copy.unwrap_or_default())
            }
            None => Note::new(NoteKind::Warn, l10n.t("acts-conflict"), l10n.t(self.way_on()))
                .link(l10n.t("acts-conflict-see"), &self.see),
        };
        let changes = fresh.into_iter().map(|line| say(l10n, "acts-conflict-change", line));
        let changes = if self.over { Vec::new() } else { changes.collect() };
        let typed = (!self.typed.is_empty()).then(|| {
            let facts = self.typed.into_iter();
            facts.fold(Facts::new(), |facts, (label, value)| facts.fact(label, value))
        });
        let differing = self.differing;
        Ok(Markup::render(&Told { note, changes, l10n, differing, typed_title, typed }))
    }

    /// What can be done with what was typed.
    const fn way_on(&self) -> &'static str {
        if !self.differing.is_empty() {
            locale::key("acts-conflict-replaces")
        } else if self.typed.is_empty() {
            locale::key("acts-conflict-kept")
        } else {
            locale::key("acts-conflict-copy")
        }
    }
}

/// Who did what, and when.
fn say(l10n: L10n, key: &str, line: &AuditLine) -> String {
    let who = match (line.unit.as_str(), line.who.as_str()) {
        (unit, "") => unit.to_owned(),
        ("", who) => who.to_owned(),
        (unit, who) => l10n.t2("acts-conflict-by", ("unit", unit), ("who", who)),
    };
    let args = [
        ("who", Arg::Text(who)),
        ("at", Arg::Text(l10n.date_time(line.event.meta.recorded_at))),
        ("what", Arg::Text(event_words(l10n, &line.event.type_name))),
    ];
    l10n.t_args(key, &args)
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
