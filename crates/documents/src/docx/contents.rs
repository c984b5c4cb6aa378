//! The table of contents.

use crate::model::{Block, Level, plain};

use super::blocks::Maker;

impl Maker<'_> {
    /// Remembers the headings that the contents list.
    pub(super) fn list_headings(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Heading(heading) if heading.level <= Level::Two => {
                    let words = plain(&heading.inlines, self.words());
                    self.contents.push((heading.level.into(), words));
                }
                Block::List(list) => list.items.iter().for_each(|item| self.list_headings(item)),
                Block::Callout { blocks } => self.list_headings(blocks),
                _ => {}
            }
        }
    }

    /// The contents are a field that lists the headings now and is made anew when asked. Pages
    /// are left empty: only the program that sets the text knows them, and a number would be false.
    pub(super) fn table_of_contents(&mut self) {
        let title = self.words().contents;
        self.styled("ContentsTitle", "", title);
        let entries = std::mem::take(&mut self.contents);
        let mut number = self.headings;
        let end = self.form.width();
        for (at, (level, words)) in entries.iter().enumerate() {
            let tabs = format!(
                "<w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"{end}\"/></w:tabs>"
            );
            self.open(&format!("TOC{level}"), &tabs);
            if at == 0 {
                self.out.raw(
                    "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText \
                     xml:space=\"preserve\"> TOC \\o \"1-2\" \\h \\z \\u </w:instrText></w:r>\
                     <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>",
                );
            }
            number = number.saturating_add(1);
            self.out.put(format_args!("<w:hyperlink w:anchor=\"_Toc{number}\" w:history=\"1\">"));
            self.run(words, None);
            self.out.put(format_args!(
                "<w:r><w:tab/></w:r><w:r><w:fldChar w:fldCharType=\"begin\" w:dirty=\"true\"/>\
                 </w:r><w:r><w:instrText xml:space=\"preserve\"> PAGEREF _Toc{number} \\h \
                 </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>\
                 <w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:hyperlink>"
            ));
            if at.saturating_add(1) == entries.len() {
                self.out.raw("<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>");
            }
            self.out.raw("</w:p>");
        }
        self.end_section(self.form.numbers);
    }
}
