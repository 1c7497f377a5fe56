//! What a GO rests on, and what it does not cover.

use std::collections::BTreeSet;

use evidence::ScenarioOutcome;

use super::Findings;
use crate::bilingual::Bilingual;
use crate::names::{counted, platform_en, platform_ja};
use crate::requirement::WithoutScenario;
use crate::{DeviationOutcome, RequirementId, RequirementOutcome, RequirementVerdict};

/// What was proved, with which parameters, and what was not tested.
pub(crate) fn proof(findings: &Findings<'_>) -> Vec<Bilingual> {
    let passed = count(findings, ScenarioOutcome::Passed);
    let planned = findings.scenarios.len();
    let requirements = requirements(findings, RequirementOutcome::Judged(ScenarioOutcome::Passed));
    let mut reasons = vec![Bilingual::new(
        format!(
            "計画した{planned}件のシナリオのうち{passed}件が合格し、可否に数える否は一つもありません（確かめた要件 {requirements}件）。"
        ),
        format!(
            "Of {planned} planned scenarios {passed} passed, and no failure counts for the verdict ({} checked).",
            counted(requirements, "requirement", "requirements")
        ),
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
        let digest = &findings.record.release.parameters_digest;
        reasons.push(Bilingual::new(
            format!(
                "接触を判定した{used}件のシナリオで、すべての端末が本番パラメーターを使いました（ダイジェスト {digest}）。"
            ),
            format!(
                "In the {} that judged contacts every phone used the production parameters (digest {digest}).",
                counted(used, "scenario", "scenarios")
            ),
        ));
    }
    if not_applicable(findings) > 0 {
        let count = not_applicable(findings);
        reasons.push(Bilingual::new(
            format!("{count}件のシナリオはこの環境では実行できません（必須の要件ではありません）。"),
            format!(
                "{} cannot run in this environment (no mandatory requirement is concerned).",
                counted(count, "scenario", "scenarios")
            ),
        ));
    }
    let untested = self::requirements(findings, RequirementOutcome::NotJudged(WithoutScenario::Untested));
    if untested > 0 {
        reasons.push(Bilingual::new(
            format!("試験していない要件が{untested}件あります。この判定はそれらについて何も言いません。"),
            format!(
                "{} not tested; this judgement says nothing about what is not.",
                counted(untested, "requirement is", "requirements are")
            ),
        ));
    }
    reasons
}

/// What failed and does not count, because no document promises it.
fn noted(findings: &Findings<'_>) -> Option<Bilingual> {
    let failed: Vec<&RequirementVerdict> = findings
        .requirements
        .iter()
        .filter(|verdict| RequirementVerdict::failed_for_information(verdict))
        .collect();
    let ja: Vec<String> = failed
        .iter()
        .map(|verdict| format!("{}（{}）", verdict.id, platform_ja(verdict.platform)))
        .collect();
    let en: Vec<String> = failed
        .iter()
        .map(|verdict| format!("{} ({})", verdict.id, platform_en(verdict.platform)))
        .collect();
    (!failed.is_empty()).then(|| {
        Bilingual::new(
            format!(
                "参考の要件に否があります：{}。公の文書が約束していないため、可否には数えません。",
                ja.join("、")
            ),
            format!(
                "Informative requirements failed: {}. No official document promises them, so they do not count.",
                en.join(", ")
            ),
        )
    })
}

/// What failed and was accepted beforehand.
fn accepted(findings: &Findings<'_>) -> Option<Bilingual> {
    let deviations = findings.known_deviations.iter();
    let (ja, en): (Vec<String>, Vec<String>) = deviations
        .map(|deviation| {
            let DeviationOutcome {
                id,
                requirement,
                expires,
                approved_by,
                ..
            } = deviation;
            (
                format!("{id}（要件 {requirement}、{approved_by}が承認、{expires}まで）"),
                format!("{id} ({requirement}, approved by {approved_by}, until {expires})"),
            )
        })
        .unzip();
    (!ja.is_empty()).then(|| {
        Bilingual::new(
            format!("既知の逸脱として承認された否があります：{}。", ja.join("、")),
            format!("Failures were accepted as known deviations: {}.", en.join(", ")),
        )
    })
}

fn not_applicable(findings: &Findings<'_>) -> usize {
    count(findings, ScenarioOutcome::NotApplicable)
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
