//! A title taken apart: place, year, phase, number, section, subject, mode, name.

use std::collections::BTreeSet;

use crate::lexicon::{Lexicon, Term};
use crate::number;
use crate::place::Gazetteer;
use crate::signs::{DASH, GAP, find, plain, stands_at, text};

/// The parts of a title that tell decisions apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Title {
    /// Years that the title names, ascending.
    pub years: BTreeSet<u32>,
    /// Phases (期).
    pub phases: BTreeSet<u32>,
    /// Numbers with the code of their unit.
    pub numbers: BTreeSet<(String, u32)>,
    /// Road sections: from, to.
    pub sections: Vec<(String, String)>,
    /// First sign of the paper's number.
    pub prefix: Option<char>,
    /// Places in the gazetteer that the title may name.
    pub(crate) places: BTreeSet<u32>,
    pub(crate) words: Words,
    /// What is left of the title before its words are spotted.
    pub(crate) rest: Vec<char>,
}

impl Title {
    /// Takes a title apart.
    #[must_use]
    pub fn read(title: &str, lexicon: &Lexicon, gazetteer: &Gazetteer) -> Self {
        Self::of(plain(title), lexicon, gazetteer)
    }

    pub(crate) fn of(mut signs: Vec<char>, lexicon: &Lexicon, gazetteer: &Gazetteer) -> Self {
        let mut found = Self::default();
        found.take_papers(&mut signs);
        strip_lead(&mut signs, lexicon);
        strip_report(&mut signs, lexicon);
        found.take_years(&mut signs);
        found.take_phases(&mut signs);
        found.take_sections(&mut signs);
        found.take_places(&mut signs, gazetteer);
        found.take_numbers(&mut signs, lexicon);
        found.words = Words::spot(&signs, lexicon);
        found.rest = signs;
        found.rest.dedup_by(|a, b| *a == GAP && *b == GAP);
        if found.rest.first() == Some(&GAP) {
            found.rest.remove(0);
        }
        found
    }

    /// What is left as name.
    #[must_use]
    pub fn name(&self) -> String {
        text(&self.words.name)
    }

    /// Numbers of papers: `(昌发改[2021]44号)`.
    fn take_papers(&mut self, signs: &mut [char]) {
        let mut from = 0;
        while let Some((start, end, prefix)) = paper(signs, from) {
            self.prefix = self.prefix.or(prefix);
            blank(signs, start, end);
            from = end;
        }
    }

    fn take_years(&mut self, signs: &mut [char]) {
        let mut at = 0;
        while at < signs.len() {
            if let Some((year, length)) = year_at(signs, at) {
                self.years.insert(year);
                blank(signs, at, at + length);
                at += length;
            } else {
                at += 1;
            }
        }
    }

    /// 二期, 第2期, (Ⅱ期), -二期.
    fn take_phases(&mut self, signs: &mut [char]) {
        let mut at = 0;
        while at < signs.len() {
            let ordinal = usize::from(signs.get(at) == Some(&'第'));
            let read = number::read(signs, at + ordinal);
            match read.filter(|r| signs.get(at + ordinal + r.length) == Some(&'期')) {
                Some(read) if read.value > 0 && read.value < 100 => {
                    self.phases.insert(read.value);
                    let end = at + ordinal + read.length + 1;
                    blank(signs, at, end);
                    if at > 0 && signs.get(at - 1) == Some(&DASH) {
                        blank(signs, at - 1, at);
                    }
                    at = end;
                }
                _ => at += 1,
            }
        }
    }

    /// (甲路至乙路段), (甲路~乙路).
    fn take_sections(&mut self, signs: &mut [char]) {
        let mut from = 0;
        while let Some((open, close)) = bracket(signs, from) {
            let inner = signs.get(open + 1..close).unwrap_or_default();
            if let Some(section) = section(inner) {
                self.sections.push(section);
                blank(signs, open, close + 1);
            }
            from = close + 1;
        }
        self.sections.sort_unstable();
    }

    /// City and district at the beginning, and districts in brackets.
    fn take_places(&mut self, signs: &mut [char], gazetteer: &Gazetteer) {
        let mut from = 0;
        while let Some((open, close)) = bracket(signs, from) {
            let inner = signs.get(open + 1..close).unwrap_or_default();
            let places = gazetteer.region(inner);
            if !places.is_empty() {
                self.places.extend(places);
                blank(signs, open, close + 1);
            }
            from = close + 1;
        }
        let mut at = signs.iter().take_while(|c| **c == GAP).count();
        if let Some(length) = gazetteer.city_at(signs, at) {
            let whole = signs.get(at + length - 1) == Some(&'市');
            if whole || gazetteer.district_at(signs, at + length).is_some() {
                blank(signs, at, at + length);
                at += length;
            }
        }
        if let Some((length, places)) = gazetteer.district_at(signs, at) {
            self.places.extend(places);
            blank(signs, at, at + length);
        }
    }

    fn take_numbers(&mut self, signs: &mut [char], lexicon: &Lexicon) {
        let mut at = 0;
        while at < signs.len() {
            let Some(read) = number::read(signs, at) else {
                at += 1;
                continue;
            };
            let end = at + read.length;
            let unit = lexicon.units.iter().find_map(|(code, forms)| {
                let form = forms.iter().find(|form| stands_at(signs, end, form))?;
                Some((code.clone(), form.len()))
            });
            let western = signs.get(at).is_some_and(char::is_ascii_digit);
            match unit {
                Some((code, length)) => {
                    self.numbers.insert((code, read.value));
                    blank(signs, at, end + length);
                    at = end + length;
                }
                None if western => {
                    self.numbers.insert((String::new(), read.value));
                    blank(signs, at, end);
                    at = end;
                }
                None => at += 1,
            }
        }
    }
}

/// What the words of a title say: subject and mode, and the name that is left.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Words {
    pub concepts: BTreeSet<usize>,
    pub name: Vec<char>,
    /// Whether a word stood there that may stand for a mode, such as 建设 for 新建.
    pub filler: bool,
}

impl Words {
    /// Spots the longest words from left to right.
    pub(crate) fn spot(signs: &[char], lexicon: &Lexicon) -> Self {
        let mut found = Self::default();
        let mut at = 0;
        while let Some(sign) = signs.get(at) {
            if let Some((term, length)) = lexicon.word_at(signs, at) {
                match term {
                    Term::Concept(number) => {
                        found.concepts.insert(number);
                    }
                    Term::Filler => found.filler |= signs.get(at..at + 2) == Some(&['建', '设']),
                }
                at += length;
                continue;
            }
            let mark = matches!(sign, '(' | ')' | '[' | ']' | ',' | '，' | ':' | '：' | '。');
            if *sign != GAP && *sign != DASH && !mark {
                found.name.push(*sign);
            }
            at += 1;
        }
        found
    }
}

fn blank(signs: &mut [char], start: usize, end: usize) {
    if let Some(part) = signs.get_mut(start..end) {
        part.fill(GAP);
    }
}

fn strip_lead(signs: &mut Vec<char>, lexicon: &Lexicon) {
    if let Some(lead) = lexicon.lead.iter().find(|lead| signs.starts_with(lead)) {
        signs.drain(..lead.len());
    }
}

/// Everything from the report's name on, and the particle before it.
fn strip_report(signs: &mut Vec<char>, lexicon: &Lexicon) {
    let start = lexicon.report.iter().filter_map(|word| find(signs, word, 2)).min();
    if let Some(start) = start {
        signs.truncate(start);
        while let Some(open) = lexicon.report_open.iter().find(|w| signs.ends_with(w)) {
            let left = signs.len().saturating_sub(open.len());
            signs.truncate(left);
        }
    }
    while signs.last().is_some_and(|c| matches!(*c, GAP | '(' | '[' | DASH)) {
        signs.pop();
    }
    if let Some(tail) = lexicon.tail.iter().find(|tail| signs.ends_with(tail)) {
        let left = signs.len().saturating_sub(tail.len());
        signs.truncate(left);
    }
}

/// The next pair of round brackets without one inside.
fn bracket(signs: &[char], from: usize) -> Option<(usize, usize)> {
    let close = (from..signs.len()).find(|at| signs.get(*at) == Some(&')'))?;
    let open = (from..close).rev().find(|at| signs.get(*at) == Some(&'('))?;
    Some((open, close))
}

/// Start, end and first sign of the next paper number in brackets or at the end.
fn paper(signs: &[char], from: usize) -> Option<(usize, usize, Option<char>)> {
    for at in from..signs.len() {
        if !matches!(signs.get(at), Some('[' | '(')) {
            continue;
        }
        let year = (1..=4).all(|k| signs.get(at + k).is_some_and(char::is_ascii_digit));
        if !year || !matches!(signs.get(at + 5), Some(']' | ')')) {
            continue;
        }
        let ordinal = usize::from(signs.get(at + 6) == Some(&'第'));
        let digits = signs.iter().skip(at + 6 + ordinal).take_while(|c| c.is_ascii_digit()).count();
        let end = at + 6 + ordinal + digits;
        if digits == 0 || signs.get(end) != Some(&'号') {
            continue;
        }
        let open = (at.saturating_sub(14)..at).rev().find(|k| signs.get(*k) == Some(&'('));
        let closed = signs.get(end + 1) == Some(&')');
        let (start, end) = match open.filter(|_| closed) {
            Some(open) => (open, end + 2),
            None => (at, end + 1),
        };
        let prefix = signs.get(start + 1).copied().filter(|_| start < at);
        return Some((start, end, prefix));
    }
    None
}

/// 2024年, 2024年度, 24年, 二〇二四年.
fn year_at(signs: &[char], at: usize) -> Option<(u32, usize)> {
    let read = number::read(signs, at)?;
    let before = at.checked_sub(1).and_then(|k| signs.get(k)).is_some_and(char::is_ascii_digit);
    let full = (1990..2100).contains(&read.value) && read.length == 4;
    let brief = (10..60).contains(&read.value) && read.length == 2 && !before;
    let western = signs.get(at).is_some_and(char::is_ascii_digit);
    if signs.get(at + read.length) != Some(&'年') || !(full || (brief && western)) {
        return None;
    }
    let grade = usize::from(matches!(signs.get(at + read.length + 1), Some('度' | '级')));
    let year = if full { read.value } else { 2000 + read.value };
    Some((year, read.length + 1 + grade))
}

/// Both ends of a road section in brackets.
fn section(inner: &[char]) -> Option<(String, String)> {
    let inner = inner.strip_suffix(&['段']).unwrap_or(inner);
    let marks: Vec<usize> = inner
        .iter()
        .enumerate()
        .filter(|(_, c)| matches!(**c, '至' | DASH | '到'))
        .map(|(at, _)| at)
        .collect();
    let [mark] = marks[..] else { return None };
    let (a, b) = (inner.get(..mark)?, inner.get(mark + 1..)?);
    (a.len() > 1 && b.len() > 1).then(|| (text(a), text(b)))
}
