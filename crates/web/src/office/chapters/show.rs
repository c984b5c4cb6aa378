//! A text of a person as the report shows it, and what stands against it.

use std::collections::BTreeMap;

use documents::html;
use documents::model::Language;
use documents::template::{Fault, Faults, Input, Reason, Templates, literal};
use locale::{L10n, Lang};
use serde_json::Value;

use super::picture::Shelf;
use crate::ui::Markup;

/// Under this name the text of a section is poured.
const CHAPTER: &str = "text";

/// The language of a text: Chinese where it has a Chinese character, English where
/// it has letters alone, that of the reader where it has neither.
pub(super) fn language(l10n: L10n, text: &str) -> Language {
    let chinese = |c: char| matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}');
    // The names of live fields are letters too; they say nothing of the language.
    let words: String =
        text.split("{{").map(|part| part.rsplit("}}").next().unwrap_or(part)).collect();
    if words.contains(chinese) {
        Language::Zh
    } else if words.contains(|c: char| c.is_ascii_alphabetic()) || l10n.lang() == Lang::En {
        Language::En
    } else {
        Language::Zh
    }
}

/// A text with the values of the record, as the report shows it.
///
/// # Errors
/// Every fault of the text, with its line.
pub(super) fn shown(
    text: &str,
    shelf: &Shelf,
    values: &Value,
    language: Language,
) -> Result<Markup, Faults> {
    let name = format!("draft/case-sheet.{}.md", language.code());
    let head = "+++\nsource = \"-\"\nform = \"sheet\"\ntitle = \"-\"\norgan = \"-\"\n+++\n";
    let templates = Templates::new([(name, format!("{head}\n```chapter\n{CHAPTER}\n```\n"))])?;
    let chapters = BTreeMap::from([(CHAPTER.to_owned(), text.to_owned())]);
    let input = Input { values: values.clone(), chapters, images: shelf.images.clone() };
    let Some(template) = templates.iter().next() else { return Ok(Markup::default()) };
    let document = templates.render(template, &input)?;
    match html::fragment(&document, &shelf.base) {
        Ok(html) => Ok(Markup::trusted(html)),
        Err(error) => Err(Fault::new(CHAPTER, 1, Reason::Value(error.to_string())).into()),
    }
}

/// A frozen section as Markdown; nothing where it was written before sections
/// were, one paragraph a line.
pub(crate) fn frozen(l10n: L10n, text: &str, shelf: &Shelf) -> Option<Markup> {
    let marked = |line: &str| {
        let line = line.trim_start();
        let counted = line.split_once(['.', ')']).is_some_and(|(n, rest)| {
            !n.is_empty()
                && n.len() < 4
                && n.bytes().all(|b| b.is_ascii_digit())
                && rest.starts_with(' ')
        });
        line.is_empty()
            || counted
            || ["- ", "* ", "# ", "## ", "> ", "|", "```", "!["]
                .iter()
                .any(|mark| line.starts_with(mark))
    };
    let markdown = text.trim().lines().any(marked) || text.contains("**");
    let shown = || shown(&literal(text), shelf, &Value::Null, language(l10n, text)).ok();
    markdown.then(shown).flatten()
}

/// What stands against a text, in a sentence.
pub(super) fn told(l10n: L10n, fault: &Fault) -> String {
    let (key, detail) = match &fault.reason {
        Reason::UnknownField(name) => ("chapters-fault-field", name.clone()),
        Reason::UnknownBlock(name) => ("chapters-fault-block", name.clone()),
        Reason::UnknownPicture(name) => ("chapters-fault-picture", name.clone()),
        Reason::Unused(what) => ("chapters-fault-unused", (*what).to_owned()),
        Reason::Address => ("chapters-fault-address", String::new()),
        Reason::Block { block, problem } => {
            ("chapters-fault-in-block", format!("{block}: {problem}"))
        }
        other => ("chapters-fault-syntax", other.to_string()),
    };
    l10n.t2("chapters-fault", ("line", fault.line), ("what", l10n.t1(key, "detail", detail)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn shelf() -> Shelf {
        let images = [("3f9a2b7c11de.png".to_owned(), b"\x89PNG\r\n\x1a\nIEND".to_vec())];
        Shelf { base: "/items/N/report/pictures/".to_owned(), images: images.into() }
    }

    #[test]
    fn a_picture_stands_at_its_address_and_an_unknown_one_is_a_fault() {
        let l10n = L10n::new(Lang::ZhCn);
        let line = "![现场](3f9a2b7c11de.png \"现场\")";
        let html = frozen(l10n, line, &shelf()).unwrap().to_string();
        let address = "<img src=\"/items/N/report/pictures/3f9a2b7c11de.png\" alt=\"现场\">";
        assert!(html.contains(address), "{html}");
        let other = format!("一\n\n{}", line.replace("3f9a", "0000"));
        let faults = shown(&other, &shelf(), &Value::Null, Language::Zh).unwrap_err();
        assert_eq!(faults.0[0].line, 3);
        assert!(told(l10n, &faults.0[0]).contains("00002b7c11de.png"));
        assert_eq!(frozen(l10n, &other, &shelf()), None, "it is shown as it was written");
    }

    #[test]
    fn a_text_is_read_in_its_own_language() {
        let check = |text: &str, lang, expected| {
            assert_eq!(language(L10n::new(lang), text), expected, "{text}");
        };
        check("指数为 {{ rating.after.index|index }}。", Lang::En, Language::Zh);
        check("The index is {{ rating.after.index|index }}.", Lang::ZhCn, Language::En);
        check("{{ rating.after.index|index }}", Lang::ZhCn, Language::Zh);
        check("", Lang::En, Language::En);
    }

    #[test]
    fn values_stand_in_the_text_and_faults_have_lines() {
        let values = json!({ "n": 12 });
        let html = shown("共 {{ n }} 项。\n\n- 一\n- 二", &shelf(), &values, Language::Zh)
            .unwrap()
            .to_string();
        assert!(html.contains(">12</data>") && html.contains("<li>"), "{html}");
        assert!(!html.contains("<h1"), "the page has its own: {html}");
        let faults = shown("一\n\n{{ gone }}", &shelf(), &values, Language::Zh).unwrap_err();
        assert_eq!(faults.0[0].line, 3);
        assert!(told(L10n::new(Lang::ZhCn), &faults.0[0]).contains("gone"));
    }

    #[test]
    fn a_frozen_text_has_no_fields() {
        let l10n = L10n::new(Lang::ZhCn);
        assert_eq!(frozen(l10n, "一段。\n又一段。", &shelf()), None);
        let html = frozen(l10n, "{{ n }}\n\n| 一 | 二 |\n|---|---|\n| 1 | 2 |", &shelf())
            .unwrap()
            .to_string();
        assert!(html.contains("{{ n }}") && html.contains("<table"), "{html}");
    }
}
