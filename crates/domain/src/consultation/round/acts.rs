//! What officials can do with a discussion round.

use jiff::civil::Date;

use super::{
    super::{
        Consultation, ConsultationEvent as E, Moderated, Standing,
        acts::{Decided, sound},
    },
    Round, RoundOutcome, RoundSeal, RoundSettings,
};
use crate::{
    env::Env,
    refusal::{Reason, Refusal},
    text::Text,
};

/// One act on a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Set period and first statements.
    Open {
        /// What is settled.
        set: RoundSettings,
        /// Fewest and most statements, by the rules.
        bounds: (u32, u32),
    },
    /// Move the last day to a later one.
    Extend {
        /// The new last day.
        to: Date,
        /// Why; shown to the public.
        reason: Text,
    },
    /// Add a statement of the unit.
    Add {
        /// Its words.
        words: Text,
        /// Most statements, by the rules.
        most: u32,
    },
    /// Show a statement no longer.
    Withdraw {
        /// Its number.
        number: u32,
        /// Why.
        reason: Text,
    },
    /// Decide what may be read of a statement of a resident.
    Moderate {
        /// The decision.
        text: Moderated,
        /// Most statements, by the rules.
        most: u32,
    },
    /// Seal votes and statements of up to now.
    Seal(RoundSeal),
    /// Take no more votes.
    Close {
        /// The last seal.
        seal: RoundSeal,
        /// What it holds.
        outcome: RoundOutcome,
        /// Why before the last day.
        early: Option<Text>,
    },
}

impl Act {
    /// The stable code of the act.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Open { .. } => "open_round",
            Self::Extend { .. } => "extend_round",
            Self::Add { .. } => "add_statement",
            Self::Withdraw { .. } => "withdraw_statement",
            Self::Moderate { .. } => "moderate_statement",
            Self::Seal(_) => "seal_round",
            Self::Close { .. } => "close_round",
        }
    }

    /// Decides: events or a refusal.
    ///
    /// # Errors
    /// [`Refusal`] with its reason.
    pub fn decide(&self, state: &Consultation, env: &Env<'_>) -> Decided {
        match self {
            Self::Open { set, bounds } => open(set, *bounds, state, env.today),
            Self::Extend { to, reason } => extend(*to, *reason, state, env.today),
            Self::Add { words, most } => {
                room(running(state)?, *most, "words")?;
                Ok(vec![E::StatementAdded { words: *words }])
            }
            Self::Withdraw { number, reason } => {
                let live = running(state)?.live().any(|statement| statement.number == *number);
                if !live {
                    return Err(Refusal::of(Reason::Unknown { field: "statement" }));
                }
                Ok(vec![E::StatementWithdrawn { number: *number, reason: *reason }])
            }
            Self::Moderate { text, most } => moderate(text, *most, state),
            Self::Seal(seal) => {
                let grown = grown(seal, asked(state)?)?;
                let event = E::RoundSealed { seal: seal.clone() };
                Ok(if grown { vec![event] } else { Vec::new() })
            }
            Self::Close { seal, outcome, early } => close(seal, outcome, *early, state, env.today),
        }
    }
}

/// The round, while it is not closed and its consultation not over.
fn running(state: &Consultation) -> Result<&Round, Refusal> {
    let current = matches!(state.standing, Standing::Prepared | Standing::Open);
    let round = state.round.as_ref().filter(|round| current && round.is_open());
    round.ok_or_else(|| Refusal::of(Reason::NoOpen { field: "round" }))
}

/// The same, while people can vote in it.
fn asked(state: &Consultation) -> Result<&Round, Refusal> {
    let public = state.standing == Standing::Open;
    running(state)
        .ok()
        .filter(|_| public)
        .ok_or_else(|| Refusal::of(Reason::NoOpen { field: "round" }))
}

/// A round lies within its consultation. Before the opening it can be set anew.
fn open(
    set: &RoundSettings,
    (fewest, most): (u32, u32),
    state: &Consultation,
    today: Date,
) -> Decided {
    match state.standing {
        Standing::Prepared => {}
        Standing::Open if state.round.is_none() => {}
        Standing::Open => return Err(Refusal::of(Reason::Already { field: "round" })),
        _ => return Err(Refusal::of(Reason::NoOpen { field: "consultation" })),
    }
    if set.from < today {
        return Err(Refusal::of(Reason::BeforeStep { field: "from", day: today.to_string() }));
    }
    if set.to < set.from {
        return Err(Refusal::invalid("to", "before_start"));
    }
    if state.from.is_none_or(|from| set.from < from) {
        return Err(Refusal::invalid("from", "outside_consultation"));
    }
    if state.to.is_none_or(|to| set.to > to) {
        return Err(Refusal::invalid("to", "outside_consultation"));
    }
    let have = u32::try_from(set.statements.len()).unwrap_or(u32::MAX);
    if have < fewest {
        return Err(Refusal::of(Reason::TooFew { field: "statements", need: fewest, have }));
    }
    if have > most {
        return Err(Refusal::invalid("statements", "too_many_statements"));
    }
    Ok(vec![E::RoundOpened { round: set.clone() }])
}

/// A round can only grow, and not beyond its consultation: a shorter one would cut
/// off votes.
fn extend(to: Date, reason: Text, state: &Consultation, today: Date) -> Decided {
    if to <= asked(state)?.to {
        return Err(Refusal::invalid("to", "not_later"));
    }
    if to < today {
        return Err(Refusal::invalid("to", "past"));
    }
    if state.to.is_none_or(|last| to > last) {
        return Err(Refusal::invalid("to", "outside_consultation"));
    }
    Ok(vec![E::RoundExtended { to, reason }])
}

/// Another statement can be shown.
fn room(round: &Round, most: u32, field: &'static str) -> Result<(), Refusal> {
    let live = round.live().count();
    if u32::try_from(live).is_ok_and(|live| live < most) {
        Ok(())
    } else {
        Err(Refusal::invalid(field, "too_many_statements"))
    }
}

/// Words are shown, or there is a reason why they are not. What comes to its
/// turn after the closing is decided for those who wrote it, and adds nothing.
fn moderate(text: &Moderated, most: u32, state: &Consultation) -> Decided {
    let public = state.is_public();
    let round = state.round.as_ref().filter(|_| public);
    let round = round.ok_or_else(|| Refusal::of(Reason::NoOpen { field: "round" }))?;
    sound(text)?;
    if text.words.is_some() && round.is_open() {
        room(round, most, "done")?;
    }
    Ok(vec![E::StatementModerated { text: text.clone() }])
}

/// Neither votes nor statements become fewer.
fn grown(seal: &RoundSeal, round: &Round) -> Result<bool, Refusal> {
    let last = round.seals.last().map(|last| &last.seal);
    let sizes = |of: fn(&RoundSeal) -> u64| (of(seal), last.map_or(0, of));
    let (votes, statements) = (sizes(|s| s.votes.size), sizes(|s| s.statements.size));
    if votes.0 < votes.1 || statements.0 < statements.1 {
        return Err(Refusal::invalid("answers", "fewer_than_sealed"));
    }
    Ok(votes.0 > votes.1 || statements.0 > statements.1)
}

fn close(
    seal: &RoundSeal,
    outcome: &RoundOutcome,
    early: Option<Text>,
    state: &Consultation,
    today: Date,
) -> Decided {
    let round = asked(state)?;
    let before_end = today <= round.to;
    if early.is_none() && before_end {
        return Err(Refusal::of(Reason::ReasonNeeded { field: "early" }));
    }
    grown(seal, round)?;
    let known = |number: u32| round.statement(number).is_some();
    let within =
        outcome.votes.iter().all(|votes| known(votes.statement) && votes.all() <= seal.votes.size);
    let grouped: u64 = outcome.groups.iter().map(|group| u64::from(group.size)).sum();
    let typical = outcome.groups.iter().flat_map(|group| &group.typical);
    let named = outcome.consensus.iter().chain(typical).all(|one| known(one.statement));
    if !within || !named || grouped > seal.votes.size {
        return Err(Refusal::invalid("answers", "not_of_the_votes"));
    }
    Ok(vec![E::RoundClosed {
        seal: seal.clone(),
        outcome: outcome.clone(),
        cut_short: early.filter(|_| before_end),
    }])
}
