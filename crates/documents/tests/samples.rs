//! Every kind of document, in every language, in every form that this crate makes of it.

#![cfg(test)]

use documents::fonts::{FontSettings, Fonts};
use documents::model::{Block, Document, Inline, Kind, Language, Layout};
use documents::pdf::{self, PdfSettings};
use documents::samples::samples;
use documents::{html, template};

fn all(language: Language) -> Vec<(String, Document)> {
    samples(language).unwrap_or_else(|error| panic!("{language}: {error}"))
}

#[test]
fn every_kind_has_a_sample_in_every_language() {
    for language in Language::ALL {
        let made = all(*language);
        assert_eq!(made.len(), Kind::ALL.len());
        for (name, document) in &made {
            assert_eq!(name, document.kind.slug());
            assert!(!document.blocks.is_empty(), "{name}");
            assert_eq!(document.meta.language, *language);
        }
    }
}

#[test]
fn samples_have_live_fields_and_lack_nothing_unless_it_may_be_lacking() {
    for language in Language::ALL {
        for (name, document) in all(*language) {
            let text = serde_json::to_string(&document).unwrap();
            assert!(text.contains("\"is\":\"field\""), "{name} {language}");
            // The private marks of the way through Markdown never reach the model.
            assert!(!text.chars().any(|c| ('\u{f8f0}'..='\u{f8ff}').contains(&c)), "{name}");
        }
    }
}

#[test]
fn pdfs_of_every_kind_are_made_and_stay_the_same() {
    let fonts = Fonts::new(&FontSettings::default()).unwrap();
    for language in Language::ALL {
        for (name, document) in all(*language) {
            let made = pdf::render(&document, &fonts, &PdfSettings::default());
            let made = made.map_err(|error| format!("{name} {language}: {error}")).unwrap();
            assert!(made.bytes.starts_with(b"%PDF-"), "{name}");
            assert!(made.unshown.is_empty(), "{name}: {:?}", made.unshown);
            if document.layout == Layout::Sheet {
                assert_eq!(made.pages, 1, "{name} {language}");
            }
            let again = pdf::render(&document, &fonts, &PdfSettings::default()).unwrap();
            assert!(made.bytes == again.bytes, "{name} {language}: other bytes");
        }
    }
}

#[test]
fn previews_have_no_style_no_script_and_no_handler() {
    for language in Language::ALL {
        for (name, document) in all(*language) {
            let text = html::preview(&document, "/picture/").unwrap();
            for forbidden in ["<script", "style=", "onclick", "javascript:", "<style"] {
                assert!(!text.contains(forbidden), "{name}: {forbidden}");
            }
            assert!(text.starts_with("<article") && text.ends_with("</article>"), "{name}");
        }
    }
}

#[test]
fn models_are_as_before() {
    for (name, document) in all(Language::Zh) {
        if ["circular", "certificate", "reply"].contains(&name.as_str()) {
            insta::assert_json_snapshot!(name, document);
        }
    }
}

#[test]
fn a_model_survives_storage() {
    for (name, document) in all(Language::Zh) {
        let text = serde_json::to_string(&document).unwrap();
        let back: Document = serde_json::from_str(&text).unwrap();
        assert_eq!(back, document, "{name}");
    }
}

#[test]
fn what_the_record_lacks_is_said() {
    let (_, document) = all(Language::Zh).into_iter().find(|(name, _)| name == "dossier").unwrap();
    let text = html::preview(&document, "").unwrap();
    assert!(text.contains("（未记录）"));
}

#[test]
fn templates_that_ship_are_in_force_and_name_their_source() {
    let set = template::Templates::new(template::builtin()).unwrap();
    for one in set.iter() {
        assert!(!one.source().is_empty(), "{}", one.name());
    }
    let day = jiff::civil::date(2017, 1, 1);
    for kind in Kind::ALL {
        for language in Language::ALL {
            assert!(set.choose(*kind, *language, &["liaoning", "national"], day).is_some());
        }
    }
}

#[test]
fn the_report_says_a_number_once_and_shows_it_everywhere() {
    let (_, document) =
        all(Language::Zh).into_iter().find(|(name, _)| name == "assessment-report").unwrap();
    let mut shown = Vec::new();
    fields(&document.blocks, "rating.after.index", &mut shown);
    assert!(shown.len() >= 2, "{shown:?}");
    assert!(shown.iter().all(|value| value == "0.306"), "{shown:?}");
}

fn fields(blocks: &[Block], wanted: &str, out: &mut Vec<String>) {
    let mut lines: Vec<&[Inline]> = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph { inlines } => lines.push(inlines),
            Block::Table(table) => {
                lines.extend(table.rows.iter().flatten().map(|cell| cell.inlines.as_slice()));
            }
            Block::Callout { blocks } => fields(blocks, wanted, out),
            _ => {}
        }
    }
    for inline in lines.into_iter().flatten() {
        if let Inline::Field { name, shown } = inline
            && name == wanted
        {
            out.push(shown.clone());
        }
    }
}
