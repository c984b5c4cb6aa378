//! The model as the page maker reads it: JSON, with pictures and attachments as files.

use serde_json::{Map, Value, json};

use super::{Attachment, PdfError};
use crate::figure;
use crate::fonts::{Fonts, Role};
use crate::model::{
    Block, Cover, Document, ImageKind, Inline, Layout, Official, Table, Words, dots, long_date,
    plain, title_lines,
};

/// Most cells of one table.
pub const MAX_CELLS: usize = 60_000;
/// Most pictures of one document.
pub const MAX_FIGURES: usize = 2_000;
/// Most height of a picture, in hundredths of the width of a line: what is higher would run
/// over the foot of a page.
const MAX_HEIGHT: f64 = 114.0;

/// The model as JSON, and the files that it names.
pub struct View {
    /// Values for the page maker.
    pub values: Value,
    /// Content by path.
    pub files: Vec<(String, Vec<u8>)>,
}

/// Makes the view of a document.
///
/// # Errors
/// When a table or the number of pictures is beyond its limit, or a picture cannot be drawn.
pub fn view(
    document: &Document,
    fonts: &Fonts,
    attachments: &[Attachment],
) -> Result<View, PdfError> {
    let words = Words::of(document.meta.language);
    let family = fonts.font(Role::Song)?.info().family.clone();
    let mut maker = Maker { words, family, files: Vec::new() };
    let (main, annexes) = document.main_and_annexes();
    let (main, annexes) = (maker.blocks(main)?, maker.blocks(annexes)?);
    let mut values = match json!({
        "meta": document.meta,
        "blocks": main,
        "annexes": annexes,
        "words": words_of(words),
        "attach": attach(attachments, &mut maker.files),
    }) {
        Value::Object(map) => map,
        _ => Map::new(),
    };
    let date = document.meta.date;
    let day = date.map(|day| json!([day.year(), day.month(), day.day()]));
    values.insert("day".to_owned(), day.unwrap_or(Value::Null));
    layout(document, words, &mut values);
    Ok(View { values: Value::Object(values), files: maker.files })
}

fn layout(document: &Document, words: &Words, values: &mut Map<String, Value>) {
    let title = document.meta.title.as_str();
    let (form, most, rest) = match &document.layout {
        Layout::Official(official) => ("official", 20, self::official(document, official, words)),
        Layout::Letter(official) => ("letter", 20, self::official(document, official, words)),
        Layout::Report(cover) => ("report", 16, self::cover(cover)),
        Layout::Dossier(cover) => ("dossier", 16, self::cover(cover)),
        Layout::Form { orientation } => ("form", 24, json!(orientation)),
        Layout::Sheet => ("sheet", 24, Value::Null),
    };
    values.insert("form".to_owned(), json!(form));
    values.insert("title".to_owned(), json!(title_lines(title, most)));
    values.insert("layout".to_owned(), rest);
}

fn official(document: &Document, official: &Official, words: &Words) -> Value {
    let language = document.meta.language;
    let imprint = official.imprint.as_ref().map(|imprint| {
        let copied = imprint.copied_to.as_ref();
        let copied = copied.map(|to| format!("{}{to}{}", words.copied_to, words.full_stop));
        let printed = format!("{}{}", long_date(imprint.printed_on, language), words.printed);
        json!({ "copied": copied, "by": imprint.printed_by, "on": printed })
    });
    let (open, close) = words.brackets;
    json!({
        "copy": official.copy_number,
        "secrecy": official.secrecy,
        "urgency": official.urgency,
        "mark": official.mark,
        "number": official.number,
        "approver": official.approver,
        "recipients": official.recipients.as_ref().map(|r| format!("{r}{}", words.recipients_end)),
        "attachments": official.attachments,
        "signer": official.signer,
        "date": official.date.map(|date| long_date(date, language)),
        "note": official.note.as_ref().map(|note| format!("{open}{note}{close}")),
        "imprint": imprint,
    })
}

fn cover(cover: &Cover) -> Value {
    json!({ "overline": cover.overline, "subtitle": cover.subtitle, "lines": cover.lines })
}

fn words_of(words: &Words) -> Value {
    json!({
        "missing": words.missing,
        "unwritten": words.unwritten,
        "approver": words.approver,
        "attachments": words.attachments,
        "contents": words.contents,
        "figure": words.figure,
        "table": words.table,
    })
}

fn attach(attachments: &[Attachment], files: &mut Vec<(String, Vec<u8>)>) -> Vec<Value> {
    let mut out = Vec::new();
    for (at, attachment) in attachments.iter().enumerate() {
        let path = format!("/attachment/{at}");
        out.push(json!({
            "path": path,
            "name": attachment.name,
            "mime": attachment.mime,
            "relation": attachment.relation.name(),
            "description": attachment.description,
        }));
        files.push((path, attachment.bytes.clone()));
    }
    out
}

struct Maker<'a> {
    words: &'a Words,
    family: String,
    files: Vec<(String, Vec<u8>)>,
}

impl Maker<'_> {
    fn blocks(&mut self, blocks: &[Block]) -> Result<Vec<Value>, PdfError> {
        blocks.iter().map(|block| self.block(block)).collect()
    }

    fn block(&mut self, block: &Block) -> Result<Value, PdfError> {
        Ok(match block {
            Block::Figure(figure) => {
                let picture = figure::draw(&figure.picture, self.words, Some(&self.family))?;
                if self.files.len() >= MAX_FIGURES {
                    return Err(PdfError::TooManyFigures { limit: MAX_FIGURES });
                }
                let (kind, bytes) = picture.bytes();
                let ending = match kind {
                    ImageKind::Png => "png",
                    ImageKind::Jpeg => "jpg",
                    ImageKind::Svg => "svg",
                };
                let path = format!("/figure/{}.{ending}", self.files.len());
                self.files.push((path.clone(), bytes.to_vec()));
                let qr = matches!(figure.picture, crate::model::Picture::Qr(_));
                json!({
                    "block": if qr { "qr" } else { "figure" },
                    "caption": figure.caption,
                    "alt": figure.alt,
                    "width": fitting(figure.width, dots(kind, bytes)),
                    "path": path,
                })
            }
            Block::List(list) => {
                let items = list.items.iter().map(|item| self.blocks(item));
                let items = items.collect::<Result<Vec<_>, _>>()?;
                json!({ "block": "list", "start": list.start, "items": items })
            }
            Block::Callout { blocks } => {
                json!({ "block": "callout", "blocks": self.blocks(blocks)? })
            }
            Block::Table(table) => {
                self.check(table)?;
                json!(block)
            }
            other => json!(other),
        })
    }

    fn check(&self, table: &Table) -> Result<(), PdfError> {
        let rows = table.rows.len();
        let cells = rows.saturating_mul(table.columns.len());
        if cells <= MAX_CELLS {
            return Ok(());
        }
        let first = table.head.first().and_then(|row| row.first()).map(|c| c.inlines.as_slice());
        let named: &[Inline] = table.caption.as_deref().or(first).unwrap_or_default();
        Err(PdfError::TableTooLarge { table: plain(named, self.words), rows, limit: MAX_CELLS })
    }
}

/// Width of a picture in hundredths of a line: as wanted, narrower where it is so high that it
/// would not fit a page.
fn fitting(wanted: u8, dots: Option<(u32, u32)>) -> Value {
    match dots {
        Some((across, down))
            if f64::from(wanted) * f64::from(down) > MAX_HEIGHT * f64::from(across) =>
        {
            json!(MAX_HEIGHT * f64::from(across) / f64::from(down.max(1)))
        }
        _ => json!(wanted),
    }
}
