//! Markdown with its data into blocks.

use std::iter::Peekable;
use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, OffsetIter, Parser, Tag, TagEnd};

use super::fault::{Fault, Reason};
use super::inline::{Gather, options};
use super::places::Poured;
use super::{Pouring, fence};
use crate::model::{
    Align, Block, Cell, Column, Figure, Heading, Image, Inline, Level, List, Picture, Table, Words,
    plain,
};

/// Most levels of lists and callouts within each other.
const MAX_DEPTH: usize = 8;

/// Reads the blocks of a poured text. Faults are gathered; what could be read is returned.
pub fn blocks(poured: &Poured, pouring: &Pouring<'_>, faults: &mut Vec<Fault>) -> Vec<Block> {
    let events = Parser::new_ext(&poured.text, options()).into_offset_iter().peekable();
    let mut reader = Reader { events, poured, pouring, faults, depth: 0 };
    reader.blocks()
}

struct Reader<'a, 'b> {
    events: Peekable<OffsetIter<'a>>,
    poured: &'a Poured,
    pouring: &'b Pouring<'b>,
    faults: &'b mut Vec<Fault>,
    depth: usize,
}

impl<'a> Reader<'a, '_> {
    /// Blocks up to the end of what they are in.
    fn blocks(&mut self) -> Vec<Block> {
        let mut out = Vec::new();
        let mut loose = Gather::default();
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::Start(tag) if is_block(&tag) => {
                    flush(&mut loose, &mut out);
                    self.block(tag, range, &mut out);
                }
                Event::End(end) if !is_inline_end(end) => break,
                Event::Rule => self.fault(&range, Reason::Unused("a rule")),
                Event::Html(_) => self.fault(&range, Reason::Unused("HTML")),
                inline => self.inline(inline, &range, &mut loose),
            }
        }
        flush(&mut loose, &mut out);
        out
    }

    fn block(&mut self, tag: Tag<'a>, range: Range<usize>, out: &mut Vec<Block>) {
        match tag {
            Tag::Paragraph => self.paragraph(out),
            Tag::Heading { level, .. } => {
                let number = self.pouring.shift.saturating_add(level as u8);
                let inlines = self.inlines();
                match Level::try_from(number) {
                    Ok(level) => out.push(Block::Heading(Heading { level, inlines })),
                    Err(_) => self.fault(&range, Reason::Unused("a heading below level 4")),
                }
            }
            Tag::BlockQuote(_) => {
                let blocks = self.nested(&range);
                out.push(Block::Callout { blocks });
            }
            Tag::CodeBlock(kind) => self.fence(kind, &range, out),
            Tag::List(start) => {
                let mut items = Vec::new();
                while let Some((Event::Start(Tag::Item), range)) = self.events.next() {
                    items.push(self.nested(&range));
                }
                out.push(Block::List(List { start, items }));
            }
            Tag::Table(alignments) => self.table(&alignments, out),
            _ => {
                self.fault(&range, Reason::Unused("HTML"));
                self.blocks();
            }
        }
    }

    fn nested(&mut self, range: &Range<usize>) -> Vec<Block> {
        self.depth = self.depth.saturating_add(1);
        if self.depth > MAX_DEPTH {
            self.fault(range, Reason::Unused("lists deeper than eight levels"));
        }
        let blocks = self.blocks();
        self.depth = self.depth.saturating_sub(1);
        blocks
    }

    fn paragraph(&mut self, out: &mut Vec<Block>) {
        if let Some((Event::Start(Tag::Image { .. }), _)) = self.events.peek() {
            self.picture(out);
            return;
        }
        let inlines = self.inlines();
        if !inlines.is_empty() {
            out.push(Block::Paragraph { inlines });
        }
    }

    /// Inlines up to the end of the block they are in.
    fn inlines(&mut self) -> Vec<Inline> {
        let mut gather = Gather::default();
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::End(end) if !is_inline_end(end) => break,
                event => self.inline(event, &range, &mut gather),
            }
        }
        gather.finish()
    }

    fn inline(&mut self, event: Event<'_>, range: &Range<usize>, gather: &mut Gather) {
        if let Err(reason) = gather.take(event) {
            self.fault(range, reason);
        }
    }

    fn picture(&mut self, out: &mut Vec<Block>) {
        let Some((Event::Start(Tag::Image { dest_url, title, .. }), range)) = self.events.next()
        else {
            return;
        };
        let alt = self.image_alt();
        let rest = self.inlines();
        if !rest.is_empty() {
            self.fault(&range, Reason::Unused("a picture within a line"));
        }
        let name = dest_url.into_string();
        let Some(bytes) = self.pouring.images.get(&name) else {
            return self.fault(&range, Reason::UnknownPicture(name));
        };
        match Image::new(name, bytes.clone()) {
            Ok(image) => out.push(Block::Figure(Figure {
                caption: (!title.is_empty()).then(|| vec![Inline::text(title.into_string())]),
                alt,
                width: 100,
                picture: Picture::Image(image),
            })),
            Err(fault) => self.fault(&range, Reason::Picture(fault)),
        }
    }

    fn image_alt(&mut self) -> String {
        let mut gather = Gather::default();
        while let Some((event, range)) = self.events.next() {
            if matches!(event, Event::End(TagEnd::Image)) {
                break;
            }
            self.inline(event, &range, &mut gather);
        }
        plain(&gather.finish(), Words::of(self.pouring.language))
    }

    fn table(&mut self, alignments: &[Alignment], out: &mut Vec<Block>) {
        let columns = alignments.iter().map(|alignment| Column {
            share: 1,
            align: match alignment {
                Alignment::Right => Align::Right,
                Alignment::Center => Align::Centre,
                Alignment::Left | Alignment::None => Align::Left,
            },
        });
        let (mut head, mut rows) = (Vec::new(), Vec::new());
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::TableHead) => head.push(self.cells()),
                Event::Start(Tag::TableRow) => rows.push(self.cells()),
                _ => break,
            }
        }
        out.push(Block::Table(Table { caption: None, columns: columns.collect(), head, rows }));
    }

    fn cells(&mut self) -> Vec<Cell> {
        let mut cells = Vec::new();
        while let Some((Event::Start(Tag::TableCell), _)) = self.events.next() {
            let inlines = self.inlines();
            cells.push(fence::cell(inlines, self.pouring.language));
        }
        cells
    }

    fn fence(&mut self, kind: CodeBlockKind<'a>, range: &Range<usize>, out: &mut Vec<Block>) {
        let mut text = String::new();
        let mut start = range.start;
        for (event, range) in self.events.by_ref() {
            let Event::Text(part) = event else { break };
            if text.is_empty() {
                start = range.start;
            }
            text.push_str(&part);
        }
        let CodeBlockKind::Fenced(name) = kind else {
            return self.fault(range, Reason::Unused("lines with four spaces before them"));
        };
        if name.trim() == "chapter" {
            self.chapter(text.trim(), range, out);
            return;
        }
        match fence::block(name.trim(), &text, self.pouring.language) {
            Ok(block) => out.push(block),
            Err((None, reason)) => self.fault(range, reason),
            Err((Some(line), reason)) => {
                let before = text.lines().take(line).map(|line| line.len().saturating_add(1));
                let at = start.saturating_add(before.sum());
                self.fault(&(at..at), reason);
            }
        }
    }

    fn chapter(&mut self, name: &str, range: &Range<usize>, out: &mut Vec<Block>) {
        match self.pouring.chapter(name, self.faults) {
            Some(blocks) => out.extend(blocks),
            None if self.pouring.within_chapter => {
                self.fault(range, Reason::UnknownBlock("chapter".to_owned()));
            }
            None => {
                let inlines = vec![Inline::Missing { name: format!("chapters.{name}") }];
                out.push(Block::Paragraph { inlines });
            }
        }
    }

    fn fault(&mut self, range: &Range<usize>, reason: Reason) {
        let (template, line) = self.poured.place(range.start);
        self.faults.push(Fault::new(template, line, reason));
    }
}

fn flush(loose: &mut Gather, out: &mut Vec<Block>) {
    if !loose.is_empty() {
        out.push(Block::Paragraph { inlines: std::mem::take(loose).finish() });
    }
}

fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(tag, Tag::Strong | Tag::Emphasis | Tag::Link { .. } | Tag::Image { .. })
}

fn is_inline_end(end: TagEnd) -> bool {
    matches!(end, TagEnd::Strong | TagEnd::Emphasis | TagEnd::Link | TagEnd::Image)
}
