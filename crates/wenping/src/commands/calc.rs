//! `wenping calc`: the numeric core from outside. A refusal is exit code 2 and
//! one line of JSON on standard error, never a partial answer.

use std::io::Read as _;

use serde_json::{Value, json};

use super::Ended;
use crate::{
    cli::Call,
    output::{Output, USAGE, WELL},
};

/// Largest input, in bytes.
const LIMIT: u64 = 64 * 1024 * 1024;

pub(super) fn run(call: &Call, out: &Output) -> Ended {
    let answer = input(call).and_then(|value| compute(call.required("family"), unwrapped(&value)));
    match answer {
        Ok(value) => {
            out.line(&value.to_string());
            Ok(WELL)
        }
        Err((error, field)) => {
            out.complain(&json!({ "error": error, "field": field }).to_string());
            Ok(USAGE)
        }
    }
}

/// The input of a case that is kept with its name and its known answer; any
/// other value is the input itself.
fn unwrapped(value: &Value) -> &Value {
    match (value.get("id"), value.get("input")) {
        (Some(_), Some(input)) => input,
        _ => value,
    }
}

const KNOWN: &str = "index, ahp, fuzzy, agreement, uncertainty, survey, opinion, comments";

type Refused = (String, Option<String>);

fn compute(family: &str, value: &Value) -> Result<Value, Refused> {
    match family {
        "index" => of_risk(risk::calc::index_json(value)),
        "ahp" => of_risk(risk::calc::ahp_json(value)),
        "fuzzy" => of_risk(risk::calc::fuzzy_json(value)),
        "agreement" => of_risk(risk::calc::agreement_json(value)),
        "uncertainty" => of_risk(risk::calc::uncertainty_json(value)),
        "comments" => of_risk(opinion::calc::comments_json(value)),
        "opinion" => of_risk(opinion::calc::opinion_json(value)),
        "survey" => opinion::calc::survey_json(value).map_err(|e| (e.error, Some(e.field))),
        other => Err((format!("unknown family {other}; known: {KNOWN}"), Some("family".into()))),
    }
}

fn of_risk(answer: Result<Value, risk::calc::CalcError>) -> Result<Value, Refused> {
    answer.map_err(|e| (e.error, Some(e.field)))
}

fn input(call: &Call) -> Result<Value, Refused> {
    let wrong = |e: String| (e, None);
    let mut text = String::new();
    let read = match call.text("file") {
        Some(path) => std::fs::File::open(path)
            .and_then(|file| file.take(LIMIT.saturating_add(1)).read_to_string(&mut text)),
        None => std::io::stdin().take(LIMIT.saturating_add(1)).read_to_string(&mut text),
    };
    read.map_err(|e| wrong(e.to_string()))?;
    if text.len() as u64 > LIMIT {
        return Err(wrong("the input is larger than 64 MiB".into()));
    }
    crate::json::read(&text).map_err(|e| wrong(format!("not JSON: {e}")))
}
