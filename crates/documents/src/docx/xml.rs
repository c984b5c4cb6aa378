//! Writing of XML.

use std::fmt::{Arguments, Write as _};

/// A text of XML that grows.
#[derive(Debug, Default)]
pub(super) struct Xml(String);

impl Xml {
    /// Adds what is XML already.
    pub(super) fn raw(&mut self, xml: &str) {
        self.0.push_str(xml);
    }

    /// Adds formatted XML; values in it must be escaped.
    pub(super) fn put(&mut self, xml: Arguments<'_>) {
        // Writing into a text in memory cannot fail.
        let _ = self.0.write_fmt(xml);
    }

    /// Adds words.
    pub(super) fn words(&mut self, words: &str) {
        escape_into(words, &mut self.0);
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn into_text(self) -> String {
        self.0
    }
}

/// Words as they stand in XML, within a text or an attribute.
pub(crate) fn escape(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    escape_into(words, &mut out);
    out
}

fn escape_into(words: &str, out: &mut String) {
    for character in words.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            // XML has no way to write these.
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
}
