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
    assert!(shown.iter().all(|value| value == "0.31"), "{shown:?}");
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

#[test]
fn all_samples_are_written_as_files() {
    let fonts = Fonts::new(&FontSettings::default()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("new");
    let written = documents::samples::write(&dir, Language::Zh, &fonts).unwrap();
    let names: Vec<String> =
        written.iter().map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).collect();
    let of = |ending: &str| names.iter().filter(|name| name.ends_with(ending)).count();
    assert_eq!((of(".pdf"), of(".html"), of(".zip")), (26, 26, 1), "{names:?}");
    assert!(of(".docx") >= 12 && of(".xlsx") >= 4, "{names:?}");
    for kind in Kind::ALL {
        assert!(names.contains(&format!("{kind}.pdf")), "{kind}");
    }
    for path in &written {
        assert!(std::fs::metadata(path).unwrap().len() > 500, "{}", path.display());
    }
    let dossier = std::fs::read(dir.join("dossier.pdf")).unwrap();
    assert!(dossier.windows(13).any(|part| part == b"/EmbeddedFile"));
}

#[test]
fn workbooks_of_the_samples_are_typed() {
    use calamine::{Data, Reader as _, Xlsx};
    let fonts = Fonts::new(&FontSettings::default()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    for language in Language::ALL {
        documents::samples::write(folder.path(), *language, &fonts).unwrap();
        let open =
            |name: &str| -> Xlsx<_> { calamine::open_workbook(folder.path().join(name)).unwrap() };
        let mut ledger = open("ledger.xlsx");
        let sheet = ledger.sheet_names()[0].clone();
        let zh = *language == Language::Zh;
        assert_eq!(sheet, if zh { "稳评事项台账" } else { "Ledger of matters" });
        let range = ledger.worksheet_range(&sheet).unwrap();
        assert_eq!((range.height(), range.width()), (14, 13));
        let cell = |row: usize, column: usize| range.get((row, column)).unwrap().clone();
        assert_eq!(cell(2, 7), Data::Float(0.3065));
        assert!(matches!(cell(2, 10), Data::DateTime(_)));
        assert_eq!(cell(12, 7), Data::Empty);
        for (name, sheets) in
            [("measures.xlsx", 1), ("survey.xlsx", 2), ("cities.xlsx", 1), ("list-report.xlsx", 1)]
        {
            let mut book = open(name);
            let names = book.sheet_names();
            assert_eq!(names.len(), sheets, "{name}");
            assert!(book.worksheet_range(&names[0]).unwrap().height() > 3, "{name}");
        }
    }
}
