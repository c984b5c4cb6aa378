//! Words of Chinese text and the terms that stand out, with jieba's dictionary and table of
//! inverse document frequencies.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use jieba_rs::{Jieba, KeywordExtract, KeywordExtractConfig, TfIdf};

use super::TopicsError;
use super::fold::simplified;

/// Most comments of one call.
pub const MAX_COMMENTS: usize = 50_000;
/// Longest comment, in characters.
pub const MAX_LENGTH: usize = 5_000;
/// Most characters of all comments of one call.
pub const MAX_TEXT: usize = 4_000_000;
/// Most issues that may be asked for.
pub const MAX_ISSUES: usize = 100;

const COMMON: &str = include_str!("../../data/common_words.txt");

static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);

static FREQUENCIES: LazyLock<TfIdf> = LazyLock::new(|| {
    let mut table = TfIdf::default();
    *table.config_mut() = KeywordExtractConfig::builder().use_hmm(true).build();
    table
});

static COMMON_WORDS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let lines = COMMON.lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).map(str::to_owned).collect()
});

/// Words that say nothing about the issue, when the caller has no list of its own.
pub(super) fn common_words() -> &'static BTreeSet<String> {
    &COMMON_WORDS
}

/// Words of a text in order, with unknown words guessed.
pub(super) fn words(text: &str) -> Vec<&str> {
    JIEBA.cut(text, true).into_iter().map(|token| token.word).collect()
}

/// The `most` terms that stand out, best first, with their weights: frequency in all comments
/// times inverse document frequency in jieba's table. Terms are given in simplified characters.
///
/// # Errors
/// [`TopicsError`] for too many or too long comments.
pub fn key_terms(comments: &[String], most: usize) -> Result<Vec<(String, f64)>, TopicsError> {
    check(comments)?;
    let text: Vec<String> = comments.iter().map(|comment| simplified(comment)).collect();
    let text = text.join("\n");
    let found = FREQUENCIES.extract_keywords(&JIEBA, &text, most, Vec::new());
    Ok(found.into_iter().map(|term| (term.keyword, term.weight)).collect())
}

pub(super) fn check(comments: &[String]) -> Result<(), TopicsError> {
    if comments.len() > MAX_COMMENTS {
        return Err(TopicsError::TooMany { most: MAX_COMMENTS });
    }
    let mut all = 0;
    for (place, comment) in comments.iter().enumerate() {
        let own = comment.chars().count();
        if own > MAX_LENGTH {
            return Err(TopicsError::TooLong { place, most: MAX_LENGTH });
        }
        all += own;
    }
    if all > MAX_TEXT {
        return Err(TopicsError::TooMuch { most: MAX_TEXT });
    }
    Ok(())
}
