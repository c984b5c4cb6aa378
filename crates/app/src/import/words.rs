//! The tables of words that come with the product, read once.

use std::{collections::BTreeMap, sync::LazyLock};

use serde::Deserialize;

const HEADERS: &str = include_str!("data/headers.toml");
const WORDS: &str = include_str!("data/words.toml");
const DIVISIONS: &str = include_str!("data/divisions.txt");

/// Names of columns.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Headers {
    pub(super) fields: BTreeMap<String, Vec<String>>,
    pub(super) personal: Personal,
}

/// Columns that name residents.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Personal {
    pub(super) names: Vec<String>,
    pub(super) parts: Vec<String>,
}

/// Words by code.
pub(super) type ByCode = BTreeMap<String, Vec<String>>;

/// Words for proposals and matching.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Words {
    pub(super) category: ByCode,
    pub(super) sector: ByCode,
    pub(super) category_names: ByCode,
    pub(super) sector_names: ByCode,
    pub(super) within: ByCode,
    pub(super) offices: BTreeMap<String, String>,
    pub(super) office_kinds: Vec<String>,
    pub(super) totals: Vec<String>,
    pub(super) plans: BTreeMap<String, (i16, i16)>,
}

/// A division: six digits and its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Division {
    pub(super) code: &'static str,
    pub(super) name: &'static str,
}

// The tables are compiled in; a test reads them, so a mistake cannot ship.
pub(super) static HEADER_WORDS: LazyLock<Headers> =
    LazyLock::new(|| toml::from_str(HEADERS).unwrap_or_default());
pub(super) static TABLES: LazyLock<Words> =
    LazyLock::new(|| toml::from_str(WORDS).unwrap_or_default());
pub(super) static GAZETTEER: LazyLock<Vec<Division>> = LazyLock::new(|| {
    DIVISIONS
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(' '))
        .map(|(code, name)| Division { code, name })
        .collect()
});

/// Lower case, without spaces, brackets and marks: how headers are compared.
pub(crate) fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Where a word stands last in a text, by itself: `化工` does not stand in `绿化工作`.
pub(super) fn last_place(text: &str, word: &str) -> Option<usize> {
    if word.is_empty() {
        return None;
    }
    let longer = TABLES.within.get(word).map(Vec::as_slice).unwrap_or_default();
    let covered = |at: usize| {
        longer.iter().any(|other| {
            let starts = other.match_indices(word).filter_map(|(inner, _)| at.checked_sub(inner));
            let mut rests = starts.filter_map(|from| text.get(from..));
            rests.any(|rest| rest.starts_with(other.as_str()))
        })
    };
    text.rmatch_indices(word).map(|(at, _)| at).find(|at| !covered(*at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_can_be_read() {
        let headers: Headers = toml::from_str(HEADERS).unwrap();
        assert!(headers.fields.contains_key("title"));
        let words: Words = toml::from_str(WORDS).unwrap();
        for code in words.sector.keys().chain(words.sector_names.keys()) {
            assert!(domain::codes::Sector::from_code(code).is_some(), "{code}");
        }
        for code in words.category.keys().chain(words.category_names.keys()) {
            assert!(domain::codes::Category::from_code(code).is_some(), "{code}");
        }
        assert_eq!(GAZETTEER.len(), 3220);
        for (word, longer) in &words.within {
            assert!(longer.iter().all(|l| l.contains(word.as_str()) && l != word), "{word}");
        }
    }

    #[test]
    fn a_word_is_found_where_it_stands_by_itself() {
        assert_eq!(last_place("造林绿化工作", "化工"), None);
        assert_eq!(last_place("化工园区绿化工程", "化工"), Some(0));
        assert_eq!(last_place("绿化工程和化工厂", "化工"), Some("绿化工程和".len()));
        assert_eq!(last_place("重大决策事项目录", "项目"), None);
        assert_eq!(last_place("重大项目", "项目"), Some("重大".len()));
        assert_eq!(last_place("重大项目", ""), None);
    }

    #[test]
    fn no_header_word_means_two_things() {
        let mut seen = BTreeMap::new();
        for (field, words) in &HEADER_WORDS.fields {
            for word in words {
                assert_eq!(plain(word), *word, "{field}: {word} is not in plain form");
                assert_eq!(seen.insert(word, field), None, "{word}");
            }
        }
    }
}
