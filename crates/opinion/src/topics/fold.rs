//! One spelling for texts that say the same: simplified characters, half-width letters, no marks.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Pairs of a traditional and a simplified character.
const PAIRS: &str = include_str!("../../data/traditional.txt");

static SIMPLE: LazyLock<BTreeMap<char, char>> = LazyLock::new(|| {
    let words = PAIRS.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace);
    words
        .filter_map(|pair| {
            let mut letters = pair.chars();
            Some((letters.next()?, letters.next()?))
        })
        .collect()
});

/// The text in simplified characters, one for one. Full-width letters and digits become half-width
/// ones.
#[must_use]
pub fn simplified(text: &str) -> String {
    text.chars().map(letter).collect()
}

fn letter(letter: char) -> char {
    match letter {
        '\u{3000}' => ' ',
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
            char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter)
        }
        _ => SIMPLE.get(&letter).copied().unwrap_or(letter),
    }
}

/// The text as it is compared: simplified, lower case, letters and digits only.
#[must_use]
pub fn fold(text: &str) -> String {
    let letters = text.chars().map(letter).filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}
