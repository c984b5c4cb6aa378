//! Numbers in a sentence, with what they count.

use super::words::{self, LIVING_UNITS, NO_INDEX};

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Hundredths.
    Share,
    /// None: between 0 and 1, with decimals.
    Index,
    /// 份.
    Sheets,
    /// 户.
    Households,
    /// 人.
    People,
    /// 场.
    Talks,
    /// 项, 条, 个.
    Entries,
    /// A count whose noun does not follow it.
    Bare,
}

/// A typed number.
#[derive(Clone, Debug, PartialEq)]
pub struct Typed {
    /// First character in the sentence.
    pub start: usize,
    /// After its last character, the unit included.
    pub end: usize,
    /// Its value; a share is from 0 to 1.
    pub value: f64,
    /// Half of its last digit: how far a value may be from it and still be the same.
    pub half: f64,
    /// Whether it has a fraction.
    pub decimals: bool,
    /// What it counts.
    pub unit: Unit,
    /// Whether it is a bound (以上, at least), a difference or a number of each.
    pub bound: bool,
}

impl Typed {
    /// Whether a value would be written so.
    pub fn is(&self, value: f64) -> bool {
        (self.value - value).abs() <= self.half + 1e-9
    }
}

/// The numbers of a sentence that may be values of the record.
pub fn numbers(chars: &[char]) -> Vec<Typed> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let (next, found) = words_of_hundred(chars, at).unwrap_or_else(|| number(chars, at));
        out.extend(found);
        at = next.max(at.saturating_add(1));
    }
    out
}

/// 百分之五十四, 百分之54.2.
fn words_of_hundred(chars: &[char], at: usize) -> Option<(usize, Option<Typed>)> {
    let from = words::after(chars, at, "百分之")?;
    let (end, value, places) = match words::chinese_number(chars, from) {
        Some(found) => found,
        None => {
            let digits = Digits::read(chars, from)?;
            (digits.end, digits.value, digits.places)
        }
    };
    let half = half(places) / 100.0;
    let bound = bound(chars, at, end);
    let (decimals, unit) = (places > 0, Unit::Share);
    let typed = Typed { start: at, end, value: value / 100.0, half, decimals, unit, bound };
    Some((end, Some(typed)))
}

/// Half of the last digit at so many places.
fn half(places: usize) -> f64 {
    (0..places).fold(0.5, |half, _| half / 10.0)
}

struct Digits {
    end: usize,
    value: f64,
    places: usize,
}

impl Digits {
    fn read(chars: &[char], start: usize) -> Option<Self> {
        let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
        let (mut end, mut places, mut point) = (start, 0_usize, false);
        let mut text = String::new();
        loop {
            let next = end.saturating_add(1);
            match chars.get(end) {
                Some(c) if c.is_ascii_digit() => {
                    text.push(*c);
                    places = places.saturating_add(usize::from(point));
                }
                Some('.') if !point && digit(next) && end > start => {
                    point = true;
                    text.push('.');
                }
                Some(',') if !point && (0..3).all(|n| digit(next.saturating_add(n))) => {}
                _ => break,
            }
            end = next;
        }
        let value = text.parse().ok()?;
        Some(Digits { end, value, places })
    }
}

/// Reads a number at a place; where reading goes on, and what was found.
fn number(chars: &[char], at: usize) -> (usize, Option<Typed>) {
    let skip = |from: usize| {
        let rest = chars.iter().skip(from);
        let part =
            |c: &&char| c.is_ascii_alphanumeric() || matches!(c, '-' | '/' | ':' | '.' | '_');
        from.saturating_add(rest.take_while(part).count())
    };
    let Some(first) = chars.get(at) else { return (at, None) };
    // Codes as F1 and CY-2016-0412 are read over as a whole.
    if first.is_ascii_alphabetic() {
        let word = chars.iter().skip(at).take_while(|c| c.is_ascii_alphabetic()).count();
        let end = at.saturating_add(word);
        let code = chars.get(end).is_some_and(|c| c.is_ascii_digit() || *c == '-');
        return (if code { skip(end) } else { end }, None);
    }
    let Some(digits) = first.is_ascii_digit().then(|| Digits::read(chars, at)).flatten() else {
        return (at, None);
    };
    // Days, times, clauses and ranges go on with a mark and a digit.
    let mark = chars.get(digits.end).is_some_and(|c| matches!(c, '-' | '/' | ':' | '.'));
    let digit = chars.get(digits.end.saturating_add(1)).is_some_and(char::is_ascii_digit);
    if mark && digit {
        return (skip(digits.end), None);
    }
    if words::ordinal(chars, at, digits.end) {
        return (digits.end, None);
    }
    let found = with_unit(chars, at, &digits);
    (found.as_ref().map_or(digits.end, |typed| typed.end), found)
}

fn with_unit(chars: &[char], start: usize, digits: &Digits) -> Option<Typed> {
    let (mut end, mut times) = (digits.end, 1.0);
    for (word, factor) in [("万", 10_000.0), ("千", 1000.0)] {
        if let Some(after) = words::after(chars, end, word) {
            (end, times) = (after, factor);
        }
    }
    let (unit, end) =
        unit(chars, end, digits).filter(|(unit, _)| *unit != Unit::Index || times == 1.0)?;
    let hundredth = if unit == Unit::Share { 0.01 } else { 1.0 };
    Some(Typed {
        start,
        end,
        value: digits.value * times * hundredth,
        half: half(digits.places) * times * hundredth,
        decimals: digits.places > 0,
        unit,
        bound: bound(chars, start, end),
    })
}

fn unit(chars: &[char], end: usize, digits: &Digits) -> Option<(Unit, usize)> {
    let blank = chars.get(end) == Some(&' ');
    let from = end.saturating_add(usize::from(blank));
    if let Some(after) = words::share(chars, from) {
        return Some((Unit::Share, after));
    }
    let past_more = ["多", "余"].iter().find_map(|word| words::after(chars, from, word));
    let from = past_more.unwrap_or(from);
    for (word, unit) in LIVING_UNITS {
        if let Some(after) = words::after(chars, from, word) {
            // 人次 and 个百分点 are other units.
            let other = ["次", "均", "百分点", "月", "工作日", "小时"];
            let is_other = other.iter().any(|next| words::after(chars, after, next).is_some());
            return (!is_other).then_some((*unit, after));
        }
    }
    if let Some((unit, after)) = words::noun(chars, from) {
        return Some((unit, after));
    }
    let other = NO_INDEX.iter().any(|word| words::after(chars, from, word).is_some());
    if digits.places > 0 {
        let inside = digits.value <= 1.0 && !other && !words::times(chars, end);
        return inside.then_some((Unit::Index, digits.end));
    }
    let next = chars.get(end).copied().unwrap_or(' ');
    (blank && chars.get(from).is_some_and(char::is_ascii_alphabetic) && next == ' ' && !other)
        .then_some((Unit::Bare, digits.end))
}

/// Whether the number is a bound, a difference, or counts something of each.
fn bound(chars: &[char], start: usize, end: usize) -> bool {
    let before = words::BOUNDS_BEFORE.iter().any(|word| words::ends_before(chars, start, word));
    before || words::BOUNDS_AFTER.iter().any(|word| words::after(chars, end, word).is_some())
}
