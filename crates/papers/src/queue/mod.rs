//! The queue that makes documents: pages order, a worker makes, the file waits a
//! week for whoever ordered it.
//!
//! An order acts with the rights of the person who gave it, who must still hold
//! the post when it runs. An order of which everything that goes into the file is
//! the same as in one that is done gets that file again.

mod how_far;
mod inputs;
mod place;
mod said;
mod worker;

use std::sync::Arc;

use app::lists::Hash;
use app::{App, Ctx};
use documents::{
    fonts::StandIn,
    model::{Kind, Language},
};
use serde::{Deserialize, Serialize};
use store::{Paper, PaperFile};
use tokio::sync::Notify;
use uuid::Uuid;

pub use self::{said::fault, worker::Stop};
use crate::{Format, Kit, Order, PaperError};

/// Kind of the jobs in the queue.
const JOB: &str = "PAPER";
/// Documents of one's own that are listed.
const MOST: u32 = 200;

/// Orders that one person may have waiting at once.
pub const WAITING: u64 = 20;

/// What the page says of a file besides.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Remarks {
    /// Fonts that others stand in for.
    pub stand_ins: Vec<StandIn>,
    /// Names of files that were handed in and are of no type that is known.
    pub left_out: Vec<String>,
}

impl Remarks {
    /// What is kept beside a file.
    #[must_use]
    pub fn of(file: &PaperFile) -> Self {
        serde_json::from_value(file.remarks.clone()).unwrap_or_default()
    }
}

/// Why an order is not taken.
#[derive(Debug, thiserror::Error)]
pub enum OrderError {
    /// The document cannot be made: no right to it, or something is missing.
    #[error(transparent)]
    Paper(#[from] PaperError),
    /// The person has too many orders waiting.
    #[error("too many orders wait")]
    TooMany,
}

/// Takes orders, and makes what was ordered. Cloning it shares it.
#[derive(Clone)]
pub struct Press {
    app: App,
    kit: Kit,
    /// Hash of templates, fonts and program.
    tools: Hash,
    /// Wakes a worker of this process.
    bell: Arc<Notify>,
}

impl Press {
    /// A press with its tools.
    #[must_use]
    pub fn new(app: App, kit: Kit) -> Self {
        let tools = inputs::tools(&kit);
        Self { app, kit, tools, bell: Arc::default() }
    }

    /// Fonts and templates.
    #[must_use]
    pub const fn kit(&self) -> &Kit {
        &self.kit
    }

    /// An order that the actor may know of.
    ///
    /// # Errors
    /// Not found for an order of another unit or role; denied to those who may not
    /// see the matter any more.
    pub async fn paper(&self, ctx: &Ctx, id: Uuid) -> Result<Paper, PaperError> {
        let found = self.app.store().read().await.map_err(failed)?.paper(id).await;
        let paper = found.map_err(failed)?.ok_or(app::AppError::NotFound)?;
        let same = paper.unit == ctx.unit().uuid() && paper.role == ctx.role().code();
        if !same || paper.expires_at <= ctx.now {
            return Err(app::AppError::NotFound.into());
        }
        if let Some((number, ordinal)) = inputs::matter_of(&paper.record) {
            app::view::case(&self.app, ctx, number, ordinal).await?;
        }
        Ok(paper)
    }

    /// What the actor ordered in the last days, newest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn own(&self, ctx: &Ctx) -> Result<Vec<Paper>, PaperError> {
        let mut reader = self.app.store().read().await.map_err(failed)?;
        let found = reader.papers_of(ctx.person().uuid(), ctx.now, MOST).await.map_err(failed)?;
        let (unit, role) = (ctx.unit().uuid(), ctx.role().code());
        Ok(found.into_iter().filter(|one| one.unit == unit && one.role == role).collect())
    }

    /// The bytes of a finished order.
    ///
    /// # Errors
    /// When the file is not there any more, or was changed.
    pub async fn bytes(&self, file: &PaperFile) -> Result<Vec<u8>, PaperError> {
        let mut reader = self.app.store().read().await.map_err(failed)?;
        let info = reader.blob(&file.blob).await.map_err(failed)?;
        let info = info.ok_or(app::AppError::NotFound)?;
        let read = self.app.store().blobs().read(&info, file.size).await;
        read.map_err(|source| PaperError::File { name: file.name.clone(), source })
    }

    /// Where the bytes of a finished order lie, for sending them in pieces.
    ///
    /// # Errors
    /// When the file is not there any more.
    pub async fn open(&self, file: &PaperFile) -> Result<std::fs::File, PaperError> {
        let mut reader = self.app.store().read().await.map_err(failed)?;
        let known = reader.blob(&file.blob).await.map_err(failed)?;
        known.ok_or(app::AppError::NotFound)?;
        let opened = self.app.store().blobs().open_file(&file.blob).await;
        let opened =
            opened.map_err(|source| PaperError::File { name: file.name.clone(), source })?;
        Ok(opened.into_std().await)
    }
}

/// What was ordered; `None` for an order of an older program that this one does
/// not know.
#[must_use]
pub fn order_of(paper: &Paper) -> Option<Order> {
    Some(Order {
        kind: paper.kind.parse::<Kind>().ok()?,
        subject: paper.record.clone(),
        part: paper.part.clone(),
        language: paper.language.parse::<Language>().ok()?,
        format: Format::of_ending(&paper.format)?,
    })
}

/// A failure of the store as a failure of the use case.
fn failed(error: store::StoreError) -> PaperError {
    PaperError::App(error.into())
}
