//! `wenping rules`: check, show and compare rule packages.

use std::sync::Arc;

use locale::Msg;
use rules::{PackageRef, Resolved, RuleBook};
use serde_json::{Value, json};

use super::Ended;
use crate::{
    cli::Call,
    installation::{read_rules, rule_book, settings},
    output::{Output, WELL, WRONG},
};

pub(super) fn check(call: &Call, out: &Output) -> Ended {
    match read_rules(&settings(call)?.rules.dir)? {
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

/// The package of an argument, or in words why there is none.
fn resolve(book: &RuleBook, text: &str, out: &Output) -> Result<Arc<Resolved>, String> {
    let l = out.l10n();
    let package: PackageRef =
        text.parse().map_err(|_| l.t1("cli-rules-not-a-package", "text", text))?;
    book.resolve(&package.division, package.on)
        .map_err(|_| l.t1("cli-rules-no-package", "text", text))
}

pub(super) fn show(call: &Call, out: &Output) -> Ended {
    let book = rule_book(&settings(call)?)?;
    let resolved = match resolve(&book, call.required("package"), out) {
        Ok(resolved) => resolved,
        Err(reason) => return Ok(out.misused(&reason)),
    };
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
    let book = rule_book(&settings(call)?)?;
    let of = |name| resolve(&book, call.required(name), out);
    let (a, b) = match (of("a"), of("b")) {
        (Ok(a), Ok(b)) => (a, b),
        (Err(reason), _) | (_, Err(reason)) => return Ok(out.misused(&reason)),
    };
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
