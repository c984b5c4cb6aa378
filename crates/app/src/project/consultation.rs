//! Public consultations.

use domain::consultation::Consultation;
use store::{
    ProjectCtx,
    projection::{ConsultationRow, Projection},
};

use super::hash;

pub(super) fn project(state: &Consultation, ctx: &ProjectCtx) -> Vec<Projection> {
    let (Some(matter), Some(assessment)) = (state.matter, state.assessment) else {
        return Vec::new();
    };
    let row = ConsultationRow {
        id: ctx.id,
        slug: state.slug.clone(),
        matter_id: matter.uuid(),
        assessment_id: assessment.uuid(),
        status: state.standing.code().to_owned(),
        from_on: state.from,
        to_on: state.to,
        title_ref: state.title.as_ref().map(hash),
    };
    vec![row.into()]
}
