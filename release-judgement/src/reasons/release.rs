//! Why the release must not go out: which requirements failed on which operating system, and where the chain broke.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use evidence::{ChainBreak, ScenarioOutcome, ScenarioPlatform};

use super::{Findings, ended, quoted};
use crate::bilingual::Bilingual;
use crate::names::{break_en, counted, platform_en, platform_ja};
use crate::requirement::known_requirements;
use crate::scenario::JudgedScenario;
use crate::{DeviationOutcome, DeviationStatus, RequirementId};

/// One reason per operating system and way in which the chain broke; the one that broke most scenarios comes first.
///
/// A defect breaks the chain for many scenarios at one place and in one way, so this tells causes apart, not symptoms.
pub(crate) fn reasons_against_release(findings: &Findings<'_>) -> Vec<Bilingual> {
    let mut groups: BTreeMap<_, Vec<&JudgedScenario<'_>>> = BTreeMap::new();
    for scenario in findings.scenarios {
        if scenario.outcome == ScenarioOutcome::Failed && findings.counts(scenario) {
            let broke_at = scenario.result.and_then(|result| result.broke_at.as_ref());
            let group = groups.entry((scenario.planned.platform, broke_at.map(way_of_breaking)));
            group.or_default().push(scenario);
        }
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(_, scenarios)| Reverse(scenarios.len()));
    let failures = groups
        .into_iter()
        .map(|((platform, _), scenarios)| reason(findings, platform, &scenarios));
    failures.chain(deviations(findings)).collect()
}

/// Known deviations that no longer hold. They stop the release even where nothing else does.
fn deviations(findings: &Findings<'_>) -> impl Iterator<Item = Bilingual> {
    findings.known_deviations.iter().filter_map(|deviation| {
        let DeviationOutcome {
            id,
            requirement,
            scenario,
            expires,
            ..
        } = deviation;
        Some(match deviation.status {
            DeviationStatus::Accepted => return None,
            DeviationStatus::Expired => Bilingual::new(
                format!(
                    "既知の逸脱 {id}（要件 {requirement}「{scenario}」）は {expires} で期限が切れています。直すか、改めて承認を得てください。"
                ),
                format!(
                    "The known deviation {id} ({requirement}, {}) expired on {expires}. Mend it, or have it approved again.",
                    quoted(scenario)
                ),
            ),
            DeviationStatus::Passed => Bilingual::new(
                format!(
                    "既知の逸脱 {id} のシナリオ「{scenario}」は合格しました。直ったのなら、記載を消してください。"
                ),
                format!(
                    "The scenario {} of the known deviation {id} passed. If it was mended, take the entry away.",
                    quoted(scenario)
                ),
            ),
            DeviationStatus::NoScenario => Bilingual::new(
                format!(
                    "既知の逸脱 {id} の名指すシナリオ「{scenario}」で、要件 {requirement} を確かめるものがありません。"
                ),
                format!(
                    "No scenario {}, which the known deviation {id} names, checks {requirement}.",
                    quoted(scenario)
                ),
            ),
        })
    })
}

/// Where and how the chain broke. Scores and counts differ from scenario to scenario and are left out.
fn way_of_breaking(broke_at: &ChainBreak) -> (&str, &str, String) {
    let detail = broke_at
        .detail
        .replace(|letter: char| letter.is_ascii_digit(), "");
    (&broke_at.phase, &broke_at.place, detail)
}

fn reason(
    findings: &Findings<'_>,
    platform: ScenarioPlatform,
    scenarios: &[&JudgedScenario<'_>],
) -> Bilingual {
    let requirements: BTreeSet<RequirementId> = scenarios
        .iter()
        .flat_map(|scenario| known_requirements(scenario, findings.catalogue))
        .collect();
    let ids: Vec<String> = requirements.iter().map(ToString::to_string).collect();
    let (ja, en) = if ids.is_empty() {
        (
            "確かめたことが成り立ちません".to_owned(),
            "what is checked does not hold".to_owned(),
        )
    } else {
        let verb = if ids.len() == 1 {
            "requirement fails"
        } else {
            "requirements fail"
        };
        (
            format!("要件 {} が否です", ids.join("・")),
            format!("{verb}: {}", ids.join(", ")),
        )
    };
    let cause = scenarios
        .first()
        .map_or_else(|| Bilingual::new("", ""), |scenario| cause(scenario));
    let count = scenarios.len();
    Bilingual::new(
        format!(
            "{}：{ja}（シナリオ{count}件）。{}",
            platform_ja(platform),
            cause.ja
        ),
        format!(
            "{}: {en} ({}). {}",
            platform_en(platform),
            counted(count, "scenario", "scenarios"),
            cause.en
        ),
    )
}

/// Where the chain broke for the first of the scenarios and what happened there; the others broke alike. A scenario
/// that knows no place says what its check saw.
fn cause(scenario: &JudgedScenario<'_>) -> Bilingual {
    let broke_at = scenario.result.and_then(|result| result.broke_at.as_ref());
    if let Some(broke_at) = broke_at {
        let ChainBreak {
            phase,
            place,
            subject,
            detail,
        } = broke_at;
        return Bilingual::new(
            ended(&format!("（{phase}）{place}——{subject}：{detail}")),
            format!("{}: {}.", break_en(broke_at), quoted(detail)),
        );
    }
    let symptom = scenario.broken_step().map(|step| {
        let message = step.message.as_ref().map(|message| message.replace('\n', " "));
        message.unwrap_or_else(|| format!("「{}」", step.text))
    });
    let symptom = symptom.unwrap_or_default();
    Bilingual::new(
        ended(&format!("{}——{symptom}", scenario.label())),
        format!("{}: {}.", scenario.label(), quoted(&symptom)),
    )
}
