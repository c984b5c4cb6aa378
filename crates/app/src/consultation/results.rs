//! What the answers say: counts without small cells, shares with intervals, how
//! the sample compares with the population. Everything is computed from the
//! stored counts; nothing is typed.

mod asked;
pub(super) mod hide;

use std::collections::BTreeMap;

use domain::{
    codes::{Attitude, Channel, ExclusionCause, QuestionKind},
    consultation::{Consultation, Standing, form::Form},
};
use opinion::survey::{
    interval::{Count as Share, Method, interval_or_exact},
    poststratify::{GroupCount, share_of_counts},
};
use store::{Loaded, Reader, answers::Count};

use self::hide::{Row, line, together, totals};
use super::{
    Alike, Letters, by_slug, form, patterns,
    topics::{Answered, answered_of},
};
pub use crate::view::tallies::Audience;
use crate::{
    App, AppError, Ctx,
    error::Outcome,
    view::{
        tallies::{Shown, protected, within},
        words_of,
    },
};

/// Confidence of every interval.
const CONFIDENCE: f64 = 0.95;
/// While answers come in, the public sees their number in steps of this, so that
/// nobody can read off an answer from two looks.
pub(super) const STEP: u64 = 50;

/// A share with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// How many, where the number may be shown.
    pub n: u64,
    /// Share, 0 to 1.
    pub share: f64,
    /// 95 % interval of the share.
    pub interval: [f64; 2],
}

/// Answers that came by one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChannelLine {
    /// The way.
    pub channel: Channel,
    /// How many; none where the number is too small.
    pub n: Option<u64>,
}

/// One group, or several small ones together.
#[derive(Debug, Clone, PartialEq)]
pub struct StratumLine {
    /// Codes of the groups; several where small ones were put together.
    pub codes: Vec<String>,
    /// Persons in them.
    pub population: u64,
    /// Answers; none where the number is too small.
    pub answers: Option<u64>,
    /// By attitude in the order of the code list; none is hidden.
    pub attitudes: Vec<Option<u64>>,
    /// Those who support, with or without conditions.
    pub support: Option<Cell>,
}

/// One question.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionResult {
    /// Code of the question.
    pub code: String,
    /// One table; of a matrix one for each row.
    pub parts: Vec<PartResult>,
}

/// One table of a question.
#[derive(Debug, Clone, PartialEq)]
pub struct PartResult {
    /// The field that is counted; of a ranking the first place.
    pub field: String,
    /// Answers to it; none where the number is too small.
    pub answers: Option<u64>,
    /// By choice in the order of the form; none is hidden.
    pub choices: Vec<Option<Cell>>,
    /// Of a ranking the mean place of each choice among those who placed it, where
    /// every count that it is made of may be shown.
    pub places: Vec<Option<f64>>,
}

/// The result of a consultation as an audience may see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Results {
    /// Where the consultation stands.
    pub standing: Standing,
    /// Answers; while it is open the public sees them in steps.
    pub answers: u64,
    /// Whether that number is in steps.
    pub in_steps: bool,
    /// Below this nothing is shown.
    pub below: u64,
    /// Whether there are too few answers to say anything.
    pub too_few: bool,
    /// By channel.
    pub channels: Vec<ChannelLine>,
    /// By group.
    pub strata: Vec<StratumLine>,
    /// Attitudes of all; none is hidden.
    pub attitudes: Vec<Option<u64>>,
    /// Support among the answers.
    pub support: Option<Cell>,
    /// Opposition among the answers.
    pub opposed: Option<Cell>,
    /// Support weighted to the sizes of the groups: value and interval; none
    /// while a group is silent.
    pub weighted: Option<(f64, [f64; 2])>,
    /// Codes of groups that have not answered at all.
    pub silent: Vec<String>,
    /// Whether all answers take one attitude.
    pub unanimous: bool,
    /// Questions besides the attitude.
    pub questions: Vec<QuestionResult>,
    /// Topics that were found in the texts, with what became of them. Each is
    /// shown with its number of texts where that may be shown.
    pub topics: Vec<(Answered, Option<u32>)>,
    /// Answers that are not counted, by the reason.
    pub excluded: Vec<(ExclusionCause, u64)>,
    /// Letters, where an answer needs one.
    pub letters: Option<Letters>,
    /// Answers that make the same choices, where they are worth a word.
    pub alike: Option<Alike>,
}

/// The result for an audience. For staff access to the matter is asked first.
///
/// # Errors
/// Not found when the audience may not know of it; denied to staff without a
/// part in the matter.
pub async fn results(app: &App, ctx: Option<&Ctx>, slug: &str) -> Outcome<Results> {
    let mut reader = app.store().read().await?;
    let audience = match ctx {
        None => {
            let found = by_slug(&mut reader, slug).await?;
            if !found.state.is_public() {
                return Err(AppError::NotFound);
            }
            Audience::Public
        }
        Some(ctx) => {
            let found = super::found(&mut reader, slug).await?;
            let on = crate::matter::resource::resource(
                app,
                &mut reader,
                &found.matter.state,
                Some(&found.assessment.state),
            )
            .await?;
            crate::directory::require(ctx, access::Permission::ViewMatter, Some(&on))?;
            Audience::Staff
        }
    };
    let found = by_slug(&mut reader, slug).await?;
    let words = words_of(&mut reader, &found.state.form).await?;
    let form = form(&words, &found.state)?;
    told(app, &mut reader, (&found, &form), audience).await
}

/// The result of a consultation that was read, for an audience that may know it.
pub(super) async fn told(
    app: &App,
    reader: &mut Reader,
    (found, form): (&Loaded<Consultation>, &Form),
    audience: Audience,
) -> Outcome<Results> {
    let counts = app.store().read_answers().await?.answer_counts(found.id).await?;
    // The public reads what was made of its words once the result stands.
    let told = audience == Audience::Staff || found.state.standing == Standing::Published;
    let topics = if told { answered_of(reader, found).await? } else { Vec::new() };
    told_of(app, reader, (found, form), audience, (&counts, topics)).await
}

/// The same of counts and topics that were read before.
pub(super) async fn told_of(
    app: &App,
    reader: &mut Reader,
    (found, form): (&Loaded<Consultation>, &Form),
    audience: Audience,
    (counts, topics): (&[Count], Vec<Answered>),
) -> Outcome<Results> {
    let limits = limits(app, reader, &found.state, audience).await?;
    let mut results = tell(&found.state, form, counts, limits, audience)?;
    let shown = |n: u32| (u64::from(n) >= limits.below()).then_some(n);
    results.topics = topics.into_iter().map(|t| (t.clone(), shown(t.count))).collect();
    if !results.in_steps {
        beside(app, reader, found, (&mut results, limits.below())).await?;
    }
    Ok(results)
}

/// What stands beside the counts: letters, and answers that are alike. Once the
/// consultation is closed it is what the log says, before that what is counted.
async fn beside(
    app: &App,
    reader: &mut Reader,
    found: &Loaded<Consultation>,
    (results, below): (&mut Results, u64),
) -> Outcome<()> {
    let state = &found.state;
    let (used, most) = match &state.outcome {
        Some(outcome) => (outcome.letters, outcome.alike),
        None => {
            let mut answers = app.store().read_answers().await?;
            let used = match state.by_letter {
                true => Some(answers.letters_head(found.id).await?.used),
                false => None,
            };
            (used, answers.most_alike(found.id, 1).await?.first().map(|most| most.n))
        }
    };
    if state.by_letter {
        let used = used.unwrap_or_default();
        results.letters = Some(Letters { printed: state.letters, used });
    }
    if let Some(most) = most
        && let Some(rule) = patterns::rule(app, reader, state).await?
    {
        results.alike = patterns::noticeable(most, results.answers, &rule, below);
    }
    Ok(())
}

/// The numbers below which nothing is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Limits {
    /// To the public.
    public: u64,
    /// To staff, where they are the audience.
    staff: Option<u64>,
}

impl Limits {
    /// That of the audience.
    pub(super) fn below(self) -> u64 {
        self.staff.unwrap_or(self.public)
    }
}

pub(super) async fn limits(
    app: &App,
    reader: &mut Reader,
    state: &Consultation,
    to: Audience,
) -> Outcome<Limits> {
    let package = app.pinned(reader, &crate::rules::pin(&state.rules)).await?;
    let today = crate::ctx::legal_day(app.clock().now());
    let rule = crate::view::tallies::disclosure(app, &package, today)?;
    let staff = (to == Audience::Staff).then(|| rule.staff_below.into());
    Ok(Limits { public: rule.public_below.into(), staff })
}

/// Counts by question, group and choice.
struct Counts<'a>(BTreeMap<(&'a str, &'a str, &'a str), u64>);

impl<'a> Counts<'a> {
    fn of(rows: &'a [Count]) -> Self {
        let key = |c: &'a Count| (c.question.as_str(), c.stratum.as_str(), c.choice.as_str());
        Self(rows.iter().map(|c| (key(c), c.n)).collect())
    }

    fn at(&self, question: &str, stratum: &str, choice: &str) -> u64 {
        self.0.get(&(question, stratum, choice)).copied().unwrap_or(0)
    }

    fn over_groups(&self, form: &Form, question: &str, choice: &str) -> u64 {
        form.strata.iter().map(|s| self.at(question, &s.code, choice)).sum()
    }
}

/// The pure part: from counts to what may be shown.
pub(super) fn tell(
    state: &Consultation,
    form: &Form,
    rows: &[Count],
    limits: Limits,
    audience: Audience,
) -> Outcome<Results> {
    let below = limits.below();
    let counts = Counts::of(rows);
    let all = counts.over_groups(form, "", "");
    let steps = audience == Audience::Public && state.standing == Standing::Open;
    let mut results = Results {
        standing: state.standing,
        answers: if steps { all / STEP * STEP } else { all },
        in_steps: steps,
        below,
        too_few: all < below,
        channels: Vec::new(),
        strata: Vec::new(),
        attitudes: Vec::new(),
        support: None,
        opposed: None,
        weighted: None,
        silent: Vec::new(),
        unanimous: false,
        questions: Vec::new(),
        topics: Vec::new(),
        excluded: Vec::new(),
        letters: None,
        alike: None,
    };
    // While it is open the public sees how many answered and nothing of what:
    // people should not answer by what others said.
    if steps || results.too_few {
        if results.too_few && audience == Audience::Public {
            results.answers = 0;
        }
        return Ok(results);
    }
    let excluded = ExclusionCause::ALL.iter().map(|cause| (*cause, state.excluded_for(*cause)));
    results.excluded = excluded.filter(|(_, n)| *n > 0).collect();
    results.channels = channels(form, &counts, below);
    groups(&mut results, state, form, &counts, limits)?;
    let asked = form
        .questions
        .iter()
        .filter(|q| !matches!(q.kind, QuestionKind::Attitude | QuestionKind::Text));
    let asked = asked.map(|q| asked::question(form, q, &counts, limits));
    results.questions = asked.collect::<Outcome<_>>()?;
    Ok(results)
}

fn channels(form: &Form, counts: &Counts<'_>, below: u64) -> Vec<ChannelLine> {
    let numbers: Vec<u64> = Channel::ALL
        .iter()
        .map(|channel| counts.over_groups(form, "channel", channel.code()))
        .collect();
    let shown = line(&numbers, below);
    let lines = Channel::ALL.iter().zip(shown).zip(numbers);
    lines
        .filter(|(_, n)| *n > 0)
        .map(|((channel, n), _)| ChannelLine { channel: *channel, n })
        .collect()
}

/// Attitudes by group and of all, with the groups' sizes.
fn groups(
    results: &mut Results,
    state: &Consultation,
    form: &Form,
    counts: &Counts<'_>,
    limits: Limits,
) -> Outcome<()> {
    let attitude = form.attitude().map_or("", |q| q.code.as_str());
    let mut rows: Vec<Row> = Vec::new();
    let mut weighing = Vec::new();
    for choice in &form.strata {
        let of = |a: &Attitude| counts.at(attitude, &choice.code, a.code());
        let row: Vec<u64> = Attitude::ALL.iter().map(of).collect();
        let population = state.strata.get(&choice.code).map_or(0, |s| u64::from(s.population));
        let answers: u64 = row.iter().sum();
        if answers == 0 {
            results.silent.push(choice.code.clone());
        }
        weighing.push(GroupCount { answers, yes: supporters(&row), population });
        rows.push((vec![choice.code.clone()], population, row));
    }
    let sums: Vec<u64> =
        (0..Attitude::ALL.len()).map(|at| rows.iter().filter_map(|r| r.2.get(at)).sum()).collect();
    results.unanimous = sums.iter().filter(|n| **n > 0).count() == 1;
    // Groups are put together and cells hidden as the public sees them; staff
    // sees some of the hidden ones, and nothing in another cut.
    let rows = together(rows, limits.public);
    let table: Vec<Vec<u64>> = rows.iter().map(|row| row.2.clone()).collect();
    let public = protected(&table, limits.public)?;
    let shown = match limits.staff {
        Some(staff) => within(&table, &public, staff)?,
        None => public,
    };
    results.attitudes = totals(&table, &shown, results.below);
    let all: u64 = sums.iter().sum();
    let open = results.attitudes.iter().all(Option::is_some);
    if open {
        results.support = cell(supporters(&sums), all)?;
        results.opposed = cell(opponents(&sums), all)?;
        results.weighted = share_of_counts(&weighing).ok().and_then(|estimate| {
            let interval = estimate.normal_interval(CONFIDENCE)?;
            Some((estimate.value, interval.map(|limit| limit.clamp(0.0, 1.0))))
        });
    }
    results.strata = rows
        .into_iter()
        .enumerate()
        .map(|(at, row)| stratum(at, row, &shown))
        .collect::<Outcome<_>>()?;
    Ok(())
}

fn stratum(at: usize, row: Row, shown: &Shown) -> Outcome<StratumLine> {
    let (codes, population, counts) = row;
    let attitudes = shown.cells.get(at).cloned().unwrap_or_default();
    let answers = shown.sums.as_ref().and_then(|sums| sums.rows.get(at).copied());
    let whole = attitudes.iter().all(Option::is_some) && answers.is_some_and(|n| n > 0);
    let support = if whole { cell(supporters(&counts), counts.iter().sum())? } else { None };
    Ok(StratumLine { codes, population, answers, attitudes, support })
}

fn supporters(row: &[u64]) -> u64 {
    pick(row, &[Attitude::Support, Attitude::Conditional])
}

fn opponents(row: &[u64]) -> u64 {
    pick(row, &[Attitude::Oppose])
}

fn pick(row: &[u64], wanted: &[Attitude]) -> u64 {
    let counted = Attitude::ALL.iter().zip(row);
    counted.filter(|(attitude, _)| wanted.contains(attitude)).map(|(_, n)| n).sum()
}

fn cell(n: u64, all: u64) -> Outcome<Option<Cell>> {
    if all == 0 {
        return Ok(None);
    }
    let failed = |e| AppError::Internal(format!("share: {e}"));
    let count = Share::new(n, all).map_err(failed)?;
    let (interval, _) = interval_or_exact(count, CONFIDENCE, Method::Wilson).map_err(failed)?;
    Ok(Some(Cell { n, share: count.share(), interval }))
}
