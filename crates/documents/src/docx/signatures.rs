//! Lines for signatures and seals.

use crate::model::{Language, SignatureLine};

use super::blocks::Maker;
use super::form::mm;

impl Maker<'_> {
    /// Lines to sign on, beside each other.
    pub(super) fn signatures(&mut self, lines: &[SignatureLine]) {
        let columns = if lines.len() == 4 { 2 } else { lines.len().clamp(1, 3) };
        let width = self.form.width() / u32::try_from(columns).unwrap_or(1);
        self.spacer();
        self.out.put(format_args!(
            "<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>\
             </w:tblPr><w:tblGrid>",
            self.form.width()
        ));
        for _ in 0..columns {
            self.out.put(format_args!("<w:gridCol w:w=\"{width}\"/>"));
        }
        self.out.raw("</w:tblGrid>");
        for row in lines.chunks(columns) {
            let height = mm(11);
            self.out.put(format_args!(
                "<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"{height}\" \
                 w:hRule=\"atLeast\"/></w:trPr>"
            ));
            for at in 0..columns {
                self.out.put(format_args!(
                    "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>"
                ));
                self.open("Cell", "");
                if let Some(line) = row.get(at) {
                    self.signature(line);
                }
                self.out.raw("</w:p></w:tc>");
            }
            self.out.raw("</w:tr>");
        }
        self.out.raw("</w:tbl>");
        self.spacer();
    }

    fn signature(&mut self, line: &SignatureLine) {
        self.runs(&line.label, None);
        self.run(if self.language == Language::Zh { "：" } else { ": " }, None);
        if line.value.is_empty() {
            self.run_with("\u{3000}\u{3000}\u{3000}\u{3000}\u{3000}", "<w:u w:val=\"single\"/>");
        } else {
            self.runs(&line.value, None);
        }
    }
}
