//! The trail of a case: every event, who, when, for which unit.

use std::collections::BTreeMap;

use access::Permission;
use domain::{assessment::Assessment, matter::Matter, record::Record as _};
use serde_json::Value;
use store::StoredEvent;
use uuid::Uuid;

use super::{
    case::Case,
    words::{Words, words_of},
};
use crate::{
    App, Ctx,
    directory::{Names, require},
    error::Outcome,
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
/// Denied to those who may see the case and not its trail.
pub async fn audit(app: &App, ctx: &Ctx, case: &Case) -> Outcome<(Vec<AuditLine>, Words)> {
    require(ctx, Permission::ViewAudit, Some(&case.resource))?;
    entries(app, case).await
}

/// The entries behind a case that the actor may see, newest first: for pages
/// that show a hash, or who was faster.
///
/// # Errors
/// When the store fails.
pub async fn entries(app: &App, case: &Case) -> Outcome<(Vec<AuditLine>, Words)> {
    let mut reader = app.store().read().await?;
    let mut events = reader.events(Matter::KIND, case.matter.id).await?;
    for a in &case.matter.state.assessments {
        events.extend(reader.events(Assessment::KIND, a.id.uuid()).await?);
    }
    events.sort_by_key(|e| std::cmp::Reverse(e.meta.seq));
    let data: Vec<_> = events.iter().map(|e| &e.data).collect();
    let words = words_of(&mut reader, &data).await?;
    let unit = |id: Uuid| case.units.get(&id).map(|u| u.name.clone()).unwrap_or_default();
    let lines = events
        .into_iter()
        .map(|event| AuditLine {
            who: name(&case.names, event.meta.actor.uuid()),
            people: people(&event.data, &case.names),
            unit: unit(event.meta.unit.uuid()),
            event,
        })
        .collect();
    Ok((lines, words))
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
