//! Which matters a list shows, and how they are reached.
//!
//! A page of 50 must cost the same at 100 and at 100,000 matters, and neither
//! engine finds the way by itself. So the way is chosen here: when one of the
//! conditions alone leaves few matters, those are collected and sorted;
//! otherwise the list is walked in its order, inside a scope along the index of
//! that scope, and each row is tested.

use jiff::civil::Date;
use uuid::Uuid;

use super::{
    Conditions, Page, Scope, contains_pattern,
    statistics::{DateBasis, Reached, reached_condition},
    text,
    text::Pieces,
};
use crate::{db::Reader, error::StoreError, sql::Sql, value::Value};

/// From so many matches on a condition counts as common: 50 rows of it are
/// found sooner by walking the list than by collecting and sorting all matches.
const COMMON: u64 = 2_000;

/// The order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// By the next due day, those without one last.
    #[default]
    Due,
    /// By number.
    Number,
}

/// Which matters to list. The scope is not optional: a list without one would
/// show other units' matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatterFilter {
    /// The units whose matters may be seen.
    pub scope: Scope,
    /// Division code of the city.
    pub city: Option<String>,
    /// Division code of the county.
    pub county: Option<String>,
    /// Code of the status.
    pub status: Option<String>,
    /// Code of the stage.
    pub stage: Option<String>,
    /// Level: the expected one when there is one, else the initial one.
    pub level: Option<String>,
    /// Year of the number.
    pub year: Option<i64>,
    /// Code of the category.
    pub category: Option<String>,
    /// The owner unit.
    pub unit: Option<Uuid>,
    /// Text anywhere in number or title; ASCII letters in either case.
    pub text: Option<String>,
    /// Due on or before this day.
    pub due_by: Option<Date>,
    /// What was reached in a period.
    pub reached: Option<Reached>,
    /// The order.
    pub sort: Sort,
}

impl MatterFilter {
    /// Everything in a scope, by due day.
    #[must_use]
    pub fn within(scope: Scope) -> Self {
        Self {
            scope,
            city: None,
            county: None,
            status: None,
            stage: None,
            level: None,
            year: None,
            category: None,
            unit: None,
            text: None,
            due_by: None,
            reached: None,
            sort: Sort::default(),
        }
    }

    /// The conditions on columns, each with an index of its own.
    fn columns(&self) -> Vec<(&'static str, Value)> {
        let mut all = Vec::new();
        let mut add = |column: &'static str, value: Option<Value>| {
            all.extend(value.map(|value| (column, value)));
        };
        add("city_code", self.city.as_deref().map(Value::from));
        add("county_code", self.county.as_deref().map(Value::from));
        add("status", self.status.as_deref().map(Value::from));
        add("stage", self.stage.as_deref().map(Value::from));
        add("coalesce(level_after, level_initial)", self.level.as_deref().map(Value::from));
        add("year", self.year.map(Value::from));
        add("category", self.category.as_deref().map(Value::from));
        add("unit_id", self.unit.map(Value::from));
        all
    }

    /// The conditions that may leave few matters.
    fn drivers(&self) -> Vec<Driver> {
        let mut all = Vec::new();
        if let Some(text) = text::folded(self.text.as_deref()) {
            all.extend(text::pieces(&text).into_iter().map(Driver::Text));
        }
        all.extend(self.columns().into_iter().map(|(column, value)| Driver::Column(column, value)));
        // In the order of due days the walk ends by itself.
        if let (Some(day), Sort::Number) = (self.due_by, self.sort) {
            all.push(Driver::DueBy(Value::from(day)));
        }
        all
    }
}

/// A condition that matters are collected by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Driver {
    Text(Pieces),
    Column(&'static str, Value),
    DueBy(Value),
}

impl Driver {
    /// A statement that gives the matters, with its values taken.
    fn select(&self, all: &mut Conditions) -> String {
        match self {
            Self::Text(pieces) => {
                let condition = all.write(pieces.condition(), pieces.values());
                format!("SELECT DISTINCT matter_id FROM matter_grams WHERE {condition}")
            }
            Self::Column(column, value) => {
                let condition = all.write(&format!("{column} = ?"), [value.clone()]);
                format!("SELECT id AS matter_id FROM matters WHERE {condition}")
            }
            Self::DueBy(day) => {
                let condition = all.write("coalesce(due_on, '9999-12-31') <= ?", [day.clone()]);
                format!("SELECT id AS matter_id FROM matters WHERE {condition}")
            }
        }
    }
}

/// How the matters of a filter are reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Way {
    /// There are none.
    Nowhere,
    /// The list is walked in its order.
    Walk,
    /// The matters of one condition are collected and sorted.
    Collect(Driver),
}

/// Counts the matters of each condition, up to [`COMMON`] each.
fn choose_sql(drivers: &[Driver]) -> (Sql, Vec<Value>) {
    let mut all = Conditions::default();
    let mut parts = Vec::new();
    for (place, driver) in drivers.iter().enumerate() {
        let select = driver.select(&mut all);
        parts.push(format!(
            "SELECT CAST({place} AS BIGINT) AS place, COUNT(*) AS n FROM ({select} LIMIT {COMMON}) AS found{place}"
        ));
    }
    (Sql::built(parts.join(" UNION ALL ")), all.values)
}

/// The tables of a statement, and how their columns for order are called.
struct Source {
    tables: String,
    due: &'static str,
    number: &'static str,
    id: &'static str,
}

const MATTERS: Source = Source {
    tables: String::new(),
    due: "coalesce(m.due_on, '9999-12-31')",
    number: "m.number",
    id: "m.id",
};

/// Tables and conditions of a filter. CROSS JOIN tells SQLite to begin with the
/// first table; PostgreSQL decides by its statistics.
fn source(filter: &MatterFilter, way: &Way, all: &mut Conditions) -> Source {
    let source = match (way, &filter.scope) {
        (Way::Collect(driver), scope) => {
            let select = driver.select(all);
            all.add("m.id = f.matter_id", []);
            match scope {
                Scope::All => {}
                Scope::Under(path) => {
                    let text = "EXISTS (SELECT 1 FROM matter_scopes s \
                        WHERE s.matter_id = m.id AND s.path = ?)";
                    all.add(text, [Value::from(path)]);
                }
                Scope::Named(_) => scope_condition(all, scope, "m.id"),
            }
            Source { tables: format!("({select}) AS f CROSS JOIN matters m"), ..MATTERS }
        }
        (_, Scope::Under(path)) => {
            all.add("s.path = ?", [Value::from(path)]);
            all.add("m.id = s.matter_id", []);
            let tables = "matter_scopes s CROSS JOIN matters m".to_owned();
            Source { tables, due: "s.due_key", number: "s.number", id: "s.matter_id" }
        }
        (_, Scope::All) => Source { tables: "matters m".to_owned(), ..MATTERS },
        (_, scope @ Scope::Named(_)) => {
            scope_condition(all, scope, "m.id");
            Source { tables: "matters m".to_owned(), ..MATTERS }
        }
    };
    for (column, value) in filter.columns() {
        all.add(&format!("{} = ?", on_matter(column)), [value]);
    }
    if let Some(day) = filter.due_by {
        all.add(&format!("{} <= ?", source.due), [Value::from(day)]);
    }
    if let Some(reached) = &filter.reached {
        reached_condition(all, reached);
    }
    if let Some(text) = text::folded(filter.text.as_deref()) {
        let pattern = Value::from(contains_pattern(&text));
        all.add(
            "(lower(m.number) LIKE ? ESCAPE '\\' OR lower(m.title) LIKE ? ESCAPE '\\')",
            [pattern.clone(), pattern],
        );
    }
    source
}

/// The column with the name of its table.
fn on_matter(column: &str) -> String {
    match column {
        "coalesce(level_after, level_initial)" => {
            "coalesce(m.level_after, m.level_initial)".to_owned()
        }
        column => format!("m.{column}"),
    }
}

/// The statement of a page; `columns` are those of `matters m`.
pub(super) fn page_sql(
    columns: &str,
    filter: &MatterFilter,
    way: &Way,
    page: &Page,
) -> (Sql, Vec<Value>) {
    let mut all = Conditions::default();
    let Source { tables, due, number, id } = source(filter, way, &mut all);
    let key = match filter.sort {
        Sort::Due => due,
        Sort::Number => number,
    };
    if let Some(after) = &page.after {
        let values = [Value::from(&after.key), Value::from(&after.id)];
        all.add(&format!("({key}, {id}) > (?, ?)"), values);
    }
    let limit = page.limit.clamp(1, 500) + 1;
    let text = format!(
        "SELECT {columns} FROM {tables} WHERE {} ORDER BY {key}, {id} LIMIT {limit}",
        all.text()
    );
    (Sql::built(text), all.values)
}

pub(super) fn count_sql(filter: &MatterFilter, way: &Way, cap: u32) -> (Sql, Vec<Value>) {
    let mut all = Conditions::default();
    let Source { tables, .. } = source(filter, way, &mut all);
    let text = format!(
        "SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM {tables} WHERE {} LIMIT {cap}) AS found",
        all.text()
    );
    (Sql::built(text), all.values)
}

/// A matter is in scope when a unit under the path takes part in it. Two forms
/// of one condition, because SQLite does not choose by itself: rows of a wide
/// scope (province, city) are tested one by one, those of a narrow one are
/// collected first.
pub(crate) fn scope_condition(all: &mut Conditions, scope: &Scope, matter: &str) {
    let path = match scope {
        Scope::All => return,
        Scope::Under(path) => path,
        Scope::Named(person) => {
            let text = format!(
                "{matter} IN (SELECT n.matter_id FROM named n JOIN matters x \
                 ON x.id = n.matter_id AND x.assessment_id = n.record_id WHERE n.person_id = ?)"
            );
            all.add(&text, [Value::from(*person)]);
            return;
        }
    };
    let wide = path.split('/').filter(|code| !code.is_empty()).count() <= 2;
    let text = if wide {
        format!(
            "EXISTS (SELECT 1 FROM matter_scopes s WHERE s.matter_id = {matter} AND s.path = ?)"
        )
    } else {
        format!("{matter} IN (SELECT s.matter_id FROM matter_scopes s WHERE s.path = ?)")
    };
    all.add(&text, [Value::from(path)]);
}

impl Reader {
    /// Chooses the way to the matters of a filter: one statement, none when
    /// the filter has no condition to choose.
    pub(super) async fn way(&mut self, filter: &MatterFilter) -> Result<Way, StoreError> {
        // PostgreSQL cannot hold this character, so that nothing has it.
        if filter.text.as_deref().is_some_and(|text| text.contains('\0')) {
            return Ok(Way::Nowhere);
        }
        let drivers = filter.drivers();
        if drivers.is_empty() {
            return Ok(Way::Walk);
        }
        let (sql, values) = choose_sql(&drivers);
        let mut rarest: Option<(u64, &Driver)> = None;
        for row in self.all(&sql, values).await? {
            let (place, found): (u32, u64) = (row.get("place")?, row.get("n")?);
            let few = found < rarest.map_or(COMMON, |(least, _)| least);
            if few {
                rarest = drivers.get(place as usize).map(|driver| (found, driver));
            }
        }
        Ok(match rarest {
            None => Way::Walk,
            Some((0, _)) => Way::Nowhere,
            Some((_, driver)) => Way::Collect(driver.clone()),
        })
    }
}

impl Reader {
    /// The statement of a page, for the test that asks the engine for its plan.
    pub(crate) async fn page_statement(
        &mut self,
        filter: &MatterFilter,
        page: &Page,
    ) -> Result<(Sql, Vec<Value>), StoreError> {
        let way = self.way(filter).await?;
        Ok(page_sql("m.id, m.title", filter, &way, page))
    }
}

/// Every form of the list's statements.
pub(crate) fn samples() -> Vec<Sql> {
    let text = |text: &str| Some(text.to_owned());
    let full = |sort, scope: Scope| MatterFilter {
        scope,
        city: text("x"),
        county: text("x"),
        status: text("x"),
        stage: text("x"),
        level: text("x"),
        year: Some(2016),
        category: text("x"),
        unit: Some(Uuid::nil()),
        text: text("x"),
        due_by: Some(Date::MIN),
        reached: Some(Reached {
            basis: DateBasis::Decided,
            from: Date::MIN,
            to: Date::MAX,
            conclusions: vec!["x".to_owned()],
        }),
        sort,
    };
    let under = || Scope::Under("/x/y/z/".to_owned());
    let after = Some(super::Cursor { key: String::new(), id: String::new() });
    let page = Page { after, limit: 50 };
    let mut all = Vec::new();
    for filter in [full(Sort::Due, under()), full(Sort::Number, Scope::All)] {
        let drivers = filter.drivers();
        all.push(choose_sql(&drivers).0);
        let longer = text::pieces("long text").into_iter().map(Driver::Text);
        for driver in drivers.into_iter().chain(longer) {
            let way = Way::Collect(driver);
            all.push(page_sql("m.id", &filter, &way, &page).0);
            all.push(count_sql(&filter, &way, 1_000).0);
        }
        all.push(page_sql("m.id", &filter, &Way::Walk, &page).0);
        all.push(count_sql(&filter, &Way::Walk, 1_000).0);
    }
    for scope in [Scope::All, under(), Scope::Named(Uuid::nil())] {
        let filter = MatterFilter::within(scope);
        all.push(page_sql("m.id", &filter, &Way::Walk, &Page::default()).0);
    }
    all
}
