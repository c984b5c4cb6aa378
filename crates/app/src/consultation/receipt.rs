//! Receipts. The code of a receipt is made from the key of the form, which only
//! the person's page holds; from the code follow the salt of the leaf and the tag
//! under which the answer is found. The store keeps the tag alone, so that
//! nobody can go from an answer back to a receipt.

use domain::{
    codes::ExclusionCause,
    consultation::{Consultation, DatedSeal, Standing},
};
use ledger::{Hash, verify_inclusion};
use store::{
    Loaded, Reader,
    answers::{FreeText, Receipt},
};
use uuid::Uuid;

use super::topics::{Answered, answered_of, code};
use crate::{App, error::Outcome, view::words_of};

/// Letters of a code: no 0, O, 1, I, L, so that it can be read out and copied by hand.
const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ*";
/// Letters that are used of the table above.
const USED: u32 = 31;
/// Length of a code; 31^20 is about 2^99.
const LENGTH: usize = 20;

/// A receipt code, `7K3M-2P9Q-W4XT-…`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Code(String);

impl Code {
    /// The code that belongs to the key of a form.
    pub(crate) fn of_key(key: &[u8; 32]) -> Self {
        Self(spell(b"wenping/receipt/code/", key, LENGTH))
    }

    /// Reads a code as people write it: small letters, blanks and dashes are fine.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        read(text, LENGTH).map(Self)
    }

    /// In groups of four.
    pub(crate) fn shown(&self) -> String {
        by_fours(&self.0)
    }

    /// The salt of the leaf.
    pub(super) fn salt(&self) -> [u8; 32] {
        self.derive("wenping/receipt/salt/").0
    }

    /// The tag under which the answer is found.
    pub(super) fn tag(&self) -> Hash {
        self.derive("wenping/receipt/tag/")
    }

    /// The tag under which a statement of one's own is found. It has nothing in
    /// common with that of the votes.
    pub(super) fn own_tag(&self) -> Hash {
        self.derive("wenping/receipt/own/tag/")
    }

    /// The leaf of such a statement.
    pub(super) fn own_leaf(&self, content: &str) -> Hash {
        let salt = self.derive("wenping/receipt/own/salt/").0;
        ledger::leaf_hash(&ledger::commitment(&salt, content.as_bytes()).0)
    }

    /// The identifier of the grievance that this code belongs to: it follows from
    /// the code, and nothing leads back.
    pub(crate) fn grievance(&self) -> Uuid {
        Uuid::new_v5(&Uuid::NAMESPACE_OID, &self.derive("wenping/grievance/").0)
    }

    fn derive(&self, purpose: &str) -> Hash {
        Hash::of(format!("{purpose}{}", self.0).as_bytes())
    }

    /// The leaf of an answer with this content.
    pub(super) fn leaf(&self, content: &str) -> Hash {
        let commitment = ledger::commitment(&self.salt(), content.as_bytes());
        ledger::leaf_hash(&commitment.0)
    }
}

/// A code of so many letters that follows from 32 bytes.
pub(super) fn spell(purpose: &[u8], key: &[u8; 32], length: usize) -> String {
    let mut code = String::with_capacity(length);
    let mut round = 0_u8;
    while code.len() < length {
        let seed = [purpose, key, &[round]].concat();
        for byte in Hash::of(&seed).0 {
            // 8 × 31 values; the rest would favour some letters.
            if u32::from(byte) < 8 * USED && code.len() < length {
                let letter = LETTERS.get((u32::from(byte) % USED) as usize).copied();
                code.extend(letter.map(char::from));
            }
        }
        round = round.wrapping_add(1);
    }
    code
}

/// A code as people write it: small letters, blanks and dashes are fine.
pub(super) fn read(text: &str, length: usize) -> Option<String> {
    let plain: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '－' | '—' | '–'))
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let known = |c: char| c != '*' && c.is_ascii() && LETTERS.contains(&(c as u8));
    (plain.len() == length && plain.chars().all(known)).then_some(plain)
}

/// A code in groups of four.
pub(super) fn by_fours(code: &str) -> String {
    let letters: Vec<char> = code.chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|four| four.iter().collect()).collect();
    groups.join("-")
}

/// What a receipt stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// An answer to the questionnaire.
    Answer,
    /// Votes in a discussion round.
    Votes,
}

/// What a receipt shows to whoever holds it: never what was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// What it stands for.
    pub subject: Subject,
    /// End of the consultation's address.
    pub slug: String,
    /// Where the consultation stands.
    pub standing: Standing,
    /// Position of the answer, from 1.
    pub number: u64,
    /// Whether the stored answer is the one that was given; none once answers
    /// were deleted by rule.
    pub unchanged: Option<bool>,
    /// The proof against the newest seal that covers it; none before the first.
    pub proof: Option<Proof>,
    /// What became of the words that were written.
    pub texts: Vec<TextFate>,
    /// Why the answer is not counted; none for one that is.
    pub excluded: Option<NotCounted>,
}

/// Why an answer is not counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotCounted {
    /// Why, as a code.
    pub cause: ExclusionCause,
    /// Why, in words; none once they were erased.
    pub reason: Option<String>,
}

/// What became of a free text, as its writer may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextFate {
    /// WAITING, SHOWN, REDACTED or WITHHELD.
    pub state: String,
    /// Code of the reason why it is not shown as it was written.
    pub reason: Option<String>,
    /// The topic that it was put to, with what became of that.
    pub topic: Option<Answered>,
}

/// A proof that others can check with the standard of RFC 6962.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The leaf, as hexadecimal digits.
    pub leaf: String,
    /// Position from 0.
    pub position: u64,
    /// The seal.
    pub seal: DatedSeal,
    /// Hashes from the leaf upwards.
    pub path: Vec<String>,
    /// Whether the path really leads to the root of the seal.
    pub holds: bool,
}

/// Looks a receipt up; none when no answer has it.
///
/// # Errors
/// When the store fails.
pub async fn check_receipt(app: &App, typed: &str) -> Outcome<Option<Checked>> {
    let Some(code) = Code::parse(typed) else { return Ok(None) };
    let mut answers = app.store().read_answers().await?;
    let Some(receipt) = answers.receipt(&code.tag()).await? else { return Ok(None) };
    let place = answers.round_place(receipt.consultation).await?;
    let consultation = place.map_or(receipt.consultation, |place| place.consultation);
    let mut reader = app.store().read().await?;
    let Some(found) = reader.load::<Consultation>(consultation).await? else { return Ok(None) };
    let unchanged = receipt.content.as_deref().map(|content| code.leaf(content) == receipt.leaf);
    let subject = if place.is_some() { Subject::Votes } else { Subject::Answer };
    let proof = prove(&mut answers, newest_seal(&found.state, subject), &receipt).await?;
    let texts = match subject {
        Subject::Answer => fates(&mut answers, &mut reader, &found, receipt.position).await?,
        Subject::Votes => own_fate(&mut answers, &code).await?,
    };
    let excluded = match subject {
        Subject::Answer => not_counted(&mut reader, &found.state, receipt.position).await?,
        Subject::Votes => None,
    };
    Ok(Some(Checked {
        subject,
        slug: found.state.slug.clone(),
        standing: found.state.standing,
        number: receipt.position + 1,
        unchanged,
        proof,
        texts,
        excluded,
    }))
}

async fn not_counted(
    reader: &mut Reader,
    state: &Consultation,
    position: u64,
) -> Outcome<Option<NotCounted>> {
    let Some(exclusion) = state.excluded_at(position) else { return Ok(None) };
    let proposal = &exclusion.proposal;
    let words = words_of(reader, proposal).await?;
    let reason = words.get(&proposal.reason).map(str::to_owned);
    Ok(Some(NotCounted { cause: proposal.cause, reason }))
}

/// The newest seal over answers or votes.
fn newest_seal(state: &Consultation, subject: Subject) -> Option<DatedSeal> {
    match subject {
        Subject::Answer => state.closing.clone().or_else(|| state.seals.last().cloned()),
        Subject::Votes => {
            let seal = state.round.as_ref()?.newest_seal()?;
            Some(DatedSeal { on: seal.on, seal: seal.seal.votes.clone() })
        }
    }
}

/// What became of a statement of one's own.
async fn own_fate(answers: &mut Reader, code: &Code) -> Outcome<Vec<TextFate>> {
    let Some(own) = answers.receipt(&code.own_tag()).await? else { return Ok(Vec::new()) };
    let texts = answers.texts_of_answer(own.consultation, own.position).await?;
    let fate = |text: FreeText| TextFate { state: text.state, reason: text.reason, topic: None };
    Ok(texts.into_iter().map(fate).collect())
}

async fn fates(
    answers: &mut Reader,
    reader: &mut Reader,
    found: &Loaded<Consultation>,
    position: u64,
) -> Outcome<Vec<TextFate>> {
    let texts = answers.texts_of_answer(found.id, position).await?;
    if texts.is_empty() {
        return Ok(Vec::new());
    }
    let topics = answered_of(reader, found).await?;
    let fate = |text: FreeText| {
        let topic = text.topic.as_deref();
        let topic = topics.iter().find(|t| topic == Some(code(t.index).as_str())).cloned();
        TextFate { state: text.state, reason: text.reason, topic }
    };
    Ok(texts.into_iter().map(fate).collect())
}

async fn prove(
    answers: &mut Reader,
    newest: Option<DatedSeal>,
    receipt: &Receipt,
) -> Outcome<Option<Proof>> {
    let Some(seal) = newest.filter(|s| s.seal.size > receipt.position) else { return Ok(None) };
    let proof =
        answers.prove_answer(receipt.consultation, receipt.position, seal.seal.size).await?;
    let holds = seal.seal.root.parse::<Hash>().is_ok_and(|root| {
        verify_inclusion(&receipt.leaf, proof.position, proof.size, &root, &proof.path)
    });
    Ok(Some(Proof {
        leaf: receipt.leaf.to_string(),
        position: proof.position,
        seal,
        path: proof.path.iter().map(Hash::to_string).collect(),
        holds,
    }))
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn a_code_is_read_as_people_write_it() {
        let code = Code::of_key(&[7; 32]);
        let shown = code.shown();
        assert_eq!(shown.len(), 24, "{shown}");
        for written in [shown.clone(), shown.to_lowercase(), shown.replace('-', " ")] {
            assert_eq!(Code::parse(&written), Some(code.clone()), "{written}");
        }
        for wrong in ["", "7K3M", &shown[1..], &format!("{shown}2"), &shown.replace('-', "0")] {
            assert_eq!(Code::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn keys_give_different_codes_salts_and_tags() {
        let (a, b) = (Code::of_key(&[1; 32]), Code::of_key(&[2; 32]));
        assert_ne!(a, b);
        assert_ne!(a.salt(), b.salt());
        assert_ne!(a.tag(), a.own_tag(), "votes and a statement cannot be put together");
        assert_ne!(a.leaf("x"), a.own_leaf("x"));
        assert_ne!(a.tag().0, a.salt(), "a tag tells nothing of the salt");
        assert_ne!(a.leaf("x"), a.leaf("y"));
        assert_ne!(a.leaf("x"), b.leaf("x"), "equal answers cannot be told by their leaves");
    }
}
