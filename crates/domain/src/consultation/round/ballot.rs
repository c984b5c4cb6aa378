//! What a resident sends in a round: votes by the number of the statement, and
//! perhaps a statement of their own. Nothing else is known of them.

use std::collections::BTreeMap;

use super::{super::answer::Fault, Round};
use crate::codes::Stance;

/// Names of votes begin with this, the number follows.
pub const VOTE: &str = "v.";
/// The name of a statement of one's own.
pub const OWN: &str = "own";
/// The place of what is wrong with the votes as a whole.
pub const VOTES: &str = "votes";

/// A checked ballot.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ballot {
    /// Votes by number; statements that were passed over are absent.
    pub votes: BTreeMap<u32, Stance>,
    /// A statement of one's own.
    pub own: Option<String>,
}

/// Checks what was filled in; a statement of one's own has at most `longest`
/// characters.
///
/// # Errors
/// Every field that is out of order. A vote on what is no statement of the round
/// is refused, so that a changed form is never counted in part.
pub fn accept<'a>(
    round: &Round,
    filled: impl Iterator<Item = (&'a str, &'a str)>,
    longest: usize,
) -> Result<Ballot, Vec<Fault>> {
    let (mut ballot, mut faults) = (Ballot::default(), Vec::new());
    let fault = |field: &str, code| Fault { field: field.to_owned(), code };
    for (name, value) in filled.map(|(name, value)| (name, value.trim())) {
        if value.is_empty() {
            continue;
        }
        if name == OWN {
            if value.chars().count() > longest {
                faults.push(fault(OWN, "too_long"));
            }
            ballot.own = Some(value.to_owned());
            continue;
        }
        let Some(number) = name.strip_prefix(VOTE) else { continue };
        let known = number.parse().ok().filter(|number| round.statement(*number).is_some());
        match (known, Stance::from_code(value)) {
            (Some(number), Some(stance)) => {
                if ballot.votes.insert(number, stance).is_some() {
                    faults.push(fault(name, "several"));
                }
            }
            _ => faults.push(fault(name, "choice")),
        }
    }
    if ballot.votes.is_empty() && ballot.own.is_none() && faults.is_empty() {
        faults.push(fault(VOTES, "nothing"));
    }
    if faults.is_empty() { Ok(ballot) } else { Err(faults) }
}
