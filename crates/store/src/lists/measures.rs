//! Measures across matters.

use jiff::civil::Date;
use uuid::Uuid;

use super::{Conditions, Cursor, Page, Scope, filter::scope_condition};
use crate::{
    db::Reader,
    error::StoreError,
    projection::{MeasureRow, WithText, with_text},
    sql::{Sql, statements},
    value::{Value, args},
};

macro_rules! columns {
    () => {
        "x.id, x.matter_id, x.assessment_id, x.unit_id, x.due_on, x.status, x.title_ref, x.title"
    };
}

statements! {
    OF_MATTER = concat!("SELECT ", columns!(), " FROM measures x WHERE x.matter_id = $1 \
        ORDER BY coalesce(x.due_on, '9999-12-31'), x.id");
}

const KEY: &str = "coalesce(x.due_on, '9999-12-31')";

/// Which measures to list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasureFilter {
    /// The units whose matters may be seen.
    pub scope: Scope,
    /// The unit that carries it out.
    pub unit: Option<Uuid>,
    /// Codes of states; empty for all.
    pub statuses: Vec<String>,
    /// Due before this day.
    pub due_before: Option<Date>,
}

/// A page of measures by due day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasurePage {
    /// Its rows with their titles.
    pub rows: Vec<WithText<MeasureRow>>,
    /// Where the next page starts; `None` on the last.
    pub next: Option<Cursor>,
}

fn page_sql(filter: &MeasureFilter, page: &Page) -> (Sql, Vec<Value>) {
    let mut all = Conditions::default();
    scope_condition(&mut all, &filter.scope, "x.matter_id");
    all.equal("x.unit_id", filter.unit);
    if !filter.statuses.is_empty() {
        let marks = vec!["?"; filter.statuses.len()].join(", ");
        all.add(&format!("x.status IN ({marks})"), filter.statuses.iter().map(Value::from));
    }
    if let Some(day) = filter.due_before {
        all.add("x.due_on < ?", [Value::from(day)]);
    }
    if let Some(after) = &page.after {
        let values = [Value::from(&after.key), Value::from(&after.id)];
        all.add(&format!("({KEY}, x.id) > (?, ?)"), values);
    }
    let limit = page.limit.clamp(1, 500) + 1;
    let text = format!(
        "SELECT {} FROM measures x WHERE {} ORDER BY {KEY}, x.id LIMIT {limit}",
        columns!(),
        all.text()
    );
    (Sql::built(text), all.values)
}

pub(crate) fn samples() -> Vec<Sql> {
    let filter = MeasureFilter {
        scope: Scope::Under("/x/".to_owned()),
        unit: Some(Uuid::nil()),
        statuses: vec!["A".to_owned(), "B".to_owned()],
        due_before: Some(Date::MIN),
    };
    let after = Some(Cursor { key: String::new(), id: String::new() });
    vec![page_sql(&filter, &Page { after, limit: 50 }).0]
}

impl Reader {
    /// A page of measures across matters, by due day: one statement.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn measures(
        &mut self,
        filter: &MeasureFilter,
        page: &Page,
    ) -> Result<MeasurePage, StoreError> {
        let (sql, values) = page_sql(filter, page);
        let found = self.all(&sql, values).await?;
        let limit = page.limit.clamp(1, 500) as usize;
        let rows: Result<Vec<WithText<MeasureRow>>, _> =
            found.iter().take(limit).map(|row| with_text(row, "title")).collect();
        let rows = rows?;
        let next = rows.last().filter(|_| found.len() > limit).map(|last| Cursor {
            key: last.row.due_on.map_or_else(|| "9999-12-31".to_owned(), |day| day.to_string()),
            id: last.row.id.to_string(),
        });
        Ok(MeasurePage { rows, next })
    }

    /// The measures of a matter, by due day.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn measures_of(
        &mut self,
        matter: Uuid,
    ) -> Result<Vec<WithText<MeasureRow>>, StoreError> {
        let rows = self.all(&OF_MATTER, args![matter]).await?;
        rows.iter().map(|row| with_text(row, "title")).collect()
    }
}
