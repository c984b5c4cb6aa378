//! Somebody else acted on the record while the form was filled in.

use std::collections::BTreeMap;

use app::form::{Field, Kind, Source};
use app::view::Case;
use axum::http::StatusCode;
use axum::response::Response;
use uuid::Uuid;

use super::{fill::Fill, lists::Lists, page, place, spec::ActForm, start};
use crate::error::WebError;
use crate::form::{Errors, FormView, Submitted, Values};
use crate::office::Office;
use crate::office::clash::{Clash, Differing};
use crate::visit::Visit;

/// The form again with what was typed, beside what stands now; or, where the
/// other person has done the act, what was typed without a form.
pub(super) async fn show(
    office: &Office<'_>,
    visit: &Visit,
    case: &Case,
    act: &ActForm,
    (mut sent, rows, found): (Submitted, usize, u64),
) -> Result<Response, WebError> {
    let l10n = visit.l10n();
    let lists = Lists::read(office, case, act, l10n).await?;
    let clash = Clash::on(record(case, act)?, &sent, place::of(act.code).url(case));
    let over = is_over(case, act, &lists);
    let values = sent.values.clone();
    page::on_version(&mut sent, found);
    let form = FormView::again(visit, sent, Errors::new());
    let clash = {
        let sections = Vec::new();
        let fill = Fill { l10n, form: &form, case, lists: &lists, code: act.code, sections, rows };
        if over {
            clash.over(typed(&fill, act, &values))
        } else {
            clash.replacing(differing(office, &fill, act, &values))
        }
    };
    let note = clash.told(office, visit, case).await?;
    let shown = page::Shown::again(note, rows, StatusCode::CONFLICT);
    let shown = if over { shown.without_form() } else { shown };
    page::draw(office, visit, case, act, (form, shown)).await
}

fn record(case: &Case, act: &ActForm) -> Result<Uuid, WebError> {
    let record = if act.on_matter { Some(case.matter.id) } else { case.assessment_id() };
    record.ok_or(WebError::NotFound)
}

/// Whether nothing is left that the act could be about.
fn is_over(case: &Case, act: &ActForm, lists: &Lists) -> bool {
    let offered = case.acts.iter().any(|found| found.code == act.code);
    let about = |field: &Field| match field.kind {
        Kind::One(
            source @ (Source::OpenNotices
            | Source::OpenOpinions
            | Source::OpenTriggers
            | Source::Measures),
        ) => field.required.then_some(source),
        Kind::Entry => field.required.then_some(Source::Entries),
        _ => None,
    };
    !offered || act.fields.iter().filter_map(about).any(|source| lists.is_empty(source))
}

/// What was typed, field by field.
fn typed(fill: &Fill<'_>, act: &ActForm, values: &Values) -> Vec<(String, String)> {
    let single = act.fields.iter().filter(|field| is_single(field));
    single
        .map(|field| (fill.label(field.name), shown(fill, field, values)))
        .filter(|(_, value)| !value.is_empty())
        .collect()
}

/// Fields that stand otherwise in the record. Only a form that begins with what
/// stands can replace it.
fn differing(
    office: &Office<'_>,
    fill: &Fill<'_>,
    act: &ActForm,
    values: &Values,
) -> Vec<Differing> {
    if act.code != "amend_matter" {
        return Vec::new();
    }
    let stands = start::values(office, fill.case, act, &BTreeMap::new());
    let fields = act.fields.iter().filter(|f| is_single(f) && f.name != "reason");
    fields
        .filter(|field| plain(stands.get(field.name)) != plain(values.get(field.name)))
        .map(|field| Differing {
            label: fill.label(field.name),
            now: or_missing(shown(fill, field, &stands)),
            yours: or_missing(shown(fill, field, values)),
        })
        .collect()
}

/// A browser sends the lines of a text apart in its own way.
fn plain(text: &str) -> String {
    text.trim().replace("\r\n", "\n")
}

const fn is_single(field: &Field) -> bool {
    matches!(
        field.kind,
        Kind::Text(_)
            | Kind::Long(_)
            | Kind::Date
            | Kind::Count(..)
            | Kind::Flag
            | Kind::YesNo
            | Kind::Period
            | Kind::One(_)
    )
}

fn or_missing(value: String) -> String {
    if value.is_empty() { locale::format::MISSING.to_owned() } else { value }
}

/// A value as the page words it.
fn shown(fill: &Fill<'_>, field: &Field, values: &Values) -> String {
    let value = values.get(field.name).trim();
    match field.kind {
        Kind::One(source) => fill.lists.label(source, value).unwrap_or(value).to_owned(),
        Kind::Flag if !value.is_empty() => fill.l10n.t("acts-yes"),
        Kind::Flag => fill.l10n.t("acts-no"),
        _ => value.to_owned(),
    }
}
