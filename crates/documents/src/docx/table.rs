//! Tables, and the grids of forms.

use crate::fonts::Role;
use crate::model::{Align, Cell, Facts, Inline, Table, plain};

use super::DocxError;
use super::blocks::Maker;
use super::form::mm;

/// Lines around and within a table, 0.5 pt.
const BORDERS: &str = "<w:tblBorders><w:top w:val=\"single\" w:sz=\"4\" w:space=\"0\" \
    w:color=\"000000\"/><w:left w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>\
    <w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/><w:right \
    w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/><w:insideH w:val=\"single\" \
    w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/><w:insideV w:val=\"single\" w:sz=\"4\" \
    w:space=\"0\" w:color=\"000000\"/></w:tblBorders>";

/// A cell that is about to be written.
struct Piece<'a> {
    inlines: &'a [Inline],
    width: u32,
    span: usize,
    side: &'static str,
    face: Option<Role>,
}

impl Maker<'_> {
    pub(super) fn table(&mut self, table: &Table) -> Result<(), DocxError> {
        let shares: Vec<u32> = table.columns.iter().map(|c| u32::from(c.share.max(1))).collect();
        let widths = widths(&shares, self.form.width());
        let named = self.name_of(table);
        if let Some(caption) = &table.caption {
            self.open("Caption", "<w:keepNext/>");
            if self.form.numbered {
                self.tables = self.tables.saturating_add(1);
                let number = format!("{}{}\u{3000}", self.words().table, self.tables);
                self.run(&number, None);
            }
            self.runs(caption, None);
            self.out.raw("</w:p>");
        }
        self.begin_table(&widths);
        let heads = table.head.iter().map(|row| (row, true));
        let rows = table.rows.iter().map(|row| (row, false));
        for (at, (row, head)) in heads.chain(rows).enumerate() {
            let cells = row.iter().map(|cell| usize::from(cell.span.max(1))).sum();
            if cells != widths.len() || widths.is_empty() {
                let columns = widths.len();
                let row = at.saturating_add(1);
                return Err(DocxError::Table { table: named, row, cells, columns });
            }
            self.row(table, &widths, row, head);
        }
        self.out.raw("</w:tbl>");
        self.spacer();
        Ok(())
    }

    fn name_of(&self, table: &Table) -> String {
        let first = table.head.first().and_then(|row| row.first());
        let first = first.map(|cell| cell.inlines.as_slice());
        plain(table.caption.as_deref().or(first).unwrap_or_default(), self.words())
    }

    fn row(&mut self, table: &Table, widths: &[u32], row: &[Cell], head: bool) {
        self.out.raw("<w:tr><w:trPr><w:cantSplit/>");
        if head {
            self.out.raw("<w:tblHeader/>");
        }
        self.out.raw("</w:trPr>");
        let mut at = 0_usize;
        for cell in row {
            let span = usize::from(cell.span.max(1));
            let end = at.saturating_add(span);
            let align = table.columns.get(at).map(|column| column.align);
            let align = align.filter(|_| !head && span == 1).unwrap_or(Align::Centre);
            self.cell(&Piece {
                inlines: &cell.inlines,
                width: widths.get(at..end).unwrap_or_default().iter().sum(),
                span,
                side: side(align),
                face: head.then_some(Role::Hei),
            });
            at = end;
        }
        self.out.raw("</w:tr>");
    }

    fn begin_table(&mut self, widths: &[u32]) {
        let width: u32 = widths.iter().sum();
        self.out.put(format_args!(
            "<w:tbl><w:tblPr><w:tblW w:w=\"{width}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/>\
             {BORDERS}<w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:top w:w=\"60\" \
             w:type=\"dxa\"/><w:left w:w=\"80\" w:type=\"dxa\"/><w:bottom w:w=\"60\" \
             w:type=\"dxa\"/><w:right w:w=\"80\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr>\
             <w:tblGrid>"
        ));
        for width in widths {
            self.out.put(format_args!("<w:gridCol w:w=\"{width}\"/>"));
        }
        self.out.raw("</w:tblGrid>");
    }

    fn cell(&mut self, cell: &Piece<'_>) {
        let Piece { width, span, side, .. } = cell;
        self.out.put(format_args!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>"));
        if *span > 1 {
            self.out.put(format_args!("<w:gridSpan w:val=\"{span}\"/>"));
        }
        self.out.raw("<w:vAlign w:val=\"center\"/></w:tcPr>");
        self.open("Cell", &format!("<w:jc w:val=\"{side}\"/>"));
        self.runs(cell.inlines, cell.face);
        self.out.raw("</w:p></w:tc>");
    }

    /// The grid of a form: labels and values; the last value of a shorter row takes the rest.
    pub(super) fn facts(&mut self, facts: &Facts) {
        let most = facts.rows.iter().map(Vec::len).max().unwrap_or(1).max(1);
        let (label, value) = if most == 1 { (18, 82) } else { (15, 35) };
        let shares: Vec<u32> = (0..most).flat_map(|_| [label, value]).collect();
        let widths = widths(&shares, self.form.width());
        self.begin_table(&widths);
        for row in &facts.rows {
            let height = row.iter().filter_map(|fact| fact.height).max();
            self.out.raw("<w:tr><w:trPr><w:cantSplit/>");
            if let Some(height) = height {
                let height = mm(u32::from(height.min(240)));
                self.out.put(format_args!("<w:trHeight w:val=\"{height}\" w:hRule=\"atLeast\"/>"));
            }
            self.out.raw("</w:trPr>");
            let mut at = 0_usize;
            for (index, fact) in row.iter().enumerate() {
                let last = index.saturating_add(1) == row.len();
                let begin = at.saturating_add(1);
                let end = if last { widths.len() } else { begin.saturating_add(1) };
                let of = |range: std::ops::Range<usize>| {
                    widths.get(range).unwrap_or_default().iter().sum::<u32>()
                };
                let (label, value) = (of(at..begin), of(begin..end));
                self.cell(&Piece {
                    inlines: &fact.label,
                    width: label,
                    span: 1,
                    side: "center",
                    face: Some(Role::Hei),
                });
                self.cell(&Piece {
                    inlines: &fact.value,
                    width: value,
                    span: end.saturating_sub(begin),
                    side: "left",
                    face: None,
                });
                at = end;
            }
            self.out.raw("</w:tr>");
        }
        self.out.raw("</w:tbl>");
        self.spacer();
    }
}

fn side(align: Align) -> &'static str {
    match align {
        Align::Left => "left",
        Align::Centre => "center",
        Align::Right => "right",
    }
}

/// Shares of a width; what is left by rounding goes to the last.
fn widths(shares: &[u32], width: u32) -> Vec<u32> {
    let all: u32 = shares.iter().sum::<u32>().max(1);
    let mut out: Vec<u32> = shares.iter().map(|s| s.saturating_mul(width) / all).collect();
    let left = width.saturating_sub(out.iter().sum());
    if let Some(last) = out.last_mut() {
        *last = last.saturating_add(left);
    }
    out
}
