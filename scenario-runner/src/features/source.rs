//! Finding and reading the feature files.

use std::fs;
use std::path::{Path, PathBuf};

use crate::toml_file::{FileError, read_text};

/// A feature file as it stands.
#[derive(Debug)]
pub(super) struct Source {
    /// Where it is.
    pub(super) path: PathBuf,
    /// The path below the features folder, with `/`.
    pub(super) name: String,
    /// What it says.
    pub(super) text: String,
}

/// Reads every feature file below the folder, in the order of their names. A folder or file that cannot be read is
/// an error: what is passed over silently is not judged.
pub(super) fn read_sources(folder: &Path) -> Result<Vec<Source>, FileError> {
    let mut paths = Vec::new();
    collect(folder, &mut paths)?;
    paths.sort();
    let read = |path: PathBuf| {
        let below = path.strip_prefix(folder).unwrap_or(&path);
        let parts: Vec<_> = below
            .components()
            .map(|part| part.as_os_str().to_string_lossy())
            .collect();
        let name = parts.join("/");
        let text = read_text(&path)?;
        Ok(Source { path, name, text })
    };
    paths.into_iter().map(read).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<(), FileError> {
    let unreadable = |source| FileError::Unreadable {
        path: folder.to_owned(),
        source,
    };
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let metadata = fs::metadata(&path).map_err(|source| FileError::Unreadable {
            path: path.clone(),
            source,
        })?;
        if metadata.is_dir() {
            collect(&path, paths)?;
        } else if path.extension().is_some_and(|extension| extension == "feature") {
            paths.push(path);
        }
    }
    Ok(())
}
