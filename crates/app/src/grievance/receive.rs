//! Taking a grievance in. Its words are sealed and stored first, then its arrival
//! becomes an entry with a number and a day. The key of the form gives the code
//! that only the bearer has; the identifier follows from the code, so that the
//! same form sent twice is one grievance.

use std::collections::BTreeSet;

use domain::{
    assessment::Assessment,
    codes::{DivisionCode, GrievanceChannel, Role},
    grievance::{Command, Grievance, MAX_TEXT, acts::Arrival},
    ids::{AssessmentId, MatterId, PersonId},
    matter::Matter,
    text::PackageHash,
};
use jiff::{Timestamp, civil::Date, tz::Offset};
use ledger::{Hash, commitment};
use store::{Loaded, Reader, answers::NewGrievance};
use uuid::Uuid;

use super::{in_force, matter_of_slug, rules_for};
use crate::{
    App, AppError, Ctx, assessment_env,
    consultation::{receipt::Code, sealed, texts::without_numbers},
    error::Outcome,
    form::{FieldError, worded},
    view::Case,
};

/// Matters that the public page offers.
const MOST: u32 = 200;
/// What sealed words of grievances are bound to beside their identifier.
pub(super) const QUESTION: &str = "grievance";

/// A matter that the public may bring grievances about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// End of the address of its consultation; none for one found by number.
    pub slug: Option<String>,
    /// The matter.
    pub matter: Uuid,
    /// What it is called in public.
    pub title: Option<String>,
}

/// What somebody brings.
#[derive(Debug, Clone, Copy)]
pub struct Brought<'a> {
    /// The key of the form: 64 hexadecimal digits.
    pub key: &'a str,
    /// The matter.
    pub matter: Uuid,
    /// The words.
    pub text: &'a str,
    /// Whether whoever wrote them says that the digits in them are no number of a
    /// person.
    pub digits_are_fine: bool,
}

/// A grievance that was taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Its number.
    pub number: String,
    /// The code of its bearer: shown once and kept nowhere.
    pub code: String,
    /// Whether the same form had been sent before.
    pub repeated: bool,
    /// Day by which it is acknowledged.
    pub acknowledge_by: Option<Date>,
    /// Day by which it is answered.
    pub answer_by: Option<Date>,
}

/// Matters to choose from: they are carried out, and their consultations are
/// public.
///
/// # Errors
/// When the store fails.
pub async fn choices(app: &App) -> Outcome<Vec<Place>> {
    let mut reader = app.store().read().await?;
    let mut seen = BTreeSet::new();
    let rows = reader.public_matters(MOST).await?;
    let first = rows.into_iter().filter(|row| seen.insert(row.matter));
    Ok(first
        .map(|row| Place { slug: Some(row.slug), matter: row.matter, title: row.title })
        .collect())
}

/// What the public page was told of the matter.
#[derive(Debug, Clone, Copy)]
enum Told<'a> {
    Slug(&'a str),
    Number(&'a str),
}

/// The matter that is meant, by the address of its consultation or by its number;
/// whether the check code is right is for the caller to say. None where no
/// grievance about it is taken.
///
/// # Errors
/// When the store fails.
pub async fn find(app: &App, slug: Option<&str>, number: Option<&str>) -> Outcome<Option<Place>> {
    let told = match (slug, number) {
        (Some(slug), _) => Told::Slug(slug),
        (None, Some(number)) => Told::Number(number),
        (None, None) => return Ok(None),
    };
    let mut reader = app.store().read().await?;
    let (slug, id) = match told {
        Told::Slug(slug) => (Some(slug), matter_of_slug(&mut reader, slug).await?),
        Told::Number(number) => (None, reader.matter_by_number(number).await?.map(|row| row.id)),
    };
    let Some(id) = id else { return Ok(None) };
    let Some(matter) = reader.load::<Matter>(id).await? else { return Ok(None) };
    if in_force(&mut reader, &matter.state).await?.is_none() {
        return Ok(None);
    }
    let title = title(&mut reader, id).await?;
    Ok(Some(Place { slug: slug.map(str::to_owned), matter: id, title }))
}

/// What a matter is called in public: the title of its latest consultation that
/// the public may know of, else its own.
pub(super) async fn title(reader: &mut Reader, matter: Uuid) -> Outcome<Option<String>> {
    let rows = reader.consultations_of(matter).await?;
    let public = |status: &str| matches!(status, "OPEN" | "CLOSED" | "PUBLISHED");
    let latest = rows.into_iter().rev().find(|row| public(&row.row.status));
    match latest {
        Some(row) => Ok(row.text),
        None => Ok(reader.matter_row(matter).await?.and_then(|row| row.title)),
    }
}

/// Takes a grievance in that somebody wrote on the public page. It is the
/// installation's own entry, for the unit that answers for the matter; of the time
/// it keeps the day alone.
///
/// # Errors
/// Fields out of order; not found for a key that is none; a refusal where the
/// matter is not carried out; a failure of the store, after which the same form
/// may be sent again.
pub async fn receive(app: &App, brought: &Brought<'_>) -> Outcome<Taken> {
    let today = crate::ctx::legal_day(app.clock().now());
    let mut reader = app.store().read().await?;
    let matter = reader.load::<Matter>(brought.matter).await?.ok_or(AppError::NotFound)?;
    reader.close().await?;
    let parties = matter.state.parties.ok_or(AppError::NotFound)?;
    let actor = access::Actor {
        person: PersonId::default(),
        role: Role::SystemAdmin,
        unit: parties.executing.unwrap_or(parties.lead),
        path: String::new(),
    };
    let ctx = Ctx::new(actor, morning(today)?, "grievance".to_owned());
    take(app, &ctx, brought, GrievanceChannel::Web).await
}

/// Takes a grievance in that was told to an official, by telephone, at a visit or
/// in a letter.
///
/// # Errors
/// Denied access; as [`receive`].
pub async fn enter(
    app: &App,
    ctx: &Ctx,
    case: &Case,
    (brought, channel): (&Brought<'_>, GrievanceChannel),
) -> Outcome<Taken> {
    let permission = access::Permission::HandleGrievance;
    crate::directory::require(ctx, permission, Some(&case.resource))?;
    worded("text", brought.text, &case.package.prohibited)?;
    take(app, ctx, brought, channel).await
}

/// The beginning of a legal day: an entry of the public carries no time.
fn morning(day: Date) -> Outcome<Timestamp> {
    let at = Offset::constant(8).to_timestamp(day.at(0, 0, 0, 0));
    at.map_err(|e| AppError::Internal(format!("beginning of {day}: {e}")))
}

async fn take(
    app: &App,
    ctx: &Ctx,
    brought: &Brought<'_>,
    channel: GrievanceChannel,
) -> Outcome<Taken> {
    let mut key = [0_u8; 32];
    hex::decode_to_slice(brought.key, &mut key).map_err(|_| AppError::NotFound)?;
    let code = Code::of_key(&key);
    let id = code.grievance();
    let mut reader = app.store().read().await?;
    if let Some(known) = reader.load::<Grievance>(id).await? {
        return Ok(taken(&known, &code, true));
    }
    let text = checked(brought)?;
    let matter = reader.load::<Matter>(brought.matter).await?.ok_or(AppError::NotFound)?;
    let assessment = in_force(&mut reader, &matter.state).await?;
    reader.close().await?;
    let Some(assessment) = assessment else {
        let reason = domain::refusal::Reason::NoOpen { field: "matter" };
        return Err(domain::refusal::Refusal::of(reason).into());
    };
    let words = seal(app, (id, brought.matter), text, ctx.today).await?;
    match record(app, ctx, id, (&matter, &assessment), (channel, words)).await {
        Ok((known, repeated)) => Ok(taken(&known, &code, repeated)),
        // Another server took the same form at the same moment.
        Err(AppError::Conflict { .. }) => {
            let mut reader = app.store().read().await?;
            let known = reader.load::<Grievance>(id).await?.ok_or(AppError::NotFound)?;
            Ok(taken(&known, &code, true))
        }
        Err(error) => Err(error),
    }
}

fn taken(known: &Loaded<Grievance>, code: &Code, repeated: bool) -> Taken {
    let term = domain::codes::GrievanceTerm::Acknowledge;
    Taken {
        number: known.state.number.clone(),
        code: code.shown(),
        repeated,
        acknowledge_by: known.state.terms.get(&term).copied(),
        answer_by: known.state.answer_by(),
    }
}

/// The words within their length and without numbers of persons. Whole numbers of
/// persons are refused; other runs of digits are pointed out once.
fn checked<'t>(brought: &Brought<'t>) -> Outcome<&'t str> {
    let text = brought.text.trim();
    let have = text.chars().count();
    let fault = |error: FieldError| Err(AppError::Invalid(vec![error]));
    if have == 0 {
        return fault(FieldError::new("text", "required"));
    }
    if have > MAX_TEXT {
        return fault(FieldError::new("text", "too_long").with("max", MAX_TEXT).with("have", have));
    }
    worded("text", text, &[])?;
    if !brought.digits_are_fine && without_numbers(text).is_some() {
        return fault(FieldError::new("text", "grievance_digits"));
    }
    Ok(text)
}

/// Stores the words under the key of their matter; the commitment that stands for
/// them. Words that came before under the same identifier stay.
async fn seal(app: &App, (id, matter): (Uuid, Uuid), text: &str, day: Date) -> Outcome<Hash> {
    let mut answers = app.store().write_answers().await?;
    let key = answers.open_grievance_key(matter, &app.ids().bytes()).await?;
    let key = sealed::TextKey::read(&key)?;
    let salt = app.ids().bytes();
    let hash = commitment(&salt, text.as_bytes());
    let place = sealed::Place { consultation: id, question: QUESTION, commitment: &hash };
    let sealed = key.seal(app, place, text)?;
    let new = NewGrievance { id, matter, day, commitment: hash, salt, sealed };
    let placed = answers.place_grievance(&new).await?;
    answers.commit().await?;
    Ok(placed.commitment)
}

async fn record(
    app: &App,
    ctx: &Ctx,
    id: Uuid,
    (matter, assessment): (&Loaded<Matter>, &Loaded<Assessment>),
    (channel, words): (GrievanceChannel, Hash),
) -> Outcome<(Loaded<Grievance>, bool)> {
    let mut tx = app.store().write().await?;
    if let Some(known) = tx.load::<Grievance>(id).await? {
        return Ok((known, true));
    }
    let division: &DivisionCode = &matter.state.facts.as_ref().ok_or(AppError::NotFound)?.division;
    let day = ctx.occurred_on;
    let (hash, package) = rules_for(app, &mut tx, &assessment.state, (day, ctx.now)).await?;
    let number = crate::numbers::grievance(&mut tx, &package, division, day).await?;
    let command = Command::Receive(Box::new(Arrival {
        number,
        matter: MatterId::new(matter.id),
        assessment: AssessmentId::new(assessment.id),
        rules: PackageHash::new(hash.0),
        channel,
        words: words.to_string(),
    }));
    let fresh = Loaded::fresh(id);
    let env = assessment_env(app, ctx, &package);
    let events = command.decide(&fresh.state, &assessment.state, &env)?;
    let saved = tx.commit_record(fresh, &ctx.act(Some(hash)), &events, &[]).await?;
    tx.commit().await?;
    Ok((saved, false))
}
