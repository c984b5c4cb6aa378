//! Looking at the words of a grievance: an official lets them through, redacts or
//! withholds them, and says in a sentence what it is about. Only that sentence and
//! the decision go into the log.

use domain::{
    codes::{Moderation, TextFault},
    grievance::{Command, Looked},
};
use ledger::commitment;
use store::{
    Reader,
    answers::{Decided, GrievanceText},
};

use super::{carry_out, found, may, receive::QUESTION};
use crate::{
    App, AppError, Ctx,
    consultation::{course::words, sealed},
    error::Outcome,
    form::{FieldError, worded},
    once,
    rules::pin,
    vault::Vault,
};

/// Longest text that may be read, in characters: marks may be longer than what
/// they stand for.
const MAX_SHOWN: usize = 2 * domain::grievance::MAX_TEXT;

/// A decision as it comes from a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// What is done with the words.
    pub done: Moderation,
    /// Why they are not shown as they were written.
    pub fault: Option<TextFault>,
    /// The words that may be read, where a part is taken out.
    pub shown: String,
    /// What it is about, in a sentence.
    pub summary: String,
}

/// The words as they were written, while the key lives.
pub(super) async fn original(
    answers: &mut Reader,
    text: &GrievanceText,
) -> Outcome<Option<String>> {
    let Some(sealed_text) = &text.sealed else { return Ok(None) };
    let Some(key) = answers.grievance_key(text.matter).await? else { return Ok(None) };
    let place =
        sealed::Place { consultation: text.id, question: QUESTION, commitment: &text.commitment };
    sealed::TextKey::read(&key)?.open(place, sealed_text).map(Some)
}

/// Decides what may be read of a grievance.
///
/// # Errors
/// A field out of order, a refusal, denied access, words that are gone
/// ([`AppError::NotFound`]).
pub async fn moderate(app: &App, ctx: &Ctx, number: &str, look: &Look) -> Outcome<()> {
    let mut tx = app.store().write().await?;
    once::guard(&mut tx, ctx).await?;
    let found = found(&mut tx, number).await?;
    let case = (&found.matter.state, &found.assessment.state);
    may(app, ctx, &mut tx, "moderate_grievance", case).await?;
    let package = app.pinned(&mut tx, &pin(&found.assessment.state.rules_hash)).await?;
    let mut answers = app.store().write_answers().await?;
    let text = answers.grievance_text(found.grievance.id).await?.ok_or(AppError::NotFound)?;
    let written = original(&mut answers, &text).await?.ok_or(AppError::NotFound)?;
    let (shown, summary) = readable(look, &written)?;
    worded("summary", summary, &package.prohibited)?;
    let salt = salt(&text)?;
    let mut vault = Vault::new(app.ids());
    let command = Command::Moderate(Looked {
        done: look.done,
        fault: look.fault,
        words: shown.as_ref().map(|w| commitment(&salt, w.as_bytes()).to_string()),
        summary: vault.text(summary),
    });
    carry_out(app, ctx, &mut tx, &found, (&command, vault)).await?;
    once::seal(&mut tx, ctx, Some(number.to_owned())).await?;
    // The log comes first: a decision that it does not know shows nothing. If the
    // second commit fails the words still wait and are decided again.
    tx.commit().await?;
    let reason = look.fault.map(|fault| fault.code().to_owned());
    let decided = Decided { state: look.done.code().to_owned(), reason, shown };
    answers.decide_grievance(text.id, &decided).await?;
    answers.commit().await?;
    Ok(())
}

fn salt(text: &GrievanceText) -> Outcome<[u8; 32]> {
    let mut salt = [0; 32];
    let hexadecimal = text.salt.as_deref().ok_or(AppError::NotFound)?;
    hex::decode_to_slice(hexadecimal, &mut salt)
        .map_err(|e| AppError::Internal(format!("salt of a grievance: {e}")))?;
    Ok(salt)
}

/// The words that may be read, and the sentence; everything that is out of order
/// at once.
fn readable<'l>(look: &'l Look, written: &str) -> Outcome<(Option<String>, &'l str)> {
    let mut faults = Vec::new();
    if look.done != Moderation::Shown && look.fault.is_none() {
        faults.push(FieldError::new("fault", "required"));
    }
    let shown = look.shown.trim();
    if look.done == Moderation::Redacted {
        let code = match shown {
            "" => Some("required"),
            same if same == written => Some("grievance_same"),
            long if long.chars().count() > MAX_SHOWN => Some("grievance_long"),
            _ => None,
        };
        faults.extend(code.map(|code| FieldError::new("shown", code)));
    }
    let summary = match words("summary", &look.summary) {
        Ok(summary) => summary,
        Err(AppError::Invalid(found)) => {
            faults.extend(found);
            ""
        }
        Err(error) => return Err(error),
    };
    if !faults.is_empty() {
        return Err(AppError::Invalid(faults));
    }
    let shown = match look.done {
        Moderation::Shown => Some(written.to_owned()),
        Moderation::Redacted => Some(shown.to_owned()),
        Moderation::Withheld => None,
    };
    Ok((shown, summary))
}
