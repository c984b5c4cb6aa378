//! Our holiday files against an independent package: `calendar_expected.csv`
//! was written by `rules/calendar/check.py --fixture` from PyPI
//! `chinesecalendar` alone.

#![cfg(test)]

use std::collections::BTreeSet;

use jiff::civil::{Date, Weekday, date};
use rules::RuleBook;

const EXPECTED: &str = include_str!("calendar_expected.csv");

fn special(year: i16, cell: &str) -> BTreeSet<Date> {
    let day = |text: &str| {
        let (month, day) = text.split_once('-').unwrap();
        date(year, month.parse().unwrap(), day.parse().unwrap())
    };
    cell.split_whitespace().map(day).collect()
}

#[test]
fn every_day_from_2014_to_2026_agrees_with_chinesecalendar() {
    let book = RuleBook::embedded().unwrap_or_else(|error| panic!("{error}"));
    let mut years = Vec::new();
    for row in EXPECTED.lines().skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        let year: i16 = cells[0].parse().unwrap();
        let (off, worked) = (special(year, cells[13]), special(year, cells[14]));
        let mut counts = [0; 12];
        let mut day = date(year, 1, 1);
        while day.year() == year {
            let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
            let expected = if weekend { worked.contains(&day) } else { !off.contains(&day) };
            assert_eq!(book.calendar().is_working_day(day), Ok(expected), "{day}");
            counts[usize::try_from(day.month() - 1).unwrap()] += u32::from(expected);
            day = day.tomorrow().unwrap();
        }
        let stated: Vec<u32> = cells[1..13].iter().map(|c| c.parse().unwrap()).collect();
        assert_eq!(counts.to_vec(), stated, "{year}");
        assert_eq!(book.calendar().is_provisional(date(year, 1, 1)), Ok(false));
        years.push(year);
    }
    assert_eq!(years, (2014..=2026).collect::<Vec<i16>>());
}

#[test]
fn the_next_year_is_provisional_and_beyond_it_there_is_no_guess() {
    let book = RuleBook::embedded().unwrap_or_else(|error| panic!("{error}"));
    let calendar = book.calendar();
    assert_eq!(calendar.years().collect::<Vec<_>>(), (2014..=2027).collect::<Vec<i16>>());
    assert_eq!(calendar.is_provisional(date(2027, 6, 1)), Ok(true));
    assert_eq!(calendar.is_working_day(date(2027, 10, 1)), Ok(false));
    assert!(calendar.is_working_day(date(2028, 1, 3)).is_err());
    assert!(calendar.is_working_day(date(2013, 12, 31)).is_err());
}
