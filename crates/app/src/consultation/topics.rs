//! From many texts to a few topics: the groups are found by `opinion`, a person
//! gives each its sentence, and its count comes from the texts. The topic then
//! stands among the opinions of the assessment, where it has to be answered.

use domain::{
    assessment::{
        self,
        acts::opinion::{RecordOpinion, RecountOpinion},
        parts::Opinion,
    },
    consultation::Consultation,
    ids::ConsultationId,
};
use ledger::Hash;
use opinion::topics::{Order, topics};
use store::{
    Loaded, Reader, Tx,
    answers::{FreeText, TextRef},
};

use super::{Found, begin, found, texts::readable_texts};
use crate::{
    App, AppError, Ctx, assessment_env,
    error::Outcome,
    form::{FieldError, worded},
    once,
    rules::pin,
    vault::Vault,
    view::{Case, Words},
};

/// Texts that are looked at together.
const MOST: u32 = 20_000;
/// Topics that are proposed at once.
const PROPOSED: usize = 12;
/// Longest sentence of a topic, in characters.
const SENTENCE: usize = 200;

/// Texts that seem to say the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Names exactly these texts: a topic is confirmed for what was seen.
    pub digest: String,
    /// How many texts.
    pub count: usize,
    /// Words that stand out.
    pub terms: Vec<String>,
    /// Typical texts, the most typical first.
    pub typical: Vec<String>,
}

/// What became of a topic of a consultation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// Position among the opinions of the assessment.
    pub index: usize,
    /// The topic; none once it was erased.
    pub topic: Option<String>,
    /// How many texts raised it.
    pub count: u32,
    /// What became of it.
    pub disposition: Option<domain::codes::Disposition>,
    /// The reply.
    pub reply: Option<String>,
}

/// The code under which texts of an opinion are kept.
pub(super) fn code(index: usize) -> String {
    format!("T{index}")
}

/// Groups of texts that have no topic yet, the largest first.
///
/// # Errors
/// Denied access; a failure of the store.
pub async fn proposals(
    app: &App,
    ctx: &Ctx,
    case: &Case,
    consultation: &Loaded<Consultation>,
) -> Outcome<Vec<Proposal>> {
    crate::directory::require(ctx, access::Permission::Draft, Some(&case.resource))?;
    let texts = readable_texts(app, consultation, "", MOST).await?;
    let groups = grouped(texts).await?;
    Ok(groups.into_iter().map(|group| group.proposal).take(PROPOSED).collect())
}

struct Group {
    proposal: Proposal,
    members: Vec<TextRef>,
}

/// The grouping takes the processor for a while and keeps nobody waiting.
async fn grouped(texts: Vec<FreeText>) -> Outcome<Vec<Group>> {
    let work = tokio::task::spawn_blocking(move || group(&texts));
    work.await.map_err(|e| AppError::Internal(format!("topics: {e}")))?
}

fn group(texts: &[FreeText]) -> Outcome<Vec<Group>> {
    let words: Vec<String> = texts.iter().filter_map(|text| text.shown.clone()).collect();
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let failed = |e| AppError::Internal(format!("topics: {e}"));
    let (found, _) = topics(&words, &Order::default()).map_err(failed)?;
    let mut groups: Vec<Group> = Vec::new();
    for (label, issue) in found.issues.iter().enumerate() {
        let own = texts.iter().zip(&found.labels).filter(|(_, of)| **of == Some(label));
        let members: Vec<TextRef> = own.map(|(text, _)| text.at.clone()).collect();
        let typical = issue.typical.iter().filter_map(|place| words.get(*place).cloned());
        let proposal = Proposal {
            digest: digest(&members),
            count: members.len(),
            terms: issue.terms.clone(),
            typical: typical.collect(),
        };
        groups.push(Group { proposal, members });
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.members.len()));
    Ok(groups)
}

fn digest(members: &[TextRef]) -> String {
    let mut named = String::new();
    for at in members {
        named.push_str(&format!("{}/{}\n", at.position, at.question));
    }
    Hash::of(named.as_bytes()).to_string()
}

/// Confirms a topic: the sentence is written by a person, the count is that of
/// the texts that were shown.
///
/// # Errors
/// A sentence that is missing, too long or judges people; [`FieldError`] `changed` when other
/// texts came in since the page was made; a refusal; denied access.
pub async fn confirm(
    app: &App,
    ctx: &Ctx,
    slug: &str,
    (digest, sentence): (&str, &str),
) -> Outcome<()> {
    let sentence = sentence.trim();
    let length = sentence.chars().count();
    let invalid = |code| Err(AppError::Invalid(vec![FieldError::new("topic", code)]));
    if length == 0 {
        return invalid("required");
    }
    if length > SENTENCE {
        let error = FieldError::new("topic", "too_long").with("max", SENTENCE).with("have", length);
        return Err(AppError::Invalid(vec![error]));
    }
    let mut tx = begin(app, ctx).await?;
    let Found { consultation, assessment: case, matter } = found(&mut tx, slug).await?;
    super::may(app, ctx, &mut tx, "record_opinion", &matter.state, &case.state).await?;
    let hash = pin(&case.state.rules_hash);
    let package = app.pinned(&mut tx, &hash).await?;
    worded("topic", sentence, &package.prohibited)?;
    let groups = grouped(readable_texts(app, &consultation, "", MOST).await?).await?;
    let Some(group) = groups.into_iter().find(|group| group.proposal.digest == digest) else {
        return invalid("changed");
    };
    let index = case.state.opinions.len();
    let mut vault = Vault::new(app.ids());
    let command = assessment::Command::RecordOpinion(RecordOpinion {
        topic: vault.text(sentence),
        count: u32::try_from(group.members.len()).unwrap_or(u32::MAX),
        found_in: Some(ConsultationId::new(consultation.id)),
        raised_at: None,
    });
    let env = assessment_env(app, ctx, &package);
    let events = command.decide(&case.state, &env)?;
    let sides = vault.keep(&mut tx, ctx.now).await?;
    tx.commit_record(case, &ctx.act(Some(hash)), &events, &sides).await?;
    once::seal(&mut tx, ctx, Some(slug.to_owned())).await?;
    // The texts learn of their topic first: without the event the code means
    // nothing, and the next topic with this code takes it from them again.
    let mut answers = app.store().write_answers().await?;
    answers.set_topic(consultation.id, &code(index), &group.members).await?;
    answers.commit().await?;
    tx.commit().await?;
    Ok(())
}

/// Takes out of the topics of a consultation what is not counted any more: their
/// counts are those of the texts as they are now. A case that takes no counts any
/// more keeps what it has. Gives back the assessment as it stands then.
///
/// # Errors
/// When the store fails, or somebody else changed the assessment meanwhile.
pub(super) async fn recount(
    app: &App,
    ctx: &Ctx,
    tx: &mut Tx,
    (mut case, of): (Loaded<assessment::Assessment>, uuid::Uuid),
) -> Outcome<Loaded<assessment::Assessment>> {
    let mut answers = app.store().read_answers().await?;
    let counts = answers.topic_counts(of).await?;
    answers.close().await?;
    let hash = pin(&case.state.rules_hash);
    let package = app.pinned(tx, &hash).await?;
    let env = assessment_env(app, ctx, &package);
    let own = ConsultationId::new(of);
    let mut events = Vec::new();
    for (index, opinion) in case.state.opinions.iter().enumerate() {
        if opinion.found_in != Some(own) {
            continue;
        }
        let left = counts.get(&code(index)).copied().unwrap_or_default();
        let (Ok(index), Ok(count)) = (u32::try_from(index), u32::try_from(left)) else {
            continue;
        };
        let Ok(found) = (RecountOpinion { index, count }).decide(&case.state, &env) else {
            return Ok(case);
        };
        events.extend(found);
    }
    if !events.is_empty() {
        case = tx.commit_record(case, &ctx.act(Some(hash)), &events, &[]).await?;
    }
    Ok(case)
}

/// The topics that were found in the texts of a consultation.
#[must_use]
pub(super) fn answered(
    case: &assessment::Assessment,
    words: &Words,
    consultation: uuid::Uuid,
) -> Vec<Answered> {
    let of = ConsultationId::new(consultation);
    let text = |text: domain::text::Text| words.get(&text).map(str::to_owned);
    let one = |(index, opinion): (usize, &Opinion)| Answered {
        index,
        topic: text(opinion.topic),
        count: opinion.count,
        disposition: opinion.disposition,
        reply: opinion.reply.and_then(text),
    };
    let own = case.opinions.iter().enumerate().filter(|(_, o)| o.found_in == Some(of));
    own.map(one).collect()
}

/// The same, read from the store.
pub(super) async fn answered_of(
    reader: &mut Reader,
    consultation: &Loaded<Consultation>,
) -> Outcome<Vec<Answered>> {
    let Some(case) = consultation.state.assessment else { return Ok(Vec::new()) };
    let case = reader.load::<assessment::Assessment>(case.uuid()).await?;
    let Some(case) = case else { return Ok(Vec::new()) };
    let words = crate::view::words_of(reader, &case.state.opinions).await?;
    Ok(answered(&case.state, &words, consultation.id))
}
