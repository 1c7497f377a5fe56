//! The suite proves itself: what it says of an otherwise good release into which something wrong was put.
//!
//! A suite that is always green proves nothing (報告書 2(5): the test of October 2020 could not have failed). What is put
//! in is either a defect of the catalogue, which must be found by a requirement the catalogue expects, or a mutant, a
//! single change to a table of behaviour, which any requirement may find.

use std::collections::BTreeSet;

use evidence::{PlannedScenario, Record, ScenarioOutcome, ScenarioPlatform};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Catalogue, Defect, Force, Judgement, RequirementId, RequirementOutcome, RequirementVerdict, Verdict,
    judge,
};

/// What the suite says of one defect on one operating system, or of one mutant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Proof {
    /// The defect, `D6`, or the mutant, `app.details = any_match`.
    pub defect: String,
    /// The operating system; for a mutant that of the scenario that found it.
    pub platform: ScenarioPlatform,
    /// Whether the suite found it.
    pub caught: bool,
    /// The requirements that failed with it there and pass without it.
    pub requirements: Vec<RequirementId>,
    /// The ids of the scenarios that failed with it and pass without it.
    pub scenarios: Vec<String>,
    /// The release into which it was put.
    pub release: String,
    /// What a judgement of that release would have been. A defect against which no document promises anything is found
    /// by requirements that are only noted, and stays GO.
    pub verdict: Verdict,
    /// Why nothing in the suite can find it, in Japanese, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<String>,
}

/// A requirement on an operating system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct ProvenRequirement {
    /// The requirement.
    pub id: RequirementId,
    /// The operating system.
    pub platform: ScenarioPlatform,
}

/// What a judgement of the record would be if nothing had been put in on purpose. It is none: the record stays what it is.
///
/// The comparison with the release before is left out, for it is made once per release.
pub fn judge_as_if_untouched(record: &Record, catalogue: &Catalogue) -> Judgement {
    let mut record = record.clone();
    record.switched_on_defects.clear();
    record.mended = None;
    record.release.previous = None;
    record.release.changes.clear();
    record.populations = None;
    judge(&record, catalogue)
}

/// What the suite says of a defect, for every operating system on which it showed.
pub fn prove_defect(
    defect: &Defect,
    base: &Judgement,
    with_defect: &Judgement,
    catalogue: &Catalogue,
) -> Vec<Proof> {
    let on_platform = |platform: &ScenarioPlatform| {
        let failed = newly_failed(base, with_defect, *platform);
        let expected = failed.iter().any(|id| defect.requirements.contains(id));
        let all_noted = defect.requirements.iter().all(|id| is_noted(*id, catalogue));
        let altered = !with_defect.parameters.production;
        let scenarios = if altered {
            tuned(with_defect)
        } else {
            newly_failed_scenarios(base, with_defect, *platform)
        };
        Proof {
            defect: defect.id.clone(),
            platform: *platform,
            // A defect of the testing itself must make the judgement invalid (報告書 2(5)).
            caught: if altered {
                with_defect.verdict == Verdict::Invalid && !scenarios.is_empty()
            } else {
                expected && (all_noted || with_defect.verdict == Verdict::NoGo)
            },
            requirements: if altered {
                defect.requirements.iter().copied().collect()
            } else {
                failed.into_iter().collect()
            },
            scenarios,
            release: with_defect.release.clone(),
            verdict: with_defect.verdict,
            explanation: None,
        }
    };
    defect.platforms.iter().map(on_platform).collect()
}

/// What the suite says of a mutant by the first scenario that fails with it and passes on the base; by none, it is not found.
pub fn prove_mutant(
    name: &str,
    base: &Judgement,
    failed: Option<&PlannedScenario>,
    catalogue: &Catalogue,
) -> Proof {
    let requirements: Vec<RequirementId> = failed
        .iter()
        .flat_map(|planned| &planned.requirements)
        .filter_map(|id| id.parse().ok())
        .collect();
    let counts = requirements.iter().any(|id| !is_noted(*id, catalogue));
    Proof {
        defect: name.to_owned(),
        platform: failed.map_or(ScenarioPlatform::Both, |planned| planned.platform),
        caught: failed.is_some(),
        requirements,
        scenarios: failed.iter().map(|planned| planned.id.clone()).collect(),
        release: base.release.clone(),
        verdict: if counts { Verdict::NoGo } else { Verdict::Go },
        explanation: None,
    }
}

/// The requirements that were seen to fail.
pub fn seen_to_fail(judgement: &Judgement) -> BTreeSet<ProvenRequirement> {
    judgement
        .requirements
        .iter()
        .filter(|verdict| verdict.outcome == RequirementOutcome::FAILED)
        .map(|verdict| ProvenRequirement {
            id: verdict.id,
            platform: verdict.platform,
        })
        .collect()
}

/// The requirements that scenarios judge and that were never seen to fail: nobody knows whether they can.
pub fn unproven(judgement: &Judgement, seen_to_fail: &BTreeSet<ProvenRequirement>) -> Vec<ProvenRequirement> {
    judgement
        .requirements
        .iter()
        .filter(|verdict| matches!(verdict.outcome, RequirementOutcome::Judged(_)))
        .filter(|verdict| !verdict.scenarios.is_empty())
        .map(|verdict| ProvenRequirement {
            id: verdict.id,
            platform: verdict.platform,
        })
        .filter(|requirement| !seen_to_fail.contains(requirement))
        .collect()
}

/// The requirements that pass in `base` and fail with the defect. What is judged on both systems together fails when
/// one of them does.
fn newly_failed(
    base: &Judgement,
    with_defect: &Judgement,
    platform: ScenarioPlatform,
) -> BTreeSet<RequirementId> {
    let concerns = |verdict: &&RequirementVerdict| {
        let both = ScenarioPlatform::Both;
        platform == both || verdict.platform == platform || verdict.platform == both
    };
    let passed_before = |verdict: &RequirementVerdict| {
        base.requirements.iter().any(|before| {
            (before.id, before.platform) == (verdict.id, verdict.platform)
                && before.outcome == RequirementOutcome::Judged(ScenarioOutcome::Passed)
        })
    };
    with_defect
        .requirements
        .iter()
        .filter(concerns)
        .filter(|verdict| verdict.outcome == RequirementOutcome::FAILED && passed_before(verdict))
        .map(|verdict| verdict.id)
        .collect()
}

fn newly_failed_scenarios(
    base: &Judgement,
    with_defect: &Judgement,
    platform: ScenarioPlatform,
) -> Vec<String> {
    let failed = newly_failed(base, with_defect, platform);
    let of_failed: BTreeSet<&String> = with_defect
        .requirements
        .iter()
        .filter(|verdict| failed.contains(&verdict.id))
        .flat_map(|verdict| &verdict.scenarios)
        .collect();
    let newly = |id: &&String| {
        with_defect.scenario_outcomes.get(*id) == Some(&ScenarioOutcome::Failed)
            && base.scenario_outcomes.get(*id) == Some(&ScenarioOutcome::Passed)
    };
    of_failed.into_iter().filter(newly).cloned().collect()
}

fn tuned(judgement: &Judgement) -> Vec<String> {
    let outcomes = judgement.scenario_outcomes.iter();
    outcomes
        .filter(|(_, outcome)| **outcome == ScenarioOutcome::Tuned)
        .map(|(id, _)| id.clone())
        .collect()
}

fn is_noted(id: RequirementId, catalogue: &Catalogue) -> bool {
    let requirement = catalogue.requirement(id);
    requirement.is_some_and(|requirement| requirement.force == Force::Informative)
}
