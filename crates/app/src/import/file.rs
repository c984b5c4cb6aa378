//! Reading a file from a disk, with its size checked first.

use std::{io, path::Path};

use super::{
    fault::{FileRefusal, Limits},
    report::ImportError,
};

/// Reads a file. Its size is asked for first: a file beyond the limit is never
/// read into memory.
///
/// # Errors
/// [`ImportError::File`] for a file beyond the limit, [`ImportError::Io`] when
/// it cannot be read.
pub fn read_file(path: &Path, limits: &Limits) -> Result<Vec<u8>, ImportError> {
    let meta = std::fs::metadata(path).map_err(ImportError::Io)?;
    limits.admit(meta.len()).map_err(ImportError::File)?;
    if !meta.is_file() {
        return Err(ImportError::Io(io::Error::new(io::ErrorKind::InvalidInput, "not a file")));
    }
    if meta.len() == 0 {
        return Err(ImportError::File(FileRefusal::Empty));
    }
    std::fs::read(path).map_err(ImportError::Io)
}
