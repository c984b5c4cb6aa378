//! 文件 and 信函: the forms of GB/T 9704-2012.

use crate::fonts::Role;
use crate::model::{Document, Imprint, Inline, Language, Official, long_date, title_lines};

use super::DocxError;
use super::blocks::Maker;
use super::form::mm;
use super::xml::{Xml, escape};

/// The red of the mark and the lines.
const RED: &str = "D81E06";
/// One place of text of size 3 (16 pt) in twentieths of a point.
const PLACE: u32 = 320;
/// No indent of the first line.
const FLUSH: &str = "<w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/>";

impl Maker<'_> {
    /// 文件: red head on the first page.
    pub(super) fn official(
        &mut self,
        document: &Document,
        official: &Official,
    ) -> Result<(), DocxError> {
        let mut above = 0;
        for (words, role) in [
            (&official.copy_number, None),
            (&official.secrecy, Some(Role::Hei)),
            (&official.urgency, Some(Role::Hei)),
        ] {
            if let Some(words) = words {
                self.open("", FLUSH);
                self.run(words, role);
                self.out.raw("</w:p>");
                above += self.form.pitch;
            }
        }
        // The upper edge of the mark stands 35 mm below the edge of the text.
        self.space(mm(35).saturating_sub(above));
        let size = mark_size(&official.mark, 112, mm(150));
        let mark = self.mark(&official.mark, size);
        self.out.raw(&mark);
        self.empty_lines(2);
        self.number_and_approver(official);
        self.open("", &red_line("bottom", "single", 16, 0));
        self.out.raw("</w:p>");
        self.empty_lines(2);
        self.body_of_official(document, official)
    }

    /// 信函: mark and double lines stand in the head and the foot of the first page.
    pub(super) fn letter(
        &mut self,
        document: &Document,
        official: &Official,
    ) -> Result<(), DocxError> {
        let size = mark_size(&official.mark, 88, mm(160));
        let lower = red_line("top", "thickThinSmallGap", 24, mm(7));
        let head = format!("{}{}", self.mark(&official.mark, size), empty_paragraph(&lower));
        let foot = empty_paragraph(&red_line("bottom", "thinThickSmallGap", 24, mm(7)));
        self.first_page = Some((head, foot));
        let places = [&official.secrecy, &official.urgency];
        let left: Vec<&str> = places.into_iter().flatten().map(String::as_str).collect();
        let end = self.form.width();
        let tabs = format!("<w:tabs><w:tab w:val=\"right\" w:pos=\"{end}\"/></w:tabs>{FLUSH}");
        self.open("", &tabs);
        self.run(&left.join("\u{3000}"), Some(Role::Hei));
        self.out.raw("<w:r><w:tab/></w:r>");
        self.run(official.number.as_deref().unwrap_or_default(), None);
        self.out.raw("</w:p>");
        self.empty_lines(2);
        self.body_of_official(document, official)
    }

    fn body_of_official(
        &mut self,
        document: &Document,
        official: &Official,
    ) -> Result<(), DocxError> {
        for line in title_lines(&document.meta.title, 20) {
            self.title(&line, 44);
        }
        self.empty_lines(1);
        if let Some(recipients) = &official.recipients {
            let words = format!("{recipients}{}", self.words().recipients_end);
            self.paragraph_as(FLUSH, &[Inline::text(words)]);
        }
        let (main, annexes) = document.main_and_annexes();
        self.blocks(main)?;
        self.attachments(official);
        self.sign(official);
        if let Some(note) = &official.note {
            let (open, close) = self.words().brackets;
            self.paragraph_as("", &[Inline::text(format!("{open}{note}{close}"))]);
        }
        self.blocks(annexes)?;
        if let Some(imprint) = &official.imprint {
            self.imprint(imprint);
        }
        Ok(())
    }

    /// The red words at the top, as large as their width allows.
    fn mark(&self, words: &str, size: u32) -> String {
        let fonts = self.typefaces.xml(Role::Title, self.form.letters);
        format!(
            "<w:p><w:pPr><w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"0\" w:after=\"0\" \
             w:line=\"240\" w:lineRule=\"auto\"/>{FLUSH}<w:jc w:val=\"center\"/></w:pPr><w:r>\
             <w:rPr>{fonts}<w:color w:val=\"{RED}\"/><w:sz w:val=\"{size}\"/><w:szCs \
             w:val=\"{size}\"/></w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
            escape(words)
        )
    }

    fn empty_lines(&mut self, lines: usize) {
        for _ in 0..lines {
            self.out.raw("<w:p/>");
        }
    }

    fn number_and_approver(&mut self, official: &Official) {
        let number = official.number.as_deref().unwrap_or_default();
        let Some(approver) = &official.approver else {
            self.open("", &format!("{FLUSH}<w:jc w:val=\"center\"/>"));
            self.run(number, None);
            self.out.raw("</w:p>");
            return;
        };
        let end = self.form.width().saturating_sub(PLACE);
        self.open(
            "",
            &format!(
                "<w:tabs><w:tab w:val=\"right\" w:pos=\"{end}\"/></w:tabs><w:ind \
                 w:left=\"{PLACE}\" w:firstLineChars=\"0\" w:firstLine=\"0\"/>"
            ),
        );
        self.run(number, None);
        self.out.raw("<w:r><w:tab/></w:r>");
        self.run(self.words().approver, None);
        self.run(approver, Some(Role::Kai));
        self.out.raw("</w:p>");
    }

    fn attachments(&mut self, official: &Official) {
        if official.attachments.is_empty() {
            return;
        }
        self.empty_lines(1);
        let words = self.words().attachments;
        let single = official.attachments.len() == 1;
        let label = places(words, PLACE);
        let number = if single { 0 } else { PLACE.saturating_mul(5) / 4 };
        let left = self.form.first_line.saturating_add(label).saturating_add(number);
        for (at, title) in official.attachments.iter().enumerate() {
            let hanging = if at == 0 { label.saturating_add(number) } else { number };
            let begin = left.saturating_sub(number);
            self.open(
                "",
                &format!(
                    "<w:tabs><w:tab w:val=\"left\" w:pos=\"{begin}\"/><w:tab w:val=\"left\" \
                     w:pos=\"{left}\"/></w:tabs><w:ind w:left=\"{left}\" w:hangingChars=\"0\" \
                     w:hanging=\"{hanging}\"/><w:jc w:val=\"left\"/>"
                ),
            );
            if at == 0 {
                self.run(words.trim_end(), None);
                self.out.raw("<w:r><w:tab/></w:r>");
            }
            if !single {
                self.run(&format!("{}.", at.saturating_add(1)), None);
                self.out.raw("<w:r><w:tab/></w:r>");
            }
            self.run(title, None);
            self.out.raw("</w:p>");
        }
    }

    /// Name and day. With a seal the day stands four places from the right and the name is
    /// centred above it; without one the day begins two places to the right of the name, which
    /// ends two places from the right.
    fn sign(&mut self, official: &Official) {
        let date = official.date.map(|date| long_date(date, self.language));
        let day = date.as_deref().map_or(0, |date| places(date, PLACE));
        let Some(signer) = &official.signer else {
            if let (Some(date), None) = (&date, &official.imprint) {
                self.right(date, PLACE.saturating_mul(4));
            }
            return;
        };
        let name = places(&signer.organ, PLACE);
        let two = PLACE.saturating_mul(2);
        self.empty_lines(2);
        let (of_name, of_day) = if signer.sealed {
            let four = PLACE.saturating_mul(4);
            let half = name.saturating_sub(day) / 2;
            let extra = half.saturating_add(two).saturating_sub(four);
            let less = day.saturating_sub(name) / 2;
            let right = four.saturating_add(extra);
            (right.saturating_add(less).saturating_sub(half).max(two), right)
        } else {
            let shift = two.saturating_add(day).saturating_sub(name);
            let right = two.saturating_add(shift);
            (right, right.saturating_add(name).saturating_sub(two).saturating_sub(day))
        };
        self.right(&signer.organ, of_name);
        if let Some(date) = &date {
            self.right(date, of_day);
        }
    }

    fn right(&mut self, words: &str, from_right: u32) {
        self.open(
            "",
            &format!(
                "<w:keepLines/><w:ind w:right=\"{from_right}\" w:firstLineChars=\"0\" \
                 w:firstLine=\"0\"/><w:jc w:val=\"right\"/>"
            ),
        );
        self.run(words, None);
        self.out.raw("</w:p>");
    }

    /// 版记 stands at the foot of the last page: a table that is held at the lower margin.
    fn imprint(&mut self, imprint: &Imprint) {
        let width = self.form.width();
        self.out.put(format_args!(
            "<w:tbl><w:tblPr><w:tblpPr w:leftFromText=\"0\" w:rightFromText=\"0\" \
             w:vertAnchor=\"margin\" w:horzAnchor=\"margin\" w:tblpXSpec=\"center\" \
             w:tblpYSpec=\"bottom\"/><w:tblOverlap w:val=\"never\"/><w:tblW w:w=\"{width}\" \
             w:type=\"dxa\"/><w:tblBorders><w:top w:val=\"single\" w:sz=\"8\" w:space=\"0\" \
             w:color=\"000000\"/><w:bottom w:val=\"single\" w:sz=\"8\" w:space=\"0\" \
             w:color=\"000000\"/><w:insideH w:val=\"single\" w:sz=\"6\" w:space=\"0\" \
             w:color=\"000000\"/></w:tblBorders><w:tblLayout w:type=\"fixed\"/></w:tblPr>\
             <w:tblGrid><w:gridCol w:w=\"{width}\"/></w:tblGrid>"
        ));
        let words = self.words();
        if let Some(copied) = &imprint.copied_to {
            let line = format!("{}{copied}{}", words.copied_to, words.full_stop);
            let hanging = if self.language == Language::Zh { 840 } else { 0 };
            let ind = format!(
                "<w:ind w:left=\"{}\" w:right=\"280\" w:hangingChars=\"0\" w:hanging=\"{hanging}\"/>",
                280 + hanging
            );
            self.imprint_row(width, &ind, &[&line]);
        }
        let printed = long_date(imprint.printed_on, self.language);
        let printed = format!("{printed}{}", words.printed);
        let end = width.saturating_sub(500);
        let properties = format!(
            "<w:tabs><w:tab w:val=\"right\" w:pos=\"{end}\"/></w:tabs><w:ind w:left=\"280\" \
             w:right=\"280\" w:firstLineChars=\"0\" w:firstLine=\"0\"/>"
        );
        self.imprint_row(width, &properties, &[&imprint.printed_by, &printed]);
        self.out.raw("</w:tbl>");
        self.spacer();
    }

    fn imprint_row(&mut self, width: u32, properties: &str, words: &[&str]) {
        self.out.put(format_args!(
            "<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w=\"{width}\" \
             w:type=\"dxa\"/></w:tcPr>"
        ));
        self.open("Imprint", properties);
        for (at, words) in words.iter().enumerate() {
            if at > 0 {
                self.out.raw("<w:r><w:tab/></w:r>");
            }
            self.run(words, None);
        }
        self.out.raw("</w:p></w:tc></w:tr>");
    }
}

/// About how wide words are, given the width of a Chinese character.
fn places(words: &str, place: u32) -> u32 {
    words.chars().map(|c| if c.is_ascii() { place / 2 } else { place }).sum()
}

/// The size of the mark in half points: the largest that the width allows, at most `most`.
fn mark_size(words: &str, most: u32, width: u32) -> u32 {
    let wide = places(words, 1000).max(1);
    // A character of n half points is 10 n twentieths of a point wide.
    let fits = u64::from(width) * 100 / u64::from(wide);
    most.min(u32::try_from(fits).unwrap_or(most)).max(32)
}

fn red_line(side: &str, kind: &str, eighths: u32, beyond: u32) -> String {
    let beyond = if beyond > 0 { format!("-{beyond}") } else { "0".to_owned() };
    format!(
        "<w:pBdr><w:{side} w:val=\"{kind}\" w:sz=\"{eighths}\" w:space=\"1\" w:color=\"{RED}\"/>\
         </w:pBdr><w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"0\" w:after=\"0\" \
         w:line=\"227\" w:lineRule=\"exact\"/><w:ind w:left=\"{beyond}\" w:right=\"{beyond}\" \
         w:firstLineChars=\"0\" w:firstLine=\"0\"/>"
    )
}

fn empty_paragraph(properties: &str) -> String {
    let mut out = Xml::default();
    out.put(format_args!("<w:p><w:pPr>{properties}</w:pPr></w:p>"));
    out.into_text()
}
