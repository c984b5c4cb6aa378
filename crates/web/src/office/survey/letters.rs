//! Letters for the printing: every code once, as pages or as a list. Nothing of
//! it is kept, and the page cannot be asked for again.

use app::consultation::Sheet;
use askama::Template;
use axum::body::Body;
use axum::http::HeaderMap;
use axum::response::Response;

use crate::error::WebError;
use crate::figures::qr::qr;
use crate::office::case::attachment;
use crate::page::{self, Page, Shell};
use crate::public::consult::{Notice, absolute};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::Markup;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "survey/letters.html")]
struct LettersPage<'a> {
    page: Page,
    unit: String,
    title: String,
    period: String,
    address: String,
    code: Markup,
    codes: &'a [String],
}

/// The letters as a person asked for them.
pub(super) fn show(
    (state, headers): (&AppState, &HeaderMap),
    visit: &Visit,
    sheet: &Sheet,
    (paper, codes): (&str, &[String]),
) -> Result<Response, WebError> {
    let l10n = visit.l10n();
    let facts = &sheet.consultation.state;
    let path = Notice { slug: facts.slug.clone() }.url();
    let address = absolute(state, headers, &path);
    if paper == "CSV" {
        // The mark that spreadsheets look for; codes and addresses need no quotes.
        let mut text = format!("\u{feff}{},{}\r\n", l10n.t("letters-code"), l10n.t("letters-at"));
        for code in codes {
            text.push_str(&format!("{code},{address}\r\n"));
        }
        let name = format!("{}-letters.csv", facts.slug);
        return Ok(attachment("text/csv; charset=utf-8", &name, Body::from(text)));
    }
    let day = |day: Option<jiff::civil::Date>| day.map(|d| l10n.date_long(d)).unwrap_or_default();
    page::show(&LettersPage {
        page: Page::new(visit, l10n.t1("letters-title", "n", codes.len())).shell(Shell::Public),
        unit: sheet.unit.clone(),
        title: sheet.title.clone(),
        period: l10n.t2("consult-period", ("from", day(facts.from)), ("to", day(facts.to))),
        code: qr(&address),
        address,
        codes,
    })
}
