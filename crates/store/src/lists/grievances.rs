//! Grievances: by matter and number, those with a term that runs, those about one
//! risk, and their figures.

use jiff::civil::Date;
use uuid::Uuid;

use super::{Conditions, Scope, filter::scope_condition};
use crate::{
    db::{Reader, Row},
    error::StoreError,
    projection::{GrievanceRow, WithText, with_text},
    sql::{Sql, list, statements},
    value::{Value, args},
};

macro_rules! columns {
    () => {
        "g.id, g.number, g.matter_id, g.assessment_id, g.status, g.channel, g.factor_id, \
         g.factor_code, g.received_on, g.acknowledge_by, g.acknowledged_on, g.answer_by, \
         g.answered_on, g.due_on, g.escalated, g.summary_ref, g.summary"
    };
}

statements! {
    OF_MATTER = concat!("SELECT ", columns!(), " FROM grievances g WHERE g.matter_id = $1 \
        ORDER BY g.received_on DESC, g.number DESC");
    BY_NUMBER = concat!("SELECT ", columns!(), " FROM grievances g WHERE g.number = $1");
    ABOUT = "SELECT COUNT(*) AS n FROM grievances WHERE assessment_id = $1 AND factor_id = $2 \
        AND received_on >= $3 AND status <> 'RETURNED'";
    COUNT_OF_MATTER = "SELECT COUNT(*) AS n FROM grievances WHERE matter_id = $1";
    OPEN_TO_THE_PUBLIC = "SELECT c.slug, c.matter_id, c.title FROM consultations c \
        JOIN matters m ON m.id = c.matter_id \
        WHERE c.status IN ('CLOSED', 'PUBLISHED') \
        AND m.conclusion IN ('IMPLEMENT', 'CONDITIONAL', 'PARTIAL', 'STAGED') \
        AND m.stage NOT IN ('ARCHIVED', 'WITHDRAWN') \
        ORDER BY m.decided_on DESC, c.to_on DESC, c.id LIMIT $1";
}

/// Matters of one look-up of open grievances.
const MANY: usize = 200;

fn open_of(count: usize) -> Sql {
    let ids = list(1, count);
    Sql::built(format!(
        "SELECT {} FROM grievances g WHERE g.matter_id IN ({ids}) AND g.due_on IS NOT NULL \
         ORDER BY g.due_on, g.number",
        columns!()
    ))
}

/// A matter whose consultation is public and that is carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicMatter {
    /// End of the address of its consultation.
    pub slug: String,
    /// The matter.
    pub matter: Uuid,
    /// Title of the consultation; none once it was erased.
    pub title: Option<String>,
}

/// A number of grievances that agree in the named columns.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct GrievanceCell {
    /// Division code of the city.
    pub city_code: Option<String>,
    /// Division code of the county.
    pub county_code: Option<String>,
    /// The owner unit of the matter.
    pub unit: Uuid,
    /// Code of the channel.
    pub channel: String,
    /// Code of the risk in the catalogue.
    pub factor_code: Option<String>,
    /// Code of the standing.
    pub status: String,
    /// NO, IN_TIME or LATE.
    pub acknowledged: String,
    /// NO, IN_TIME or LATE.
    pub answered: String,
    /// How many.
    pub count: u64,
}

/// Whether something was done by its day.
fn timely(done: &str, by: &str) -> String {
    format!(
        "CASE WHEN g.{done} IS NULL THEN 'NO' WHEN g.{by} IS NULL OR g.{done} <= g.{by} \
         THEN 'IN_TIME' ELSE 'LATE' END"
    )
}

fn cells_sql(scope: &Scope, from: Date, to: Date) -> (Sql, Vec<Value>) {
    let mut all = Conditions::default();
    scope_condition(&mut all, scope, "g.matter_id");
    all.add("g.received_on >= ? AND g.received_on <= ?", [Value::from(from), Value::from(to)]);
    let (told, answered) =
        (timely("acknowledged_on", "acknowledge_by"), timely("answered_on", "answer_by"));
    let plain = "m.city_code, m.county_code, m.unit_id, g.channel, g.factor_code, g.status";
    let text = format!(
        "SELECT {plain}, {told} AS acknowledged, {answered} AS answered, COUNT(*) AS n \
         FROM grievances g JOIN matters m ON m.id = g.matter_id WHERE {} \
         GROUP BY {plain}, {told}, {answered}",
        all.text()
    );
    (Sql::built(text), all.values)
}

pub(crate) fn samples() -> Vec<Sql> {
    vec![
        open_of(2),
        cells_sql(&Scope::All, Date::MIN, Date::MAX).0,
        cells_sql(&Scope::Under("/x/".to_owned()), Date::MIN, Date::MAX).0,
    ]
}

fn read(row: &Row) -> Result<WithText<GrievanceRow>, StoreError> {
    with_text(row, "summary")
}

impl Reader {
    /// The grievances of a matter, the latest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn grievances_of(
        &mut self,
        matter: Uuid,
    ) -> Result<Vec<WithText<GrievanceRow>>, StoreError> {
        self.all(&OF_MATTER, args![matter]).await?.iter().map(read).collect()
    }

    /// How many grievances a matter has.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn grievance_count(&mut self, matter: Uuid) -> Result<u64, StoreError> {
        self.first(&COUNT_OF_MATTER, args![matter]).await?.map_or(Ok(0), |row| row.get("n"))
    }

    /// The grievance with a number.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn grievance_by_number(
        &mut self,
        number: &str,
    ) -> Result<Option<WithText<GrievanceRow>>, StoreError> {
        self.first(&BY_NUMBER, args![number]).await?.as_ref().map(read).transpose()
    }

    /// The grievances of these matters with a term that runs, by due day.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn open_grievances(
        &mut self,
        matters: &[Uuid],
    ) -> Result<Vec<WithText<GrievanceRow>>, StoreError> {
        let mut found = Vec::new();
        for chunk in matters.chunks(MANY) {
            let values = chunk.iter().map(|id| Value::from(*id)).collect();
            for row in self.all(&open_of(chunk.len()), values).await? {
                found.push(read(&row)?);
            }
        }
        Ok(found)
    }

    /// How many grievances are about a risk of an assessment and came in on a day
    /// or later; those that were sent back do not count.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn grievances_about(
        &mut self,
        assessment: Uuid,
        factor: Uuid,
        from: Date,
    ) -> Result<u64, StoreError> {
        let row = self.first(&ABOUT, args![assessment, factor, from]).await?;
        row.map_or(Ok(0), |row| row.get("n"))
    }

    /// Matters that are carried out and whose consultation is public and over; one
    /// with several consultations comes once for each.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn public_matters(&mut self, most: u32) -> Result<Vec<PublicMatter>, StoreError> {
        let read = |row: &Row| {
            Ok(PublicMatter {
                slug: row.get("slug")?,
                matter: row.get("matter_id")?,
                title: row.get("title")?,
            })
        };
        self.all(&OPEN_TO_THE_PUBLIC, args![most]).await?.iter().map(read).collect()
    }

    /// Counts of the grievances of a period (both days included), by place, unit,
    /// channel, risk, standing and whether they were dealt with in time: one
    /// statement.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn grievance_cells(
        &mut self,
        scope: &Scope,
        from: Date,
        to: Date,
    ) -> Result<Vec<GrievanceCell>, StoreError> {
        let (sql, values) = cells_sql(scope, from, to);
        let rows = self.all(&sql, values).await?;
        let read = |row: &Row| {
            Ok(GrievanceCell {
                city_code: row.get("city_code")?,
                county_code: row.get("county_code")?,
                unit: row.get("unit_id")?,
                channel: row.get("channel")?,
                factor_code: row.get("factor_code")?,
                status: row.get("status")?,
                acknowledged: row.get("acknowledged")?,
                answered: row.get("answered")?,
                count: row.get("n")?,
            })
        };
        // Sorted here, because the engines disagree about where NULL goes.
        let mut cells = rows.iter().map(read).collect::<Result<Vec<_>, StoreError>>()?;
        cells.sort();
        Ok(cells)
    }
}
