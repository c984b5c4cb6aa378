//! `wenping link`: which planned decisions have an assessment in the register.
//! A refusal is exit code 2 and one line of JSON on standard error, and no file.

use std::{
    io::Write as _,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use linkage::{Decision, Entry, Lexicon, Link, LinkError, Plan};
use locale::{L10n, Msg};
use serde_json::json;

use super::Ended;
use crate::{
    cli::Call,
    output::{Output, USAGE, WELL},
};

/// Largest file, in bytes.
const LIMIT: u64 = 256 * 1024 * 1024;
/// Progress is told every so many entries.
const STEP: usize = 500;
/// What shells expect of a program that was interrupted.
const INTERRUPTED: u8 = 130;

/// Reason and field.
type Refused = (String, String);

pub(super) async fn run(call: &Call, out: &Output) -> Ended {
    let stop = Arc::new(AtomicBool::new(false));
    let watched = Arc::clone(&stop);
    let watch = tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            watched.store(true, Ordering::Relaxed);
        }
    });
    let ended = tokio::task::block_in_place(|| link(call, out, &stop));
    watch.abort();
    match ended {
        Ok(Some(told)) => {
            out.say(&told);
            Ok(WELL)
        }
        Ok(None) => Ok(INTERRUPTED),
        Err((error, field)) => {
            out.complain(&json!({ "error": error, "field": field }).to_string());
            Ok(USAGE)
        }
    }
}

/// Links and writes; `None` when it was interrupted, and then there is no file.
fn link(call: &Call, out: &Output, stop: &AtomicBool) -> Result<Option<Msg>, Refused> {
    let refuse = |e: &dyn std::fmt::Display, field: &str| (e.to_string(), field.to_owned());
    let plans: Vec<Plan> = rows(call, "plans", &["plan_id", "name"], plan)?;
    let register: Vec<Entry> = rows(call, "register", &["reg_id", "name"], entry)?;
    let lexicon = Lexicon::embedded().map_err(|e| refuse(&e, ""))?;
    let of = register.len();
    let links = linkage::link(&plans, &register, &lexicon, |done| {
        if done % STEP == 0 || done == of {
            out.progress(done as u64, of as u64);
        }
        !stop.load(Ordering::Relaxed)
    });
    let links = match links {
        Ok(links) => links,
        Err(LinkError::Stopped) => return Ok(None),
        Err(e @ (LinkError::Twice { of, .. } | LinkError::Untitled { of, .. })) => {
            return Err(refuse(&e, of));
        }
    };
    let path = call.required("out");
    write(Path::new(path), &links, call).map_err(|e| refuse(&format!("{path}: {e}"), "out"))?;
    let count = |decision: Decision| links.iter().filter(|l| l.decision == decision).count() as u64;
    Ok(Some(
        Msg::new("cli-linked")
            .with("path", path)
            .with("links", count(Decision::Link))
            .with("review", count(Decision::Review))
            .with("none", count(Decision::None)),
    ))
}

/// One row under its heads.
struct Row<'a> {
    heads: &'a [String],
    record: &'a csv::StringRecord,
}

impl Row<'_> {
    /// The cell under a head, the last of those that bear the name; empty when there is none.
    fn cell(&self, name: &str) -> &str {
        let heads = self.heads.iter().zip(self.record);
        let found = heads.filter(|(head, _)| *head == name).last();
        found.map(|(_, cell)| cell.trim()).unwrap_or_default()
    }

    fn text(&self, name: &str) -> String {
        self.cell(name).to_owned()
    }
}

/// What is read from the rows of a table with these columns at least. Only what is needed of a row
/// is kept: tables may have hundreds of thousands.
fn rows<T>(
    call: &Call,
    field: &str,
    needed: &[&str],
    read: impl Fn(&Row<'_>) -> T,
) -> Result<Vec<T>, Refused> {
    let path = call.required(field);
    let refuse = |e: String| (format!("{path}: {e}"), field.to_owned());
    let size = std::fs::metadata(path).map_err(|e| refuse(e.to_string()))?.len();
    if size > LIMIT {
        return Err(refuse("the file is larger than 256 MiB".into()));
    }
    let bytes = std::fs::read(path).map_err(|e| refuse(e.to_string()))?;
    let (text, _) = app::import::decode_text(&bytes).map_err(|e| refuse(e.to_string()))?;
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let heads: Vec<String> = reader
        .headers()
        .map_err(|e| refuse(e.to_string()))?
        .iter()
        .map(|h| h.trim().to_owned())
        .collect();
    if let Some(missing) = needed.iter().find(|n| !heads.iter().any(|h| h == *n)) {
        return Err(refuse(format!("the column {missing} is missing")));
    }
    let mut found = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| refuse(e.to_string()))?;
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let row = Row { heads: &heads, record: &record };
        if let Some(empty) = needed.iter().find(|n| row.cell(n).is_empty()) {
            let line = record.position().map_or(0, csv::Position::line);
            return Err(refuse(format!("line {line}: {empty} is empty")));
        }
        found.push(read(&row));
    }
    Ok(found)
}

fn plan(row: &Row<'_>) -> Plan {
    Plan {
        id: row.text("plan_id"),
        name: row.text("name"),
        city: row.text("city"),
        district: row.text("district"),
        year: row.cell("year").parse().ok(),
        paper: row.text("doc_no"),
    }
}

fn entry(row: &Row<'_>) -> Entry {
    Entry {
        id: row.text("reg_id"),
        name: row.text("name"),
        region: row.text("region"),
        unit: row.text("unit"),
        year: row.cell("year").parse().ok(),
        paper: row.text("doc_no"),
    }
}

/// Writes beside the place first, so that a broken run leaves no half file.
fn write(path: &Path, links: &[Link], call: &Call) -> Result<(), Box<dyn std::error::Error>> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
    let mut file = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
    let l = call.l10n();
    let explain = call.flag("explain");
    {
        let mut table = csv::Writer::from_writer(&mut file);
        let mut heads = vec!["register_id", "plan_id", "score", "decision", "reason"];
        if explain {
            heads.push("details");
        }
        table.write_record(heads)?;
        for link in links {
            let mut record = vec![
                app::export::safe(&link.entry),
                link.plan.as_deref().map(app::export::safe).unwrap_or_default(),
                format!("{:.4}", link.score),
                decision(link.decision).to_owned(),
                reason(link, l, false),
            ];
            if explain {
                record.push(reason(link, l, true));
            }
            table.write_record(record)?;
        }
        table.flush()?;
    }
    file.flush()?;
    file.persist(path)?;
    Ok(())
}

const fn decision(decision: Decision) -> &'static str {
    match decision {
        Decision::Link => "link",
        Decision::Review => "review",
        Decision::None => "none",
    }
}

/// What a decision rests on: for a link what agrees and the small differences, else what differs.
/// In detail: everything, with what each difference costs.
fn reason(link: &Link, l: L10n, detail: bool) -> String {
    let telling = |cost: f64, code: &str| {
        let special = matches!(code, "rival" | "taken" | "combined" | "nothing_near");
        detail || special || cost > 0.0 || link.decision == Decision::Link
    };
    let said = |text: &str| if text.is_empty() { l.t("link-nothing") } else { text.to_owned() };
    let parts: Vec<String> = link
        .findings
        .iter()
        .filter(|f| telling(f.cost, f.code))
        .map(|f| {
            let key = format!("link-{}", f.code.replace('_', "-"));
            let text = l.t2(&key, ("plan", said(&f.plan)), ("register", said(&f.register)));
            if detail && f.cost > 0.0 { format!("{text} [{:.2}]", f.cost) } else { text }
        })
        .collect();
    parts.join(&l.t("link-join"))
}
