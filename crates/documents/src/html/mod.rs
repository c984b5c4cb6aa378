//! The model as a fragment of HTML, for a preview in the browser.
//!
//! Everything is escaped; there is no inline style, no script and no handler, only classes, so
//! the fragment can stand in a page with the strictest content policy. Drawings stand in it as
//! SVG; pictures of files are referred to by an address of the caller's.

mod blocks;
mod escape;

use crate::figure::DrawError;
use crate::model::{Document, Layout, Official, Words, long_date};
use blocks::Writer;

pub(crate) use escape::escape;

/// Writes the preview. A picture is expected at `picture_base` followed by its name.
///
/// # Errors
/// [`DrawError`] when a drawing cannot be made.
pub fn preview(document: &Document, picture_base: &str) -> Result<String, DrawError> {
    let words = Words::of(document.meta.language);
    let language = document.meta.language.code();
    let kind = document.kind;
    let mut writer = Writer::new(words, picture_base, document);
    writer.out.push_str(&format!("<article class=\"document {kind}\" lang=\"{language}\">"));
    let (main, annexes) = document.main_and_annexes();
    match &document.layout {
        Layout::Official(official) | Layout::Letter(official) => {
            head(&mut writer, document, official);
            writer.blocks(main)?;
            foot(&mut writer, document, official);
        }
        Layout::Report(cover) | Layout::Dossier(cover) => {
            writer.out.push_str("<header class=\"doc-cover\">");
            writer.line("p", "doc-overline", cover.overline.as_deref());
            writer.line("h1", "doc-title", Some(&document.meta.title));
            writer.line("p", "doc-subtitle", cover.subtitle.as_deref());
            writer.out.push_str("<dl>");
            for line in &cover.lines {
                writer.out.push_str(&format!("<dt>{}</dt><dd>", escape(&line.label)));
                writer.inlines(&line.value);
                writer.out.push_str("</dd>");
            }
            writer.out.push_str("</dl></header>");
            writer.blocks(main)?;
        }
        Layout::Form { .. } | Layout::Sheet => {
            writer.line("p", "doc-number", document.meta.number.as_deref());
            writer.line("h1", "doc-title", Some(&document.meta.title));
            writer.blocks(main)?;
        }
    }
    writer.blocks(annexes)?;
    if let Layout::Official(official) | Layout::Letter(official) = &document.layout {
        imprint(&mut writer, document, official);
    }
    writer.out.push_str("</article>");
    Ok(writer.out)
}

fn head(writer: &mut Writer<'_>, document: &Document, official: &Official) {
    writer.out.push_str("<header class=\"doc-head\">");
    writer.line("p", "doc-copy", official.copy_number.as_deref());
    writer.line("p", "doc-secrecy", official.secrecy.as_deref());
    writer.line("p", "doc-urgency", official.urgency.as_deref());
    writer.line("p", "doc-mark", Some(&official.mark));
    writer.line("p", "doc-number", official.number.as_deref());
    if let Some(approver) = &official.approver {
        let text = format!("{}{approver}", writer.words.approver);
        writer.line("p", "doc-approver", Some(&text));
    }
    writer.out.push_str("<hr class=\"doc-rule\"></header>");
    writer.line("h1", "doc-title", Some(&document.meta.title));
    if let Some(recipients) = &official.recipients {
        let text = format!("{recipients}{}", writer.words.recipients_end);
        writer.line("p", "doc-recipients", Some(&text));
    }
}

fn foot(writer: &mut Writer<'_>, document: &Document, official: &Official) {
    if !official.attachments.is_empty() {
        let label = escape(writer.words.attachments);
        writer.out.push_str(&format!("<div class=\"doc-attachments\"><p>{label}</p><ol>"));
        for title in &official.attachments {
            writer.line("li", "", Some(title));
        }
        writer.out.push_str("</ol></div>");
    }
    writer.out.push_str("<div class=\"doc-signature\">");
    writer.line("p", "", official.signer.as_ref().map(|signer| signer.organ.as_str()));
    let date = official.date.map(|date| long_date(date, document.meta.language));
    writer.line("p", "", date.as_deref());
    writer.out.push_str("</div>");
    let (open, close) = writer.words.brackets;
    let note = official.note.as_ref().map(|note| format!("{open}{note}{close}"));
    writer.line("p", "doc-note", note.as_deref());
}

fn imprint(writer: &mut Writer<'_>, document: &Document, official: &Official) {
    let Some(imprint) = &official.imprint else { return };
    let words = writer.words;
    writer.out.push_str("<footer class=\"doc-imprint\">");
    let copied = imprint.copied_to.as_ref();
    let copied = copied.map(|to| format!("{}{to}{}", words.copied_to, words.full_stop));
    writer.line("p", "", copied.as_deref());
    let date = long_date(imprint.printed_on, document.meta.language);
    let printed = format!("{} {date}{}", imprint.printed_by, words.printed);
    writer.line("p", "", Some(&printed));
    writer.out.push_str("</footer>");
}

/// Writes the blocks of a document alone, for a place in a page that has its own heading: the
/// highest heading of a chapter is of level 3. It carries no anchors, so that several fragments
/// can stand in one page. Pictures are expected as in [`preview`].
///
/// # Errors
/// [`DrawError`] when a drawing cannot be made.
pub fn fragment(document: &Document, picture_base: &str) -> Result<String, DrawError> {
    let words = Words::of(document.meta.language);
    let mut writer = Writer::fragment(words, picture_base);
    let language = document.meta.language.code();
    writer.out.push_str(&format!("<div class=\"document\" lang=\"{language}\">"));
    writer.blocks(&document.blocks)?;
    writer.out.push_str("</div>");
    Ok(writer.out)
}
