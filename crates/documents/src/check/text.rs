//! The text of a chapter as it is searched: digits of one form, live fields and targets of links
//! covered, cut into sentences.

/// Stands for every character of a live field.
pub const LIVE: char = '\u{1}';

/// A text of which no character changed its place.
pub struct Text {
    original: Vec<char>,
    searched: Vec<char>,
    /// Places of the ends of lines.
    breaks: Vec<usize>,
}

/// A sentence, or a row of a table, a heading, an entry of a list.
pub struct Sentence<'a> {
    /// Where it begins in the text, in characters.
    pub start: usize,
    /// Its characters as they are searched.
    pub chars: &'a [char],
}

impl Text {
    /// Prepares a text.
    pub fn new(text: &str) -> Self {
        let original: Vec<char> = text.chars().collect();
        let mut searched: Vec<char> = original.iter().map(|c| narrow(*c)).collect();
        for (open, close) in [("{{", "}}"), ("{%", "%}"), ("{#", "#}"), ("](", ")")] {
            cover(&mut searched, open, close);
        }
        let breaks = original.iter().enumerate().filter(|(_, c)| **c == '\n').map(|(at, _)| at);
        Text { breaks: breaks.collect(), original, searched }
    }

    /// Its sentences in order.
    pub fn sentences(&self) -> Vec<Sentence<'_>> {
        let mut out = Vec::new();
        let mut start = 0;
        for at in 0..self.searched.len() {
            let next = at.saturating_add(1);
            if self.ends(at) || next == self.searched.len() {
                let chars = self.searched.get(start..next).unwrap_or_default();
                out.push(Sentence { start, chars });
                start = next;
            }
        }
        out
    }

    fn ends(&self, at: usize) -> bool {
        let next = self.searched.get(at.saturating_add(1)).copied().unwrap_or('\n');
        match self.searched.get(at) {
            Some('。' | '！' | '？' | '；') => true,
            Some('.' | '!' | '?' | ';') => next.is_whitespace(),
            // A line of a paragraph goes on in the next one.
            Some('\n') => next.is_whitespace() || next.is_ascii_punctuation() || next.is_numeric(),
            _ => false,
        }
    }

    /// Line of a character, from 1.
    pub fn line(&self, at: usize) -> usize {
        self.breaks.partition_point(|end| *end < at).saturating_add(1)
    }

    /// The words of a part of a sentence as they were typed.
    pub fn original(&self, sentence: usize, start: usize, end: usize) -> String {
        let (from, to) = (sentence.saturating_add(start), sentence.saturating_add(end));
        self.original.get(from..to).unwrap_or_default().iter().collect()
    }
}

fn narrow(character: char) -> char {
    match character {
        '０'..='９' => {
            let digit = u32::from(character).saturating_sub(u32::from('０'));
            char::from_digit(digit, 10).unwrap_or(character)
        }
        '％' => '%',
        '．' => '.',
        '\r' | '\t' | '\u{3000}' | '\u{a0}' => ' ',
        LIVE => ' ',
        other => other,
    }
}

fn cover(chars: &mut [char], open: &str, close: &str) {
    let mut inside = false;
    for at in 0..chars.len() {
        let opens = starts_with(chars, at, open);
        let closes = inside && starts_with(chars, at, close);
        inside = inside || opens;
        if closes {
            inside = false;
            for covered in chars.iter_mut().skip(at).take(close.len()) {
                *covered = LIVE;
            }
        } else if let Some(covered) = chars.get_mut(at).filter(|c| inside && **c != '\n') {
            *covered = LIVE;
        }
    }
}

fn starts_with(chars: &[char], at: usize, word: &str) -> bool {
    let mut rest = chars.iter().skip(at);
    word.chars().all(|c| rest.next() == Some(&c))
}
