//! A chapter as plain words: its fields replaced by their values, for freezing and comparing.

use minijinja::value::{Serde, Value};

use super::fault::Faults;
use super::marks::{BREAK, END, MID, MISSING, START};
use super::{lacking, render};
use crate::model::{Language, Words};

/// First and last of the characters that carry values through Markdown.
const MARKS: std::ops::RangeInclusive<char> = START..='\u{f8ff}';

/// The Markdown of a chapter in which every live field is replaced by its value, written so that
/// a value makes no structure. What the record does not have is said in words. A line break
/// within a value becomes a space.
///
/// `name` is the name of the chapter; faults bear it as `chapter:NAME`.
///
/// # Errors
/// A fault with its line: unknown field or filter, a text that is too long.
pub fn pour_text(
    name: &str,
    text: &str,
    values: &serde_json::Value,
    language: Language,
) -> Result<String, Faults> {
    let source = text.replace("\r\n", "\n").replace(|c| MARKS.contains(&c), "\u{fffd}");
    let environment = render::environment(language, &[]);
    let values = Value::from(Serde(values));
    let source = lacking::shortened(&source, &values);
    let poured = render::pour(&environment, &format!("chapter:{name}"), &source, &values)?;
    let mut out = unmarked(&poured.text, Words::of(language));
    if source.ends_with('\n') && !out.ends_with('\n') {
        out.push('\n');
    }
    Ok(out)
}

/// A text in which nothing is a field any more: what would begin one is written so that Markdown
/// shows it as it stands.
pub fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut last = None;
    for character in text.chars() {
        if last == Some('{') && matches!(character, '{' | '%' | '#') {
            out.push('\\');
        }
        out.push(character);
        last = Some(character);
    }
    out
}

/// Poured Markdown without the marks of its values.
fn unmarked(poured: &str, words: &Words) -> String {
    let mut out = String::with_capacity(poured.len());
    let mut rest = poured;
    while let Some((raw, field)) = rest.split_once(START) {
        push_raw(raw, &mut out);
        let (field, after) = field.split_once(END).unwrap_or((field, ""));
        let value = field.split_once(MID).map_or(field, |(_, value)| value);
        push_value(&bare(value, words), after, &mut out);
        rest = after;
    }
    push_raw(rest, &mut out);
    out
}

fn push_raw(raw: &str, out: &mut String) {
    out.extend(raw.chars().filter(|c| !MARKS.contains(c)));
}

/// The value as it was before it was escaped.
fn bare(value: &str, words: &Words) -> String {
    let mut out = String::with_capacity(value.len());
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => out.extend(characters.next()),
            BREAK => out.push(' '),
            MISSING => out.push_str(words.missing),
            other => out.push(other),
        }
    }
    out
}

/// Writes a value so that it reads well and yet makes nothing of Markdown.
fn push_value(value: &str, after: &str, out: &mut String) {
    let line = out.rsplit('\n').next().unwrap_or_default();
    let first = !line.contains(char::is_alphanumeric);
    let value = if first { value.trim_start() } else { value };
    let digits = value.chars().take_while(char::is_ascii_digit).count();
    let length = value.chars().count();
    for (at, character) in value.chars().enumerate() {
        let next = value.chars().nth(at.saturating_add(1));
        let opens = first && at == 0 && matches!(character, '-' | '+' | '=' | ':');
        let counts = first && digits > 0 && at == digits && matches!(character, '.' | ')');
        let ends = next.is_none_or(char::is_whitespace);
        if special(character) || opens || (counts && ends) {
            out.push('\\');
        }
        out.push(character);
    }
    // A number at the start of a line and a full stop of the writer would make a list.
    if first && digits > 0 && digits == length && after.starts_with(['.', ')']) {
        out.push('\\');
    }
}

/// Characters that mean something anywhere in a line.
fn special(character: char) -> bool {
    matches!(
        character,
        '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!'
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::template::Reason;

    fn check(text: &str, expected: &str) {
        let values = json!({
            "rating": { "after": { "index": 0.3065 } }, "support": 0.542, "none": null,
            "nasty": "# *a* | {{ x }} <b>", "list": "- a", "one": "1.", "n": 1,
            "lines": "a\nb", "negative": -3,
        });
        assert_eq!(pour_text("level", text, &values, Language::Zh).unwrap(), expected, "{text}");
    }

    #[test]
    fn fields_become_plain_words() {
        check("指数{{ rating.after.index|index }}。\n", "指数0.31。\n");
        check("**支持率{{ support|percent(1) }}**", "**支持率54.2%**");
        check("{{ none }}", "（未记录）");
        check("{{ none.deeper|index }}", "（未记录）");
        check("a {{ lines }}", "a a b");
        check("一**依据：**二", "一**依据：**二");
    }

    #[test]
    fn a_value_makes_no_structure() {
        check("{{ nasty }}", "\\# \\*a\\* \\| \\{\\{ x \\}\\} \\<b\\>");
        check("{{ list }}", "\\- a");
        check("> {{ list }}", "> \\- a");
        check("a {{ list }}", "a - a");
        check("{{ one }} a", "1\\. a");
        check("{{ n }}. a", "1\\. a");
        check("{{ negative }}", "\\-3");
        check("{{ rating.after.index|index }}", "0.31");
    }

    #[test]
    fn an_unknown_field_is_a_fault_with_its_line() {
        let faults = pour_text("level", "a\n\n{{ gone }}", &json!({}), Language::En).unwrap_err();
        let fault = &faults.0[0];
        assert_eq!((fault.template.as_str(), fault.line), ("chapter:level", 3));
        assert_eq!(fault.reason, Reason::UnknownField("gone".into()));
    }

    #[test]
    fn a_literal_text_has_no_fields() {
        for text in ["{{ gone }}", "{% for x in y %}", "{# c", "{{{ x", "a } b { c"] {
            let literal = literal(text);
            let poured = pour_text("a", &literal, &json!({}), Language::Zh).unwrap();
            assert_eq!(poured, literal, "{text}");
            assert_eq!(poured.replace('\\', ""), text);
            assert_eq!(super::literal(&literal), literal);
        }
    }
}
