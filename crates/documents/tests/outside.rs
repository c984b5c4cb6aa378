//! Samples of every document, looked at by programs that nobody here wrote.
//!
//! `WENPING_PYTHON` names the Python that has the packages of `outside.txt`; without it the one in
//! `target/outside` is taken, a virtual environment, and without that `python3`. A program or a
//! package that is missing fails the test and is named. `UPDATE_GOLDEN=1` writes the expected
//! texts anew.

#![cfg(test)]

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::process::Command;

use documents::docx::{self, Typefaces};
use documents::dossier::{Content, Leaf, Order, Original, Prepared};
use documents::fonts::{FontSettings, Fonts, Role};
use documents::model::{Document, Kind, Language};
use documents::pdf::{self, PdfSettings, Standard};
use documents::samples::samples;
use documents::xlsx::{
    Book, Column, Head, Kind as CellKind, Overflow, Properties, Sheet, SheetName, Value,
};
use jiff::civil::date;
use sha2::{Digest as _, Sha256};

const SETTINGS: PdfSettings = PdfSettings { standard: Standard::A2a, attachments: Vec::new() };

fn write_samples(folder: &Path, fonts: &Fonts, language: Language) {
    for (name, document) in samples(language).expect("samples") {
        let path = |ending: &str| folder.join(format!("{name}.{language}.{ending}"));
        let made = pdf::render(&document, fonts, &SETTINGS);
        let made = made.unwrap_or_else(|error| panic!("{name}.{language}.pdf: {error}"));
        fs::write(path("pdf"), made.bytes).expect("a file");
        let made = docx::render(&document, fonts, &Typefaces::default());
        let made = made.unwrap_or_else(|error| panic!("{name}.{language}.docx: {error}"));
        fs::write(path("docx"), made).expect("a file");
    }
}

fn leaf(order: Order, title: &str, content: Content) -> Leaf {
    let day = Some(date(2016, 6, 1));
    Leaf { order, title: title.into(), maker: "某单位".into(), date: day, content }
}

fn write_dossier(folder: &Path, fonts: &Fonts) {
    let all = samples(Language::Zh).expect("samples");
    let find = |kind: Kind| -> Document {
        let found = all.iter().find(|(_, document)| document.kind == kind);
        found.map(|(_, document)| document.clone()).expect("a sample")
    };
    let ours = |order, title, kind| leaf(order, title, Content::Document(Box::new(find(kind))));
    let text = "走访记录：意见已答复。\n".as_bytes().to_vec();
    let hash = hex::encode(Sha256::digest(&text));
    let original = Original::new("走访记录.txt", "text/plain", text, &hash).expect("an original");
    let leaves = vec![
        ours(Order::Report, "稳评报告", Kind::AssessmentReport),
        ours(Order::Filing, "情况通报", Kind::Circular),
        leaf(Order::Survey, "走访记录", Content::Original(original)),
    ];
    let prepared = Prepared::new(leaves, fonts).expect("leaves");
    let dossier = prepared.finish(&find(Kind::Dossier), fonts).expect("a dossier");
    fs::write(folder.join("whole-dossier.zh.pdf"), &dossier.pdf).expect("a file");
    let archive = File::create(folder.join("dossier.zip")).expect("a file");
    dossier.zip(BufWriter::new(archive)).expect("an archive");
}

fn write_workbook(folder: &Path) {
    let columns = vec![
        Column::new("事项", CellKind::Text, 40),
        Column::new("份数", CellKind::Integer, 10),
        Column::new("综合指数", CellKind::Decimal { places: 3 }, 12),
        Column::new("支持率", CellKind::Share, 10),
        Column::new("经费（元）", CellKind::Money, 16),
        Column::new("报备日期", CellKind::Date, 12),
    ];
    let head = Head {
        name: SheetName::new("台账").expect("a name"),
        title: Some("重大决策社会稳定风险评估台账".to_owned()),
        columns,
        overflow: Overflow::Refuse,
    };
    let rows = vec![
        vec![
            "=1+2".into(),
            Value::Integer(412),
            Value::Decimal(0.58),
            Value::Decimal(0.545),
            Value::Fen(123_456_789),
            date(2016, 3, 9).into(),
        ],
        vec![
            "@某项目\u{3000}𠮷".into(),
            Value::Empty,
            "未记录".into(),
            Value::Decimal(1.0),
            Value::Fen(-1),
            date(1999, 12, 31).into(),
        ],
    ];
    let properties = Properties {
        title: "台账".to_owned(),
        author: "某市委政法委".to_owned(),
        created: date(2016, 12, 30),
    };
    let book = Book { properties, sheets: vec![Sheet::new(head, rows)] };
    let file = File::create(folder.join("ledger.xlsx")).expect("a file");
    book.write(None, BufWriter::new(file)).expect("a workbook");
}

/// The fonts of fonts-noto-cjk, whatever else is installed: where lines end depends on the font,
/// and so does the order in which the text of a table is read.
fn noto() -> FontSettings {
    let mut settings = FontSettings::default();
    for role in Role::ALL {
        let family = if *role == Role::Hei { "Noto Sans CJK SC" } else { "Noto Serif CJK SC" };
        settings.families.insert(*role, vec![family.to_owned()]);
    }
    settings
}

#[test]
fn other_programs_read_what_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let fonts = Fonts::new(&noto()).expect("fonts");
    for language in Language::ALL {
        write_samples(folder.path(), &fonts, *language);
    }
    write_dossier(folder.path(), &fonts);
    write_workbook(folder.path());
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let python = python(&here);
    let run = Command::new(&python)
        .arg(here.join("outside.py"))
        .arg(folder.path())
        .arg(here.join("golden"))
        .status();
    match run {
        Ok(status) => assert!(status.success(), "see above: {status}"),
        Err(error) => {
            panic!("{} cannot be run ({error}): apt-get install python3", python.display())
        }
    }
}

/// The Python whose packages look at the samples.
fn python(tests: &Path) -> PathBuf {
    if let Ok(named) = std::env::var("WENPING_PYTHON") {
        return named.into();
    }
    let own = tests.join("../../../target/outside/bin/python3");
    if own.exists() { own } else { "python3".into() }
}
