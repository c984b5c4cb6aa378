//! `wenping import`: rows of a CSV or XLSX file onto the list of planned decisions.

use access::Permission;
use app::import::{
    ImportError, IndicatorPlan, Limits, Report, RowOutcome, RowReport, check_scoring, period,
    read_table, screened,
};
use locale::{L10n, Msg};

use super::Ended;
use crate::{
    cli::Call,
    installation::{acting, open_existing, settings},
    output::{Output, WELL, WRONG},
};

pub(super) async fn run(call: &Call, out: &Output) -> Ended {
    let config = settings(call)?;
    let path = call.required("file");
    let limit = u64::from(config.limits.upload_mib) << 20;
    let size = std::fs::metadata(path).map_err(|e| format!("{path}: {e}"))?.len();
    if size > limit {
        return Err(call.l10n().t1("cli-too-large", "mib", config.limits.upload_mib));
    }
    let bytes = std::fs::read(path).map_err(|e| format!("{path}: {e}"))?;
    let app = open_existing(call, &config).await?;
    let ctx = acting(&app, call, Permission::ImportMatters).await?;
    let name = std::path::Path::new(path)
        .file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default();
    let limits = Limits::for_upload(app.settings().upload_limit);
    if let Ok(table) = read_table(&bytes, &name, &limits)
        && table.is_scoring()
    {
        let plan = check_scoring(&app, &ctx, &table).await;
        app.store().close().await;
        return scoring(&plan.map_err(|e| e.to_string())?, out);
    }
    let imported = app::import::import_file(&app, &ctx, &bytes, &name, call.flag("dry-run")).await;
    app.store().close().await;
    let report = match imported {
        Ok(report) => report,
        Err(ImportError::File(refusal)) => return Err(call.l10n().say(&refusal.msg())),
        Err(other) => return Err(other.to_string()),
    };
    let value = serde_json::to_value(&report).map_err(|e| e.to_string())?;
    out.document(&value);
    out.say(
        &Msg::new("cli-imported")
            .with("rows", report.rows.len())
            .with("ready", report.rows.len().saturating_sub(report.left()))
            .with("left", report.left()),
    );
    if !out.json() {
        rows(&report, out);
    }
    let refused = report.rows.iter().any(|r| r.outcome == RowOutcome::Refused);
    Ok(if refused { WRONG } else { WELL })
}

/// A scoring table is checked and not stored: rows that judge people are refused.
fn scoring(plan: &IndicatorPlan, out: &Output) -> Ended {
    out.document(&serde_json::to_value(plan).map_err(|e| e.to_string())?);
    for sums in &plan.stages {
        out.say(
            &Msg::new("cli-scoring-stage")
                .with("stage", sums.place())
                .with("summed", sums.summed.round_half_up(2))
                .with("taken", sums.taken)
                .with("refused", sums.refused)
                .with("total", sums.total.round_half_up(2)),
        );
        let Some(stated) = sums.stated.as_ref().map(|stated| stated.round_half_up(2)) else {
            continue;
        };
        if sums.is_unproven() {
            out.say(&Msg::new("scoring-unproven").with("stated", stated));
        } else if sums.contradicts() {
            let summed = sums.summed.round_half_up(2);
            out.say(&Msg::new("scoring-contradicts").with("stated", stated).with("summed", summed));
        }
    }
    let refused = || plan.indicators.iter().filter(|i| !i.reasons.is_empty());
    if !out.json() {
        for indicator in refused() {
            out.line(&format!("{:>5}  {}  {}", indicator.row, indicator.place(), indicator.text));
            for note in &indicator.reasons {
                out.line(&format!("         {}", out.l10n().say(&note.msg())));
            }
        }
    }
    let refuted = plan.stages.iter().any(|sums| sums.contradicts() || sums.is_unproven());
    let wrong = refused().count() > 0 || refuted;
    Ok(if wrong { WRONG } else { WELL })
}

/// Each row with its outcome, what was understood and proposed, and what is to be
/// said about its cells.
fn rows(report: &Report, out: &Output) {
    let l = out.l10n();
    for row in &report.rows {
        let outcome = l.code("cli-import-outcome", row.outcome.code());
        out.line(&format!("{:>5}  {outcome}  {}  {}", row.row, row.numbers.join(" "), row.title));
        if row.outcome != RowOutcome::Refused {
            out.line(&format!("         {}", understood(l, row).join("  ")));
            let result = screened(l, row.screening, row.procedure, row.reason.as_ref());
            out.line(&format!("         {}", labelled(l, "importing-screening", &result)));
        }
        for note in &row.notes {
            out.line(&format!("         {}", note.line(l)));
        }
    }
}

fn understood(l: L10n, row: &RowReport) -> Vec<String> {
    let mut parts = Vec::new();
    parts.extend(row.unit.as_ref().map(|unit| labelled(l, "items-lead", unit)));
    parts.extend(row.division.as_ref().map(|d| labelled(l, "case-place", &d.name)));
    parts.extend(row.period.map(|p| labelled(l, "case-planned", &period(l, p))));
    parts.push(labelled(l, "items-category", &l.code("category", row.category.code())));
    parts.push(labelled(l, "case-sector", &l.code("sector", row.sector.code())));
    parts
}

fn labelled(l: L10n, label: &str, text: &str) -> String {
    l.t2("import-labelled", ("label", l.t(label)), ("text", text))
}
