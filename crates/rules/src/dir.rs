//! Reads a rules folder from disk. The rest of this crate does no input or output.

use std::{fs, io, path::Path};

/// Every `.toml` file below a folder as (path inside the folder, text), sorted
/// by path: what [`crate::RuleBook::from_files`] takes.
///
/// # Errors
/// Whatever the file system answers; text that is not UTF-8 is `InvalidData`.
pub fn read_dir(root: &Path) -> io::Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    collect(root, "", &mut files)?;
    files.sort();
    Ok(files)
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, String)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = entry.path();
        let inside = format!("{prefix}{name}");
        if path.is_dir() {
            collect(&path, &format!("{inside}/"), files)?;
        } else if name.ends_with(".toml") {
            files.push((inside, fs::read_to_string(&path)?));
        }
    }
    Ok(())
}
