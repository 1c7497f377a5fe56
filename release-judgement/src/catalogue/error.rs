//! Why a catalogue was refused, and where in which file.

use std::fmt;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// A place in a catalogue file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The file.
    pub path: PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl Location {
    /// Where `span` (in bytes) begins in `text`; the beginning of the file if there is none.
    pub(super) fn of(path: &Path, text: &str, span: Option<Range<usize>>) -> Self {
        let start = span.map_or(0, |span| span.start);
        let before = text.get(..start).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            path: path.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}:{}", self.path.display(), self.line, self.column)
    }
}

/// Why a catalogue was refused.
#[derive(Debug, Error)]
pub enum CatalogueError {
    /// The folder or a file could not be read.
    #[error("{}: cannot be read: {source}", path.display())]
    Unreadable {
        /// The folder or the file.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// The folder holds no requirement, so that nothing could fail.
    #[error("{}: no requirement in any *.toml file of this folder; name the folder of the catalogue", path.display())]
    Empty {
        /// The folder.
        path: PathBuf,
    },
    /// A file has not the form of a catalogue file: wrong syntax, unknown or missing field, unknown value.
    #[error("{at}: {cause}")]
    Form {
        /// Where.
        at: Location,
        /// The cause.
        cause: String,
    },
    /// Two entries have the same name.
    #[error("{at}: {id} already stands in {first}; give each entry a name of its own")]
    Duplicate {
        /// Where the second entry is.
        at: Location,
        /// The name.
        id: String,
        /// Where the first entry is.
        first: Location,
    },
    /// A field that must say something is empty.
    #[error("{at}: {id}: `{field}` is empty; fill it in")]
    Blank {
        /// Where.
        at: Location,
        /// The entry.
        id: String,
        /// The field.
        field: &'static str,
    },
    /// A requirement is said to be verified and untested at once.
    #[error("{at}: {id} has both `verified_by` and `untested_because`; keep the one that is true")]
    VerifiedAndUntested {
        /// Where.
        at: Location,
        /// The requirement.
        id: String,
    },
    /// A requirement on the chain claims to be verified by other means than scenarios.
    #[error("{at}: {id} is checked by scenarios; `verified_by` is for the requirements of 判 alone")]
    MechanismForChain {
        /// Where.
        at: Location,
        /// The requirement.
        id: String,
    },
    /// A defect or a known deviation names a requirement that does not exist.
    #[error("{at}: {by} names the requirement {requirement}, which is not in the catalogue")]
    UnknownRequirement {
        /// Where.
        at: Location,
        /// The defect or the known deviation.
        by: String,
        /// The unknown requirement.
        requirement: String,
    },
    /// A defect is to be put into a base that does not exist.
    #[error("{at}: {defect} is put into {base:?}, which is no [[proof_base]] of the catalogue")]
    UnknownProofBase {
        /// Where.
        at: Location,
        /// The defect.
        defect: String,
        /// The unknown base.
        base: String,
    },
}
