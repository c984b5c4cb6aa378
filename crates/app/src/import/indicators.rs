//! Scoring tables of indicators: rows that judge people are refused, and what
//! remains is added up for each stage of each example.

use access::Permission;
use domain::{
    codes::DivisionCode,
    rulebook::{Package, numbers::Ratio},
};
use serde::Serialize;

use super::{
    cells::prohibited,
    fault::Note,
    table::{Field, Table, TableRow},
    words::{TABLES, plain},
};
use crate::{App, AppError, Ctx, directory::require, error::Outcome};

/// An indicator of a scoring table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Indicator {
    /// Row of the file.
    pub row: u32,
    /// The example to which it belongs; empty where the file holds only one.
    pub example: String,
    /// Stage as printed, for example `before measures`.
    pub stage: String,
    /// Its words.
    pub text: String,
    /// Most points.
    pub maximum: Ratio,
    /// Points given.
    pub score: Ratio,
    /// Why it is refused; empty when it is taken.
    pub reasons: Vec<Note>,
}

impl Indicator {
    /// Example and stage.
    #[must_use]
    pub fn place(&self) -> String {
        joined(&self.example, &self.stage)
    }
}

/// What remains of a stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StageTotal {
    /// The example; empty where the file holds only one.
    pub example: String,
    /// Stage as printed.
    pub stage: String,
    /// Indicators taken.
    pub taken: usize,
    /// Indicators refused.
    pub refused: usize,
    /// Sum of the points of those taken.
    pub total: Ratio,
    /// Sum of their most points.
    pub possible: Ratio,
    /// Sum of the points of all of them, those refused included.
    pub summed: Ratio,
    /// The total that the file states, where it does.
    pub stated: Option<Ratio>,
}

impl StageTotal {
    fn nothing(example: &str, stage: &str) -> Self {
        Self {
            example: example.to_owned(),
            stage: stage.to_owned(),
            taken: 0,
            refused: 0,
            total: Ratio::zero(),
            possible: Ratio::zero(),
            summed: Ratio::zero(),
            stated: None,
        }
    }

    fn add(&mut self, indicator: &Indicator) {
        self.summed = &self.summed + &indicator.score;
        if indicator.reasons.is_empty() {
            self.taken += 1;
            self.total = &self.total + &indicator.score;
            self.possible = &self.possible + &indicator.maximum;
        } else {
            self.refused += 1;
        }
    }

    /// Example and stage.
    #[must_use]
    pub fn place(&self) -> String {
        joined(&self.example, &self.stage)
    }

    /// Whether the file states a total to which its rows do not add up.
    #[must_use]
    pub fn contradicts(&self) -> bool {
        let adds_up = |stated: &Ratio| *stated == self.summed;
        !self.is_unproven() && !self.stated.as_ref().is_none_or(adds_up)
    }

    /// Whether the file states a total and no row that could be added up to it.
    #[must_use]
    pub fn is_unproven(&self) -> bool {
        self.stated.is_some() && self.taken + self.refused == 0
    }
}

fn joined(example: &str, stage: &str) -> String {
    let parts = [example, stage].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" · ")
}

/// A scoring table as checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IndicatorPlan {
    /// Its indicators in the order of the file.
    pub indicators: Vec<Indicator>,
    /// Totals by example and stage, in the order of the file.
    pub stages: Vec<StageTotal>,
}

impl Table {
    /// Whether this is a scoring table of indicators and no list of matters. A
    /// column with titles may stand beside indicators, most points and points given:
    /// it then names the examples.
    #[must_use]
    pub fn is_scoring(&self) -> bool {
        let has = |field| self.column(field).is_some();
        has(Field::Indicator) && has(Field::Score) && (has(Field::Maximum) || !has(Field::Title))
    }
}

/// Checks a scoring table under the rules of the actor's place and day. Nothing
/// is stored.
///
/// # Errors
/// Denied access, no rules for the place and day, a failure of the store.
pub async fn check_scoring(app: &App, ctx: &Ctx, table: &Table) -> Outcome<IndicatorPlan> {
    require(ctx, Permission::ImportMatters, None)?;
    let mut reader = app.store().read().await?;
    let units = app.units(&mut reader).await?;
    let unit = units.get(&ctx.unit().uuid()).ok_or(AppError::NotFound)?;
    let division = DivisionCode::try_from(unit.division.clone())
        .map_err(|e| AppError::Internal(e.to_string()))?;
    let resolved = app
        .book()
        .resolve(&division, ctx.occurred_on)
        .map_err(|e| AppError::Internal(format!("rules of {}: {e}", division.as_str())))?;
    Ok(check_indicators(table, &resolved.package))
}

/// Checks a scoring table against the wordings that the rules refuse. Rows
/// without a number of points (totals, headings) are no indicators.
#[must_use]
pub fn check_indicators(table: &Table, rules: &Package) -> IndicatorPlan {
    let number = |text: &str| Ratio::parse(text).ok();
    let indicators: Vec<Indicator> = table
        .rows
        .iter()
        .filter_map(|row| {
            let get = |field| table.cell(row, field);
            let text = get(Field::Indicator);
            let is_indicator = !text.is_empty() && !is_total(table, row);
            let maximum = number(get(Field::Maximum)).filter(|_| is_indicator)?;
            Some(Indicator {
                row: row.number,
                example: get(Field::Example).to_owned(),
                stage: get(Field::Stage).to_owned(),
                text: text.to_owned(),
                maximum,
                score: number(get(Field::Score))?,
                reasons: prohibited(&row.cells, rules),
            })
        })
        .collect();
    IndicatorPlan { stages: stages(table, &indicators), indicators }
}

/// The totals of each stage of each example, in the order of the file. A stage
/// for which the file only states a total is named too: nothing proves that total.
fn stages(table: &Table, indicators: &[Indicator]) -> Vec<StageTotal> {
    let mut stages: Vec<StageTotal> = Vec::new();
    for row in &table.rows {
        let get = |field| table.cell(row, field);
        let indicator = indicators.iter().find(|i| i.row == row.number);
        let stated = Ratio::parse(get(Field::StatedTotal)).ok();
        if indicator.is_none() && stated.is_none() {
            continue;
        }
        let (example, name) = (get(Field::Example), get(Field::Stage));
        let known = stages.iter().position(|s| s.example == example && s.stage == name);
        let at = known.unwrap_or(stages.len());
        if known.is_none() {
            stages.push(StageTotal::nothing(example, name));
        }
        let Some(stage) = stages.get_mut(at) else { continue };
        if let Some(indicator) = indicator {
            stage.add(indicator);
        }
        if stated.is_some() {
            stage.stated = stated;
        }
    }
    stages
}

/// Whether the row adds others up and is no indicator itself.
fn is_total(table: &Table, row: &TableRow) -> bool {
    [Field::Indicator, Field::Group].iter().any(|field| {
        let words = plain(table.cell(row, *field));
        TABLES.totals.contains(&words)
    })
}
