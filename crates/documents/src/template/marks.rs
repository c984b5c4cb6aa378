//! Values of the record on their way through Markdown.
//!
//! Every value is put between two characters of the private use area, and every character of it
//! that means something in Markdown is escaped. A value can thus never make structure, whatever
//! it holds, and the parser finds it again as a live field.

/// Before the name of a field.
pub const START: char = '\u{f8f0}';
/// Between the name and the value.
pub const MID: char = '\u{f8f1}';
/// After the value.
pub const END: char = '\u{f8f2}';
/// The value when the record has none.
pub const MISSING: char = '\u{f8f3}';
/// A line break within a value.
pub const BREAK: char = '\u{f8f4}';

/// The value as it is written into Markdown, with its marks but yet without its name.
pub fn mark(value: &str) -> String {
    let mut out = String::with_capacity(value.len().saturating_add(16));
    out.push(START);
    out.push(MID);
    for character in value.chars() {
        push_escaped(character, &mut out);
    }
    out.push(END);
    out
}

/// What stands for a value that the record does not have.
pub fn missing() -> String {
    [START, MID, MISSING, END].iter().collect()
}

fn push_escaped(character: char, out: &mut String) {
    match character {
        '\n' | '\u{2028}' | '\u{2029}' => out.push(BREAK),
        '\t' => out.push(' '),
        '\r' => {}
        START..=BREAK => out.push('\u{fffd}'),
        other if other.is_control() => out.push('\u{fffd}'),
        other if other.is_ascii_punctuation() => {
            out.push('\\');
            out.push(other);
        }
        other => out.push(other),
    }
}

/// The name of the value that an expression of a template shows: its first path.
pub fn field_name(expression: &str) -> &str {
    let text = expression.trim_start_matches(|c: char| c == '(' || c.is_whitespace());
    let part_of_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    let end = text.find(|c: char| !part_of_name(c)).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_in_a_value_are_not_taken_for_marks() {
        assert_eq!(mark("a\u{f8f2}b"), "\u{f8f0}\u{f8f1}a\u{fffd}b\u{f8f2}");
        assert_eq!(mark("#*|\n"), "\u{f8f0}\u{f8f1}\\#\\*\\|\u{f8f4}\u{f8f2}");
    }

    #[test]
    fn a_field_is_named_by_its_path() {
        assert_eq!(field_name("rating.after.index|index"), "rating.after.index");
        assert_eq!(field_name("(a + b)"), "a");
    }
}
