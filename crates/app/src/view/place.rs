//! What places are called in each language.

use std::{collections::BTreeMap, sync::LazyLock};

use locale::Lang;

use super::place_name;
use crate::directory::Units;

/// Code and name of each division of the province; see data/README.md.
const ENGLISH: &str = include_str!("../../../../data/liaoning_names_en.csv");

static NAMES: LazyLock<BTreeMap<&str, &str>> =
    LazyLock::new(|| ENGLISH.lines().skip(1).filter_map(|line| line.split_once(',')).collect());

/// The name of a division for English pages, in pinyin; none for those of other
/// provinces.
#[must_use]
pub fn place_name_en(division: &str) -> Option<&'static str> {
    NAMES.get(division).copied()
}

/// The name of a place as a page in a language shows it: in English the Chinese
/// name stands behind, because that is what signs and documents bear.
#[must_use]
pub fn place_in(lang: Lang, units: &Units, division: &str) -> String {
    both(lang, division, place_name(units, division))
}

/// The same for a name that is known already.
#[must_use]
pub fn both(lang: Lang, division: &str, name: String) -> String {
    match place_name_en(division).filter(|_| lang == Lang::En) {
        Some(english) => format!("{english} ({name})"),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use pinyin::{ToPinyin as _, ToPinyinMulti as _};

    use super::*;
    use crate::import::division_name;

    /// Names that are not, or not wholly, the sounds of their signs.
    const OTHERS: &[&str] =
        &["Harqin Left Wing Mongolian Autonomous County", "Shenbei New District"];

    /// Whether a word is read off signs, each in one of its sounds.
    fn reads(word: &str, signs: &[char]) -> bool {
        let Some((first, others)) = signs.split_first() else { return word.is_empty() };
        let mut sounds: Vec<&str> = first.to_pinyin().map(|one| one.plain()).into_iter().collect();
        let all = first.to_pinyin_multi().into_iter().flatten();
        sounds.extend(all.map(|one| one.plain()));
        sounds.into_iter().any(|sound| {
            // Some tables write v for ü.
            let sound = sound.replace('v', "ü");
            word.strip_prefix(sound.as_str()).is_some_and(|rest| reads(rest, others))
        })
    }

    #[test]
    fn english_names_are_the_sounds_of_the_signs() {
        assert_eq!(NAMES.len(), 115);
        for (code, english) in NAMES.iter().filter(|(_, english)| !OTHERS.contains(english)) {
            let name = division_name(code).expect("a division");
            let kinds = ["满族自治县", "蒙古族自治县", "省", "市", "区", "县"];
            let bare = kinds.iter().find_map(|kind| name.strip_suffix(kind)).expect("a kind");
            let terms = ["Province", "Manchu", "Mongolian", "Autonomous", "District", "County"];
            let words = english.split(' ').filter(|word| !terms.contains(word));
            let plain = |c: char| c.is_alphabetic().then(|| c.to_lowercase()).into_iter().flatten();
            let word: String = words.flat_map(|word| word.chars().flat_map(plain)).collect();
            let signs: Vec<char> = bare.chars().collect();
            assert!(reads(&word, &signs), "{code} {name}: {english}");
            assert_eq!(name.ends_with('区'), english.ends_with("District"), "{english}");
            assert_eq!(name.ends_with('县'), english.ends_with("County"), "{english}");
        }
    }

    #[test]
    fn a_name_stands_in_both_languages_on_english_pages_alone() {
        let name = |lang, code: &str| both(lang, code, "名".to_owned());
        assert_eq!(name(Lang::En, "211300"), "Chaoyang (名)");
        assert_eq!(name(Lang::ZhCn, "211300"), "名");
        assert_eq!(name(Lang::En, "110000"), "名", "a place elsewhere");
    }
}
