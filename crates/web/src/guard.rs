//! A question that people can answer while answers come in like a flood. It is
//! put only when one address, or all together, send more than usual; what was
//! filled in stays in the page. Keys live in memory for some minutes and are
//! thrown away: nothing about the sender is written, and no cookie is needed.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use sha2::{Digest as _, Sha256};

use crate::state::Entropy;

/// After this a key is replaced; a question of the one before is still taken.
const LIFE: Duration = Duration::from_mins(10);
/// Questions that are remembered as answered under one key.
const MOST: usize = 100_000;
/// Bytes that name a question, and bytes that show that it was put here.
const NAME: usize = 8;

/// A question: two numbers to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Question {
    /// Names it, as hexadecimal digits.
    pub(crate) id: String,
    /// The larger number.
    pub(crate) a: u8,
    /// The smaller one.
    pub(crate) b: u8,
}

/// A key with the questions that were answered under it, right or wrong.
struct Key {
    key: [u8; 32],
    used: HashSet<[u8; NAME]>,
}

struct Keys {
    since: Instant,
    now: Key,
    before: Option<Key>,
}

/// The keys of the questions.
#[derive(Default)]
pub(crate) struct Guard(Mutex<Option<Keys>>);

impl Key {
    fn new(entropy: &Entropy) -> Self {
        let mut key = [0; 32];
        entropy.fill(&mut key);
        Self { key, used: HashSet::new() }
    }

    fn derive(&self, purpose: &[u8], name: [u8; NAME]) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(self.key);
        hash.update(purpose);
        hash.update(name);
        hash.finalize().into()
    }

    fn mark(&self, name: [u8; NAME]) -> [u8; NAME] {
        let [a, b, c, d, e, f, g, h, ..] = self.derive(b"mark", name);
        [a, b, c, d, e, f, g, h]
    }

    /// Two numbers whose sum is not guessed easily.
    fn numbers(&self, name: [u8; NAME]) -> (u8, u8) {
        let [first, second, ..] = self.derive(b"numbers", name);
        (11 + first % 29, 2 + second % 8)
    }

    /// Whether this is the answer; a question is answered once.
    fn take(&mut self, name: [u8; NAME], mark: [u8; NAME], typed: u8) -> bool {
        if self.mark(name) != mark || self.used.len() >= MOST || !self.used.insert(name) {
            return false;
        }
        let (a, b) = self.numbers(name);
        a + b == typed
    }
}

impl Guard {
    /// A new question.
    pub(crate) fn ask(&self, now: Instant, entropy: &Entropy) -> Question {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let over = |keys: &Keys| now.saturating_duration_since(keys.since) >= LIFE;
        let keys = match held.take() {
            Some(keys) if !over(&keys) => keys,
            old => {
                let before = old.map(|keys| keys.now);
                Keys { since: now, now: Key::new(entropy), before }
            }
        };
        let mut name = [0; NAME];
        entropy.fill(&mut name);
        let (a, b) = keys.now.numbers(name);
        let id = hex::encode([name, keys.now.mark(name)].concat());
        *held = Some(keys);
        Question { id, a, b }
    }

    /// Whether a question was answered rightly, for the first time.
    pub(crate) fn solved(&self, id: &str, typed: &str) -> bool {
        let mut bytes = [0; 2 * NAME];
        let (Ok(()), Some(typed)) = (hex::decode_to_slice(id, &mut bytes), number(typed)) else {
            return false;
        };
        let (Some(name), Some(mark)) = (bytes.first_chunk(), bytes.last_chunk()) else {
            return false;
        };
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(keys) = held.as_mut() else { return false };
        keys.now.take(*name, *mark, typed)
            || keys.before.as_mut().is_some_and(|key| key.take(*name, *mark, typed))
    }
}

/// A number in digits of any width.
fn number(typed: &str) -> Option<u8> {
    let plain = |c: char| match c {
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
        _ => Some(c),
    };
    typed.trim().chars().map(plain).collect::<Option<String>>()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{Guard, LIFE, Question};
    use crate::state::Entropy;

    fn sum(question: &Question) -> String {
        (question.a + question.b).to_string()
    }

    #[test]
    fn a_question_is_answered_once_and_rightly() {
        let (guard, entropy) = (Guard::default(), Entropy::from_seed([7; 32]));
        let now = Instant::now();
        let first = guard.ask(now, &entropy);
        let wide = sum(&first).replace('1', "１");
        assert!(guard.solved(&first.id, &format!(" {wide} ")), "{first:?}");
        assert!(!guard.solved(&first.id, &sum(&first)), "once");
        let second = guard.ask(now, &entropy);
        assert_ne!(first.id, second.id);
        assert!(!guard.solved(&second.id, "0"));
        assert!(!guard.solved(&second.id, &sum(&second)), "one try for each question");
        let third = guard.ask(now, &entropy);
        let forged = third.id.replace(|c: char| c.is_ascii_digit(), "a");
        for (id, typed) in [("", "1"), ("zz", "1"), (&forged, &*sum(&third)), (&third.id, "七")] {
            assert!(!guard.solved(id, typed), "{id} {typed}");
        }
    }

    #[test]
    fn a_question_outlives_one_change_of_key() {
        let (guard, entropy) = (Guard::default(), Entropy::from_seed([7; 32]));
        let now = Instant::now();
        let (one, two) = (guard.ask(now, &entropy), guard.ask(now, &entropy));
        guard.ask(now + LIFE, &entropy);
        assert!(guard.solved(&one.id, &sum(&one)));
        guard.ask(now + LIFE + LIFE + Duration::from_secs(1), &entropy);
        assert!(!guard.solved(&two.id, &sum(&two)), "both keys are gone");
    }
}
