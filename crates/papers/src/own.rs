//! Templates of an installation: tried with made-up data before they take effect.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use documents::{
    context,
    model::Document,
    template::{Faults, Template, Templates},
};

use crate::{Kit, kit::KitError};

/// The templates of a folder, as `FOLDER/chaoyang/circular.zh.md`, in the order of their names:
/// pairs of the name from the layer on and the text.
///
/// # Errors
/// A folder or a file that cannot be read.
pub fn own_templates(folder: &Path) -> Result<Vec<(String, String)>, KitError> {
    let mut found = Vec::new();
    for layer in entries(folder)?.into_iter().filter(|path| path.is_dir()) {
        for path in entries(&layer)? {
            if path.extension().is_some_and(|ending| ending == "md") {
                let text = fs::read_to_string(&path).map_err(|e| unread(&path, e))?;
                found.push((template_name(&path), text));
            }
        }
    }
    Ok(found)
}

/// The name of a template by its path: layer and file.
#[must_use]
pub fn template_name(path: &Path) -> String {
    let part = |part: Option<&std::ffi::OsStr>| {
        part.map(|it| it.to_string_lossy().into_owned()).unwrap_or_default()
    };
    format!("{}/{}", part(path.parent().and_then(Path::file_name)), part(path.file_name()))
}

impl Kit {
    /// What a template makes of made-up data of its kind.
    ///
    /// # Errors
    /// Every fault with the line and the reason.
    pub fn try_template(&self, name: &str, text: &str) -> Result<Document, KitError> {
        let template = Template::new(name, text).map_err(Faults::from)?;
        let sample = context::sample(template.kind(), template.language())?;
        let input = sample.input().map_err(KitError::Values)?;
        Ok(self.templates.check(name, text, &input)?)
    }

    /// The same tools with templates of an installation, each of which was tried. One of a layer
    /// takes the place of the one that ships for the same layer, unless that came into force later.
    ///
    /// # Errors
    /// The first template with faults.
    pub fn with_own(mut self, own: &[(String, String)]) -> Result<Self, KitError> {
        let mut all: Templates = (*self.templates).clone();
        for (name, text) in own {
            self.try_template(name, text)?;
            all.add(Template::new(name, text).map_err(Faults::from)?);
        }
        self.templates = Arc::new(all);
        Ok(self)
    }
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, KitError> {
    let listed = fs::read_dir(folder).map_err(|e| unread(folder, e))?;
    let mut paths = Vec::new();
    for entry in listed {
        paths.push(entry.map_err(|e| unread(folder, e))?.path());
    }
    paths.sort();
    Ok(paths)
}

fn unread(path: &Path, source: std::io::Error) -> KitError {
    KitError::File { path: path.display().to_string(), source }
}
