//! The list of matters.

use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use super::{
    Cursor, Page, Scope,
    filter::{MatterFilter, Sort, Way, count_sql, page_sql},
};
use crate::{
    db::{Reader, Row},
    error::StoreError,
    projection::{GateCheckRow, ListEntryRow, ParticipantRow, ReadRow as _, WithText, with_text},
    sql::statements,
    value::args,
};

macro_rules! columns {
    () => {
        "m.id, m.number, m.check_code, m.title_ref, m.title, m.category, m.sector, m.division, \
         m.unit_id, m.city_code, m.county_code, m.status, m.stage, m.level_initial, \
         m.level_after, m.level_live, m.level_index, m.conclusion, m.procedure_code, m.due_on, m.year, \
         m.assessment_id, m.assessment_no, m.filed_no, m.filed_on, m.decided_on, m.listed_on, \
         m.assessed_on, m.updated_at"
    };
}

statements! {
    BY_ID = concat!("SELECT ", columns!(), " FROM matters m WHERE m.id = $1");
    BY_NUMBER = concat!("SELECT ", columns!(), " FROM matters m WHERE m.number = $1");
    FILED = concat!("SELECT ", columns!(), " FROM matters m \
        WHERE m.filed_on >= $1 AND m.filed_on <= $2 AND m.filed_no LIKE $3 ORDER BY m.id");
    FILED_EARLIER = "SELECT x.record_id, m.number FROM milestones x \
        JOIN matters m ON m.id = x.matter_id WHERE x.kind = 'FILED' \
        AND x.on_day >= $1 AND x.on_day <= $2 AND x.ordinal < m.assessment_no \
        ORDER BY x.record_id";
    PARTICIPANTS = "SELECT DISTINCT matter_id, unit_id, part FROM participants \
        WHERE matter_id = $1 ORDER BY part, unit_id";
    OF_UNIT = concat!("SELECT ", columns!(), " FROM matters m WHERE m.id IN \
        (SELECT matter_id FROM participants WHERE unit_id = $1) \
        ORDER BY coalesce(m.due_on, '9999-12-31'), m.id LIMIT $2");
    IN_SCOPE = "SELECT s.matter_id FROM matter_scopes s WHERE s.matter_id = $1 AND s.path = $2";
    NAMES = "SELECT n.matter_id FROM named n JOIN matters x ON x.id = n.matter_id \
        AND x.assessment_id = n.record_id WHERE n.matter_id = $1 AND n.person_id = $2 LIMIT 1";
    GATE_CHECKS = "SELECT id, matter_id, number, gate, verdict, rule, unit_id, checked_at \
        FROM gate_checks WHERE matter_id = $1 ORDER BY checked_at DESC, id LIMIT $2";
    LIST_ENTRIES = "SELECT id, report_id, unit_id, year, period, matter_id, status, title_ref, \
        title FROM list_entries WHERE report_id = $1 ORDER BY id";
    ENTRIES_OF_UNIT = "SELECT id, report_id, unit_id, year, period, matter_id, status, \
        title_ref, title FROM list_entries WHERE unit_id = $1 AND year = $2 ORDER BY period, id";
}

/// A matter as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatterListRow {
    /// Identifier of the matter.
    pub id: Uuid,
    /// Readable number.
    pub number: String,
    /// Check code of the number.
    pub check_code: String,
    /// Commitment to the title.
    pub title_ref: Option<ledger::Hash>,
    /// The title; `None` once erased.
    pub title: Option<String>,
    /// Code of the category.
    pub category: String,
    /// Code of the sector.
    pub sector: Option<String>,
    /// Division code of the place.
    pub division: String,
    /// The owner unit.
    pub unit_id: Uuid,
    /// Division code of the city.
    pub city_code: Option<String>,
    /// Division code of the county.
    pub county_code: Option<String>,
    /// Code of the status.
    pub status: Option<String>,
    /// Code of the stage.
    pub stage: Option<String>,
    /// Initial level.
    pub level_initial: Option<String>,
    /// Expected level after measures.
    pub level_after: Option<String>,
    /// Level as tracking sees it.
    pub level_live: Option<String>,
    /// Composite index of the level that stands, in ten-thousandths.
    pub level_index: Option<i64>,
    /// Code of the conclusion.
    pub conclusion: Option<String>,
    /// Code of the procedure.
    pub procedure: Option<String>,
    /// Next legal due day.
    pub due_on: Option<Date>,
    /// Year of the number.
    pub year: i64,
    /// Latest assessment.
    pub assessment_id: Option<Uuid>,
    /// Its ordinal.
    pub assessment_no: Option<i64>,
    /// Filing number.
    pub filed_no: Option<String>,
    /// Legal day of filing.
    pub filed_on: Option<Date>,
    /// Legal day of the decision.
    pub decided_on: Option<Date>,
    /// Legal day of listing.
    pub listed_on: Option<Date>,
    /// Legal day on which the assessment was completed.
    pub assessed_on: Option<Date>,
    /// When the matter's last event was recorded.
    pub updated_at: Timestamp,
}

fn read(row: &Row) -> Result<MatterListRow, StoreError> {
    Ok(MatterListRow {
        id: row.get("id")?,
        number: row.get("number")?,
        check_code: row.get("check_code")?,
        title_ref: row.get("title_ref")?,
        title: row.get("title")?,
        category: row.get("category")?,
        sector: row.get("sector")?,
        division: row.get("division")?,
        unit_id: row.get("unit_id")?,
        city_code: row.get("city_code")?,
        county_code: row.get("county_code")?,
        status: row.get("status")?,
        stage: row.get("stage")?,
        level_initial: row.get("level_initial")?,
        level_after: row.get("level_after")?,
        level_live: row.get("level_live")?,
        level_index: row.get("level_index")?,
        conclusion: row.get("conclusion")?,
        procedure: row.get("procedure_code")?,
        due_on: row.get("due_on")?,
        year: row.get("year")?,
        assessment_id: row.get("assessment_id")?,
        assessment_no: row.get("assessment_no")?,
        filed_no: row.get("filed_no")?,
        filed_on: row.get("filed_on")?,
        decided_on: row.get("decided_on")?,
        listed_on: row.get("listed_on")?,
        assessed_on: row.get("assessed_on")?,
        updated_at: row.get("updated_at")?,
    })
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatterPage {
    /// Its rows.
    pub rows: Vec<MatterListRow>,
    /// Where the next page starts; `None` on the last.
    pub next: Option<Cursor>,
}

impl Reader {
    /// A page of the matters that the filter lets through: one statement, and
    /// one before it that chooses the way when the filter has conditions.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn matters(
        &mut self,
        filter: &MatterFilter,
        page: &Page,
    ) -> Result<MatterPage, StoreError> {
        let way = self.way(filter).await?;
        if way == Way::Nowhere {
            return Ok(MatterPage { rows: Vec::new(), next: None });
        }
        let (sql, values) = page_sql(columns!(), filter, &way, page);
        let found = self.all(&sql, values).await?;
        let limit = page.limit.clamp(1, 500) as usize;
        let rows: Result<Vec<_>, _> = found.iter().take(limit).map(read).collect();
        let rows = rows?;
        let next = rows.last().filter(|_| found.len() > limit).map(|last| Cursor {
            key: match filter.sort {
                Sort::Due => last.due_on.map_or_else(|| "9999-12-31".to_owned(), |d| d.to_string()),
                Sort::Number => last.number.clone(),
            },
            id: last.id.to_string(),
        });
        Ok(MatterPage { rows, next })
    }

    /// How many matters the filter lets through, counted up to `cap`.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn count_matters(
        &mut self,
        filter: &MatterFilter,
        cap: u32,
    ) -> Result<u64, StoreError> {
        let way = self.way(filter).await?;
        if way == Way::Nowhere {
            return Ok(0);
        }
        let (sql, values) = count_sql(filter, &way, cap);
        self.first(&sql, values).await?.map_or(Ok(0), |row| row.get("n"))
    }

    /// The columns of one matter.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn matter_row(&mut self, id: Uuid) -> Result<Option<MatterListRow>, StoreError> {
        self.first(&BY_ID, args![id]).await?.as_ref().map(read).transpose()
    }

    /// The columns of the matter with a number.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn matter_by_number(
        &mut self,
        number: &str,
    ) -> Result<Option<MatterListRow>, StoreError> {
        self.first(&BY_NUMBER, args![number]).await?.as_ref().map(read).transpose()
    }

    /// The matters filed in a year under a running number, one for each office
    /// that counts for itself (`…稳备〔2016〕412号`).
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn matters_filed(
        &mut self,
        year: u16,
        count: u64,
    ) -> Result<Vec<MatterListRow>, StoreError> {
        let (first, last) = (format!("{year:04}-01-01"), format!("{year:04}-12-31"));
        let ending = format!("%稳备〔{year}〕{count}号");
        let rows = self.all(&FILED, args![first, last, ending]).await?;
        rows.iter().map(read).collect()
    }

    /// Assessments that were filed in a year and whose place a later one of the
    /// same matter took, each with the number of its matter.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn filed_earlier(&mut self, year: u16) -> Result<Vec<(Uuid, String)>, StoreError> {
        let (first, last) = (format!("{year:04}-01-01"), format!("{year:04}-12-31"));
        let rows = self.all(&FILED_EARLIER, args![first, last]).await?;
        rows.iter().map(|row| Ok((row.get("record_id")?, row.get("number")?))).collect()
    }

    /// The units that take part in a matter.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn participants_of(
        &mut self,
        matter: Uuid,
    ) -> Result<Vec<ParticipantRow>, StoreError> {
        let rows = self.all(&PARTICIPANTS, args![matter]).await?;
        rows.iter().map(ParticipantRow::read).collect()
    }

    /// Everything that a unit takes part in, by due day.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn matters_of_unit(
        &mut self,
        unit: Uuid,
        limit: u32,
    ) -> Result<Vec<MatterListRow>, StoreError> {
        self.all(&OF_UNIT, args![unit, limit]).await?.iter().map(read).collect()
    }

    /// Whether a matter may be seen in a scope.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn matter_in_scope(
        &mut self,
        matter: Uuid,
        scope: &Scope,
    ) -> Result<bool, StoreError> {
        let found = match scope {
            Scope::All => return Ok(true),
            Scope::Under(path) => self.first(&IN_SCOPE, args![matter, path]).await?,
            Scope::Named(person) => self.first(&NAMES, args![matter, *person]).await?,
        };
        Ok(found.is_some())
    }

    /// The gate checks of a matter, newest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn gate_checks_of(
        &mut self,
        matter: Uuid,
        limit: u32,
    ) -> Result<Vec<GateCheckRow>, StoreError> {
        let rows = self.all(&GATE_CHECKS, args![matter, limit]).await?;
        rows.iter().map(GateCheckRow::read).collect()
    }

    /// The entries of a list report.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn list_entries(
        &mut self,
        report: Uuid,
    ) -> Result<Vec<WithText<ListEntryRow>>, StoreError> {
        let rows = self.all(&LIST_ENTRIES, args![report]).await?;
        rows.iter().map(|row| with_text(row, "title")).collect()
    }

    /// The entries that a unit reported for a year.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn list_entries_of_unit(
        &mut self,
        unit: Uuid,
        year: i64,
    ) -> Result<Vec<WithText<ListEntryRow>>, StoreError> {
        let rows = self.all(&ENTRIES_OF_UNIT, args![unit, year]).await?;
        rows.iter().map(|row| with_text(row, "title")).collect()
    }
}
