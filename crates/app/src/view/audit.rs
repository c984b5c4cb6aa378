//! The trail of a case: every event, who, when, for which unit.

use std::collections::BTreeMap;

use access::Permission;
use domain::{assessment::Assessment, matter::Matter, record::Record as _};
use serde_json::Value;
use store::{Reader, StoredEvent};
use uuid::Uuid;

use super::words::{Words, words_of};
use crate::{
    App, AppError, Ctx,
    directory::{Names, names, require},
    error::Outcome,
    matter::resource::resource,
};

/// One line of the trail.
#[derive(Debug, Clone)]
pub struct AuditLine {
    /// The event as stored.
    pub event: StoredEvent,
    /// Name of the actor; empty when it was erased.
    pub who: String,
    /// Name of the unit.
    pub unit: String,
    /// Names of the officials and experts whom the event itself names, by
    /// identifier; those that were erased are missing.
    pub people: BTreeMap<String, String>,
}

/// Reads the trail of a case with the words behind it, newest first.
///
/// # Errors
/// Not found; denied to those who may not see it.
pub async fn audit(app: &App, ctx: &Ctx, number: &str) -> Outcome<(Vec<AuditLine>, Words)> {
    let mut reader = app.store().read().await?;
    let row = reader.matter_by_number(number).await?.ok_or(AppError::NotFound)?;
    let matter = reader.load::<Matter>(row.id).await?.ok_or(AppError::NotFound)?;
    let assessment = match row.assessment_id {
        None => None,
        Some(id) => reader.load::<Assessment>(id).await?,
    };
    let on =
        resource(app, &mut reader, &matter.state, assessment.as_ref().map(|a| &a.state)).await?;
    if require(ctx, Permission::ViewAudit, Some(&on)).is_err() {
        require(ctx, Permission::ViewMatter, Some(&on))?;
    }
    let mut events = reader.events(Matter::KIND, row.id).await?;
    for a in &matter.state.assessments {
        events.extend(of_assessment(&mut reader, a.id.uuid()).await?);
    }
    events.sort_by_key(|e| std::cmp::Reverse(e.meta.seq));
    let data: Vec<_> = events.iter().map(|e| &e.data).collect();
    let words = words_of(&mut reader, &data).await?;
    let names = names(&mut reader).await?;
    let units = app.units(&mut reader).await?;
    let lines = events
        .into_iter()
        .map(|event| AuditLine {
            who: name(&names, event.meta.actor.uuid()),
            people: people(&event.data, &names),
            unit: units.get(&event.meta.unit.uuid()).map(|u| u.name.clone()).unwrap_or_default(),
            event,
        })
        .collect();
    Ok((lines, words))
}

async fn of_assessment(reader: &mut Reader, id: Uuid) -> Outcome<Vec<StoredEvent>> {
    Ok(reader.events(Assessment::KIND, id).await?)
}

/// Fields of events that hold a person.
const PERSONS: [&str; 4] = ["expert", "reviewer", "successor", "lowered_by"];

/// The persons whom an event names, as far as their names are kept.
fn people(data: &Value, names: &Names) -> BTreeMap<String, String> {
    let Value::Object(fields) = data else { return BTreeMap::new() };
    let mut found = BTreeMap::new();
    for (key, value) in fields {
        match value {
            Value::Object(_) => found.extend(people(value, names)),
            Value::String(id) if PERSONS.contains(&key.as_str()) => {
                let name = id.parse().ok().and_then(|id: Uuid| names.get(&id));
                found.extend(name.map(|name| (id.clone(), name.clone())));
            }
            _ => {}
        }
    }
    found
}

fn name(names: &Names, person: Uuid) -> String {
    names.get(&person).cloned().unwrap_or_default()
}
