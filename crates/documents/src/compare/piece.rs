//! Words that stayed, came and went.
//!
//! Sentences that stand once in either text hold the two together; between them words are
//! compared. Work is bounded: a stretch that is too long to compare is shown as taken out and
//! put in as a whole.

use std::collections::BTreeMap;

use super::words::{is_chinese_character, words};

/// Most comparisons of words in one pair of texts. At 20 words to a sentence this is some 250
/// changed sentences beside each other.
const MAX_WORK: usize = 24_000_000;
/// Most comparisons of words in one stretch; bounds the memory of the comparison (2 bytes each).
const MAX_STRETCH: usize = 8_000_000;

/// A part of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Whether it stayed, came or went.
    pub kind: PieceKind,
    /// Its words.
    pub text: String,
}

/// What happened to words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// In both texts.
    Same,
    /// In the later text only.
    Added,
    /// In the earlier text only.
    Removed,
}

/// Compares two texts word by word. `Same` and `Removed` joined are the earlier text, `Same` and
/// `Added` the later one; what went stands before what came in its place.
pub fn texts(before: &str, after: &str) -> Vec<Piece> {
    let (old, new) = (sentences(before), sentences(after));
    let mut writer = Writer { pieces: Vec::new(), work: MAX_WORK };
    let (mut from_old, mut from_new) = (0, 0);
    for (in_old, in_new) in anchors(&old, &new) {
        let gap = (slice(&old, from_old, in_old), slice(&new, from_new, in_new));
        writer.stretch(&gap.0.concat(), &gap.1.concat());
        writer.push(PieceKind::Same, old.get(in_old).copied().unwrap_or_default());
        (from_old, from_new) = (in_old.saturating_add(1), in_new.saturating_add(1));
    }
    let last = (slice(&old, from_old, old.len()), slice(&new, from_new, new.len()));
    writer.stretch(&last.0.concat(), &last.1.concat());
    joined(writer.pieces)
}

/// Joins changes with only one Chinese character between them: a part of a word that happens to
/// be the same says nothing to a reader.
fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut writer = Writer { pieces: Vec::new(), work: 0 };
    let (mut removed, mut added) = (String::new(), String::new());
    let mut rest = pieces.into_iter().peekable();
    while let Some(piece) = rest.next() {
        let between = !(removed.is_empty() && added.is_empty()) && rest.peek().is_some();
        match piece.kind {
            PieceKind::Removed => removed.push_str(&piece.text),
            PieceKind::Added => added.push_str(&piece.text),
            PieceKind::Same if between && is_chinese_character(&piece.text) => {
                removed.push_str(&piece.text);
                added.push_str(&piece.text);
            }
            PieceKind::Same => {
                writer.push(PieceKind::Removed, &std::mem::take(&mut removed));
                writer.push(PieceKind::Added, &std::mem::take(&mut added));
                writer.push(PieceKind::Same, &piece.text);
            }
        }
    }
    writer.push(PieceKind::Removed, &removed);
    writer.push(PieceKind::Added, &added);
    writer.pieces
}

fn slice<'a, 'b>(list: &'b [&'a str], from: usize, to: usize) -> &'b [&'a str] {
    list.get(from..to).unwrap_or_default()
}

/// Sentences with the marks that end them.
fn sentences(text: &str) -> Vec<&str> {
    text.split_inclusive(['。', '！', '？', '；', '\n']).collect()
}

/// Pairs of places of sentences that stand once in either text, in rising order on both sides.
fn anchors(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    let (in_old, in_new) = (single(old), single(new));
    let both = |(text, at): (&&str, &usize)| Some((*at, *in_new.get(*text)?));
    let mut pairs: Vec<(usize, usize)> = in_old.iter().filter_map(both).collect();
    pairs.sort_unstable();
    rising(&pairs)
}

/// Places of sentences that stand once.
fn single<'a>(list: &[&'a str]) -> BTreeMap<&'a str, usize> {
    let mut seen: BTreeMap<&str, Option<usize>> = BTreeMap::new();
    for (at, text) in list.iter().enumerate() {
        seen.entry(text).and_modify(|place| *place = None).or_insert(Some(at));
    }
    seen.into_iter().filter_map(|(text, at)| Some((text, at?))).collect()
}

/// The longest part of the pairs that rises on the second side too.
fn rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // For every length the pair that ends a rising row of it lowest, and the pair before each.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    let second = |at: usize| pairs.get(at).map_or(0, |pair| pair.1);
    for (at, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| second(*end) < pair.1);
        before.push(length.checked_sub(1).and_then(|last| ends.get(last).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut out = Vec::new();
    let mut next = ends.last().copied();
    while let Some(at) = next {
        out.extend(pairs.get(at).copied());
        next = before.get(at).copied().flatten();
    }
    out.reverse();
    out
}

struct Writer {
    pieces: Vec<Piece>,
    /// Comparisons that may still be made.
    work: usize,
}

impl Writer {
    fn push(&mut self, kind: PieceKind, text: &str) {
        if text.is_empty() {
            return;
        }
        match self.pieces.last_mut() {
            Some(last) if last.kind == kind => last.text.push_str(text),
            _ => self.pieces.push(Piece { kind, text: text.to_owned() }),
        }
    }

    fn replace(&mut self, removed: &[&str], added: &[&str]) {
        self.push(PieceKind::Removed, &removed.concat());
        self.push(PieceKind::Added, &added.concat());
    }

    /// Compares the words between two sentences that stayed.
    fn stretch(&mut self, before: &str, after: &str) {
        let (old, new) = (words(before), words(after));
        let pairs = old.iter().zip(&new);
        let head = pairs.take_while(|(a, b)| a == b).count();
        let (same, old) = old.split_at(head);
        let (_, new) = new.split_at(head);
        self.push(PieceKind::Same, &same.concat());
        let pairs = old.iter().rev().zip(new.iter().rev());
        let tail = pairs.take_while(|(a, b)| a == b).count();
        let (old, same) = old.split_at(old.len().saturating_sub(tail));
        let (new, _) = new.split_at(new.len().saturating_sub(tail));
        let work = old.len().saturating_mul(new.len());
        if work <= self.work.min(MAX_STRETCH) {
            self.work = self.work.saturating_sub(work);
            self.common(old, new);
        } else {
            self.replace(old, new);
        }
        self.push(PieceKind::Same, &same.concat());
    }

    /// Compares words by their longest common row.
    fn common(&mut self, old: &[&str], new: &[&str]) {
        let table = Table::new(old, new);
        let (mut in_old, mut in_new) = (0, 0);
        let (mut removed, mut added) = (Vec::new(), Vec::new());
        while let (Some(a), Some(b)) = (old.get(in_old), new.get(in_new)) {
            let (next_old, next_new) = (in_old.saturating_add(1), in_new.saturating_add(1));
            if a == b {
                self.replace(&removed, &added);
                self.push(PieceKind::Same, a);
                (removed, added) = (Vec::new(), Vec::new());
                (in_old, in_new) = (next_old, next_new);
            } else if table.at(next_old, in_new) >= table.at(in_old, next_new) {
                removed.push(*a);
                in_old = next_old;
            } else {
                added.push(*b);
                in_new = next_new;
            }
        }
        removed.extend(old.get(in_old..).unwrap_or_default());
        added.extend(new.get(in_new..).unwrap_or_default());
        self.replace(&removed, &added);
    }
}

/// Lengths of the longest common rows of the ends of two lists. The bound on work keeps the
/// shorter list below 65,536 words, and no common row is longer than it.
struct Table {
    width: usize,
    lengths: Vec<u16>,
}

impl Table {
    fn new(old: &[&str], new: &[&str]) -> Self {
        let width = new.len().saturating_add(1);
        let size = old.len().saturating_add(1).saturating_mul(width);
        let mut table = Table { width, lengths: vec![0; size] };
        for (row, a) in old.iter().enumerate().rev() {
            for (column, b) in new.iter().enumerate().rev() {
                let (below, right) = (row.saturating_add(1), column.saturating_add(1));
                let length = if a == b {
                    table.at(below, right).saturating_add(1)
                } else {
                    table.at(below, column).max(table.at(row, right))
                };
                if let Some(place) = table.lengths.get_mut(row * width + column) {
                    *place = length;
                }
            }
        }
        table
    }

    fn at(&self, row: usize, column: usize) -> u16 {
        self.lengths.get(row * self.width + column).copied().unwrap_or(0)
    }
}
