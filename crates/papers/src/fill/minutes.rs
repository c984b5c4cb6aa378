//! Minutes of the meeting that reviewed the report, and of the one that decided.

use documents::{
    context::{Context, Minutes, Task, Topic},
    model::Kind,
};
use domain::{assessment::Assessment, codes::Step};

use super::{Sheet, head, report, review};
use crate::{PaperError, read::Read};

/// The part that names the decision.
pub(crate) const DECISION: &str = "decision";

/// Minutes of a review by its identifier, of the decision by `decision`; without a part those
/// of the latest review.
///
/// # Errors
/// Not concluded or decided yet; no such meeting.
pub(super) fn minutes(read: &Read, part: Option<&str>) -> Result<Sheet, PaperError> {
    let state = read.state()?;
    match part {
        Some(DECISION) => decided(read, state),
        _ => reviewed(read, state, part),
    }
}

fn reviewed(read: &Read, state: &Assessment, part: Option<&str>) -> Result<Sheet, PaperError> {
    let review = review::find(read, state, (Kind::Minutes, part))?;
    let date = review::concluded_on(read, review);
    let seats = review.reviewers.len();
    let outcome = review.outcome.map(|vote| read.l10n.code("vote", vote.code()));
    let context = Minutes {
        head: head(read.l10n, &read.office(), date, None),
        meeting: read.t("paper-review-meeting"),
        place: read.none(),
        chair: read.none(),
        present: read.l10n.t1("paper-review-present", "count", seats),
        absent: None,
        topics: vec![Topic {
            title: title(read),
            heard: read.or_none(review.minutes.as_ref()),
            tasks: outcome.into_iter().map(|text| task(read, &text)).collect(),
        }],
    };
    Ok(Sheet::new(Context::Minutes(Box::new(context)), date))
}

fn decided(read: &Read, state: &Assessment) -> Result<Sheet, PaperError> {
    let decision = state.decisions.last().ok_or_else(|| read.missing(Step::Decision))?;
    let organ = read.maybe_unit(read.parties().map(|p| p.decision_maker));
    let conclusion = report::conclusion(read, Some(decision.conclusion));
    let mut tasks = vec![task(read, &conclusion)];
    let more = read.paragraphs(decision.conditions.as_ref());
    tasks.extend(more.iter().map(|text| Task {
        title: String::new(),
        text: text.clone(),
        unit: None,
        due: None,
    }));
    let context = Minutes {
        head: head(read.l10n, &organ, decision.on, None),
        meeting: read.text(&decision.meeting),
        place: read.none(),
        chair: read.none(),
        present: read.none(),
        absent: None,
        topics: vec![Topic {
            title: title(read),
            heard: read.or_none(decision.reason.as_ref()),
            tasks,
        }],
    };
    Ok(Sheet::new(Context::Minutes(Box::new(context)), decision.on))
}

fn title(read: &Read) -> String {
    read.case.title().map_or_else(|| read.t("case-erased"), str::to_owned)
}

fn task(read: &Read, outcome: &str) -> Task {
    let text = read.l10n.t1("paper-outcome", "outcome", outcome);
    Task { title: String::new(), text, unit: None, due: None }
}
