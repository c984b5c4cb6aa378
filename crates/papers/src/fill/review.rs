//! The form of a review: its panel by seats, votes and opinions.

use documents::{
    context::{Context, Expert, ExpertReview, ReviewOpinion},
    model::Kind,
};
use domain::{
    assessment::{
        Assessment,
        parts::{Review, Reviewer},
    },
    codes::{Step, Vote},
};
use jiff::civil::Date;

use super::{Sheet, count, matter};
use crate::{PaperError, read::Read};

/// The review that is asked for, or the last one that was concluded. Votes stay closed until
/// then.
///
/// # Errors
/// None was concluded yet; no such review.
pub(super) fn find<'a>(
    read: &Read,
    state: &'a Assessment,
    (kind, part): (Kind, Option<&str>),
) -> Result<&'a Review, PaperError> {
    let mut all = state.reviews.iter();
    let review = match part {
        Some(id) => Some(all.find(|r| r.id.to_string() == id).ok_or_else(|| read.unknown(kind))?),
        None => all.rfind(|r| r.outcome.is_some()),
    };
    review.filter(|r| r.outcome.is_some()).ok_or_else(|| read.missing(Step::Review))
}

/// The day on which a review was concluded.
pub(super) fn concluded_on(read: &Read, review: &Review) -> Date {
    let id = review.id.to_string();
    let line = read.lines.iter().find(|line| {
        line.event.type_name == "ReviewConcluded"
            && line.event.data.get("review").and_then(|id| id.as_str()) == Some(&id)
    });
    let day = line.map(|line| line.event.meta.occurred_on);
    day.or(review.convened).unwrap_or(read.ctx.today)
}

/// The form of a review.
///
/// # Errors
/// None was concluded yet; no such review.
pub(super) fn review(read: &Read, part: Option<&str>) -> Result<Sheet, PaperError> {
    let state = read.state()?;
    let review = find(read, state, (Kind::ExpertReview, part))?;
    let date = concluded_on(read, review);
    let seats = || (1_u64..).zip(&review.reviewers);
    let votes = |wanted: Vote| {
        let cast = review.reviewers.iter().filter_map(|r| r.vote.as_ref());
        count(cast.filter(|(vote, _)| *vote == wanted).count())
    };
    let note = state.reports.iter().skip_while(|r| r.id != review.report).nth(1);
    let reply = note.and_then(|report| read.maybe(report.revision_note.as_ref()));
    let opinions = seats().filter_map(|(seat, reviewer)| {
        let (_, opinion) = reviewer.vote.as_ref()?;
        let reply = reply.clone().unwrap_or_else(|| read.t("paper-no-revision"));
        Some(ReviewOpinion { seat, text: read.text(opinion), reply })
    });
    let context = ExpertReview {
        matter: matter::matter(read),
        organ: read.office(),
        date,
        experts: seats().map(|(seat, reviewer)| expert(read, seat, reviewer)).collect(),
        items: Vec::new(),
        opinions: opinions.collect(),
        passed: votes(Vote::Pass),
        revise: votes(Vote::PassAfterRevision),
        failed: votes(Vote::Fail),
        result: review
            .outcome
            .map_or_else(|| read.none(), |vote| read.l10n.code("vote", vote.code())),
    };
    Ok(Sheet::new(Context::ExpertReview(Box::new(context)), date))
}

/// A seat of the panel. Field and title of an expert are nowhere recorded.
fn expert(read: &Read, seat: u64, reviewer: &Reviewer) -> Expert {
    let declared = match reviewer.declared {
        None => "review-undeclared",
        Some(true) => "review-free",
        Some(false) => "review-withdrew",
    };
    Expert {
        seat,
        field: read.none(),
        title: read.l10n.code("role", domain::codes::Role::Expert.code()),
        conflict: read.t(declared),
    }
}
