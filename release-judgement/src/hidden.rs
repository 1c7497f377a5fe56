//! What altered parameters hide: the same release, judged with them and with the production ones (報告書 2(5)).

use std::collections::BTreeSet;

use evidence::{Record, ScenarioOutcome, ScenarioPlatform};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::bilingual::Bilingual;
use crate::names::{platform_en, platform_ja};
use crate::{Catalogue, Defect, RequirementId, RequirementOutcome, RequirementVerdict, judge};

/// A requirement that fails with the production parameters and passes with the altered ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HiddenFailure {
    /// The requirement.
    pub requirement: RequirementId,
    /// The operating system.
    pub platform: ScenarioPlatform,
    /// The ids of the scenarios that fail with the production parameters.
    pub scenarios: Vec<String>,
    /// The defects of the past that this points to.
    pub defects: Vec<String>,
}

/// The sentences for the reasons, one per operating system.
pub(crate) fn sentences(hidden: &[HiddenFailure]) -> Vec<Bilingual> {
    let on_platform = |platform| {
        let here = || hidden.iter().filter(move |hidden| hidden.platform == platform);
        let requirements: Vec<String> = here().map(|hidden| hidden.requirement.to_string()).collect();
        let defects: BTreeSet<&str> = here()
            .flat_map(|hidden| hidden.defects.iter().map(String::as_str))
            .collect();
        let defects: Vec<&str> = defects.into_iter().collect();
        let (known_ja, known_en) = if defects.is_empty() {
            Default::default()
        } else {
            (
                format!("過去の不具合 {} の現れ方です。", defects.join("・")),
                format!(" This is how a defect of the past shows: {}.", defects.join(", ")),
            )
        };
        (!requirements.is_empty()).then(|| {
            Bilingual::new(
                format!(
                    "{}：要件 {} は、本番パラメーターでは否なのに、変えた値では合格しました。値を変えたことで不具合が隠れています。{known_ja}",
                    platform_ja(platform),
                    requirements.join("・")
                ),
                format!(
                    "{}: {} fail with the production parameters and passed with the altered ones. Altering them hides a \
                     defect.{known_en}",
                    platform_en(platform),
                    requirements.join(", ")
                ),
            )
        })
    };
    ScenarioPlatform::ALL
        .into_iter()
        .filter_map(on_platform)
        .collect()
}

/// Finds what `altered` hides: requirements that fail in `production` and whose failing scenarios pass in `altered`.
///
/// Both must be records of the same release; for two different ones nothing is found. The outcomes of `altered` are
/// taken as they came out, for a judgement would not count them.
pub fn hidden_by_alteration(
    altered: &Record,
    production: &Record,
    catalogue: &Catalogue,
) -> Vec<HiddenFailure> {
    if altered.release.name != production.release.name {
        return Vec::new();
    }
    let judgement = judge(production, catalogue);
    let failed_in_production =
        |id: &&String| judgement.scenario_outcomes.get(*id) == Some(&ScenarioOutcome::Failed);
    let passes_altered = |id: &String| {
        let mut results = altered.results.iter().filter(|result| result.id == *id);
        results
            .next()
            .is_some_and(|result| result.outcome == ScenarioOutcome::Passed)
    };
    let hidden = |verdict: &RequirementVerdict| {
        if verdict.outcome != RequirementOutcome::FAILED {
            return None;
        }
        let scenarios: Vec<String> = verdict
            .scenarios
            .iter()
            .filter(failed_in_production)
            .cloned()
            .collect();
        scenarios.iter().all(passes_altered).then(|| HiddenFailure {
            requirement: verdict.id,
            platform: verdict.platform,
            scenarios,
            defects: catalogue
                .defects()
                .iter()
                .filter(|defect| points_to(verdict, defect, &production.release.name))
                .map(|defect| defect.id.clone())
                .collect(),
        })
    };
    judgement.requirements.iter().filter_map(hidden).collect()
}

/// Whether a failure is that of the defect. What is judged on both operating systems together fails when one does.
fn points_to(verdict: &RequirementVerdict, defect: &Defect, release: &str) -> bool {
    let platform_matches =
        verdict.platform == ScenarioPlatform::Both || defect.platforms.contains(&verdict.platform);
    platform_matches
        && defect.requirements.contains(&verdict.id)
        && defect.releases.iter().any(|name| name == release)
}
