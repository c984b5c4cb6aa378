//! One household, one answer: codes in sealed letters. A code is drawn, shown
//! once for the printing and kept nowhere; its keyed hash is kept apart from the
//! answers. That nobody notes a code before the letter is closed is a matter of
//! organisation, and the pages say so.

use domain::consultation::{
    Command,
    acts::MAX_LETTERS,
    answer::{Fault, Filled, LETTER},
};
use ledger::Hash;
use uuid::Uuid;

use super::{
    act, begin, found,
    give::Sheet,
    receipt::{by_fours, read, spell},
};
use crate::{App, AppError, Ctx, error::Outcome, form::FieldError, once, vault::Vault};

/// Letters of a code; 31^16 is about 2^79.
const LENGTH: usize = 16;

/// How many letters there are, as staff and public may know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Letters {
    /// Printed.
    pub printed: u64,
    /// Used.
    pub used: u64,
}

/// The key under which codes of letters are hashed.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct LetterKey([u8; 32]);

impl std::fmt::Debug for LetterKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LetterKey")
    }
}

impl LetterKey {
    /// Reads a key as it is stored.
    pub(super) fn read(hexadecimal: &str) -> Outcome<Self> {
        let mut key = [0; 32];
        hex::decode_to_slice(hexadecimal, &mut key)
            .map_err(|e| AppError::Internal(format!("key of letters: {e}")))?;
        Ok(Self(key))
    }

    fn hash(&self, consultation: Uuid, code: &str) -> Hash {
        let named = format!("wenping/letter/{consultation}/{code}/");
        Hash::of(&[named.as_bytes(), &self.0].concat())
    }
}

/// Draws codes for letters and keeps their hashes. The codes are given back once.
///
/// # Errors
/// A number out of order, a refusal, denied access.
pub async fn print_letters(app: &App, ctx: &Ctx, slug: &str, count: u32) -> Outcome<Vec<String>> {
    let mut tx = begin(app, ctx).await?;
    let found = found(&mut tx, slug).await?;
    let id = found.consultation.id;
    let command = Command::PrintLetters { count };
    act(app, ctx, &mut tx, found, &command, Vault::new(app.ids())).await?;
    once::seal(&mut tx, ctx, Some(slug.to_owned())).await?;
    // The hashes come first: letters that nobody has seen open nothing, and
    // letters without a hash would turn people away.
    let codes: Vec<String> =
        (0..count).map(|_| spell(b"wenping/letter/code/", &app.ids().bytes(), LENGTH)).collect();
    let mut answers = app.store().write_answers().await?;
    answers.keep_letter_key(id, &app.ids().bytes()).await?;
    let key = answers.letter_key(id).await?.ok_or(AppError::NotFound)?;
    let key = LetterKey::read(&key)?;
    let hashes: Vec<Hash> = codes.iter().map(|code| key.hash(id, code)).collect();
    answers.add_letters(id, &hashes).await?;
    answers.commit().await?;
    tx.commit().await?;
    app.sheets().forget(slug);
    Ok(codes.iter().map(|code| by_fours(code)).collect())
}

/// The number of letters as a form gives it.
///
/// # Errors
/// [`AppError::Invalid`] at the field `count`.
pub fn letters_wanted(typed: &str) -> Outcome<u32> {
    let field = || FieldError::new("count", "count").with("min", 1).with("max", MAX_LETTERS);
    let wrong = || AppError::Invalid(vec![field()]);
    typed.trim().parse().map_err(|_| wrong())
}

/// Takes the code of the letter out of what was filled in: it is no part of the
/// answer. Where a consultation asks for no letter there is none to take.
pub(super) fn split(sheet: &Sheet, filled: &Filled) -> (Filled, Result<Option<Hash>, Fault>) {
    let mut rest = filled.clone();
    if !sheet.consultation.state.by_letter {
        return (rest, Ok(None));
    }
    let fault = |code| Fault { field: LETTER.to_owned(), code };
    let typed = rest.remove(LETTER).unwrap_or_default();
    let typed = typed.iter().map(|text| text.trim()).find(|text| !text.is_empty());
    let Some(typed) = typed else { return (rest, Err(fault("letter_required"))) };
    let hash = read(typed, LENGTH).zip(sheet.letter_key.as_ref());
    let hash = hash.map(|(code, key)| key.hash(sheet.consultation.id, &code));
    (rest, hash.map(Some).ok_or_else(|| fault("letter_unknown")))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{LENGTH, LetterKey, by_fours, read, spell};

    #[test]
    fn a_code_is_read_as_it_stands_in_the_letter() {
        let code = spell(b"wenping/letter/code/", &[7; 32], LENGTH);
        let shown = by_fours(&code);
        assert_eq!(shown.len(), 19, "{shown}");
        assert_eq!(read(&shown.to_lowercase().replace('-', " "), LENGTH), Some(code));
        assert_eq!(read(&shown[1..], LENGTH), None);
    }

    #[test]
    fn hashes_depend_on_key_and_consultation() {
        let (one, other) = (LetterKey([1; 32]), LetterKey([2; 32]));
        let (a, b) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let all = [one.hash(a, "X"), one.hash(b, "X"), other.hash(a, "X"), one.hash(a, "Y")];
        for (n, hash) in all.iter().enumerate() {
            assert!(all.iter().skip(n + 1).all(|later| later != hash));
        }
    }
}
