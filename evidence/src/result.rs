//! What came out of a scenario.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{ScenarioOutcome, ScenarioPlatform};

/// The result of one planned scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ScenarioResult {
    /// The planned scenario's id.
    pub id: String,
    /// What came out, before the judgement has looked at the parameters.
    pub outcome: ScenarioOutcome,
    /// Its seed.
    pub seed: u64,
    /// One entry per planned step, those that did not run included.
    pub steps: Vec<StepResult>,
    /// Where in the chain it broke, when it failed.
    pub broke_at: Option<ChainBreak>,
    /// What happened in every part, in order of virtual time.
    pub chain: Vec<ChainEvent>,
    /// The risk parameters that each phone really used.
    pub parameters: Vec<ParametersUsed>,
    /// What came out with other seeds, where the run was repeated. Where one differs, `outcome` is `unstable`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_attempts: Vec<Attempt>,
    /// The last screen of every phone's app, in order of the phones' names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub screens: Vec<DrawnScreen>,
    /// What the parts said to each other over HTTP, in order of virtual time; calls to control interfaces are no part
    /// of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exchanges: Vec<HttpExchange>,
}

/// The same scenario with another seed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Attempt {
    /// The scenario's seed in this attempt.
    pub seed: u64,
    /// What came out.
    pub outcome: ScenarioOutcome,
}

/// A screen as its user saw it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DrawnScreen {
    /// The phone's name.
    pub device: String,
    /// Its operating system.
    pub platform: ScenarioPlatform,
    /// The drawing: one SVG element.
    pub svg: String,
}

/// A request and its answer. It holds no secret and no personal data: of bodies it shows the form alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HttpExchange {
    /// Virtual time.
    pub at: Timestamp,
    /// Who asked: a phone's name or the name of a server.
    pub from: String,
    /// Who answered.
    pub to: String,
    /// The method.
    pub method: String,
    /// The path, without what identifies a person.
    pub path: String,
    /// The status, or none where no answer came.
    pub status: Option<u16>,
    /// The form of the request's body, its values replaced by what kind they are; none without a body.
    pub request: Option<String>,
    /// The form of the answer's body.
    pub response: Option<String>,
}

/// The result of one step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StepResult {
    /// The keyword as written.
    pub keyword: String,
    /// The sentence.
    pub text: String,
    /// The line in the feature file, from 1.
    pub line: usize,
    /// Whether the step checks something.
    pub is_check: bool,
    /// What came out.
    pub outcome: StepOutcome,
    /// Why it failed, in words for the report.
    pub message: Option<String>,
}

/// What came out of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StepOutcome {
    /// It ran, and what it checks holds.
    Passed,
    /// What it checks does not hold.
    Failed,
    /// It has no definition, or more than one.
    Undefined,
    /// It did not run because an earlier one did not pass.
    NotRun,
    /// The harness broke in it.
    Error,
}

/// The place in the chain where a scenario broke.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ChainBreak {
    /// The phase: `ア`, `イ`, `ウ` or `エ` (報告書 2(3)).
    pub phase: String,
    /// The place in that phase, in Japanese (`リスク値の計算`).
    pub place: String,
    /// Whose: a phone's name with its operating system, or the name of a server.
    pub subject: String,
    /// What happened there, in one sentence.
    pub detail: String,
}

/// One thing that happened in the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ChainEvent {
    /// Virtual time.
    pub at: Timestamp,
    /// The phase: `ア`, `イ`, `ウ` or `エ`.
    pub phase: String,
    /// The place, in Japanese.
    pub place: String,
    /// Whose: a phone's name or the name of a server.
    pub subject: String,
    /// Whether the chain went on from here.
    pub passed: bool,
    /// What happened.
    pub detail: String,
}

/// Risk parameters that a phone used in a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ParametersUsed {
    /// The phone's name.
    pub device: String,
    /// Its operating system.
    pub platform: ScenarioPlatform,
    /// The version of the Exposure Notification API it used: 1 or 2.
    #[serde(default = "version_one")]
    pub api_version: u8,
    /// SHA-256 of the parameters, hexadecimal; see `ReleaseIdentity::production_digest`.
    pub digest: String,
}

fn version_one() -> u8 {
    1
}
