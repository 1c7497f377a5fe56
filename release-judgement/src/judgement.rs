//! The judgement of a release, as data. Its serialised form is a contract: `docs/json-contract.md`.

use std::collections::BTreeMap;

use evidence::{PlannedScenario, ScenarioOutcome, ScenarioPlatform};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::bilingual::Bilingual;
use crate::hidden::{self, HiddenFailure};
use crate::{
    Catalogue, ComparedPlatform, DeviationOutcome, DeviationStatus, JudgedChange, PhaseVerdict,
    ProvenRequirement, RequirementVerdict, Verdict,
};

/// The judgement of one record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Judgement {
    /// The release's name, `1.2.4`.
    pub release: String,
    /// The operating systems on which it is judged.
    pub platforms: Vec<ScenarioPlatform>,
    /// Whether the release may go out.
    pub verdict: Verdict,
    /// Why, in Japanese sentences, the most important first.
    pub reasons: Vec<String>,
    /// The same sentences in English, in the same order. What features and parts say stands in them in Japanese, in 「」.
    #[serde(default)]
    pub reasons_en: Vec<String>,
    /// How many scenarios came out how.
    pub scenarios: ScenarioCounts,
    /// Every requirement on every operating system for which a verdict is demanded or was reached.
    pub requirements: Vec<RequirementVerdict>,
    /// Every phase of the chain on every operating system.
    pub phases: Vec<PhaseVerdict>,
    /// Whether the results were won with the production parameters.
    pub parameters: ParametersVerdict,
    /// The outcome of every planned scenario by its id, after the judgement looked at plan and parameters.
    pub scenario_outcomes: BTreeMap<String, ScenarioOutcome>,
    /// What became of every known deviation of the release.
    #[serde(default)]
    pub known_deviations: Vec<DeviationOutcome>,
    /// Who is notified, against the release before; empty where there is none.
    #[serde(default)]
    pub comparison: Vec<ComparedPlatform>,
    /// The kinds of change that the release brings, with the scenarios that cover them.
    #[serde(default)]
    pub changes: Vec<JudgedChange>,
    /// The requirements that were never seen to fail on anything, so that nobody knows whether they can; none where no
    /// proof of these scenarios is at hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unproven: Option<Vec<ProvenRequirement>>,
    /// Failures with production parameters that the altered ones hide; empty unless parameters were altered.
    pub hidden_failures: Vec<HiddenFailure>,
}

/// How many scenarios came out how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ScenarioCounts {
    /// How many were planned.
    pub planned: usize,
    /// How many had each outcome; every outcome is there, even if none had it.
    #[serde(flatten)]
    pub outcomes: BTreeMap<ScenarioOutcome, usize>,
}

impl ScenarioCounts {
    pub(crate) fn of(outcomes: impl IntoIterator<Item = ScenarioOutcome>) -> Self {
        let mut counts = Self {
            planned: 0,
            outcomes: ScenarioOutcome::ALL
                .into_iter()
                .map(|outcome| (outcome, 0))
                .collect(),
        };
        for outcome in outcomes {
            counts.planned += 1;
            *counts.outcomes.entry(outcome).or_default() += 1;
        }
        counts
    }

    /// How many had this outcome.
    pub fn with(&self, outcome: ScenarioOutcome) -> usize {
        self.outcomes.get(&outcome).copied().unwrap_or(0)
    }
}

/// Whether the results were won with the production parameters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ParametersVerdict {
    /// Whether no parameter was altered and every phone used the production parameters.
    pub production: bool,
    /// SHA-256 of the production parameters, hexadecimal.
    pub digest: String,
    /// The same of those for version 2 of the Exposure Notification API, where there are any.
    pub digest_v2: Option<String>,
}

impl Judgement {
    /// Whether a failure of the scenario counts for the verdict: it does not where no document promises what it checks,
    /// nor where the failure was accepted beforehand for every requirement it checks.
    pub(crate) fn failure_counts(&self, planned: &PlannedScenario, catalogue: &Catalogue) -> bool {
        let accepted = |requirement: &String| {
            self.known_deviations.iter().any(|deviation| {
                deviation.status == DeviationStatus::Accepted
                    && deviation.scenario == planned.name
                    && deviation.requirement.to_string() == *requirement
            })
        };
        let mut known = planned.requirements.iter().filter(|id| catalogue.contains(id));
        let any_known = planned.requirements.iter().any(|id| catalogue.contains(id));
        let all_accepted = any_known && known.all(accepted);
        !catalogue.is_informative(&planned.requirements) && !all_accepted
    }

    /// Adds what the altered parameters hide; see [`crate::hidden_by_alteration`].
    ///
    /// The sentences follow the first reason, which says that parameters were altered.
    #[must_use]
    pub fn with_hidden_failures(mut self, hidden: Vec<HiddenFailure>) -> Self {
        let position = self.reasons.len().min(1);
        let (japanese, english) = Bilingual::separated(hidden::sentences(&hidden));
        self.reasons.splice(position..position, japanese);
        self.reasons_en.splice(position..position, english);
        self.hidden_failures = hidden;
        self
    }
}
