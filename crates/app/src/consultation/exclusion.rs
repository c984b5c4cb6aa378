//! Answers that are not counted. An official finds them by the number of a paper
//! form that was typed by mistake, or as many that make the same choices on one
//! day, and sees neither choice nor words: what somebody thinks is no way to
//! find an answer. A second official confirms.

use std::collections::BTreeMap;

use domain::{
    codes::ExclusionCause,
    consultation::{Command, Consultation, Exclusion, ExclusionProposal, Positions},
};
use jiff::civil::Date;
use serde::Deserialize;
use store::{
    Reader, Tx,
    answers::{AnswerRow, Gone, Pattern},
};
use uuid::Uuid;

use super::{
    Audience, Found, act, begin, found,
    patterns::{self, pattern},
    receipt::Code,
    results::limits,
    sealed::TextKey,
};
use crate::{
    App, AppError, Ctx,
    error::Outcome,
    form::FieldError,
    once,
    vault::Vault,
    view::{Case, words_of},
};

/// Sets of alike answers that are shown.
const SHOWN: u32 = 5;
/// Answers that are read at once.
const PAGE: u32 = 500;
/// Most answers of one proposal.
const MOST: usize = 100_000;

/// How answers are found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// Paper forms by the numbers that stand on them, in one line.
    Sheets(String),
    /// Answers that make the same choices, by their place in the list, of one day
    /// or of all.
    Alike {
        /// The place in the list, from 1.
        place: usize,
        /// The day.
        day: Option<Date>,
    },
}

/// A proposal as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposed {
    /// The proposal with what became of it.
    pub exclusion: Exclusion,
    /// Why, in words; none once they were erased.
    pub reason: Option<String>,
    /// Whether this person proposed it.
    pub mine: bool,
}

/// What the page of exclusions shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Exclusions {
    /// Every proposal, oldest first.
    pub proposed: Vec<Proposed>,
    /// Numbers of answers that make the same choices, rounded down, most first.
    pub alike: Vec<u64>,
}

/// Reads the page of a case, access to which is asked here.
///
/// # Errors
/// Denied access; a failure of the store.
pub async fn exclusions(
    app: &App,
    ctx: &Ctx,
    case: &Case,
    (id, state): (Uuid, &Consultation),
) -> Outcome<Exclusions> {
    crate::directory::require(ctx, access::Permission::Draft, Some(&case.resource))?;
    let mut reader = app.store().read().await?;
    let words = words_of(&mut reader, &state.exclusions).await?;
    let one = |exclusion: &Exclusion| Proposed {
        reason: words.get(&exclusion.proposal.reason).map(str::to_owned),
        mine: exclusion.by == ctx.person(),
        exclusion: exclusion.clone(),
    };
    let mut answers = app.store().read_answers().await?;
    let alike = many_alike(&mut answers, id).await?;
    Ok(Exclusions {
        proposed: state.exclusions.iter().map(one).collect(),
        alike: alike.iter().map(|found| patterns::rounded(found.n)).collect(),
    })
}

async fn many_alike(answers: &mut Reader, id: Uuid) -> Outcome<Vec<Pattern>> {
    Ok(answers.most_alike(id, SHOWN).await?)
}

/// Proposes not to count some answers.
///
/// # Errors
/// A field out of order, a refusal, denied access.
pub async fn propose_exclusion(
    app: &App,
    ctx: &Ctx,
    slug: &str,
    which: &Which,
    (cause, reason): (ExclusionCause, &str),
) -> Outcome<()> {
    let mut vault = Vault::new(app.ids());
    let reason = super::course::words("reason", reason)?;
    // Finding answers among millions takes a while: nobody waits for it to write.
    let (positions, size) = looked_for(app, ctx, slug, which).await?;
    let mut tx = begin(app, ctx).await?;
    let found = found(&mut tx, slug).await?;
    super::course::wording(app, &mut tx, &found, ("reason", reason)).await?;
    let proposal = ExclusionProposal { positions, cause, reason: vault.text(reason) };
    let command = Command::ProposeExclusion { proposal: Box::new(proposal), size };
    act(app, ctx, &mut tx, found, &command, vault).await?;
    done(app, ctx, tx, slug).await
}

/// The positions that a person asks for, and how many answers there are.
async fn looked_for(app: &App, ctx: &Ctx, slug: &str, which: &Which) -> Outcome<(Positions, u64)> {
    let mut reader = app.store().read().await?;
    let found = found(&mut reader, slug).await?;
    let (matter, case) = (&found.matter.state, &found.assessment.state);
    super::may(app, ctx, &mut reader, "propose_exclusion", matter, case).await?;
    let (id, state) = (found.consultation.id, &found.consultation.state);
    let below = limits(app, &mut reader, state, Audience::Staff).await?.below();
    reader.close().await?;
    let mut answers = app.store().read_answers().await?;
    let size = answers.answers_head(id).await?.map_or(0, |head| head.size);
    let positions = match which {
        Which::Sheets(numbers) => of_sheets(&mut answers, id, numbers).await?,
        Which::Alike { place, day } => {
            let found = of_alike(&mut answers, id, (*place, *day)).await?;
            let left =
                found.into_iter().filter(|at| *at < size && state.excluded_at(*at).is_none());
            let left: Positions = left.collect();
            // A handful by choice and day would be a way to find somebody.
            if left.count() < below {
                let few = FieldError::new("alike", "few").with("min", below);
                return Err(AppError::Invalid(vec![few]));
            }
            left
        }
    };
    answers.close().await?;
    Ok((positions, size))
}

/// Confirms a proposal of somebody else: its answers are counted no more, neither
/// in the tallies nor in the topics of their texts.
///
/// # Errors
/// A refusal, denied access.
pub async fn confirm_exclusion(app: &App, ctx: &Ctx, slug: &str, index: u32) -> Outcome<()> {
    let mut tx = begin(app, ctx).await?;
    let found = found(&mut tx, slug).await?;
    let command = Command::ConfirmExclusion { index };
    let decided = act(app, ctx, &mut tx, found, &command, Vault::new(app.ids())).await?;
    done(app, ctx, tx, slug).await?;
    // The log comes first. Should the counts fail to follow, the closing takes
    // the answers out of them before it counts.
    let mut answers = app.store().write_answers().await?;
    take_out(&mut answers, decided.id, &decided.state).await?;
    answers.commit().await?;
    let mut tx = app.store().write().await?;
    let case = super::found(&mut tx, slug).await?.assessment;
    super::topics::recount(app, ctx, &mut tx, (case, decided.id)).await?;
    tx.commit().await?;
    app.sheets().forget(slug);
    Ok(())
}

/// Declines a proposal, or takes it back.
///
/// # Errors
/// A field out of order, a refusal, denied access.
pub async fn drop_exclusion(
    app: &App,
    ctx: &Ctx,
    slug: &str,
    (index, reason): (u32, &str),
) -> Outcome<()> {
    let mut vault = Vault::new(app.ids());
    let reason = super::course::words("declined", reason)?;
    let mut tx = begin(app, ctx).await?;
    let found = found(&mut tx, slug).await?;
    super::course::wording(app, &mut tx, &found, ("declined", reason)).await?;
    let reason = vault.text(reason);
    act(app, ctx, &mut tx, found, &Command::DropExclusion { index, reason }, vault).await?;
    done(app, ctx, tx, slug).await
}

async fn done(app: &App, ctx: &Ctx, mut tx: Tx, slug: &str) -> Outcome<()> {
    once::seal(&mut tx, ctx, Some(slug.to_owned())).await?;
    tx.commit().await?;
    app.sheets().forget(slug);
    Ok(())
}

/// Takes out of the counts whatever the log says is not counted; what was taken
/// out before stays out.
pub(super) async fn take_out(answers: &mut Tx, id: Uuid, state: &Consultation) -> Outcome<()> {
    for exclusion in state.exclusions.iter().filter(|e| e.holds()) {
        let positions: Vec<u64> = exclusion.proposal.positions.iter().collect();
        for some in positions.chunks(PAGE as usize) {
            let rows = answers.answers_at(id, some).await?;
            let gone: Vec<Gone> = rows.iter().map(gone).collect::<Outcome<_>>()?;
            if !gone.is_empty() {
                answers.exclude_answers(id, &gone).await?;
            }
        }
    }
    Ok(())
}

/// The part of an answer's content that the counts were made of.
#[derive(Deserialize)]
struct Content {
    stratum: String,
    values: BTreeMap<String, Vec<String>>,
}

fn content(text: &str) -> Outcome<Content> {
    serde_json::from_str(text).map_err(|e| AppError::Internal(format!("answer: {e}")))
}

fn gone(row: &AnswerRow) -> Outcome<Gone> {
    let Content { stratum, values } = content(&row.content)?;
    let pattern = pattern(&stratum, &values)?;
    let one = |(question, choices): (String, Vec<String>)| {
        choices.into_iter().map(move |choice| (question.clone(), choice)).collect::<Vec<_>>()
    };
    Ok(Gone {
        position: row.position,
        stratum,
        channel: row.channel.clone(),
        chosen: values.into_iter().flat_map(one).collect(),
        pattern,
    })
}

/// Paper forms by their numbers.
async fn of_sheets(answers: &mut Reader, id: Uuid, numbers: &str) -> Outcome<Positions> {
    let wrong = |code| AppError::Invalid(vec![FieldError::new("sheets", code)]);
    let key = answers.text_key(id).await?.ok_or(AppError::NotFound)?;
    let key = TextKey::read(&key)?;
    let apart = |c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、' | ';' | '；');
    let mut positions = Vec::new();
    for written in numbers.split(apart).filter(|part| !part.is_empty()) {
        let number = super::paper::number(written).ok_or_else(|| wrong("sheet"))?;
        let tag = Code::of_key(&key.of_sheet(id, &number)).tag();
        let receipt = answers.receipt(&tag).await?.ok_or_else(|| wrong("no_sheet"))?;
        positions.push(receipt.position);
    }
    if positions.is_empty() {
        return Err(wrong("required"));
    }
    Ok(positions.into_iter().collect())
}

/// Answers that make the same choices.
async fn of_alike(
    answers: &mut Reader,
    id: Uuid,
    (place, day): (usize, Option<Date>),
) -> Outcome<Vec<u64>> {
    let wrong = |code| AppError::Invalid(vec![FieldError::new("alike", code)]);
    let all = many_alike(answers, id).await?;
    let chosen = place.checked_sub(1).and_then(|at| all.get(at)).ok_or_else(|| wrong("choose"))?;
    let sample = chosen.sample.ok_or_else(|| wrong("choose"))?;
    let rows = answers.answers_at(id, &[sample]).await?;
    let row = rows.first().ok_or_else(|| wrong("choose"))?;
    let Content { stratum, values } = content(&row.content)?;
    let bytes = ledger::canonical(&serde_json::json!(values)).ok();
    let part = bytes
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .ok_or_else(|| AppError::Internal("choices have no canonical form".to_owned()))?;
    let part = format!("\"values\":{part}");
    let (mut found, mut from) = (Vec::new(), 0);
    loop {
        let page = answers.answers_with(id, (&stratum, &part), from, PAGE).await?;
        let Some((last, ..)) = page.last() else { return Ok(found) };
        from = last.saturating_add(1);
        for (position, on, text) in &page {
            let Content { stratum, values } = content(text)?;
            let same = patterns::pattern(&stratum, &values)? == chosen.pattern;
            if same && day.is_none_or(|day| day == *on) {
                found.push(*position);
            }
        }
        if found.len() > MOST {
            return Err(wrong("too_many_answers"));
        }
    }
}

/// The state that a trial of the closing looks at: no exclusion that holds.
pub(super) fn without_exclusions(found: &Found) -> Consultation {
    let mut state = found.consultation.state.clone();
    state.seals.clear();
    state.exclusions.retain(|exclusion| !exclusion.holds());
    state
}
