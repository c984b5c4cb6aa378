//! Taking a file in: all of its answers in one transaction, then the event.

use domain::{
    codes::Channel,
    consultation::{Batch, Command, answer::accept},
    refusal::{Reason, Refusal},
};
use ledger::Hash;
use serde::Serialize;
use store::{
    Tx,
    answers::{NewAnswer, Placed},
};

use super::{BatchFile, For, Looked, Opened, Waiting, count, kept, open};
use crate::{
    App, AppError, Ctx,
    consultation::{Found, act, begin, course::trial, found, give::placed},
    ctx::legal_day,
    error::Outcome,
    once,
    vault::Vault,
};

/// Paper forms that are looked for among those that wait for a second person.
const UNDONE: u32 = 100_000;

/// How often the event is tried while others write to the same consultation.
const TRIES: usize = 5;

/// What was taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Taken {
    /// Answers in the file.
    pub rows: u64,
    /// Of these, answers that were counted now.
    pub counted: u64,
}

/// Takes in the file that this official brought, named by its hash.
///
/// # Errors
/// Denied access; not found where another file was brought since; a refusal, as
/// for a file that was taken in before; a failure of the store.
pub async fn take_waiting(app: &App, ctx: &Ctx, slug: &str, file: &str) -> Outcome<Taken> {
    let of = For::read(app, ctx, slug).await?;
    let (hash, waiting) = kept(app, ctx, &of, file).await?;
    take(app, ctx, &of, hash, &waiting).await
}

/// Reads a file and takes it in when nothing is wrong with it. Without what was
/// taken in, the report says why not.
///
/// # Errors
/// Denied access; not found; a refusal; a failure of the store.
pub async fn take_file(
    app: &App,
    ctx: &Ctx,
    slug: &str,
    file: BatchFile<'_>,
) -> Outcome<(Looked, Option<Taken>)> {
    let of = For::read(app, ctx, slug).await?;
    match open(app, ctx, &of, file).await? {
        Opened::Refused(refusal) => Ok((Looked::Refused(refusal), None)),
        Opened::Closed => Ok((Looked::Closed, None)),
        Opened::Read(report, _) if !report.is_right() => Ok((Looked::Read(report), None)),
        Opened::Read(report, waiting) => {
            let taken = take(app, ctx, &of, Hash::of(file.bytes), &waiting).await?;
            Ok((Looked::Read(report), Some(taken)))
        }
    }
}

/// A failure between the two databases leaves answers without their event. The
/// same file brings the event then, and counts nothing twice.
async fn take(app: &App, ctx: &Ctx, of: &For, file: Hash, waiting: &Waiting) -> Outcome<Taken> {
    let slug = of.state().slug.as_str();
    let answers = new_answers(app, ctx, of, waiting)?;
    let rows = count(answers.len());
    let batch = |counted| Batch { file: file.to_string(), channel: waiting.channel, rows, counted };
    let mut tx = begin(app, ctx).await?;
    let case = found(&mut tx, slug).await?;
    let (matter, assessment) = (&case.matter.state, &case.assessment.state);
    crate::consultation::may(app, ctx, &mut tx, super::ACT, matter, assessment).await?;
    trial(app, ctx, &mut tx, &case, &Command::TakeBatch(batch(rows))).await?;
    let counted = place(app, of, waiting, &answers).await?;
    let command = Command::TakeBatch(batch(counted));
    let mut done = record(app, ctx, (tx, case), &command).await;
    // What was counted stands: a moderator who was faster only costs another try.
    for _ in 0..TRIES {
        if !matches!(done, Err(AppError::Conflict { .. })) {
            break;
        }
        let mut tx = begin(app, ctx).await?;
        let case = found(&mut tx, slug).await?;
        done = record(app, ctx, (tx, case), &command).await;
    }
    done?;
    app.sheets().forget(slug);
    let mut tx = app.store().write_answers().await?;
    tx.forget_batch(of.id(), ctx.person().uuid()).await?;
    tx.commit().await?;
    Ok(Taken { rows, counted })
}

/// Writes the event.
async fn record(
    app: &App,
    ctx: &Ctx,
    (mut tx, case): (Tx, Found),
    command: &Command,
) -> Outcome<()> {
    let slug = case.consultation.state.slug.clone();
    act(app, ctx, &mut tx, case, command, Vault::new(app.ids())).await?;
    once::seal(&mut tx, ctx, Some(slug)).await?;
    tx.commit().await?;
    Ok(())
}

fn new_answers(app: &App, ctx: &Ctx, of: &For, waiting: &Waiting) -> Outcome<Vec<NewAnswer>> {
    let today = legal_day(ctx.now);
    let made = waiting.rows.iter().map(|row| {
        let answer = accept(&of.sheet.form, &row.filled, waiting.channel, today)
            .map_err(|_| AppError::Internal("a file that was right is not right".into()))?;
        placed(app, &of.sheet, answer, &of.code(waiting.channel, &row.sheet), today)
    });
    made.collect()
}

/// Writes the answers; how many were not there before.
async fn place(app: &App, of: &For, waiting: &Waiting, answers: &[NewAnswer]) -> Outcome<u64> {
    let mut tx = app.store().write_answers().await?;
    let done = tx.place_answers(answers).await?;
    if done.contains(&Placed::Closed) {
        return Err(Refusal::of(Reason::NoOpen { field: "consultation" }).into());
    }
    if waiting.channel == Channel::Paper {
        for typed in tx.undone_sheets(of.id(), UNDONE).await? {
            if waiting.rows.iter().any(|row| row.sheet == typed.sheet) {
                tx.forget_typed(of.id(), &typed.sheet).await?;
            }
        }
    }
    tx.commit().await?;
    Ok(count(done.iter().filter(|one| matches!(one, Placed::Taken { .. })).count()))
}
