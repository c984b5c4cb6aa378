//! The columns of an export: header, width, value.

use locale::L10n;
use store::MatterListRow;

use super::Value;
use crate::directory::Units;

impl Value {
    fn code(l10n: L10n, list: &str, code: Option<&str>) -> Self {
        Self::Text(code.map(|c| l10n.code(list, c)).unwrap_or_default())
    }

    /// As text, days in ISO form.
    pub(super) fn plain(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Day(day) => day.map(|d| d.to_string()).unwrap_or_default(),
            Self::Number(number) => number.to_string(),
            Self::Count(count) => count.map(|n| n.to_string()).unwrap_or_default(),
            Self::Moment(at) => at.to_string(),
            Self::Share(share) => share.map(|share| share.to_string()).unwrap_or_default(),
        }
    }
}

/// Header keys and widths in characters, in order.
pub(super) const COLUMNS: &[(&str, f64)] = &[
    (locale::key("export-number"), 20.0),
    (locale::key("export-title"), 48.0),
    (locale::key("export-category"), 12.0),
    (locale::key("export-sector"), 14.0),
    (locale::key("export-division"), 12.0),
    (locale::key("export-unit"), 30.0),
    (locale::key("export-year"), 8.0),
    (locale::key("export-listed"), 12.0),
    (locale::key("export-status"), 12.0),
    (locale::key("export-procedure"), 12.0),
    (locale::key("export-level-initial"), 12.0),
    (locale::key("export-level-after"), 12.0),
    (locale::key("export-assessed"), 12.0),
    (locale::key("export-filed-number"), 22.0),
    (locale::key("export-filed"), 12.0),
    (locale::key("export-conclusion"), 14.0),
    (locale::key("export-decided"), 12.0),
    (locale::key("export-due"), 12.0),
];

/// The headers in the reader's language.
pub(super) fn headers(l10n: L10n) -> Vec<String> {
    COLUMNS.iter().map(|(key, _)| l10n.t(key)).collect()
}

/// The cells of one matter, in the order of [`COLUMNS`].
pub(super) fn cells(row: &MatterListRow, units: &Units, l10n: L10n) -> Vec<Value> {
    let unit = units.get(&row.unit_id).map(|u| u.name.as_str());
    vec![
        Value::Text(row.number.clone()),
        Value::text(row.title.as_deref()),
        Value::code(l10n, "category", Some(&row.category)),
        Value::code(l10n, "sector", row.sector.as_deref()),
        Value::Text(row.division.clone()),
        Value::text(unit),
        Value::Number(row.year),
        Value::Day(row.listed_on),
        Value::code(l10n, "matter-status", row.status.as_deref()),
        Value::code(l10n, "procedure", row.procedure.as_deref()),
        Value::code(l10n, "level", row.level_initial.as_deref()),
        Value::code(l10n, "level", row.level_after.as_deref()),
        Value::Day(row.assessed_on),
        Value::text(row.filed_no.as_deref()),
        Value::Day(row.filed_on),
        Value::code(l10n, "conclusion", row.conclusion.as_deref()),
        Value::Day(row.decided_on),
        Value::Day(row.due_on),
    ]
}
