//! Placing an order.

use app::{AppError, Ctx, lists::Hash};
use documents::model::Kind;
use jiff::SignedDuration;
use serde_json::json;
use store::{NewJob, Paper, PaperState, Tx};
use uuid::Uuid;

use super::{JOB, OrderError, Press, WAITING, failed, inputs};
use crate::{Format, Order, PaperError, consulted, offers};

/// How long a file is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(7 * 24);
/// Steps of a document with one leaf: reading, setting, writing.
pub(super) const STEPS: u32 = 3;

impl Press {
    /// Takes an order; the identifier under which it is found. Where everything
    /// that goes into the file is the same as in an order of the unit that is
    /// done, the file is there at once.
    ///
    /// # Errors
    /// The document cannot be made: no right to it, or something is missing. Too
    /// many orders of the person wait.
    pub async fn order(&self, ctx: &Ctx, order: &Order) -> Result<Uuid, OrderError> {
        self.check(ctx, order).await?;
        let inputs = inputs::inputs(&self.app, ctx, order, &self.tools).await;
        let inputs = inputs.map_err(PaperError::App)?;
        let fresh = self.fresh(ctx, order, inputs);
        let mut tx = self.app.store().write().await.map_err(failed)?;
        let same = tx.same_papers(&inputs, fresh.unit, ctx.now).await.map_err(failed)?;
        let same: Vec<Paper> = same.into_iter().filter(|one| one.role == fresh.role).collect();
        if let Some(own) = same.iter().find(|one| one.person == fresh.person) {
            return Ok(own.id);
        }
        let done = same.into_iter().find(|one| one.state == PaperState::Done);
        if let Some(done) = done {
            let (id, person) = (fresh.id, fresh.person);
            let copy = Paper {
                id,
                person,
                created_at: fresh.created_at,
                expires_at: fresh.expires_at,
                ..done
            };
            tx.put_paper(&copy).await.map_err(failed)?;
            tx.commit().await.map_err(failed)?;
            return Ok(id);
        }
        if tx.open_papers(fresh.person).await.map_err(failed)? >= WAITING {
            return Err(OrderError::TooMany);
        }
        enqueue(&mut tx, &fresh).await?;
        tx.commit().await.map_err(failed)?;
        self.bell.notify_one();
        Ok(fresh.id)
    }

    /// Whether the actor may have it and everything is there; nothing is made.
    async fn check(&self, ctx: &Ctx, order: &Order) -> Result<(), PaperError> {
        let (kind, format) = (order.kind, order.format);
        if !Format::of_kind(kind).contains(&format) || format == Format::Html {
            return Err(PaperError::Format { kind, format });
        }
        let Some((number, ordinal)) = inputs::matter_of(&order.subject) else {
            // Reading it asks for access; figures are counted in the database.
            crate::context(&self.app, ctx, order, None).await?;
            return Ok(());
        };
        let case = app::view::case(&self.app, ctx, number, ordinal).await?;
        let mut found = offers(&self.app, &case);
        if matches!(kind, Kind::Questionnaire | Kind::SurveyStatistics) {
            found = consulted(&self.app, ctx, &case).await?;
        }
        let offer = found.iter().find(|one| one.kind == kind && one.part == order.part);
        let unknown = || PaperError::Unknown { kind, subject: order.subject.clone() };
        let offer = offer.ok_or_else(unknown)?;
        if let Some(missing) = offer.missing {
            return Err(PaperError::Missing(missing));
        }
        if offer.formats.contains(&format) {
            Ok(())
        } else {
            Err(PaperError::Format { kind, format })
        }
    }

    fn fresh(&self, ctx: &Ctx, order: &Order, inputs: Hash) -> Paper {
        Paper {
            id: self.app.ids().id(ctx.now),
            unit: ctx.unit().uuid(),
            person: ctx.person().uuid(),
            role: ctx.role().code().to_owned(),
            record: order.subject.clone(),
            kind: order.kind.slug().to_owned(),
            part: order.part.clone(),
            language: order.language.code().to_owned(),
            format: order.format.ending().to_owned(),
            inputs,
            state: PaperState::Ready,
            step: "WAIT".to_owned(),
            done: 0,
            steps: STEPS,
            fault: None,
            file: None,
            created_at: ctx.now,
            finished_at: None,
            expires_at: ctx.now.saturating_add(KEPT).unwrap_or(ctx.now),
        }
    }
}

async fn enqueue(tx: &mut Tx, paper: &Paper) -> Result<(), PaperError> {
    tx.put_paper(paper).await.map_err(failed)?;
    let (key, payload) = (paper.id.to_string(), json!({ "paper": paper.id }));
    let run_at = paper.created_at;
    let job = NewJob { id: paper.id, kind: JOB, key: Some(&key), payload: &payload, run_at };
    if tx.enqueue(&job).await.map_err(failed)? {
        return Ok(());
    }
    Err(AppError::Internal(format!("paper {} is in the queue already", paper.id)).into())
}
