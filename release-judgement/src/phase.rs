//! A verdict per phase of the chain and operating system.

use evidence::{ScenarioOutcome, ScenarioPlatform};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Force, Phase, RequirementOutcome, RequirementVerdict};

/// What is known about a phase of the chain on an operating system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PhaseVerdict {
    /// The phase.
    pub phase: Phase,
    /// The operating system.
    pub platform: ScenarioPlatform,
    /// The roll-up over the phase's requirements; none if no scenario checks any of them there.
    pub outcome: Option<ScenarioOutcome>,
    /// How many requirements scenarios check there.
    pub judged: usize,
    /// How many requirements no scenario checks there.
    pub not_judged: usize,
}

/// Rolls up the requirements of every phase of the chain, for every operating system: those that are in force, and not
/// those that are only informative.
pub(crate) fn phase_verdicts(requirements: &[RequirementVerdict]) -> Vec<PhaseVerdict> {
    let mut verdicts = Vec::new();
    for phase in Phase::CHAIN {
        for platform in ScenarioPlatform::ALL {
            let of_phase: Vec<RequirementOutcome> = requirements
                .iter()
                .filter(|verdict| verdict.id.phase() == phase && verdict.platform == platform)
                .filter(|verdict| verdict.force != Force::Informative)
                .filter(|verdict| verdict.outcome != RequirementOutcome::NOT_IN_FORCE)
                .map(|verdict| verdict.outcome)
                .collect();
            let outcomes: Vec<ScenarioOutcome> = of_phase
                .iter()
                .filter_map(|outcome| match outcome {
                    RequirementOutcome::Judged(outcome) => Some(*outcome),
                    RequirementOutcome::NotJudged(_) => None,
                })
                .collect();
            verdicts.push(PhaseVerdict {
                phase,
                platform,
                judged: outcomes.len(),
                not_judged: of_phase.len() - outcomes.len(),
                outcome: ScenarioOutcome::roll_up(outcomes),
            });
        }
    }
    verdicts
}
