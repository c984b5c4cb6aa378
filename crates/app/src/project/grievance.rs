//! Grievances.

use domain::{codes::GrievanceTerm, grievance::Grievance};
use store::{
    ProjectCtx,
    projection::{GrievanceRow, Projection},
};

use super::hash;

pub(super) fn project(state: &Grievance, ctx: &ProjectCtx) -> Vec<Projection> {
    let (Some(matter), Some(assessment)) = (state.matter, state.assessment) else {
        return Vec::new();
    };
    let (Some(channel), Some(received_on)) = (state.channel, state.received) else {
        return Vec::new();
    };
    let row = GrievanceRow {
        id: ctx.id,
        number: state.number.clone(),
        matter_id: matter.uuid(),
        assessment_id: assessment.uuid(),
        status: state.standing.code().to_owned(),
        channel: channel.code().to_owned(),
        factor_id: state.link.factor.map(domain::ids::FactorId::uuid),
        factor_code: state.link.catalogue.clone(),
        received_on,
        acknowledge_by: state.terms.get(&GrievanceTerm::Acknowledge).copied(),
        acknowledged_on: state.acknowledged,
        answer_by: state.answer_by(),
        answered_on: state.answers.first().map(|answer| answer.on),
        due_on: state.due().map(|(_, day)| day),
        escalated: !state.escalations.is_empty(),
        summary_ref: state.looked.as_ref().map(|look| hash(&look.summary)),
    };
    vec![row.into()]
}
