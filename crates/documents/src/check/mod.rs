//! Numbers that somebody typed into a chapter, against the data.
//!
//! A number is told by what stands beside it: its unit (份, 户, 人, %) and the words of the field
//! (有效问卷, 支持率, 措施后). Dates, numbers of papers and clauses, distances and limits have
//! neither and are passed over. The check advises; it refuses nothing, and it rather passes over
//! a number than blames a right one.

mod assign;
mod index;
mod known;
mod scan;
mod text;
mod words;

use serde_json::Value;

use crate::model::Language;
use known::Known;
use scan::Typed;
use text::Text;

/// A typed number that should be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    /// Line of the chapter, from 1.
    pub line: usize,
    /// The number with its unit, as it was typed.
    pub typed: String,
    /// Path of the value it is compared with. Within a list it holds the place from 0, as
    /// `rating.factors[0].r`; of the number of entries it is the path of the list.
    pub field: String,
    /// How documents show that value.
    pub shown: String,
    /// What is the matter.
    pub kind: FlagKind,
}

/// What is the matter with a typed number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlagKind {
    /// It looks like the value of the field and is another.
    Differs,
    /// It is the value of the field; a live field would stay right when the data change.
    NotLive,
}

/// Compares the numbers typed into a chapter with the values of its document, in the order of the
/// text. Live fields are passed over.
pub fn chapter(text: &str, values: &Value, language: Language) -> Vec<Flag> {
    let known = Known::of(values, language);
    let text = Text::new(text);
    let mut flags = Vec::new();
    for sentence in text.sentences() {
        let typed = scan::numbers(sentence.chars);
        let mut found: Vec<(usize, Verdict<'_>)> = Vec::new();
        found.extend(assign::judge(sentence.chars, &typed, &known));
        found.extend(index::judge(sentence.chars, &typed, &known));
        found.sort_by_key(|(at, _)| *at);
        for (at, verdict) in found {
            let Some(Typed { start, end, .. }) = typed.get(at) else { continue };
            flags.push(Flag {
                line: text.line(sentence.start.saturating_add(*start)),
                typed: text.original(sentence.start, *start, *end),
                field: verdict.known.path.clone(),
                shown: verdict.known.shown.clone(),
                kind: verdict.kind,
            });
        }
    }
    flags
}

/// What was found of a number.
struct Verdict<'a> {
    known: &'a Known,
    kind: FlagKind,
}
