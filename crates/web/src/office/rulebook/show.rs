//! `/rules`: the rules of a place on a day: a table of contents, and each part
//! on a page of its own, or all of them on one page to search and print.

use access::Permission;
use app::directory::require;
use app::rules::{PackageRef, ResolveError, Resolved, RuleBook};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::{codes::DivisionCode, rulebook::Package};
use jiff::civil::Date;
use locale::{L10n, Lang, Msg};
use serde::Deserialize;

use super::{
    Places, Rules, RulesCalendar, RulesCompare, choices, day_before, layer_name, name_of, places,
    section::{Section, Writer},
};
use crate::error::WebError;
use crate::form::Choice;
use crate::nav::Nav;
use crate::office::{Office, web_error};
use crate::page::{self, Page};
use crate::routes::{Route as _, encode};
use crate::state::AppState;
use crate::ui::Tag;
use crate::visit::Visit;

/// Place and day that are asked for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    place: String,
    #[serde(default)]
    on: String,
    /// Which part: its anchor, `all`, or nothing for the contents.
    #[serde(default)]
    part: String,
}

/// All parts on one page.
const ALL: &str = "all";

/// One line of the contents.
struct Entry {
    title: String,
    count: usize,
    /// What the part holds, by its headings.
    groups: Vec<String>,
    url: String,
    current: bool,
}

/// One layer of the package.
struct LayerLine {
    name: String,
    title: String,
    doc_no: String,
    from: String,
    to: String,
    source: String,
    sure: Tag,
}

#[derive(Template)]
#[template(path = "rulebook/rules.html")]
struct RulesPage {
    page: Page,
    places: Vec<Choice>,
    place: String,
    day: String,
    day_error: String,
    hash: String,
    since: String,
    layers: Vec<LayerLine>,
    borrowed: Option<String>,
    starts: Vec<(String, String, bool)>,
    /// The part that is shown: its anchor, `all`, or nothing for the contents.
    part: String,
    contents: Vec<Entry>,
    all_url: String,
    before: Option<(String, String)>,
    after: Option<(String, String)>,
    sections: Vec<Section>,
    unsure: String,
    provisional: Option<String>,
    calendar_url: String,
    compare_url: String,
    list_url: String,
}

/// `GET /rules?place=211300&on=2016-06-01`. Without a place it is the own one,
/// without a day it is today.
pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    require(&office.ctx, Permission::ViewRules, None).map_err(web_error)?;
    let l = visit.l10n();
    let own = places(&office, &visit).await?;
    let home = visit.signed_in()?.session.as_ref().map(|session| session.division.clone());
    let wanted = if asked.place.is_empty() { home.unwrap_or_default() } else { asked.place };
    if !own.contains_key(&wanted) {
        return Err(WebError::NotFound);
    }
    let division = DivisionCode::try_from(wanted).map_err(|_| WebError::NotFound)?;
    let typed = app::form::parse_date(asked.on.trim());
    let day = typed.unwrap_or_else(|| office.today());
    let wrong_day = typed.is_none() && !asked.on.trim().is_empty();
    let resolved = office.app.book().resolve(&division, day).map_err(unresolved)?;
    let package = &resolved.package;
    let writer = Writer { l };
    let book = office.app.book();
    let sections = sections(writer, package, book);
    let here = Here { url: rules_url(&division, day), part: asked.part };
    let contents = here.contents(&sections);
    let Some(title) = here.title(&sections, l) else { return Err(WebError::NotFound) };
    let whole = l.t1("rules-title", "place", name_of(&own, &division));
    let mut page = Page::new(&visit, if title.is_empty() { &whole } else { &title });
    if !title.is_empty() {
        page = page.crumb(&whole, &here.url).here(&title);
    }
    page::show(&RulesPage {
        page: page.nav(Nav::Rules).subtitle(l.date_long(day)),
        places: choices(&own),
        place: division.as_str().to_owned(),
        day: day.to_string(),
        day_error: if wrong_day { l.t("field-error-date") } else { String::new() },
        since: l.date(package.on),
        layers: layers(writer, package, book),
        borrowed: borrowed(&office, &own, &division, l),
        starts: starts(&office, &division, package.on, l),
        unsure: unsure(&resolved, l),
        hash: resolved.hash.clone(),
        before: here.beside(&contents, -1),
        after: here.beside(&contents, 1),
        contents,
        all_url: here.to(ALL),
        sections: here.shown(sections),
        part: here.part,
        provisional: provisional(&office, day, l),
        calendar_url: calendar_url(&office, day),
        compare_url: compare_url(&office, &division, day),
        list_url: Rules.url(),
    })
}

/// The package that is looked at, and which part of it.
struct Here {
    url: String,
    part: String,
}

impl Here {
    fn to(&self, part: &str) -> String {
        format!("{}&part={part}", self.url)
    }

    fn contents(&self, sections: &[Section]) -> Vec<Entry> {
        let one = |section: &Section| Entry {
            title: section.title.clone(),
            count: section.count,
            groups: section
                .groups
                .iter()
                .map(|g| g.title.clone())
                .filter(|t| !t.is_empty())
                .collect(),
            url: if self.part == ALL { format!("#{}", section.id) } else { self.to(section.id) },
            current: section.id == self.part,
        };
        sections.iter().map(one).collect()
    }

    /// The title of the part: empty for the contents; nothing when there is no
    /// such part.
    fn title(&self, sections: &[Section], l: L10n) -> Option<String> {
        match self.part.as_str() {
            "" => Some(String::new()),
            ALL => Some(l.t("rules-all")),
            part => sections.iter().find(|s| s.id == part).map(|s| s.title.clone()),
        }
    }

    /// The part before or after the one that is shown.
    fn beside(&self, contents: &[Entry], step: isize) -> Option<(String, String)> {
        let at = contents.iter().position(|entry| entry.current)?;
        let entry = contents.get(at.checked_add_signed(step)?)?;
        Some((entry.title.clone(), entry.url.clone()))
    }

    fn shown(&self, sections: Vec<Section>) -> Vec<Section> {
        if self.part == ALL {
            return sections;
        }
        sections.into_iter().filter(|section| section.id == self.part).collect()
    }
}

/// Says whose rules hold for a place that has no file of its own.
fn borrowed(office: &Office<'_>, own: &Places, division: &DivisionCode, l: L10n) -> Option<String> {
    let files = office.app.book().files();
    let of = |code: &str| files.iter().find(|file| file.division.as_str() == code);
    if of(division.as_str()).is_some() {
        return None;
    }
    let above = of(&division.city()).or_else(|| of(&division.province()))?;
    let words = if l.lang() == Lang::ZhCn { &above.zh } else { &above.en };
    let msg = Msg::new("rules-borrowed").with("place", name_of(own, division));
    Some(l.say(&msg.with("above", words)))
}

/// Why no package stands for a place and day, as the visitor is told.
pub(super) fn unresolved(error: ResolveError) -> WebError {
    match error {
        ResolveError::NoRules { on, .. } => {
            WebError::Unreadable(Msg::new("rules-none").with("day", on.to_string()))
        }
        other => WebError::internal(other),
    }
}

fn sections(writer: Writer, package: &Package, book: &RuleBook) -> Vec<Section> {
    let all = [
        writer.scope(package),
        writer.screening(package),
        writer.procedures(package),
        writer.method(package),
        writer.review(package),
        writer.filing(package),
        writer.gates(package),
        writer.tracking(package),
        writer.mechanisms(package),
        writer.catalogues(package),
        writer.reporting(package),
        writer.words_and_forms(package),
    ];
    let mut all: Vec<Section> = all.into_iter().filter(|s| !s.groups.is_empty()).collect();
    for row in all.iter_mut().flat_map(|s| &mut s.groups).flat_map(|group| &mut group.rows) {
        if !row.layer.is_empty() {
            row.layer = layer_name(book, &row.layer, writer.l);
        }
    }
    all
}

fn layers(writer: Writer, package: &Package, book: &RuleBook) -> Vec<LayerLine> {
    let l = writer.l;
    package
        .layers
        .iter()
        .map(|layer| LayerLine {
            name: layer_name(book, &layer.name, l),
            title: layer.title.clone(),
            doc_no: layer.doc_no.clone(),
            from: l.date(layer.effective_from),
            to: layer.effective_to.map(|day| l.date(day)).unwrap_or_default(),
            source: layer.source.clone(),
            sure: writer.sure(layer.certainty),
        })
        .collect()
}

/// The days on which the rules of the place change, as links.
fn starts(
    office: &Office<'_>,
    division: &DivisionCode,
    on: Date,
    l: L10n,
) -> Vec<(String, String, bool)> {
    office
        .app
        .book()
        .starts(division)
        .into_iter()
        .map(|day| (l.date(day), rules_url(division, day), day == on))
        .collect()
}

/// Address of the rules of a place on a day.
pub(super) fn rules_url(division: &DivisionCode, day: Date) -> String {
    format!("{Rules}?place={}&on={day}", division.as_str())
}

/// How many rules rest on experience or on a default, of how many.
fn unsure(resolved: &Resolved, l: L10n) -> String {
    let count = |mark: &str| resolved.canonical.matches(mark).count();
    let unsure = count("\"certainty\":\"K\"") + count("\"certainty\":\"P\"");
    l.t2("rules-unsure", ("count", unsure), ("total", count("\"certainty\":")))
}

/// Terms of a year without a published calendar may move.
fn provisional(office: &Office<'_>, day: Date, l: L10n) -> Option<String> {
    let calendar = office.app.book().calendar();
    let next = Date::new(day.year().saturating_add(1), 1, 1).ok()?;
    let open =
        [day, next].into_iter().find(|day| calendar.is_provisional(*day).unwrap_or(false))?;
    Some(l.t1("rules-provisional", "year", open.year().to_string()))
}

/// The calendar of the day's year, or of the nearest year that has one.
fn calendar_url(office: &Office<'_>, day: Date) -> String {
    let years = office.app.book().calendar().years();
    let nearest = years.min_by_key(|year| year.abs_diff(day.year()));
    RulesCalendar { year: nearest.unwrap_or_else(|| day.year()).to_string() }.url()
}

/// Compares the package with the one before it, or with itself.
fn compare_url(office: &Office<'_>, division: &DivisionCode, day: Date) -> String {
    let before = day_before(office.app.book(), division, day);
    let a = PackageRef { division: division.clone(), on: before };
    let b = PackageRef { division: division.clone(), on: day };
    format!("{RulesCompare}?a={}&b={}", encode(&a.to_string()), encode(&b.to_string()))
}

impl RulesPage {
    /// The hash in pieces, so that it can wrap on a phone.
    fn hash_parts(&self) -> Vec<String> {
        let digits: Vec<char> = self.hash.chars().collect();
        digits.chunks(8).map(|part| part.iter().collect()).collect()
    }
}
