//! Planned dates as people print them: a day, a month, a quarter, a year, or
//! words that say no more than "in the course of the year".

use domain::matter::Planned;
use jiff::{ToSpan, civil::Date};

/// Reads a planned date. `year` is the year of the list in which it stands,
/// for texts such as "第二季度" that leave it out. Returns `None` when nothing
/// can be understood; the text itself is never thrown away by the caller.
#[must_use]
pub fn parse(text: &str, year: Option<i16>) -> Option<Planned> {
    let text = text.trim().trim_matches(['。', '.', '，', ',', '；', ';']);
    if let Some(planned) = english(text) {
        return Some(planned);
    }
    if let Some((from, to)) =
        text.split_once(['—', '–', '~', '至']).or_else(|| text.split_once("--"))
    {
        let from = single(from, year)?;
        let to = single(to.trim_start_matches(['—', '–']), Some(from.from.year()))?;
        return (from.from <= to.to).then_some(Planned { from: from.from, to: to.to });
    }
    single(text, year)
}

fn single(text: &str, year: Option<i16>) -> Option<Planned> {
    let text = text.trim();
    let (given, rest) = leading_year(text);
    let year = given.or(year);
    if let Some(day) = crate::form::parse_date(text.trim_end_matches('前')) {
        return if text.ends_with('前') {
            Some(Planned { from: Date::new(day.year(), 1, 1).ok()?, to: day })
        } else {
            Some(Planned { from: day, to: day })
        };
    }
    let year = year?;
    if let Some(quarter) = quarter(rest) {
        return span(year, quarter * 3 - 2, 3);
    }
    if rest.contains("上半年") {
        return span(year, 1, 6);
    }
    if rest.contains("下半年") {
        return span(year, 7, 6);
    }
    if let Some(planned) = month_or_day(rest, year) {
        return Some(planned);
    }
    let whole = ["年底", "全年", "年内", "年度", "年末", "底"].iter().any(|w| rest.contains(w));
    (whole || (given.is_some() && rest.is_empty())).then(|| span(year, 1, 12)).flatten()
}

/// A year at the start, and what follows it.
fn leading_year(text: &str) -> (Option<i16>, &str) {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits != 4 {
        return (None, text);
    }
    let (head, tail) = text.split_at(4);
    let year = head.parse::<i16>().ok().filter(|y| (1990..=2100).contains(y));
    match year {
        Some(year) => {
            let tail = tail.strip_prefix('年').unwrap_or(tail);
            (Some(year), tail.trim_start_matches(['.', '-', '/', ' ']))
        }
        None => (None, text),
    }
}

fn quarter(text: &str) -> Option<i8> {
    let names =
        [("一", 1), ("二", 2), ("三", 3), ("四", 4), ("1", 1), ("2", 2), ("3", 3), ("4", 4)];
    let at = text.find("季度")?;
    let before = text.get(..at)?.trim_start_matches('第');
    names.iter().find(|(name, _)| before.ends_with(name)).map(|(_, n)| *n)
}

/// `Q4 2016`, `2016 Q4`, `Nov 2016`, `18 November 2016`, in either case.
fn english(text: &str) -> Option<Planned> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let words = text.to_ascii_lowercase().replace([',', '-'], " ");
    let words: Vec<&str> = words.split_whitespace().collect();
    let year = |word: &str| {
        word.parse::<i16>().ok().filter(|y| word.len() == 4 && (1990..=2100).contains(y))
    };
    let quarter =
        |word: &str| word.strip_prefix('q')?.parse::<i8>().ok().filter(|q| (1..=4).contains(q));
    let month = |word: &str| {
        let at = MONTHS.iter().position(|m| word.len() >= 3 && m.starts_with(word))?;
        i8::try_from(at).ok()?.checked_add(1)
    };
    let quarter_of = |q: &str, y: &str| span(year(y)?, quarter(q)? * 3 - 2, 3);
    match words.as_slice() {
        [one] => one.split_once('q').and_then(|(y, q)| quarter_of(&format!("q{q}"), y)),
        [a, b] => {
            quarter_of(a, b).or_else(|| quarter_of(b, a)).or_else(|| span(year(b)?, month(a)?, 1))
        }
        [day, m, y] => {
            let day = Date::new(year(y)?, month(m)?, day.parse().ok()?).ok()?;
            Some(Planned { from: day, to: day })
        }
        _ => None,
    }
}

fn month_or_day(text: &str, year: i16) -> Option<Planned> {
    let until = text.ends_with('前') || text.ends_with("底前");
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let month = text.get(..digits)?.parse::<i8>().ok().filter(|m| (1..=12).contains(m))?;
    let rest = text.get(digits..)?.trim_start_matches(['月', '.', '份']);
    let day_digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let planned = match rest.get(..day_digits)?.parse::<i8>() {
        Ok(day) => {
            let day = Date::new(year, month, day).ok()?;
            Planned { from: day, to: day }
        }
        Err(_) => span(year, month, 1)?,
    };
    if until {
        return Some(Planned { from: Date::new(year, 1, 1).ok()?, to: planned.to });
    }
    Some(planned)
}

fn span(year: i16, month: i8, months: i64) -> Option<Planned> {
    let from = Date::new(year, month, 1).ok()?;
    let to = from.checked_add(months.months()).ok()?.checked_sub(1.day()).ok()?;
    Some(Planned { from, to })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        parse(text, Some(2024)).map(|p| format!("{}..{}", p.from, p.to))
    }

    #[test]
    fn dates_as_printed() {
        let cases = [
            ("2022年12月31日前", Some("2022-01-01..2022-12-31")),
            ("2025.12—2026.01", Some("2025-12-01..2026-01-31")),
            ("第二季度", Some("2024-04-01..2024-06-30")),
            ("第四季度", Some("2024-10-01..2024-12-31")),
            ("2024.05", Some("2024-05-01..2024-05-31")),
            ("2025年12月", Some("2025-12-01..2025-12-31")),
            ("10月30日", Some("2024-10-30..2024-10-30")),
            ("年底完成,按项目进度确定。", Some("2024-01-01..2024-12-31")),
            ("2023年", Some("2023-01-01..2023-12-31")),
            ("上半年", Some("2024-01-01..2024-06-30")),
            ("12月底前", Some("2024-01-01..2024-12-31")),
            ("2016-11-18", Some("2016-11-18..2016-11-18")),
            ("Q4 2016", Some("2016-10-01..2016-12-31")),
            ("2016 q1", Some("2016-01-01..2016-03-31")),
            ("2016Q2", Some("2016-04-01..2016-06-30")),
            ("Nov 2016", Some("2016-11-01..2016-11-30")),
            ("18 November 2016", Some("2016-11-18..2016-11-18")),
            ("Q5 2016", None),
            ("31 Feb 2016", None),
            ("Q4", None),
            ("按计划推进", None),
            ("", None),
        ];
        for (text, want) in cases {
            assert_eq!(read(text).as_deref(), want, "{text}");
        }
    }

    #[test]
    fn a_quarter_without_a_year_is_not_guessed() {
        assert_eq!(parse("第二季度", None), None);
    }
}
