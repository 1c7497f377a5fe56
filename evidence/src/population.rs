//! One seeded population, lived through on two releases: who was notified before, who is now.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{ParametersUsed, ReleaseIdentity, ScenarioPlatform};

/// The same population on the release before and on the judged one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ComparedPopulations {
    /// The release before, as its file names it: what its phones and servers were, and its production parameters.
    pub previous: ReleaseIdentity,
    /// On the release before.
    pub before: PopulationResult,
    /// On the judged release.
    pub after: PopulationResult,
}

/// What a population saw of a release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PopulationResult {
    /// The release's name.
    pub release: String,
    /// The seed from which the people and their encounters were drawn.
    pub seed: u64,
    /// Everyone who could be notified, in a fixed order that is the same for both releases.
    pub people: Vec<PersonResult>,
    /// The risk parameters that each phone really used.
    pub parameters: Vec<ParametersUsed>,
    /// Why the run says nothing, if the harness broke.
    pub error: Option<String>,
}

/// What one person saw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PersonResult {
    /// The name of the person, which is that of the phone.
    pub name: String,
    /// The phone's operating system.
    pub platform: ScenarioPlatform,
    /// The truth, known from how the population was drawn: at most a metre from someone who registered, for a quarter of
    /// an hour or longer, in the infectious period.
    pub close_contact: bool,
    /// Whether a notification of contact reached the person within the time of the run.
    pub notified: bool,
    /// Whether the app displays a contact at the end.
    pub displayed: bool,
}
