//! The record of the moderation as a file: every decision with its day and its
//! reason, and no word of any text. Taking it out is an event.

use std::{fs::File, io::Write};

use domain::{
    codes::ExportFormat,
    consultation::{Command, Consultation, ConsultationEvent, Export, Moderated},
    record::{EventBody as _, Record as _},
};
use jiff::civil::Date;

use super::{act, export::rows::Rows, found};
use crate::{App, AppError, Ctx, error::Outcome, export::Vanishing, vault::Vault};

/// Names of the columns.
const HEADS: [&str; 6] = ["number", "day", "consultation", "question", "decision", "reason"];

/// Writes every decision of the moderators; how many there were.
///
/// # Errors
/// A reason that is missing, denied access, a consultation that never opened, a
/// failure of the store or of the file.
pub async fn export_log<W: Write + Send>(
    app: &App,
    ctx: &Ctx,
    slug: &str,
    (format, reason): (ExportFormat, &str),
    out: W,
) -> Outcome<u64> {
    let mut vault = Vault::new(app.ids());
    let reason = super::course::words("log_reason", reason)?;
    // Two files are two exports, also when one page asked for both.
    let mut tx = app.store().write().await?;
    let found = found(&mut tx, slug).await?;
    super::course::wording(app, &mut tx, &found, ("log_reason", reason)).await?;
    let (matter, case) = (&found.matter.state, &found.assessment.state);
    super::may(app, ctx, &mut tx, "export_moderation", matter, case).await?;
    let decisions = decisions(&tx.events(Consultation::KIND, found.consultation.id).await?)?;
    let number = decisions.len() as u64;
    let export = Export { format, rows: number, reason: vault.text(reason) };
    act(app, ctx, &mut tx, found, &Command::ExportLog(export), vault).await?;
    tx.commit().await?;
    let heads = HEADS.iter().map(|head| (*head).to_owned()).collect();
    let mut rows = Rows::begin(app, format, heads, out)?;
    for (n, (day, decision)) in (1_u64..).zip(decisions) {
        rows.write(&cells(n, day, slug, &decision))?;
    }
    rows.finish()?;
    Ok(number)
}

/// The same into a file that vanishes by itself, at its start, with its size.
///
/// # Errors
/// Those of [`export_log`].
pub async fn log_file(
    app: &App,
    ctx: &Ctx,
    slug: &str,
    asked: (ExportFormat, &str),
) -> Outcome<(File, u64)> {
    let mut file = Vanishing::new(app)?;
    export_log(app, ctx, slug, asked, &mut file.out).await?;
    file.rewound()
}

fn decisions(events: &[store::StoredEvent]) -> Outcome<Vec<(Date, Moderated)>> {
    let mut found = Vec::new();
    for event in events {
        let body = ConsultationEvent::from_data(&event.type_name, event.type_v, &event.data)
            .map_err(|e| AppError::Internal(e.to_string()))?;
        if let ConsultationEvent::TextModerated { text } = body {
            found.push((event.meta.occurred_on, text));
        }
    }
    Ok(found)
}

fn cells(number: u64, day: Date, slug: &str, decision: &Moderated) -> Vec<Vec<String>> {
    let reason = decision.fault.map(|fault| fault.code().to_owned());
    vec![
        vec![number.to_string()],
        vec![day.to_string()],
        vec![slug.to_owned()],
        vec![decision.question.clone()],
        vec![decision.done.code().to_owned()],
        reason.into_iter().collect(),
    ]
}
