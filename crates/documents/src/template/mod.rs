//! Templates are data: Markdown with a head of TOML, chosen by kind, language, layer and day.
//!
//! A template is poured (values into Markdown, strictly: an unknown field is a fault) and parsed
//! into the model. Values are escaped and marked, so that data never makes structure and every
//! value is found again as a live field. A template of a user goes through [`check`] first.
//!
//! Work is bounded by steps and sizes. The bounds guard against mistakes; who may replace a
//! template is decided elsewhere.

mod builtin;
mod fault;
mod fence;
mod fields;
mod filters;
mod front;
mod inline;
mod lacking;
mod marks;
mod parse;
mod places;
mod render;
mod words;

use std::collections::BTreeMap;

use jiff::civil::Date;
use minijinja::Environment;
use minijinja::value::{Serde, Value};

pub use builtin::builtin;
pub use fault::{Fault, Faults, Reason};
pub use fields::{Field, FieldKind, fields};
pub(crate) use fields::{Manner, leaf};
pub use render::{MAX_POURED, MAX_STEPS, MAX_TEMPLATE};
pub use words::{literal, pour_text};

use crate::model::{Block, Document, Kind, Language};
use front::{Filler, Front};
use places::Poured;

/// What is poured into a template.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// Values by name; what the record does not have is null.
    pub values: serde_json::Value,
    /// Chapters written by people, in Markdown with fields, by name.
    pub chapters: BTreeMap<String, String>,
    /// Pictures by the name under which a text shows them.
    pub images: BTreeMap<String, Vec<u8>>,
}

/// One template.
#[derive(Clone, Debug)]
pub struct Template {
    name: String,
    layer: String,
    kind: Kind,
    language: Language,
    front: Front,
    body: String,
    text: String,
}

impl Template {
    /// Reads a template from its text.
    ///
    /// # Errors
    /// A fault with its line when the name is not `LAYER/KIND.LANGUAGE.md` or the head cannot be
    /// read.
    pub fn new(name: &str, text: &str) -> Result<Self, Fault> {
        let text = text.replace("\r\n", "\n");
        if text.len() > MAX_TEMPLATE {
            let reason = Reason::TooLong { bytes: text.len(), limit: MAX_TEMPLATE };
            return Err(Fault::new(name, 1, reason));
        }
        let wrong = || Fault::new(name, 1, Reason::Name);
        let (layer, kind, language) = parts_of(name).ok_or_else(wrong)?;
        let (front, body) = front::split(name, &text)?;
        Ok(Template { name: name.to_owned(), layer, kind, language, front, body, text })
    }

    /// `LAYER/KIND.LANGUAGE.md`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The kind of document it makes.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Its language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The rule or the practice it follows.
    pub fn source(&self) -> &str {
        &self.front.source
    }

    /// Whether it is in force on a day: from its first day, up to but without its last.
    pub fn in_force(&self, day: Date) -> bool {
        self.front.from.is_none_or(|from| from <= day) && self.front.to.is_none_or(|to| day < to)
    }
}

fn parts_of(name: &str) -> Option<(String, Kind, Language)> {
    let (layer, file) = name.split_once('/')?;
    let (kind, language) = file.strip_suffix(".md")?.split_once('.')?;
    Some((layer.to_owned(), kind.parse().ok()?, language.parse().ok()?))
}

/// A set of templates and of the parts that they include.
#[derive(Clone, Debug, Default)]
pub struct Templates {
    list: Vec<Template>,
    parts: Vec<(String, String)>,
}

impl Templates {
    /// Reads a set from pairs of name and text. A name of the form `LAYER/parts/…` is a part for
    /// inclusion.
    ///
    /// # Errors
    /// Every fault of every head.
    pub fn new<N: AsRef<str>, T: AsRef<str>>(
        pairs: impl IntoIterator<Item = (N, T)>,
    ) -> Result<Self, Faults> {
        let (mut set, mut faults) = (Templates::default(), Vec::new());
        for (name, text) in pairs {
            let (name, text) = (name.as_ref(), text.as_ref());
            if name.contains("/parts/") {
                set.parts.push((name.to_owned(), text.replace("\r\n", "\n")));
                continue;
            }
            match Template::new(name, text) {
                Ok(template) => set.list.push(template),
                Err(fault) => faults.push(fault),
            }
        }
        if faults.is_empty() { Ok(set) } else { Err(Faults(faults)) }
    }

    /// Adds a template, as one of a city.
    pub fn add(&mut self, template: Template) {
        self.list.push(template);
    }

    /// Every template of the set.
    pub fn iter(&self) -> impl Iterator<Item = &Template> {
        self.list.iter()
    }

    /// The template for a document: of the nearest layer that has one in force on the day. Of two
    /// in one layer the one that came into force later wins.
    pub fn choose(
        &self,
        kind: Kind,
        language: Language,
        layers: &[&str],
        day: Date,
    ) -> Option<&Template> {
        layers.iter().find_map(|layer| {
            let fits = |template: &&Template| {
                template.layer == *layer
                    && template.kind == kind
                    && template.language == language
                    && template.in_force(day)
            };
            self.list.iter().filter(fits).max_by_key(|template| template.front.from)
        })
    }

    /// Makes a document.
    ///
    /// # Errors
    /// Every fault that was found in the template, in a chapter or in the data, with its line.
    pub fn render(&self, template: &Template, input: &Input) -> Result<Document, Faults> {
        let environment = render::environment(template.language, &self.parts);
        let pouring = Pouring {
            environment: &environment,
            values: Value::from(Serde(&input.values)),
            chapters: &input.chapters,
            images: &input.images,
            language: template.language,
            shift: 0,
            within_chapter: false,
        };
        let (name, text) = (template.name.as_str(), template.text.as_str());
        let mut filler = Filler { name, text, pouring: &pouring, faults: Vec::new() };
        let (meta, layout) = filler.fill(&template.front);
        let mut faults = filler.faults;
        let blocks = pouring.blocks(name, &template.body, &mut faults);
        if faults.is_empty() {
            return Ok(Document { kind: template.kind, meta, layout, blocks });
        }
        faults.sort_by(|a, b| (&a.template, a.line).cmp(&(&b.template, b.line)));
        faults.dedup();
        Err(Faults(faults))
    }

    /// Tries a template of a user with sample data before it takes effect, and shows what it
    /// makes of them. Parts of this set can be included.
    ///
    /// # Errors
    /// Every fault with template name, line and reason.
    pub fn check(&self, name: &str, text: &str, sample: &Input) -> Result<Document, Faults> {
        let template = Template::new(name, text)?;
        self.render(&template, sample)
    }
}

/// Everything that is at hand while a template is poured.
struct Pouring<'a> {
    environment: &'a Environment<'static>,
    values: Value,
    chapters: &'a BTreeMap<String, String>,
    images: &'a BTreeMap<String, Vec<u8>>,
    language: Language,
    /// How many levels deeper the headings are than written.
    shift: u8,
    within_chapter: bool,
}

impl Pouring<'_> {
    fn pour(&self, name: &str, source: &str) -> Result<Poured, Fault> {
        render::pour(self.environment, name, source, &self.values)
    }

    fn blocks(&self, name: &str, source: &str, faults: &mut Vec<Fault>) -> Vec<Block> {
        match self.pour(name, source) {
            Ok(poured) => parse::blocks(&poured, self, faults),
            Err(fault) => {
                faults.push(fault);
                Vec::new()
            }
        }
    }

    /// The blocks of a chapter written by a person; nothing when nobody wrote it. Its headings
    /// stand below those of the template; a chapter holds no chapter.
    fn chapter(&self, name: &str, faults: &mut Vec<Fault>) -> Option<Vec<Block>> {
        let text = self.chapters.get(name).filter(|_| !self.within_chapter)?;
        if text.trim().is_empty() {
            return None;
        }
        let inner = Pouring {
            environment: self.environment,
            values: self.values.clone(),
            chapters: self.chapters,
            images: self.images,
            language: self.language,
            shift: 2,
            within_chapter: true,
        };
        let text = lacking::shortened(&text.replace("\r\n", "\n"), &self.values);
        Some(inner.blocks(&format!("chapter:{name}"), &text, faults))
    }
}
