//! Opening a round, its statements, its seals and its closing.

use domain::{
    assessment::Assessment,
    consultation::{
        Command, Consultation,
        round::{Act, RoundOutcome, RoundSeal, RoundSettings},
    },
    rulebook::RoundRule,
    text::Text,
};
use jiff::civil::Date;
use store::{
    Tx,
    answers::{AnswersHead, RoundPlace, RoundRows},
};
use uuid::Uuid;

use super::{
    super::{
        Found, act, begin,
        course::{seal_of, wording, words},
        found,
        seal::system,
        topics::answered_of,
    },
    groups, rule_in, statements_place, votes_place,
};
use crate::{
    App, AppError, Ctx, assessment_env,
    error::Outcome,
    form::{FieldError, faults},
    once,
    rules::pin,
    vault::Vault,
};

/// What a round begins with, as it comes from a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenRound {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Statements, one in a line.
    pub lines: String,
    /// Confirmed topics that become statements, by their place among the
    /// opinions of the assessment.
    pub topics: Vec<usize>,
}

fn command(act: Act) -> Command {
    Command::Round(Box::new(act))
}

/// Opens a round, or sets it anew before the consultation is opened.
///
/// # Errors
/// Fields out of order, a refusal, denied access.
pub async fn open_round(app: &App, ctx: &Ctx, slug: &str, input: &OpenRound) -> Outcome<()> {
    let mut tx = begin(app, ctx).await?;
    let found = found(&mut tx, slug).await?;
    let (matter, case) = (&found.matter.state, &found.assessment.state);
    super::super::may(app, ctx, &mut tx, "open_round", matter, case).await?;
    let rule = rule_in(app, &mut tx, &found).await?;
    let statements = begun_with(app, &mut tx, &found, (&rule, input)).await?;
    let mut vault = Vault::new(app.ids());
    let set = RoundSettings {
        from: input.from,
        to: input.to,
        statements: statements.iter().map(|words| vault.text(words)).collect(),
    };
    let id = found.consultation.id;
    let opening = command(Act::Open { set, bounds: (rule.min_statements, rule.max_statements) });
    // As with answers the places come first.
    let mut answers = app.store().write_answers().await?;
    for (place, rows) in
        [(votes_place(id), RoundRows::Votes), (statements_place(id), RoundRows::Statements)]
    {
        let of = RoundPlace { consultation: id, rows };
        answers.open_round(place, of, &app.ids().bytes()).await?;
    }
    answers.commit().await?;
    act(app, ctx, &mut tx, found, &opening, vault).await?;
    done(app, ctx, tx, slug).await
}

/// The statements that were typed and those of chosen topics, each once.
async fn begun_with(
    app: &App,
    tx: &mut Tx,
    found: &Found,
    (rule, input): (&RoundRule, &OpenRound),
) -> Outcome<Vec<String>> {
    let mut statements: Vec<String> = Vec::new();
    if !input.topics.is_empty() {
        let topics = answered_of(tx, &found.consultation).await?;
        let chosen = topics.into_iter().filter(|topic| input.topics.contains(&topic.index));
        statements.extend(chosen.filter_map(|topic| topic.topic));
    }
    let typed = input.lines.lines().map(str::trim).filter(|line| !line.is_empty());
    statements.extend(typed.map(str::to_owned));
    let mut seen = std::collections::BTreeSet::new();
    statements.retain(|words| seen.insert(words.clone()));
    let package = app.pinned(tx, &pin(&found.assessment.state.rules_hash)).await?;
    let mut wrong: Vec<FieldError> = Vec::new();
    for words in &statements {
        wrong.extend(too_long("statements", words, rule));
        wrong.extend(faults("statements", words, &package.prohibited));
    }
    if wrong.is_empty() { Ok(statements) } else { Err(AppError::Invalid(wrong)) }
}

fn too_long(field: &str, words: &str, rule: &RoundRule) -> Option<FieldError> {
    let have = words.chars().count();
    let max = usize::try_from(rule.max_characters).unwrap_or(usize::MAX);
    (have > max).then(|| FieldError::new(field, "too_long").with("max", max).with("have", have))
}

/// Moves the last day to a later one.
///
/// # Errors
/// A field out of order, a refusal, denied access.
pub async fn extend_round(
    app: &App,
    ctx: &Ctx,
    slug: &str,
    (to, reason): (Date, &str),
) -> Outcome<()> {
    let reason = words("why", reason)?;
    let mut tx = begin(app, ctx).await?;
    let found = found(&mut tx, slug).await?;
    wording(app, &mut tx, &found, ("why", reason)).await?;
    let mut vault = Vault::new(app.ids());
    let extending = Act::Extend { to, reason: vault.text(reason) };
    act(app, ctx, &mut tx, found, &command(extending), vault).await?;
    done(app, ctx, tx, slug).await
}

/// Adds a statement of the unit.
///
/// # Errors
/// A field out of order, a refusal, denied access.
pub async fn add_statement(app: &App, ctx: &Ctx, slug: &str, text: &str) -> Outcome<()> {
    let text = words("words", text)?;
    let mut tx = begin(app, ctx).await?;
    let found = found(&mut tx, slug).await?;
    let rule = rule_in(app, &mut tx, &found).await?;
    if let Some(error) = too_long("words", text, &rule) {
        return Err(AppError::Invalid(vec![error]));
    }
    wording(app, &mut tx, &found, ("words", text)).await?;
    let mut vault = Vault::new(app.ids());
    let adding = Act::Add { words: vault.text(text), most: rule.max_statements };
    act(app, ctx, &mut tx, found, &command(adding), vault).await?;
    done(app, ctx, tx, slug).await
}

/// Shows a statement no longer.
///
/// # Errors
/// A field out of order, a refusal, denied access.
pub async fn withdraw_statement(
    app: &App,
    ctx: &Ctx,
    slug: &str,
    (number, reason): (u32, &str),
) -> Outcome<()> {
    let reason = words("reason", reason)?;
    let mut tx = begin(app, ctx).await?;
    let found = found(&mut tx, slug).await?;
    wording(app, &mut tx, &found, ("reason", reason)).await?;
    let mut vault = Vault::new(app.ids());
    let withdrawing = Act::Withdraw { number, reason: vault.text(reason) };
    act(app, ctx, &mut tx, found, &command(withdrawing), vault).await?;
    done(app, ctx, tx, slug).await
}

/// Closes a round: no more votes, the last seal, and what the votes say. As with
/// answers the place is shut first; a failure in between leaves a round that
/// takes no votes and is closed by closing it again.
///
/// # Errors
/// A reason that is missing before the last day, a refusal, denied access.
pub async fn close_round(app: &App, ctx: &Ctx, slug: &str, early: Option<&str>) -> Outcome<()> {
    let early = early.map(str::trim).filter(|text| !text.is_empty());
    let early = early.map(|text| words("early", text)).transpose()?;
    let mut tx = begin(app, ctx).await?;
    let first = found(&mut tx, slug).await?;
    wording(app, &mut tx, &first, ("early", early.unwrap_or_default())).await?;
    let (matter, case) = (&first.matter.state, &first.assessment.state);
    super::super::may(app, ctx, &mut tx, "close_round", matter, case).await?;
    may_close(app, ctx, &mut tx, (&first, early)).await?;
    let rule = rule_in(app, &mut tx, &first).await?;
    // What follows may take a while; nobody has to wait for it with an act.
    drop(tx);
    let (seal, outcome) = counted(app, &first, rule).await?;
    let mut tx = begin(app, ctx).await?;
    let found = found(&mut tx, slug).await?;
    let mut vault = Vault::new(app.ids());
    let early = early.map(|text| vault.text(text));
    let closing = command(Act::Close { seal, outcome, early });
    act(app, ctx, &mut tx, found, &closing, vault).await?;
    done(app, ctx, tx, slug).await
}

/// The refusal has to come before the public is shut out.
async fn may_close(
    app: &App,
    ctx: &Ctx,
    tx: &mut Tx,
    (found, early): (&Found, Option<&str>),
) -> Outcome<()> {
    let package = app.pinned(tx, &pin(&found.assessment.state.rules_hash)).await?;
    let env = assessment_env(app, ctx, &package);
    let mut state = found.consultation.state.clone();
    if let Some(round) = &mut state.round {
        round.seals.clear();
    }
    let empty = RoundSeal { votes: seal_of(None), statements: seal_of(None) };
    let early = early.map(|_| Text::new([0; 32]));
    let trial = command(Act::Close { seal: empty, outcome: RoundOutcome::default(), early });
    trial.decide(&state, &found.assessment.state, &env)?;
    Ok(())
}

/// Shuts both places and reads what they hold.
async fn counted(app: &App, found: &Found, rule: RoundRule) -> Outcome<(RoundSeal, RoundOutcome)> {
    let id = found.consultation.id;
    let round = found.consultation.state.round.clone().ok_or(AppError::NotFound)?;
    let mut answers = app.store().write_answers().await?;
    answers.close_answers(votes_place(id)).await?;
    answers.close_answers(statements_place(id)).await?;
    let (votes, statements) = heads(&mut answers, id).await?.ok_or_else(no_place)?;
    answers.keep_tiles(votes_place(id), votes.size).await?;
    answers.keep_tiles(statements_place(id), statements.size).await?;
    let counts = answers.answer_counts(votes_place(id)).await?;
    answers.commit().await?;
    let mut reader = app.store().read_answers().await?;
    let rows = groups::read(&mut reader, votes_place(id), &round).await?;
    reader.close().await?;
    let seal = RoundSeal { votes: seal_of(Some(&votes)), statements: seal_of(Some(&statements)) };
    Ok((seal, groups::outcome(rule, round, counts, rows).await?))
}

fn no_place() -> AppError {
    AppError::Internal("a round without a place for votes".into())
}

async fn heads(tx: &mut Tx, id: Uuid) -> Outcome<Option<(AnswersHead, AnswersHead)>> {
    let votes = tx.answers_head(votes_place(id)).await?;
    let statements = tx.answers_head(statements_place(id)).await?;
    Ok(votes.zip(statements))
}

async fn done(app: &App, ctx: &Ctx, mut tx: Tx, slug: &str) -> Outcome<()> {
    once::seal(&mut tx, ctx, Some(slug.to_owned())).await?;
    tx.commit().await?;
    app.sheets().forget(slug);
    Ok(())
}

/// Seals what came in at a round since the last seal, once a day; whether there
/// was anything.
pub(crate) async fn seal_round(app: &App, now: jiff::Timestamp, id: Uuid) -> Outcome<bool> {
    let mut answers = app.store().write_answers().await?;
    let Some((votes, statements)) = heads(&mut answers, id).await? else { return Ok(false) };
    answers.keep_tiles(votes_place(id), votes.size).await?;
    answers.keep_tiles(statements_place(id), statements.size).await?;
    answers.commit().await?;
    let mut tx = app.store().write().await?;
    let Some(loaded) = tx.load::<Consultation>(id).await? else { return Ok(false) };
    let (Some(unit), Some(case)) = (loaded.unit, loaded.state.assessment) else {
        return Ok(false);
    };
    let Some(case) = tx.load::<Assessment>(case.uuid()).await? else { return Ok(false) };
    let ctx = system(unit, now);
    let last = loaded.state.round.as_ref().and_then(|round| round.seals.last());
    if last.is_some_and(|last| last.on == ctx.today) {
        return Ok(false);
    }
    let hash = pin(&loaded.state.rules);
    let package = app.pinned(&mut tx, &hash).await?;
    let env = assessment_env(app, &ctx, &package);
    let seal = RoundSeal { votes: seal_of(Some(&votes)), statements: seal_of(Some(&statements)) };
    let Ok(events) = command(Act::Seal(seal)).decide(&loaded.state, &case.state, &env) else {
        return Ok(false);
    };
    if events.is_empty() {
        return Ok(false);
    }
    tx.commit_record(loaded, &ctx.act(Some(hash)), &events, &[]).await?;
    tx.commit().await?;
    Ok(true)
}
