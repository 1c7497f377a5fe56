//! The record: one JSON file per run.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{
    AppVersion, ChangeKind, ComparedPopulations, ExpectedChange, LeftOutScenario, PlannedScenario,
    ScenarioPlatform, ScenarioResult,
};

/// The name and version of the format.
pub const FORMAT: &str = "ichiren-record/1";

/// A run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// Always [`FORMAT`].
    pub format: String,
    /// What was judged.
    pub release: ReleaseIdentity,
    /// Where it ran: `embedded`, `containers` or `external`.
    pub environment: String,
    /// The seed from which every scenario's seed is derived.
    pub seed: u64,
    /// The other seeds, where the run was repeated to see whether outcomes are stable.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_seeds: Vec<u64>,
    /// The filter, if not everything was to run. A judgement of a filtered run is invalid.
    pub filter: Option<Filter>,
    /// What was changed against the production parameters. A judgement of such a run is invalid (報告書 2(5)).
    pub altered_parameters: Vec<AlteredParameter>,
    /// The catalogued defects that were put in on purpose, `D33`: a proof that the suite finds them, never a judgement of
    /// the release.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub switched_on_defects: Vec<String>,
    /// As what the release was mended, where defects that it has were taken away: a base for a proof, never a judgement of
    /// the release.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mended: Option<String>,
    /// Every scenario that was to run, in order of file and line.
    pub plan: Vec<PlannedScenario>,
    /// Every scenario that does not concern this release, in the same order. A requirement whose scenarios are all among
    /// them is missing a verdict, unless the catalogue says that it is not in force for the release.
    #[serde(default)]
    pub left_out: Vec<LeftOutScenario>,
    /// One result per planned scenario, in the same order; a judgement reconciles the two.
    pub results: Vec<ScenarioResult>,
    /// The same population on the release before and on this one; none where there is no release before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub populations: Option<ComparedPopulations>,
    /// What differs between two runs of the same seed.
    pub volatile: Volatile,
}

/// The release that was judged, as its file in `releases/` names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReleaseIdentity {
    /// The release's name, `1.2.4`.
    pub name: String,
    /// The app's version.
    pub app: AppVersion,
    /// The operating systems on which it was released and is judged: `iOS`, `Android` or the two.
    #[serde(default = "every_phone")]
    pub platforms: Vec<ScenarioPlatform>,
    /// What phones of each operating system had on the day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phones: Vec<PhonesOfRelease>,
    /// The server state of the day, `2021-06`.
    pub server: String,
    /// The parameter file, `2020-09-24`.
    pub parameters: String,
    /// SHA-256 of the production parameters in canonical form, hexadecimal.
    pub parameters_digest: String,
    /// The same of the parameters for phones that use version 2 of the Exposure Notification API, where there are any.
    #[serde(default)]
    pub parameters_digest_v2: Option<String>,
    /// The release before, with which it is compared; none for the first one.
    #[serde(default)]
    pub previous: Option<String>,
    /// What kinds of change it brings, as its makers say.
    #[serde(default)]
    pub changes: Vec<ChangeKind>,
    /// How it is expected to change who is notified.
    #[serde(default)]
    pub expected_changes: Vec<ExpectedChange>,
}

/// What phones of one operating system had on the day of a release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PhonesOfRelease {
    /// The operating system.
    pub platform: ScenarioPlatform,
    /// Its version, `iOS 14`.
    pub os: String,
    /// The app's version: the release's own, or the one kept where the release did not come out.
    pub app: AppVersion,
    /// The version of the Exposure Notification API that the release uses.
    pub api_version: u8,
}

fn every_phone() -> Vec<ScenarioPlatform> {
    vec![ScenarioPlatform::Ios, ScenarioPlatform::Android]
}

impl ReleaseIdentity {
    /// The digest of the production parameters for phones that use this version of the Exposure Notification API.
    pub fn production_digest(&self, api_version: u8) -> Option<&str> {
        match api_version {
            1 => Some(&self.parameters_digest),
            2 => self.parameters_digest_v2.as_deref(),
            _ => None,
        }
    }
}

/// What a developer asked to run instead of everything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Filter {
    /// A tag expression.
    pub tags: Option<String>,
    /// A regular expression over scenario names.
    pub name: Option<String>,
}

/// A parameter that was not the production one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AlteredParameter {
    /// Its name, `MinimumRiskScore`.
    pub name: String,
    /// The production value.
    pub production: String,
    /// The value used.
    pub used: String,
}

/// What differs between two runs of the same seed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Volatile {
    /// When the run began, by the machine's clock.
    pub started_at: Timestamp,
    /// How long it took, in milliseconds.
    pub duration_milliseconds: u64,
    /// The version of the program that ran.
    pub ichiren_version: String,
    /// Who judged, as they named themselves; none for a run that is no judgement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub judged_by: Option<String>,
}

/// Why a record could not be read or written.
#[derive(Debug, Error)]
pub enum RecordError {
    /// The file could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
    /// The file is not a record.
    #[error("{}: line {}, column {}: not a record: {source}", path.display(), source.line(), source.column())]
    Content {
        /// The file.
        path: PathBuf,
        /// The reason.
        source: serde_json::Error,
    },
    /// The file is a record of another format.
    #[error("{}: the format is {found}; this program reads {FORMAT}", path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// The format it names.
        found: String,
    },
}

impl Record {
    /// The record as it stands in the file.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self)
    }

    /// Writes the record.
    pub fn write(&self, path: &Path) -> Result<(), RecordError> {
        let json = self.to_json().map_err(|source| RecordError::Content {
            path: path.to_owned(),
            source,
        })?;
        fs::write(path, json + "\n").map_err(|source| RecordError::File {
            path: path.to_owned(),
            source,
        })
    }

    /// Reads a record.
    pub fn read(path: &Path) -> Result<Self, RecordError> {
        let text = fs::read_to_string(path).map_err(|source| RecordError::File {
            path: path.to_owned(),
            source,
        })?;
        let record: Self = serde_json::from_str(&text).map_err(|source| RecordError::Content {
            path: path.to_owned(),
            source,
        })?;
        if record.format != FORMAT {
            return Err(RecordError::Format {
                path: path.to_owned(),
                found: record.format,
            });
        }
        Ok(record)
    }
}
