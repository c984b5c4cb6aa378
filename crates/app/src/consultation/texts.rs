//! The queue of free texts: one after the other is let through, redacted or
//! withheld with a reason. Every decision is an event; nobody may read a text
//! before.

use domain::{
    assessment::Assessment,
    codes::{Moderation, TextFault},
    consultation::{Command, Consultation, Moderated, answer::MAX_TEXT},
    refusal::{Reason, Refusal},
};
use ledger::commitment;
pub use store::answers::TextRef;
use store::{
    Loaded, Reader, Tx,
    answers::{Decided, FreeText},
};
use uuid::Uuid;

use super::{
    Found, act, begin, found,
    sealed::{Place, TextKey},
};
use crate::{App, AppError, Ctx, error::Outcome, form::FieldError, once, vault::Vault, view::Case};

/// The state of a text that nobody has looked at.
const WAITING: &str = "WAITING";
/// What stands where words were taken out.
const TAKEN_OUT: &str = "▇▇▇";
/// Digits in a row that may be a number of a person: telephone, identity card,
/// bank card, plate.
const DIGITS: usize = 6;

/// The text that comes next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next {
    /// Which it is.
    pub at: TextRef,
    /// As it was written.
    pub text: String,
    /// The same with what looks like a number of a person taken out; none where
    /// nothing does.
    pub proposed: Option<String>,
}

/// The queue of a consultation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Queue {
    /// Texts by state: WAITING, SHOWN, REDACTED, WITHHELD.
    pub states: Vec<(String, u64)>,
    /// The text that comes next; none when all were looked at.
    pub next: Option<Next>,
}

impl Queue {
    /// How many wait.
    #[must_use]
    pub fn waiting(&self) -> u64 {
        self.states.iter().find(|(state, _)| state == WAITING).map_or(0, |(_, n)| *n)
    }
}

/// Reads the queue of a case, access to which is asked here.
///
/// # Errors
/// Denied access; a failure of the store.
pub async fn queue(app: &App, ctx: &Ctx, case: &Case, id: Uuid) -> Outcome<Queue> {
    crate::directory::require(ctx, access::Permission::Draft, Some(&case.resource))?;
    let mut answers = app.store().read_answers().await?;
    let states = answers.text_states(id).await?;
    let waiting = answers.waiting_texts(id, 1).await?;
    let next = match waiting.into_iter().next() {
        Some(text) => Some(read(&mut answers, id, text).await?),
        None => None,
    };
    Ok(Queue { states, next })
}

async fn read(answers: &mut Reader, id: Uuid, text: FreeText) -> Outcome<Next> {
    let words = original(answers, id, &text).await?.ok_or(AppError::NotFound)?;
    let proposed = without_numbers(&words);
    Ok(Next { at: text.at, text: words, proposed })
}

/// The text as it was written, while the key lives.
pub(super) async fn original(
    answers: &mut Reader,
    id: Uuid,
    text: &FreeText,
) -> Outcome<Option<String>> {
    let Some(key) = answers.text_key(id).await? else { return Ok(None) };
    let Some(sealed) = &text.sealed else { return Ok(None) };
    let place =
        Place { consultation: id, question: &text.at.question, commitment: &text.commitment };
    TextKey::read(&key)?.open(place, sealed).map(Some)
}

/// Takes out runs of digits that are long enough to be a number of a person,
/// with the letters and dashes that stand among them.
pub(crate) fn without_numbers(text: &str) -> Option<String> {
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let mut shown = String::with_capacity(text.len());
    let mut run = String::new();
    let mut found = false;
    let mut end = |run: &mut String, shown: &mut String| {
        let long = run.chars().filter(|c| digit(*c)).count() >= DIGITS;
        shown.push_str(if long { TAKEN_OUT } else { run });
        found |= long;
        run.clear();
    };
    for c in text.chars() {
        let within = !run.is_empty() && matches!(c, '-' | ' ' | 'x' | 'X');
        if digit(c) || within {
            run.push(c);
        } else {
            end(&mut run, &mut shown);
            shown.push(c);
        }
    }
    end(&mut run, &mut shown);
    found.then_some(shown)
}

/// A decision as it comes from a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Which text.
    pub at: TextRef,
    /// What is done with it.
    pub done: Moderation,
    /// Why it is not shown as it was written.
    pub fault: Option<TextFault>,
    /// The words that may be read, for a redacted text.
    pub shown: String,
}

/// What became of a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moderate {
    /// It stands.
    Done,
    /// Somebody else decided meanwhile, and that stands.
    Before(AlreadyLooked),
}

/// What somebody else decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlreadyLooked {
    /// SHOWN, REDACTED or WITHHELD.
    pub state: String,
    /// Code of the reason.
    pub reason: Option<String>,
    /// The words that may be read.
    pub shown: Option<String>,
}

/// Decides what may be read of a text.
///
/// # Errors
/// A field out of order, a refusal, denied access, [`AppError::NotFound`] for a
/// text that does not exist.
pub async fn moderate(app: &App, ctx: &Ctx, slug: &str, look: &Look) -> Outcome<Moderate> {
    let mut tx = begin(app, ctx).await?;
    let found = found(&mut tx, slug).await?;
    let place = found.consultation.id;
    settle(app, ctx, (tx, found), (place, look), Command::Moderate).await
}

/// Decides on a text that lies at a place, by a command of its record.
pub(super) async fn settle(
    app: &App,
    ctx: &Ctx,
    (mut tx, found): (Tx, Found),
    (place, look): (Uuid, &Look),
    command: impl FnOnce(Moderated) -> Command,
) -> Outcome<Moderate> {
    let (matter, case) = (&found.matter.state, &found.assessment.state);
    super::may(app, ctx, &mut tx, "moderate_text", matter, case).await?;
    let slug = found.consultation.state.slug.clone();
    let mut answers = app.store().write_answers().await?;
    let text = answers.free_text(place, &look.at).await?.ok_or(AppError::NotFound)?;
    if text.state != WAITING {
        let FreeText { state, reason, shown, .. } = text;
        return Ok(Moderate::Before(AlreadyLooked { state, reason, shown }));
    }
    let words = original(&mut answers, place, &text).await?.ok_or(AppError::NotFound)?;
    let shown = readable(look, &words)?;
    let salt = salt(&text)?;
    let command = command(Moderated {
        position: look.at.position,
        question: look.at.question.clone(),
        done: look.done,
        fault: look.fault,
        words: shown.as_ref().map(|w| commitment(&salt, w.as_bytes()).to_string()),
    });
    act(app, ctx, &mut tx, found, &command, Vault::new(app.ids())).await?;
    once::seal(&mut tx, ctx, Some(slug.clone())).await?;
    // The log comes first: a decision that it does not know shows nothing. If
    // the second commit fails the text still waits and is decided again.
    tx.commit().await?;
    let reason = look.fault.map(|fault| fault.code().to_owned());
    let decided = Decided { state: look.done.code().to_owned(), reason, shown };
    answers.decide_text(place, &look.at, &decided).await?;
    answers.commit().await?;
    app.sheets().forget(&slug);
    Ok(Moderate::Done)
}

/// Refuses to go to the review while texts of a public consultation of the
/// assessment wait for a moderator.
pub(crate) async fn none_waits(app: &App, reader: &mut Reader, case: &Assessment) -> Outcome<()> {
    let Some(matter) = case.matter else { return Ok(()) };
    let mut answers = app.store().read_answers().await?;
    let mut waiting = 0_u64;
    for row in reader.consultations_of(matter.uuid()).await? {
        let states = answers.text_states(row.row.id).await?;
        waiting += Queue { states, next: None }.waiting();
    }
    match u32::try_from(waiting).unwrap_or(u32::MAX) {
        0 => Ok(()),
        count => Err(Refusal::of(Reason::TextsWait { count }).into()),
    }
}

fn salt(text: &FreeText) -> Outcome<[u8; 32]> {
    let mut salt = [0; 32];
    let hexadecimal = text.salt.as_deref().ok_or(AppError::NotFound)?;
    hex::decode_to_slice(hexadecimal, &mut salt)
        .map_err(|e| AppError::Internal(format!("salt of a text: {e}")))?;
    Ok(salt)
}

/// The words that may be read: all, those that the moderator left, or none.
fn readable(look: &Look, words: &str) -> Outcome<Option<String>> {
    let fault = |field, code| Err(AppError::Invalid(vec![FieldError::new(field, code)]));
    if look.done != Moderation::Shown && look.fault.is_none() {
        return fault("fault", "required");
    }
    match look.done {
        Moderation::Shown => Ok(Some(words.to_owned())),
        Moderation::Withheld => Ok(None),
        Moderation::Redacted => {
            let shown = look.shown.trim();
            if shown.is_empty() {
                return fault("shown", "required");
            }
            if shown.chars().count() > 2 * MAX_TEXT {
                return fault("shown", "too_long");
            }
            if shown == words {
                return fault("shown", "unchanged");
            }
            Ok(Some(shown.to_owned()))
        }
    }
}

/// Texts that may be read and have no topic yet, or this one.
pub(super) async fn readable_texts(
    app: &App,
    consultation: &Loaded<Consultation>,
    topic: &str,
    most: u32,
) -> Outcome<Vec<FreeText>> {
    let mut answers = app.store().read_answers().await?;
    Ok(answers.readable_texts(consultation.id, topic, most).await?)
}

#[cfg(test)]
mod tests {
    use super::without_numbers;

    #[test]
    fn numbers_of_persons_are_proposed_to_be_taken_out() {
        for (text, shown) in [
            ("请打13912345678找我", Some("请打▇▇▇找我")),
            ("电话 139-1234-5678，谢谢", Some("电话 ▇▇▇，谢谢")),
            ("身份证21010219800101123X。", Some("身份证▇▇▇。")),
            ("１３９１２３４５６７８", Some("▇▇▇")),
            ("2016年5月4日停水", None),
            ("补偿每亩38600元", None),
            ("", None),
        ] {
            assert_eq!(without_numbers(text).as_deref(), shown, "{text}");
        }
    }
}
