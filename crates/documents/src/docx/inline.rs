//! Words within a line.

use crate::fonts::Role;
use crate::model::Inline;

use super::blocks::Maker;
use super::xml::escape;

impl Maker<'_> {
    /// The runs of a line. `face` is another typeface than that of the paragraph.
    pub(super) fn runs(&mut self, inlines: &[Inline], face: Option<Role>) {
        for inline in inlines {
            match inline {
                Inline::Text { text } => self.run(text, face),
                Inline::Field { shown, .. } => self.run(shown, face),
                Inline::Missing { name } => self.run(self.words().lacking(name), Some(Role::Hei)),
                Inline::Strong { inner } => self.runs(inner, Some(Role::Hei)),
                Inline::Emphasis { inner } => self.runs(inner, Some(Role::Kai)),
                Inline::Link { inner, target } => self.link(inner, target, face),
                Inline::Break => self.out.raw("<w:r><w:br/></w:r>"),
            }
        }
    }

    /// Words in one form.
    pub(super) fn run(&mut self, words: &str, face: Option<Role>) {
        let properties = face.map(|role| self.typefaces.xml(role, self.form.letters));
        self.run_with(words, properties.as_deref().unwrap_or_default());
    }

    /// Words with properties in XML.
    pub(super) fn run_with(&mut self, words: &str, properties: &str) {
        if words.is_empty() {
            return;
        }
        self.out.raw("<w:r>");
        if !properties.is_empty() {
            self.out.put(format_args!("<w:rPr>{properties}</w:rPr>"));
        }
        self.out.raw("<w:t xml:space=\"preserve\">");
        self.out.words(words);
        self.out.raw("</w:t></w:r>");
    }

    fn link(&mut self, inner: &[Inline], target: &str, face: Option<Role>) {
        self.links.push(escape(target));
        let id = self.links.len();
        self.out.put(format_args!("<w:hyperlink r:id=\"rLink{id}\">"));
        self.runs(inner, face);
        self.out.raw("</w:hyperlink>");
    }
}
