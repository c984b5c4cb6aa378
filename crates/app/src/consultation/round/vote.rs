//! Voting: one row for one visit, and a statement of one's own beside it. The
//! two share nothing but the receipt code, which is kept nowhere.

use domain::{
    codes::{Channel, Stance},
    consultation::{
        answer::Fault,
        round::ballot::{Ballot, accept},
    },
};
use jiff::civil::Date;
use ledger::{Hash, commitment};
use serde_json::{Map, Value, json};
use store::answers::{NewAnswer, NewText, Placed};

use super::{
    super::{Sheet, receipt::Code, sealed::Place, shuffle::Shuffled},
    OWN, RoundSheet, statements_place, votes_place,
};
use crate::{App, AppError, ctx::legal_day, error::Outcome};

/// What became of a ballot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Voted {
    /// It is stored; the receipt code is shown once and kept nowhere.
    Receipt {
        /// The code.
        code: String,
        /// Whether the same ballot had been sent before.
        repeated: bool,
        /// Whether a statement of one's own waits for a moderator.
        own: bool,
    },
    /// Fields are out of order.
    Faults(Vec<Fault>),
    /// Not open, not yet, or no longer.
    Closed,
}

/// Numbers of the statements that the holder of a form's key sees, in an order
/// that belongs to the key: no statement profits from its place, and a form that
/// comes back shows the same ones.
#[must_use]
pub fn order(round: &RoundSheet, key: &str) -> Vec<u32> {
    let numbers: Vec<u32> = round.statements.keys().copied().collect();
    let seed = Hash::of(format!("wenping/round/order/{key}").as_bytes()).0;
    let count = u64::try_from(numbers.len()).unwrap_or(u64::MAX);
    Shuffled::new(seed, count)
        .filter_map(|place| numbers.get(usize::try_from(place).ok()?).copied())
        .take(usize::try_from(round.rule.sample).unwrap_or(usize::MAX))
        .collect()
}

/// Takes a ballot: votes by the name of their field, and `own`.
///
/// # Errors
/// Not found; a key that is none; a failure of the store, after which the same
/// form may be sent again.
pub async fn vote(
    app: &App,
    slug: &str,
    key: &str,
    filled: &[(String, String)],
    now: jiff::Timestamp,
) -> Outcome<Voted> {
    let sheet = Sheet::read(app, slug).await?;
    let state = &sheet.consultation.state;
    let (Some(round), Some(told)) = (&state.round, &sheet.round) else {
        return Err(AppError::NotFound);
    };
    let mut bytes = [0_u8; 32];
    hex::decode_to_slice(key, &mut bytes).map_err(|_| AppError::NotFound)?;
    if !state.takes_votes(legal_day(now)) {
        return Ok(Voted::Closed);
    }
    let longest = usize::try_from(told.rule.max_characters).unwrap_or(usize::MAX);
    let fields = filled.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let ballot = match accept(round, fields, longest) {
        Ok(ballot) => ballot,
        Err(faults) => return Ok(Voted::Faults(faults)),
    };
    let code = Code::of_key(&bytes);
    let slip = Slip { sheet: &sheet, code: &code, day: round.from };
    let repeated = match app.store().give_answer(slip.row(&ballot)?).await? {
        Placed::Taken { .. } => false,
        Placed::Repeated { .. } => true,
        // Votes ask for no letter.
        Placed::Closed | Placed::LetterUnknown | Placed::LetterSpent => return Ok(Voted::Closed),
    };
    // Both are on disk before anything is acknowledged; after a failure between
    // them the same form brings the second.
    let own = match &ballot.own {
        Some(text) => app.store().give_answer(slip.own(app, told, text)?).await? != Placed::Closed,
        None => false,
    };
    Ok(Voted::Receipt { code: code.shown(), repeated, own })
}

/// What both rows of one visit are made from.
struct Slip<'a> {
    sheet: &'a Sheet,
    code: &'a Code,
    /// The first day of the round: a row has no day of its own.
    day: Date,
}

impl Slip<'_> {
    fn row(&self, ballot: &Ballot) -> Outcome<NewAnswer> {
        let named = |(number, stance): (&u32, &Stance)| (number.to_string(), stance.code());
        let votes: Map<String, Value> =
            ballot.votes.iter().map(named).map(|(n, code)| (n, Value::from(code))).collect();
        let id = self.sheet.consultation.id;
        let content = canonical(&json!({ "consultation": id, "votes": votes }))?;
        Ok(NewAnswer {
            consultation: votes_place(id),
            tag: self.code.tag(),
            leaf: self.code.leaf(&content),
            chosen: ballot.votes.iter().map(named).map(|(n, code)| (n, code.to_owned())).collect(),
            ..self.bare(content)
        })
    }

    fn own(&self, app: &App, round: &RoundSheet, text: &str) -> Outcome<NewAnswer> {
        let place = statements_place(self.sheet.consultation.id);
        let key = round.key.as_ref().ok_or_else(|| {
            AppError::Internal("an open round without a key for its statements".into())
        })?;
        let salt = app.ids().bytes();
        let hash = commitment(&salt, text.as_bytes());
        let at = Place { consultation: place, question: OWN, commitment: &hash };
        let sealed = key.seal(app, at, text)?;
        let id = self.sheet.consultation.id;
        let content = canonical(&json!({ "consultation": id, "statement": hash.to_string() }))?;
        Ok(NewAnswer {
            consultation: place,
            tag: self.code.own_tag(),
            leaf: self.code.own_leaf(&content),
            texts: vec![NewText { question: OWN.to_owned(), commitment: hash, salt, sealed }],
            ..self.bare(content)
        })
    }

    /// A row without a group and without a day of its own.
    fn bare(&self, content: String) -> NewAnswer {
        NewAnswer {
            consultation: self.sheet.consultation.id,
            tag: Hash([0; 32]),
            stratum: String::new(),
            channel: Channel::Web.code().to_owned(),
            day: self.day,
            attitude: None,
            content,
            leaf: Hash([0; 32]),
            chosen: Vec::new(),
            texts: Vec::new(),
            pattern: None,
            letter: None,
        }
    }
}

fn canonical(content: &Value) -> Outcome<String> {
    let bytes = ledger::canonical(content).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    bytes.ok_or_else(|| AppError::Internal("a ballot has no canonical form".into()))
}
