//! Making what was ordered: one job after the other, under a lease that is
//! prolonged while the work goes on. A worker that dies leaves its lease to
//! another; what cannot succeed is told on the page and not tried again.

use std::time::Duration;

use access::Actor;
use app::{AppError, Ctx, directory};
use domain::{
    codes::Role,
    ids::{PersonId, UnitId},
};
use jiff::{SignedDuration, Timestamp};
use locale::Msg;
use serde_json::Value as Json;
use store::{Backoff, Job, Paper, PaperFile, StagedBlob, StoreError};
use tokio::{sync::watch, task};
use uuid::Uuid;

use super::{JOB, Press, Remarks, failed, how_far::HowFar, inputs, order_of, said};
use crate::{Drawing, Made, Order, PaperError, draw};

/// How long a claim holds without being prolonged.
const LEASE: SignedDuration = SignedDuration::from_secs(120);
/// How often progress is looked at; what is new is written.
const BEAT: Duration = Duration::from_secs(1);
/// Beats between two prolongations.
const PROLONG: u32 = 20;
/// How often the queue is looked at when no bell rings: for orders that another
/// server took, and for those that wait for their next try.
const LOOK: Duration = Duration::from_secs(5);
/// Largest file that is kept, in bytes: a dossier with its originals.
const LARGEST: u64 = 2 * 1024 * 1024 * 1024;

const BACKOFF: Backoff = Backoff {
    first: SignedDuration::from_secs(30),
    longest: SignedDuration::from_secs(600),
    attempts: 4,
};

/// Tells workers to stop: `true` once they should.
pub type Stop = watch::Receiver<bool>;

/// How the work on an order ended.
enum End {
    /// The file is there.
    Done,
    /// It failed; whether another try may succeed is known.
    Failed(PaperError),
    /// The person does not hold the post any more.
    NoPost,
    /// The claim was lost, or the worker was asked to stop.
    Left,
}

impl Press {
    /// Works until it is told to stop. A failure of the database is logged and the
    /// work goes on when it answers again.
    pub async fn work(self, mut stop: Stop) {
        while !*stop.borrow() {
            match self.turn(&stop).await {
                Ok(true) => continue,
                Ok(false) => {}
                Err(error) => tracing::warn!(%error, "the queue of documents failed"),
            }
            tokio::select! {
                () = self.bell.notified() => {}
                () = tokio::time::sleep(LOOK) => {}
                changed = stop.changed() => if changed.is_err() { return },
            }
        }
    }

    /// Makes the next document, if one is due; whether there was one.
    ///
    /// # Errors
    /// When the store fails. The job is tried again once its lease has passed.
    pub async fn turn(&self, stop: &Stop) -> Result<bool, PaperError> {
        let store = self.app.store();
        let mut tx = store.write().await.map_err(failed)?;
        let now = self.app.clock().now();
        let claimed = tx.claim_job(&[JOB], now, LEASE).await.map_err(failed)?;
        tx.commit().await.map_err(failed)?;
        let Some(job) = claimed else { return Ok(false) };
        let id = job.payload.get("paper").and_then(Json::as_str).and_then(|id| id.parse().ok());
        let paper = match id {
            Some(id) => store.read().await.map_err(failed)?.paper(id).await.map_err(failed)?,
            None => None,
        };
        // It was deleted, or a worker died between the file and the end of the job.
        let Some(paper) = paper.filter(|paper| !paper.state.is_final()) else {
            self.over(&job, None).await?;
            return Ok(true);
        };
        self.one(&job, paper, stop).await?;
        Ok(true)
    }

    async fn one(&self, job: &Job, paper: Paper, stop: &Stop) -> Result<(), PaperError> {
        if job.attempts > BACKOFF.attempts {
            // Whoever worked on it died each time.
            return self.over(job, Some((paper.id, Msg::new("download-fault-gave-up")))).await;
        }
        match self.attempt(job, &paper, stop).await {
            End::Done => {
                tracing::info!(paper = %paper.id, kind = %paper.kind, "document made");
                Ok(())
            }
            End::Left if *stop.borrow() => self.give_back(job, paper.id).await,
            End::Left => Ok(()),
            End::NoPost => self.over(job, Some((paper.id, Msg::new("download-fault-post")))).await,
            End::Failed(error) if error.may_pass() && job.attempts < BACKOFF.attempts => {
                self.again(job, paper.id, &error).await
            }
            End::Failed(error) => {
                tracing::warn!(%error, paper = %paper.id, kind = %paper.kind, "no document");
                self.over(job, Some((paper.id, error.msg()))).await
            }
        }
    }

    /// One try, from the right to see it to the file.
    async fn attempt(&self, job: &Job, paper: &Paper, stop: &Stop) -> End {
        let Some(order) = order_of(paper) else {
            let error = AppError::Internal(format!("order {} is not understood", paper.id));
            return End::Failed(error.into());
        };
        let ctx = match self.ctx(paper).await {
            Ok(Some(ctx)) => ctx,
            Ok(None) => return End::NoPost,
            Err(error) => return End::Failed(error),
        };
        match self.made(job, paper, (&ctx, &order), stop).await {
            Ok(Some(())) => End::Done,
            Ok(None) => End::Left,
            Err(error) => End::Failed(error),
        }
    }

    /// The person who ordered, in the post of the order, if it is still held. The
    /// instant is that of the order, so that another try gives the same bytes.
    async fn ctx(&self, paper: &Paper) -> Result<Option<Ctx>, PaperError> {
        let Some(role) = Role::from_code(&paper.role) else { return Ok(None) };
        let post = (PersonId::new(paper.person), UnitId::new(paper.unit), role);
        let actor: Option<Actor> =
            directory::actor(&self.app, post, self.app.clock().now()).await?;
        Ok(actor.map(|actor| Ctx::new(actor, paper.created_at, format!("paper-{}", paper.id))))
    }

    /// Makes the file and keeps it; nothing when the claim was lost meanwhile.
    async fn made(
        &self,
        job: &Job,
        paper: &Paper,
        (ctx, order): (&Ctx, &Order),
        stop: &Stop,
    ) -> Result<Option<()>, PaperError> {
        let how_far = HowFar::default();
        if !self.beat(job, paper.id, &how_far, 0).await {
            return Ok(None);
        }
        let inputs = inputs::inputs(&self.app, ctx, order, &self.tools).await?;
        let drawing = draw(&self.app, ctx, order).await?;
        let set = self.set(job, paper.id, (drawing, how_far), stop).await?;
        let Some((made, bytes)) = set else { return Ok(None) };
        let blobs = self.app.store().blobs();
        let staged = blobs.stage(ctx.unit(), made.media_type, LARGEST, bytes.as_slice()).await;
        let blob = staged.map_err(|source| PaperError::File { name: made.name.clone(), source })?;
        let kept = kept_file(&made, &blob)?;
        let now = self.app.clock().now();
        let mut tx = self.app.store().write().await.map_err(failed)?;
        tx.put_blob(&blob, now).await.map_err(failed)?;
        // Only who still holds the claim may end the order.
        let held = tx.complete_job(job, now).await.map_err(failed)?;
        let open = tx.finish_paper(paper.id, &inputs, &kept, now).await.map_err(failed)?;
        if !(held && open) {
            return Ok(None);
        }
        tx.commit().await.map_err(failed)?;
        Ok(Some(()))
    }

    /// Sets the document on a thread of its own, and meanwhile writes how far it
    /// has come and prolongs the claim. Setting cannot be cut off: a worker that
    /// stops leaves the thread to its end, and the job to the next worker.
    async fn set(
        &self,
        job: &Job,
        id: Uuid,
        (drawing, how_far): (Drawing, HowFar),
        stop: &Stop,
    ) -> Result<Option<(Made, Vec<u8>)>, PaperError> {
        let (kit, seen) = (self.kit.clone(), how_far.clone());
        let mut work = task::spawn_blocking(move || drawing.set(&kit, &mut |now| seen.note(now)));
        let mut beat = tokio::time::interval(BEAT);
        let (mut beats, mut told) = (0_u32, how_far.seen());
        loop {
            tokio::select! {
                done = &mut work => {
                    let broken = |e| AppError::Internal(format!("document: {e}"));
                    return done.map_err(broken)?.map(Some);
                }
                _ = beat.tick() => {
                    beats = beats.wrapping_add(1);
                    let seen = how_far.seen();
                    let due = seen != told || beats.is_multiple_of(PROLONG);
                    told = seen;
                    if *stop.borrow() || (due && !self.beat(job, id, &how_far, beats).await) {
                        return Ok(None);
                    }
                }
            }
        }
    }

    /// Writes progress; whether the claim still holds. A database that does not
    /// answer for a moment costs nothing but this beat.
    async fn beat(&self, job: &Job, id: Uuid, how_far: &HowFar, beats: u32) -> bool {
        match self.note(job, id, how_far, beats).await {
            Ok(held) => held,
            Err(error) => {
                tracing::warn!(%error, paper = %id, "progress could not be written");
                true
            }
        }
    }

    async fn note(
        &self,
        job: &Job,
        id: Uuid,
        how_far: &HowFar,
        beats: u32,
    ) -> Result<bool, StoreError> {
        let mut tx = self.app.store().write().await?;
        let (step, done, steps) = how_far.seen();
        tx.step_paper(id, step, (done, steps)).await?;
        let held = if beats.is_multiple_of(PROLONG) {
            let until = self.app.clock().now().saturating_add(LEASE);
            tx.prolong_job(job, until.unwrap_or(Timestamp::MAX)).await?
        } else {
            true
        };
        tx.commit().await?;
        Ok(held)
    }

    /// Ends a job; with it an order that cannot be made, with the reason.
    async fn over(&self, job: &Job, fault: Option<(Uuid, Msg)>) -> Result<(), PaperError> {
        let now = self.app.clock().now();
        let mut tx = self.app.store().write().await.map_err(failed)?;
        if !tx.complete_job(job, now).await.map_err(failed)? {
            return Ok(());
        }
        if let Some((id, msg)) = fault {
            tx.fail_paper(id, &said::kept(&msg), now).await.map_err(failed)?;
        }
        tx.commit().await.map_err(failed)
    }

    /// Puts a job back for its next try.
    async fn again(&self, job: &Job, id: Uuid, error: &PaperError) -> Result<(), PaperError> {
        tracing::warn!(%error, paper = %id, "a document is tried again");
        let now = self.app.clock().now();
        let mut tx = self.app.store().write().await.map_err(failed)?;
        tx.fail_job(job, error.code(), now, &BACKOFF).await.map_err(failed)?;
        tx.wait_paper(id).await.map_err(failed)?;
        tx.commit().await.map_err(failed)
    }

    /// Leaves a job to the next worker, because this one stops.
    async fn give_back(&self, job: &Job, id: Uuid) -> Result<(), PaperError> {
        let mut tx = self.app.store().write().await.map_err(failed)?;
        tx.release_job(job).await.map_err(failed)?;
        tx.wait_paper(id).await.map_err(failed)?;
        tx.commit().await.map_err(failed)
    }
}

fn kept_file(made: &Made, blob: &StagedBlob) -> Result<PaperFile, PaperError> {
    Ok(PaperFile {
        name: made.name.clone(),
        media_type: made.media_type.to_owned(),
        blob: blob.key,
        sha256: blob.sha256,
        size: blob.size,
        pages: made.pages.map(|pages| pages as u64),
        remarks: serde_json::to_value(Remarks {
            stand_ins: made.stand_ins.clone(),
            left_out: made.left_out.clone(),
        })?,
    })
}
