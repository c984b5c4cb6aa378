//! The filing: its form, the answer to it, and the certificate.

use documents::{
    context::{Certificate, Context, FilingForm, Paper, Rectification, RectificationNotice, Reply},
    model::Kind,
};
use domain::{
    assessment::{
        Assessment,
        parts::{Filing, FilingState, Report},
    },
    codes::{RatingStage, Step},
};

use super::{Sheet, head, level, matter, rating, report, survey};
use crate::{PaperError, read::Read};

/// The filing that is asked for, or the last one that `fits`.
fn find<'a>(
    read: &Read,
    state: &'a Assessment,
    (kind, part): (Kind, Option<&str>),
    fits: fn(&FilingState) -> bool,
) -> Result<&'a Filing, PaperError> {
    let mut all = state.filings.iter().filter(|f| fits(&f.state));
    match part {
        Some(id) => all.find(|f| f.id.to_string() == id).ok_or_else(|| read.unknown(kind)),
        None => all.next_back().ok_or_else(|| read.missing(Step::Filing)),
    }
}

/// Whether a filing was accepted.
pub(crate) const fn accepted(state: &FilingState) -> bool {
    matches!(state, FilingState::Accepted { .. })
}

/// Whether a filing was sent back.
pub(crate) const fn sent_back(state: &FilingState) -> bool {
    matches!(state, FilingState::Returned { .. })
}

/// The version of the report that a filing handed in.
fn report_of<'a>(state: &'a Assessment, filing: &Filing) -> Option<&'a Report> {
    state.reports.iter().find(|r| r.id == filing.report)
}

/// The form with which an assessment is filed.
///
/// # Errors
/// It was not submitted yet; no such filing.
pub(super) async fn form(read: &Read, part: Option<&str>) -> Result<Sheet, PaperError> {
    let state = read.state()?;
    let filing = find(read, state, (Kind::FilingForm, part), |_| true)?;
    let rating = rating::rating(read, state)?;
    let found = survey::survey(read, state).await?;
    let papers = filing.packet.iter().map(|code| read.form(code));
    let papers = papers.map(|title| Paper { title, pages: None, original: true });
    let number = match &filing.state {
        FilingState::Accepted { number, .. } => Some(number.clone()),
        FilingState::Submitted | FilingState::Returned { .. } => None,
    };
    let last = rating.after.as_ref().unwrap_or(&rating.before);
    let review = state.reviews.iter().rev().find_map(|r| r.outcome);
    let context = FilingForm {
        matter: matter::matter(read),
        organ: read.lead(),
        date: filing.submitted,
        number,
        participation: survey::participation(read, state, found.as_ref()),
        level_before: rating.before.level.clone(),
        level: last.level.clone(),
        index: last.index,
        threshold_medium: rating.threshold_medium,
        threshold_high: rating.threshold_high,
        factors: rating.factors,
        conclusion: report::conclusion(read, report_of(state, filing).map(|r| r.recommends)),
        review: review.map_or_else(|| read.none(), |v| read.l10n.code("vote", v.code())),
        papers: papers.collect(),
    };
    Ok(Sheet::new(Context::FilingForm(Box::new(context)), filing.submitted))
}

/// The answer to a filing that was accepted.
///
/// # Errors
/// None was accepted yet; no such filing.
pub(super) fn reply(read: &Read, part: Option<&str>) -> Result<Sheet, PaperError> {
    let state = read.state()?;
    let filing = find(read, state, (Kind::Reply, part), accepted)?;
    let FilingState::Accepted { number, note, .. } = &filing.state else {
        return Err(read.unknown(Kind::Reply));
    };
    let date = filing.answered.unwrap_or(filing.submitted);
    let filed = state.filed_level().ok_or_else(|| read.missing(Step::InitialRating))?;
    let recommends = report_of(state, filing).map(|r| r.recommends);
    let mut conditions = report::conditions(read, state, recommends);
    if conditions.is_empty() {
        conditions.push(read.t("paper-no-conditions"));
    }
    let matter = matter::matter(read);
    let request = read.l10n.t1("paper-request", "matter", matter.name.as_str());
    let context = Reply {
        head: head(read.l10n, &read.office(), date, Some(read.lead())),
        request,
        request_number: state.number.clone(),
        matter: read.l10n.t1("paper-reply-to", "matter", matter.name.as_str()),
        certificate: number.clone(),
        level: level(filed).to_owned(),
        decision: read.or_none(Some(note)),
        conditions,
    };
    Ok(Sheet::new(Context::Reply(Box::new(context)), date))
}

/// What has to be corrected before a filing that was sent back is accepted.
///
/// # Errors
/// None was sent back; no such filing.
pub(super) fn returned(read: &Read, part: Option<&str>) -> Result<Sheet, PaperError> {
    let state = read.state()?;
    let filing = find(read, state, (Kind::RectificationNotice, part), sent_back)?;
    let FilingState::Returned { reasons, note } = &filing.state else {
        return Err(read.unknown(Kind::RectificationNotice));
    };
    let date = filing.answered.unwrap_or(filing.submitted);
    let known = &read.case.package.return_reasons;
    let problems = reasons.iter().map(|code| {
        let item = known.iter().find(|item| item.code == *code);
        Rectification {
            title: item.map_or_else(|| code.clone(), |item| read.rule(item)),
            fact: read.or_none(Some(note)),
            rule: item.map_or_else(|| read.none(), |item| item.source.clone()),
            remedy: read.or_none(Some(note)),
            due: None,
        }
    });
    // The rules give a case that was sent back no term of its own.
    let context = RectificationNotice {
        head: head(read.l10n, &read.office(), date, Some(read.lead())),
        unit: read.lead(),
        inspection: read.l10n.t1("paper-request", "matter", matter::matter(read).name),
        inspected_on: date,
        problems: problems.collect(),
        report_due: None,
        objection_days: None,
    };
    Ok(Sheet::new(Context::RectificationNotice(Box::new(context)), date))
}

/// The certificate of the filing that stands.
///
/// # Errors
/// It is not filed yet.
pub(super) fn certificate(read: &Read) -> Result<Sheet, PaperError> {
    let state = read.state()?;
    let filing = find(read, state, (Kind::Certificate, None), accepted)?;
    let FilingState::Accepted { number, valid_until, .. } = &filing.state else {
        return Err(read.unknown(Kind::Certificate));
    };
    let date = filing.answered.unwrap_or(filing.submitted);
    let filed = state.filed_level().ok_or_else(|| read.missing(Step::InitialRating))?;
    let rating = rating::rating(read, state)?;
    let recommends = report_of(state, filing).map(|r| r.recommends);
    let of_stage = state.level_at(RatingStage::After).and(rating.after.as_ref());
    let context = Certificate {
        number: number.clone(),
        matter: matter::matter(read),
        organ: read.office(),
        date,
        valid_to: *valid_until,
        level: level(filed).to_owned(),
        index: of_stage.unwrap_or(&rating.before).index,
        threshold_medium: rating.threshold_medium,
        threshold_high: rating.threshold_high,
        conclusion: report::conclusion(read, recommends),
        conditions: report::conditions(read, state, recommends),
        report_hash: report_hash(read, state),
        check_address: check_address(read),
        clearance: None,
    };
    Ok(Sheet::new(Context::Certificate(Box::new(context)), date))
}

/// Hash of the report that was filed, in groups.
pub(super) fn report_hash(read: &Read, state: &Assessment) -> String {
    let filing = state.filings.iter().rfind(|f| accepted(&f.state));
    let report = filing.and_then(|f| report_of(state, f));
    report.and_then(|report| read.hash(report)).unwrap_or_else(|| read.none())
}

/// The public address at which the number and its check code are looked up.
pub(super) fn check_address(read: &Read) -> String {
    let matter = &read.case.matter.state;
    let site = &read.app.settings().public_url;
    format!("{site}/gate/{}-{}", matter.number, matter.check_code)
}
