//! What a GO rests on, and what it does not cover.

use std::collections::BTreeSet;

use evidence::ScenarioOutcome;

use super::{Findings, platform_name};
use crate::comparison::explained;
use crate::requirement::WithoutScenario;
use crate::{DeviationOutcome, RequirementId, RequirementOutcome, RequirementVerdict};

/// What was proved, with which parameters, and what was not tested.
pub(crate) fn proof(findings: &Findings<'_>) -> Vec<String> {
    let passed = count(findings, ScenarioOutcome::Passed);
    let not_applicable = count(findings, ScenarioOutcome::NotApplicable);
    let requirements = requirements(findings, RequirementOutcome::Judged(ScenarioOutcome::Passed));
    let mut reasons = vec![format!(
        "計画した{}件のシナリオのうち{passed}件が合格し、可否に数える否は一つもありません（確かめた要件 {requirements}件）。",
        findings.scenarios.len()
    )];
    reasons.extend(noted(findings));
    reasons.extend(accepted(findings));
    let used = findings
        .record
        .results
        .iter()
        .filter(|result| !result.parameters.is_empty())
        .count();
    if used > 0 {
        reasons.push(format!(
            "接触を判定した{used}件のシナリオで、すべての端末が本番パラメーターを使いました（ダイジェスト {}）。",
            findings.record.release.parameters_digest
        ));
    }
    if let Some(previous) = &findings.record.release.previous
        && !findings.comparison.rows().is_empty()
    {
        reasons.push(explained(findings.comparison.rows(), previous).ja);
    }
    if not_applicable > 0 {
        reasons.push(format!(
            "{not_applicable}件のシナリオはこの環境では実行できません（必須の要件ではありません）。"
        ));
    }
    let untested = self::requirements(findings, RequirementOutcome::NotJudged(WithoutScenario::Untested));
    if untested > 0 {
        reasons.push(format!(
            "試験していない要件が{untested}件あります。この判定はそれらについて何も言いません。"
        ));
    }
    reasons
}

/// What failed and does not count, because no document promises it.
fn noted(findings: &Findings<'_>) -> Option<String> {
    let failed = findings
        .requirements
        .iter()
        .filter(|verdict| RequirementVerdict::failed_for_information(verdict));
    let named: Vec<String> = failed
        .map(|verdict| format!("{}（{}）", verdict.id, platform_name(verdict.platform)))
        .collect();
    (!named.is_empty()).then(|| {
        format!(
            "参考の要件に否があります：{}。公の文書が約束していないため、可否には数えません。",
            named.join("、")
        )
    })
}

/// What failed and was accepted beforehand.
fn accepted(findings: &Findings<'_>) -> Option<String> {
    let named: Vec<String> = findings
        .known_deviations
        .iter()
        .map(|deviation| {
            let DeviationOutcome {
                id,
                requirement,
                expires,
                approved_by,
                ..
            } = deviation;
            format!("{id}（要件 {requirement}、{approved_by}が承認、{expires}まで）")
        })
        .collect();
    (!named.is_empty()).then(|| format!("既知の逸脱として承認された否があります：{}。", named.join("、")))
}

fn count(findings: &Findings<'_>, outcome: ScenarioOutcome) -> usize {
    let scenarios = findings.scenarios.iter();
    scenarios.filter(|scenario| scenario.outcome == outcome).count()
}

fn requirements(findings: &Findings<'_>, outcome: RequirementOutcome) -> usize {
    let with_outcome = findings
        .requirements
        .iter()
        .filter(|verdict| verdict.outcome == outcome);
    let ids: BTreeSet<RequirementId> = with_outcome.map(|verdict| verdict.id).collect();
    ids.len()
}
