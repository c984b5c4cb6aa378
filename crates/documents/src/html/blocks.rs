//! Blocks and lines into HTML.

use super::escape::escape;
use crate::figure::{self, DrawError, Drawn};
use crate::model::{
    Align, Block, Cell, CellKind, Document, Facts, Figure, Heading, Inline, Layout, List, Picture,
    Table, Words, plain,
};

/// What is written so far.
pub struct Writer<'a> {
    /// The fragment.
    pub out: String,
    /// Fixed words of the language.
    pub words: &'static Words,
    picture_base: &'a str,
    headings: Vec<(u8, String)>,
    heading: usize,
    anchors: bool,
}

impl<'a> Writer<'a> {
    /// Nothing written yet.
    pub fn new(words: &'static Words, picture_base: &'a str, document: &Document) -> Self {
        let mut headings = Vec::new();
        if matches!(document.layout, Layout::Report(_) | Layout::Dossier(_)) {
            gather(&document.blocks, words, &mut headings);
        }
        Writer { out: String::new(), words, picture_base, headings, heading: 0, anchors: true }
    }

    /// The same for a part of a page: headings have no anchors, and those of a chapter begin at
    /// level 3.
    pub fn fragment(words: &'static Words, picture_base: &'a str) -> Self {
        let (out, headings) = (String::new(), Vec::new());
        Writer { out, words, picture_base, headings, heading: 0, anchors: false }
    }

    /// One element with words, or nothing.
    pub fn line(&mut self, element: &str, class: &str, text: Option<&str>) {
        let Some(text) = text else { return };
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        self.out.push_str(&format!("<{element}{class}>{}</{element}>", escape(text)));
    }

    /// Blocks from top to bottom.
    pub fn blocks(&mut self, blocks: &[Block]) -> Result<(), DrawError> {
        blocks.iter().try_for_each(|block| self.block(block))
    }

    fn block(&mut self, block: &Block) -> Result<(), DrawError> {
        match block {
            Block::Heading(heading) => self.heading(heading),
            Block::Paragraph { inlines } => self.wrapped("p", inlines),
            Block::List(list) => self.list(list)?,
            Block::Table(table) => self.table(table),
            Block::Facts(facts) => self.facts(facts),
            Block::Figure(figure) => self.figure(figure)?,
            Block::Contents => self.contents(),
            Block::PageBreak => self.out.push_str("<hr class=\"doc-page-break\">"),
            Block::Callout { blocks } => {
                self.out.push_str("<aside class=\"doc-callout\">");
                self.blocks(blocks)?;
                self.out.push_str("</aside>");
            }
            Block::Signatures { lines } => {
                self.out.push_str("<dl class=\"doc-signatures\">");
                for line in lines {
                    self.wrapped("dt", &line.label);
                    self.wrapped("dd", &line.value);
                }
                self.out.push_str("</dl>");
            }
        }
        Ok(())
    }

    fn heading(&mut self, heading: &Heading) {
        self.heading = self.heading.saturating_add(1);
        let level = u8::from(heading.level).saturating_add(u8::from(self.anchors));
        if self.anchors {
            self.out.push_str(&format!("<h{level} id=\"part-{}\">", self.heading));
        } else {
            self.out.push_str(&format!("<h{level}>"));
        }
        self.inlines(&heading.inlines);
        self.out.push_str(&format!("</h{level}>"));
    }

    fn contents(&mut self) {
        let title = escape(self.words.contents);
        self.out.push_str(&format!("<nav class=\"doc-contents\"><p>{title}</p><ul>"));
        let entries = self.headings.iter().enumerate().filter(|(_, (level, _))| *level <= 2);
        for (at, (level, text)) in entries {
            let number = at.saturating_add(1);
            let text = escape(text);
            self.out.push_str(&format!(
                "<li class=\"level-{level}\"><a href=\"#part-{number}\">{text}</a></li>"
            ));
        }
        self.out.push_str("</ul></nav>");
    }

    fn list(&mut self, list: &List) -> Result<(), DrawError> {
        let (open, close) = match list.start {
            Some(start) => (format!("<ol start=\"{start}\">"), "</ol>"),
            None => ("<ul>".to_owned(), "</ul>"),
        };
        self.out.push_str(&open);
        for item in &list.items {
            self.out.push_str("<li>");
            self.blocks(item)?;
            self.out.push_str("</li>");
        }
        self.out.push_str(close);
        Ok(())
    }

    fn table(&mut self, table: &Table) {
        self.out.push_str("<table class=\"doc-table\">");
        if let Some(caption) = &table.caption {
            self.wrapped("caption", caption);
        }
        if !table.head.is_empty() {
            self.out.push_str("<thead>");
            for row in &table.head {
                self.out.push_str("<tr>");
                for cell in row {
                    // A corner without words heads nothing.
                    let (element, scope) =
                        if cell.inlines.is_empty() { ("td", "") } else { ("th", " scope=\"col\"") };
                    self.cell(element, scope, cell);
                }
                self.out.push_str("</tr>");
            }
            self.out.push_str("</thead>");
        }
        self.out.push_str("<tbody>");
        for row in &table.rows {
            self.out.push_str("<tr>");
            let mut column = 0_usize;
            for cell in row {
                let align = table.columns.get(column).map(|column| column.align);
                let class = match (cell.kind, align) {
                    (CellKind::Number { .. }, _) | (_, Some(Align::Right)) => " class=\"number\"",
                    (_, Some(Align::Centre)) => " class=\"centre\"",
                    _ => "",
                };
                self.cell("td", class, cell);
                column = column.saturating_add(usize::from(cell.span));
            }
            self.out.push_str("</tr>");
        }
        self.out.push_str("</tbody></table>");
    }

    fn cell(&mut self, element: &str, attributes: &str, cell: &Cell) {
        let span = cell.span;
        let span = if span > 1 { format!(" colspan=\"{span}\"") } else { String::new() };
        self.out.push_str(&format!("<{element}{attributes}{span}>"));
        self.inlines(&cell.inlines);
        self.out.push_str(&format!("</{element}>"));
    }

    fn facts(&mut self, facts: &Facts) {
        let most = facts.rows.iter().map(Vec::len).max().unwrap_or(1);
        self.out.push_str("<table class=\"doc-facts\"><tbody>");
        for row in &facts.rows {
            self.out.push_str("<tr>");
            let free = most.saturating_sub(row.len()).saturating_mul(2).saturating_add(1);
            for (at, fact) in row.iter().enumerate() {
                self.out.push_str("<th scope=\"row\">");
                self.inlines(&fact.label);
                let last = at.saturating_add(1) == row.len() && free > 1;
                let span = if last { format!(" colspan=\"{free}\"") } else { String::new() };
                let class = if fact.height.is_some() { " class=\"by-hand\"" } else { "" };
                self.out.push_str(&format!("</th><td{class}{span}>"));
                self.inlines(&fact.value);
                self.out.push_str("</td>");
            }
            self.out.push_str("</tr>");
        }
        self.out.push_str("</tbody></table>");
    }

    fn figure(&mut self, figure: &Figure) -> Result<(), DrawError> {
        let class = match figure.picture {
            Picture::Image(_) => "image",
            Picture::Chart(_) => "chart",
            Picture::Matrix(_) => "matrix",
            Picture::Ruler(_) => "ruler",
            Picture::Qr(_) => "qr",
        };
        let alt = escape(&figure.alt);
        self.out.push_str(&format!("<figure class=\"doc-figure {class}\">"));
        match figure::draw(&figure.picture, self.words, None)? {
            Drawn::Svg(svg) => {
                let named = format!("<svg role=\"img\" aria-label=\"{alt}\"");
                self.out.push_str(&svg.replacen("<svg", &named, 1));
            }
            Drawn::Image(image) => {
                let address = format!("{}{}", self.picture_base, image.name());
                self.out.push_str(&format!("<img src=\"{}\" alt=\"{alt}\">", escape(&address)));
            }
        }
        if let Some(caption) = &figure.caption {
            self.wrapped("figcaption", caption);
        }
        self.out.push_str("</figure>");
        Ok(())
    }

    fn wrapped(&mut self, element: &str, inlines: &[Inline]) {
        self.out.push_str(&format!("<{element}>"));
        self.inlines(inlines);
        self.out.push_str(&format!("</{element}>"));
    }

    /// Text within a line. A live field tells its name, so that a page can show where a number
    /// comes from.
    pub fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text { text } => self.out.push_str(&escape(text)),
                Inline::Strong { inner } => self.wrapped("strong", inner),
                Inline::Emphasis { inner } => self.wrapped("em", inner),
                Inline::Field { name, shown } => {
                    let (name, shown) = (escape(name), escape(shown));
                    self.out.push_str(&format!("<data value=\"{name}\">{shown}</data>"));
                }
                Inline::Missing { name } => {
                    let (name, words) = (escape(name), escape(self.words.lacking(name)));
                    let mark = format!("<data class=\"missing\" value=\"{name}\">{words}</data>");
                    self.out.push_str(&mark);
                }
                Inline::Link { inner, target } => {
                    let target = escape(target);
                    self.out.push_str(&format!("<a href=\"{target}\" rel=\"noopener\">"));
                    self.inlines(inner);
                    self.out.push_str("</a>");
                }
                Inline::Break => self.out.push_str("<br>"),
            }
        }
    }
}

/// Headings in the order in which they are written.
fn gather(blocks: &[Block], words: &Words, out: &mut Vec<(u8, String)>) {
    for block in blocks {
        match block {
            Block::Heading(heading) => {
                out.push((u8::from(heading.level), plain(&heading.inlines, words)));
            }
            Block::Callout { blocks } => gather(blocks, words, out),
            Block::List(list) => list.items.iter().for_each(|item| gather(item, words, out)),
            _ => {}
        }
    }
}
