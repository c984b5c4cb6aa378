//! From a place in the rendered text back to the line of the template that made it.

use minijinja::{OutputSpan, OutputSpanKind};

use super::inline;
use super::marks::{self, START};

/// Text with its data, and where each part of it came from.
#[derive(Debug, Default)]
pub struct Poured {
    /// Markdown.
    pub text: String,
    origins: Vec<Origin>,
}

#[derive(Debug)]
struct Origin {
    start: usize,
    template: String,
    line: usize,
    counts_lines: bool,
}

impl Poured {
    /// Joins rendered text with the names of its fields. `source` finds the text of a template.
    pub fn new(rendered: &str, spans: &[OutputSpan], source: impl Fn(&str) -> String) -> Self {
        let mut poured = Poured::default();
        let mut last: Option<(String, String)> = None;
        for span in spans {
            let part = rendered.get(span.output_range()).unwrap_or_default();
            let raw = span.kind() == OutputSpanKind::Raw;
            poured.origins.push(Origin {
                start: poured.text.len(),
                template: span.name().to_owned(),
                line: span.line(),
                counts_lines: raw,
            });
            if raw {
                poured.text.push_str(&inline::guarded(part));
                continue;
            }
            let known = last.as_ref().is_some_and(|(name, _)| name == span.name());
            if !known {
                last = Some((span.name().to_owned(), source(span.name())));
            }
            let text = last.as_ref().map(|(_, text)| text.as_str()).unwrap_or_default();
            let expression = text.get(span.source_range()).unwrap_or_default();
            poured.push_named(part, marks::field_name(expression));
        }
        poured
    }

    fn push_named(&mut self, part: &str, name: &str) {
        for piece in part.split_inclusive(START) {
            self.text.push_str(piece);
            if piece.ends_with(START) {
                self.text.push_str(name);
            }
        }
    }

    /// Template and line of a place in the text.
    pub fn place(&self, offset: usize) -> (String, usize) {
        let after = self.origins.partition_point(|origin| origin.start <= offset);
        let Some(origin) = after.checked_sub(1).and_then(|index| self.origins.get(index)) else {
            return (String::new(), 1);
        };
        let before = self.text.get(origin.start..offset).unwrap_or_default();
        let lines = if origin.counts_lines { before.matches('\n').count() } else { 0 };
        (origin.template.clone(), origin.line.saturating_add(lines))
    }
}
