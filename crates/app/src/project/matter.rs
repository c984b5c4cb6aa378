//! Columns of a matter.

use domain::{
    assessment::Parties,
    codes::Part,
    matter::{Matter, Status},
};
use store::{
    ProjectCtx,
    projection::{GateCheckRow, MatterColumn, MatterPatch, MatterRow, ParticipantRow, Projection},
};
use uuid::Uuid;

use super::hash;

pub(super) fn project(state: &Matter, ctx: &ProjectCtx) -> Vec<Projection> {
    let (Some(facts), Some(parties), Some(listed)) =
        (&state.facts, &state.parties, state.listed_on)
    else {
        return Vec::new();
    };
    let division = facts.division.as_str();
    let mut rows: Vec<Projection> = vec![
        MatterRow {
            id: ctx.id,
            number: state.number.clone(),
            check_code: state.check_code.clone(),
            title_ref: Some(hash(&facts.title)),
            category: facts.category.code().to_owned(),
            sector: Some(facts.sector.code().to_owned()),
            division: division.to_owned(),
            unit_id: parties.lead.uuid(),
            city_code: Some(facts.division.city()).filter(|c| !c.ends_with("0000")),
            county_code: Some(division.to_owned()).filter(|d| !d.ends_with("00")),
            year: i64::from(listed.year()),
            listed_on: Some(listed),
            updated_at: ctx.updated_at,
            last_seq: ctx.last_seq,
        }
        .into(),
        MatterPatch {
            matter_id: ctx.id,
            ordinal: None,
            set: vec![(MatterColumn::Status, state.status.code().into())],
        }
        .into(),
    ];
    if state.assessments.is_empty() {
        rows.push(early_stage(state, ctx.id).into());
    }
    rows.extend(participants(ctx.id, parties));
    rows.extend(state.gate_checks.iter().enumerate().map(|(n, check)| {
        GateCheckRow {
            id: Uuid::new_v5(&ctx.id, n.to_string().as_bytes()),
            matter_id: Some(ctx.id),
            number: state.number.clone(),
            gate: check.gate.code().to_owned(),
            verdict: if check.verdict.cleared { "CLEARED" } else { "REFUSED" }.to_owned(),
            rule: Some(check.verdict.rule.clone()),
            unit_id: check.unit.uuid(),
            checked_at: check.at.unwrap_or(ctx.updated_at),
        }
        .into()
    }));
    rows
}

/// Before the first assessment the stage follows from the matter itself;
/// ordinal 0 lets the first assessment take over.
fn early_stage(state: &Matter, id: Uuid) -> MatterPatch {
    let stage = match state.status {
        Status::Listed | Status::Withdrawn => "LISTED",
        _ => "SCREENING",
    };
    MatterPatch { matter_id: id, ordinal: Some(0), set: vec![(MatterColumn::Stage, stage.into())] }
}

/// The units that take part, one row for each part.
pub(super) fn participants(matter: Uuid, parties: &Parties) -> Vec<Projection> {
    let row = |unit: domain::ids::UnitId, part: Part| {
        ParticipantRow { matter_id: matter, unit_id: unit.uuid(), part: part.code().to_owned() }
            .into()
    };
    let mut rows = vec![
        row(parties.lead, Part::Lead),
        row(parties.decision_maker, Part::DecisionMaker),
        row(parties.filing, Part::Filing),
    ];
    rows.extend(parties.legality.map(|u| row(u, Part::Legality)));
    rows.extend(parties.executing.map(|u| row(u, Part::Executing)));
    rows
}
