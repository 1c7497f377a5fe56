//! A verdict per requirement and operating system, rolled up from the scenarios that name the requirement.

use std::collections::{BTreeMap, BTreeSet};

use evidence::{Record, ScenarioOutcome, ScenarioPlatform};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::deviation::{DeviationOutcome, accepted};
use crate::scenario::JudgedScenario;
use crate::{Catalogue, Coverage, Force, RequirementId};

/// What is known about a requirement on an operating system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RequirementVerdict {
    /// The requirement.
    pub id: RequirementId,
    /// The operating system.
    pub platform: ScenarioPlatform,
    /// How binding it is.
    pub force: Force,
    /// What came out.
    pub outcome: RequirementOutcome,
    /// Whether the failure was accepted beforehand, in every scenario that failed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub known_deviation: bool,
    /// The ids of the scenarios that check it there.
    pub scenarios: Vec<String>,
}

/// What came out for a requirement on an operating system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum RequirementOutcome {
    /// The roll-up over its scenarios.
    Judged(ScenarioOutcome),
    /// No scenario checks it.
    NotJudged(WithoutScenario),
}

/// Why no scenario checks a requirement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WithoutScenario {
    /// A mechanism of the judgement ensures it, not a scenario.
    CheckedByMechanism,
    /// The catalogue says why not.
    Untested,
    /// It is not in force for the version of the app that is judged.
    NotInForce,
    /// Nobody says why not.
    Missing,
}

impl RequirementOutcome {
    /// The outcome when no scenario checks the requirement and nobody says why not.
    pub const MISSING: Self = Self::NotJudged(WithoutScenario::Missing);
    /// The outcome when a scenario failed.
    pub const FAILED: Self = Self::Judged(ScenarioOutcome::Failed);
    /// The outcome when the requirement does not bind the version that is judged.
    pub const NOT_IN_FORCE: Self = Self::NotJudged(WithoutScenario::NotInForce);
}

impl RequirementVerdict {
    /// Whether the requirement failed there and counts for the verdict.
    pub fn failed(&self) -> bool {
        self.outcome == RequirementOutcome::FAILED
            && self.force != Force::Informative
            && !self.known_deviation
    }

    /// Whether the requirement failed there and is only to be noted.
    pub fn failed_for_information(&self) -> bool {
        self.outcome == RequirementOutcome::FAILED && self.force == Force::Informative
    }
}

/// Rolls up: one verdict per demanded operating system on which the release is judged, and one for each other on which
/// a scenario checks.
///
/// Requirements that the catalogue does not know are left out; see [`unknown_requirements`].
pub(crate) fn requirement_verdicts(
    record: &Record,
    scenarios: &[JudgedScenario<'_>],
    catalogue: &Catalogue,
    deviations: &[DeviationOutcome],
) -> Vec<RequirementVerdict> {
    let mut rows: BTreeMap<(RequirementId, ScenarioPlatform), Vec<&JudgedScenario<'_>>> = BTreeMap::new();
    for requirement in catalogue.requirements() {
        for platform in requirement
            .platforms
            .iter()
            .filter(|platform| is_judged(record, **platform))
        {
            rows.entry((requirement.id, *platform)).or_default();
        }
    }
    for scenario in scenarios {
        for id in known_requirements(scenario, catalogue) {
            let row = rows.entry((id, scenario.planned.platform)).or_default();
            row.push(scenario);
        }
    }
    rows.into_iter()
        .map(|((id, platform), scenarios)| RequirementVerdict {
            id,
            platform,
            force: catalogue
                .requirement(id)
                .map_or(Force::Mandatory, |requirement| requirement.force),
            outcome: outcome(record, id, &scenarios, catalogue),
            known_deviation: scenarios
                .iter()
                .filter(|scenario| scenario.outcome == ScenarioOutcome::Failed)
                .all(|scenario| accepted(deviations, scenario).any(|accepted| accepted == id))
                && scenarios
                    .iter()
                    .any(|scenario| scenario.outcome == ScenarioOutcome::Failed),
            scenarios: scenarios
                .iter()
                .map(|scenario| scenario.planned.id.clone())
                .collect(),
        })
        .collect()
}

/// The requirements that a scenario names and the catalogue knows, each once.
pub(crate) fn known_requirements(
    scenario: &JudgedScenario<'_>,
    catalogue: &Catalogue,
) -> BTreeSet<RequirementId> {
    let named = scenario.planned.requirements.iter();
    named
        .filter_map(|id| id.parse().ok())
        .filter(|id| catalogue.requirement(*id).is_some())
        .collect()
}

/// The names that scenarios give as requirements and the catalogue does not know, with the scenarios.
pub(crate) fn unknown_requirements(
    scenarios: &[JudgedScenario<'_>],
    catalogue: &Catalogue,
) -> BTreeMap<String, Vec<String>> {
    let mut unknown: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for scenario in scenarios {
        for id in scenario
            .planned
            .requirements
            .iter()
            .filter(|id| !catalogue.contains(id))
        {
            unknown.entry(id.clone()).or_default().push(scenario.label());
        }
    }
    unknown
}

/// Whether the release is out for that operating system; what is judged on the two together is judged always.
fn is_judged(record: &Record, platform: ScenarioPlatform) -> bool {
    platform == ScenarioPlatform::Both || record.release.platforms.contains(&platform)
}

fn outcome(
    record: &Record,
    id: RequirementId,
    scenarios: &[&JudgedScenario<'_>],
    catalogue: &Catalogue,
) -> RequirementOutcome {
    let outcomes = scenarios.iter().map(|scenario| scenario.outcome);
    if let Some(outcome) = ScenarioOutcome::roll_up(outcomes) {
        return RequirementOutcome::Judged(outcome);
    }
    let requirement = catalogue.requirement(id);
    if requirement.is_some_and(|requirement| !requirement.in_force.covers(record.release.app)) {
        return RequirementOutcome::NOT_IN_FORCE;
    }
    let coverage = requirement.map(|requirement| &requirement.coverage);
    RequirementOutcome::NotJudged(match coverage {
        Some(Coverage::Mechanism(_)) => WithoutScenario::CheckedByMechanism,
        Some(Coverage::Untested(_)) => WithoutScenario::Untested,
        Some(Coverage::Scenarios) | None => WithoutScenario::Missing,
    })
}
