//! Why the judgement is not valid.

use std::collections::BTreeSet;

use evidence::ScenarioOutcome;

use super::{Findings, ended, listed, platform_name};
use crate::reconcile::Discrepancy;
use crate::requirement::known_requirements;
use crate::scenario::JudgedScenario;
use crate::{Coverage, Force, Phase, RequirementId, RequirementOutcome, RequirementVerdict};

/// The reasons, the most important first: what was run at all, then what came out of it, then what is missing.
pub(crate) fn reasons_against_validity(findings: &Findings<'_>) -> Vec<String> {
    let mut reasons = Vec::new();
    reasons.extend(altered(findings));
    reasons.extend(switched_on(findings));
    reasons.extend(deviating(findings));
    reasons.extend(filtered(findings));
    reasons.extend(discrepancies(findings));
    reasons.extend(incomparable(findings));
    reasons.extend(without_result(findings));
    reasons.extend(not_applicable(findings));
    reasons.extend(unknown(findings));
    reasons.extend(missing(findings));
    reasons.extend(untested_and_tested(findings));
    reasons.extend(nothing_passed_or_failed(findings));
    reasons.extend(no_parameters_seen(findings));
    reasons
}

fn altered(findings: &Findings<'_>) -> Option<String> {
    let altered = &findings.record.altered_parameters;
    let changes: Vec<String> = altered
        .iter()
        .map(|altered| {
            format!(
                "{}：本番 {} → 使用 {}",
                altered.name, altered.production, altered.used
            )
        })
        .collect();
    (!changes.is_empty()).then(|| {
        format!(
            "本番と異なるパラメーターで実行しました（{}）。この結果は判定に数えません。",
            listed(&changes)
        )
    })
}

/// What was broken on purpose says nothing about the release.
fn switched_on(findings: &Findings<'_>) -> Option<String> {
    let defects = &findings.record.switched_on_defects;
    (!defects.is_empty()).then(|| {
        format!(
            "過去の不具合をわざと入れて実行しました（{}）。この結果は判定に数えません。",
            listed(defects)
        )
    })
}

fn deviating(findings: &Findings<'_>) -> Option<String> {
    // Where parameters were altered on purpose, the phones do what they were told.
    if !findings.record.altered_parameters.is_empty() || findings.deviating_phones.is_empty() {
        return None;
    }
    let phones: Vec<String> = findings.deviating_phones.iter().cloned().collect();
    let scenarios = labels(findings, |scenario| scenario.outcome == ScenarioOutcome::Tuned);
    Some(format!(
        "本番パラメーターと異なる値で判定した端末があります（{}）。該当するシナリオの結果は判定に数えません：{}。",
        listed(&phones),
        listed(&scenarios)
    ))
}

fn filtered(findings: &Findings<'_>) -> Option<String> {
    let filter = findings.record.filter.as_ref()?;
    let tags = filter.tags.as_ref().map(|tags| format!("タグ「{tags}」"));
    let name = filter.name.as_ref().map(|name| format!("名前「{name}」"));
    let conditions: Vec<String> = tags.into_iter().chain(name).collect();
    Some(format!(
        "一部のシナリオだけを選んで実行しました（{}）。リリースの判定には全シナリオが要ります。",
        conditions.join("、")
    ))
}

/// The release before cannot be compared with, or nobody says what the release changes.
fn incomparable(findings: &Findings<'_>) -> impl Iterator<Item = String> {
    let objections = findings.comparison.objections().iter();
    let sentences = objections.chain(&findings.changes.against_validity);
    sentences.map(|sentence| sentence.ja.clone())
}

fn discrepancies(findings: &Findings<'_>) -> Vec<String> {
    let sentence = |(discrepancy, scenarios): (&Discrepancy, &Vec<String>)| {
        let what = match discrepancy {
            Discrepancy::NothingPlanned => return "実行するシナリオが一つもありません。".to_owned(),
            Discrepancy::NoResult => "計画にあるのに結果のないシナリオがあります",
            Discrepancy::SeveralResults => "結果が二つ以上あるシナリオがあります",
            Discrepancy::Unplanned => "計画にないシナリオの結果があります",
            Discrepancy::PlannedTwice => "計画に二度載っているシナリオがあります",
            Discrepancy::OtherSteps => "計画と異なるステップを実行したシナリオがあります",
            Discrepancy::PassedWithoutItsSteps => {
                "通っていないステップがあるのに合格とされたシナリオがあります"
            }
            Discrepancy::NoStep => "ステップのないシナリオがあります",
            Discrepancy::NoCheck => "確かめる文（ならば）のないシナリオがあります",
            Discrepancy::NoRequirement => "要件を名指ししていないシナリオがあります",
        };
        format!("{what}（{}件）：{}。", scenarios.len(), listed(scenarios))
    };
    findings.discrepancies.iter().map(sentence).collect()
}

/// Scenarios of which nothing is known, though they are well planned and recorded.
fn without_result(findings: &Findings<'_>) -> Vec<String> {
    let outcomes = [
        (
            ScenarioOutcome::Error,
            "試験環境の異常で判定できなかったシナリオがあります",
        ),
        (
            ScenarioOutcome::Undefined,
            "定義のないステップを含むシナリオがあります",
        ),
        (
            ScenarioOutcome::Unstable,
            "実行のたびに結果が変わるシナリオがあります",
        ),
        (
            ScenarioOutcome::Tuned,
            "本番でないパラメーターで実行されたシナリオがあります",
        ),
        (ScenarioOutcome::NotRun, "実行されなかったシナリオがあります"),
    ];
    let sentence = |(outcome, what)| {
        let came_out =
            |scenario: &&JudgedScenario<'_>| scenario.result.is_some_and(|result| result.outcome == outcome);
        let scenarios: Vec<&JudgedScenario<'_>> = findings.scenarios.iter().filter(came_out).collect();
        let labels: Vec<String> = scenarios.iter().map(|scenario| scenario.label()).collect();
        let cause = scenarios.iter().find_map(|scenario| scenario.broken_step());
        let cause = cause.map_or_else(String::new, |step| {
            let message = step
                .message
                .as_ref()
                .map_or_else(String::new, |message| format!("——{message}"));
            ended(&format!("最初の箇所：「{}」{message}", step.text))
        });
        (!labels.is_empty()).then(|| format!("{what}（{}件）：{}。{cause}", labels.len(), listed(&labels)))
    };
    outcomes.into_iter().filter_map(sentence).collect()
}

fn not_applicable(findings: &Findings<'_>) -> Option<String> {
    let scenarios = labels(findings, |scenario| {
        scenario.outcome == ScenarioOutcome::NotApplicable && is_mandatory(findings, scenario)
    });
    (!scenarios.is_empty()).then(|| {
        format!(
            "この環境では実行できない必須のシナリオがあります（{}件）：{}。",
            scenarios.len(),
            listed(&scenarios)
        )
    })
}

/// A scenario is mandatory if one of its requirements is.
fn is_mandatory(findings: &Findings<'_>, scenario: &JudgedScenario<'_>) -> bool {
    let known = known_requirements(scenario, findings.catalogue);
    known.iter().any(|id| binds(findings, *id))
}

fn binds(findings: &Findings<'_>, id: RequirementId) -> bool {
    let requirement = findings.catalogue.requirement(id);
    requirement.is_some_and(|requirement| requirement.force == Force::Mandatory)
}

fn unknown(findings: &Findings<'_>) -> Vec<String> {
    let sentence = |(id, scenarios): (&String, &Vec<String>)| {
        format!("要件 {id} は要件カタログにありません：{}。", listed(scenarios))
    };
    findings.unknown_requirements.iter().map(sentence).collect()
}

fn missing(findings: &Findings<'_>) -> Option<String> {
    // What was not selected is missing of course; the filter is the reason.
    if findings.record.filter.is_some() {
        return None;
    }
    let mut missing = Vec::new();
    for verdict in findings.requirements {
        if binds(findings, verdict.id) && verdict.outcome == RequirementOutcome::MISSING {
            missing.push(format!("{}（{}）", verdict.id, platform_name(verdict.platform)));
        }
    }
    (!missing.is_empty()).then(|| {
        // Each is named: an auditor must see all that was left out.
        format!(
            "確かめるシナリオも、試験しない理由もない要件があります：{}。",
            missing.join("、")
        )
    })
}

/// A reason that no longer holds would be read in the report as a gap that is none.
fn untested_and_tested(findings: &Findings<'_>) -> Option<String> {
    let contradicts = |verdict: &&RequirementVerdict| {
        let requirement = findings.catalogue.requirement(verdict.id);
        let untested =
            requirement.is_some_and(|requirement| matches!(requirement.coverage, Coverage::Untested(_)));
        untested && !verdict.scenarios.is_empty()
    };
    let verdicts = findings.requirements.iter().filter(contradicts);
    let named: BTreeSet<String> = verdicts.map(|verdict| verdict.id.to_string()).collect();
    (!named.is_empty()).then(|| {
        format!(
            "試験しない理由が書かれているのに、確かめるシナリオのある要件があります：{}。",
            named.into_iter().collect::<Vec<_>>().join("、")
        )
    })
}

fn nothing_passed_or_failed(findings: &Findings<'_>) -> Option<String> {
    let judged = findings.scenarios.iter().any(|scenario| {
        matches!(
            scenario.outcome,
            ScenarioOutcome::Passed | ScenarioOutcome::Failed
        )
    });
    (!judged).then(|| "合否の出たシナリオが一つもありません。".to_owned())
}

/// Close contact is judged with parameters; if none were seen, nobody knows whether they were the production ones.
fn no_parameters_seen(findings: &Findings<'_>) -> Option<String> {
    let judged_close_contact = findings.requirements.iter().any(|verdict| {
        verdict.id.phase() == Phase::CloseContact
            && verdict.outcome == RequirementOutcome::Judged(ScenarioOutcome::Passed)
    });
    let seen = findings
        .record
        .results
        .iter()
        .any(|result| !result.parameters.is_empty());
    (judged_close_contact && !seen)
        .then(|| "端末が使ったパラメーターが記録になく、本番パラメーターと照合できません。".to_owned())
}

fn labels(findings: &Findings<'_>, which: impl Fn(&JudgedScenario<'_>) -> bool) -> Vec<String> {
    let scenarios = findings.scenarios.iter();
    scenarios
        .filter(|scenario| which(scenario))
        .map(JudgedScenario::label)
        .collect()
}
