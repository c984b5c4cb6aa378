//! `wenping rules`: check, show and compare rule packages.

use std::path::Path;

use locale::Msg;
use rules::{PackageRef, Resolved, RuleBook};
use serde_json::{Value, json};

use super::Ended;
use crate::{
    cli::Call,
    output::{Output, WELL, WRONG},
};

pub(super) fn check(call: &Call, out: &Output) -> Ended {
    let loaded = match call.text("dir") {
        None => RuleBook::embedded(),
        Some(dir) => {
            RuleBook::from_files(rules::read_dir(Path::new(dir)).map_err(|e| e.to_string())?)
        }
    };
    match loaded {
        Ok(book) => {
            out.say(&Msg::new("cli-rules-sound").with("files", book.files().len()));
            out.document(&json!({ "files": book.files().len(), "faults": [] }));
            Ok(WELL)
        }
        Err(error) => {
            let faults: Vec<String> = error.faults.iter().map(ToString::to_string).collect();
            faults.iter().for_each(|fault| out.complain(fault));
            out.document(&json!({ "faults": faults }));
            Ok(WRONG)
        }
    }
}

fn resolve(book: &RuleBook, text: &str) -> Result<Resolved, String> {
    let package: PackageRef = text.parse().map_err(|e| format!("{text}: {e}"))?;
    book.resolve(&package.division, package.on).map_err(|e| format!("{text}: {e}"))
}

pub(super) fn show(call: &Call, out: &Output) -> Ended {
    let book = RuleBook::embedded().map_err(|e| e.to_string())?;
    let resolved = resolve(&book, call.required("package"))?;
    if out.json() {
        out.line(&resolved.canonical);
        return Ok(WELL);
    }
    out.line(&resolved.hash);
    for layer in &resolved.package.layers {
        out.line(&format!("{} {} {}", layer.name, layer.effective_from, layer.title));
    }
    Ok(WELL)
}

pub(super) fn diff(call: &Call, out: &Output) -> Ended {
    let book = RuleBook::embedded().map_err(|e| e.to_string())?;
    let a = resolve(&book, call.required("a"))?;
    let b = resolve(&book, call.required("b"))?;
    let found = rules::diff(&a.package, &b.package);
    out.document(&serde_json::to_value(&found).map_err(|e| e.to_string())?);
    if out.json() {
        return Ok(WELL);
    }
    out.say(&Msg::new("cli-rules-differences").with("count", found.len()));
    for d in &found {
        let value = |v: &Option<Value>| v.as_ref().map_or_else(|| "–".into(), Value::to_string);
        let source = d.source.clone().unwrap_or_default();
        out.line(&format!("{}: {} → {}  [{source}]", d.path, value(&d.old), value(&d.new)));
    }
    Ok(WELL)
}
