//! Giving an answer: checked against the frozen questionnaire, written to disk,
//! then acknowledged with a receipt. Nothing about the sender is asked or kept.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::{
    codes::Channel,
    consultation::{
        Consultation,
        answer::{Answer, Fault, Filled, LETTER, accept},
        form::Form,
    },
    text::Text,
};
use jiff::civil::Date;
use ledger::{Hash, commitment};
use serde_json::{Map, Value, json};
use store::{
    Loaded, Reader,
    answers::{NewAnswer, NewText, Placed},
};

use super::{
    by_slug, form,
    letters::{self, LetterKey},
    patterns,
    receipt::Code,
    round::RoundSheet,
    sealed::{Place, TextKey},
};
use crate::{App, AppError, ctx::legal_day, error::Outcome, view::words_of};

/// How long a process may answer from what it read before.
const FRESH: Duration = Duration::from_secs(1);
/// Consultations kept ready.
const READY: usize = 200;

/// What the public may see and fill in.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The consultation.
    pub consultation: Loaded<Consultation>,
    /// Its questionnaire.
    pub form: Form,
    /// What it is about.
    pub title: String,
    /// Who decides what, and what is asked.
    pub about: String,
    /// Why the period is shorter than the rule asks.
    pub shortened: Option<String>,
    /// What the unit says about the result, once it is published.
    pub statement: Option<String>,
    /// Name of the unit that asks.
    pub unit: String,
    /// Its discussion round, where there is one.
    pub round: Option<RoundSheet>,
    /// The key under which free texts are sealed; none before the opening, and
    /// where answers are only shown.
    pub(super) text_key: Option<TextKey>,
    /// The key under which codes of letters are hashed; none where no letters
    /// were printed, and where answers are only shown.
    pub(super) letter_key: Option<LetterKey>,
}

/// Sheets read within the last second, by address.
#[derive(Default)]
pub(crate) struct Sheets(std::sync::Mutex<BTreeMap<String, (Instant, Arc<Sheet>)>>);

impl Sheets {
    fn get(&self, slug: &str) -> Option<Arc<Sheet>> {
        let held = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let (since, sheet) = held.get(slug)?;
        (since.elapsed() < FRESH).then(|| Arc::clone(sheet))
    }

    /// Forgets a sheet that an act of this process has changed.
    pub(super) fn forget(&self, slug: &str) {
        let mut held = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        held.remove(slug);
    }

    fn put(&self, slug: &str, sheet: &Arc<Sheet>) {
        let mut held = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if held.len() >= READY {
            held.clear();
        }
        held.insert(slug.to_owned(), (Instant::now(), Arc::clone(sheet)));
    }
}

impl Sheet {
    /// Reads what the public may know of a consultation.
    ///
    /// # Errors
    /// Not found when it is not public.
    pub async fn read(app: &App, slug: &str) -> Outcome<Arc<Self>> {
        if let Some(sheet) = app.sheets().get(slug) {
            return Ok(sheet);
        }
        let mut reader = app.store().read().await?;
        let consultation = by_slug(&mut reader, slug).await?;
        if !consultation.state.is_public() {
            return Err(AppError::NotFound);
        }
        let mut sheet = Self::of(app, &mut reader, consultation).await?;
        let mut answers = app.store().read_answers().await?;
        let key = answers.text_key(sheet.consultation.id).await?;
        sheet.text_key = key.as_deref().map(TextKey::read).transpose()?;
        if sheet.consultation.state.by_letter {
            let key = answers.letter_key(sheet.consultation.id).await?;
            sheet.letter_key = key.as_deref().map(LetterKey::read).transpose()?;
        }
        if let Some(round) = &mut sheet.round {
            round.read_key(&mut answers, sheet.consultation.id).await?;
        }
        let sheet = Arc::new(sheet);
        app.sheets().put(slug, &sheet);
        Ok(sheet)
    }

    /// The same for those who may see what is not public yet.
    pub(super) async fn of(
        app: &App,
        reader: &mut Reader,
        consultation: Loaded<Consultation>,
    ) -> Outcome<Self> {
        let state = &consultation.state;
        let words = words_of(reader, state).await?;
        let form = form(&words, state)?;
        let text = |text: Option<Text>| Some(words.get(&text?)?.to_owned());
        let (title, about) = (text(state.title), text(state.about));
        let (title, about) = (title.unwrap_or_default(), about.unwrap_or_default());
        let (shortened, statement) = (text(state.shortened), text(state.statement));
        let units = app.units(reader).await?;
        let unit = consultation.unit.and_then(|unit| units.get(&unit.uuid()));
        let unit = unit.map(|unit| unit.name.clone()).unwrap_or_default();
        let (text_key, letter_key) = (None, None);
        let round = RoundSheet::of(app, reader, &consultation, &words).await?;
        Ok(Self {
            consultation,
            form,
            title,
            about,
            shortened,
            statement,
            unit,
            round,
            text_key,
            letter_key,
        })
    }
}

/// What became of a form that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// It is stored; the receipt code is shown once and kept nowhere.
    Receipt {
        /// The code.
        code: String,
        /// Whether the same form had been sent before.
        repeated: bool,
    },
    /// Fields are out of order.
    Faults(Vec<Fault>),
    /// Not open, not yet, or no longer.
    Closed,
}

/// A key for a new form: 64 hexadecimal digits.
#[must_use]
pub fn new_key(app: &App) -> String {
    hex::encode(app.ids().bytes())
}

/// Takes an answer.
///
/// # Errors
/// Not found; a key that is none; a failure of the store, after which the same
/// form may be sent again.
pub async fn give(
    app: &App,
    slug: &str,
    key: &str,
    filled: &Filled,
    channel: Channel,
    now: jiff::Timestamp,
) -> Outcome<Given> {
    let sheet = Sheet::read(app, slug).await?;
    give_on(app, &sheet, key, filled, (channel, now)).await
}

/// The same on a sheet that was read. Nothing is waited for before the answer is
/// handed in, so that answers that are given at once keep their order.
pub(crate) async fn give_on(
    app: &App,
    sheet: &Sheet,
    key: &str,
    filled: &Filled,
    (channel, now): (Channel, jiff::Timestamp),
) -> Outcome<Given> {
    let today = legal_day(now);
    let mut bytes = [0_u8; 32];
    hex::decode_to_slice(key, &mut bytes).map_err(|_| AppError::NotFound)?;
    if !sheet.consultation.state.takes_answers(today) {
        return Ok(Given::Closed);
    }
    let (filled, letter) = letters::split(sheet, filled);
    let (answer, letter) = match (accept(&sheet.form, &filled, channel, today), letter) {
        (Ok(answer), Ok(letter)) => (answer, letter),
        (Err(faults), Ok(_)) => return Ok(Given::Faults(faults)),
        (Ok(_), Err(fault)) => return Ok(Given::Faults(vec![fault])),
        (Err(mut faults), Err(fault)) => {
            faults.push(fault);
            return Ok(Given::Faults(faults));
        }
    };
    place(app, sheet, (answer, letter), &bytes, today).await
}

/// Writes a checked answer under the key of its form, with the letter that it
/// uses up. Where letters are asked for, an answer without one is not taken.
pub(super) async fn place(
    app: &App,
    sheet: &Sheet,
    (answer, letter): (Answer, Option<Hash>),
    key: &[u8; 32],
    day: Date,
) -> Outcome<Given> {
    let refused = |code| Ok(Given::Faults(vec![Fault { field: LETTER.to_owned(), code }]));
    if sheet.consultation.state.by_letter && letter.is_none() {
        return refused("letter_required");
    }
    let code = Code::of_key(key);
    let new = NewAnswer { letter, ..placed(app, sheet, answer, &code, day)? };
    Ok(match app.store().give_answer(new).await? {
        Placed::Taken { .. } => Given::Receipt { code: code.shown(), repeated: false },
        Placed::Repeated { .. } => Given::Receipt { code: code.shown(), repeated: true },
        Placed::Closed => Given::Closed,
        Placed::LetterUnknown => return refused("letter_unknown"),
        Placed::LetterSpent => return refused("letter_spent"),
    })
}

/// The answer as it is stored: choices, and texts by their commitment, so that
/// moderation can redact a text without touching the answer.
pub(super) fn placed(
    app: &App,
    sheet: &Sheet,
    answer: Answer,
    code: &Code,
    day: Date,
) -> Outcome<NewAnswer> {
    let attitude = answer.attitude(&sheet.form).map(|a| a.code().to_owned());
    let mut texts = Vec::new();
    let mut commitments = Map::new();
    for (question, text) in &answer.texts {
        let salt = app.ids().bytes();
        let hash = commitment(&salt, text.as_bytes());
        commitments.insert(question.clone(), Value::from(hash.to_string()));
        let key = sheet.text_key.as_ref().ok_or_else(|| {
            AppError::Internal("an open consultation without a key for its texts".into())
        })?;
        let id = sheet.consultation.id;
        let sealed =
            key.seal(app, Place { consultation: id, question, commitment: &hash }, text)?;
        texts.push(NewText { question: question.clone(), commitment: hash, salt, sealed });
    }
    let content = json!({
        "channel": answer.channel,
        "consultation": sheet.consultation.id,
        "day": day,
        "stratum": answer.stratum,
        "texts": commitments,
        "values": answer.values,
        "version": sheet.consultation.state.form_version,
    });
    let content = ledger::canonical(&content).ok().and_then(|b| String::from_utf8(b).ok());
    let content =
        content.ok_or_else(|| AppError::Internal("an answer has no canonical form".into()))?;
    let pattern = patterns::pattern(&answer.stratum, &answer.values)?;
    let chosen = answer
        .values
        .iter()
        .flat_map(|(question, choices)| choices.iter().map(|c| (question.clone(), c.clone())))
        .collect();
    Ok(NewAnswer {
        consultation: sheet.consultation.id,
        tag: code.tag(),
        stratum: answer.stratum,
        channel: answer.channel.code().to_owned(),
        day,
        attitude,
        leaf: code.leaf(&content),
        content,
        chosen,
        texts,
        pattern: Some(pattern),
        letter: None,
    })
}
