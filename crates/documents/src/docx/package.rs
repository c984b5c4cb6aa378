//! The package: a ZIP archive of parts with what they are and how they hang together.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::model::Meta;

use super::DocxError;
use super::form::Form;
use super::parts::{self, DECLARATION, FEET, NAMES};
use super::styles;
use super::typeface::Typefaces;
use super::xml::Xml;

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// What the maker of the body hands over.
pub(super) struct Made {
    /// The body in XML.
    pub body: String,
    /// Addresses of links, escaped.
    pub links: Vec<String>,
    /// Pictures: ending and content.
    pub pictures: Vec<(&'static str, Vec<u8>)>,
    /// Lists: the first number, or none for bullets.
    pub lists: Vec<Option<u64>>,
    /// Head and foot of the first page in XML.
    pub first_page: Option<(String, String)>,
}

/// Writes the package.
pub(super) fn pack(
    meta: &Meta,
    made: Made,
    form: &Form,
    typefaces: &Typefaces,
) -> Result<Vec<u8>, DocxError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let language = parts::language(meta.language);
    let relations = relations(&made);
    let mut all = vec![
        ("[Content_Types].xml", types(made.first_page.is_some())),
        ("_rels/.rels", root()),
        ("docProps/core.xml", parts::core(meta)),
        ("docProps/app.xml", app()),
        ("word/_rels/document.xml.rels", relations),
        ("word/styles.xml", styles::xml(form, typefaces, language)),
        ("word/settings.xml", parts::settings()),
        ("word/numbering.xml", parts::numbering(&made.lists, form)),
        ("word/footer1.xml", parts::foot(form, true)),
        ("word/footer2.xml", parts::foot(form, false)),
    ];
    if let Some((head, foot)) = &made.first_page {
        all.push(("word/header3.xml", format!("{DECLARATION}<w:hdr {NAMES}>{head}</w:hdr>")));
        all.push(("word/footer3.xml", format!("{DECLARATION}<w:ftr {NAMES}>{foot}</w:ftr>")));
    }
    for (name, content) in &all {
        zip.start_file(*name, options(CompressionMethod::Deflated))?;
        zip.write_all(content.as_bytes())?;
    }
    zip.start_file("word/document.xml", options(CompressionMethod::Deflated))?;
    write!(zip, "{DECLARATION}<w:document {NAMES}><w:body>")?;
    zip.write_all(made.body.as_bytes())?;
    zip.write_all(b"</w:body></w:document>")?;
    for (at, (ending, bytes)) in made.pictures.iter().enumerate() {
        let name = format!("word/media/picture{}.{ending}", at.saturating_add(1));
        zip.start_file(name, options(CompressionMethod::Stored))?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// The time of a part is the first that the format knows, never that of the clock.
fn options(method: CompressionMethod) -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
}

fn types(first_page: bool) -> String {
    let mut out = Xml::default();
    out.put(format_args!(
        "{DECLARATION}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default \
         Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"png\" \
         ContentType=\"image/png\"/><Default Extension=\"jpeg\" ContentType=\"image/jpeg\"/>\
         <Override PartName=\"/docProps/core.xml\" \
         ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/><Override \
         PartName=\"/docProps/app.xml\" \
         ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/>"
    ));
    let mut parts = vec![
        ("document", "document.main"),
        ("styles", "styles"),
        ("settings", "settings"),
        ("numbering", "numbering"),
        ("footer1", "footer"),
        ("footer2", "footer"),
    ];
    if first_page {
        parts.extend([("header3", "header"), ("footer3", "footer")]);
    }
    for (name, kind) in parts {
        out.put(format_args!(
            "<Override PartName=\"/word/{name}.xml\" ContentType=\"{WORD}.{kind}+xml\"/>"
        ));
    }
    out.raw("</Types>");
    out.into_text()
}

fn root() -> String {
    format!(
        "{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" \
         Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/><Relationship Id=\"rId2\" \
         Type=\"{PACKAGE}/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
         <Relationship Id=\"rId3\" Type=\"{OFFICE}/extended-properties\" \
         Target=\"docProps/app.xml\"/></Relationships>"
    )
}

fn app() -> String {
    format!(
        "{DECLARATION}<Properties \
         xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
         <Application>Wenping</Application></Properties>"
    )
}

fn relations(made: &Made) -> String {
    let mut out = Xml::default();
    out.put(format_args!("{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">"));
    let mut add = |id: &str, kind: &str, target: &str, mode: &str| {
        out.put(format_args!(
            "<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"{mode}/>"
        ));
    };
    for part in ["styles", "settings", "numbering"] {
        add(&format!("r-{part}"), part, &format!("{part}.xml"), "");
    }
    for (id, file) in FEET {
        add(id, "footer", &format!("{file}.xml"), "");
    }
    if made.first_page.is_some() {
        add("rHeadFirst", "header", "header3.xml", "");
        add("rFootFirst", "footer", "footer3.xml", "");
    }
    for (at, (ending, _)) in made.pictures.iter().enumerate() {
        let number = at.saturating_add(1);
        let target = format!("media/picture{number}.{ending}");
        add(&format!("rPicture{number}"), "image", &target, "");
    }
    for (at, target) in made.links.iter().enumerate() {
        let id = format!("rLink{}", at.saturating_add(1));
        add(&id, "hyperlink", target, " TargetMode=\"External\"");
    }
    out.raw("</Relationships>");
    out.into_text()
}
