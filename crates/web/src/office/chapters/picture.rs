//! Pictures of the report: adding one beside the text that is being typed, the
//! line that shows it, and its content for those who read that text.

use std::collections::BTreeMap;

use app::AppError;
use app::chapters::{self, MOST_DOTS, NewPicture, Picture};
use app::view::Case;
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use documents::model::Image;
use documents::pdf;

use super::editor::{self, Sent};
use super::routes::ReportPicture;
use super::{Read, chapters_of};
use crate::error::WebError;
use crate::form::{Errors, FormView, Submitted, Upload};
use crate::office::case::{Which, attachment, load};
use crate::office::refusal::at_fields;
use crate::office::{Office, web_error};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::visit::Visit;

/// Fields of the form of a picture.
pub(super) const FILE: &str = "picture";
pub(super) const TITLE: &str = "picture_title";

/// Where the pictures of a matter are, up to the name of one.
pub(crate) fn base(no: &str) -> String {
    ReportPicture { no: no.to_owned(), name: String::new() }.url()
}

/// The pictures that a text may show, for a page: the browser fetches the content.
pub(crate) struct Shelf {
    /// Address up to the name.
    pub(super) base: String,
    /// By name what stands for the content.
    pub(super) images: BTreeMap<String, Vec<u8>>,
}

impl Shelf {
    /// The pictures of a matter.
    pub(super) fn of(no: &str, pictures: &[Picture]) -> Self {
        let images = pictures.iter().map(|one| (one.name.clone(), stand_in(&one.name)));
        Self { base: base(no), images: images.collect() }
    }

    /// Those of the frozen versions of a report; it is asked for where one shows any.
    ///
    /// # Errors
    /// As [`chapters::pictures`].
    pub(crate) async fn frozen(office: &Office<'_>, case: &Case) -> Result<Self, WebError> {
        let reports = case.assessment.iter().flat_map(|loaded| &loaded.state.reports);
        let mut texts = reports.flat_map(|report| &report.sections);
        let shows = |text: &str| text.contains("![");
        let no = &case.matter.state.number;
        if !texts.any(|section| case.words.get(&section.text).is_some_and(shows)) {
            return Ok(Self::of(no, &[]));
        }
        let all = chapters::pictures(office.app, &office.ctx, case).await.map_err(web_error)?;
        Ok(Self::of(no, &all))
    }
}

/// First and last bytes of a picture: a page needs no more than its type, and the
/// content was looked at when it was added.
fn stand_in(name: &str) -> Vec<u8> {
    let bytes: &[u8] =
        if name.ends_with(".png") { b"\x89PNG\r\n\x1a\nIEND" } else { b"\xff\xd8\xff\xd9" };
    bytes.to_vec()
}

/// A picture in the list of the editor.
pub(super) struct Line {
    pub(super) title: String,
    pub(super) url: String,
    /// What is written into the text to show it.
    pub(super) insert: String,
    /// Whether it was added just now.
    pub(super) fresh: bool,
}

/// The pictures of a case with what shows them, those that came last first.
pub(super) fn lines(no: &str, pictures: &[Picture], fresh: Option<&str>) -> Vec<Line> {
    let line = |one: &Picture| Line {
        title: one.title.clone(),
        url: ReportPicture { no: no.to_owned(), name: one.name.clone() }.url(),
        insert: insert(&one.title, &one.name),
        fresh: fresh == Some(one.name.as_str()),
    };
    pictures.iter().rev().map(line).collect()
}

/// The line of Markdown for a picture; what means something in Markdown or in a
/// live field is taken as it stands.
fn insert(title: &str, name: &str) -> String {
    let mut plain = String::with_capacity(title.len());
    for character in title.chars() {
        if matches!(character, '\\' | '[' | ']' | '(' | ')' | '"' | '*' | '_' | '`')
            || matches!(character, '<' | '>' | '{' | '}' | '#' | '|' | '!' | '&' | '~' | '%')
        {
            plain.push('\\');
        }
        plain.push(character);
    }
    format!("![{plain}]({name} \"{plain}\")")
}

/// Adds a picture. The page comes again with the text as it was typed.
pub(super) async fn add(
    office: &Office<'_>,
    visit: &Visit,
    read: Read,
    code: &str,
    mut form: Submitted,
) -> Result<Response, WebError> {
    let mut errors = Errors::new();
    if let Some(msg) = form.refused.of(FILE) {
        errors.add(FILE, msg.clone());
    }
    let mut added = None;
    if errors.is_empty() {
        match keep(office, &read, &form).await {
            Ok(picture) => added = Some(picture.name),
            Err(error) => at_fields(error, &[FILE, TITLE], &mut errors).map_err(web_error)?,
        }
    }
    let Some(name) = added else {
        let f = FormView::again(visit, form, errors);
        return editor::again(office, visit, &read, read.section(code)?, (f, Sent::Refused)).await;
    };
    form.values.take(TITLE);
    let read = Read { writing: chapters_of(office, &read.case).await?, case: read.case };
    let f = FormView::again(visit, form, errors);
    editor::again(office, visit, &read, read.section(code)?, (f, Sent::Picture(name))).await
}

async fn keep(office: &Office<'_>, read: &Read, form: &Submitted) -> Result<Picture, AppError> {
    let file = form.files_of(FILE).next();
    let dots = match file {
        // Who may not write is refused before anything is decoded.
        Some(file) if read.writing.writes => dots(file).await?,
        _ => None,
    };
    let new = NewPicture {
        title: form.values.get(TITLE),
        file_name: file.map_or("", |file| file.file_name.as_str()),
        bytes: file.map_or(&[], |file| file.bytes.as_slice()),
        dots,
    };
    chapters::add_picture(office.app, &office.ctx, &read.case, new).await
}

/// Width and height of a picture that can be read to its end; of one that is too
/// large to try, as its head says.
async fn dots(file: &Upload) -> Result<Option<(u32, u32)>, AppError> {
    let Ok(image) = Image::new(file.file_name.clone(), file.bytes.clone()) else {
        return Ok(None);
    };
    let Some((across, down)) = image.dots() else { return Ok(None) };
    if u64::from(across) * u64::from(down) > MOST_DOTS {
        return Ok(Some((across, down)));
    }
    let tried = tokio::task::spawn_blocking(move || pdf::can_be_shown(&image)).await;
    let sound = tried.map_err(|e| AppError::Internal(format!("picture: {e}")))?;
    Ok(sound.then_some((across, down)))
}

/// `GET /items/{no}/report/pictures/{name}`: of the latest assessment or of an
/// earlier one.
pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path((no, name)): Path<(String, String)>,
    Query(which): Query<Which>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let case = load(&office, &no, &which).await?;
    let mut found = chapters::picture_bytes(office.app, &office.ctx, &case, &name).await;
    for earlier in &case.matter.state.assessments {
        if found.is_ok() {
            break;
        }
        let which = Which::of(earlier.ordinal);
        let case = load(&office, &no, &which).await?;
        let other = chapters::picture_bytes(office.app, &office.ctx, &case, &name).await;
        if other.is_ok() || matches!(found, Err(AppError::NotFound)) {
            found = other;
        }
    }
    let (picture, bytes) = found.map_err(web_error)?;
    let mut response = attachment(&picture.media_type, &picture.name, Body::from(bytes));
    // It stands in pages: its content was found to be a picture and nothing else.
    response.headers_mut().insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("inline"));
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;
    use documents::model::{Block, Inline, Picture as Drawn};
    use documents::template::{Input, Templates};

    #[test]
    fn a_title_is_taken_as_it_stands() {
        let head = "+++\nsource = \"-\"\nform = \"sheet\"\ntitle = \"-\"\norgan = \"-\"\n+++\n";
        let template = format!("{head}\n```chapter\ntext\n```\n");
        let set = Templates::new([("a/case-sheet.zh.md", template)]).unwrap();
        for title in
            ["现场", "图 [1] (东)", "a \"b\" *c* _d_ `e` <f>", "{{ n }} {% x %}", "\\ # | &amp; ~!"]
        {
            let chapter = insert(title, "3f9a2b7c11de.jpg");
            let input = Input {
                values: serde_json::json!({}),
                chapters: BTreeMap::from([("text".to_owned(), chapter)]),
                images: BTreeMap::from([(
                    "3f9a2b7c11de.jpg".to_owned(),
                    stand_in("3f9a2b7c11de.jpg"),
                )]),
            };
            let document = set.render(set.iter().next().unwrap(), &input).unwrap();
            let [Block::Figure(figure)] = document.blocks.as_slice() else {
                panic!("{:?}", document.blocks)
            };
            assert_eq!(figure.alt, title);
            assert_eq!(figure.caption, Some(vec![Inline::text(title)]));
            assert!(matches!(&figure.picture, Drawn::Image(image) if image.bytes().len() < 20));
        }
    }
}
