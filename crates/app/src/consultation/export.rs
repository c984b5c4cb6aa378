//! The stored answers as a file: row by row in constant memory, without the
//! day, in an order that tells none, and with small groups put together, so
//! that a row says less than the answer did. Taking them out is an event.

pub(super) mod rows;

use std::{fs::File, io::Write};

use domain::{
    codes::ExportFormat,
    consultation::{
        Command, Export,
        form::{Form, Question},
    },
};
use serde_json::Value;
use store::answers::{AnswerRow, Count};

use self::rows::Rows;
use super::{Audience, Found, act, form, found, shuffle::Shuffled};
use crate::{App, AppError, Ctx, error::Outcome, export::Vanishing, vault::Vault, view::words_of};

/// Answers that are read at once.
const PAGE: usize = 500;
/// The code of groups that are too small to stand by themselves.
const OTHER: &str = "OTHER";

/// Writes every stored answer of a consultation; how many there were. Free
/// texts are not among them: they are read in the queue of the moderators.
///
/// # Errors
/// A reason that is missing, denied access, a consultation that never opened, a
/// failure of the store or of the file.
pub async fn export<W: Write + Send>(
    app: &App,
    ctx: &Ctx,
    slug: &str,
    (format, reason): (ExportFormat, &str),
    out: W,
) -> Outcome<u64> {
    let (found, size) = recorded(app, ctx, slug, format, reason).await?;
    let mut reader = app.store().read().await?;
    let words = words_of(&mut reader, &found.consultation.state.form).await?;
    let form = form(&words, &found.consultation.state)?;
    let state = &found.consultation.state;
    let limits = super::results::limits(app, &mut reader, state, Audience::Staff).await?;
    reader.close().await?;
    let mut answers = app.store().read_answers().await?;
    let id = found.consultation.id;
    let small = small_groups(&form, &answers.answer_counts(id).await?, limits.below());
    let table = Table { form: &form, small };
    let mut rows = Rows::begin(app, format, heads(&form), out)?;
    let mut written = 0;
    let mut order = Shuffled::new(app.ids().bytes(), size);
    loop {
        let page: Vec<u64> = order.by_ref().take(PAGE).collect();
        if page.is_empty() {
            break;
        }
        let page: Vec<u64> =
            page.into_iter().filter(|at| state.excluded_at(*at).is_none()).collect();
        for row in answers.answers_at(id, &page).await? {
            rows.write(&table.cells(&row)?)?;
            written += 1;
        }
    }
    rows.finish()?;
    Ok(written)
}

/// The same into a file that vanishes by itself, at its start, with its size.
///
/// # Errors
/// Those of [`export`].
pub async fn export_file(
    app: &App,
    ctx: &Ctx,
    slug: &str,
    (format, reason): (ExportFormat, &str),
) -> Outcome<(File, u64)> {
    let mut file = Vanishing::new(app)?;
    export(app, ctx, slug, (format, reason), &mut file.out).await?;
    file.rewound()
}

/// The event comes first: nothing leaves that the log does not know of.
async fn recorded(
    app: &App,
    ctx: &Ctx,
    slug: &str,
    format: ExportFormat,
    reason: &str,
) -> Outcome<(Found, u64)> {
    let mut vault = Vault::new(app.ids());
    let reason = super::course::words("reason", reason)?;
    // Two files are two exports, also when one page asked for both.
    let mut tx = app.store().write().await?;
    let found = found(&mut tx, slug).await?;
    super::course::wording(app, &mut tx, &found, ("reason", reason)).await?;
    let reason = vault.text(reason);
    let (matter, case) = (&found.matter.state, &found.assessment.state);
    super::may(app, ctx, &mut tx, "export_answers", matter, case).await?;
    let head = app.store().read_answers().await?.answers_head(found.consultation.id).await?;
    let size = head.map_or(0, |head| head.size);
    let rows = size.saturating_sub(found.consultation.state.excluded());
    let command = Command::Export(Export { format, rows, reason });
    let kept = Found {
        consultation: found.consultation.clone(),
        assessment: found.assessment.clone(),
        matter: found.matter.clone(),
    };
    act(app, ctx, &mut tx, found, &command, vault).await?;
    tx.commit().await?;
    app.sheets().forget(slug);
    Ok((kept, size))
}

/// Groups with fewer answers than may be shown; if they are few together, the
/// smallest of the others joins them.
fn small_groups(form: &Form, counts: &[Count], below: u64) -> Vec<String> {
    let answers = |code: &str| {
        let of = counts.iter().filter(|c| c.question.is_empty() && c.stratum == code);
        of.map(|c| c.n).sum::<u64>()
    };
    let mut groups: Vec<(u64, String)> =
        form.strata.iter().map(|s| (answers(&s.code), s.code.clone())).collect();
    groups.sort();
    let (mut small, mut held) = (Vec::new(), 0);
    for (n, code) in groups {
        let telling = n < below || (!small.is_empty() && held > 0 && held < below);
        if !telling {
            break;
        }
        held += n;
        small.push(code);
    }
    small
}

/// What a row of the file holds.
struct Table<'a> {
    form: &'a Form,
    small: Vec<String>,
}

/// Names of the columns: group, channel, then every field of a closed question.
fn heads(form: &Form) -> Vec<String> {
    let fixed = ["stratum".to_owned(), "channel".to_owned()];
    fixed.into_iter().chain(closed(form)).collect()
}

fn closed(form: &Form) -> impl Iterator<Item = String> {
    form.questions.iter().filter(|q| !q.choices.is_empty()).flat_map(Question::fields)
}

impl Table<'_> {
    fn cells(&self, row: &AnswerRow) -> Outcome<Vec<Vec<String>>> {
        let content: Value = serde_json::from_str(&row.content)
            .map_err(|e| AppError::Internal(format!("answer {}: {e}", row.position)))?;
        let small = self.small.contains(&row.stratum);
        let stratum = if small { OTHER } else { row.stratum.as_str() };
        let chosen = |code: &str| -> Vec<String> {
            let list = content.get("values").and_then(|v| v.get(code)).and_then(Value::as_array);
            list.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let fixed = [vec![stratum.to_owned()], vec![row.channel.clone()]];
        Ok(fixed.into_iter().chain(closed(self.form).map(|field| chosen(&field))).collect())
    }
}
