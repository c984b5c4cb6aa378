//! Short papers: the form of the simplified procedure, and the case on one page.

use documents::{
    context::{CaseSheet, Context, Filing, SimpleFactor, SimplifiedForm},
    model::Kind,
};
use domain::{
    assessment::{Assessment, parts},
    codes::{ProcedureCode, RatingStage, Step},
};

use super::{Sheet, filing, level, matter, rating, report, survey};
use crate::{PaperError, read::Read};

/// The whole assessment of the simplified procedure.
///
/// # Errors
/// The initial rating comes first; another procedure.
pub(super) async fn simplified(read: &Read) -> Result<Sheet, PaperError> {
    let state = read.state()?;
    if state.procedure != Some(ProcedureCode::Simplified) {
        return Err(read.unknown(Kind::SimplifiedForm));
    }
    let rating = rating::rating(read, state)?;
    let filed = state.filed_level().ok_or_else(|| read.missing(Step::InitialRating))?;
    let found = survey::survey(read, state).await?;
    let last = state.reports.last();
    let written = last.is_some_and(|r| r.sections.iter().any(|s| s.code == "ASPECTS"));
    let date = last.map_or(read.ctx.today, |r| r.on);
    let degree = |code: &str| {
        let rated = rating.factors.iter().find(|f| f.code == code);
        rated.map(|f| f.degree_after.clone().unwrap_or_else(|| f.degree.clone()))
    };
    let factors = state.live_factors().filter_map(|factor| {
        let degree = degree(&factor.key())?;
        Some(told(read, state, factor, degree))
    });
    let context = SimplifiedForm {
        matter: matter::matter(read),
        organ: read.lead(),
        date,
        ground: ground(read),
        participation: survey::participation(read, state, found.as_ref()),
        aspects: report::aspects(read, state, written),
        factors: factors.collect(),
        level: level(filed).to_owned(),
        conclusion: report::conclusion(read, last.map(|r| r.recommends)),
    };
    Ok(Sheet::new(Context::SimplifiedForm(Box::new(context)), date))
}

fn told(read: &Read, state: &Assessment, factor: &parts::Factor, degree: String) -> SimpleFactor {
    let reach: Vec<_> = state.live_measures().filter(|m| m.factors.contains(&factor.id)).collect();
    let texts: Vec<String> = reach.iter().map(|m| read.text(&m.title)).collect();
    let mut units: Vec<String> = reach.iter().map(|m| read.unit(m.owner)).collect();
    units.dedup();
    let or_none =
        |words: Vec<String>| if words.is_empty() { read.none() } else { read.join(&words) };
    SimpleFactor {
        name: read.text(&factor.name),
        degree,
        measure: or_none(texts),
        unit: or_none(units),
    }
}

/// Why the simplified procedure applies: what was written at the screening, else its result.
fn ground(read: &Read) -> String {
    let screening = read.case.matter.state.screening.as_ref();
    let reason = screening.and_then(|s| read.maybe(s.reason.as_ref()));
    reason.unwrap_or_else(|| {
        screening.map_or_else(|| read.none(), |s| read.l10n.code("screening", s.result.code()))
    })
}

/// The case on one page.
///
/// # Errors
/// The screening comes first; the initial rating while the sheet cannot do without it.
pub(super) async fn case_sheet(read: &Read) -> Result<Sheet, PaperError> {
    let state = read.state()?;
    let found = survey::survey(read, state).await?;
    // A closed file tells its state at the end, whenever it is read.
    let date = read.day_of(Step::Archive);
    let last = state.reports.last();
    let rating = match state.level_at(RatingStage::Initial) {
        None => None,
        Some(_) => Some(rating::rating(read, state)?),
    };
    let context = CaseSheet {
        matter: matter::matter(read),
        organ: read.office(),
        date,
        rating,
        survey: found,
        measures: rating::measures(read, state, date),
        conclusion: report::conclusion(read, last.map(|r| r.recommends)),
        decision: decision(read, state),
        filing: certificate(read, state),
    };
    Ok(Sheet::new(Context::CaseSheet(Box::new(context)), date))
}

fn decision(read: &Read, state: &Assessment) -> Option<String> {
    let last = state.decisions.last()?;
    let parts = [
        read.l10n.date_long(last.on),
        read.text(&last.meeting),
        read.l10n.code("conclusion", last.conclusion.code()),
    ];
    Some(read.l10n.join_apart(&parts))
}

fn certificate(read: &Read, state: &Assessment) -> Option<Filing> {
    let filed = state.filed()?;
    Some(Filing {
        number: filed.number,
        organ: read.office(),
        date: filed.on?,
        valid_to: filed.valid_until,
        hash: filing::report_hash(read, state),
        check_address: filing::check_address(read),
    })
}
