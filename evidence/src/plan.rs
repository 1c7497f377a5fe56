//! What is to be run, listed before anything runs.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The operating system whose behaviour a scenario judges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub enum ScenarioPlatform {
    /// iOS alone.
    #[serde(rename = "iOS")]
    Ios,
    /// Android alone.
    #[serde(rename = "Android")]
    Android,
    /// The two together, or what concerns no phone.
    #[serde(rename = "both")]
    Both,
}

impl ScenarioPlatform {
    /// Every platform, in the order of tables.
    pub const ALL: [Self; 3] = [Self::Ios, Self::Android, Self::Both];

    /// The name in records and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ios => "iOS",
            Self::Android => "Android",
            Self::Both => "both",
        }
    }
}

/// A scenario (for an outline: one row) that must have exactly one result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PlannedScenario {
    /// `<file>:<line>`, the line being that of the scenario or of the row.
    pub id: String,
    /// The feature's name.
    pub feature: String,
    /// The scenario's name, placeholders filled in.
    pub name: String,
    /// The file, relative to the features folder, with `/`.
    pub file: String,
    /// The line of the scenario or of the row, from 1.
    pub line: usize,
    /// The requirements it checks (`ウ1` …), in the order of the tags.
    pub requirements: Vec<String>,
    /// The operating system it judges.
    pub platform: ScenarioPlatform,
    /// Its steps, those of the background first.
    pub steps: Vec<PlannedStep>,
}

/// A step as it stands in the feature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PlannedStep {
    /// The keyword as written (`前提`, `もし`, `ならば`, `かつ` …).
    pub keyword: String,
    /// The sentence, placeholders filled in.
    pub text: String,
    /// The line, from 1.
    pub line: usize,
    /// Whether the step checks something (`ならば` and what follows it).
    pub is_check: bool,
}

/// A scenario that does not concern the release, and therefore does not run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LeftOutScenario {
    /// `<file>:<line>`, as of a planned one.
    pub id: String,
    /// The feature's name.
    pub feature: String,
    /// The scenario's name, placeholders filled in.
    pub name: String,
    /// The requirements it would check.
    pub requirements: Vec<String>,
    /// The operating system it would judge.
    pub platform: ScenarioPlatform,
    /// Why it does not concern the release, in one Japanese sentence.
    pub because: String,
}
