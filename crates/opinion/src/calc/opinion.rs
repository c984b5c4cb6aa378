//! `wenping calc opinion`: groups of answers from JSON to JSON.

use serde_json::{Map, Value, json};

use super::CalcError;
use super::read::{Fields, get, list, object};
use crate::groups::{
    Analysis, Consensus, Consent, Direction, GroupsError, MAX_PARTICIPANTS, MAX_STATEMENTS,
    Represented, Settings, Vote, VoteTable, analyse, consensus, stage,
};

/// Analyses votes: `statements`, `participants`, `rows` of A, D, P and a full stop for what was
/// not seen, `mod_out`, `meta`, `keep`, `min_votes`, `K`, and `labels`, the groups for which
/// `stage_c` is computed.
///
/// This prints coordinates and groups of single rows, for the one who checks the method. The
/// product takes [`crate::groups::publish`] instead.
///
/// # Errors
/// [`CalcError`] for any input that is not complete, in range and of bounded size.
pub fn opinion_json(input: &Value) -> Result<Value, CalcError> {
    let fields = object(input, "")?;
    let table = table(fields)?;
    let settings = settings(fields)?;
    let wanted = optional_count(fields, "K")?;
    let (analysis, warnings) = analyse(&table, &settings).map_err(|error| refusal(&error))?;
    let groups = wanted.filter(|k| analysis.divisions.contains_key(k)).unwrap_or(analysis.groups);
    let rows = analysis.rows();
    let numbers: Vec<i64> = rows.clustered().iter().map(|row| table.participants()[*row]).collect();
    let labels = match fields.get("labels") {
        None | Some(Value::Null) => rows.labels(groups).map(<[usize]>::to_vec),
        Some(given) => Some(labels(given, numbers.len())?),
    };
    let mut output = axes_json(&table, &analysis);
    output.insert("groups".into(), json!(groups));
    output.insert("clustered".into(), json!(numbers));
    output.insert("kmeans".into(), kmeans_json(&analysis));
    output.insert("stage_c".into(), stage_json(&table, &settings, &analysis, labels)?);
    output.insert("warnings".into(), warnings.iter().map(|warning| warning.code()).collect());
    Ok(Value::Object(output))
}

fn axes_json(table: &VoteTable, analysis: &Analysis) -> Map<String, Value> {
    let axes = &analysis.axes;
    let [first, second] = &axes.loadings;
    let output = json!({
        "statements": table.statements(),
        "participants": table.participants(),
        "mean": axes.mean,
        "pc1": first,
        "pc2": second,
        "explained_variance": axes.variance,
        "projections": analysis.rows().projections(),
        "statement_projections": axes.statements,
        "extremity": axes.extremity(),
        "priority": analysis.priority,
    });
    match output {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

fn kmeans_json(analysis: &Analysis) -> Value {
    let one = |(k, division): (&usize, &crate::groups::Division)| {
        let value = json!({
            "inertia": division.inertia,
            "silhouette": division.silhouette,
            "labels": analysis.rows().labels(*k),
        });
        (k.to_string(), value)
    };
    Value::Object(analysis.divisions.iter().map(one).collect())
}

fn stage_json(
    table: &VoteTable,
    settings: &Settings,
    analysis: &Analysis,
    labels: Option<Vec<usize>>,
) -> Result<Value, CalcError> {
    let rows = analysis.rows().clustered();
    let all = consensus_json(&consensus(table, &settings.moderated_out));
    let labels = labels.unwrap_or_else(|| vec![0; rows.len()]);
    let divided = labels.iter().any(|label| Some(label) != labels.first());
    let stage =
        stage(table, rows, &labels, &settings.moderated_out).map_err(|error| refusal(&error))?;
    // Without a division nothing can stand for one group more than for another.
    let represented = stage.represented.iter().filter(|_| divided).map(|(label, statements)| {
        (label.to_string(), statements.iter().map(represented_json).collect())
    });
    Ok(json!({
        "labels": labels,
        "group_aware_consensus": stage.group_aware_consensus,
        "repness": Value::Object(represented.collect()),
        "consensus": all,
    }))
}

fn consensus_json(consensus: &Consensus) -> Value {
    let side = |list: &[Consent]| -> Vec<Value> {
        list.iter().map(|consent| Value::Object(consent_json(consent))).collect()
    };
    json!({ "agree": side(&consensus.agree), "disagree": side(&consensus.disagree) })
}

fn consent_json(consent: &Consent) -> Map<String, Value> {
    let mut output = Map::new();
    output.insert("tid".into(), json!(consent.statement));
    output.insert("n-success".into(), json!(consent.success));
    output.insert("n-trials".into(), json!(consent.trials));
    output.insert("p-success".into(), json!(consent.share));
    output.insert("p-test".into(), json!(consent.test));
    output
}

fn represented_json(own: &Represented) -> Value {
    let mut output = consent_json(&own.consent);
    let direction = match own.direction {
        Direction::Agree => "agree",
        Direction::Disagree => "disagree",
    };
    output.insert("repness".into(), json!(own.ratio));
    output.insert("repness-test".into(), json!(own.ratio_test));
    output.insert("repful-for".into(), json!(direction));
    if own.best_agree {
        output.insert("n-agree".into(), json!(own.consent.success));
        output.insert("best-agree".into(), json!(true));
    }
    Value::Object(output)
}

fn table(fields: &Fields) -> Result<VoteTable, CalcError> {
    let statements = numbers(get(fields, "statements")?, "statements", MAX_STATEMENTS)?;
    let participants = numbers(get(fields, "participants")?, "participants", MAX_PARTICIPANTS)?;
    let rows = list(get(fields, "rows")?, "rows", MAX_PARTICIPANTS)?;
    let rows = rows.iter().enumerate().map(|(place, row)| votes(row, place, statements.len()));
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    VoteTable::new(statements, participants, rows).map_err(|error| refusal(&error))
}

fn votes(row: &Value, place: usize, wanted: usize) -> Result<Vec<Vote>, CalcError> {
    let path = format!("rows[{place}]");
    let text = row.as_str().ok_or_else(|| CalcError::new(&path, "text is expected"))?;
    if text.len() > MAX_STATEMENTS {
        let found = text.len();
        return Err(refusal(&GroupsError::Shape { row: place, found, wanted }));
    }
    let read = |letter: char| match letter {
        'A' => Ok(Vote::Agree),
        'D' => Ok(Vote::Disagree),
        'P' => Ok(Vote::Pass),
        '.' => Ok(Vote::Unseen),
        _ => Err(CalcError::new(&path, "votes are A, D, P and a full stop for unseen")),
    };
    text.chars().map(read).collect()
}

fn settings(fields: &Fields) -> Result<Settings, CalcError> {
    let ids = |name: &str| match fields.get(name) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(items)) if items.is_empty() => Ok(Vec::new()),
        Some(value) => numbers(value, name, MAX_PARTICIPANTS),
    };
    Ok(Settings {
        moderated_out: ids("mod_out")?,
        meta: ids("meta")?,
        keep: ids("keep")?,
        min_votes: optional_count(fields, "min_votes")?.unwrap_or(Settings::default().min_votes),
        ..Settings::default()
    })
}

fn numbers(value: &Value, name: &str, most: usize) -> Result<Vec<i64>, CalcError> {
    let read = |(place, item): (usize, &Value)| {
        let wrong = || CalcError::new(format!("{name}[{place}]"), "a whole number is expected");
        item.as_i64().ok_or_else(wrong)
    };
    list(value, name, most)?.iter().enumerate().map(read).collect()
}

fn optional_count(fields: &Fields, name: &str) -> Result<Option<usize>, CalcError> {
    match fields.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => value
            .as_u64()
            .and_then(|count| usize::try_from(count).ok())
            .map(Some)
            .ok_or_else(|| CalcError::new(name, "a whole number from 0 is expected")),
    }
}

fn labels(value: &Value, wanted: usize) -> Result<Vec<usize>, CalcError> {
    let items = value.as_array().ok_or_else(|| CalcError::new("labels", "a list is expected"))?;
    if items.len() != wanted {
        return Err(refusal(&GroupsError::Labels { found: items.len(), wanted }));
    }
    let read = |(place, item): (usize, &Value)| {
        let label = item.as_u64().filter(|label| *label < 1_000);
        label.and_then(|label| usize::try_from(label).ok()).ok_or_else(|| {
            CalcError::new(format!("labels[{place}]"), "a whole number from 0 to 999 is expected")
        })
    };
    items.iter().enumerate().map(read).collect()
}

fn refusal(error: &GroupsError) -> CalcError {
    let field = match error {
        GroupsError::NoStatement => "statements".to_owned(),
        GroupsError::NoAnswer | GroupsError::Rows { .. } => "rows".to_owned(),
        GroupsError::Shape { row, .. } => format!("rows[{row}]"),
        GroupsError::TooMany { what, .. } if *what == "votes" => "rows".to_owned(),
        GroupsError::TooMany { what, .. } => (*what).to_owned(),
        GroupsError::Twice { what, .. } => format!("{what}s"),
        GroupsError::TooFew { .. } => "K".to_owned(),
        GroupsError::Labels { .. } => "labels".to_owned(),
    };
    CalcError::new(field, error.to_string())
}
