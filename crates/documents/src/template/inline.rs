//! Lines of Markdown into inlines, with their fields found again.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::fault::Reason;
use super::marks::{BREAK, END, MID, MISSING, START};
use crate::model::Inline;

/// Keeps a line of a cell from being read as a list or a heading.
const GUARD: char = '\u{f8f5}';
/// A line break of the source, which may be nothing between two Chinese characters.
const SOFT: char = '\u{f8f6}';

/// Options of Markdown in documents.
pub fn options() -> Options {
    Options::ENABLE_TABLES
}

/// Gathers inlines from events.
#[derive(Debug, Default)]
pub struct Gather {
    out: Vec<Inline>,
    text: String,
    open: Vec<(Open, Vec<Inline>)>,
}

#[derive(Debug)]
enum Open {
    Strong,
    Emphasis,
    Link(String),
}

impl Gather {
    /// Takes one event of inline content.
    ///
    /// # Errors
    /// When the event is a part of Markdown that lines of documents do not use.
    pub fn take(&mut self, event: Event<'_>) -> Result<(), Reason> {
        match event {
            Event::Text(text) | Event::Code(text) => self.text.push_str(&text),
            Event::SoftBreak => self.text.push(SOFT),
            Event::HardBreak => self.push(Inline::Break),
            Event::Start(Tag::Strong) => self.open(Open::Strong),
            Event::Start(Tag::Emphasis) => self.open(Open::Emphasis),
            Event::Start(Tag::Link { dest_url, .. }) => {
                let known = ["http://", "https://", "mailto:"];
                if !known.iter().any(|start| dest_url.starts_with(start)) {
                    return Err(Reason::Address);
                }
                self.open(Open::Link(dest_url.into_string()));
            }
            Event::End(TagEnd::Strong | TagEnd::Emphasis | TagEnd::Link) => self.close(),
            Event::InlineHtml(_) | Event::Html(_) => return Err(Reason::Unused("HTML")),
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => {
                return Err(Reason::Unused("a picture within a line"));
            }
            _ => return Err(Reason::Unused("a block within a line")),
        }
        Ok(())
    }

    /// What was gathered.
    pub fn finish(mut self) -> Vec<Inline> {
        while !self.open.is_empty() {
            self.close();
        }
        self.flush();
        self.out
    }

    /// Whether nothing was gathered yet.
    pub fn is_empty(&self) -> bool {
        self.out.is_empty() && self.text.is_empty() && self.open.is_empty()
    }

    fn target(&mut self) -> &mut Vec<Inline> {
        match self.open.last_mut() {
            Some((_, inner)) => inner,
            None => &mut self.out,
        }
    }

    fn push(&mut self, inline: Inline) {
        self.flush();
        self.target().push(inline);
    }

    fn open(&mut self, what: Open) {
        self.flush();
        self.open.push((what, Vec::new()));
    }

    fn close(&mut self) {
        self.flush();
        let Some((what, inner)) = self.open.pop() else { return };
        let inline = match what {
            Open::Strong => Inline::Strong { inner },
            Open::Emphasis => Inline::Emphasis { inner },
            Open::Link(target) => Inline::Link { inner, target },
        };
        self.target().push(inline);
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        if !text.is_empty() {
            split(&soft(&text), self.target());
        }
    }
}

/// The inlines of one line, as of a cell.
///
/// # Errors
/// When the line holds a part of Markdown that lines of documents do not use.
pub fn line(text: &str) -> Result<Vec<Inline>, Reason> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let guarded = format!("{GUARD}{}", text.trim());
    let mut gather = Gather::default();
    for event in Parser::new_ext(&guarded, options()) {
        if matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph)) {
            continue;
        }
        gather.take(event)?;
    }
    Ok(gather.finish())
}

/// Puts a guard between stars and a mark of Chinese punctuation beside them. Without it
/// `**依据：**国令` is not bold: Markdown takes the stars after a mark for opening ones.
pub fn guarded(text: &str) -> String {
    let is_mark = |c: Option<char>| {
        c.is_some_and(|c| {
            matches!(c, '\u{2010}'..='\u{206f}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff65}')
        })
    };
    let mut out = String::with_capacity(text.len());
    let mut last = None;
    for character in text.chars() {
        let beside =
            (character == '*' && is_mark(last)) || (last == Some('*') && is_mark(Some(character)));
        if beside {
            out.push(GUARD);
        }
        out.push(character);
        last = Some(character);
    }
    out
}

/// Breaks of the source: nothing between two characters of East Asia, else a space.
fn soft(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        if character != SOFT {
            out.push(character);
            continue;
        }
        let wide = |c: Option<char>| c.is_some_and(|c| c >= '\u{2e80}');
        let visible = |c: &char| !matches!(*c, START..=SOFT);
        let before = out.chars().rev().find(visible);
        let rest = text.get(at..).unwrap_or_default();
        let after = rest.chars().find(visible);
        if !(wide(before) || wide(after)) {
            out.push(' ');
        }
    }
    out
}

fn split(text: &str, out: &mut Vec<Inline>) {
    let mut rest = text;
    while let Some((before, marked)) = rest.split_once(START) {
        push_text(before, out);
        let (field, after) = marked.split_once(END).unwrap_or((marked, ""));
        let (name, value) = field.split_once(MID).unwrap_or((field, ""));
        push_field(name, value, out);
        rest = after;
    }
    push_text(rest, out);
}

fn push_text(text: &str, out: &mut Vec<Inline>) {
    let text: String = text.chars().filter(|c| !matches!(*c, START..=SOFT)).collect();
    if text.is_empty() {
        return;
    }
    if let Some(Inline::Text { text: last }) = out.last_mut() {
        last.push_str(&text);
        return;
    }
    out.push(Inline::Text { text });
}

fn push_field(name: &str, value: &str, out: &mut Vec<Inline>) {
    let name = name.to_owned();
    if value.contains(MISSING) {
        out.push(Inline::Missing { name });
        return;
    }
    for (at, shown) in value.split(BREAK).enumerate() {
        if at > 0 {
            out.push(Inline::Break);
        }
        if !shown.is_empty() {
            out.push(Inline::Field { name: name.clone(), shown: shown.to_owned() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::marks;

    #[test]
    fn whatever_a_value_holds_comes_out_as_written() {
        for value in ["# *a* | \\ $x$ `c` <b> [l](u) ~_~ &amp; 1. - +", "```facts", "| a |", "  x"]
        {
            let marked = marks::mark(value).replace('\u{f8f1}', "name\u{f8f1}");
            let expected = Inline::Field { name: "name".into(), shown: value.into() };
            assert_eq!(line(&marked).unwrap(), [expected], "{value}");
        }
    }

    #[test]
    fn lines_of_chinese_join_without_a_space() {
        assert_eq!(line("社会\n稳定").unwrap(), [Inline::text("社会稳定")]);
        assert_eq!(line("social\nstability").unwrap(), [Inline::text("social stability")]);
    }

    #[test]
    fn stars_beside_chinese_punctuation_are_bold() {
        for (text, count) in [("**依据：**国令", 2), ("见**“四不”**要求", 3), ("，**重点**。", 3)]
        {
            let inlines = line(&guarded(text)).unwrap();
            let strong = inlines.iter().filter(|i| matches!(i, Inline::Strong { .. })).count();
            assert_eq!((inlines.len(), strong), (count, 1), "{text}: {inlines:?}");
        }
    }

    #[test]
    fn html_is_refused() {
        assert_eq!(line("a <b>c</b>"), Err(Reason::Unused("HTML")));
    }
}
