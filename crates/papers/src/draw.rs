//! Reading what a document says.

use std::collections::BTreeMap;

use app::{App, Ctx};
use documents::{context::Context, model::Kind};

use crate::{
    Order, PaperError,
    dossier::{self, File},
    fill::{self, Sheet, Wide},
    order::Format,
    read::{Read, words_of},
};

/// A document that was read and waits to be set. Setting it needs neither store nor clock, so
/// it can be done on a thread of its own.
pub struct Drawing {
    pub(crate) order: Order,
    pub(crate) content: Content,
    /// Layers of the rules of its place, the nearest first.
    pub(crate) layers: Vec<String>,
    /// Name of the file, without ending.
    pub(crate) name: String,
}

/// What is set.
pub(crate) enum Content {
    /// One document.
    Sheet(Box<Sheet>),
    /// The file of all leaves.
    File(Box<File>),
}

/// What a document says. `chapters` are those of a draft; without them a report is that of the
/// frozen version named by the order's part, else the latest frozen one, else it has none.
///
/// The values of a draft tell the state of today, those of a frozen version the state at its
/// freezing.
///
/// # Errors
/// Denied access and unknown numbers as on the pages; a step that comes first.
pub async fn context(
    app: &App,
    ctx: &Ctx,
    order: &Order,
    chapters: Option<&BTreeMap<String, String>>,
) -> Result<Context, PaperError> {
    match drawn(app, ctx, order, chapters).await?.content {
        Content::Sheet(sheet) => Ok(sheet.context),
        Content::File(file) => Ok(file.empty()),
    }
}

/// Reads a document for its file.
///
/// # Errors
/// As [`context`]; a format in which the kind is not made.
pub async fn draw(app: &App, ctx: &Ctx, order: &Order) -> Result<Drawing, PaperError> {
    if !Format::of_kind(order.kind).contains(&order.format) {
        return Err(PaperError::Format { kind: order.kind, format: order.format });
    }
    drawn(app, ctx, order, None).await
}

pub(crate) async fn drawn(
    app: &App,
    ctx: &Ctx,
    order: &Order,
    chapters: Option<&BTreeMap<String, String>>,
) -> Result<Drawing, PaperError> {
    let (subject, language) = (order.subject.as_str(), order.language);
    let wide = |wide: Wide| (Content::Sheet(Box::new(wide.sheet)), wide.layers);
    let (content, layers) = match order.kind {
        Kind::ListReport => wide(fill::listed(app, ctx, subject, language).await?),
        Kind::Circular => wide(fill::circular(app, ctx, subject, language).await?),
        Kind::Dossier => {
            let read = Read::of(app, ctx, subject, language).await?;
            let layers = read.layers();
            (Content::File(Box::new(dossier::read(read).await?)), layers)
        }
        kind => {
            let read = Read::of(app, ctx, subject, language).await?;
            let layers = read.layers();
            let sheet = fill::fill(read, kind, order.part.as_deref(), chapters).await?;
            (Content::Sheet(Box::new(sheet)), layers)
        }
    };
    let kind = words_of(language).code("paper-kind", order.kind.slug());
    let name = documents::dossier::safe_name(&format!("{kind} {subject}"));
    Ok(Drawing { order: order.clone(), content, layers, name })
}
