//! From typed text to values, collecting what is wrong on the way.

use jiff::civil::Date;
use locale::Msg;

use super::{Errors, Values};

/// Reads fields one by one. Each method notes what is wrong and gives `None`, so
/// that one pass finds everything; afterwards [`Parse::finish`] decides.
///
/// ```ignore
/// let mut form = Parse::new(&submitted.values);
/// let title = form.text("title", 120);
/// let day = form.date("decision_day");
/// match (form.finish(), title, day) {
///     (Ok(()), Some(title), Some(day)) => …,
///     (Err(errors), ..) => show the form again,
/// }
/// ```
pub struct Parse<'a> {
    values: &'a Values,
    errors: Errors,
}

impl<'a> Parse<'a> {
    /// Starts reading.
    #[must_use]
    pub const fn new(values: &'a Values) -> Self {
        Self { values, errors: Errors::new() }
    }

    /// What was wrong, or nothing.
    ///
    /// # Errors
    /// Everything that was noted.
    pub fn finish(self) -> Result<(), Errors> {
        if self.errors.is_empty() { Ok(()) } else { Err(self.errors) }
    }

    /// Notes something else that is wrong.
    pub fn wrong(&mut self, field: &str, msg: Msg) {
        self.errors.add(field, msg);
    }

    /// A text that must be there, of at most `max` characters.
    pub fn text(&mut self, field: &str, max: usize) -> Option<String> {
        let found = self.optional_text(field, max)?;
        if found.is_empty() {
            return self.fail(field, Msg::new("field-error-empty"));
        }
        Some(found)
    }

    /// A text that may be empty, of at most `max` characters.
    pub fn optional_text(&mut self, field: &str, max: usize) -> Option<String> {
        let text = self.values.get(field).trim().replace("\r\n", "\n");
        let forbidden = |c: char| c.is_control() && c != '\n' && c != '\t';
        if text.chars().count() > max {
            return self.fail(field, Msg::new("field-error-too-long").with("max", max));
        }
        if text.contains(forbidden) {
            return self.fail(field, Msg::new("field-error-characters"));
        }
        Some(text)
    }

    /// A whole number between `low` and `high`; full-width digits and thousands
    /// separators are understood.
    pub fn whole(&mut self, field: &str, low: i64, high: i64) -> Option<i64> {
        let text = self.values.get(field);
        if text.trim().is_empty() {
            return self.fail(field, Msg::new("field-error-empty"));
        }
        let Some(number) = app::form::parse_whole(text) else {
            return self.fail(field, Msg::new("field-error-whole"));
        };
        if !(low..=high).contains(&number) {
            let msg = Msg::new("field-error-range").with("low", low).with("high", high);
            return self.fail(field, msg);
        }
        Some(number)
    }

    /// A number between 0 and 1 with at most four decimals, in ten-thousandths:
    /// `0.36` → 3600. Nothing is rounded: exact where law counts.
    pub fn unit_share(&mut self, field: &str) -> Option<i64> {
        let text = plain(self.values.get(field));
        if text.is_empty() {
            return self.fail(field, Msg::new("field-error-empty"));
        }
        match ten_thousandths(&text).filter(|value| (0..=10_000).contains(value)) {
            Some(value) => Some(value),
            None => self.fail(field, Msg::new("field-error-unit")),
        }
    }

    /// A day that must be there: `2016-11-18`, `2016/11/18`, `20161118` or
    /// `2016年11月18日`.
    pub fn date(&mut self, field: &str) -> Option<Date> {
        match self.optional_date(field)? {
            Some(date) => Some(date),
            None => self.fail(field, Msg::new("field-error-empty")),
        }
    }

    /// A day that may be missing; the outer `None` means that it cannot be read.
    pub fn optional_date(&mut self, field: &str) -> Option<Option<Date>> {
        let text = plain(self.values.get(field));
        if text.is_empty() {
            return Some(None);
        }
        match read_date(&text) {
            Some(date) => Some(Some(date)),
            None => self.fail(field, Msg::new("field-error-date")),
        }
    }

    /// One of the codes that `read` knows.
    pub fn choice<T>(&mut self, field: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        match read(self.values.get(field)) {
            Some(value) => Some(value),
            None => self.fail(field, Msg::new("field-error-choice")),
        }
    }

    /// All ticked codes; one that `read` does not know is an error.
    pub fn choices<T>(&mut self, field: &str, read: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
        match self.values.all(field).map(read).collect() {
            Some(found) => Some(found),
            None => self.fail(field, Msg::new("field-error-choice")),
        }
    }

    /// Whether a box is ticked.
    #[must_use]
    pub fn ticked(&self, field: &str) -> bool {
        self.values.has(field)
    }

    fn fail<T>(&mut self, field: &str, msg: Msg) -> Option<T> {
        self.errors.add(field, msg);
        None
    }
}

/// Trimmed, with full-width digits and marks made plain.
fn plain(text: &str) -> String {
    let half = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    };
    text.trim().chars().map(half).collect::<String>().trim().to_owned()
}

fn ten_thousandths(text: &str) -> Option<i64> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if decimals.len() > 4 || whole.len() > 6 || !digits(whole) || !digits(decimals) {
        return None;
    }
    if whole.is_empty() && decimals.is_empty() {
        return None;
    }
    format!("{whole}{decimals:0<4}").parse().ok()
}

fn read_date(text: &str) -> Option<Date> {
    let parts: Vec<&str> = if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        vec![text.get(..4)?, text.get(4..6)?, text.get(6..)?]
    } else {
        text.split(['-', '/', '.', '年', '月', '日'])
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect()
    };
    let [year, month, day] = parts.as_slice() else {
        return None;
    };
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    (1949..=2199).contains(&date.year()).then_some(date)
}

#[cfg(test)]
#[path = "parse_tests.rs"]
mod tests;
