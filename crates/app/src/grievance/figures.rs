//! Figures of grievances: how many came, how many were dealt with in time, by
//! channel and risk. Counted, never typed.

use std::collections::BTreeMap;

use domain::grievance::Standing;
use jiff::civil::Date;
use serde::Serialize;
use store::{GrievanceCell, Scope, projection::GrievanceRow};

use crate::{App, error::Outcome};

/// How many grievances, and how they were dealt with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// Came in.
    pub received: u64,
    /// Acknowledged or sent back by the day of the rule.
    pub acknowledged_in_time: u64,
    /// Acknowledged or sent back after it.
    pub acknowledged_late: u64,
    /// Answered by the day of the rule.
    pub answered_in_time: u64,
    /// Answered after it.
    pub answered_late: u64,
    /// Wait for their answer.
    pub open: u64,
    /// Were sent back: not about this matter, or for another body.
    pub returned: u64,
}

/// The figures of a matter, a place or a year.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Figures {
    /// All of them.
    #[serde(flatten)]
    pub all: Counts,
    /// Received, by code of the channel.
    pub by_channel: BTreeMap<String, u64>,
    /// Received, by the risk that they are about: its code in the catalogue, or on
    /// the page of a matter its identifier; what was put to none is absent.
    pub by_factor: BTreeMap<String, u64>,
    /// By owner unit of the matter.
    pub by_unit: BTreeMap<String, Counts>,
    /// By division code of the city; those of the province itself stand under the
    /// empty code.
    pub by_city: BTreeMap<String, Counts>,
    /// By division code of the county; those of a city itself stand under its own.
    pub by_county: BTreeMap<String, Counts>,
}

impl Counts {
    fn add(&mut self, cell: &GrievanceCell) {
        let n = cell.count;
        self.received += n;
        match cell.acknowledged.as_str() {
            "IN_TIME" => self.acknowledged_in_time += n,
            "LATE" => self.acknowledged_late += n,
            _ => {}
        }
        match cell.answered.as_str() {
            "IN_TIME" => self.answered_in_time += n,
            "LATE" => self.answered_late += n,
            _ => {}
        }
        match Standing::from_code(&cell.status) {
            Some(Standing::Returned) => self.returned += n,
            Some(standing) if standing.awaits_answer() => self.open += n,
            _ => {}
        }
    }
}

impl Figures {
    fn add(&mut self, cell: &GrievanceCell) {
        self.all.add(cell);
        *self.by_channel.entry(cell.channel.clone()).or_default() += cell.count;
        if let Some(factor) = &cell.factor_code {
            *self.by_factor.entry(factor.clone()).or_default() += cell.count;
        }
        self.by_unit.entry(cell.unit.to_string()).or_default().add(cell);
        let city = cell.city_code.clone().unwrap_or_default();
        let county = cell.county_code.clone().unwrap_or_else(|| city.clone());
        self.by_city.entry(city).or_default().add(cell);
        self.by_county.entry(county).or_default().add(cell);
    }
}

/// Whether something was done by its day, in the words of the store.
fn timely(done: Option<Date>, by: Option<Date>) -> String {
    let word = match (done, by) {
        (None, _) => "NO",
        (Some(done), Some(by)) if done > by => "LATE",
        _ => "IN_TIME",
    };
    word.to_owned()
}

/// The figures of the grievances of one matter; its risks by identifier.
#[must_use]
pub fn tally<'a>(rows: impl IntoIterator<Item = &'a GrievanceRow>) -> Figures {
    let mut figures = Figures::default();
    for row in rows {
        figures.add(&GrievanceCell {
            city_code: None,
            county_code: None,
            unit: row.matter_id,
            channel: row.channel.clone(),
            factor_code: row.factor_id.map(|id| id.to_string()),
            status: row.status.clone(),
            acknowledged: timely(row.acknowledged_on, row.acknowledge_by),
            answered: timely(row.answered_on, row.answer_by),
            count: 1,
        });
    }
    figures.by_unit.clear();
    figures.by_city.clear();
    figures.by_county.clear();
    figures
}

/// The figures of the grievances that came in within a period, by the day of
/// their arrival; access is the caller's to check.
///
/// # Errors
/// When the store fails.
pub async fn by_period(app: &App, scope: &Scope, (from, to): (Date, Date)) -> Outcome<Figures> {
    let mut reader = app.store().read().await?;
    let mut figures = Figures::default();
    for cell in reader.grievance_cells(scope, from, to).await? {
        figures.add(&cell);
    }
    Ok(figures)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    fn row(status: &str, told: Option<Date>, answered: Option<Date>) -> GrievanceRow {
        GrievanceRow {
            id: Uuid::from_u128(1),
            number: "SQ-CY-2016-00001".into(),
            matter_id: Uuid::from_u128(2),
            assessment_id: Uuid::from_u128(3),
            status: status.into(),
            channel: "WEB".into(),
            factor_id: Some(Uuid::from_u128(4)),
            factor_code: None,
            received_on: date(2016, 5, 3),
            acknowledge_by: Some(date(2016, 5, 6)),
            acknowledged_on: told,
            answer_by: Some(date(2016, 5, 18)),
            answered_on: answered,
            due_on: None,
            escalated: false,
            summary_ref: None,
        }
    }

    #[test]
    fn what_is_late_is_not_in_time_and_what_is_open_is_neither() {
        let rows = [
            row("RECEIVED", None, None),
            row("ACKNOWLEDGED", Some(date(2016, 5, 6)), None),
            row("ESCALATED", Some(date(2016, 5, 9)), None),
            row("ANSWERED", Some(date(2016, 5, 4)), Some(date(2016, 5, 18))),
            row("CLOSED", Some(date(2016, 5, 4)), Some(date(2016, 5, 19))),
            row("RETURNED", Some(date(2016, 5, 5)), None),
        ];
        let figures = tally(&rows);
        let expected = Counts {
            received: 6,
            acknowledged_in_time: 4,
            acknowledged_late: 1,
            answered_in_time: 1,
            answered_late: 1,
            open: 3,
            returned: 1,
        };
        assert_eq!(figures.all, expected);
        assert_eq!(figures.by_channel["WEB"], 6);
        assert_eq!(figures.by_factor.values().sum::<u64>(), 6);
    }
}
