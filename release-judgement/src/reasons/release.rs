//! Why the release must not go out: which requirements failed on which operating system, and where the chain broke.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use evidence::{ScenarioOutcome, ScenarioPlatform};

use super::{Findings, ended, platform_name};
use crate::RequirementId;
use crate::requirement::known_requirements;
use crate::scenario::JudgedScenario;

/// One reason per operating system and place where the chain broke; where most scenarios broke comes first.
///
/// A defect breaks the chain at one place for many scenarios, so this tells causes apart, not symptoms.
pub(crate) fn reasons_against_release(findings: &Findings<'_>) -> Vec<String> {
    let mut groups: BTreeMap<_, Vec<&JudgedScenario<'_>>> = BTreeMap::new();
    for scenario in findings.scenarios {
        if scenario.outcome == ScenarioOutcome::Failed {
            let broke_at = scenario.result.and_then(|result| result.broke_at.as_ref());
            let place = broke_at.map(|broke_at| (broke_at.phase.as_str(), broke_at.place.as_str()));
            let group = groups.entry((scenario.planned.platform, place)).or_default();
            group.push(scenario);
        }
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(_, scenarios)| Reverse(scenarios.len()));
    groups
        .into_iter()
        .map(|((platform, place), scenarios)| reason(findings, platform, place, &scenarios))
        .collect()
}

fn reason(
    findings: &Findings<'_>,
    platform: ScenarioPlatform,
    place: Option<(&str, &str)>,
    scenarios: &[&JudgedScenario<'_>],
) -> String {
    let requirements: BTreeSet<RequirementId> = scenarios
        .iter()
        .flat_map(|scenario| known_requirements(scenario, findings.catalogue))
        .collect();
    let requirements: Vec<String> = requirements.iter().map(ToString::to_string).collect();
    let requirements = if requirements.is_empty() {
        String::new()
    } else {
        format!("要件 {} が否です。", requirements.join("・"))
    };
    let place = place.map_or_else(String::new, |(phase, place)| {
        format!("一連の流れは（{phase}）の「{place}」で途切れました。")
    });
    let example = scenarios
        .first()
        .map_or_else(String::new, |scenario| example(scenario));
    format!(
        "{}：{requirements}{place}失敗したシナリオは{}件。{example}",
        platform_name(platform),
        scenarios.len()
    )
}

/// What the first of the scenarios shows.
fn example(scenario: &JudgedScenario<'_>) -> String {
    let broke_at = scenario.result.and_then(|result| result.broke_at.as_ref());
    let what = match (broke_at, scenario.broken_step()) {
        (Some(broke_at), _) => format!("——{}：{}", broke_at.subject, broke_at.detail),
        (None, Some(step)) => {
            let message = step.message.as_deref().unwrap_or("理由は記録されていません");
            format!("の「{}」——{message}", step.text)
        }
        (None, None) => String::new(),
    };
    ended(&format!("例：{}{what}", scenario.label()))
}
