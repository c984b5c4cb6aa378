//! What people answered: the stored results of a consultation, hidden as staff sees them, or
//! the counts of meetings where there was no consultation.

use app::{
    consultation::{self, PartResult, Results},
    view::{Audience, tallies},
};
use documents::context::{Answer, Opinion, Question, Survey};
use domain::{
    assessment::{Assessment, parts},
    codes::{ActivityKind, Attitude, ExclusionCause},
    consultation::form::Form,
};
use opinion::survey::interval::{Count as Share, Method, interval_or_exact};

use super::count;
use crate::{PaperError, read::Read};

/// Confidence of every interval, as in the results of consultations.
const CONFIDENCE: f64 = 0.95;

/// The survey of a case; none where nobody was asked, or too few answered to say anything.
///
/// # Errors
/// When the store fails.
pub(super) async fn survey(read: &Read, state: &Assessment) -> Result<Option<Survey>, PaperError> {
    match asked(read, state).await? {
        Some((survey, Enough::Yes)) => Ok(Some(survey)),
        Some((_, Enough::No)) | None => of_meetings(read, state),
    }
}

/// Whether enough people answered for anything to be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Enough {
    /// They did.
    Yes,
    /// Only how many did is shown.
    No,
}

/// What came of the consultation of a case, as far as staff sees it; none where there was none.
///
/// # Errors
/// When the store fails.
pub(super) async fn asked(
    read: &Read,
    state: &Assessment,
) -> Result<Option<(Survey, Enough)>, PaperError> {
    let desk = consultation::desk(&read.app, &read.ctx, &read.case).await?;
    let (Some(sheet), Some(results)) = (&desk.current, &desk.results) else { return Ok(None) };
    let stands = &sheet.consultation.state;
    let (Some(from), Some(to)) = (stands.from, stands.to) else { return Ok(None) };
    let enough = if results.too_few { Enough::No } else { Enough::Yes };
    Ok(Some((of_results(read, state, (&sheet.form, results), (from, to)), enough)))
}

/// Whether answers were counted at meetings, visits or by hand and may be shown.
///
/// # Errors
/// When counts of the record do not fit together.
pub(super) fn met(read: &Read) -> Result<bool, PaperError> {
    let counted = tallies(&read.app, &read.case, read.ctx.today, Audience::Staff)?;
    Ok(counted.is_some_and(|counted| counted.shown.sums.is_some()))
}

type Days = (jiff::civil::Date, jiff::civil::Date);

fn of_results(
    read: &Read,
    state: &Assessment,
    (form, results): (&Form, &Results),
    (from, to): Days,
) -> Survey {
    let ways: Vec<String> =
        results.channels.iter().map(|c| read.l10n.code("channel", c.channel.code())).collect();
    let excluded: u64 = ExclusionCause::ALL
        .iter()
        .filter_map(|cause| results.excluded.iter().find(|(of, _)| of == cause))
        .map(|(_, n)| n)
        .sum();
    let support = results.support;
    Survey {
        from,
        to,
        method: read.l10n.t1("paper-survey-by", "ways", read.join(&ways)),
        issued: results.letters.map(|letters| letters.printed),
        returned: results.answers.saturating_add(excluded),
        valid: results.answers,
        talks: talks(state),
        support: support.map(|s| s.share),
        support_low: support.map(|s| s.interval[0]),
        support_high: support.map(|s| s.interval[1]),
        questions: questions(read, form, results),
    }
}

/// Talks that were held: meetings, hearings and visits that stand.
fn talks(state: &Assessment) -> u64 {
    let talk = |a: &&parts::Activity| {
        use ActivityKind::{FieldVisit, Hearing, Interview, Seminar};
        a.void.is_none() && matches!(a.kind, Seminar | Hearing | Interview | FieldVisit)
    };
    count(state.activities.iter().filter(talk).count())
}

/// The attitude, then the other questions, as far as they may be shown.
fn questions(read: &Read, form: &Form, results: &Results) -> Vec<Question> {
    let english = read.l10n.lang() == locale::Lang::En;
    let attitude = form.attitude().map(|q| q.words.get(english).to_owned());
    let counts: Option<Vec<u64>> = results.attitudes.iter().copied().collect();
    let mut all: Vec<Question> = counts
        .and_then(|counts| of_attitudes(read, attitude.unwrap_or_else(|| read.none()), &counts))
        .into_iter()
        .collect();
    for found in &results.questions {
        let Some(asked) = form.question(&found.code) else { continue };
        for part in &found.parts {
            let row = asked.rows.iter().find(|row| part.field == asked.field(&row.code));
            let text = match row {
                Some(row) => read.l10n.t2(
                    "paper-question-row",
                    ("question", asked.words.get(english)),
                    ("row", row.words.get(english)),
                ),
                None => asked.words.get(english).to_owned(),
            };
            let words: Vec<String> =
                asked.choices.iter().map(|c| c.words.get(english).to_owned()).collect();
            all.extend(of_part(read, text, &words, part));
        }
    }
    all
}

/// One table of a question. Choices that may not be shown are left out, and it is said.
fn of_part(read: &Read, text: String, words: &[String], part: &PartResult) -> Option<Question> {
    let n = part.answers?;
    let shown = words.iter().zip(&part.choices).filter_map(|(words, cell)| {
        let cell = cell.as_ref()?;
        Some(Answer {
            text: words.clone(),
            count: cell.n,
            share: cell.share,
            low: cell.interval[0],
            high: cell.interval[1],
        })
    });
    let answers: Vec<Answer> = shown.collect();
    if answers.is_empty() {
        return None;
    }
    let hidden = answers.len() < part.choices.len();
    let text = if hidden { read.l10n.t1("paper-some-hidden", "question", text) } else { text };
    Some(Question { text, n, answers })
}

fn of_attitudes(read: &Read, text: String, counts: &[u64]) -> Option<Question> {
    let n: u64 = counts.iter().sum();
    let answers: Option<Vec<Answer>> = Attitude::ALL
        .iter()
        .zip(counts)
        .map(|(attitude, k)| {
            let [low, high] = interval(*k, n)?;
            let share = Share::new(*k, n).ok()?.share();
            let text = read.l10n.code("attitude", attitude.code());
            Some(Answer { text, count: *k, share, low, high })
        })
        .collect();
    Some(Question { text, n, answers: answers? })
}

fn interval(k: u64, n: u64) -> Option<[f64; 2]> {
    let share = Share::new(k, n).ok()?;
    interval_or_exact(share, CONFIDENCE, Method::Wilson).ok().map(|(interval, _)| interval)
}

/// What was counted at meetings, visits and by hand, over all groups.
fn of_meetings(read: &Read, state: &Assessment) -> Result<Option<Survey>, PaperError> {
    let counted = tallies(&read.app, &read.case, read.ctx.today, Audience::Staff)?;
    let Some(sums) = counted.and_then(|counted| counted.shown.sums) else { return Ok(None) };
    let standing = state.activities.iter().filter(|a| a.void.is_none() && !a.tallies.is_empty());
    let (first, last) =
        (standing.clone().map(|a| a.on).min(), standing.clone().map(|a| a.on).max());
    let (Some(from), Some(to)) = (first, last) else { return Ok(None) };
    let mut ways: Vec<String> =
        standing.map(|a| read.l10n.code("activity", a.kind.code())).collect();
    ways.sort();
    ways.dedup();
    let supporters: u64 = Attitude::ALL
        .iter()
        .zip(&sums.columns)
        .filter(|(attitude, _)| matches!(attitude, Attitude::Support | Attitude::Conditional))
        .map(|(_, n)| n)
        .sum();
    let support = Share::new(supporters, sums.all).ok().map(|share| share.share());
    let ends = interval(supporters, sums.all);
    let question = of_attitudes(read, read.t("paper-attitude"), &sums.columns);
    Ok(Some(Survey {
        from,
        to,
        method: read.join(&ways),
        issued: None,
        returned: sums.all,
        valid: sums.all,
        talks: talks(state),
        support,
        support_low: ends.map(|[low, _]| low),
        support_high: ends.map(|[_, high]| high),
        questions: question.into_iter().collect(),
    }))
}

/// How people took part, in a sentence.
pub(super) fn participation(read: &Read, state: &Assessment, found: Option<&Survey>) -> String {
    let mut parts = Vec::new();
    let notices = state.notices.iter().filter(|n| n.void.is_none()).count();
    if notices > 0 {
        parts.push(read.l10n.t1("paper-took-notices", "count", notices));
    }
    if let Some(found) = found {
        parts.push(read.l10n.t1("paper-took-answers", "count", found.valid));
    }
    let talks = talks(state);
    if talks > 0 {
        parts.push(read.l10n.t1("paper-took-talks", "count", talks));
    }
    if !state.opinions.is_empty() {
        parts.push(read.l10n.t1("paper-took-topics", "count", state.opinions.len()));
    }
    if parts.is_empty() { read.none() } else { read.l10n.join_apart(&parts) }
}

/// Topics that people raised, with what became of them.
pub(super) fn opinions(read: &Read, state: &Assessment) -> Vec<Opinion> {
    let l10n = read.l10n;
    let source = |opinion: &parts::Opinion| {
        let meeting = opinion.raised_at.and_then(|id| state.activities.iter().find(|a| a.id == id));
        match meeting {
            Some(meeting) => l10n.t2(
                "opinions-source",
                ("kind", l10n.code("activity", meeting.kind.code())),
                ("day", l10n.date(meeting.on)),
            ),
            None if opinion.found_in.is_some() => read.t("paper-from-survey"),
            None => read.t("paper-from-consultation"),
        }
    };
    state
        .opinions
        .iter()
        .map(|opinion| Opinion {
            source: source(opinion),
            text: read.text(&opinion.topic),
            count: u64::from(opinion.count),
            outcome: opinion
                .disposition
                .map_or_else(|| read.t("paper-unanswered"), |d| l10n.code("disposition", d.code())),
            reason: read.or_none(opinion.reply.as_ref()),
        })
        .collect()
}
