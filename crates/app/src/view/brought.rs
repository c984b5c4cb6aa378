//! What grievances give to do: each has a term that runs, and the acts that its
//! standing waits for.

use access::{Permission, Resource, decide, permission_for};
use domain::{
    assessment::Assessment,
    grievance::{Grievance, Standing},
    matter::Matter,
    rulebook::Package,
};
use jiff::civil::Date;
use store::{Loaded, MatterListRow, Reader};
use uuid::Uuid;

use super::tasks::{ByRule, Task, task};
use crate::{App, Ctx, error::Outcome, matter::resource::resource, rules::pin};

/// Grievances with a term that runs, of the matters of a work list.
pub(super) struct Brought(Vec<Loaded<Grievance>>);

impl Brought {
    pub(super) async fn of(reader: &mut Reader, matters: &[Uuid]) -> Outcome<Self> {
        let rows = reader.open_grievances(matters).await?;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.row.id).collect();
        Ok(Self(reader.load_many::<Grievance>(&ids).await?))
    }

    /// The tasks that the grievances of a matter give to the actor's post.
    pub(super) async fn tasks(
        &self,
        app: &App,
        ctx: &Ctx,
        reader: &mut Reader,
        (row, matter, assessment): (&MatterListRow, &Matter, Option<&Assessment>),
    ) -> Outcome<Vec<Task>> {
        let of_row = |found: &&Loaded<Grievance>| {
            found.state.matter.is_some_and(|matter| matter.uuid() == row.id)
        };
        let mut found = self.0.iter().filter(of_row).peekable();
        if found.peek().is_none() {
            return Ok(Vec::new());
        }
        let on = resource(app, reader, matter, assessment).await?;
        let mut tasks = Vec::new();
        for grievance in found {
            let package = app.pinned(reader, &pin(&grievance.state.rules)).await?;
            tasks.extend(task_of(ctx, &package, (row, &on), &grievance.state));
        }
        Ok(tasks)
    }
}

/// Whoever deals with it has the act that comes next. The office above has it to
/// escalate once the day for the answer has passed.
fn act_of(ctx: &Ctx, on: &Resource, state: &Grievance) -> Option<&'static str> {
    let may = |code: &'static str| {
        let allowed =
            |permission: Permission| decide(&ctx.actor, permission, Some(on)).is_allowed();
        permission_for(code).is_some_and(allowed).then_some(code)
    };
    let late = state.standing.awaits_answer()
        && state.standing != Standing::Escalated
        && state.overdue(ctx.today);
    let escalate = late.then(|| may("escalate_grievance")).flatten();
    state.standing.next_act().and_then(may).or(escalate)
}

fn task_of(
    ctx: &Ctx,
    package: &Package,
    (row, on): (&MatterListRow, &Resource),
    state: &Grievance,
) -> Option<Task> {
    let act = act_of(ctx, on, state)?;
    let (kind, due): (_, Date) = state.due()?;
    let rule = package.grievance_term(kind)?.clone();
    let by = Some(ByRule::Grievance { number: state.number.clone(), rule });
    Some(Task { by, ..task(row, Some(act), None, (ctx.today, Some(due))) })
}
