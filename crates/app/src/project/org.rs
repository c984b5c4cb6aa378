//! Columns of units, persons and posts.

use domain::org::{Person, Unit};
use store::{
    ProjectCtx,
    projection::{PersonRow, PostRow, Projection, UnitRow},
};

use super::hash;

pub(super) fn unit(state: &Unit, ctx: &ProjectCtx) -> Vec<Projection> {
    let Some(facts) = &state.facts else { return Vec::new() };
    vec![
        UnitRow {
            id: ctx.id,
            code: state.code.clone(),
            kind: facts.kind.code().to_owned(),
            name: facts.name.clone(),
            parent: facts.parent.map(domain::ids::UnitId::uuid),
            path: facts.path.clone(),
            division: facts.division.as_str().to_owned(),
            valid_from: state.from,
            valid_to: state.to,
        }
        .into(),
    ]
}

pub(super) fn person(state: &Person, ctx: &ProjectCtx) -> Vec<Projection> {
    let mut rows: Vec<Projection> = vec![
        PersonRow {
            id: ctx.id,
            username: Some(state.username.clone()),
            name_ref: state.name.as_ref().map(hash),
            disabled: state.disabled,
        }
        .into(),
    ];
    rows.extend(state.posts.iter().map(|p| {
        PostRow {
            id: p.id.uuid(),
            person_id: ctx.id,
            unit_id: p.unit.uuid(),
            role: p.role.code().to_owned(),
            valid_from: p.from,
            valid_to: p.to,
            delegated_from: p.delegated_by.map(domain::ids::PersonId::uuid),
        }
        .into()
    }));
    rows
}
