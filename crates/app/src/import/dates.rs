//! Dates of a row: [`crate::matter::period`] and the names of five-year plans.

use domain::matter::Planned;
use jiff::civil::Date;

use super::words::TABLES;
use crate::matter::period;

/// Reads a planned date as printed; `year` is the year of the list.
pub(super) fn understand(text: &str, year: Option<i16>) -> Option<Planned> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    plan_period(text).or_else(|| period::parse(text, year))
}

/// `“十四五”期间` is 2021 to 2025; a title that merely names the plan is not read here.
fn plan_period(text: &str) -> Option<Planned> {
    let bare: String = text.chars().filter(|c| !matches!(c, '“' | '”' | '"' | ' ')).collect();
    let name = ["期间", "时期"].iter().find_map(|ending| bare.strip_suffix(ending))?;
    let (from, to) = TABLES.plans.get(name)?;
    Some(Planned { from: Date::new(*from, 1, 1).ok()?, to: Date::new(*to, 12, 31).ok()? })
}

/// The first year that a text names: `2022年上海市…`, `2021-02-07`, `(2020-2022)`.
pub(super) fn first_year(text: &str) -> Option<i16> {
    let mut run = String::new();
    for c in text.chars().chain(std::iter::once(' ')) {
        if c.is_ascii_digit() {
            run.push(c);
            continue;
        }
        if run.len() == 4
            && let Some(year) = run.parse::<i16>().ok().filter(|y| (1990..=2100).contains(y))
        {
            return Some(year);
        }
        run.clear();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_year_plans_are_periods_and_years_are_found() {
        let plan = understand("“十四五”期间", Some(2021)).unwrap();
        assert_eq!(
            (plan.from.to_string(), plan.to.to_string()),
            ("2021-01-01".into(), "2025-12-31".into())
        );
        assert_eq!(first_year("2022年上海市重大建设项目清单"), Some(2022));
        assert_eq!(first_year("发改基础[2014]2218号"), Some(2014));
        assert_eq!(first_year("G4218线"), None);
        assert_eq!(understand("按计划推进", Some(2021)), None);
    }
}
