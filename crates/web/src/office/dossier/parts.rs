//! What the parts of a case are made of: cards, tables, prose.

use app::view::Case;
use askama::Template;
use askama::filters::HtmlSafe;
use domain::{
    assessment::{Assessment, parts::Factor},
    ids::{FactorId, MeasureId, UnitId},
    text::{FileRef, Text},
};
use jiff::civil::Date;
use locale::{L10n, format::MISSING};

use crate::office::Office;
use crate::office::case::{file_list, maybe_text, source_words, text_of};
use crate::ui::{Empty, Markup};

/// The cards of a page: the wide column and the narrow one.
#[derive(Default)]
pub(super) struct Content {
    /// The wide column.
    pub(super) main: Vec<Card>,
    /// The narrow column; the page has one column without it.
    pub(super) side: Vec<Card>,
}

impl Content {
    /// A page on which there is nothing yet.
    pub(super) fn empty(empty: Empty) -> Self {
        Self { main: vec![Card::bare(Markup::render(&empty))], side: Vec::new() }
    }
}

#[derive(Template)]
#[template(path = "dossier/card.html")]
struct Framed {
    id: String,
    title: String,
    sub: String,
    body: Markup,
    foot: String,
    flush: bool,
}

#[derive(Template)]
#[template(source = "<section class=\"card\">{{ body }}</section>", ext = "html")]
struct Bare {
    body: Markup,
}

/// One topic of a page.
pub(super) struct Card(Markup);

impl HtmlSafe for Card {}

impl std::fmt::Display for Card {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl Card {
    /// A card with its heading.
    pub(super) fn new(title: impl Into<String>, body: impl HtmlSafe) -> Self {
        Self::with(title, "", body, "")
    }

    /// A card with a small line beside its heading.
    pub(super) fn sub(
        title: impl Into<String>,
        sub: impl Into<String>,
        body: impl HtmlSafe,
    ) -> Self {
        Self::with(title, sub, body, "")
    }

    /// A card with a small line beside its heading and one under its body.
    pub(super) fn with(
        title: impl Into<String>,
        sub: impl Into<String>,
        body: impl HtmlSafe,
        foot: impl Into<String>,
    ) -> Self {
        Self(Markup::render(&Framed {
            id: String::new(),
            title: title.into(),
            sub: sub.into(),
            body: Markup::trusted(body.to_string()),
            foot: foot.into(),
            flush: false,
        }))
    }

    /// A card whose table reaches its edges.
    pub(super) fn flush(
        title: impl Into<String>,
        sub: impl Into<String>,
        body: impl HtmlSafe,
        foot: impl Into<String>,
    ) -> Self {
        Self(Markup::render(&Framed {
            id: String::new(),
            title: title.into(),
            sub: sub.into(),
            body: Markup::trusted(body.to_string()),
            foot: foot.into(),
            flush: true,
        }))
    }

    /// A card without heading.
    pub(super) fn bare(body: Markup) -> Self {
        Self(Markup::render(&Bare { body }))
    }

    /// Something that has a frame of its own.
    pub(super) const fn own(body: Markup) -> Self {
        Self(body)
    }
}

struct Head {
    label: String,
    num: bool,
}

struct Cell {
    label: String,
    num: bool,
    body: Markup,
}

/// A table; its first column names the row.
#[derive(Template)]
#[template(path = "dossier/table.html")]
pub(super) struct Table {
    caption: String,
    heads: Vec<Head>,
    rows: Vec<Vec<Cell>>,
}

impl HtmlSafe for Table {}

impl Table {
    /// A table without columns.
    pub(super) fn new(caption: impl Into<String>) -> Self {
        Self { caption: caption.into(), heads: Vec::new(), rows: Vec::new() }
    }

    /// A column of words.
    pub(super) fn col(mut self, label: impl Into<String>) -> Self {
        self.heads.push(Head { label: label.into(), num: false });
        self
    }

    /// A column of numbers.
    pub(super) fn num(mut self, label: impl Into<String>) -> Self {
        self.heads.push(Head { label: label.into(), num: true });
        self
    }

    /// One more row.
    pub(super) fn row(&mut self, cells: Vec<Markup>) {
        let named = self.heads.iter().zip(cells);
        let cells =
            named.map(|(head, body)| Cell { label: head.label.clone(), num: head.num, body });
        self.rows.push(cells.collect());
    }

    /// Whether there is no row.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

#[derive(Template)]
#[template(path = "dossier/prose.html")]
struct Prose<'a> {
    parts: Vec<&'a str>,
    after: bool,
}

/// Text as it was written, one paragraph a line.
pub(super) fn prose(text: &str) -> Markup {
    Markup::render(&Prose { parts: paragraphs(text), after: false })
}

/// The same under something else.
pub(super) fn prose_after(text: &str) -> Markup {
    if text.trim().is_empty() {
        return Markup::default();
    }
    Markup::render(&Prose { parts: paragraphs(text), after: true })
}

fn paragraphs(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

#[derive(Template)]
#[template(path = "dossier/nowrap.html")]
struct Nowrap {
    text: String,
}

/// A cell whose text stays on one line, such as a day.
pub(super) fn short(text: String) -> Markup {
    Markup::render(&Nowrap { text })
}

#[derive(Template)]
#[template(path = "dossier/heading.html")]
struct Heading<'a> {
    text: &'a str,
}

/// A heading inside a card.
pub(super) fn heading(text: &str) -> Markup {
    Markup::render(&Heading { text })
}

#[derive(Template)]
#[template(path = "dossier/details.html")]
struct Details {
    summary: String,
    body: Markup,
}

/// Something that opens on demand.
pub(super) fn details(summary: impl Into<String>, body: Markup) -> Markup {
    Markup::render(&Details { summary: summary.into(), body })
}

#[derive(Template)]
#[template(path = "dossier/mono.html")]
struct Mono<'a> {
    text: &'a str,
}

/// A number or digest in letters of one width.
pub(super) fn mono(text: &str) -> Markup {
    Markup::render(&Mono { text })
}

#[derive(Template)]
#[template(path = "dossier/link.html")]
struct Link<'a> {
    label: &'a str,
    url: &'a str,
}

/// A link.
pub(super) fn link(label: &str, url: &str) -> Markup {
    Markup::render(&Link { label, url })
}

/// A cell of words; a dash where there are none.
pub(super) fn cell(text: impl AsRef<str>) -> Markup {
    let text = text.as_ref();
    Markup::text(if text.trim().is_empty() { MISSING } else { text })
}

/// A case as its parts read it.
pub(super) struct Dossier<'a> {
    /// Words of the page.
    pub(super) l10n: L10n,
    /// Who asks.
    pub(super) office: &'a Office<'a>,
    /// The case.
    pub(super) case: &'a Case,
    /// Its assessment.
    pub(super) state: &'a Assessment,
}

impl Dossier<'_> {
    /// A text of the product.
    pub(super) fn t(&self, key: &str) -> String {
        self.l10n.t(key)
    }

    /// A day.
    pub(super) fn day(&self, day: Date) -> String {
        self.l10n.date(day)
    }

    /// A day that need not be there.
    pub(super) fn maybe_day(&self, day: Option<Date>) -> String {
        day.map_or_else(|| MISSING.to_owned(), |day| self.day(day))
    }

    /// First and last day.
    pub(super) fn period(&self, from: Date, to: Date) -> String {
        self.l10n.t2("dossier-period", ("from", self.day(from)), ("to", self.day(to)))
    }

    /// What people wrote.
    pub(super) fn text(&self, text: &Text) -> String {
        text_of(self.l10n, &self.case.words, text)
    }

    /// What people wrote, if they did.
    pub(super) fn maybe(&self, text: Option<&Text>) -> String {
        maybe_text(self.l10n, &self.case.words, text)
    }

    /// Files as links.
    pub(super) fn files(&self, files: &[FileRef]) -> Markup {
        if files.is_empty() {
            return Markup::text(MISSING);
        }
        file_list(self.l10n, self.case, files)
    }

    /// Name of a unit.
    pub(super) fn unit(&self, unit: UnitId) -> String {
        self.case.unit_name(unit).to_owned()
    }

    /// Words of the rules in the reader's language.
    pub(super) fn rule<'i>(&self, item: &'i domain::rulebook::Item) -> &'i str {
        if self.l10n.lang() == locale::Lang::En { &item.en } else { &item.zh }
    }

    /// Where a rule comes from.
    pub(super) fn source(&self, item: &domain::rulebook::Item) -> String {
        source_words(self.l10n, &item.source)
    }

    /// A factor with its label.
    pub(super) fn factor(&self, factor: &Factor) -> String {
        format!("F{} {}", factor.label, self.text(&factor.name))
    }

    /// Several factors by their identifiers.
    pub(super) fn factors(&self, ids: &[FactorId]) -> String {
        let names: Vec<String> = ids
            .iter()
            .filter_map(|id| self.state.factor(*id))
            .map(|factor| self.factor(factor))
            .collect();
        self.l10n.join(&names)
    }

    /// Measures by label and title.
    pub(super) fn measures(&self, ids: &[MeasureId]) -> String {
        let named = self.state.live_measures().filter(|measure| ids.contains(&measure.id));
        let names: Vec<String> =
            named.map(|m| format!("M{} {}", m.label, self.text(&m.title))).collect();
        self.l10n.join(&names)
    }

    /// A count as people read it.
    pub(super) fn count(&self, count: u32) -> String {
        locale::format::number(i64::from(count))
    }

    /// Address of the form of an act, about one entry.
    pub(super) fn act_url(&self, code: &str, about: &str) -> String {
        let no = crate::routes::encode(&self.case.matter.state.number);
        format!("/items/{no}/do/{code}?ref={}", crate::routes::encode(about))
    }

    /// Whether the act can be carried out now by who asks.
    pub(super) fn can(&self, code: &str) -> bool {
        self.case.acts.iter().any(|a| a.code == code && a.waits.is_none())
    }
}
