//! `/tasks`: what the post has to do next, computed from records and rules.

mod file;

use access::{Permission, may_ever};
use app::view::{ByRule, Task, TaskGroup, tasks};
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use jiff::civil::Date;
use locale::{Arg, L10n, Lang};

use crate::error::WebError;
use crate::nav::Nav;
use crate::office::case::source_words;
use crate::office::grievance::OneGrievance;
use crate::office::{Office, web_error};
use crate::page::{self, Page};
use crate::routes::{Route as _, encode, mount};
use crate::state::AppState;
use crate::ui::{Band, Empty, Note, NoteKind, Tag, level_tag};
use crate::visit::Visit;

crate::routes! {
    /// The work list of the post.
    TasksPage = "/tasks", get: Page, access: SignedIn;
    /// The same as a workbook.
    TasksFile = "/tasks/export", get: Page, access: Action("EXPORT");
}

pub(crate) fn router(router: Router<AppState>, state: &AppState) -> Router<AppState> {
    let router = mount::<TasksFile>(router, state, get(file::download));
    mount::<TasksPage>(router, state, get(show))
}

/// One task.
struct Line {
    title: String,
    /// The page of the case.
    case: String,
    /// Where the work is done.
    url: String,
    number: String,
    /// The act that comes next, or the step that others have to do.
    work: String,
    level: Option<Tag>,
    due: Option<Tag>,
    /// The rule that brings it, where no step does.
    why: String,
}

/// Tasks that are due at the same time.
struct Group {
    title: String,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "tasks/show.html")]
struct Show {
    page: Page,
    late: Option<Note>,
    more: Option<Note>,
    groups: Vec<Group>,
    empty: Option<Empty>,
    counts: Vec<(String, String)>,
    register: Option<&'static str>,
    /// The list as a workbook.
    file: Option<String>,
}

async fn show(State(state): State<AppState>, visit: Visit) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let found = tasks(office.app, &office.ctx).await.map_err(web_error)?;
    let l10n = visit.l10n();
    let today = office.today();
    let unit = visit.signed_in()?.unit_name.clone();
    let day = l10n.date_weekday(today);
    let page = Page::new(&visit, l10n.t("nav-tasks")).nav(Nav::Tasks).subtitle(l10n.t2(
        "tasks-sub",
        ("unit", unit),
        ("day", day),
    ));
    let late = (found.overdue_measures > 0).then(|| {
        let count = i64::try_from(found.overdue_measures).unwrap_or(i64::MAX);
        let key = if found.more_overdue { "tasks-late-many" } else { "tasks-late" };
        Note::new(NoteKind::Warn, "", l10n.t1(key, "count", count))
            .link(l10n.t("tasks-late-link"), "/measures?state=overdue")
    });
    let more = found.more.then(|| {
        Note::new(NoteKind::Info, "", l10n.t("tasks-more"))
            .link(l10n.t("tasks-more-link"), "/items")
    });
    let groups = groups(l10n, &found.tasks, today);
    let may_list = may_ever(office.ctx.role(), Permission::ListMatter);
    page::show(&Show {
        page,
        late,
        more,
        empty: groups.is_empty().then(|| nothing(l10n)),
        file: may_ever(office.ctx.role(), Permission::Export).then(|| TasksFile.url()),
        counts: counts(l10n, &found.tasks),
        groups,
        register: may_list.then_some("/items/new"),
    })
}

const GROUPS: [(TaskGroup, &str); 5] = [
    (TaskGroup::Overdue, "overdue"),
    (TaskGroup::Today, "today"),
    (TaskGroup::Week, "week"),
    (TaskGroup::Later, "later"),
    (TaskGroup::Waiting, "waiting"),
];

fn groups(l10n: L10n, tasks: &[Task], today: Date) -> Vec<Group> {
    GROUPS
        .iter()
        .map(|(group, code)| Group {
            title: l10n.code("tasks-group", code),
            lines: tasks
                .iter()
                .filter(|task| task.group == *group)
                .map(|task| line(l10n, task, today))
                .collect(),
        })
        .filter(|group| !group.lines.is_empty())
        .collect()
}

fn line(l10n: L10n, task: &Task, today: Date) -> Line {
    let row = &task.row;
    let level = row.level_after.as_deref().or(row.level_initial.as_deref());
    Line {
        title: row.title.clone().unwrap_or_else(|| l10n.t("case-erased")),
        case: address(&row.number, None),
        url: match &task.by {
            Some(ByRule::Trigger(rule)) => {
                format!("{}?kind={}", address(&row.number, task.act), rule.kind.code())
            }
            Some(ByRule::Grievance { number, .. }) => {
                let (no, grievance) = (row.number.clone(), number.clone());
                OneGrievance { no, grievance }.url()
            }
            _ => address(&row.number, task.act),
        },
        number: row.number.clone(),
        work: work(l10n, task),
        level: level.map(|code| level_tag(l10n, Some(code))),
        due: due(l10n, task, today),
        why: task.by.as_ref().map(|by| why(l10n, task, by)).unwrap_or_default(),
    }
}

/// The act that comes next, or the step that others have to do.
fn work(l10n: L10n, task: &Task) -> String {
    match (task.act, task.step) {
        _ if task.suspended => l10n.t("tasks-suspended"),
        (Some(act), _) => l10n.code("act", act),
        (None, Some(step)) => l10n.t1("tasks-waits", "step", l10n.code("step", step.code())),
        (None, None) => String::new(),
    }
}

/// The rule behind a task that a day brings, with its source.
fn why(l10n: L10n, task: &Task, by: &ByRule) -> String {
    let item = match by {
        ByRule::CheckIn { rule, .. } => &rule.item,
        ByRule::Trigger(rule) => &rule.item,
        ByRule::Grievance { rule, .. } => &rule.item,
    };
    let words = if l10n.lang() == Lang::En { &item.en } else { &item.zh };
    let rule = l10n.t2("tasks-rule", ("rule", words), ("source", source_words(l10n, &item.source)));
    match (by, task.due) {
        (ByRule::CheckIn { from, .. }, Some(day)) => {
            let args = [
                ("day", Arg::Text(l10n.date(day))),
                ("from", Arg::Text(l10n.date(*from))),
                ("rule", Arg::Text(rule)),
            ];
            l10n.t_args("tasks-next-check-in", &args)
        }
        (ByRule::Grievance { number, .. }, _) => {
            l10n.t2("tasks-grievance", ("number", number), ("rule", rule))
        }
        _ => rule,
    }
}

/// Where the next act is done.
fn address(number: &str, act: Option<&str>) -> String {
    let no = encode(number);
    match act {
        Some("propose_screening" | "confirm_screening" | "send_back_screening") => {
            format!("/items/{no}/screening")
        }
        Some("rate_blind" | "rate_again" | "open_discussion" | "close_panel") => {
            format!("/items/{no}/panel/current")
        }
        Some(act) => format!("/items/{no}/do/{act}"),
        None => format!("/items/{no}"),
    }
}

/// The day on which it is due. What waits for others without a term has none.
fn due(l10n: L10n, task: &Task, today: Date) -> Option<Tag> {
    let Some(day) = task.due else {
        let mine = task.group != TaskGroup::Waiting;
        return mine.then(|| Tag::new(Band::Plain, l10n.t("tasks-no-term")));
    };
    if day < today {
        let days = i64::from((today - day).get_days());
        let words = l10n.t1("tasks-overdue-days", "days", days);
        return Some(Tag::new(Band::High, words).with_icon("clock"));
    }
    Some(match task.group {
        TaskGroup::Today => Tag::new(Band::Mid, l10n.t("tasks-today")).with_icon("clock"),
        TaskGroup::Week => Tag::new(Band::Mid, l10n.date_short(day)).with_icon("clock"),
        TaskGroup::Overdue | TaskGroup::Later => Tag::new(Band::Plain, l10n.date(day)),
        TaskGroup::Waiting => Tag::new(Band::Outline, l10n.date(day)),
    })
}

fn counts(l10n: L10n, tasks: &[Task]) -> Vec<(String, String)> {
    GROUPS
        .iter()
        .map(|(group, code)| {
            let count = tasks.iter().filter(|task| task.group == *group).count();
            let words = l10n.t1("tasks-count", "count", count);
            (l10n.code("tasks-group", code), words)
        })
        .collect()
}

fn nothing(l10n: L10n) -> Empty {
    Empty {
        icon: "checklist",
        title: l10n.t("tasks-empty-title"),
        lead: l10n.t("tasks-empty-lead"),
        action: Some((l10n.t("nav-items"), "/items".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn each_act_leads_to_its_own_page() {
        let no = "LN-CY-2016-00412";
        for (act, place) in [
            (Some("confirm_screening"), "/items/LN-CY-2016-00412/screening"),
            (Some("rate_blind"), "/items/LN-CY-2016-00412/panel/current"),
            (Some("adopt_plan"), "/items/LN-CY-2016-00412/do/adopt_plan"),
            (None, "/items/LN-CY-2016-00412"),
        ] {
            assert_eq!(address(no, act), place);
        }
    }
}
