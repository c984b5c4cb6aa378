//! Blocks from top to bottom.

use crate::fonts::Fonts;
use crate::model::{Block, Heading, Inline, Language, Level, List};

use super::DocxError;
use super::form::{Form, Numbers};
use super::package::Made;
use super::typeface::Typefaces;
use super::xml::Xml;

/// Writes the body of a document.
pub(super) struct Maker<'a> {
    pub(super) out: Xml,
    pub(super) language: Language,
    pub(super) form: &'a Form,
    pub(super) fonts: &'a Fonts,
    pub(super) typefaces: &'a Typefaces,
    /// Addresses of links, escaped.
    pub(super) links: Vec<String>,
    /// Pictures: ending and content.
    pub(super) pictures: Vec<(&'static str, Vec<u8>)>,
    /// Head and foot of the first page, where it has its own.
    pub(super) first_page: Option<(String, String)>,
    /// For each list: the number it begins with, or none for bullets.
    pub(super) lists: Vec<Option<u64>>,
    pub(super) tables: usize,
    pub(super) figures: usize,
    /// Headings written so far that the contents list.
    pub(super) headings: usize,
    /// Headings that the contents list, in order.
    pub(super) contents: Vec<(u8, String)>,
    /// Whether the numbers of pages begin anew with the section that is open.
    restart: bool,
}

/// Where a list item stands.
#[derive(Clone, Copy)]
struct Item {
    list: usize,
    depth: u8,
}

impl<'a> Maker<'a> {
    pub(super) fn new(
        language: Language,
        form: &'a Form,
        fonts: &'a Fonts,
        typefaces: &'a Typefaces,
    ) -> Self {
        Self {
            out: Xml::default(),
            language,
            form,
            fonts,
            typefaces,
            links: Vec::new(),
            pictures: Vec::new(),
            first_page: None,
            lists: Vec::new(),
            tables: 0,
            figures: 0,
            headings: 0,
            contents: Vec::new(),
            restart: false,
        }
    }

    pub(super) fn size(&self) -> usize {
        self.out.len()
    }

    pub(super) fn finish(self) -> Made {
        Made {
            body: self.out.into_text(),
            links: self.links,
            pictures: self.pictures,
            lists: self.lists,
            first_page: self.first_page,
        }
    }

    /// All blocks of a document or of a part of it.
    pub(super) fn blocks(&mut self, blocks: &[Block]) -> Result<(), DocxError> {
        self.contents.clear();
        self.list_headings(blocks);
        let mut fresh = false;
        for block in blocks {
            match block {
                // What follows a break of the page at the head of an annex is not indented.
                Block::Paragraph { inlines } if fresh && self.form.official => {
                    self.paragraph_as("<w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/>", inlines);
                }
                other => self.block(other, None)?,
            }
            fresh = matches!(block, Block::PageBreak);
        }
        Ok(())
    }

    fn block(&mut self, block: &Block, item: Option<Item>) -> Result<(), DocxError> {
        match block {
            Block::Heading(heading) => self.heading(heading),
            Block::Paragraph { inlines } => match item {
                Some(Item { depth, .. }) => {
                    let left = self.indent(depth);
                    let properties = format!(
                        "<w:ind w:left=\"{left}\" w:firstLineChars=\"0\" w:firstLine=\"0\"/>"
                    );
                    self.paragraph_as(&properties, inlines);
                }
                None => self.paragraph_as("", inlines),
            },
            Block::List(list) => {
                self.list(list, item.map_or(0, |it| it.depth.saturating_add(1)))?
            }
            Block::Table(table) => self.table(table)?,
            Block::Facts(facts) => self.facts(facts),
            Block::Figure(figure) => self.figure(figure)?,
            Block::Contents => self.table_of_contents(),
            Block::PageBreak => self.out.raw("<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>"),
            Block::Callout { blocks } => self.callout(blocks)?,
            Block::Signatures { lines } => self.signatures(lines),
        }
        Ok(())
    }

    /// A paragraph of text with properties in XML.
    pub(super) fn paragraph_as(&mut self, properties: &str, inlines: &[Inline]) {
        self.open("", properties);
        self.runs(inlines, None);
        self.out.raw("</w:p>");
    }

    /// A paragraph of plain words in a style.
    pub(super) fn styled(&mut self, style: &str, properties: &str, words: &str) {
        self.open(style, properties);
        self.run(words, None);
        self.out.raw("</w:p>");
    }

    /// Begins a paragraph.
    pub(super) fn open(&mut self, style: &str, properties: &str) {
        self.out.raw("<w:p>");
        if style.is_empty() && properties.is_empty() {
            return;
        }
        self.out.raw("<w:pPr>");
        if !style.is_empty() {
            self.out.put(format_args!("<w:pStyle w:val=\"{style}\"/>"));
        }
        self.out.raw(properties);
        self.out.raw("</w:pPr>");
    }

    /// One line of the title, `size` in half points.
    pub(super) fn title(&mut self, line: &str, size: u32) {
        self.open("Title", "");
        self.run_with(line, &format!("<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>"));
        self.out.raw("</w:p>");
    }

    /// Words at the left and at the right end of one line.
    pub(super) fn two_ends(&mut self, left: &str, right: &str) {
        let end = self.form.width();
        let tabs = format!("<w:tabs><w:tab w:val=\"right\" w:pos=\"{end}\"/></w:tabs>");
        self.open("Cell", &tabs);
        self.run(left, None);
        self.out.raw("<w:r><w:tab/></w:r>");
        self.run(right, None);
        self.out.raw("</w:p>");
    }

    fn heading(&mut self, heading: &Heading) {
        let level = u8::from(heading.level);
        self.open(&format!("Heading{level}"), "");
        if heading.level <= Level::Two {
            self.headings = self.headings.saturating_add(1);
            let number = self.headings;
            self.out.put(format_args!(
                "<w:bookmarkStart w:id=\"{number}\" w:name=\"_Toc{number}\"/>\
                 <w:bookmarkEnd w:id=\"{number}\"/>"
            ));
        }
        self.runs(&heading.inlines, None);
        self.out.raw("</w:p>");
    }

    fn list(&mut self, list: &List, depth: u8) -> Result<(), DocxError> {
        self.lists.push(list.start);
        let item = Item { list: self.lists.len(), depth: depth.min(8) };
        for blocks in &list.items {
            let mut blocks = blocks.iter();
            let first = blocks.next();
            let inlines: &[Inline] = match first {
                Some(Block::Paragraph { inlines }) => inlines,
                _ => &[],
            };
            let left = self.indent(item.depth);
            let properties = format!(
                "<w:numPr><w:ilvl w:val=\"{}\"/><w:numId w:val=\"{}\"/></w:numPr>\
                 <w:ind w:left=\"{left}\" w:hangingChars=\"0\" w:hanging=\"{}\"/>",
                item.depth,
                item.list,
                self.form.size.saturating_mul(15),
            );
            self.paragraph_as(&properties, inlines);
            if let Some(other) = first.filter(|block| !matches!(block, Block::Paragraph { .. })) {
                self.block(other, Some(item))?;
            }
            for block in blocks {
                self.block(block, Some(item))?;
            }
        }
        Ok(())
    }

    fn indent(&self, depth: u8) -> u32 {
        let step = self.form.size.saturating_mul(20);
        step.saturating_mul(u32::from(depth).saturating_add(1)).saturating_add(step / 2)
    }

    /// Words set apart stand in a frame of one cell, so that what is within may be anything.
    fn callout(&mut self, blocks: &[Block]) -> Result<(), DocxError> {
        let width = self.form.width();
        self.out.put(format_args!(
            "<w:tbl><w:tblPr><w:tblW w:w=\"{width}\" w:type=\"dxa\"/><w:tblBorders>\
             <w:left w:val=\"single\" w:sz=\"18\" w:space=\"0\" w:color=\"5A5A5A\"/></w:tblBorders>\
             <w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid><w:gridCol w:w=\"{width}\"/>\
             </w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>\
             <w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F5F5F5\"/></w:tcPr>"
        ));
        for block in blocks {
            self.block(block, None)?;
        }
        // A cell ends with a paragraph, whatever it holds.
        if !matches!(blocks.last(), Some(Block::Paragraph { .. } | Block::Heading(_))) {
            self.out.raw("<w:p/>");
        }
        self.out.raw("</w:tc></w:tr></w:tbl>");
        self.spacer();
        Ok(())
    }

    /// Two tables without a paragraph between would become one.
    pub(super) fn spacer(&mut self) {
        self.out.raw(
            "<w:p><w:pPr><w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"0\" w:after=\"0\" \
             w:line=\"120\" w:lineRule=\"exact\"/></w:pPr></w:p>",
        );
    }

    /// Ends the section that is open; the numbers of the next begin with 1.
    pub(super) fn end_section(&mut self, numbers: Numbers) {
        self.out.raw("<w:p><w:pPr>");
        self.section(numbers);
        self.out.raw("</w:pPr></w:p>");
        self.restart = true;
    }

    /// Ends the document.
    pub(super) fn last_section(&mut self) {
        self.section(self.form.numbers);
    }

    fn section(&mut self, numbers: Numbers) {
        let restart = self.restart;
        let section = self.form.section(numbers, restart, self.first_page.is_some());
        self.out.raw(&section);
    }
}
