//! How a part of a rule package is shown: rows of words with their facts,
//! source and certainty.

use domain::{
    codes::Certainty,
    rulebook::{Item, Term, TermUnit},
};
use locale::{L10n, Lang};

use crate::office::case::source_words;
use crate::ui::{Band, Tag};

/// A part of the package.
pub(super) struct Section {
    /// Anchor on the page.
    pub(super) id: &'static str,
    /// Heading.
    pub(super) title: String,
    /// Groups of rows.
    pub(super) groups: Vec<Group>,
    /// How many rows there are.
    pub(super) count: usize,
}

/// Rows that belong together.
#[derive(Default)]
pub(super) struct Group {
    /// Heading, may be empty.
    pub(super) title: String,
    /// Facts about all of them.
    pub(super) facts: Vec<String>,
    /// Rows.
    pub(super) rows: Vec<Row>,
    /// Whether the group is closed at first, because it is long.
    pub(super) closed: bool,
    /// Anchor on the page; the section gives it.
    pub(super) anchor: String,
}

/// One rule.
pub(super) struct Row {
    /// Its words.
    pub(super) words: String,
    /// Its code.
    pub(super) code: String,
    /// Numbers, terms, roles.
    pub(super) facts: Vec<String>,
    /// Where it is written.
    pub(super) source: String,
    /// How sure it is.
    pub(super) sure: Tag,
    /// The layer that states it.
    pub(super) layer: String,
}

/// Rows in a group above which it is closed at first.
const LONG: usize = 12;
/// Groups of a part from which on they are listed on top.
const MANY: usize = 3;

/// Makes rows and facts in one language.
#[derive(Clone, Copy)]
pub(super) struct Writer {
    pub(super) l: L10n,
}

impl Section {
    pub(super) fn new(id: &'static str, title: String, groups: Vec<Group>) -> Self {
        let filled = groups.into_iter().filter(|g| !g.rows.is_empty() || !g.facts.is_empty());
        let groups: Vec<Group> =
            filled.zip(1..).map(|(g, n)| Group { anchor: format!("{id}-{n}"), ..g }).collect();
        let count = groups.iter().map(|group| group.rows.len()).sum();
        Self { id, title, groups, count }
    }
}

impl Section {
    /// The groups of a part, for the list on top of it: none where there are so
    /// few that it needs no list.
    pub(super) fn listed(&self) -> Vec<&Group> {
        let titled: Vec<&Group> = self.groups.iter().filter(|g| !g.title.is_empty()).collect();
        if titled.len() < MANY { Vec::new() } else { titled }
    }
}

impl Group {
    /// Rows under a heading; long ones are closed when the heading can stand
    /// for them.
    pub(super) fn titled(title: String, rows: Vec<Row>) -> Self {
        Self { closed: rows.len() > LONG, title, rows, ..Self::default() }
    }

    /// Rows without a heading.
    pub(super) fn plain(rows: Vec<Row>) -> Self {
        Self { rows, ..Self::default() }
    }

    pub(super) fn with(mut self, facts: Vec<String>) -> Self {
        self.facts = facts;
        self
    }
}

impl Writer {
    /// The words of the reader's language; the other where a rule has only one.
    pub(super) fn words(self, zh: &str, en: &str) -> String {
        let (first, second) = if self.l.lang() == Lang::ZhCn { (zh, en) } else { (en, zh) };
        if first.is_empty() { second.to_owned() } else { first.to_owned() }
    }

    pub(super) fn item_words(self, item: &Item) -> String {
        self.words(&item.zh, &item.en)
    }

    /// What the item with a code is called; the code where there is none.
    pub(super) fn named(self, items: &[Item], code: &str) -> String {
        let found = items.iter().find(|item| item.code == code);
        found.map_or_else(|| code.to_owned(), |item| self.item_words(item))
    }

    pub(super) fn row(self, item: &Item) -> Row {
        self.row_with(item, Vec::new())
    }

    pub(super) fn row_with(self, item: &Item, facts: Vec<String>) -> Row {
        Row {
            words: self.item_words(item),
            code: item.code.clone(),
            facts,
            source: source_words(self.l, &item.source),
            sure: self.sure(item.certainty),
            layer: item.layer.clone(),
        }
    }

    pub(super) fn rows(self, items: &[Item]) -> Vec<Row> {
        items.iter().map(|item| self.row(item)).collect()
    }

    /// Experience and defaults of the product stand out; what is written
    /// somewhere says where.
    pub(super) fn sure(self, certainty: Certainty) -> Tag {
        match certainty {
            Certainty::Knowledge => {
                Tag::new(Band::Info, self.l.t("rules-sure-knowledge")).with_icon("info-circle")
            }
            Certainty::Default => {
                Tag::new(Band::Info, self.l.t("rules-sure-default")).with_icon("settings")
            }
            other => Tag::new(Band::Outline, self.l.code("certainty", other.code())),
        }
    }

    pub(super) fn term(self, term: Term) -> String {
        let key = match term.unit {
            TermUnit::Calendar => locale::key("rules-term-calendar"),
            TermUnit::Working => locale::key("rules-term-working"),
            TermUnit::Months => locale::key("rules-term-months"),
        };
        self.l.t1(key, "count", term.count)
    }

    /// Codes of a list in words; nothing when there are none.
    pub(super) fn codes(self, key: &str, list: &str, codes: &[&str]) -> Option<String> {
        let words: Vec<String> = codes.iter().map(|code| self.l.code(list, code)).collect();
        (!words.is_empty()).then(|| self.l.t1(key, "list", self.l.join(&words)))
    }
}
