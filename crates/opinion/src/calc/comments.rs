//! `wenping calc comments`: topics of free text from JSON to JSON.

use serde_json::{Value, json};

use super::CalcError;
use super::read::{Fields, object};
use crate::topics::{
    MAX_COMMENTS, MAX_TEXT, Order, TopicsError, exact_duplicates, issues, key_terms,
    near_duplicates, topics,
};

/// Key terms that are given.
const TERMS: usize = 20;
/// Most sets of one call.
const MAX_SETS: usize = 1_000;
/// Most stop words.
const MAX_STOP: usize = 20_000;

/// Reads comments of either shape: `comments` with `K` and `stopwords` (both may be left out), or
/// `sets`, lists of comments of which the number of issues is wanted.
///
/// # Errors
/// [`CalcError`] for any input that is not complete, in range and of bounded size.
pub fn comments_json(input: &Value) -> Result<Value, CalcError> {
    let fields = object(input, "")?;
    match (fields.get("comments"), fields.get("sets")) {
        (Some(_), Some(_)) => Err(CalcError::new("", "give comments or sets, not both")),
        (Some(comments), None) => one(fields, &texts(comments, "comments", MAX_COMMENTS)?),
        (None, Some(sets)) => many(sets),
        (None, None) => Err(CalcError::new("comments", "this field is missing")),
    }
}

fn many(sets: &Value) -> Result<Value, CalcError> {
    let sets = array(sets, "sets", MAX_SETS)?;
    let (mut left, mut letters) = (MAX_COMMENTS, MAX_TEXT);
    // All are read before any is counted: a refusal of the last comes at once.
    let mut read = Vec::with_capacity(sets.len());
    for (place, set) in sets.iter().enumerate() {
        let path = format!("sets[{place}]");
        let comments = texts(set, &path, left)?;
        left -= comments.len();
        let own = comments.iter().map(|comment| comment.chars().count()).sum();
        let much = TopicsError::TooMuch { most: MAX_TEXT };
        letters = letters.checked_sub(own).ok_or_else(|| refusal(&much, &path))?;
        read.push((path, comments));
    }
    let count = |(path, comments): &(String, Vec<String>)| {
        issues(comments).map_err(|error| refusal(&error, path))
    };
    let clusters: Vec<usize> = read.iter().map(count).collect::<Result<_, _>>()?;
    Ok(json!({ "clusters": clusters }))
}

fn one(fields: &Fields, comments: &[String]) -> Result<Value, CalcError> {
    let refused = |error: TopicsError| refusal(&error, "comments");
    let order = Order { issues: wanted(fields)?, stop_words: stop_words(fields)? };
    let (found, warnings) = topics(comments, &order).map_err(refused)?;
    let issues = found.issues.iter().map(|issue| {
        let typical: Vec<&String> = issue.typical.iter().map(|place| &comments[*place]).collect();
        json!({ "comments": issue.comments, "typical": typical, "terms": issue.terms })
    });
    let labels = found.labels.iter().map(|label| label.map_or(json!(-1), |label| json!(label)));
    Ok(json!({
        "terms": key_terms(comments, TERMS).map_err(refused)?,
        "labels": labels.collect::<Vec<Value>>(),
        "issues": issues.collect::<Vec<Value>>(),
        "exact_duplicates": exact_duplicates(comments),
        "near_duplicates": near_duplicates(comments).map_err(refused)?,
        "warnings": warnings.iter().map(|warning| warning.code()).collect::<Vec<_>>(),
    }))
}

fn wanted(fields: &Fields) -> Result<Option<usize>, CalcError> {
    match fields.get("K") {
        None | Some(Value::Null) => Ok(None),
        Some(value) => {
            let count = value.as_u64().and_then(|count| usize::try_from(count).ok());
            count.map(Some).ok_or_else(|| CalcError::new("K", "a whole number is expected"))
        }
    }
}

fn stop_words(fields: &Fields) -> Result<Option<std::collections::BTreeSet<String>>, CalcError> {
    match fields.get("stopwords") {
        None | Some(Value::Null) => Ok(None),
        Some(value) => {
            let words = texts(value, "stopwords", MAX_STOP)?;
            Ok(Some(words.into_iter().collect()))
        }
    }
}

fn texts(value: &Value, path: &str, most: usize) -> Result<Vec<String>, CalcError> {
    let read = |(place, item): (usize, &Value)| match item {
        Value::String(text) => Ok(text.clone()),
        _ => Err(CalcError::new(format!("{path}[{place}]"), "text is expected")),
    };
    array(value, path, most)?.iter().enumerate().map(read).collect()
}

/// A list that may be empty.
fn array<'a>(value: &'a Value, path: &str, most: usize) -> Result<&'a [Value], CalcError> {
    let items = value.as_array().ok_or_else(|| CalcError::new(path, "a list is expected"))?;
    if items.len() > most {
        return Err(CalcError::new(path, format!("the list has more than {most} items")));
    }
    Ok(items)
}

fn refusal(error: &TopicsError, path: &str) -> CalcError {
    let field = match error {
        TopicsError::TooMany { .. } | TopicsError::TooMuch { .. } => path.to_owned(),
        TopicsError::TooLong { place, .. } => format!("{path}[{place}]"),
        TopicsError::Issues { .. } => "K".to_owned(),
    };
    CalcError::new(field, error.to_string())
}
