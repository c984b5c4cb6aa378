//! Columns of an assessment, written into its matter's row, and its measures.

use std::collections::BTreeSet;

use domain::{
    assessment::{Assessment, Standing, parts::Measure},
    codes::{Conclusion, MeasureStatus, Part, RatingStage, Stage, Step},
    risk::Ratio,
};
use jiff::civil::Date;
use store::{
    ProjectCtx, Value,
    projection::{
        MatterColumn as C, MatterPatch, MeasureRow, MilestoneRow, NamedRow, ParticipantRow,
        Projection,
    },
};
use uuid::Uuid;

use super::hash;

pub(super) fn project(state: &Assessment, ctx: &ProjectCtx) -> Vec<Projection> {
    let (Some(matter), Some(parties)) = (state.matter, &state.parties) else { return Vec::new() };
    let matter_id = matter.uuid();
    let mut rows: Vec<Projection> = vec![
        MatterPatch {
            matter_id,
            ordinal: Some(i64::from(state.ordinal)),
            set: columns(state, ctx),
        }
        .into(),
    ];
    rows.extend(super::matter::participants(matter_id, parties));
    let mut part = |unit: domain::ids::UnitId, part: Part| {
        rows.push(
            ParticipantRow { matter_id, unit_id: unit.uuid(), part: part.code().to_owned() }.into(),
        );
    };
    // The responsible unit answers for what an agency assesses, and keeps its part.
    part(parties.lead, Part::Assessor);
    if let Some(body) = state.assessing_unit().filter(|body| *body != parties.lead) {
        part(body, Part::Assessor);
    }
    if let Some(agency) = state.plan.as_ref().and_then(|p| p.third_party) {
        part(agency, Part::ThirdParty);
    }
    let owners: BTreeSet<_> = state
        .live_measures()
        .map(|m| m.owner)
        .filter(|owner| parties.executing != Some(*owner))
        .collect();
    for owner in owners {
        part(owner, Part::Executing);
    }
    rows.extend(
        state
            .named()
            .into_iter()
            .map(|person| NamedRow { matter_id, person_id: person.uuid() }.into()),
    );
    rows.extend(milestones(state, matter_id).into_iter().map(Projection::from));
    rows.extend(state.measures.iter().map(|m| {
        MeasureRow {
            id: m.id.uuid(),
            matter_id,
            assessment_id: ctx.id,
            unit_id: m.owner.uuid(),
            due_on: Some(m.due),
            status: measure_status(state, m).to_owned(),
            title_ref: Some(hash(&m.title)),
        }
        .into()
    }));
    rows
}

/// What was struck out, and what is open where nothing is carried out, is nobody's
/// work: no list of measures shows it.
fn measure_status(state: &Assessment, measure: &Measure) -> &'static str {
    match measure.status {
        _ if measure.void.is_some() => "VOID",
        MeasureStatus::NotStarted | MeasureStatus::InProgress if state.halted_by().is_some() => {
            "HALTED"
        }
        status => status.code(),
    }
}

fn columns(state: &Assessment, ctx: &ProjectCtx) -> Vec<(C, Value)> {
    let text = |value: Option<String>| Value::Text(value);
    let level = |stage| text(state.level_at(stage).map(|l| l.code().to_owned()));
    let filed = state.filed();
    let day = |day: Option<Date>| text(day.map(|d| d.to_string()));
    vec![
        (C::Stage, stage_code(state).into()),
        (C::LevelInitial, level(RatingStage::Initial)),
        (C::LevelAfter, level(RatingStage::After)),
        (
            C::LevelLive,
            text(state.check_ins.last().and_then(|c| c.live).map(|l| l.code().to_owned())),
        ),
        (C::LevelIndex, Value::Int(level_index(state))),
        (C::Conclusion, text(state.decisions.last().map(|d| d.conclusion.code().to_owned()))),
        (C::Procedure, text(state.procedure.map(|p| p.code().to_owned()))),
        (C::DueOn, text(state.term_due.map(|d| d.to_string()))),
        (C::AssessmentId, text(Some(ctx.id.to_string()))),
        (C::AssessmentNo, Value::from(state.ordinal)),
        (C::FiledNo, text(filed.as_ref().map(|f| f.number.clone()))),
        (C::FiledOn, text(filed.and_then(|f| f.on).map(|d| d.to_string()))),
        (C::DecidedOn, day(state.decisions.last().map(|d| d.on))),
        (C::AssessedOn, day(state.done.get(&Step::AfterRating).copied())),
    ]
}

/// What the assessment reached on which day. The matter's row shows the latest
/// assessment only; these rows stay when it is assessed or decided again.
fn milestones(state: &Assessment, matter_id: Uuid) -> Vec<MilestoneRow> {
    let level = |stage| state.level_at(stage).map(|l| l.code().to_owned());
    let row = |kind: &str, n: i64, on_day: Date, conclusion: Option<Conclusion>| MilestoneRow {
        kind: kind.to_owned(),
        n,
        matter_id,
        ordinal: i64::from(state.ordinal),
        on_day,
        level_initial: level(RatingStage::Initial),
        level_after: level(RatingStage::After),
        conclusion: conclusion.map(|c| c.code().to_owned()),
        procedure_code: state.procedure.map(|p| p.code().to_owned()),
    };
    let last = state.decisions.last().map(|d| d.conclusion);
    let assessed = state.done.get(&Step::AfterRating).map(|on| row("ASSESSED", 0, *on, last));
    let filed = state.filed().and_then(|f| f.on).map(|on| row("FILED", 0, on, last));
    let decided = (0..)
        .zip(&state.decisions)
        .map(|(n, decision)| row("DECIDED", n, decision.on, Some(decision.conclusion)));
    assessed.into_iter().chain(filed).chain(decided).collect()
}

/// The composite index of the level that stands, in ten-thousandths: for lists
/// to draw; the exact fraction stays in the state.
fn level_index(state: &Assessment) -> Option<i64> {
    let at = |stage| state.levels.iter().rev().find(|l| l.stage == stage);
    let level = at(RatingStage::After).or_else(|| at(RatingStage::Initial))?;
    let index = Ratio::parse(&level.index).ok()?;
    index.round_half_up(4).replace('.', "").parse().ok()
}

/// The stage that a list shows: that of the next step, or the end.
#[must_use]
pub(super) fn stage_code(state: &Assessment) -> &'static str {
    match &state.standing {
        Standing::Archived => "ARCHIVED",
        Standing::Suspended => "SUSPENDED",
        Standing::Withdrawn { .. } => "WITHDRAWN",
        Standing::Unopened => Stage::Screening.code(),
        Standing::Active => state.term_step.map_or(Stage::Tracking, Step::stage).code(),
    }
}
