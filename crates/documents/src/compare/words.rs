//! Words of a text, none lost: joined they are the text again.

/// What a character can be part of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Digit,
    Letter,
    Chinese,
    Blank,
    Other,
}

fn class(character: char) -> Class {
    match character {
        '0'..='9' | '０'..='９' => Class::Digit,
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' => {
            Class::Chinese
        }
        '\n' => Class::Other,
        blank if blank.is_whitespace() => Class::Blank,
        letter if letter.is_alphanumeric() => Class::Letter,
        _ => Class::Other,
    }
}

/// Digits of the name of a picture that is made of its content.
const PICTURE: usize = 12;

/// The words of a text in order. A number with its separators and its sign of percent is one
/// word, and so is the name of a picture; a Chinese character and a mark stand alone. (A dictionary of Chinese words takes tens of
/// megabytes; what it would join is joined by the comparison.)
pub fn words(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let of = class(first);
        let end = picture(rest).unwrap_or_else(|| match of {
            Class::Digit => number(rest),
            Class::Chinese | Class::Other => first.len_utf8(),
            _ => rest.find(|c| class(c) != of).unwrap_or(rest.len()),
        });
        let (run, after) = rest.split_at(end);
        out.push(run);
        rest = after;
    }
    out
}

/// Whether a text is one Chinese character.
pub fn is_chinese_character(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(|c| class(c) == Class::Chinese) && characters.next().is_none()
}

/// Where the name of a picture at the beginning of a text ends, as `3f9a2b7c11de.png`: digits of
/// a hash are no numbers, of which some stayed and others changed.
fn picture(text: &str) -> Option<usize> {
    let hex = |c: char| matches!(c, '0'..='9' | 'a'..='f');
    let (name, ending) = (text.get(..PICTURE)?, text.get(PICTURE..)?);
    let whole = name.chars().all(hex) && (ending.starts_with(".png") || ending.starts_with(".jpg"));
    whole.then_some(PICTURE.saturating_add(4))
}

/// Where the number at the beginning of a text ends.
fn number(text: &str) -> usize {
    let mut end = 0;
    let mut rest = text.char_indices().peekable();
    while let Some((at, character)) = rest.next() {
        let digit_follows = rest.peek().is_some_and(|(_, next)| class(*next) == Class::Digit);
        let part = match character {
            '.' | ',' if digit_follows => true,
            '%' | '％' | '‰' => return at.saturating_add(character.len_utf8()),
            other => class(other) == Class::Digit,
        };
        if !part {
            break;
        }
        end = at.saturating_add(character.len_utf8());
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_whole_and_nothing_is_lost() {
        let check = |text: &str, expected: &[&str]| {
            let found = words(text);
            assert_eq!(found.concat(), text);
            assert_eq!(found, expected, "{text}");
        };
        check("支持率54.2%。", &["支", "持", "率", "54.2%", "。"]);
        check("2,163户", &["2,163", "户"]);
        check("12，5", &["12", "，", "5"]);
        check("is 0.31.", &["is", " ", "0.31", "."]);
        check("(3f9a2b7c11de.png \"图\")", &["(", "3f9a2b7c11de.png", " ", "\"", "图", "\"", ")"]);
        check("123456789012.jpg。", &["123456789012.jpg", "。"]);
        check("123456789012。", &["123456789012", "。"]);
        check("５４％a", &["５４％", "a"]);
        check("", &[]);
    }
}
