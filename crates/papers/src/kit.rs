//! Fonts and templates, read once and shared.

use std::sync::Arc;

use documents::{
    context::SampleFault,
    docx::Typefaces,
    fonts::{FontError, FontSettings, Fonts},
    model::{Kind, Language},
    template::{Faults, Template, Templates, builtin},
};
use jiff::civil::Date;

use crate::PaperError;

/// Layer of the templates of this crate: for documents of the record whose national form tells
/// of things that the record does not hold, such as an inspection.
const RECORD: &str = "record";

/// Templates of this crate by name.
const OWN: &[(&str, &str)] = &[
    ("record/circular.zh.md", include_str!("../templates/record/circular.zh.md")),
    ("record/circular.en.md", include_str!("../templates/record/circular.en.md")),
    ("record/minutes.zh.md", include_str!("../templates/record/minutes.zh.md")),
    ("record/minutes.en.md", include_str!("../templates/record/minutes.en.md")),
    (
        "record/responsibility-letter.zh.md",
        include_str!("../templates/record/responsibility-letter.zh.md"),
    ),
    (
        "record/responsibility-letter.en.md",
        include_str!("../templates/record/responsibility-letter.en.md"),
    ),
    (
        "record/rectification-notice.zh.md",
        include_str!("../templates/record/rectification-notice.zh.md"),
    ),
    (
        "record/rectification-notice.en.md",
        include_str!("../templates/record/rectification-notice.en.md"),
    ),
];

/// Why there are no tools.
#[derive(Debug, thiserror::Error)]
pub enum KitError {
    /// A font is missing.
    #[error(transparent)]
    Font(#[from] FontError),
    /// A template has faults.
    #[error(transparent)]
    Template(#[from] Faults),
    /// There is no made-up data to try a template with.
    #[error(transparent)]
    Sample(#[from] SampleFault),
    /// Made-up data cannot be poured.
    #[error("made-up data cannot be poured")]
    Values(#[source] serde_json::Error),
    /// A template of the installation cannot be read.
    #[error("{path}")]
    File {
        /// Its place.
        path: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
}

/// What documents are made with. Cloning it shares it.
#[derive(Clone, Debug)]
pub struct Kit {
    /// Fonts by role.
    pub fonts: Arc<Fonts>,
    /// Templates of every layer.
    pub templates: Arc<Templates>,
    /// Names of typefaces in text documents.
    pub typefaces: Typefaces,
}

impl Kit {
    /// Fonts of the settings, and the templates that ship.
    ///
    /// # Errors
    /// A font that is missing, with its role and what to install.
    pub fn new(fonts: &FontSettings, typefaces: Typefaces) -> Result<Self, KitError> {
        let all = builtin().into_iter().chain(OWN.iter().copied());
        let templates = Arc::new(Templates::new(all)?);
        Ok(Self { fonts: Arc::new(Fonts::new(fonts)?), templates, typefaces })
    }

    /// The template for a document: of the nearest layer of its place, then of the record, then
    /// of the country.
    ///
    /// # Errors
    /// [`PaperError::NoTemplate`].
    pub fn template(
        &self,
        (kind, language): (Kind, Language),
        layers: &[String],
        day: Date,
    ) -> Result<&Template, PaperError> {
        let own = OWN.iter().any(|(name, _)| name.starts_with(&format!("{RECORD}/{kind}.")));
        let near = layers.iter().map(String::as_str).filter(|name| *name != "national");
        // A form of the province that ships tells of an inspection, too.
        let near = near.filter(|name| !own || self.replaced(name, kind));
        let all: Vec<&str> = near.chain([RECORD, "national"]).collect();
        let found = self.templates.choose(kind, language, &all, day);
        found.ok_or(PaperError::NoTemplate { kind, language })
    }

    /// Whether a layer's template of a kind is none of those that ship.
    fn replaced(&self, layer: &str, kind: Kind) -> bool {
        let prefix = format!("{layer}/{kind}.");
        let ships = |name: &str| builtin().into_iter().any(|(known, _)| known == name);
        self.templates.iter().any(|t| t.name().starts_with(&prefix) && !ships(t.name()))
    }
}

#[cfg(test)]
mod tests {
    use documents::context;

    use super::*;

    #[test]
    fn own_templates_fit_the_made_up_data() {
        let all = Templates::new(builtin().into_iter().chain(OWN.iter().copied())).unwrap();
        for (name, text) in OWN {
            let template = Template::new(name, text).unwrap();
            let sample = context::sample(template.kind(), template.language()).unwrap();
            let made = all.check(name, text, &sample.input().unwrap());
            made.unwrap_or_else(|faults| panic!("{name}: {faults}"));
        }
    }
}
