//! Templates of users: what is wrong is told with its line; what data hold comes out as written.

#![cfg(test)]

use std::collections::BTreeMap;

use documents::fonts::{FontSettings, Fonts};
use documents::html;
use documents::model::{
    Align, Block, Cell, CellKind, Column, Document, Image, ImageFault, Inline, Language, Table,
};
use documents::pdf::{self, PdfError, PdfSettings, Standard};
use documents::template::{Input, Reason, Template, Templates, builtin};
use serde_json::json;

const HEAD: &str = "+++\nsource = \"test\"\nform = \"form\"\ntitle = \"T\"\norgan = \"O\"\n\
                    date = \"2017-02-27\"\n+++\n";

fn input(values: serde_json::Value) -> Input {
    Input { values, chapters: BTreeMap::new(), images: BTreeMap::new() }
}

fn make(body: &str, input: &Input) -> Result<Document, documents::template::Faults> {
    let set = Templates::new(builtin()).unwrap();
    set.check("city/plan.zh.md", &format!("{HEAD}{body}"), input)
}

/// Line (of the whole template; its body begins in line 8) and reason.
fn check(body: &str, line: usize, expected: &str) {
    let faults = make(body, &input(json!({ "known": "a", "none": null }))).unwrap_err();
    let first = faults.0.first().unwrap();
    assert_eq!((first.line, first.reason.to_string().as_str()), (line, expected), "{body}");
    assert_eq!(first.template, "city/plan.zh.md");
}

#[test]
fn faults_name_template_line_and_reason() {
    check("a\n\n{{ unknwon }}\n", 10, "unknown field: unknwon");
    check("a\n{{ known.deeper }}\n", 9, "unknown field: known.deeper");
    check("{{ known|nofilter }}", 8, "syntax: filter nofilter is unknown");
    check("a\n\n```nothing\n```\n", 10, "unknown block: nothing");
    check("a\n\n```facts\nx | y\nz\n```\n", 12, "block facts: labels and values must be in pairs");
    check("a\n\n<b>x</b>\n", 10, "not used in documents: HTML");
    check("[x](javascript:y)", 8, "an address must begin with http:, https: or mailto:");
    check("\n![x](plan.png)", 9, "there is no picture plan.png");
    check("{{ known|date }}", 8, "value: 'a' is no day");
}

#[test]
fn a_loop_that_does_not_end_is_stopped() {
    let body = "{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}";
    let faults = make(body, &input(json!({}))).unwrap_err();
    assert!(matches!(faults.0[0].reason, Reason::TooMuchWork { .. }), "{faults}");
}

#[test]
fn nothing_outside_of_the_set_is_included() {
    let faults = make("{% include \"/etc/passwd\" %}", &input(json!({}))).unwrap_err();
    assert!(matches!(faults.0[0].reason, Reason::UnknownTemplate(_)), "{faults}");
}

#[test]
fn front_matter_is_strict() {
    let check = |text: &str, line: usize| {
        let fault = Template::new("city/plan.zh.md", text).unwrap_err();
        assert_eq!(fault.line, line, "{fault}");
    };
    check("# no head", 1);
    check(
        "+++\nsource = \"s\"\nform = \"form\"\ntitle = \"t\"\norgan = \"o\"\ncolour = \"x\"\n+++\n",
        6,
    );
    check("+++\nsource = \n+++\n", 2);
    let fault = Template::new("plan.md", "").unwrap_err();
    assert_eq!(fault.reason, Reason::Name);
}

#[test]
fn a_faulty_value_of_the_head_names_its_line() {
    let text = HEAD.replace("title = \"T\"", "title = \"{{ nothing }}\"");
    let set = Templates::new(builtin()).unwrap();
    let faults = set.check("city/plan.zh.md", &text, &input(json!({}))).unwrap_err();
    assert_eq!(faults.0[0].line, 4, "{faults}");
}

#[test]
fn a_later_template_of_a_nearer_layer_wins() {
    let dated = |from: &str, title: &str| {
        HEAD.replace("title = \"T\"", &format!("title = \"{title}\"\nfrom = \"{from}\""))
    };
    let set = Templates::new([
        ("national/plan.zh.md", dated("2000-01-01", "national")),
        ("city/plan.zh.md", dated("2016-01-01", "first")),
    ]);
    let mut set = set.unwrap();
    set.add(Template::new("city/plan.zh.md", &dated("2018-01-01", "second")).unwrap());
    let title = |year: i16, layers: &[&str]| {
        let day = jiff::civil::date(year, 6, 1);
        let kind = documents::model::Kind::Plan;
        let template = set.choose(kind, Language::Zh, layers, day)?;
        Some(set.render(template, &input(json!({}))).unwrap().meta.title)
    };
    assert_eq!(title(2015, &["city", "national"]).as_deref(), Some("national"));
    assert_eq!(title(2017, &["city", "national"]).as_deref(), Some("first"));
    assert_eq!(title(2019, &["city", "national"]).as_deref(), Some("second"));
    assert_eq!(title(2019, &["village"]), None);
}

const NASTY: &str =
    "# *b* | \\ $x$ `c` <b>&amp; [l](http://u) _u_ @ref ~ #set text(red) {{ x }} ```";

#[test]
fn data_come_out_as_written() {
    let body = "{{ v }}\n\n# {{ v }}\n\n- {{ v }}\n\n```facts\na | {{ v }}\n```\n\n\
                ```table\ncolumns: 1l 1r\nhead: {{ v }} | b\n{{ v }} | 1\n```\n";
    let document = make(body, &input(json!({ "v": NASTY }))).unwrap();
    let field = vec![Inline::Field { name: "v".into(), shown: NASTY.into() }];
    let text = serde_json::to_string(&document.blocks).unwrap();
    assert_eq!(text.matches(&serde_json::to_string(&field).unwrap()).count(), 6, "{text}");
    assert_eq!(document.blocks.len(), 5);
    let shown = html::preview(&document, "").unwrap();
    assert!(!shown.contains("<b>") && shown.contains("&lt;b&gt;"));
    pdf::render(&document, &fonts(), &PdfSettings::default()).unwrap();
}

#[test]
fn a_line_break_in_data_is_a_line_break_and_nothing_more() {
    let document = make("a {{ v }} b\n", &input(json!({ "v": "one\n\n# two" }))).unwrap();
    let [Block::Paragraph { inlines }] = document.blocks.as_slice() else {
        panic!("{:?}", document.blocks)
    };
    assert_eq!(inlines.iter().filter(|i| matches!(i, Inline::Break)).count(), 2);
}

#[test]
fn a_chapter_has_its_own_name_in_faults_and_its_own_fields() {
    let set = Templates::new(builtin()).unwrap();
    let mut given = input(json!({ "known": "7" }));
    given.chapters.insert("one".into(), "# Part\n\n{{ known }}\n".into());
    let text = format!("{HEAD}```chapter\none\n```\n\n```chapter\nother\n```\n");
    let document = set.check("city/plan.zh.md", &text, &given).unwrap();
    assert_eq!(document.blocks.len(), 3);
    assert!(matches!(
        document.blocks.last(),
        Some(Block::Paragraph { inlines }) if matches!(inlines.as_slice(), [Inline::Missing { .. }])
    ));
    given.chapters.insert("one".into(), "a\n\n{{ unknown }}\n".into());
    let faults = set.check("city/plan.zh.md", &text, &given).unwrap_err();
    assert_eq!((faults.0[0].template.as_str(), faults.0[0].line), ("chapter:one", 3));
    given.chapters.insert("one".into(), "```chapter\none\n```\n".into());
    assert!(set.check("city/plan.zh.md", &text, &given).is_err());
}

fn fonts() -> Fonts {
    Fonts::new(&FontSettings::default()).unwrap()
}

fn with(block: Block) -> Document {
    let mut document = make("a", &input(json!({}))).unwrap();
    document.blocks = vec![block];
    document
}

#[test]
fn a_gigantic_table_is_refused_by_name() {
    let cell = Cell { inlines: vec![Inline::text("1")], span: 1, kind: CellKind::Text };
    let column = Column { share: 1, align: Align::Left };
    let table = Table {
        caption: Some(vec![Inline::text("台账")]),
        columns: vec![column; 4],
        head: Vec::new(),
        rows: vec![vec![cell; 4]; 20_000],
    };
    let error = pdf::render(&with(Block::Table(table)), &fonts(), &PdfSettings::default());
    let error = error.unwrap_err();
    assert!(
        matches!(&error, PdfError::TableTooLarge { table, rows: 20_000, .. } if table == "台账")
    );
}

#[test]
fn a_preview_addresses_a_picture_by_its_name() {
    let png = b"\x89PNG\r\n\x1a\n....IEND\xae\x42\x60\x82".to_vec();
    let mut input = input(json!({}));
    input.images.insert("3f9a2b7c11de.png".to_owned(), png);
    let body = "a\n\n![现\\]场](3f9a2b7c11de.png \"图 \\\"一\\\"\")\n\nb\n";
    let document = make(body, &input).unwrap();
    for shown in [html::preview(&document, "/p/"), html::fragment(&document, "/p/")] {
        let shown = shown.unwrap();
        assert!(shown.contains("<img src=\"/p/3f9a2b7c11de.png\" alt=\"现]场\">"), "{shown}");
        assert!(shown.contains("<figcaption>图 &quot;一&quot;</figcaption>"), "{shown}");
    }
}

#[test]
fn a_picture_that_is_broken_inside_is_named() {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    bytes.extend_from_slice(b"nonsense....IEND\xae\x42\x60\x82");
    let image = Image::new("site.png", bytes).unwrap();
    let figure = documents::model::Figure {
        caption: None,
        alt: "x".into(),
        width: 50,
        picture: documents::model::Picture::Image(image),
    };
    let error = pdf::render(&with(Block::Figure(figure)), &fonts(), &PdfSettings::default());
    assert!(matches!(
        error.unwrap_err(),
        PdfError::Picture(ImageFault::Broken { name }) if name == "site.png"
    ));
}

#[test]
fn a_sheet_that_is_too_long_is_refused() {
    let text = "很长的文字。".repeat(2000);
    let mut document = with(Block::Paragraph { inlines: vec![Inline::text(text)] });
    document.layout = documents::model::Layout::Sheet;
    let error = pdf::render(&document, &fonts(), &PdfSettings::default()).unwrap_err();
    assert!(matches!(error, PdfError::SheetOverflow { pages } if pages > 1), "{error}");
}

#[test]
fn a_character_that_no_font_has_is_written_as_its_code() {
    let text = "诉求\u{1f6b0}\u{10ffff}";
    let document = with(Block::Paragraph { inlines: vec![Inline::text(text)] });
    let made = pdf::render(&document, &fonts(), &PdfSettings::default()).unwrap();
    assert!(made.unshown.contains(&'\u{10ffff}'), "{:?}", made.unshown);
}

#[test]
fn an_archive_wants_a_date_and_attachments_want_the_right_standard() {
    let mut document = with(Block::Paragraph { inlines: vec![Inline::text("a")] });
    let attachment = pdf::Attachment {
        name: "清单.json".into(),
        bytes: b"{}".to_vec(),
        mime: "application/json".into(),
        relation: pdf::Relation::Data,
        description: Some("manifest".into()),
    };
    let attached = |standard| PdfSettings { standard, attachments: vec![attachment.clone()] };
    let refused = pdf::render(&document, &fonts(), &attached(Standard::A2a)).unwrap_err();
    assert!(matches!(refused, PdfError::NoAttachments));
    let made = pdf::render(&document, &fonts(), &attached(Standard::A3a)).unwrap();
    assert!(made.bytes.windows(13).any(|part| part == b"/EmbeddedFile"));
    document.meta.date = None;
    let refused = pdf::render(&document, &fonts(), &attached(Standard::A3a)).unwrap_err();
    assert!(matches!(refused, PdfError::NoDate));
}

#[test]
fn the_province_has_its_own_circular_since_2014() {
    let set = Templates::new(builtin()).unwrap();
    let kind = documents::model::Kind::Circular;
    let name = |year: i16| {
        let day = jiff::civil::date(year, 6, 1);
        set.choose(kind, Language::Zh, &["liaoning", "national"], day).unwrap().name()
    };
    assert_eq!(name(2013), "national/circular.zh.md");
    assert_eq!(name(2016), "liaoning/circular.zh.md");
    let context = documents::context::sample(kind, Language::Zh).unwrap();
    for template in set.iter().filter(|template| template.kind() == kind) {
        if template.language() == Language::Zh {
            set.render(template, &context.input().unwrap()).unwrap();
        }
    }
}
