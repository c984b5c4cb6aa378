//! What the whole says of itself: contents for a reader, attached files, archive standard.

use jiff::civil::Date;
use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat, dictionary};
use sha2::{Digest, Sha256};

use crate::model::Meta;

use super::merge::Book;
use super::{DossierError, Manifest, Ready, Set};

/// Who wrote the file, as its properties say.
const PRODUCER: &str = "Wenping";

/// What the file says of itself.
pub(super) struct About<'a> {
    pub meta: &'a Meta,
    pub date: Date,
    pub manifest: &'a Manifest,
}

/// Files that the PDF carries.
pub(super) type Files = Vec<File>;

/// One file that the PDF carries.
pub(super) struct File {
    name: String,
    mime: String,
    about: String,
    /// How it stands to the pages (ISO 19005-3, annex E).
    relation: &'static str,
    bytes: Vec<u8>,
}

/// The manifest and the originals.
pub(super) fn files(manifest: &Manifest, leaves: &[Set]) -> Result<Files, DossierError> {
    let mut files = vec![File {
        name: "manifest.json".to_owned(),
        mime: "application/json".to_owned(),
        about: manifest.title.clone(),
        relation: "Data",
        bytes: manifest.canonical()?,
    }];
    for (leaf, entry) in leaves.iter().zip(&manifest.leaves) {
        if let Ready::Original(original) = &leaf.content {
            files.push(File {
                // A reader saves files in one folder; the place in the file keeps them apart.
                name: entry.file.replace('/', "-"),
                mime: entry.mime.clone(),
                about: entry.title.clone(),
                relation: "Source",
                bytes: original.bytes().to_vec(),
            });
        }
    }
    Ok(files)
}

/// Writes the catalogue and what hangs on it.
pub(super) fn write(book: &mut Book, about: &About<'_>, files: Files) -> Result<(), DossierError> {
    let hash = Sha256::digest(about.manifest.canonical()?);
    let identity: Vec<u8> = hash.iter().copied().take(16).collect();
    let mut catalog = dictionary! {
        "Type" => "Catalog",
        "Pages" => book.root(),
        "PageLabels" => labels(book.front()),
        "PageMode" => "UseOutlines",
        "Lang" => text(about.meta.language.code()),
        "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
    };
    if let Some(intents) = book.intents.take() {
        catalog.set("OutputIntents", intents);
    }
    if let Some(outlines) = outlines(book) {
        catalog.set("Outlines", outlines);
    }
    let (names, related) = attach(book, about.date, files);
    catalog.set("Names", dictionary! { "EmbeddedFiles" => dictionary! { "Names" => names } });
    catalog.set("AF", related);
    let data = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    let packet = Stream::new(data, metadata(about, &identity).into_bytes()).with_compression(false);
    let packet = book.out.add_object(packet);
    catalog.set("Metadata", packet);
    let catalog = book.out.add_object(catalog);
    let day = text(&pdf_day(about.date));
    let info = book.out.add_object(dictionary! {
        "Title" => text(&about.meta.title),
        "Author" => text(&about.meta.organ),
        "Producer" => text(PRODUCER),
        "CreationDate" => day.clone(),
        "ModDate" => day,
    });
    let identity = Object::String(identity, StringFormat::Hexadecimal);
    book.out.trailer.set("Root", catalog);
    book.out.trailer.set("Info", info);
    book.out.trailer.set("ID", vec![identity.clone(), identity]);
    Ok(())
}

/// Cover and contents have Roman numbers, the leaves count from 1.
fn labels(front: usize) -> Dictionary {
    let front = i64::try_from(front).unwrap_or(0);
    let mut numbers = Vec::new();
    if front > 0 {
        numbers.extend([Object::Integer(0), dictionary! { "S" => "r" }.into()]);
    }
    numbers.extend([Object::Integer(front), dictionary! { "S" => "D" }.into()]);
    dictionary! { "Nums" => numbers }
}

/// A bookmark for each leaf that has pages.
fn outlines(book: &mut Book) -> Option<ObjectId> {
    if book.marks.is_empty() {
        return None;
    }
    let marks = std::mem::take(&mut book.marks);
    let root = book.out.new_object_id();
    let ids: Vec<ObjectId> = marks.iter().map(|_| book.out.new_object_id()).collect();
    for (at, (title, page)) in marks.iter().enumerate() {
        let mut item = dictionary! {
            "Title" => text(title),
            "Parent" => root,
            "Dest" => vec![Object::Reference(*page), Object::Name(b"Fit".to_vec())],
        };
        if let Some(before) = at.checked_sub(1).and_then(|at| ids.get(at)) {
            item.set("Prev", *before);
        }
        if let Some(after) = ids.get(at.saturating_add(1)) {
            item.set("Next", *after);
        }
        if let Some(id) = ids.get(at) {
            book.out.set_object(*id, item);
        }
    }
    let count = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    let mut node = dictionary! { "Type" => "Outlines", "Count" => count };
    if let (Some(first), Some(last)) = (ids.first(), ids.last()) {
        node.set("First", *first);
        node.set("Last", *last);
    }
    book.out.set_object(root, node);
    Some(root)
}

/// Names in order with what they lead to, and the list of related files.
fn attach(book: &mut Book, date: Date, mut files: Files) -> (Vec<Object>, Vec<Object>) {
    files.sort_by_cached_key(|file| utf16(&file.name));
    let (mut names, mut related) = (Vec::new(), Vec::new());
    for file in files {
        let size = i64::try_from(file.bytes.len()).unwrap_or(i64::MAX);
        let content = dictionary! {
            "Type" => "EmbeddedFile",
            "Subtype" => Object::Name(file.mime.into_bytes()),
            "Params" => dictionary! { "Size" => size, "ModDate" => text(&pdf_day(date)) },
        };
        let content = Stream::new(content, file.bytes).with_compression(false);
        let content = book.out.add_object(content);
        let name = text(&file.name);
        let id = book.out.add_object(dictionary! {
            "Type" => "Filespec",
            "F" => name.clone(),
            "UF" => name.clone(),
            "Desc" => text(&file.about),
            "AFRelationship" => file.relation,
            "EF" => dictionary! { "F" => content, "UF" => content },
        });
        names.extend([name, Object::Reference(id)]);
        related.push(Object::Reference(id));
    }
    (names, related)
}

fn utf16(words: &str) -> Vec<u8> {
    let mut bytes = vec![0xfe, 0xff];
    bytes.extend(words.encode_utf16().flat_map(u16::to_be_bytes));
    bytes
}

/// Words as PDF writes them: plain when they are ASCII, otherwise UTF-16 with its mark.
fn text(words: &str) -> Object {
    if words.is_ascii() {
        return Object::string_literal(words);
    }
    Object::String(utf16(words), StringFormat::Hexadecimal)
}

fn pdf_day(date: Date) -> String {
    format!("D:{:04}{:02}{:02}000000Z", date.year(), date.month(), date.day())
}

/// The packet that archives read (ISO 16684-1), with the same values as the properties.
fn metadata(about: &About<'_>, identity: &[u8]) -> String {
    let escape = crate::docx::escape;
    let title = escape(&about.meta.title);
    let organ = escape(&about.meta.organ);
    let language = about.meta.language.code();
    let (date, identity) = (about.date, hex::encode(identity));
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF \
         xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\" \
         xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"><dc:format>application/pdf</dc:format>\
         <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\
         <dc:creator><rdf:Seq><rdf:li>{organ}</rdf:li></rdf:Seq></dc:creator><dc:language><rdf:Bag>\
         <rdf:li>{language}</rdf:li></rdf:Bag></dc:language><pdf:Producer>{PRODUCER}</pdf:Producer>\
         <xmp:CreateDate>{date}T00:00:00Z</xmp:CreateDate><xmp:ModifyDate>{date}T00:00:00Z\
         </xmp:ModifyDate><xmpMM:DocumentID>uuid:{identity}</xmpMM:DocumentID><pdfaid:part>3\
         </pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description></rdf:RDF>\
         </x:xmpmeta>\n<?xpacket end=\"r\"?>"
    )
}
