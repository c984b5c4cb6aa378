//! Records of visits and meetings. No resident is named anywhere in the record.

use documents::{
    context::{Attendance, Context, Item, MeetingRecord, Statement, VisitRecord},
    model::Kind,
};
use domain::{
    assessment::{Assessment, parts::Activity},
    codes::{ActivityKind, Step},
};

use super::{Sheet, matter};
use crate::{PaperError, read::Read};

/// Whether an activity is told as a visit.
pub(crate) fn is_visit(activity: &Activity) -> bool {
    let visit = matches!(activity.kind, ActivityKind::FieldVisit | ActivityKind::Interview);
    visit && stands(activity)
}

/// Whether an activity is told as a meeting.
pub(crate) fn is_meeting(activity: &Activity) -> bool {
    let meeting = matches!(activity.kind, ActivityKind::Seminar | ActivityKind::Hearing);
    meeting && stands(activity)
}

fn stands(activity: &Activity) -> bool {
    activity.void.is_none() && activity.sealed.is_none()
}

/// The activity that is asked for, or the last of its kind.
fn find<'a>(
    read: &Read,
    state: &'a Assessment,
    (kind, part): (Kind, Option<&str>),
    of_kind: fn(&Activity) -> bool,
) -> Result<(usize, &'a Activity), PaperError> {
    let mut all = state.activities.iter().enumerate().filter(|(_, a)| of_kind(a));
    match part {
        Some(id) => all.find(|(_, a)| a.id.to_string() == id).ok_or_else(|| read.unknown(kind)),
        None => all.next_back().ok_or_else(|| read.missing(Step::Consultation)),
    }
}

/// Number of a record: that of its assessment with its place among the activities.
fn number(state: &Assessment, at: usize) -> String {
    format!("{}-{}", state.number, at.saturating_add(1))
}

/// Topics that were taken from the minutes of an activity, with their answers.
fn topics<'a>(
    read: &'a Read,
    state: &'a Assessment,
    activity: &'a Activity,
) -> impl Iterator<Item = Item> + 'a {
    let raised = state.opinions.iter().filter(|o| o.raised_at == Some(activity.id));
    raised.map(|o| Item { title: read.text(&o.topic), text: read.or_none(o.reply.as_ref()) })
}

/// Names of the groups that took part.
fn groups(read: &Read, activity: &Activity) -> String {
    let names: Vec<String> = activity.groups.iter().map(|g| read.text(&g.group)).collect();
    let named: Vec<String> = activity.tallies.iter().map(|t| read.text(&t.group)).collect();
    let all = if names.is_empty() { named } else { names };
    if all.is_empty() { read.none() } else { read.join(&all) }
}

/// A visit.
///
/// # Errors
/// There was none yet; no such visit.
pub(super) fn visit(read: &Read, part: Option<&str>) -> Result<Sheet, PaperError> {
    let state = read.state()?;
    let (at, activity) = find(read, state, (Kind::VisitRecord, part), is_visit)?;
    let heard = read.maybe(Some(&activity.minutes)).map(|text| Item {
        title: read.l10n.t1("paper-visit-heard", "count", activity.attendance),
        text,
    });
    // The record counts persons, by group and over all activities, never households.
    let context = VisitRecord {
        matter: matter::matter(read),
        number: number(state, at),
        date: activity.on,
        area: read.text(&activity.place),
        group: groups(read, activity),
        households: None,
        visitors: read.assessing(),
        points: heard.into_iter().chain(topics(read, state, activity)).collect(),
        support: None,
        neutral: None,
        against: None,
        promises: Vec::new(),
        organ: read.assessing(),
    };
    Ok(Sheet::new(Context::VisitRecord(Box::new(context)), activity.on))
}

/// A meeting or a hearing.
///
/// # Errors
/// There was none yet; no such meeting.
pub(super) fn meeting(read: &Read, part: Option<&str>) -> Result<Sheet, PaperError> {
    let state = read.state()?;
    let (at, activity) = find(read, state, (Kind::MeetingRecord, part), is_meeting)?;
    let mut attendance: Vec<Attendance> = activity
        .groups
        .iter()
        .map(|g| Attendance { group: read.text(&g.group), count: u64::from(g.size) })
        .collect();
    if attendance.is_empty() {
        let all = u64::from(activity.attendance);
        attendance.push(Attendance { group: read.t("paper-all-present"), count: all });
    }
    let statements = topics(read, state, activity).map(|topic| Statement {
        group: read.t("paper-all-present"),
        text: topic.title,
        answer: topic.text,
    });
    let context = MeetingRecord {
        matter: matter::matter(read),
        number: number(state, at),
        date: activity.on,
        place: read.text(&activity.place),
        chair: read.none(),
        attendance,
        explained: read.or_none(Some(&activity.minutes)),
        statements: statements.collect(),
        agreed: Vec::new(),
        organ: read.assessing(),
    };
    Ok(Sheet::new(Context::MeetingRecord(Box::new(context)), activity.on))
}
