//! The small parts of a package: settings, lists, heads and feet, properties.

use crate::model::{Language, Meta};

use super::form::{Form, Numbers, mm};
use super::xml::{Xml, escape};

/// Every part begins so.
pub(super) const DECLARATION: &str =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Names that parts with text use.
pub(super) const NAMES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
     xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
     xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
     xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"";

/// The names of heads and feet that every package has: relation, kind, file.
pub(super) const FEET: [(&str, &str); 2] = [("rFootOdd", "footer1"), ("rFootEven", "footer2")];

/// The foot with the number of the page: — 1 —, one place from the outer edge or in the middle.
pub(super) fn foot(form: &Form, odd: bool) -> String {
    let properties = match (form.numbers, odd) {
        (Numbers::Centre | Numbers::None, _) => "<w:jc w:val=\"center\"/>".to_owned(),
        (Numbers::Outer, true) => outer("<w:ind w:right=\"280\"", "right"),
        (Numbers::Outer, false) => outer("<w:ind w:left=\"280\"", "left"),
    };
    format!(
        "{DECLARATION}<w:ftr {NAMES}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/>{properties}</w:pPr>\
         <w:r><w:t xml:space=\"preserve\">— </w:t></w:r><w:r><w:fldChar \
         w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> PAGE \
         </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t>\
         </w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t xml:space=\"preserve\"> —\
         </w:t></w:r></w:p></w:ftr>"
    )
}

/// The number stands 7 mm below the text; the foot of the paper is measured to 20 mm.
fn outer(indent: &str, side: &str) -> String {
    let below = mm(2);
    format!(
        "<w:spacing w:before=\"0\" w:after=\"{below}\" w:line=\"320\" w:lineRule=\"exact\"/>{indent} \
         w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"{side}\"/>"
    )
}

/// Settings: even pages have feet of their own.
pub(super) fn settings() -> String {
    format!(
        "{DECLARATION}<w:settings {NAMES}><w:zoom w:percent=\"100\"/><w:defaultTabStop \
         w:val=\"640\"/><w:evenAndOddHeaders/><w:characterSpacingControl \
         w:val=\"compressPunctuation\"/><w:compat><w:compatSetting w:name=\"compatibilityMode\" \
         w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat><w:themeFontLang \
         w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:settings>"
    )
}

/// Bullets and numbers of lists; each list begins with its own number.
pub(super) fn numbering(lists: &[Option<u64>], form: &Form) -> String {
    let mut out = Xml::default();
    out.put(format_args!("{DECLARATION}<w:numbering {NAMES}>"));
    for (id, (kind, of)) in [("bullet", "•"), ("decimal", "%.")].into_iter().enumerate() {
        out.put(format_args!(
            "<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"hybridMultilevel\"/>"
        ));
        for level in 0..9_u32 {
            let text = of.replace('%', &format!("%{}", level + 1));
            let left = form.size.saturating_mul(20).saturating_mul(level + 1);
            out.put(format_args!(
                "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{kind}\"/>\
                 <w:lvlText w:val=\"{text}\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind \
                 w:left=\"{left}\" w:hanging=\"{}\"/></w:pPr></w:lvl>",
                form.size.saturating_mul(15)
            ));
        }
        out.raw("</w:abstractNum>");
    }
    for (at, start) in lists.iter().enumerate() {
        let number = at.saturating_add(1);
        let of = u8::from(start.is_some());
        out.put(format_args!("<w:num w:numId=\"{number}\"><w:abstractNumId w:val=\"{of}\"/>"));
        if let Some(start) = start {
            for level in 0..9 {
                out.put(format_args!(
                    "<w:lvlOverride w:ilvl=\"{level}\"><w:startOverride w:val=\"{start}\"/>\
                     </w:lvlOverride>"
                ));
            }
        }
        out.raw("</w:num>");
    }
    out.raw("</w:numbering>");
    out.into_text()
}

/// Title, author, day: what a catalogue reads. The day is that of the record.
pub(super) fn core(meta: &Meta) -> String {
    let mut out = Xml::default();
    out.put(format_args!(
        "{DECLARATION}<cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title>\
         <dc:creator>{}</dc:creator><cp:lastModifiedBy>{1}</cp:lastModifiedBy>",
        escape(&meta.title),
        escape(&meta.organ),
    ));
    if let Some(number) = &meta.number {
        out.put(format_args!("<dc:identifier>{}</dc:identifier>", escape(number)));
    }
    if !meta.keywords.is_empty() {
        let words = escape(&meta.keywords.join("; "));
        out.put(format_args!("<cp:keywords>{words}</cp:keywords>"));
    }
    out.put(format_args!("<dc:language>{}</dc:language>", language(meta.language)));
    if let Some(version) = &meta.version {
        out.put(format_args!("<cp:version>{}</cp:version>", escape(version)));
    }
    if let Some(day) = meta.date {
        out.put(format_args!(
            "<dcterms:created xsi:type=\"dcterms:W3CDTF\">{day}T00:00:00Z</dcterms:created>\
             <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{day}T00:00:00Z</dcterms:modified>"
        ));
    }
    out.raw("</cp:coreProperties>");
    out.into_text()
}

/// The language as programs of an office name it.
pub(super) fn language(language: Language) -> &'static str {
    match language {
        Language::Zh => "zh-CN",
        Language::En => "en-GB",
    }
}
