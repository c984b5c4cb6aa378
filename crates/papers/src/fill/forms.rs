//! Forms of the first steps: screening, plan, notice.

use documents::{
    context::{
        Context, GroupMember, Item, Plan, Publicity, ScheduleRow, ScreeningQuestion, ScreeningSheet,
    },
    model::Kind,
};
use domain::{
    assessment::{Assessment, parts},
    codes::{ScreeningResult, Step},
    matter::Screening,
};

use super::{Sheet, count, matter};
use crate::{PaperError, read::Read};

/// Whether the matter is in scope, and which procedure applies.
///
/// # Errors
/// Nobody screened it yet.
pub(super) fn screening(read: &Read) -> Result<Sheet, PaperError> {
    let state = &read.case.matter.state;
    let found = state.screening.as_ref().ok_or_else(|| read.missing(Step::Screening))?;
    let date = found.confirmed_on.unwrap_or(found.proposed_on);
    let asked = read.case.package.screening.iter();
    let questions = asked.filter_map(|question| {
        let answer = found.answers.get(&question.item.code)?;
        Some(ScreeningQuestion {
            text: read.rule(&question.item),
            yes: answer.yes,
            facts: read.maybe(answer.basis.as_ref()).unwrap_or_default(),
        })
    });
    let context = ScreeningSheet {
        matter: matter::matter(read),
        organ: read.lead(),
        date,
        questions: questions.collect(),
        hits: count(found.answers.values().filter(|a| a.yes).count()),
        result: result(read, found),
        reason: read.or_none(found.reason.as_ref()),
    };
    Ok(Sheet::new(Context::ScreeningSheet(Box::new(context)), date))
}

/// The result, the procedure that follows and the ground of an exemption.
fn result(read: &Read, found: &Screening) -> String {
    let l10n = read.l10n;
    let procedure = found.procedure.map(|code| {
        let own = read.case.package.procedure(code).map(|p| read.rule(&p.item));
        own.filter(|name| !name.is_empty()).unwrap_or_else(|| l10n.code("procedure", code.code()))
    });
    let mut parts = match (found.result, procedure) {
        (ScreeningResult::SimplifiedOk, Some(own)) => {
            vec![l10n.t1("case-may-use", "procedure", own)]
        }
        (result, own) => {
            let mut words = vec![l10n.code("screening", result.code())];
            words.extend(own);
            words
        }
    };
    parts.extend(found.exempt.map(|e| l10n.code("exempt", e.code())));
    read.join(&parts)
}

/// Who assesses what, how and when.
///
/// # Errors
/// The plan was not adopted yet.
pub(super) fn plan(read: &Read) -> Result<Sheet, PaperError> {
    let state = read.state()?;
    let plan = state.plan.as_ref().ok_or_else(|| read.missing(Step::Plan))?;
    let date = read.day_of(Step::Plan);
    let methods = plan.methods.iter().map(|m| read.l10n.code("activity", m.code()));
    let name = read.case.title().map_or_else(|| read.t("case-erased"), str::to_owned);
    let context = Plan {
        matter: matter::matter(read),
        organ: read.assessing(),
        date,
        aim: read.l10n.t1("paper-plan-aim", "matter", name),
        coverage: read.text(&plan.scope),
        methods: methods.collect(),
        group: group(read, state),
        schedule: vec![ScheduleRow {
            from: plan.from,
            to: plan.to,
            text: read.t("paper-plan-work"),
            unit: read.assessing(),
        }],
        sample: sample(read, plan),
        budget: plan.budget_yuan.map(f64::from),
    };
    Ok(Sheet::new(Context::Plan(Box::new(context)), date))
}

fn group(read: &Read, state: &Assessment) -> Vec<GroupMember> {
    let all = matter::participants(read, state).into_iter();
    all.map(|p| GroupMember { post: p.unit, duty: p.part }).collect()
}

/// How many answers are planned, of which groups.
fn sample(read: &Read, plan: &parts::Plan) -> String {
    let groups = plan.groups.iter().map(|g| {
        let size = locale::format::number(i64::from(g.size));
        read.l10n.t2("paper-group-size", ("group", read.text(&g.name)), ("size", size))
    });
    let groups: Vec<String> = groups.collect();
    let args = (("count", plan.sample_target), ("groups", read.join(&groups)));
    read.l10n.t2("paper-sample", args.0, args.1)
}

/// A notice.
///
/// # Errors
/// None was put up yet; no such notice.
pub(super) fn publicity(read: &Read, part: Option<&str>) -> Result<Sheet, PaperError> {
    let state = read.state()?;
    let mut standing = state.notices.iter().filter(|n| n.void.is_none());
    let notice = match part {
        Some(id) => standing.find(|n| n.id.to_string() == id),
        None => Some(standing.next_back().ok_or_else(|| read.missing(Step::Publicity))?),
    };
    let notice = notice.ok_or_else(|| read.unknown(Kind::Publicity))?;
    let effects = state.live_factors().map(|factor| {
        let measures = state.live_measures().filter(|m| m.factors.contains(&factor.id));
        let measures: Vec<String> = measures.map(|m| read.text(&m.title)).collect();
        let none = measures.is_empty();
        let text = if none { read.t("paper-measures-open") } else { read.join(&measures) };
        Item { title: read.text(&factor.name), text }
    });
    // A notice tells what was known when it was put up.
    let known = state.done.get(&Step::Measures).is_some_and(|day| *day <= notice.from);
    let context = Publicity {
        matter: matter::matter(read),
        organ: read.lead(),
        date: notice.from,
        from: notice.from,
        to: notice.to,
        content: read.paragraphs(Some(&notice.text)),
        effects: if known { effects.collect() } else { Vec::new() },
        channels: vec![Item { title: read.lead(), text: read.t("paper-channel-unit") }],
        places: read.paragraphs(Some(&notice.place)),
    };
    Ok(Sheet::new(Context::Publicity(Box::new(context)), notice.from))
}
