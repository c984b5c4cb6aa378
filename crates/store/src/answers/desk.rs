//! The one writer of a process: answers that arrive while the disk is busy are
//! written together and acknowledged by one commit.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::{
    sync::{mpsc, oneshot},
    time::{Instant, timeout_at},
};

use super::{NewAnswer, Placed};
use crate::{db::Db, error::StoreError};

/// Most answers of one commit.
const BATCH: usize = 512;
/// While answers come in faster than one by one, a commit waits this long for
/// more: what it costs is then shared by many.
const GATHER: Duration = Duration::from_millis(8);
/// Answers that may wait; beyond that the caller waits to hand one in.
const WAITING: usize = 4_096;

type Waiting = (NewAnswer, oneshot::Sender<Result<Placed, Arc<str>>>);

/// Where answers are handed in.
#[derive(Debug, Clone)]
pub(crate) struct Desk {
    answers: Db,
    /// The writer's queue. It is started by the first answer, since a command
    /// line that opens a store may have no runtime left to stop it.
    queue: Arc<Mutex<Option<mpsc::Sender<Waiting>>>>,
}

impl Desk {
    pub(crate) fn new(answers: Db) -> Self {
        Self { answers, queue: Arc::default() }
    }

    /// Hands an answer in and waits until it is on disk.
    pub(crate) async fn give(&self, answer: NewAnswer) -> Result<Placed, StoreError> {
        let (done, wait) = oneshot::channel();
        let gone = || StoreError::Unavailable("the writer of answers has stopped".to_owned());
        self.queue().send((answer, done)).await.map_err(|_| gone())?;
        wait.await.map_err(|_| gone())?.map_err(|e| StoreError::Unavailable(e.to_string()))
    }

    /// The queue of a writer that runs; one that died with its runtime is
    /// replaced.
    fn queue(&self) -> mpsc::Sender<Waiting> {
        let mut open = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(queue) = open.as_ref().filter(|queue| !queue.is_closed()) {
            return queue.clone();
        }
        let (queue, waiting) = mpsc::channel(WAITING);
        tokio::spawn(write(self.answers.clone(), waiting));
        *open = Some(queue.clone());
        queue
    }
}

/// Writes until every desk is gone.
async fn write(answers: Db, mut waiting: mpsc::Receiver<Waiting>) {
    let mut batch = Vec::with_capacity(BATCH);
    let mut several = false;
    while waiting.recv_many(&mut batch, BATCH).await > 0 {
        if several {
            gather(&mut waiting, &mut batch).await;
        }
        several = batch.len() > 1;
        let (given, callers): (Vec<NewAnswer>, Vec<_>) = batch.drain(..).unzip();
        match commit(&answers, &given).await {
            Ok(placed) => {
                for (caller, placed) in callers.into_iter().zip(placed) {
                    // A caller who is gone asks again with the same answer.
                    let _ = caller.send(Ok(placed));
                }
            }
            Err(error) => {
                let why: Arc<str> = error.to_string().into();
                for caller in callers {
                    let _ = caller.send(Err(why.clone()));
                }
            }
        }
    }
}

/// Takes what comes in within a moment, up to a full batch.
async fn gather(waiting: &mut mpsc::Receiver<Waiting>, batch: &mut Vec<Waiting>) {
    let until = Instant::now() + GATHER;
    while let Some(free) = BATCH.checked_sub(batch.len()).filter(|free| *free > 0) {
        match timeout_at(until, waiting.recv_many(batch, free)).await {
            Ok(more) if more > 0 => {}
            _ => break,
        }
    }
}

async fn commit(answers: &Db, given: &[NewAnswer]) -> Result<Vec<Placed>, StoreError> {
    let mut tx = answers.writer(Arc::default()).await?;
    let placed = tx.place_answers(given).await?;
    tx.commit().await?;
    Ok(placed)
}
