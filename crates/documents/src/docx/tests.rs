use std::io::{Cursor, Read as _};

use jiff::civil::date;

use crate::fonts::{FontSettings, Fonts};
use crate::model::*;

use super::*;

fn document(layout: Layout, blocks: Vec<Block>) -> Document {
    Document {
        kind: Kind::Circular,
        meta: Meta {
            title: "关于<某事项>风险&评估的通报".to_owned(),
            organ: "某市委政法委".to_owned(),
            number: Some("〔2016〕4号".to_owned()),
            date: Some(date(2016, 3, 9)),
            language: Language::Zh,
            keywords: vec!["稳评".to_owned()],
            version: None,
        },
        layout,
        blocks,
    }
}

fn form(blocks: Vec<Block>) -> Document {
    document(Layout::Form { orientation: Orientation::Portrait }, blocks)
}

fn fonts() -> Fonts {
    Fonts::new(&FontSettings::default()).expect("the fonts of the tests")
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut out).unwrap();
    out
}

fn body(document: &Document) -> String {
    let bytes = render(document, &fonts(), &Typefaces::default()).unwrap();
    part(&bytes, "word/document.xml")
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph { inlines: vec![Inline::text(text)] }
}

fn cell(text: &str, span: u16) -> Cell {
    Cell { inlines: vec![Inline::text(text)], span, kind: CellKind::Text }
}

fn table(rows: Vec<Vec<Cell>>) -> Table {
    let column = Column { share: 1, align: Align::Left };
    Table {
        caption: Some(vec![Inline::text("因素表")]),
        columns: vec![column, column],
        head: vec![vec![cell("因素", 1), cell("程度", 1)]],
        rows,
    }
}

#[test]
fn words_never_become_structure() {
    let xml = body(&form(vec![paragraph("a<w:p/>&\u{1}b")]));
    assert!(xml.contains("a&lt;w:p/&gt;&amp;b"), "{xml}");
}

#[test]
fn what_is_missing_is_said() {
    let inlines = vec![
        Inline::Field { name: "n".to_owned(), shown: "1,024".to_owned() },
        Inline::Missing { name: "date".to_owned() },
    ];
    let xml = body(&form(vec![Block::Paragraph { inlines }]));
    assert!(xml.contains("1,024"));
    assert!(xml.contains("（未记录）"));
}

#[test]
fn heads_of_tables_are_repeated_and_rows_are_whole() {
    let xml = body(&form(vec![Block::Table(table(vec![vec![cell("甲", 2)]]))]));
    assert_eq!(xml.matches("<w:tblHeader/>").count(), 1);
    assert_eq!(xml.matches("<w:gridSpan w:val=\"2\"/>").count(), 1);
    let torn = form(vec![Block::Table(table(vec![vec![cell("甲", 1)]]))]);
    let fault = render(&torn, &fonts(), &Typefaces::default()).map(|_| ()).unwrap_err();
    assert_eq!(fault.to_string(), "table 因素表, row 2: 1 cells for 2 columns");
}

#[test]
fn the_grid_has_22_lines_of_28_characters() {
    let official = Official {
        copy_number: None,
        secrecy: None,
        urgency: None,
        mark: "某市委政法委文件".to_owned(),
        number: Some("某政法〔2016〕4号".to_owned()),
        approver: None,
        recipients: Some("各县（市）区".to_owned()),
        attachments: vec!["名单".to_owned(), "台账".to_owned()],
        signer: Some(Signer { organ: "某市委政法委".to_owned(), sealed: true }),
        date: Some(date(2016, 3, 9)),
        note: None,
        imprint: None,
    };
    let document = document(Layout::Official(official), vec![paragraph("正文。")]);
    let xml = body(&document);
    assert!(xml.contains("w:linePitch=\"579\""));
    assert!(xml.contains("w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1587\""));
    // 22 lines of 28.95 pt fill the height between the margins, 297 - 37 - 35 mm.
    let lines = (16_838 - 2_098 - 1_984) / 579;
    assert_eq!(lines, 22);
    // 28 characters, each 16 pt less what is taken away, fit the width; 29 do not.
    let place = 320 + form::NARROWER;
    assert_eq!((11_906 - 1_474 - 1_587) / place, 28);
    assert!(xml.contains("2016年3月9日"));
}

#[test]
fn the_record_is_the_clock() {
    let make = || {
        let document = form(vec![paragraph("正文。")]);
        render(&document, &fonts(), &Typefaces::default()).unwrap()
    };
    let bytes = make();
    assert_eq!(bytes, make());
    let core = part(&bytes, "docProps/core.xml");
    assert!(core.contains(">2016-03-09T00:00:00Z</dcterms:created>"), "{core}");
    assert!(core.contains("<dc:title>关于&lt;某事项&gt;风险&amp;评估的通报</dc:title>"), "{core}");
}

#[test]
fn drawings_become_pictures() {
    let ruler = Ruler {
        thresholds: (0.36, 0.64),
        marks: vec![Mark { label: "措施前".to_owned(), value: 0.58, interval: None }],
    };
    let figure = Figure {
        caption: Some(vec![Inline::text("综合风险指数")]),
        alt: "指数为0.58".to_owned(),
        width: 80,
        picture: Picture::Ruler(ruler),
    };
    let bytes = render(&form(vec![Block::Figure(figure)]), &fonts(), &Typefaces::default());
    let bytes = bytes.unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let mut picture = Vec::new();
    archive.by_name("word/media/picture1.png").unwrap().read_to_end(&mut picture).unwrap();
    assert!(picture.starts_with(b"\x89PNG"));
    assert!(part(&bytes, "word/document.xml").contains("descr=\"指数为0.58\""));
}
