//! Measures and level while the matter is carried out.

use app::grievance;
use documents::context::{Context, Step as Event, TrackingReport};
use domain::{assessment::Assessment, codes::Step};
use jiff::civil::Date;

use super::{Sheet, count, level, matter, rating};
use crate::{PaperError, read::Read};

/// The report of the last period: from the check-in before the last one to the last one; before
/// the first check-in since the decision.
///
/// # Errors
/// The decision comes first.
pub(super) async fn report(read: &Read) -> Result<Sheet, PaperError> {
    let state = read.state()?;
    let decided = state.decisions.last().ok_or_else(|| read.missing(Step::Decision))?;
    let last = state.check_ins.last();
    let to = last.map_or(read.ctx.today, |c| c.on);
    let before = state.check_ins.iter().rev().nth(1);
    let from = before.map_or(decided.on, |c| c.on).min(to);
    let env = read.env();
    let live = state.live_level(&env).ok_or_else(|| read.missing(Step::InitialRating))?;
    let rating = rating::rating(read, state)?;
    let after = rating.after.as_ref().unwrap_or(&rating.before).index;
    let board = read.board(state);
    let index = board.live.as_ref().map_or(after, |live| live.t.to_f64());
    let desk = grievance::desk(&read.app, &read.ctx, &read.case).await?;
    let within = |day: Option<Date>| day.is_some_and(|day| from <= day && day <= to);
    let of_period = || desk.lines.iter().filter(|line| within(Some(line.row.received_on)));
    let context = TrackingReport {
        matter: matter::matter(read),
        organ: read.maybe_unit(read.parties().map(|p| p.executing.unwrap_or(p.lead))),
        date: to,
        from,
        to,
        rating,
        index,
        level: level(live).to_owned(),
        measures: rating::measures(read, state, read.ctx.today),
        events: events(read, state, (from, to)),
        grievances: count(of_period().count()),
        settled: count(of_period().filter(|l| l.row.answered_on.is_some()).count()),
        judgement: read.or_none(last.map(|c| &c.report)),
        proposals: proposals(read, state),
    };
    Ok(Sheet::new(Context::TrackingReport(Box::new(context)), to))
}

/// Check-ins, incidents and triggers of a period by day.
fn events(read: &Read, state: &Assessment, (from, to): (Date, Date)) -> Vec<Event> {
    let l10n = read.l10n;
    let check_ins = state
        .check_ins
        .iter()
        .map(|c| (c.on, l10n.t1("paper-check-in", "count", i64::from(c.petitions))));
    let incidents = state.incidents.iter().map(|i| {
        let args = (("account", read.text(&i.account)), ("count", i64::from(i.participants)));
        (i.on, l10n.t2("paper-incident", args.0, args.1))
    });
    let triggers = state.triggers.iter().map(|t| {
        let kind = l10n.code("trigger", t.kind.code());
        let args = (("kind", kind), ("reason", read.text(&t.reason)));
        (t.on, l10n.t2("paper-trigger", args.0, args.1))
    });
    let mut all: Vec<(Date, String)> = check_ins.chain(incidents).chain(triggers).collect();
    all.retain(|(on, _)| from <= *on && *on <= to);
    all.sort();
    all.into_iter().map(|(date, text)| Event { date, text, proof: None }).collect()
}

/// What waits for an answer, and measures that are overdue; that there is nothing to propose.
fn proposals(read: &Read, state: &Assessment) -> Vec<String> {
    let open = state.triggers.iter().filter(|t| t.answer.is_none()).map(|t| {
        read.l10n.t1("paper-answer-trigger", "kind", read.l10n.code("trigger", t.kind.code()))
    });
    let late = state.live_measures().filter(|m| m.overdue(read.ctx.today)).map(|m| {
        let args = (("code", m.key()), ("text", read.text(&m.title)));
        read.l10n.t2("paper-overdue", args.0, args.1)
    });
    let all: Vec<String> = open.chain(late).collect();
    if all.is_empty() { vec![read.t("paper-no-proposals")] } else { all }
}
