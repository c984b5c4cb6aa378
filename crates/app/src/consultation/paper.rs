//! Answers that officials type: paper forms twice, by two persons who agree, and
//! what was heard by telephone or at a visit once. The way stays with the answer.

use std::collections::BTreeSet;

use domain::{
    codes::Channel,
    consultation::{
        Standing,
        answer::{Fault, Filled, LETTER, accept},
    },
};
use ledger::Hash;
use store::answers::TypedSheet;

use super::{
    give::{Given, Sheet, place},
    letters,
    receipt::Code,
    sealed::{Place, TextKey},
};
use crate::{App, AppError, Ctx, ctx::legal_day, error::Outcome, view::Case};

/// Paper forms of one list.
const LISTED: u32 = 200;
/// What a typed form is sealed as.
const SEALED_AS: &str = "sheet";

/// What an official typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// By which way it came: not the web.
    pub channel: Channel,
    /// The number on the paper; empty for what was heard.
    pub sheet: String,
    /// What was filled in.
    pub filled: Filled,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entered {
    /// It waits for a second person who types the same paper.
    First,
    /// It is counted.
    Counted,
    /// It was counted before.
    Known,
    /// The other person typed something else in these fields.
    Differs(Vec<String>),
    /// Fields are out of order.
    Faults(Vec<Fault>),
    /// The consultation takes no answers.
    Closed,
}

/// A paper form that is not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    /// Number on the paper.
    pub sheet: String,
    /// Whether this person typed it.
    pub mine: bool,
    /// Whether two persons typed it, and not alike.
    pub differs: bool,
}

/// Paper forms of a consultation that wait for a second person or differ.
///
/// # Errors
/// Denied access; a failure of the store.
pub async fn undone(app: &App, ctx: &Ctx, case: &Case, id: uuid::Uuid) -> Outcome<Vec<Undone>> {
    crate::directory::require(ctx, access::Permission::Draft, Some(&case.resource))?;
    let mut answers = app.store().read_answers().await?;
    let mut list: Vec<Undone> = Vec::new();
    for typed in answers.undone_sheets(id, LISTED).await? {
        let mine = typed.clerk == ctx.person().uuid();
        match list.last_mut().filter(|last| last.sheet == typed.sheet) {
            Some(last) => {
                last.differs = true;
                last.mine |= mine;
            }
            None => list.push(Undone { sheet: typed.sheet, mine, differs: false }),
        }
    }
    Ok(list)
}

/// Takes what an official typed.
///
/// # Errors
/// Denied access; not found for a consultation that never opened; a failure of
/// the store.
pub async fn enter(
    app: &App,
    ctx: &Ctx,
    case: &Case,
    slug: &str,
    entry: &Entry,
) -> Outcome<Entered> {
    crate::directory::require(ctx, access::Permission::Draft, Some(&case.resource))?;
    let sheet = Sheet::read(app, slug).await?;
    // Paper of the last day is typed after it, until the consultation is closed.
    let state = &sheet.consultation.state;
    let today = legal_day(ctx.now);
    if state.standing != Standing::Open || state.from.is_none_or(|from| today < from) {
        return Ok(Entered::Closed);
    }
    let channel = if entry.channel == Channel::Web { Channel::Paper } else { entry.channel };
    // The letter carries the code, and whoever types the paper types it as well.
    let (filled, letter) = letters::split(&sheet, &entry.filled);
    let (answer, letter) = match (accept(&sheet.form, &filled, channel, today), letter) {
        (Ok(answer), Ok(letter)) => (answer, letter),
        (answer, letter) => {
            let mut faults = answer.err().unwrap_or_default();
            faults.extend(letter.err());
            return Ok(Entered::Faults(faults));
        }
    };
    if channel != Channel::Paper {
        let given = place(app, &sheet, (answer, letter), &app.ids().bytes(), today).await?;
        return counted(given);
    }
    let Some(number) = number(&entry.sheet) else {
        return Ok(Entered::Faults(vec![Fault { field: "sheet".to_owned(), code: "sheet" }]));
    };
    let id = sheet.consultation.id;
    let key = sheet.text_key.clone().ok_or(AppError::NotFound)?;
    let tag = Code::of_key(&key.of_sheet(id, &number)).tag();
    if app.store().read_answers().await?.receipt(&tag).await?.is_some() {
        return Ok(Entered::Known);
    }
    let typed = Typed { app, key: &key, id, number: &number };
    // Two persons have to read the same code; beside the answer waits its hash.
    let mut compared = filled;
    if let Some(hash) = letter {
        compared.insert(LETTER.to_owned(), vec![hash.to_string()]);
    }
    if let Some(differs) = typed.compare(ctx, &compared).await? {
        return Ok(differs);
    }
    let given = place(app, &sheet, (answer, letter), &key.of_sheet(id, &number), today).await?;
    // A code that cannot be used is corrected on the paper that is still there.
    if !matches!(given, Given::Faults(_)) {
        typed.forget().await?;
    }
    counted(given)
}

fn counted(given: Given) -> Outcome<Entered> {
    Ok(match given {
        Given::Receipt { repeated: false, .. } => Entered::Counted,
        Given::Receipt { repeated: true, .. } => Entered::Known,
        Given::Closed => Entered::Closed,
        Given::Faults(faults) => Entered::Faults(faults),
    })
}

/// The number of a paper form: up to six digits, written in any width.
pub(super) fn number(text: &str) -> Option<String> {
    let digits: String = text
        .trim()
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10).unwrap_or(c),
            other => other,
        })
        .collect();
    let plain =
        !digits.is_empty() && digits.len() <= 6 && digits.chars().all(|c| c.is_ascii_digit());
    let number = digits.trim_start_matches('0');
    (plain && !number.is_empty()).then(|| number.to_owned())
}

/// One paper form while it is typed.
struct Typed<'a> {
    app: &'a App,
    key: &'a TextKey,
    id: uuid::Uuid,
    number: &'a str,
}

impl Typed<'_> {
    fn commitment(&self) -> Hash {
        Hash::of(self.number.as_bytes())
    }

    fn place<'p>(&self, commitment: &'p Hash) -> Place<'p> {
        Place { consultation: self.id, question: SEALED_AS, commitment }
    }

    /// Keeps what this person typed and compares it with what another one typed;
    /// none when both agree.
    async fn compare(&self, ctx: &Ctx, filled: &Filled) -> Outcome<Option<Entered>> {
        let clerk = ctx.person().uuid();
        let commitment = self.commitment();
        let text = serde_json::to_string(&clean(filled))
            .map_err(|e| AppError::Internal(format!("typed form: {e}")))?;
        let sealed = self.key.seal(self.app, self.place(&commitment), &text)?;
        let mut tx = self.app.store().write_answers().await?;
        let typed = TypedSheet { sheet: self.number.to_owned(), clerk, sealed };
        tx.put_typed(self.id, &typed).await?;
        let all = tx.typed(self.id, self.number).await?;
        tx.commit().await?;
        let others: Vec<TypedSheet> = all.into_iter().filter(|t| t.clerk != clerk).collect();
        if others.is_empty() {
            return Ok(Some(Entered::First));
        }
        let mut differs = BTreeSet::new();
        for other in &others {
            let text = self.key.open(self.place(&commitment), &other.sealed)?;
            let theirs: Filled = serde_json::from_str(&text)
                .map_err(|e| AppError::Internal(format!("typed form: {e}")))?;
            let fields = different(&clean(filled), &theirs);
            if fields.is_empty() {
                return Ok(None);
            }
            differs.extend(fields);
        }
        Ok(Some(Entered::Differs(differs.into_iter().collect())))
    }

    async fn forget(&self) -> Outcome<()> {
        let mut tx = self.app.store().write_answers().await?;
        tx.forget_typed(self.id, self.number).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Without blanks and empty fields, values in one order.
fn clean(filled: &Filled) -> Filled {
    let values = |values: &Vec<String>| {
        let all = values.iter().map(|v| v.trim().to_owned()).filter(|v| !v.is_empty());
        all.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>()
    };
    let fields = filled.iter().map(|(field, given)| (field.clone(), values(given)));
    fields.filter(|(_, given)| !given.is_empty()).collect()
}

/// Fields in which two persons do not agree.
fn different(one: &Filled, other: &Filled) -> Vec<String> {
    let fields: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    let differs = fields.into_iter().filter(|field| one.get(*field) != other.get(*field));
    differs.cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn a_number_is_read_as_it_is_stamped() {
        for (text, read) in [
            ("12", Some("12")),
            (" 0012 ", Some("12")),
            ("１２", Some("12")),
            ("0", None),
            ("", None),
            ("12a", None),
            ("1234567", None),
        ] {
            assert_eq!(number(text).as_deref(), read, "{text}");
        }
    }
}
