//! Styles of paragraphs.

use crate::fonts::Role;

use super::form::{Form, NARROWER};
use super::typeface::{Letters, Typefaces};
use super::xml::Xml;

/// One style of paragraphs.
struct Style {
    id: &'static str,
    name: &'static str,
    role: Role,
    /// Half points.
    size: u32,
    paragraph: String,
}

/// The styles of a form.
pub(super) fn xml(form: &Form, typefaces: &Typefaces, language: &str) -> String {
    let mut out = Xml::default();
    let body = typefaces.xml(Role::Body, form.letters);
    let (size, pitch, first) = (form.size, form.pitch, form.first_line);
    let chars = if first > 0 { 200 } else { 0 };
    // Official documents in Chinese set digits as close as characters.
    let (close, narrower) = if form.grid {
        let narrower = format!("<w:spacing w:val=\"{NARROWER}\"/>");
        ("<w:autoSpaceDE w:val=\"0\"/><w:autoSpaceDN w:val=\"0\"/>", narrower)
    } else {
        ("", String::new())
    };
    out.put(format_args!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:styles \
         xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:docDefaults>\
         <w:rPrDefault><w:rPr>{body}<w:kern w:val=\"2\"/><w:sz w:val=\"{size}\"/><w:szCs \
         w:val=\"{size}\"/><w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\" w:bidi=\"ar-SA\"/></w:rPr>\
         </w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type=\"paragraph\" \
         w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/><w:pPr>\
         <w:widowControl w:val=\"0\"/>{close}<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"{pitch}\" \
         w:lineRule=\"exact\"/><w:ind w:firstLineChars=\"{chars}\" w:firstLine=\"{first}\"/>\
         <w:jc w:val=\"both\"/></w:pPr><w:rPr>{body}{narrower}<w:lang w:val=\"{language}\" \
         w:eastAsia=\"zh-CN\"/></w:rPr></w:style><w:style w:type=\"table\" w:default=\"1\" \
         w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:tblPr><w:tblCellMar>\
         <w:left w:w=\"80\" w:type=\"dxa\"/><w:right w:w=\"80\" w:type=\"dxa\"/></w:tblCellMar>\
         </w:tblPr></w:style>"
    ));
    for style in styles(form) {
        let letters = if style.role == Role::Song { Letters::Own } else { form.letters };
        let fonts = typefaces.xml(style.role, letters);
        let Style { id, name, size, paragraph, .. } = style;
        out.put(format_args!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>\
             <w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{fonts}\
             <w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr></w:style>"
        ));
    }
    out.raw("</w:styles>");
    out.into_text()
}

fn styles(form: &Form) -> Vec<Style> {
    let mut all = headings(form);
    let (size, small, pitch) = (form.size, form.small, form.pitch);
    let flush = "<w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/>";
    let close = "<w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"0\" w:after=\"0\" \
                 w:line=\"264\" w:lineRule=\"auto\"/>";
    let mut add = |id, name, role, size, paragraph: String| {
        all.push(Style { id, name, role, size, paragraph });
    };
    let free = "<w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"60\" w:after=\"60\" \
                w:line=\"300\" w:lineRule=\"auto\"/>";
    add("Title", "Title", Role::Title, 44, format!("{free}{flush}<w:jc w:val=\"center\"/>"));
    let contents = format!("{free}{flush}<w:jc w:val=\"center\"/>");
    add("ContentsTitle", "TOC Heading", Role::Hei, 36, contents);
    let line = "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"440\" w:lineRule=\"exact\"/>";
    add("TOC1", "toc 1", Role::Body, 24, format!("{line}{flush}"));
    let inner = "<w:ind w:left=\"480\" w:firstLineChars=\"0\" w:firstLine=\"0\"/>";
    add("TOC2", "toc 2", Role::Body, 24, format!("{line}{inner}"));
    let caption = "<w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"120\" w:after=\"60\" \
                   w:line=\"264\" w:lineRule=\"auto\"/>";
    let caption = format!("{caption}{flush}<w:jc w:val=\"center\"/>");
    add("Caption", "caption", Role::Hei, small, caption);
    add("Cell", "Table Text", Role::Song, small, format!("{close}{flush}<w:jc w:val=\"left\"/>"));
    let picture = format!("<w:keepNext/>{close}{flush}<w:jc w:val=\"center\"/>");
    add("Picture", "Picture", Role::Body, size, picture);
    let imprint = "<w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"60\" w:after=\"60\" \
                   w:line=\"440\" w:lineRule=\"exact\"/>";
    add("Imprint", "Imprint", Role::Body, 28, format!("{imprint}<w:jc w:val=\"left\"/>"));
    let number = if form.official { 28 } else { 21 };
    let line = pitch.min(400);
    let footer = format!(
        "<w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"{line}\" \
         w:lineRule=\"exact\"/>{flush}"
    );
    add("Footer", "footer", Role::Song, number, footer);
    all
}

/// 一、 in 黑体, （一） in 楷体, 1. and （1） as the text.
fn headings(form: &Form) -> Vec<Style> {
    let large = if form.official { form.size } else { form.size.saturating_add(4) };
    let above = if form.official { 0 } else { 100 };
    let roles = [
        ("Heading1", "heading 1", Role::Hei, large),
        ("Heading2", "heading 2", Role::Kai, form.size),
        ("Heading3", "heading 3", Role::Body, form.size),
        ("Heading4", "heading 4", Role::Body, form.size),
    ];
    let indent = if form.official { form.first_line } else { 0 };
    let chars = if indent > 0 { 200 } else { 0 };
    let heading = |(level, (id, name, role, size))| Style {
        id,
        name,
        role,
        size,
        paragraph: format!(
            "<w:keepNext/><w:keepLines/><w:spacing w:before=\"{above}\" w:after=\"0\" \
             w:line=\"{}\" w:lineRule=\"exact\"/><w:ind w:firstLineChars=\"{chars}\" \
             w:firstLine=\"{indent}\"/><w:jc w:val=\"left\"/><w:outlineLvl w:val=\"{level}\"/>",
            form.pitch
        ),
    };
    (0..).zip(roles).map(|(level, role): (u8, _)| heading((level, role))).collect()
}
