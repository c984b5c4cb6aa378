//! From rows of votes to what may be said of them: counts by statement, what
//! most agree on, and groups of answers that are large enough. Rows and their
//! places are thrown away here.

use std::collections::BTreeMap;

use domain::{
    codes::Stance,
    consultation::round::{Round, RoundGroup, RoundOutcome, StatementVotes, Typical},
    rulebook::RoundRule,
};
use opinion::groups::{
    Consent, Direction, GroupsError, MAX_CELLS, MAX_PARTICIPANTS, PublicGroups, Settings, Vote,
    VoteTable, analyse, publish,
};
use serde::Deserialize;
use store::{Reader, answers::Count};
use uuid::Uuid;

use crate::{AppError, error::Outcome};

/// Rows that are read at once.
const AT_ONCE: u32 = 5_000;

/// What is read of a row.
#[derive(Deserialize)]
struct Row {
    votes: BTreeMap<String, Stance>,
}

/// The rows of a round as votes, one for each statement.
pub(super) async fn read(
    answers: &mut Reader,
    place: Uuid,
    round: &Round,
) -> Outcome<Vec<Vec<Vote>>> {
    let width = round.statements.len().max(1);
    let most = MAX_PARTICIPANTS.min(MAX_CELLS / width);
    let (mut rows, mut next) = (Vec::new(), 0_u64);
    loop {
        let page = answers.contents_from(place, next, AT_ONCE).await?;
        let Some((last, _)) = page.last() else { return Ok(rows) };
        next = last.saturating_add(1);
        for (_, content) in &page {
            rows.push(votes(content, round)?);
        }
        if rows.len() > most {
            // More than the method is made for: counts are told, groups are not.
            return Ok(Vec::new());
        }
    }
}

fn votes(content: &str, round: &Round) -> Outcome<Vec<Vote>> {
    let row: Row = serde_json::from_str(content)
        .map_err(|e| AppError::Internal(format!("a row of votes: {e}")))?;
    let of = |number: u32| match row.votes.get(&number.to_string()) {
        None => Vote::Unseen,
        Some(Stance::Agree) => Vote::Agree,
        Some(Stance::Disagree) => Vote::Disagree,
        Some(Stance::Pass) => Vote::Pass,
    };
    Ok(round.statements.iter().map(|statement| of(statement.number)).collect())
}

/// What the votes say. It takes the processor for a while and keeps nobody
/// waiting.
pub(super) async fn outcome(
    rule: RoundRule,
    round: Round,
    counts: Vec<Count>,
    rows: Vec<Vec<Vote>>,
) -> Outcome<RoundOutcome> {
    let work = tokio::task::spawn_blocking(move || -> Outcome<RoundOutcome> {
        let votes = tally(&round, &counts);
        let shown = grouped(&rule, &round, rows)?;
        Ok(RoundOutcome { votes, consensus: consensus(&shown), groups: groups(&rule, &shown) })
    });
    work.await.map_err(|e| AppError::Internal(format!("groups: {e}")))?
}

fn tally(round: &Round, counts: &[Count]) -> Vec<StatementVotes> {
    let counted: BTreeMap<(&str, &str), u64> =
        counts.iter().map(|c| ((c.question.as_str(), c.choice.as_str()), c.n)).collect();
    let votes = |number: u32| {
        let question = number.to_string();
        let n = |stance: Stance| {
            let found = counted.get(&(question.as_str(), stance.code())).copied().unwrap_or(0);
            u32::try_from(found).unwrap_or(u32::MAX)
        };
        StatementVotes {
            statement: number,
            agree: n(Stance::Agree),
            disagree: n(Stance::Disagree),
            pass: n(Stance::Pass),
        }
    };
    round.statements.iter().map(|statement| votes(statement.number)).collect()
}

/// The division that may be shown; none of it where nobody voted.
fn grouped(rule: &RoundRule, round: &Round, rows: Vec<Vec<Vote>>) -> Outcome<PublicGroups> {
    let numbers: Vec<i64> = round.statements.iter().map(|one| i64::from(one.number)).collect();
    let participants: Vec<i64> = (0_i64..).take(rows.len()).collect();
    let failed = |e: GroupsError| AppError::Internal(format!("groups: {e}"));
    let table = match VoteTable::new(numbers, participants, rows) {
        Ok(table) => table,
        Err(GroupsError::NoAnswer | GroupsError::NoStatement) => {
            return Ok(PublicGroups::default());
        }
        Err(error) => return Err(failed(error)),
    };
    let hidden = round.statements.iter().filter(|one| one.hidden);
    let wanted = usize::try_from(rule.min_votes).unwrap_or(usize::MAX);
    let settings = Settings {
        moderated_out: hidden.map(|one| i64::from(one.number)).collect(),
        min_votes: wanted.min(round.live().count().max(1)),
        ..Settings::default()
    };
    let (analysis, _) = analyse(&table, &settings).map_err(failed)?;
    let (shown, _) = publish(&table, &settings, &analysis).map_err(failed)?;
    Ok(shown)
}

fn number(statement: i64) -> u32 {
    u32::try_from(statement).unwrap_or_default()
}

fn consensus(shown: &PublicGroups) -> Vec<Typical> {
    let of = |list: &[Consent], stance: Stance| -> Vec<Typical> {
        list.iter().map(|one| Typical { statement: number(one.statement), stance }).collect()
    };
    let mut all = of(&shown.consensus.agree, Stance::Agree);
    all.extend(of(&shown.consensus.disagree, Stance::Disagree));
    all
}

/// Groups, unless one is smaller than the rule allows: with all others shown a
/// small one could be had by subtraction.
fn groups(rule: &RoundRule, shown: &PublicGroups) -> Vec<RoundGroup> {
    let least = usize::try_from(rule.min_group).unwrap_or(usize::MAX);
    if shown.groups.iter().any(|group| group.size < least) {
        return Vec::new();
    }
    let stance = |direction: Direction| match direction {
        Direction::Agree => Stance::Agree,
        Direction::Disagree => Stance::Disagree,
    };
    let typical = |of: &opinion::groups::Represented| Typical {
        statement: number(of.consent.statement),
        stance: stance(of.direction),
    };
    let group = |of: &opinion::groups::PublicGroup| RoundGroup {
        size: u32::try_from(of.size).unwrap_or(u32::MAX),
        typical: of.represented.iter().map(typical).collect(),
    };
    shown.groups.iter().map(group).collect()
}
