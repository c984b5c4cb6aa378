//! Signs made comparable: width, brackets, dashes, spaces.

/// Stands where something was taken out of a title; never part of a name.
pub(crate) const GAP: char = '|';
/// Every dash and tilde.
pub(crate) const DASH: char = '~';

/// Longest title that is read, in signs; the rest is not compared.
const LONGEST: usize = 400;

/// The signs of a title: half width, lower case, one kind of round bracket, square bracket and
/// dash, without spaces and middle dots.
pub(crate) fn plain(text: &str) -> Vec<char> {
    text.chars().filter_map(sign).take(LONGEST).collect()
}

fn sign(c: char) -> Option<char> {
    let half = match u32::from(c) {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    match half {
        '·' | '・' | '\u{feff}' | GAP => None,
        c if c.is_whitespace() || c.is_control() => None,
        '【' | '〔' | '［' | '「' | '『' => Some('['),
        '】' | '〕' | '］' | '」' | '』' => Some(']'),
        '—' | '–' | '―' | '－' | '-' | '〜' | '～' | '~' | '‐' | '−' => Some(DASH),
        '《' | '》' | '“' | '”' | '"' => None,
        c => Some(c.to_ascii_lowercase()),
    }
}

/// Whether `needle` stands in `hay` at `at`.
pub(crate) fn stands_at(hay: &[char], at: usize, needle: &[char]) -> bool {
    hay.get(at..).is_some_and(|rest| rest.starts_with(needle))
}

/// First place of `needle` in `hay` from `from` on.
pub(crate) fn find(hay: &[char], needle: &[char], from: usize) -> Option<usize> {
    let (first, rest) = needle.split_first()?;
    let last = hay.len().checked_sub(rest.len())?;
    let starts = hay.get(from..last)?.iter().enumerate().filter(|(_, sign)| *sign == first);
    starts.map(|(at, _)| from + at).find(|at| stands_at(hay, at + 1, rest))
}

/// Signs as text.
pub(crate) fn text(signs: &[char]) -> String {
    signs.iter().collect()
}
