//! The post-evaluation: whether what was foreseen came true.

use documents::context::{Context, EvaluatedFactor, PostEvaluation};
use domain::codes::Step;

use super::{Sheet, count, level, matter, rating};
use crate::{PaperError, read::Read};

/// The report of the post-evaluation.
///
/// # Errors
/// It was not made yet.
pub(super) fn report(read: &Read) -> Result<Sheet, PaperError> {
    let state = read.state()?;
    let found = state.post_evaluation.as_ref();
    let found = found.ok_or_else(|| read.missing(Step::PostEvaluation))?;
    let filed = state.filed_level().ok_or_else(|| read.missing(Step::InitialRating))?;
    let rating = rating::rating(read, state)?;
    let degree = |code: &str| {
        let rated = rating.factors.iter().find(|factor| factor.code == code)?;
        Some(rated.degree_after.clone().unwrap_or_else(|| rated.degree.clone()))
    };
    let factors = state.live_factors().map(|factor| EvaluatedFactor {
        code: factor.key(),
        name: read.text(&factor.name),
        degree: degree(&factor.key()),
        came_true: found.came_true.contains(&factor.id),
    });
    let context = PostEvaluation {
        matter: matter::matter(read),
        organ: read.unit(found.unit),
        date: found.on,
        level: level(filed).to_owned(),
        level_was_right: found.level_was_right,
        factors: factors.collect(),
        came_true: count(found.came_true.len()),
        findings: read.text(&found.findings),
        shortened: read.maybe(found.shortened.as_ref()),
        rating,
    };
    Ok(Sheet::new(Context::PostEvaluation(Box::new(context)), found.on))
}
