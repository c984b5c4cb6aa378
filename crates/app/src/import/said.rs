//! What was understood, in words: names instead of identifiers, texts of codes,
//! periods with both their days.

use domain::{
    codes::{ProcedureCode, ScreeningResult},
    matter::Planned,
};
use locale::{L10n, Lang, ToArg as _};
use uuid::Uuid;

use super::{cells::read_period, propose::Hit, table::Field, understood::CellPlan};
use crate::directory::Units;

/// A language and the units whose names are said.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    /// The language.
    pub l10n: L10n,
    /// The units of the installation.
    pub units: &'a Units,
}

impl Words<'_> {
    /// The value of a cell as it was understood; empty when there is none.
    #[must_use]
    pub fn cell(self, cell: &CellPlan) -> String {
        let Some(value) = cell.value.as_deref() else { return String::new() };
        let said = match cell.field {
            Some(Field::Unit) => {
                let unit = Uuid::parse_str(value).ok().and_then(|id| self.units.get(&id));
                unit.map(|u| u.name.clone())
            }
            Some(Field::Category) => Some(self.l10n.code("category", value)),
            Some(Field::Sector) => Some(self.l10n.code("sector", value)),
            Some(Field::Planned | Field::Issued | Field::NoticeFrom | Field::NoticeTo) => {
                read_period(value).map(|p| period(self.l10n, p))
            }
            Some(Field::Investment) => {
                value.parse::<u32>().ok().map(|n| self.l10n.t1("case-n-investment", "n", n))
            }
            _ => None,
        };
        said.unwrap_or_else(|| value.to_owned())
    }
}

/// A period with its two days; one day is written once.
#[must_use]
pub fn period(l10n: L10n, planned: Planned) -> String {
    if planned.from == planned.to {
        return l10n.date(planned.from);
    }
    l10n.t2("case-due-period", ("from", l10n.date(planned.from)), ("to", l10n.date(planned.to)))
}

/// A proposed result of screening with the rule that led to it.
#[must_use]
pub fn screened(
    l10n: L10n,
    result: ScreeningResult,
    procedure: Option<ProcedureCode>,
    reason: Option<&Hit>,
) -> String {
    // A result that names its procedure does not name it twice.
    let procedure = procedure.filter(|_| result != ScreeningResult::SimplifiedOk);
    let mut words = vec![l10n.code("screening", result.code())];
    words.extend(procedure.map(|p| l10n.code("procedure", p.code())));
    let result = l10n.join(&words);
    let Some(hit) = reason else {
        return l10n.t1("importing-screening-nothing", "result", result);
    };
    let in_english = l10n.lang() == Lang::En && !hit.en.is_empty();
    let rule = if in_english { &hit.en } else { &hit.zh };
    let args =
        [("result", result.to_arg()), ("rule", rule.to_arg()), ("source", hit.source.to_arg())];
    l10n.t_args("importing-screening-by", &args)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::CellState;

    #[test]
    fn codes_and_periods_are_said_in_words() {
        let units = Units::new();
        let words = Words { l10n: L10n::default(), units: &units };
        let cases = [
            (Field::Planned, "2016-04-01..2016-06-30", "2016-04-01 至 2016-06-30"),
            (Field::Planned, "2016-04-01", "2016-04-01"),
            (Field::Category, "PROJECT", "重大项目"),
            (Field::Sector, "TRANSPORT", "交通"),
            (Field::Investment, "5000", "5,000 万元"),
            (Field::Households, "30", "30"),
        ];
        for (field, value, want) in cases {
            let cell = CellPlan {
                column: String::new(),
                field: Some(field),
                state: CellState::Understood,
                printed: String::new(),
                value: Some(value.to_owned()),
                note: None,
            };
            assert_eq!(words.cell(&cell), want, "{field:?}");
        }
    }
}
