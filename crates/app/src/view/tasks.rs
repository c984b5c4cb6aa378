//! The work list: what the actor's post has to do next, computed from records
//! and rules, never stored.

use access::Permission;
use domain::{
    assessment::{Assessment, Standing},
    codes::Step,
    matter::Matter,
    rulebook::{GrievanceRule, Package, TrackingInterval, TriggerRule},
};
use jiff::{ToSpan, civil::Date};
use store::{MatterFilter, MatterListRow, Page, Reader};
use uuid::Uuid;

use super::{
    acts::{ActState, act_states, next_acts},
    list::scope_of,
};
use crate::{App, Ctx, assessment_env, error::Outcome, matter::resource::resource, rules::pin};

/// Matters looked at for the work list, by due day.
const LOOK_AT: u32 = 200;
/// Overdue measures that are counted.
pub const MOST_OVERDUE: u32 = 100;

/// When a task is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TaskGroup {
    /// Its day has passed.
    Overdue,
    /// Due today.
    Today,
    /// Due within seven days.
    Week,
    /// Due later, or without a term.
    Later,
    /// Someone else has to act first.
    Waiting,
}

/// The rule of a task that a day brings and no step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ByRule {
    /// The next check-in, so many months after the last one.
    CheckIn {
        /// The rule with its interval.
        rule: TrackingInterval,
        /// The day from which it counts.
        from: Date,
    },
    /// A trigger of re-assessment that nobody has raised yet.
    Trigger(TriggerRule),
    /// A grievance with a term that runs.
    Grievance {
        /// Its number.
        number: String,
        /// The rule of the term.
        rule: GrievanceRule,
    },
}

/// One task.
#[derive(Debug, Clone)]
pub struct Task {
    /// The matter.
    pub row: MatterListRow,
    /// Code of the act that comes next; none while others have to act.
    pub act: Option<&'static str>,
    /// The step that is open.
    pub step: Option<Step>,
    /// Its due day.
    pub due: Option<Date>,
    /// When it is due.
    pub group: TaskGroup,
    /// The rule behind it, where a day brings the task.
    pub by: Option<ByRule>,
    /// The matter is suspended: no term runs and nobody has to act.
    pub suspended: bool,
}

/// The work list.
#[derive(Debug, Clone, Default)]
pub struct Tasks {
    /// Tasks by group and due day.
    pub tasks: Vec<Task>,
    /// Measures of the actor's unit or scope that are overdue, counted up to
    /// [`MOST_OVERDUE`].
    pub overdue_measures: u64,
    /// Whether more measures than that are overdue.
    pub more_overdue: bool,
    /// Whether there are matters, due later, that were not looked at.
    pub more: bool,
}

/// Computes the work list of the actor's post.
///
/// # Errors
/// When the store fails.
pub async fn tasks(app: &App, ctx: &Ctx) -> Outcome<Tasks> {
    let mut reader = app.store().read().await?;
    let Some(scope) = scope_of(ctx, Permission::ViewMatter) else { return Ok(Tasks::default()) };
    let page = Page { after: None, limit: LOOK_AT };
    let page = reader.matters(&MatterFilter::within(scope), &page).await?;
    let (rows, more) = (page.rows, page.next.is_some());
    let ids: Vec<Uuid> = rows.iter().map(|r| r.id).collect();
    let open: Vec<Uuid> = rows.iter().filter_map(|r| r.assessment_id).collect();
    let matters = reader.load_many::<Matter>(&ids).await?;
    let assessments = reader.load_many::<Assessment>(&open).await?;
    let mut tasks = Vec::new();
    let brought = super::brought::Brought::of(&mut reader, &ids).await?;
    for row in rows {
        let Some(matter) = matters.iter().find(|m| m.id == row.id) else { continue };
        let assessment =
            assessments.iter().find(|a| Some(a.id) == row.assessment_id).map(|a| &a.state);
        tasks
            .extend(brought.tasks(app, ctx, &mut reader, (&row, &matter.state, assessment)).await?);
        tasks.extend(of_matter(app, ctx, &mut reader, row, &matter.state, assessment).await?);
    }
    tasks.sort_by(|a, b| (a.group, a.due, &a.row.number).cmp(&(b.group, b.due, &b.row.number)));
    let (overdue_measures, more_overdue) = overdue(ctx, &mut reader).await?;
    Ok(Tasks { tasks, overdue_measures, more_overdue, more })
}

async fn overdue(ctx: &Ctx, reader: &mut Reader) -> Outcome<(u64, bool)> {
    let Some(scope) = scope_of(ctx, Permission::ViewMatter) else { return Ok((0, false)) };
    let filter = store::MeasureFilter {
        scope,
        unit: None,
        statuses: vec!["NOT_STARTED".into(), "IN_PROGRESS".into()],
        due_before: Some(ctx.today),
    };
    let page = reader.measures(&filter, &Page { after: None, limit: MOST_OVERDUE }).await?;
    Ok((page.rows.len() as u64, page.next.is_some()))
}

/// What a matter gives to do: the next act of its step, and what a day brings.
async fn of_matter(
    app: &App,
    ctx: &Ctx,
    reader: &mut Reader,
    row: MatterListRow,
    matter: &Matter,
    assessment: Option<&Assessment>,
) -> Outcome<Vec<Task>> {
    let on = resource(app, reader, matter, assessment).await?;
    let hash = assessment.map_or_else(|| pin(&matter.rules), |a| pin(&a.rules_hash));
    let package = app.pinned(reader, &hash).await?;
    let env = assessment_env(app, ctx, &package);
    let acts = act_states(ctx, &env, matter, assessment, &on);
    let step = match assessment {
        Some(a) => a.term_step,
        None if matter.screening.is_none() || !next_acts(&acts).is_empty() => Some(Step::Screening),
        None => None,
    };
    let Some(step) = step else { return Ok(Vec::new()) };
    // Nobody waits for others where the post can do nothing about it.
    let can_act = acts.iter().any(|act| act.waits.is_none());
    let mut tasks = tasks_of_step(ctx, &package, &row, (assessment, step), &acts);
    tasks.retain(|task| task.act.is_some() || can_act);
    Ok(tasks)
}

fn tasks_of_step(
    ctx: &Ctx,
    package: &Package,
    row: &MatterListRow,
    (assessment, step): (Option<&Assessment>, Step),
    acts: &[ActState],
) -> Vec<Task> {
    if assessment.is_some_and(|a| a.standing == Standing::Suspended) {
        let waiting = task(row, None, Some(step), (ctx.today, None));
        return vec![Task { suspended: true, ..waiting }];
    }
    let mut tasks = Vec::new();
    if let Some(state) = assessment {
        let may_raise = acts.iter().any(|a| a.code == "raise_trigger" && a.waits.is_none());
        let due = if may_raise { state.triggers_due(package, ctx.today) } else { Vec::new() };
        tasks.extend(due.into_iter().map(|due| Task {
            by: Some(ByRule::Trigger(due.rule.clone())),
            ..task(row, Some("raise_trigger"), Some(step), (ctx.today, Some(due.since)))
        }));
        if step == Step::Tracking {
            tasks.extend(tracked(ctx, row, acts, state.check_in_interval(package)));
            return tasks;
        }
    }
    let next = next_acts(acts).first().map(|a| a.code);
    tasks.push(task(row, next, Some(step), (ctx.today, row.due_on)));
    tasks
}

/// While a matter is tracked, the due day is that of the next check-in; measures
/// and the end of the case have no term of their own.
fn tracked(
    ctx: &Ctx,
    row: &MatterListRow,
    acts: &[ActState],
    interval: Option<(&TrackingInterval, Date)>,
) -> Vec<Task> {
    let next = next_acts(acts);
    let step = Some(Step::Tracking);
    let by = interval.map(|(rule, from)| ByRule::CheckIn { rule: rule.clone(), from });
    let mut tasks = Vec::new();
    if next.is_empty() || next.iter().any(|act| act.code == "check_in") {
        let act = next.iter().find(|act| act.code == "check_in").map(|act| act.code);
        tasks.push(Task { by, ..task(row, act, step, (ctx.today, row.due_on)) });
    }
    if let Some(act) = next.first().filter(|act| act.code != "check_in") {
        tasks.push(task(row, Some(act.code), step, (ctx.today, None)));
    }
    tasks
}

pub(super) fn task(
    row: &MatterListRow,
    act: Option<&'static str>,
    step: Option<Step>,
    (today, due): (Date, Option<Date>),
) -> Task {
    let group = if act.is_none() { TaskGroup::Waiting } else { group(today, due) };
    Task { row: row.clone(), act, step, due, group, by: None, suspended: false }
}

fn group(today: Date, due: Option<Date>) -> TaskGroup {
    let week = today.checked_add(7.days()).unwrap_or(today);
    match due {
        Some(day) if day < today => TaskGroup::Overdue,
        Some(day) if day == today => TaskGroup::Today,
        Some(day) if day <= week => TaskGroup::Week,
        _ => TaskGroup::Later,
    }
}
