//! Files of answers that officials typed: read and checked cell by cell first,
//! then taken in as a whole or not at all.

mod columns;
mod fault;
mod rows;
mod take;
mod template;

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    codes::Channel,
    consultation::{Consultation, Standing, answer::STRATUM},
};
use jiff::civil::Date;
use ledger::Hash;
use serde::{Deserialize, Serialize};

use self::rows::Row;
pub use self::{
    fault::CellFault,
    take::{Taken, take_file, take_waiting},
    template::{template_csv, template_xlsx},
};
use super::{
    found,
    give::Sheet,
    receipt::Code,
    sealed::{Place, TextKey},
};
use crate::{
    App, AppError, Ctx,
    ctx::legal_day,
    error::Outcome,
    import::{FileRefusal, Limits},
};

/// The act that a file is brought for.
const ACT: &str = "take_batch";
/// What the rows of a file are sealed as.
const SEALED_AS: &str = "batch";
/// Most faults that are told of one file.
const TOLD: usize = 300;

/// A file as it is brought.
#[derive(Debug, Clone, Copy)]
pub struct BatchFile<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
    /// By which way the answers came.
    pub channel: Channel,
}

/// What was found in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Looked {
    /// It cannot be read.
    Refused(FileRefusal),
    /// The consultation takes no answers.
    Closed,
    /// It was read; whether it can be taken in stands in the report.
    Read(Box<BatchReport>),
}

/// A file that was read, and what taking it in would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BatchReport {
    /// Name of the file.
    pub name: String,
    /// SHA-256 of the file.
    pub file: String,
    /// Encoding, or `XLSX`.
    pub encoding: String,
    /// By which way the answers came.
    pub channel: Channel,
    /// Answers in the file.
    pub rows: u64,
    /// Answers by the code of their group.
    pub groups: BTreeMap<String, u64>,
    /// Free texts, which wait for a moderator.
    pub texts: u64,
    /// Numbers that were counted before and are not counted again.
    pub known: Vec<String>,
    /// The day on which this very file was taken in before.
    pub taken_on: Option<Date>,
    /// Cells that are out of order, as many as are told.
    pub faults: Vec<CellFault>,
    /// All of them.
    pub wrong: u64,
}

impl BatchReport {
    /// Whether the file can be taken in.
    #[must_use]
    pub fn is_right(&self) -> bool {
        self.wrong == 0 && self.taken_on.is_none()
    }
}

/// The rows of a file that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Waiting {
    name: String,
    encoding: String,
    channel: Channel,
    rows: Vec<Row>,
}

/// The consultation that a file is for.
struct For {
    sheet: std::sync::Arc<Sheet>,
    key: TextKey,
}

impl For {
    async fn read(app: &App, ctx: &Ctx, slug: &str) -> Outcome<Self> {
        let mut reader = app.store().read().await?;
        let found = found(&mut reader, slug).await?;
        let (matter, case) = (&found.matter.state, &found.assessment.state);
        super::may(app, ctx, &mut reader, ACT, matter, case).await?;
        reader.close().await?;
        let sheet = Sheet::read(app, slug).await?;
        let key = sheet.text_key.clone().ok_or(AppError::NotFound)?;
        Ok(Self { sheet, key })
    }

    fn id(&self) -> uuid::Uuid {
        self.sheet.consultation.id
    }

    fn state(&self) -> &Consultation {
        &self.sheet.consultation.state
    }

    /// Paper of the last day is typed after it, until the consultation is closed.
    fn takes(&self, today: Date) -> bool {
        let state = self.state();
        state.standing == Standing::Open && state.from.is_some_and(|from| from <= today)
    }

    /// The receipt that stands for a number: the same paper has the same one,
    /// whether it was typed by two officials or came in a file.
    fn code(&self, channel: Channel, sheet: &str) -> Code {
        let named = match channel {
            Channel::Paper => sheet.to_owned(),
            other => format!("{}/{sheet}", other.code()),
        };
        Code::of_key(&self.key.of_sheet(self.id(), &named))
    }

    /// Numbers that were counted before.
    async fn known(&self, app: &App, waiting: &Waiting) -> Outcome<Vec<String>> {
        let tag = |row: &Row| self.code(waiting.channel, &row.sheet).tag();
        let tags: Vec<Hash> = waiting.rows.iter().map(tag).collect();
        let found = app.store().read_answers().await?.known_answers(&tags).await?;
        let rows = waiting.rows.iter().zip(&tags);
        Ok(rows.filter(|(_, t)| found.contains_key(t)).map(|(r, _)| r.sheet.clone()).collect())
    }

    async fn report(&self, app: &App, file: Hash, waiting: &Waiting) -> Outcome<BatchReport> {
        let mut groups = BTreeMap::new();
        let words: BTreeSet<&str> = self
            .sheet
            .form
            .questions
            .iter()
            .filter(|q| q.choices.is_empty())
            .map(|q| q.code.as_str())
            .collect();
        let mut texts = 0;
        for row in &waiting.rows {
            for group in row.filled.get(STRATUM).into_iter().flatten() {
                let n: &mut u64 = groups.entry(group.clone()).or_default();
                *n = n.saturating_add(1);
            }
            let written = |(code, values): &(&String, &Vec<String>)| {
                words.contains(code.as_str()) && !values.is_empty()
            };
            texts += row.filled.iter().filter(written).count();
        }
        let file = file.to_string();
        let before = self.state().batches.iter().find(|known| known.batch.file == file);
        Ok(BatchReport {
            name: waiting.name.clone(),
            encoding: waiting.encoding.clone(),
            channel: waiting.channel,
            rows: count(waiting.rows.len()),
            groups,
            texts: count(texts),
            known: self.known(app, waiting).await?,
            taken_on: before.map(|known| known.on),
            file,
            faults: Vec::new(),
            wrong: 0,
        })
    }
}

fn count(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

/// A file that was read: its report, and its rows where they can be taken in.
enum Opened {
    Refused(FileRefusal),
    Closed,
    Read(Box<BatchReport>, Waiting),
}

async fn open(app: &App, ctx: &Ctx, of: &For, file: BatchFile<'_>) -> Outcome<Opened> {
    let today = legal_day(ctx.now);
    if !of.takes(today) {
        return Ok(Opened::Closed);
    }
    if file.channel == Channel::Web {
        return Err(domain::refusal::Refusal::invalid("channel", "not_typed").into());
    }
    let limits = Limits::for_upload(app.settings().upload_limit);
    let asked = (file.channel, today);
    let read = match rows::read(&of.sheet.form, asked, (file.name, file.bytes), &limits) {
        Ok(read) => read,
        Err(refusal) => return Ok(Opened::Refused(refusal)),
    };
    let waiting = Waiting {
        name: file.name.to_owned(),
        encoding: read.encoding.to_owned(),
        channel: file.channel,
        rows: read.rows,
    };
    let mut report = of.report(app, Hash::of(file.bytes), &waiting).await?;
    report.wrong = count(read.wrong);
    report.faults = read.faults;
    Ok(Opened::Read(Box::new(report), waiting))
}

/// Reads a file and says what taking it in would do; nothing is kept.
///
/// # Errors
/// Denied access; not found for a consultation that never opened; a failure of
/// the store.
pub async fn look(app: &App, ctx: &Ctx, slug: &str, file: BatchFile<'_>) -> Outcome<Looked> {
    let of = For::read(app, ctx, slug).await?;
    Ok(match open(app, ctx, &of, file).await? {
        Opened::Refused(refusal) => Looked::Refused(refusal),
        Opened::Closed => Looked::Closed,
        Opened::Read(report, _) => Looked::Read(report),
    })
}

/// The same, and a file without a fault waits, sealed, until the same official
/// takes it in or brings another one.
///
/// # Errors
/// Those of [`look`].
pub async fn bring(app: &App, ctx: &Ctx, slug: &str, file: BatchFile<'_>) -> Outcome<Looked> {
    let of = For::read(app, ctx, slug).await?;
    let (report, waiting) = match open(app, ctx, &of, file).await? {
        Opened::Refused(refusal) => return Ok(Looked::Refused(refusal)),
        Opened::Closed => return Ok(Looked::Closed),
        Opened::Read(report, waiting) => (report, waiting),
    };
    if report.is_right() {
        let hash = Hash::of(file.bytes);
        let text = serde_json::to_string(&waiting)
            .map_err(|e| AppError::Internal(format!("file of answers: {e}")))?;
        let sealed = of.key.seal(app, place(of.id(), &hash), &text)?;
        let mut tx = app.store().write_answers().await?;
        tx.put_batch_of(of.id(), ctx.person().uuid(), (hash, &sealed)).await?;
        tx.commit().await?;
    }
    Ok(Looked::Read(report))
}

/// What taking in the file that this official brought would do.
///
/// # Errors
/// Denied access; not found where another file was brought since.
pub async fn waiting(app: &App, ctx: &Ctx, slug: &str, file: &str) -> Outcome<BatchReport> {
    let of = For::read(app, ctx, slug).await?;
    let (hash, waiting) = kept(app, ctx, &of, file).await?;
    of.report(app, hash, &waiting).await
}

/// The rows of the file that waits.
async fn kept(app: &App, ctx: &Ctx, of: &For, file: &str) -> Outcome<(Hash, Waiting)> {
    let hash: Hash = file.parse().map_err(|_| AppError::NotFound)?;
    let mut answers = app.store().read_answers().await?;
    let sealed = answers.waiting_batch(of.id(), ctx.person().uuid(), hash).await?;
    let text = of.key.open(place(of.id(), &hash), &sealed.ok_or(AppError::NotFound)?)?;
    let waiting = serde_json::from_str(&text)
        .map_err(|e| AppError::Internal(format!("file of answers: {e}")))?;
    Ok((hash, waiting))
}

fn place(consultation: uuid::Uuid, file: &Hash) -> Place<'_> {
    Place { consultation, question: SEALED_AS, commitment: file }
}
