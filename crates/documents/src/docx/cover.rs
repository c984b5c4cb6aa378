//! Covers of reports and files.

use crate::fonts::Role;
use crate::model::{Cover, Document, Language, title_lines};

use super::DocxError;
use super::blocks::Maker;
use super::form::{Numbers, mm};

impl Maker<'_> {
    /// Cover, then the blocks with page numbers of their own.
    pub(super) fn with_cover(
        &mut self,
        document: &Document,
        cover: &Cover,
    ) -> Result<(), DocxError> {
        let overline = cover.overline.as_deref().unwrap_or_default();
        self.styled("Cell", "<w:jc w:val=\"right\"/>", overline);
        self.space(mm(48));
        for line in title_lines(&document.meta.title, 16) {
            self.title(&line, 52);
        }
        if let Some(subtitle) = &cover.subtitle {
            self.space(mm(8));
            let size = if self.language == Language::Zh { 44 } else { 36 };
            self.title(subtitle, size);
        }
        self.space(mm(60));
        self.cover_lines(cover);
        self.end_section(Numbers::None);
        self.blocks(&document.blocks)
    }

    fn cover_lines(&mut self, cover: &Cover) {
        if cover.lines.is_empty() {
            return;
        }
        let (label, value) = (2200, self.form.width().saturating_sub(3400));
        self.out.put(format_args!(
            "<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/>\
             <w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid><w:gridCol w:w=\"{label}\"/>\
             <w:gridCol w:w=\"{value}\"/></w:tblGrid>",
            value.saturating_add(label)
        ));
        for line in &cover.lines {
            self.out.put(format_args!(
                "<w:tr><w:tc><w:tcPr><w:tcW w:w=\"{label}\" w:type=\"dxa\"/></w:tcPr>"
            ));
            self.open(
                "",
                "<w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"left\"/>",
            );
            self.run(&line.label, Some(Role::Hei));
            self.out.put(format_args!(
                "</w:p></w:tc><w:tc><w:tcPr><w:tcW w:w=\"{value}\" w:type=\"dxa\"/></w:tcPr>"
            ));
            self.open(
                "",
                "<w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"left\"/>",
            );
            self.runs(&line.value, None);
            self.out.raw("</w:p></w:tc></w:tr>");
        }
        self.out.raw("</w:tbl>");
    }

    /// Free height, in twentieths of a point.
    pub(super) fn space(&mut self, height: u32) {
        self.open(
            "",
            &format!(
                "<w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"0\" w:after=\"0\" \
                 w:line=\"{}\" w:lineRule=\"exact\"/>",
                height.max(1)
            ),
        );
        self.out.raw("</w:p>");
    }
}
