use std::io::{Cursor, Read as _};

use jiff::civil::date;
use sha2::{Digest as _, Sha256};

use crate::fonts::{FontSettings, Fonts};
use crate::model::*;

use super::*;

fn fonts() -> Fonts {
    Fonts::new(&FontSettings::default()).expect("the fonts of the tests")
}

fn document(title: &str, pages: usize, layout: Layout) -> Document {
    let mut blocks = Vec::new();
    for page in 0..pages {
        if page > 0 {
            blocks.push(Block::PageBreak);
        }
        let text = format!("{title}第{}页", page + 1);
        blocks.push(Block::Paragraph { inlines: vec![Inline::text(text)] });
    }
    Document {
        kind: Kind::Dossier,
        meta: Meta {
            title: title.to_owned(),
            organ: "某市委政法委".to_owned(),
            number: Some("2016-0412".to_owned()),
            date: Some(date(2016, 12, 30)),
            language: Language::Zh,
            keywords: Vec::new(),
            version: None,
        },
        layout,
        blocks,
    }
}

fn front() -> Document {
    let cover = Cover { overline: None, subtitle: None, lines: Vec::new() };
    document("卷宗", 1, Layout::Dossier(cover))
}

fn ours(order: Order, title: &str, pages: usize) -> Leaf {
    let layout = Layout::Form { orientation: Orientation::Portrait };
    let content = Content::Document(Box::new(document(title, pages, layout)));
    leaf(order, title, content)
}

fn leaf(order: Order, title: &str, content: Content) -> Leaf {
    let (title, maker) = (title.to_owned(), "某单位".to_owned());
    Leaf { order, title, maker, date: None, content }
}

fn original(name: &str, text: &str) -> Original {
    let hash = hex::encode(Sha256::digest(text));
    Original::new(name, "text/plain", text.as_bytes().to_vec(), &hash).unwrap()
}

fn leaves() -> Vec<Leaf> {
    vec![
        ours(Order::Filing, "备案表", 1),
        leaf(Order::Survey, "记录", Content::Original(original("记录.txt", "走访记录"))),
        ours(Order::Screening, "筛查表", 2),
    ]
}

fn make() -> Dossier {
    let fonts = fonts();
    Prepared::new(leaves(), &fonts).unwrap().finish(&front(), &fonts).unwrap()
}

#[test]
fn leaves_stand_in_the_order_of_the_archive() {
    let dossier = make();
    let entry = |entry: &Entry| (entry.title.clone(), entry.page, entry.pages);
    let found: Vec<_> = dossier.manifest.leaves.iter().map(entry).collect();
    let expected = [("筛查表", Some(1), 2), ("记录", None, 0), ("备案表", Some(3), 1)];
    assert_eq!(found, expected.map(|(title, page, pages)| (title.to_owned(), page, pages)));
    let front = dossier.pages - 3;
    assert!(front >= 2, "cover and contents");
    let read = lopdf::Document::load_mem(&dossier.pdf).unwrap();
    assert_eq!(read.get_pages().len(), dossier.pages);
}

#[test]
fn the_same_leaves_give_the_same_bytes() {
    let (one, other) = (make(), make());
    assert_eq!(one.pdf, other.pdf);
    let zip = |dossier: &Dossier| {
        let mut out = Cursor::new(Vec::new());
        dossier.zip(&mut out).unwrap();
        out.into_inner()
    };
    assert_eq!(zip(&one), zip(&other));
}

#[test]
fn originals_are_carried_unchanged() {
    let dossier = make();
    let mut out = Cursor::new(Vec::new());
    dossier.zip(&mut out).unwrap();
    let mut archive = zip::ZipArchive::new(out).unwrap();
    for entry in &dossier.manifest.leaves {
        let mut bytes = Vec::new();
        archive.by_name(&entry.file).unwrap().read_to_end(&mut bytes).unwrap();
        assert_eq!(hex::encode(Sha256::digest(&bytes)), entry.sha256, "{}", entry.file);
    }
    let mut manifest = Vec::new();
    archive.by_name("manifest.json").unwrap().read_to_end(&mut manifest).unwrap();
    let read: Manifest = serde_json::from_slice(&manifest).unwrap();
    assert_eq!(read, dossier.manifest);
}

#[test]
fn content_bears_out_type_and_hash() {
    let check = |mime: &str, bytes: &[u8], hash: &str, expected: &str| {
        let fault = Original::new("a", mime, bytes.to_vec(), hash).unwrap_err();
        assert!(fault.to_string().starts_with(expected), "{fault}");
    };
    check("image/png", b"%PDF-1.7", "", "file a: said to be image/png");
    check("image/png", b"MZ\x90\0", "", "file a: of no known type");
    check("application/pdf", b"%PDF-1.7", "00", "file a: its content changed");
}

/// An archive with one empty file (APPNOTE.TXT 6.3.10, 4.3.6).
fn archive(name: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
    zip.finish().unwrap().into_inner()
}

#[test]
fn files_are_known_by_their_content() {
    let gbk = b"\xb9\xab\xca\xbe\xa3\xba 1 \xb4\xce\r\n".to_vec();
    let rare = b"a \x82\x30\x81\x30\n".to_vec();
    for (said, bytes, found) in [
        ("image/gif", b"GIF89a\x01\0".to_vec(), Some(Mime::Gif)),
        ("application/zip", archive("photos/1.jpg"), Some(Mime::Zip)),
        ("application/zip", archive("word/document.xml"), Some(Mime::Docx)),
        ("text/plain", gbk, Some(Mime::Text)),
        ("text/plain", rare, Some(Mime::Text)),
        ("text/plain", b"\xb9".to_vec(), None),
        ("text/plain", b"\xb9\xab\0".to_vec(), None),
        ("text/plain", Vec::new(), None),
        ("application/zip", b"PK\x03\x04".to_vec(), None),
    ] {
        assert_eq!(Mime::of(&bytes), found, "{said} {bytes:?}");
        let hash = hex::encode(Sha256::digest(&bytes));
        assert_eq!(Original::new("a", said, bytes, &hash).is_ok(), found.is_some(), "{said}");
    }
}

#[test]
fn names_lead_nowhere_else() {
    let check = |name: &str, expected: &str| assert_eq!(safe_name(name), expected);
    check("../../etc/passwd", "passwd");
    check("C:\\a\\会议 纪要.docx", "会议 纪要.docx");
    check("a\u{202e}fdp.exe", "a_fdp.exe");
    check("con.txt", "con_.txt");
    check("..", "_");
    assert!(safe_name(&"长".repeat(200)).len() <= 120);
}

#[test]
fn a_cover_without_a_day_is_refused() {
    let fonts = fonts();
    let mut front = front();
    front.meta.date = None;
    let prepared = Prepared::new(Vec::new(), &fonts).unwrap();
    let fault = prepared.finish(&front, &fonts).map(|_| ()).unwrap_err();
    assert!(matches!(fault, DossierError::NoDate));
}
