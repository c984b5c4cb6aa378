//! One spelling for texts that say the same: simplified characters, half-width letters, no marks.

use std::sync::LazyLock;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;

/// The table is part of the program, so that it is there; a test holds that it is.
static TABLE: LazyLock<Option<OpenCC>> =
    LazyLock::new(|| OpenCC::from_config(BuiltinConfig::T2s).ok());

/// The text in simplified characters, by OpenCC's table of phrases and characters. Full-width
/// letters and digits become half-width ones.
#[must_use]
pub fn simplified(text: &str) -> String {
    let text: String = text.chars().map(narrow).collect();
    TABLE.as_ref().map_or_else(|| text.clone(), |table| table.convert(&text))
}

fn narrow(letter: char) -> char {
    match letter {
        '\u{3000}' => ' ',
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
            char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter)
        }
        _ => letter,
    }
}

/// The text as it is compared: simplified, lower case, letters and digits only.
#[must_use]
pub fn fold(text: &str) -> String {
    let lower = text.chars().map(narrow).flat_map(char::to_lowercase);
    // Marks go first, so that one within a phrase does not change how it is written.
    simplified(&lower.filter(|letter| letter.is_alphanumeric()).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::{fold, simplified};

    #[test]
    fn a_character_goes_by_its_phrase() {
        let cases = [
            ("請盡快答覆", "请尽快答复"),
            ("覆蓋面太小", "覆盖面太小"),
            ("乾隆年間的古井已經乾涸", "乾隆年间的古井已经干涸"),
            ("理髮店後面", "理发店后面"),
            ("捍卫呵护磐石", "捍卫呵护磐石"),
            ("Ｗｉ－Ｆｉ　５Ｇ", "Wi－Fi 5G"),
            ("", ""),
        ];
        for (given, wanted) in cases {
            assert_eq!(simplified(given), wanted);
        }
        assert_eq!(fold("請盡快，答 覆！５Ｇ"), "请尽快答复5g");
    }
}
