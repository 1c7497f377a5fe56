//! Reading a TOML file so that a mistake in it is named by file, line and column.

use std::fs;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use thiserror::Error;

/// Why a file could not be used.
#[derive(Debug, Error)]
pub enum FileError {
    /// It could not be read.
    #[error("{}: cannot be read: {source}", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
    /// Its content is not what it should be.
    #[error("{}:{line}:{column}: {message}", path.display())]
    Content {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The column in characters, from 1.
        column: usize,
        /// The mistake.
        message: String,
    },
    /// Its content is wrong as a whole.
    #[error("{}: {message}", path.display())]
    Meaning {
        /// The file or folder.
        path: PathBuf,
        /// The mistake, with the next step.
        message: String,
    },
}

/// Reads a file.
pub(crate) fn read_text(path: &Path) -> Result<String, FileError> {
    fs::read_to_string(path).map_err(|source| FileError::Unreadable {
        path: path.to_owned(),
        source,
    })
}

/// Reads a TOML file.
pub(crate) fn read_toml<T: DeserializeOwned>(path: &Path) -> Result<T, FileError> {
    let text = read_text(path)?;
    toml::from_str(&text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        content_error(path, &text, start, error.message())
    })
}

/// An error at the place where `part` first stands in the file: for mistakes found after reading.
pub(crate) fn error_at(path: &Path, part: &str, message: &str) -> FileError {
    match read_text(path) {
        Ok(text) => content_error(path, &text, text.find(part).unwrap_or(0), message),
        Err(error) => error,
    }
}

/// An error at a place in bytes, of a value that remembers where it stands.
pub(crate) fn error_in(path: &Path, span: Range<usize>, message: &str) -> FileError {
    match read_text(path) {
        Ok(text) => content_error(path, &text, span.start, message),
        Err(error) => error,
    }
}

fn content_error(path: &Path, text: &str, offset: usize, message: &str) -> FileError {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |index| index + 1);
    FileError::Content {
        path: path.to_owned(),
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
        message: message.trim().to_owned(),
    }
}
