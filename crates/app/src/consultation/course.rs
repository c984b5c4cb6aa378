//! Opening, extending, closing, publishing and giving up.

use std::collections::BTreeMap;

use domain::{
    assessment::{
        self,
        acts::activity::RecordActivity,
        parts::{Sealed, Tally},
    },
    codes::{ActivityKind, Attitude, Channel, Step},
    consultation::{Command, Consultation, Outcome as Counted, Seal},
    ids::{ActivityId, ConsultationId},
    refusal::Reason,
};
use jiff::civil::Date;
use store::{
    Loaded, Tx,
    answers::{AnswersHead, Count},
};

use super::{Found, act, begin, form, found};
use crate::{
    App, AppError, Ctx,
    error::Outcome,
    form::{FieldError, worded},
    once,
    rules::pin,
    vault::Vault,
    view::words_of,
};

/// Longest reason, in characters.
const REASON: usize = 2_000;

/// Opens a consultation to the public; from now on its questionnaire is frozen.
///
/// # Errors
/// A refusal, denied access.
pub async fn open(app: &App, ctx: &Ctx, slug: &str) -> Outcome<()> {
    let mut tx = begin(app, ctx).await?;
    let found = found(&mut tx, slug).await?;
    let (matter, case) = (&found.matter.state, &found.assessment.state);
    super::may(app, ctx, &mut tx, Command::Open.code(), matter, case).await?;
    // The place for the answers comes first: an open page without one would
    // refuse people, a place without an open page harms nobody.
    let mut answers = app.store().write_answers().await?;
    answers.open_answers(found.consultation.id, &app.ids().bytes()).await?;
    answers.commit().await?;
    act(app, ctx, &mut tx, found, &Command::Open, Vault::new(app.ids())).await?;
    done(app, ctx, tx, slug).await
}

/// Moves the last day to a later one.
///
/// # Errors
/// A field out of order, a refusal, denied access.
pub async fn extend(app: &App, ctx: &Ctx, slug: &str, to: Date, reason: &str) -> Outcome<()> {
    let mut vault = Vault::new(app.ids());
    let reason = words("reason", reason)?;
    let mut tx = begin(app, ctx).await?;
    let found = found(&mut tx, slug).await?;
    wording(app, &mut tx, &found, ("reason", reason)).await?;
    let reason = vault.text(reason);
    act(app, ctx, &mut tx, found, &Command::Extend { to, reason }, vault).await?;
    done(app, ctx, tx, slug).await
}

/// Gives a consultation up before it is opened.
///
/// # Errors
/// A field out of order, a refusal, denied access.
pub async fn give_up(app: &App, ctx: &Ctx, slug: &str, reason: &str) -> Outcome<()> {
    let mut vault = Vault::new(app.ids());
    let reason = words("reason", reason)?;
    let mut tx = begin(app, ctx).await?;
    let found = found(&mut tx, slug).await?;
    wording(app, &mut tx, &found, ("reason", reason)).await?;
    let reason = vault.text(reason);
    act(app, ctx, &mut tx, found, &Command::GiveUp { reason }, vault).await?;
    done(app, ctx, tx, slug).await
}

/// Publishes the result with a statement of the unit.
///
/// # Errors
/// A field out of order, a refusal, denied access.
pub async fn publish(app: &App, ctx: &Ctx, slug: &str, statement: &str) -> Outcome<()> {
    let mut vault = Vault::new(app.ids());
    let statement = words("statement", statement)?;
    let mut tx = begin(app, ctx).await?;
    let found = found(&mut tx, slug).await?;
    wording(app, &mut tx, &found, ("statement", statement)).await?;
    let statement = vault.text(statement);
    act(app, ctx, &mut tx, found, &Command::Publish { statement }, vault).await?;
    done(app, ctx, tx, slug).await
}

/// Closes a consultation: no more answers, the last seal, and the counts go to
/// the assessment as an activity whose evidence is the seal.
///
/// A failure between the two databases leaves the consultation without answers
/// and still open; closing it again completes it.
///
/// # Errors
/// A reason that is missing before the last day, a refusal, denied access.
pub async fn close(app: &App, ctx: &Ctx, slug: &str, early: Option<&str>) -> Outcome<()> {
    let mut vault = Vault::new(app.ids());
    let early = early.map(str::trim).filter(|t| !t.is_empty());
    let early = early.map(|t| words("early", t)).transpose()?;
    let mut tx = begin(app, ctx).await?;
    let found = found(&mut tx, slug).await?;
    wording(app, &mut tx, &found, ("early", early.unwrap_or_default())).await?;
    let early = early.map(|t| vault.text(t));
    let (id, matter, case) =
        (found.consultation.id, found.matter.clone(), found.assessment.clone());
    // The refusal has to come before the public is shut out.
    let trial = Command::Close { seal: seal_of(None), outcome: Counted::default(), early };
    super::may(app, ctx, &mut tx, trial.code(), &matter.state, &case.state).await?;
    may_close(app, ctx, &mut tx, &found, &trial).await?;
    let takes = takes_counts(app, ctx, &mut tx, &case.state).await?;
    let shut = shut(app, id, &found.consultation.state).await?;
    let (head, counts) = (shut.head, shut.counts);
    // Should the topics not have followed an exclusion, they do now.
    let case = super::topics::recount(app, ctx, &mut tx, (case, id)).await?;
    let words = words_of(&mut tx, &found.consultation.state.form).await?;
    let questionnaire = form(&words, &found.consultation.state)?;
    let attitude = questionnaire.attitude().map(|q| q.code.clone()).unwrap_or_default();
    let letters = found.consultation.state.by_letter.then_some(shut.letters);
    let outcome = Counted { letters, alike: shut.alike, ..counted(&counts, &attitude) };
    let command = Command::Close { seal: seal_of(Some(&head)), outcome, early };
    let closed = act(app, ctx, &mut tx, found, &command, vault).await?;
    let size = head.size.saturating_sub(closed.state.excluded());
    if takes && size > 0 {
        hand_over(app, ctx, &mut tx, case, &closed, size).await?;
    }
    done(app, ctx, tx, slug).await
}

/// Decides with an empty seal where that can be done: standing and days.
async fn may_close(
    app: &App,
    ctx: &Ctx,
    tx: &mut Tx,
    found: &Found,
    closing: &Command,
) -> Outcome<()> {
    let mut empty = found.clone();
    empty.consultation.state.seals.clear();
    trial(app, ctx, tx, &empty, closing).await
}

/// Whether an act would be refused. Nothing is written.
///
/// # Errors
/// The refusal.
pub(super) async fn trial(
    app: &App,
    ctx: &Ctx,
    tx: &mut Tx,
    found: &Found,
    command: &Command,
) -> Outcome<()> {
    let package = app.pinned(tx, &pin(&found.assessment.state.rules_hash)).await?;
    let env = crate::assessment_env(app, ctx, &package);
    let state = super::exclusion::without_exclusions(found);
    command.decide(&state, &found.assessment.state, &env)?;
    Ok(())
}

/// Whether the assessment takes the counts. It does not when its own step was
/// closed before, or when it ended.
///
/// # Errors
/// Refused while it cannot take them yet: the notice still hangs, or the case
/// is suspended.
async fn takes_counts(
    app: &App,
    ctx: &Ctx,
    tx: &mut Tx,
    case: &assessment::Assessment,
) -> Outcome<bool> {
    let package = app.pinned(tx, &pin(&case.rules_hash)).await?;
    let env = crate::assessment_env(app, ctx, &package);
    match case.open(&env, Step::Consultation) {
        Ok(_) => Ok(true),
        Err(refusal) => match refusal.reason {
            Reason::StepClosed { .. } | Reason::Ended => Ok(false),
            _ => Err(refusal.into()),
        },
    }
}

/// What is read when the place for answers is shut.
struct Shut {
    head: AnswersHead,
    counts: Vec<Count>,
    letters: u64,
    alike: Option<u64>,
}

async fn shut(app: &App, id: uuid::Uuid, state: &Consultation) -> Outcome<Shut> {
    let mut answers = app.store().write_answers().await?;
    answers.close_answers(id).await?;
    answers.forget_batches(id).await?;
    let head = answers
        .answers_head(id)
        .await?
        .ok_or_else(|| AppError::Internal("a consultation without a place for answers".into()))?;
    answers.keep_tiles(id, head.size).await?;
    super::exclusion::take_out(&mut answers, id, state).await?;
    answers.settle_letters(id).await?;
    let counts = answers.answer_counts(id).await?;
    let letters = answers.letters_head(id).await?.used;
    let alike = answers.most_alike(id, 1).await?.first().map(|most| most.n);
    answers.commit().await?;
    Ok(Shut { head, counts, letters, alike })
}

pub(super) fn seal_of(head: Option<&AnswersHead>) -> Seal {
    head.map_or_else(
        || Seal { size: 0, root: ledger::Tree::new().root().to_string() },
        |head| Seal { size: head.size, root: head.root.to_string() },
    )
}

fn counted(counts: &[Count], attitude: &str) -> Counted {
    let mut outcome = Counted::default();
    let number = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    for count in counts {
        if count.question == "channel"
            && let Some(channel) = Channel::from_code(&count.choice)
        {
            let n = outcome.channels.entry(channel).or_default();
            *n = n.saturating_add(number(count.n));
        } else if count.question == attitude
            && let Some(attitude) = Attitude::from_code(&count.choice)
        {
            let of = outcome.attitudes.entry(count.stratum.clone()).or_default();
            of.insert(attitude, number(count.n));
        }
    }
    outcome
}

/// Records the counts as an activity of the assessment.
async fn hand_over(
    app: &App,
    ctx: &Ctx,
    tx: &mut Tx,
    case: Loaded<assessment::Assessment>,
    closed: &Loaded<Consultation>,
    size: u64,
) -> Outcome<()> {
    let (Some(outcome), Some(last)) = (&closed.state.outcome, &closed.state.closing) else {
        return Ok(());
    };
    let tally = |(code, counts): (&String, &BTreeMap<Attitude, u32>)| {
        let group = closed.state.strata.get(code)?.name;
        Some(Tally { group, counts: counts.clone() })
    };
    let mut vault = Vault::new(app.ids());
    let command = assessment::Command::RecordActivity(RecordActivity {
        id: ActivityId::new(app.ids().id(ctx.now)),
        kind: ActivityKind::Questionnaire,
        on: ctx.today,
        place: vault.text(&format!("/c/{}", closed.state.slug)),
        attendance: u32::try_from(size).unwrap_or(u32::MAX),
        tallies: outcome.attitudes.iter().filter_map(tally).collect(),
        minutes: vault.text(&last.seal.root),
        proof: Vec::new(),
        sealed: Some(Sealed {
            consultation: ConsultationId::new(closed.id),
            seal: last.seal.clone(),
        }),
        groups: Vec::new(),
        hearing: None,
    });
    let hash = pin(&case.state.rules_hash);
    let package = app.pinned(tx, &hash).await?;
    let env = crate::assessment_env(app, ctx, &package);
    let events = command.decide(&case.state, &env)?;
    let sides = vault.keep(tx, ctx.now).await?;
    tx.commit_record(case, &ctx.act(Some(hash)), &events, &sides).await?;
    Ok(())
}

async fn done(app: &App, ctx: &Ctx, mut tx: Tx, slug: &str) -> Outcome<()> {
    once::seal(&mut tx, ctx, Some(slug.to_owned())).await?;
    tx.commit().await?;
    app.sheets().forget(slug);
    Ok(())
}

/// A reason in words, within its length.
pub(crate) fn words<'t>(field: &'static str, text: &'t str) -> Outcome<&'t str> {
    let text = text.trim();
    let have = text.chars().count();
    if have == 0 {
        return Err(AppError::Invalid(vec![FieldError::new(field, "required")]));
    }
    if have > REASON {
        let error = FieldError::new(field, "too_long").with("max", REASON).with("have", have);
        return Err(AppError::Invalid(vec![error]));
    }
    Ok(text)
}

/// What a unit says in a consultation names nobody and judges nobody.
pub(super) async fn wording(
    app: &App,
    tx: &mut Tx,
    found: &Found,
    (field, text): (&str, &str),
) -> Outcome<()> {
    let package = app.pinned(tx, &pin(&found.assessment.state.rules_hash)).await?;
    worded(field, text, &package.prohibited)
}
