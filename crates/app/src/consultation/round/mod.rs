//! A discussion round: residents vote on each other's statements in one visit.
//! Votes and statements lie at places of their own, so that nothing leads from a
//! vote to an answer, and nothing from a statement to the votes of its writer.

mod course;
mod groups;
mod results;
mod vote;

use std::collections::BTreeMap;

use domain::{
    consultation::{
        Consultation,
        round::{Act, Origin, Round},
    },
    rulebook::{Package, RoundRule},
    text::Text,
};
use jiff::civil::Date;
use store::{Loaded, Reader};
use uuid::Uuid;

pub(crate) use self::course::seal_round;
pub use self::{
    course::{OpenRound, add_statement, close_round, extend_round, open_round, withdraw_statement},
    results::{GroupLine, RoundResults, StatementLine, round_results},
    vote::{Voted, order, vote},
};
use super::{
    Found, Look, Moderate, Queue, begin, found,
    sealed::TextKey,
    texts::{queue, settle},
};
use crate::{
    App, AppError, Ctx,
    ctx::legal_day,
    error::Outcome,
    view::{Case, Words, tallies::pinned_or_today},
};

/// The code under which statements of residents are kept.
const OWN: &str = "OWN";

/// Where the rows of votes lie.
fn votes_place(consultation: Uuid) -> Uuid {
    Uuid::new_v5(&consultation, b"round/votes")
}

/// Where the statements of residents lie.
fn statements_place(consultation: Uuid) -> Uuid {
    Uuid::new_v5(&consultation, b"round/statements")
}

/// The rule by which rounds of a case are held.
fn rule_of(app: &App, pinned: &Package) -> Outcome<RoundRule> {
    let today = legal_day(app.clock().now());
    let found = pinned_or_today(app, pinned, today, |package| package.round.clone())?;
    found.ok_or_else(|| AppError::Internal("rules without discussion rounds".into()))
}

/// A round as it is read: its rule, and the words of its statements.
#[derive(Debug, Clone)]
pub struct RoundSheet {
    /// How it is held.
    pub rule: RoundRule,
    /// Words of the statements that may be seen, by number.
    pub statements: BTreeMap<u32, String>,
    /// Why statements were withdrawn, by number.
    pub withdrawn: Vec<(u32, String)>,
    /// Last days to which it was extended and why, oldest first.
    pub extended: Vec<(Date, String)>,
    /// Why it was closed before its last day.
    pub cut_short: Option<String>,
    /// The key under which statements of residents are sealed.
    key: Option<TextKey>,
}

impl RoundSheet {
    /// Reads the round of a consultation, if it has one.
    pub(super) async fn of(
        app: &App,
        reader: &mut Reader,
        consultation: &Loaded<Consultation>,
        words: &Words,
    ) -> Outcome<Option<Self>> {
        let Some(round) = &consultation.state.round else { return Ok(None) };
        let package = app.pinned(reader, &crate::rules::pin(&consultation.state.rules)).await?;
        let own = own_words(app, consultation.id, round).await?;
        let text = |text: &Text| words.get(text).map(str::to_owned);
        let said = |origin: &Origin| match origin {
            Origin::Unit { words } => text(words),
            Origin::Resident { position } => own.get(position).cloned(),
        };
        let live = round.live().filter_map(|one| Some((one.number, said(&one.origin)?)));
        let withdrawn = round
            .statements
            .iter()
            .filter_map(|one| Some((one.number, text(&one.withdrawn?).unwrap_or_default())));
        Ok(Some(Self {
            rule: rule_of(app, &package)?,
            statements: live.collect(),
            withdrawn: withdrawn.collect(),
            extended: round
                .extended
                .iter()
                .map(|one| (one.to, text(&one.reason).unwrap_or_default()))
                .collect(),
            cut_short: round.cut_short.as_ref().and_then(text),
            key: None,
        }))
    }

    /// Reads the key that sealing needs.
    pub(super) async fn read_key(
        &mut self,
        answers: &mut Reader,
        consultation: Uuid,
    ) -> Outcome<()> {
        let key = answers.text_key(statements_place(consultation)).await?;
        self.key = key.as_deref().map(TextKey::read).transpose()?;
        Ok(())
    }
}

/// Words of residents that may be read, by position.
async fn own_words(app: &App, consultation: Uuid, round: &Round) -> Outcome<BTreeMap<u64, String>> {
    let of_residents = |origin: &Origin| matches!(origin, Origin::Resident { .. });
    if !round.live().any(|one| of_residents(&one.origin)) {
        return Ok(BTreeMap::new());
    }
    let mut answers = app.store().read_answers().await?;
    let place = statements_place(consultation);
    let texts = answers.readable_texts(place, "", u32::MAX).await?;
    Ok(texts.into_iter().filter_map(|text| Some((text.at.position, text.shown?))).collect())
}

/// Statements of residents that wait for a moderator, one after the other.
///
/// # Errors
/// Denied access; a failure of the store.
pub async fn statement_queue(
    app: &App,
    ctx: &Ctx,
    case: &Case,
    consultation: Uuid,
) -> Outcome<Queue> {
    queue(app, ctx, case, statements_place(consultation)).await
}

/// Decides what may be read of a statement of a resident.
///
/// # Errors
/// As for free texts; a refusal when there is no room for another statement.
pub async fn moderate_statement(
    app: &App,
    ctx: &Ctx,
    slug: &str,
    look: &Look,
) -> Outcome<Moderate> {
    let mut tx = begin(app, ctx).await?;
    let found = found(&mut tx, slug).await?;
    let most = rule_in(app, &mut tx, &found).await?.max_statements;
    let place = statements_place(found.consultation.id);
    let command =
        |text| domain::consultation::Command::Round(Box::new(Act::Moderate { text, most }));
    settle(app, ctx, (tx, found), (place, look), command).await
}

async fn rule_in(app: &App, reader: &mut Reader, found: &Found) -> Outcome<RoundRule> {
    let pin = crate::rules::pin(&found.assessment.state.rules_hash);
    let package = app.pinned(reader, &pin).await?;
    rule_of(app, &package)
}
