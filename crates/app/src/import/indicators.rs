//! Scoring tables of indicators: rows that judge people are refused, and what
//! remains is added up per stage.

use std::collections::BTreeMap;

use access::Permission;
use domain::{
    codes::DivisionCode,
    rulebook::{Package, numbers::Ratio},
};
use serde::Serialize;

use super::{
    cells::prohibited,
    fault::Note,
    table::{Field, Table},
};
use crate::{App, AppError, Ctx, directory::require, error::Outcome};

/// An indicator of a scoring table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Indicator {
    /// Row of the file.
    pub row: u32,
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

/// What remains of a stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StageTotal {
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
    /// Whether the file states a total to which its rows do not add up.
    #[must_use]
    pub fn contradicts(&self) -> bool {
        self.stated.as_ref().is_some_and(|stated| *stated != self.summed)
    }
}

/// A scoring table as checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IndicatorPlan {
    /// Its indicators in the order of the file.
    pub indicators: Vec<Indicator>,
    /// Totals by stage.
    pub stages: BTreeMap<String, StageTotal>,
}

impl Table {
    /// Whether this is a scoring table of indicators and no list of matters.
    #[must_use]
    pub fn is_scoring(&self) -> bool {
        let has = |field| self.column(field).is_some();
        has(Field::Indicator) && has(Field::Score) && !has(Field::Title)
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
            let is_total = text.is_empty() || matches!(text, "合计" | "总计" | "total");
            let maximum = number(get(Field::Maximum)).filter(|_| !is_total)?;
            Some(Indicator {
                row: row.number,
                stage: get(Field::Stage).to_owned(),
                text: text.to_owned(),
                maximum,
                score: number(get(Field::Score))?,
                reasons: prohibited(&row.cells, rules),
            })
        })
        .collect();
    let mut stages: BTreeMap<String, StageTotal> = BTreeMap::new();
    for indicator in &indicators {
        let entry = stages.entry(indicator.stage.clone()).or_insert_with(|| StageTotal {
            taken: 0,
            refused: 0,
            total: Ratio::zero(),
            possible: Ratio::zero(),
            summed: Ratio::zero(),
            stated: None,
        });
        entry.summed = &entry.summed + &indicator.score;
        if indicator.reasons.is_empty() {
            entry.taken += 1;
            entry.total = &entry.total + &indicator.score;
            entry.possible = &entry.possible + &indicator.maximum;
        } else {
            entry.refused += 1;
        }
    }
    for row in &table.rows {
        let stated = number(table.cell(row, Field::StatedTotal));
        if let (Some(stage), Some(stated)) = (stages.get_mut(table.cell(row, Field::Stage)), stated)
        {
            stage.stated = Some(stated);
        }
    }
    IndicatorPlan { indicators, stages }
}
