//! Makes one large document and ends, for `benches/documents.py`.
//!
//! `measure pdf|docx|xlsx|dossier FILE`

use std::error::Error;
use std::fs::{self, File};
use std::io::BufWriter;

use documents::docx::{self, Typefaces};
use documents::dossier::{Content, Leaf, Order, Prepared};
use documents::fonts::{FontSettings, Fonts};
use documents::model::{
    Align, Block, Cell, CellKind, Column as TableColumn, Cover, Document, Heading, Inline, Kind,
    Language, Layout, Level, Meta, Orientation, Table,
};
use documents::pdf::{self, PdfSettings, Standard};
use documents::xlsx::{
    Book, Column, Head, Kind as Cells, Overflow, Properties, Sheet, SheetName, Value,
};
use jiff::civil::date;

/// The same words as in `benches/documents.py`.
const WORDS: &str = "评估主体通过公示、走访、座谈和问卷等方式听取意见，对决策事项的合法性、合理性、可行性和可控性逐项分析，识别出主要风险因素并提出防范化解措施，明确责任单位和完成时限。";
const CHAPTERS: usize = 32;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(what), Some(path)) = (arguments.next(), arguments.next()) else {
        return Err("measure pdf|docx|xlsx|dossier FILE".into());
    };
    match what.as_str() {
        "pdf" => {
            let settings = PdfSettings { standard: Standard::A2a, attachments: Vec::new() };
            fs::write(path, pdf::render(&report(), &fonts()?, &settings)?.bytes)?;
        }
        "docx" => fs::write(path, docx::render(&report(), &fonts()?, &Typefaces::default())?)?,
        "xlsx" => workbook(&path)?,
        "dossier" => dossier(&path)?,
        other => return Err(format!("{other}: pdf, docx, xlsx or dossier").into()),
    }
    Ok(())
}

fn fonts() -> Result<Fonts, Box<dyn Error>> {
    Ok(Fonts::new(&FontSettings::default())?)
}

fn document(kind: Kind, title: &str, layout: Layout, blocks: Vec<Block>) -> Document {
    let meta = Meta {
        title: title.to_owned(),
        organ: "某市社会稳定风险评估工作办公室".to_owned(),
        number: None,
        date: Some(date(2016, 12, 30)),
        language: Language::Zh,
        keywords: Vec::new(),
        version: None,
    };
    Document { kind, meta, layout, blocks }
}

fn cover() -> Layout {
    Layout::Report(Cover { overline: None, subtitle: None, lines: Vec::new() })
}

/// 32 chapters, each with a table of ten rows: about 40 pages.
fn report() -> Document {
    let blocks = (1..=CHAPTERS).flat_map(chapter).collect();
    document(Kind::AssessmentReport, "某道路改造项目社会稳定风险评估报告", cover(), blocks)
}

fn chapter(number: usize) -> Vec<Block> {
    let title = vec![Inline::text(format!("第{number}章　风险分析"))];
    let mut blocks = vec![Block::Heading(Heading { level: Level::One, inlines: title })];
    for _ in 0..4 {
        blocks.push(Block::Paragraph { inlines: vec![Inline::text(WORDS)] });
    }
    let cell =
        |text: String| Cell { inlines: vec![Inline::Text { text }], span: 1, kind: CellKind::Text };
    let row = |row: usize| {
        let column = |column: usize| cell(format!("第{number}章第{row}行第{column}列"));
        (1..=5).map(column).collect()
    };
    let head = ["序号", "风险因素", "概率", "影响", "程度"];
    blocks.push(Block::Table(Table {
        caption: Some(vec![Inline::text("主要风险因素")]),
        columns: vec![TableColumn { share: 1, align: Align::Left }; 5],
        head: vec![head.iter().map(|text| cell((*text).to_owned())).collect()],
        rows: (1..=10).map(row).collect(),
    }));
    blocks
}

/// 100,000 rows of 10 columns: six of words, two of numbers, one of shares, one of days.
fn workbook(path: &str) -> Result<(), Box<dyn Error>> {
    let kinds = [Cells::Text, Cells::Text, Cells::Text, Cells::Text, Cells::Text, Cells::Text];
    let kinds = kinds.into_iter().chain([
        Cells::Integer,
        Cells::Decimal { places: 3 },
        Cells::Share,
        Cells::Date,
    ]);
    let columns = (1..).zip(kinds).map(|(n, kind)| Column::new(format!("列{n}"), kind, 16));
    let head = Head {
        name: SheetName::new("台账")?,
        title: None,
        columns: columns.collect(),
        overflow: Overflow::Refuse,
    };
    let rows = (0..100_000_i32).map(|row| {
        let mut cells: Vec<Value<'_>> =
            (0..6).map(|column| format!("事项{row}的第{column}列内容").into()).collect();
        cells.push(Value::Integer(row.into()));
        cells.push(Value::Decimal(f64::from(row % 1000) / 1000.0));
        cells.push(Value::Decimal(f64::from(row % 101) / 100.0));
        cells.push(date(2016, 3, 9).into());
        cells
    });
    let properties = Properties {
        title: "台账".to_owned(),
        author: "某市".to_owned(),
        created: date(2016, 12, 30),
    };
    let book = Book { properties, sheets: vec![Sheet::new(head, rows)] };
    book.write(None, BufWriter::new(File::create(path)?))?;
    Ok(())
}

/// Ten reports and a hundred forms: about 500 pages.
fn dossier(path: &str) -> Result<(), Box<dyn Error>> {
    let fonts = fonts()?;
    let mut leaves = Vec::new();
    for number in 1..=10 {
        leaves.push(leaf(Order::Report, format!("评估报告第{number}稿"), report()));
    }
    for number in 1..=100 {
        let title = format!("走访记录{number}");
        let form = Layout::Form { orientation: Orientation::Portrait };
        let form = document(Kind::VisitRecord, &title, form, chapter(number));
        leaves.push(leaf(Order::Survey, title, form));
    }
    let prepared = Prepared::new(leaves, &fonts)?;
    let rows: Vec<Block> = prepared
        .entries()
        .iter()
        .map(|entry| {
            let page = entry.page.unwrap_or_default();
            Block::Paragraph { inlines: vec![Inline::text(format!("{}　{page}", entry.title))] }
        })
        .collect();
    let cover = Layout::Dossier(Cover { overline: None, subtitle: None, lines: Vec::new() });
    let front = document(Kind::Dossier, "某道路改造项目卷宗", cover, rows);
    let dossier = prepared.finish(&front, &fonts)?;
    fs::write(path, &dossier.pdf)?;
    Ok(())
}

fn leaf(order: Order, title: String, document: Document) -> Leaf {
    let content = Content::Document(Box::new(document));
    Leaf { order, title, maker: "某单位".to_owned(), date: Some(date(2016, 6, 1)), content }
}
