//! Samples as files.

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use super::{SamplesError, books, file, samples};
use crate::docx::{self, Typefaces};
use crate::fonts::Fonts;
use crate::html;
use crate::model::{Document, Kind, Language};
use crate::pdf::{self, PdfSettings, Standard};

/// Writes every sample of a language into a folder, which is made if need be: a PDF of every kind
/// (`dossier.pdf` is the whole file of a case with cover, contents, leaves, an attached original
/// and the manifest; `dossier.zip` holds its parts), DOCX of what people go on writing, a preview
/// of every kind as HTML, and workbooks. Returns the paths in the order of writing. Files of the
/// same name are replaced.
///
/// # Errors
/// [`SamplesError`]: a font is missing, a file cannot be written.
pub fn write(dir: &Path, language: Language, fonts: &Fonts) -> Result<Vec<PathBuf>, SamplesError> {
    let failed = |source| SamplesError::Write { path: dir.to_path_buf(), source };
    fs::create_dir_all(dir).map_err(failed)?;
    let mut folder = Folder { dir, written: Vec::new() };
    let documents = samples(language)?;
    for (name, document) in &documents {
        folder.document(name, document, fonts)?;
    }
    let dossier = file::dossier(&documents, language, fonts)?;
    folder.put("dossier.pdf", &dossier.pdf)?;
    let path = folder.dir.join("dossier.zip");
    let failed = |source| SamplesError::Write { path: path.clone(), source };
    let archive = File::create(&path).map_err(failed)?;
    let zipped = dossier.zip(BufWriter::new(archive));
    zipped.map_err(|error| SamplesError::Dossier(Box::new(error)))?;
    folder.written.push(path);
    for (name, bytes) in books::books(language)? {
        folder.put(name, &bytes)?;
    }
    Ok(folder.written)
}

struct Folder<'a> {
    dir: &'a Path,
    written: Vec<PathBuf>,
}

impl Folder<'_> {
    fn document(
        &mut self,
        name: &str,
        document: &Document,
        fonts: &Fonts,
    ) -> Result<(), SamplesError> {
        let kind = document.kind;
        // The file of a case is made with its leaves.
        if kind != Kind::Dossier {
            let settings = PdfSettings { standard: Standard::A2a, attachments: Vec::new() };
            let made = pdf::render(document, fonts, &settings);
            let made = made.map_err(|error| SamplesError::Pdf(kind, Box::new(error)))?;
            self.put(&format!("{name}.pdf"), &made.bytes)?;
        }
        if edited(kind) {
            let made = docx::render(document, fonts, &Typefaces::default());
            let made = made.map_err(|error| SamplesError::Docx(kind, Box::new(error)))?;
            self.put(&format!("{name}.docx"), &made)?;
        }
        self.put(&format!("{name}.html"), page(document)?.as_bytes())
    }

    fn put(&mut self, name: &str, bytes: &[u8]) -> Result<(), SamplesError> {
        let path = self.dir.join(name);
        let failed = |source| SamplesError::Write { path: path.clone(), source };
        fs::write(&path, bytes).map_err(failed)?;
        self.written.push(path);
        Ok(())
    }
}

/// What people go on writing. What a machine checks or an archive keeps stays as it is.
fn edited(kind: Kind) -> bool {
    !matches!(kind, Kind::Certificate | Kind::CaseSheet | Kind::Dossier)
}

/// A preview as a page of its own.
fn page(document: &Document) -> Result<String, SamplesError> {
    let preview = html::preview(document, "picture/");
    let preview = preview.map_err(|error| SamplesError::Html(document.kind, error))?;
    let (language, title) = (document.meta.language.code(), html::escape(&document.meta.title));
    Ok(format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head><meta charset=\"utf-8\">\
         <title>{title}</title></head>\n<body>\n{preview}\n</body>\n</html>\n"
    ))
}
