//! The features: read, checked and listed before anything runs.
//!
//! Order: every file below the folder is read ([`source`]), its text is checked for what the parser would silently
//! misread ([`text_check`]), it is parsed and its outlines are filled in ([`plan`]), and every scenario is checked
//! for what would make its result worthless ([`scenario_check`]). All mistakes are reported at once.

mod plan;
mod scenario_check;
mod source;
mod text_check;
mod versions;

use std::collections::BTreeSet;
use std::path::PathBuf;

use thiserror::Error;

pub use plan::{Plan, Scenario, read_plan};

/// What tags may name besides operating systems and versions.
#[derive(Debug, Clone, Default)]
pub struct KnownTags {
    /// The requirements of the catalogue, `ウ1`.
    pub requirements: BTreeSet<String>,
    /// The defects of the catalogue, `D6`.
    pub defects: BTreeSet<String>,
}

/// A mistake in a feature.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Error)]
#[error("{}:{line}: {message}", path.display())]
pub struct FeatureMistake {
    /// The file.
    pub path: PathBuf,
    /// The line, from 1; 0 for the file as a whole.
    pub line: usize,
    /// The mistake, with the next step.
    pub message: String,
}

/// Why no plan could be made.
#[derive(Debug, Error)]
pub enum PlanError {
    /// A file or folder could not be read.
    #[error(transparent)]
    File(#[from] crate::toml_file::FileError),
    /// The features have mistakes.
    #[error("{} in the features:\n{}", count(mistakes.len()), list(mistakes))]
    Mistakes {
        /// Every mistake, in order of file and line.
        mistakes: Vec<FeatureMistake>,
    },
    /// The filter cannot be read.
    #[error("the filter {filter} cannot be read: {message}")]
    Filter {
        /// The filter as typed.
        filter: String,
        /// The mistake.
        message: String,
    },
}

fn count(mistakes: usize) -> String {
    if mistakes == 1 {
        "1 mistake".to_owned()
    } else {
        format!("{mistakes} mistakes")
    }
}

fn list(mistakes: &[FeatureMistake]) -> String {
    mistakes
        .iter()
        .map(|mistake| format!("  {mistake}"))
        .collect::<Vec<_>>()
        .join("\n")
}
