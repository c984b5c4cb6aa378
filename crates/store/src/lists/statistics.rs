//! Counts of matters over columns. Every figure names the date it counts by.

use jiff::civil::Date;

use super::{Conditions, Scope, filter::scope_condition};
use crate::{db::Reader, error::StoreError, sql::Sql, value::Value};

/// The date that a figure counts by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateBasis {
    /// Legal day of listing.
    Listed,
    /// Legal day on which the assessment was completed.
    Assessed,
    /// Legal day of filing.
    Filed,
    /// Legal day of the decision.
    Decided,
}

impl DateBasis {
    /// The kind of milestone; none for the day that the matter itself has.
    const fn milestone(self) -> Option<&'static str> {
        match self {
            Self::Listed => None,
            Self::Assessed => Some("ASSESSED"),
            Self::Filed => Some("FILED"),
            Self::Decided => Some("DECIDED"),
        }
    }
}

/// What a matter reached in a period, as its figures count it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reached {
    /// By which day.
    pub basis: DateBasis,
    /// First day of the period.
    pub from: Date,
    /// Last day of the period.
    pub to: Date,
    /// Codes of the conclusions that count; every one when there are none.
    pub conclusions: Vec<String>,
}

/// The condition of `matters m` that [`Reader::matter_cells`] counts by.
pub(super) fn reached_condition(all: &mut Conditions, reached: &Reached) {
    let days = [Value::from(reached.from), Value::from(reached.to)];
    let Some(kind) = reached.basis.milestone() else {
        all.add("m.listed_on >= ? AND m.listed_on <= ?", days);
        return;
    };
    let marks = vec!["?"; reached.conclusions.len()].join(", ");
    let ended =
        if marks.is_empty() { String::new() } else { format!(" AND r.conclusion IN ({marks})") };
    let text = format!(
        "EXISTS (SELECT 1 FROM milestones r WHERE r.matter_id = m.id AND r.kind = ? \
         AND r.on_day >= ? AND r.on_day <= ?{ended} \
         AND NOT EXISTS (SELECT 1 FROM milestones l WHERE l.matter_id = r.matter_id \
         AND l.kind = r.kind AND l.on_day <= ? \
         AND (l.on_day, l.ordinal, l.n) > (r.on_day, r.ordinal, r.n)))"
    );
    let values = std::iter::once(Value::from(kind))
        .chain(days)
        .chain(reached.conclusions.iter().map(Value::from))
        .chain([Value::from(reached.to)]);
    all.add(&text, values);
}

/// A number of matters that agree in the named columns.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// Division code of the city.
    pub city_code: Option<String>,
    /// Division code of the county.
    pub county_code: Option<String>,
    /// Code of the category.
    pub category: String,
    /// Code of the status.
    pub status: Option<String>,
    /// Initial level; this and what follows of the assessment that the day is of.
    pub level_initial: Option<String>,
    /// Expected level after measures.
    pub level_after: Option<String>,
    /// Code of the conclusion.
    pub conclusion: Option<String>,
    /// Code of the procedure.
    pub procedure: Option<String>,
    /// How many matters.
    pub count: u64,
}

const OF_MATTER: &str = "m.city_code, m.county_code, m.category, m.status, m.level_initial, \
    m.level_after, m.conclusion, m.procedure_code";
const OF_MILESTONE: &str = "m.city_code, m.county_code, m.category, m.status, s.level_initial, \
    s.level_after, s.conclusion, s.procedure_code";

fn cells_sql(scope: &Scope, basis: DateBasis, from: Date, to: Date) -> (Sql, Vec<Value>) {
    let mut all = Conditions::default();
    scope_condition(&mut all, scope, "m.id");
    let days = [Value::from(from), Value::from(to)];
    let (columns, tables) = match basis.milestone() {
        None => {
            all.add("m.listed_on >= ? AND m.listed_on <= ?", days);
            (OF_MATTER, "matters m")
        }
        Some(kind) => {
            all.add("s.kind = ?", [Value::from(kind)]);
            all.add("s.on_day >= ? AND s.on_day <= ?", days);
            // A matter counts once: by what it reached last within the period.
            all.add(
                "NOT EXISTS (SELECT 1 FROM milestones l WHERE l.matter_id = s.matter_id \
                 AND l.kind = s.kind AND l.on_day <= ? \
                 AND (l.on_day, l.ordinal, l.n) > (s.on_day, s.ordinal, s.n))",
                [Value::from(to)],
            );
            (OF_MILESTONE, "milestones s JOIN matters m ON m.id = s.matter_id")
        }
    };
    let text = format!(
        "SELECT {columns}, COUNT(*) AS n FROM {tables} WHERE {} GROUP BY {columns}",
        all.text()
    );
    (Sql::built(text), all.values)
}

pub(crate) fn samples() -> Vec<Sql> {
    [DateBasis::Listed, DateBasis::Assessed, DateBasis::Filed, DateBasis::Decided]
        .map(|basis| cells_sql(&Scope::Under("/x/".to_owned()), basis, Date::MIN, Date::MAX).0)
        .into()
}

impl Reader {
    /// Counts of the matters of a period (both days included), by place,
    /// category, status, levels and conclusion: one statement. A matter counts
    /// once in a period, by what it reached last in it, whichever of its
    /// assessments that is of.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn matter_cells(
        &mut self,
        scope: &Scope,
        basis: DateBasis,
        from: Date,
        to: Date,
    ) -> Result<Vec<Cell>, StoreError> {
        let (sql, values) = cells_sql(scope, basis, from, to);
        let rows = self.all(&sql, values).await?;
        let read = |row: &crate::db::Row| {
            Ok(Cell {
                city_code: row.get("city_code")?,
                county_code: row.get("county_code")?,
                category: row.get("category")?,
                status: row.get("status")?,
                level_initial: row.get("level_initial")?,
                level_after: row.get("level_after")?,
                conclusion: row.get("conclusion")?,
                procedure: row.get("procedure_code")?,
                count: row.get("n")?,
            })
        };
        // Sorted here, because the engines disagree about where NULL goes.
        let mut cells = rows.iter().map(read).collect::<Result<Vec<_>, StoreError>>()?;
        cells.sort();
        Ok(cells)
    }
}
