//! Receipts. The code of a receipt is made from the key of the form, which only
//! the person's page holds; from the code follow the salt of the leaf and the tag
//! under which the answer is found. The store keeps the tag alone, so that
//! nobody can go from an answer back to a receipt.

use domain::consultation::{Consultation, DatedSeal, Standing};
use ledger::{Hash, verify_inclusion};
use store::{
    Loaded, Reader,
    answers::{FreeText, Receipt},
};
use uuid::Uuid;

use super::topics::{Answered, answered_of, code};
use crate::{App, error::Outcome};

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
        let mut code = String::with_capacity(LENGTH);
        let mut round = 0_u8;
        while code.len() < LENGTH {
            let seed = [b"wenping/receipt/code/".as_slice(), key, &[round]].concat();
            for byte in Hash::of(&seed).0 {
                // 8 × 31 values; the rest would favour some letters.
                if u32::from(byte) < 8 * USED && code.len() < LENGTH {
                    let letter = LETTERS.get((u32::from(byte) % USED) as usize).copied();
                    code.extend(letter.map(char::from));
                }
            }
            round = round.wrapping_add(1);
        }
        Self(code)
    }

    /// Reads a code as people write it: small letters, blanks and dashes are fine.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let plain: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '－' | '—' | '–'))
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let known = |c: char| c != '*' && c.is_ascii() && LETTERS.contains(&(c as u8));
        (plain.len() == LENGTH && plain.chars().all(known)).then_some(Self(plain))
    }

    /// In groups of four.
    pub(crate) fn shown(&self) -> String {
        let letters: Vec<char> = self.0.chars().collect();
        let groups: Vec<String> = letters.chunks(4).map(|four| four.iter().collect()).collect();
        groups.join("-")
    }

    /// The salt of the leaf.
    pub(super) fn salt(&self) -> [u8; 32] {
        self.derive("wenping/receipt/salt/").0
    }

    /// The tag under which the answer is found.
    pub(super) fn tag(&self) -> Hash {
        self.derive("wenping/receipt/tag/")
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

/// What a receipt shows to whoever holds it: never what was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
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
    let mut reader = app.store().read().await?;
    let Some(found) = reader.load::<Consultation>(receipt.consultation).await? else {
        return Ok(None);
    };
    let unchanged = receipt.content.as_deref().map(|content| code.leaf(content) == receipt.leaf);
    let proof = prove(&mut answers, &found, &receipt).await?;
    let texts = fates(&mut answers, &mut reader, &found, receipt.position).await?;
    Ok(Some(Checked {
        slug: found.state.slug.clone(),
        standing: found.state.standing,
        number: receipt.position + 1,
        unchanged,
        proof,
        texts,
    }))
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
    found: &Loaded<Consultation>,
    receipt: &Receipt,
) -> Outcome<Option<Proof>> {
    let state = &found.state;
    let newest = state.closing.as_ref().or(state.seals.last());
    let Some(seal) = newest.filter(|s| s.seal.size > receipt.position) else { return Ok(None) };
    let proof = answers.prove_answer(found.id, receipt.position, seal.seal.size).await?;
    let holds = seal.seal.root.parse::<Hash>().is_ok_and(|root| {
        verify_inclusion(&receipt.leaf, proof.position, proof.size, &root, &proof.path)
    });
    Ok(Some(Proof {
        leaf: receipt.leaf.to_string(),
        position: proof.position,
        seal: seal.clone(),
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
        assert_ne!(a.tag().0, a.salt(), "a tag tells nothing of the salt");
        assert_ne!(a.leaf("x"), a.leaf("y"));
        assert_ne!(a.leaf("x"), b.leaf("x"), "equal answers cannot be told by their leaves");
    }
}
