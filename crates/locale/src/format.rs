//! Dates, numbers and shares as people write them.
//!
//! Lists show `2016-11-18`, running text `11 月 18 日` (Chinese) or
//! `18 Nov 2016` (English); times are in the 24-hour clock of China. Shares have
//! one decimal, the composite index two, sensitivities three. All rounding is
//! half up, of the exact value.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::Offset;

use crate::{L10n, Lang};

/// What stands where there is no value: a missing figure is never zero.
pub const MISSING: &str = "–";

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A whole number with thousands separators: 2246 → `2,246`.
#[must_use]
pub fn number(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if value < 0 {
        text.push('-');
    }
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A value counted in ten-thousandths with `decimals` places (0–4), rounded
/// half up: `fixed(3599, 2)` → `0.36`.
#[must_use]
pub fn fixed(ten_thousandths: i64, decimals: u32) -> String {
    let decimals = decimals.min(4);
    let step = 10_i64.pow(4 - decimals);
    let size = ten_thousandths.unsigned_abs().saturating_add(step.unsigned_abs() / 2)
        / step.unsigned_abs();
    let unit = 10_u64.pow(decimals);
    let sign = if ten_thousandths < 0 && size > 0 { "-" } else { "" };
    if decimals == 0 {
        return format!("{sign}{size}");
    }
    let width = decimals as usize;
    format!("{sign}{}.{:0width$}", size / unit, size % unit)
}

/// The composite index or a product p × q, given in ten-thousandths: `0.31`.
#[must_use]
pub fn index(ten_thousandths: i64) -> String {
    fixed(ten_thousandths, 2)
}

/// A share in percent with one decimal: `share(39, 2246)` → `1.7%`. Without a
/// base there is no share: `–`.
#[must_use]
pub fn share(part: u64, whole: u64) -> String {
    if whole == 0 {
        return MISSING.to_owned();
    }
    let (part, whole) = (u128::from(part), u128::from(whole));
    let tenths = (part * 2000 + whole) / (whole * 2);
    format!("{}.{}%", tenths / 10, tenths % 10)
}

/// The local (Asia/Shanghai) date and time of an instant. China has had one
/// offset without summer time since 1991.
#[must_use]
pub fn local(instant: Timestamp) -> DateTime {
    Offset::constant(8).to_datetime(instant)
}

impl L10n {
    /// A date for lists and tables: `2016-11-18` or `18 Nov 2016`.
    #[must_use]
    pub fn date(self, date: Date) -> String {
        match self.lang() {
            Lang::ZhCn => date.to_string(),
            Lang::En => format!("{} {} {}", date.day(), month(date), date.year()),
        }
    }

    /// A date in running text with its year: `2016 年 11 月 18 日`.
    #[must_use]
    pub fn date_long(self, date: Date) -> String {
        match self.lang() {
            Lang::ZhCn => format!("{} 年 {} 月 {} 日", date.year(), date.month(), date.day()),
            Lang::En => self.date(date),
        }
    }

    /// A date in running text whose year is clear: `11 月 18 日` or `18 Nov`.
    #[must_use]
    pub fn date_short(self, date: Date) -> String {
        match self.lang() {
            Lang::ZhCn => format!("{} 月 {} 日", date.month(), date.day()),
            Lang::En => format!("{} {}", date.day(), month(date)),
        }
    }

    /// The date of a page head: with year and day of the week.
    #[must_use]
    pub fn date_weekday(self, date: Date) -> String {
        let day = match self.lang() {
            Lang::ZhCn => weekday_zh(date.weekday()),
            Lang::En => weekday_en(date.weekday()),
        };
        match self.lang() {
            Lang::ZhCn => format!("{} {day}", self.date_long(date)),
            Lang::En => format!("{day} {}", self.date(date)),
        }
    }

    /// An instant as local date and time: `2016-11-18 10:42`.
    #[must_use]
    pub fn date_time(self, instant: Timestamp) -> String {
        let at = local(instant);
        format!("{} {}", self.date(at.date()), clock(at))
    }

    /// The local time of an instant: `10:42`.
    #[must_use]
    pub fn time(self, instant: Timestamp) -> String {
        clock(local(instant))
    }

    /// Items of a sentence: `甲、乙、丙` or `a, b, c`.
    #[must_use]
    pub fn join<T: AsRef<str>>(self, items: &[T]) -> String {
        let between = match self.lang() {
            Lang::ZhCn => "、",
            Lang::En => ", ",
        };
        items.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(between)
    }

    /// Items that may hold commas of their own: `甲、乙；丙` or `a, b; c`.
    #[must_use]
    pub fn join_apart<T: AsRef<str>>(self, items: &[T]) -> String {
        let between = match self.lang() {
            Lang::ZhCn => "；",
            Lang::En => "; ",
        };
        items.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(between)
    }
}

fn clock(at: DateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

fn month(date: Date) -> &'static str {
    usize::try_from(date.month() - 1).ok().and_then(|i| MONTHS.get(i)).copied().unwrap_or_default()
}

const fn weekday_zh(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "星期一",
        Weekday::Tuesday => "星期二",
        Weekday::Wednesday => "星期三",
        Weekday::Thursday => "星期四",
        Weekday::Friday => "星期五",
        Weekday::Saturday => "星期六",
        Weekday::Sunday => "星期日",
    }
}

const fn weekday_en(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}
