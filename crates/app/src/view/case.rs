//! One case as its pages show it.

use std::sync::Arc;

use access::{Permission, Resource, decide};
use domain::{
    assessment::Assessment,
    matter::Matter,
    rulebook::{Item, Package, Procedure},
};
use jiff::Timestamp;
use store::{Loaded, Reader};
use uuid::Uuid;

use super::{
    acts::{ActState, act_states},
    words::{Words, words_of},
};
use crate::{
    App, AppError, Ctx, assessment_env,
    directory::{Names, Units, names, require},
    error::Outcome,
    matter::resource::resource,
    rules::pin,
};

/// A matter with its latest assessment and everything its pages need.
#[derive(Debug, Clone)]
pub struct Case {
    /// The matter.
    pub matter: Loaded<Matter>,
    /// The latest assessment, or the one asked for.
    pub assessment: Option<Loaded<Assessment>>,
    /// The rules that the assessment (or else the matter) pinned.
    pub package: Arc<Package>,
    /// The words behind every commitment of both.
    pub words: Words,
    /// Units of the installation.
    pub units: Arc<Units>,
    /// Names of officials and experts.
    pub names: Names,
    /// Units and named persons, for access.
    pub resource: Resource,
    /// Acts that the actor may do now, and acts that wait for something.
    pub acts: Vec<ActState>,
}

impl Case {
    /// The matter's title, or nothing when it was erased.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        self.words.get(&self.matter.state.facts.as_ref()?.title)
    }

    /// Name of a unit.
    #[must_use]
    pub fn unit_name(&self, unit: domain::ids::UnitId) -> &str {
        self.units.get(&unit.uuid()).map_or("", |u| u.name.as_str())
    }

    /// Name of a person; empty when it was erased.
    #[must_use]
    pub fn person_name(&self, person: domain::ids::PersonId) -> &str {
        self.names.get(&person.uuid()).map_or("", String::as_str)
    }

    /// The procedure in force.
    #[must_use]
    pub fn procedure(&self) -> Option<&Procedure> {
        self.package.procedure(self.assessment.as_ref()?.state.procedure?)
    }

    /// Sections of the report: those of the pinned rules, or today's where these
    /// were pinned before rule files held any.
    #[must_use]
    pub fn report_sections(&self, app: &App, ctx: &Ctx) -> Vec<Item> {
        if !self.package.report_sections.is_empty() {
            return self.package.report_sections.clone();
        }
        let today = app.book().resolve(&self.package.division, ctx.today);
        today.map(|rules| rules.package.report_sections.clone()).unwrap_or_default()
    }

    /// Whether the actor may do something to this case.
    #[must_use]
    pub fn may(&self, ctx: &Ctx, permission: Permission) -> bool {
        decide(&ctx.actor, permission, Some(&self.resource)).is_allowed()
    }
}

/// Reads a case by the matter's number.
///
/// `ordinal` asks for an earlier assessment.
///
/// # Errors
/// Not found; denied to those who have no part in it.
pub async fn case(app: &App, ctx: &Ctx, number: &str, ordinal: Option<u32>) -> Outcome<Case> {
    let mut reader = app.store().read().await?;
    let row = reader.matter_by_number(number).await?.ok_or(AppError::NotFound)?;
    let matter = reader.load::<Matter>(row.id).await?.ok_or(AppError::NotFound)?;
    let wanted = match ordinal {
        None => matter.state.assessments.last(),
        Some(n) => matter.state.assessments.iter().find(|a| a.ordinal == n),
    };
    let assessment = match wanted {
        None => None,
        Some(a) => reader.load::<Assessment>(a.id.uuid()).await?,
    };
    assemble(app, ctx, &mut reader, matter, assessment).await
}

/// Reads a case as it stood at an instant.
///
/// # Errors
/// As [`case`]; not found before the matter was listed.
pub async fn case_as_of(app: &App, ctx: &Ctx, number: &str, at: Timestamp) -> Outcome<Case> {
    let mut reader = app.store().read().await?;
    let row = reader.matter_by_number(number).await?.ok_or(AppError::NotFound)?;
    let matter = reader.as_of::<Matter>(row.id, at).await?.ok_or(AppError::NotFound)?;
    let assessment = match matter.state.assessments.last() {
        None => None,
        Some(a) => reader.as_of::<Assessment>(a.id.uuid(), at).await?,
    };
    assemble(app, ctx, &mut reader, matter, assessment).await
}

/// The same case as it stood at an instant. Access was asked for when the case
/// was read: somebody who came to it later sees what was before.
///
/// # Errors
/// Not found before the matter was listed.
pub async fn earlier(app: &App, ctx: &Ctx, case: &Case, at: Timestamp) -> Outcome<Case> {
    require(ctx, Permission::ViewMatter, Some(&case.resource))?;
    let mut reader = app.store().read().await?;
    let matter = reader.as_of::<Matter>(case.matter.id, at).await?.ok_or(AppError::NotFound)?;
    let assessment = match &case.assessment {
        None => None,
        Some(a) => reader.as_of::<Assessment>(a.id, at).await?,
    };
    gather(app, ctx, &mut reader, (matter, assessment), case.resource.clone()).await
}

async fn assemble(
    app: &App,
    ctx: &Ctx,
    reader: &mut Reader,
    matter: Loaded<Matter>,
    assessment: Option<Loaded<Assessment>>,
) -> Outcome<Case> {
    let state = assessment.as_ref().map(|a| &a.state);
    let resource = resource(app, reader, &matter.state, state).await?;
    require(ctx, Permission::ViewMatter, Some(&resource))?;
    gather(app, ctx, reader, (matter, assessment), resource).await
}

async fn gather(
    app: &App,
    ctx: &Ctx,
    reader: &mut Reader,
    (matter, assessment): (Loaded<Matter>, Option<Loaded<Assessment>>),
    resource: Resource,
) -> Outcome<Case> {
    let state = assessment.as_ref().map(|a| &a.state);
    let hash = state.map_or_else(|| pin(&matter.state.rules), |a| pin(&a.rules_hash));
    let package = app.pinned(reader, &hash).await?;
    let words = words_of(reader, &(&matter.state, state)).await?;
    let units = app.units(reader).await?;
    let names = names(reader).await?;
    let env = assessment_env(app, ctx, &package);
    let acts = act_states(ctx, &env, &matter.state, state, &resource);
    Ok(Case { matter, assessment, package, words, units, names, resource, acts })
}

impl Case {
    /// The identifier of the assessment, if there is one.
    #[must_use]
    pub fn assessment_id(&self) -> Option<Uuid> {
        self.assessment.as_ref().map(|a| a.id)
    }
}
