//! What a round found, as an audience may see it: statements with their votes
//! where these are not few, what most agree on, and what stands for each group.

use domain::{
    codes::Stance,
    consultation::{
        Standing,
        round::{Origin, Round, RoundGroup, RoundOutcome, StatementVotes, Typical},
    },
};
use store::Reader;

use super::{
    super::{
        Audience, Sheet,
        results::{STEP, hide::line, limits},
    },
    RoundSheet, votes_place,
};
use crate::{App, AppError, error::Outcome};

/// Sizes of groups are told in steps of this, so that nobody can read off how
/// many are in none.
const ABOUT: u64 = 10;

/// One statement with its votes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementLine {
    /// Its number.
    pub number: u32,
    /// Its words.
    pub words: String,
    /// Whether a resident wrote it.
    pub by_resident: bool,
    /// Votes on it; none where the number may not be told.
    pub all: Option<u64>,
    /// By stance in the order of the code list; none is hidden.
    pub votes: Vec<Option<u64>>,
}

/// A group of answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupLine {
    /// Its size in steps.
    pub about: u64,
    /// Words of statements that stand for it, and how it answers them.
    pub typical: Vec<(String, Stance)>,
}

/// What a round found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundResults {
    /// Whether people can still vote.
    pub open: bool,
    /// Rows of votes; in steps for the public while it is open.
    pub answers: u64,
    /// Below this nothing is shown.
    pub below: u64,
    /// Whether what the votes say may be told now.
    pub told: bool,
    /// Whether there are too few to say anything.
    pub too_few: bool,
    /// Statements, those on which most people agree first.
    pub lines: Vec<StatementLine>,
    /// What most agree or disagree with.
    pub consensus: Vec<(String, Stance)>,
    /// Groups, largest first.
    pub groups: Vec<GroupLine>,
    /// The rule's fewest answers of a group.
    pub min_group: u32,
}

/// The result of the round of a sheet for an audience that may know it; none
/// where there is no round.
///
/// # Errors
/// When the store fails.
pub async fn round_results(
    app: &App,
    sheet: &Sheet,
    audience: Audience,
) -> Outcome<Option<RoundResults>> {
    let mut reader = app.store().read().await?;
    let state = &sheet.consultation.state;
    let (Some(round), Some(told)) = (&state.round, &sheet.round) else { return Ok(None) };
    let below = limits(app, &mut reader, state, audience).await?.below();
    let all = match &round.closing {
        Some(closing) => closing.seal.votes.size,
        None => size(&mut app.store().read_answers().await?, sheet).await?,
    };
    // While the consultation runs people should not answer by what others said.
    let over = matches!(state.standing, Standing::Closed | Standing::Published);
    let outcome = round.outcome.as_ref().filter(|_| audience == Audience::Staff || over);
    Ok(Some(tell((round, told), outcome, all, (below, audience))))
}

async fn size(answers: &mut Reader, sheet: &Sheet) -> Outcome<u64> {
    let head = answers.answers_head(votes_place(sheet.consultation.id)).await?;
    Ok(head.ok_or_else(|| AppError::Internal("a round without a place".into()))?.size)
}

/// The pure part: from counts to what may be shown.
fn tell(
    (round, sheet): (&Round, &RoundSheet),
    outcome: Option<&RoundOutcome>,
    all: u64,
    (below, audience): (u64, Audience),
) -> RoundResults {
    let too_few = all < below;
    let steps = audience == Audience::Public && round.is_open();
    let mut results = RoundResults {
        open: round.is_open(),
        answers: match (too_few, steps) {
            (true, _) => 0,
            (false, true) => all / STEP * STEP,
            (false, false) => all,
        },
        below,
        told: outcome.is_some(),
        too_few,
        lines: Vec::new(),
        consensus: Vec::new(),
        groups: Vec::new(),
        min_group: sheet.rule.min_group,
    };
    let Some(outcome) = outcome.filter(|_| !too_few) else { return results };
    results.lines =
        outcome.votes.iter().filter_map(|v| statement((round, sheet), v, below)).collect();
    results.lines.sort_by_key(|line| std::cmp::Reverse(line.votes.first().copied().flatten()));
    let words = |one: &Typical| Some((sheet.statements.get(&one.statement)?.clone(), one.stance));
    results.consensus = outcome.consensus.iter().filter_map(words).collect();
    let group = |of: &RoundGroup| GroupLine {
        about: u64::from(of.size) / ABOUT * ABOUT,
        typical: of.typical.iter().filter_map(words).collect(),
    };
    results.groups = outcome.groups.iter().map(group).collect();
    results
}

fn statement(
    (round, sheet): (&Round, &RoundSheet),
    votes: &StatementVotes,
    below: u64,
) -> Option<StatementLine> {
    let words = sheet.statements.get(&votes.statement)?.clone();
    let origin = round.statement(votes.statement)?.origin;
    let (all, shown) = shown(votes, below);
    let by_resident = matches!(origin, Origin::Resident { .. });
    Some(StatementLine { number: votes.statement, words, by_resident, all, votes: shown })
}

/// Votes on one statement without what would tell how single persons voted:
/// few votes, and votes that are all alike.
///
/// What staff sees and the public does not lies within the hidden votes of the
/// public: both begin with the smallest and go on in the same order.
fn shown(votes: &StatementVotes, below: u64) -> (Option<u64>, Vec<Option<u64>>) {
    let numbers = [votes.agree, votes.disagree, votes.pass].map(u64::from);
    let all = votes.all();
    let alike = numbers.iter().filter(|n| **n > 0).count() == 1;
    if all > 0 && (all < below || alike) {
        return (None, vec![None; numbers.len()]);
    }
    (Some(all), line(&numbers, below))
}

#[cfg(test)]
mod tests {
    use domain::consultation::round::StatementVotes;

    use super::shown;

    fn votes(agree: u32, disagree: u32, pass: u32) -> StatementVotes {
        StatementVotes { statement: 1, agree, disagree, pass }
    }

    #[test]
    fn few_votes_and_votes_that_are_all_alike_are_not_told() {
        let none = (None, vec![None; 3]);
        assert_eq!(shown(&votes(4, 3, 2), 10), none, "few");
        assert_eq!(shown(&votes(80, 0, 0), 10), none, "all alike");
        let open = (Some(60), vec![Some(30), Some(20), Some(10)]);
        assert_eq!(shown(&votes(30, 20, 10), 10), open);
        assert_eq!(shown(&votes(50, 20, 3), 10), (Some(73), vec![Some(50), None, None]));
        assert_eq!(shown(&votes(0, 0, 0), 10), (Some(0), vec![Some(0); 3]));
    }

    /// Whoever lays both tables side by side sees no more than staff does.
    #[test]
    fn staff_sees_whatever_the_public_sees() {
        for agree in 0..25 {
            for disagree in 0..25 {
                for pass in [0, 1, 4, 5, 7, 9, 10, 12, 30] {
                    let votes = votes(agree, disagree, pass);
                    let (public, staff) = (shown(&votes, 10), shown(&votes, 5));
                    let pairs = public.1.iter().zip(&staff.1);
                    let within =
                        pairs.clone().all(|(public, staff)| public.is_none() || staff.is_some());
                    assert!(within, "{votes:?}: {public:?} {staff:?}");
                    assert!(public.0.is_none() || staff.0.is_some(), "{votes:?}");
                    let small = staff.1.iter().flatten().any(|n| (1..5).contains(n));
                    assert!(!small, "{votes:?}: {staff:?}");
                    let hidden = staff.1.iter().filter(|n| n.is_none()).count();
                    assert!(hidden != 1, "{votes:?}: {staff:?}");
                }
            }
        }
    }
}
