//! How far the matters of list reports have come.

use uuid::Uuid;

use super::Conditions;
use crate::{db::Reader, error::StoreError, sql::Sql, value::Value};

/// The three lists of a report: its matters, those filed, those tracked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReportProgress {
    /// The report.
    pub report: Uuid,
    /// Matters on it.
    pub matters: u64,
    /// Those that have a filing.
    pub filed: u64,
    /// Those that were decided and are tracked or finished.
    pub tracked: u64,
}

fn progress_sql(reports: &[Uuid]) -> (Sql, Vec<Value>) {
    let marks = vec!["?"; reports.len().max(1)].join(", ");
    let mut all = Conditions::default();
    let values: Vec<Value> = if reports.is_empty() {
        vec![Value::from(Uuid::nil())]
    } else {
        reports.iter().map(|id| Value::from(*id)).collect()
    };
    all.add(&format!("e.report_id IN ({marks})"), values);
    let text = format!(
        "SELECT e.report_id, COUNT(e.matter_id) AS n, COUNT(m.filed_on) AS filed, \
         COUNT(CASE WHEN m.stage IN ('TRACKING', 'ARCHIVED') AND m.decided_on IS NOT NULL \
         THEN 1 END) AS tracked \
         FROM list_entries e LEFT JOIN matters m ON m.id = e.matter_id \
         WHERE {} GROUP BY e.report_id",
        all.text()
    );
    (Sql::built(text), all.values)
}

pub(crate) fn samples() -> Vec<Sql> {
    vec![progress_sql(&[Uuid::nil(), Uuid::nil()]).0]
}

impl Reader {
    /// How far the matters of these reports have come: one statement.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn report_progress(
        &mut self,
        reports: &[Uuid],
    ) -> Result<Vec<ReportProgress>, StoreError> {
        let (sql, values) = progress_sql(reports);
        let rows = self.all(&sql, values).await?;
        rows.iter()
            .map(|row| {
                Ok(ReportProgress {
                    report: row.get("report_id")?,
                    matters: row.get("n")?,
                    filed: row.get("filed")?,
                    tracked: row.get("tracked")?,
                })
            })
            .collect()
    }
}
