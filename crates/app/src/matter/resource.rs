//! What access needs to know of a matter: its units with their paths, and the
//! persons named for a task.

use std::collections::BTreeMap;

use access::{Resource, UnitPath};
use domain::{assessment::Assessment, codes::Part, ids::UnitId, matter::Matter};
use store::Reader;

use crate::{App, error::Outcome};

/// Gathers the units and named persons of a matter.
///
/// # Errors
/// When the store fails.
pub async fn resource(
    app: &App,
    reader: &mut Reader,
    matter: &Matter,
    assessment: Option<&Assessment>,
) -> Outcome<Resource> {
    let mut parts: BTreeMap<Part, Vec<UnitPath>> = BTreeMap::new();
    let parties = assessment.and_then(|a| a.parties).or(matter.parties);
    let mut wanted: Vec<(Part, UnitId)> = Vec::new();
    if let Some(p) = parties {
        wanted.extend([
            (Part::Lead, p.lead),
            (Part::DecisionMaker, p.decision_maker),
            (Part::Filing, p.filing),
        ]);
        wanted.extend(p.legality.map(|u| (Part::Legality, u)));
        wanted.extend(p.executing.map(|u| (Part::Executing, u)));
    }
    if let Some(a) = assessment {
        wanted.extend(a.parties.map(|p| (Part::Assessor, p.lead)));
        wanted.extend(a.assessing_unit().map(|u| (Part::Assessor, u)));
        wanted.extend(a.plan.as_ref().and_then(|p| p.third_party).map(|u| (Part::ThirdParty, u)));
        wanted.extend(a.live_measures().map(|m| (Part::Executing, m.owner)));
    }
    let units = app.units(reader).await?;
    for (part, unit) in wanted {
        if let Some(row) = units.get(&unit.uuid()) {
            let entry = parts.entry(part).or_default();
            let path = UnitPath { unit, path: row.path.clone() };
            if !entry.contains(&path) {
                entry.push(path);
            }
        }
    }
    Ok(Resource { parts, named: assessment.map(Assessment::named).unwrap_or_default() })
}
