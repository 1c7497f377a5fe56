//! Why the judgement is not valid.

use evidence::ScenarioOutcome;

use super::coverage::{binds, missing, unknown, untested_and_tested};
use super::discrepancies::discrepancies;
use super::{Findings, ended, listed, quoted};
use crate::bilingual::Bilingual;
use crate::names::counted;
use crate::requirement::known_requirements;
use crate::scenario::JudgedScenario;
use crate::{Phase, RequirementOutcome};

/// The reasons, the most important first: what was run at all, then what came out of it, then what is missing.
pub(crate) fn reasons_against_validity(findings: &Findings<'_>) -> Vec<Bilingual> {
    let mut reasons = Vec::new();
    reasons.extend(altered(findings));
    reasons.extend(switched_on(findings));
    reasons.extend(mended(findings));
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

fn altered(findings: &Findings<'_>) -> Option<Bilingual> {
    let altered = &findings.record.altered_parameters;
    let ja: Vec<String> = altered
        .iter()
        .map(|altered| {
            format!(
                "{}：本番 {} → 使用 {}",
                altered.name, altered.production, altered.used
            )
        })
        .collect();
    let en: Vec<String> = altered
        .iter()
        .map(|altered| {
            format!(
                "{}: in production {}, used {}",
                altered.name, altered.production, altered.used
            )
        })
        .collect();
    (!altered.is_empty()).then(|| {
        Bilingual::new(
            format!(
                "本番と異なるパラメーターで実行しました（{}）。この結果は判定に数えません。",
                listed(&ja).ja
            ),
            format!(
                "It ran with other than the production parameters ({}). The results do not count.",
                listed(&en).en
            ),
        )
    })
}

/// What was broken on purpose says nothing about the release.
fn switched_on(findings: &Findings<'_>) -> Option<Bilingual> {
    let defects = &findings.record.switched_on_defects;
    (!defects.is_empty()).then(|| {
        let defects = listed(defects);
        Bilingual::new(
            format!(
                "過去の不具合をわざと入れて実行しました（{}）。この結果は判定に数えません。",
                defects.ja
            ),
            format!(
                "It ran with defects of the past put in on purpose ({}). The results do not count.",
                defects.en
            ),
        )
    })
}

/// What was mended for a proof is not the release either.
fn mended(findings: &Findings<'_>) -> Option<Bilingual> {
    let mended = findings.record.mended.as_ref()?;
    Some(Bilingual::new(
        format!("この版にある不具合を直したもの（{mended}）で実行しました。この結果は判定に数えません。"),
        format!(
            "Defects that the release has were mended for the run ({mended}). The result does not count."
        ),
    ))
}

fn deviating(findings: &Findings<'_>) -> Option<Bilingual> {
    // Where parameters were altered on purpose, the phones do what they were told.
    if !findings.record.altered_parameters.is_empty() || findings.deviating_phones.is_empty() {
        return None;
    }
    let phones: Vec<String> = findings.deviating_phones.iter().cloned().collect();
    let scenarios = labels(findings, |scenario| scenario.outcome == ScenarioOutcome::Tuned);
    let (phones, scenarios) = (listed(&phones), listed(&scenarios));
    Some(Bilingual::new(
        format!(
            "本番パラメーターと異なる値で判定した端末があります（{}）。該当するシナリオの結果は判定に数えません：{}。",
            phones.ja, scenarios.ja
        ),
        format!(
            "Phones judged with other values than the production parameters ({}). The results of these scenarios do not \
             count: {}.",
            phones.en, scenarios.en
        ),
    ))
}

fn filtered(findings: &Findings<'_>) -> Option<Bilingual> {
    let filter = findings.record.filter.as_ref()?;
    let conditions = |tags: &str, name: &str| {
        let tags = filter.tags.as_ref().map(|value| format!("{tags}「{value}」"));
        let name = filter.name.as_ref().map(|value| format!("{name}「{value}」"));
        tags.into_iter().chain(name).collect::<Vec<String>>()
    };
    Some(Bilingual::new(
        format!(
            "一部のシナリオだけを選んで実行しました（{}）。リリースの判定には全シナリオが要ります。",
            conditions("タグ", "名前").join("、")
        ),
        format!(
            "Only some scenarios were chosen ({}). The judgement of a release needs all of them.",
            conditions("tags ", "name ").join(", ")
        ),
    ))
}

/// The release before cannot be compared with, or nobody says what the release changes.
fn incomparable(findings: &Findings<'_>) -> impl Iterator<Item = Bilingual> {
    let objections = findings.comparison.objections().iter();
    objections.chain(&findings.changes.against_validity).cloned()
}

/// Outcomes that say nothing about the release, in words.
const SAYING_NOTHING: [(ScenarioOutcome, &str, &str); 5] = [
    (
        ScenarioOutcome::Error,
        "試験環境の異常で判定できなかったシナリオがあります",
        "Scenarios that could not be judged because the test environment broke",
    ),
    (
        ScenarioOutcome::Undefined,
        "定義のないステップを含むシナリオがあります",
        "Scenarios with a step that has no definition",
    ),
    (
        ScenarioOutcome::Unstable,
        "実行のたびに結果が変わるシナリオがあります",
        "Scenarios that come out differently from run to run",
    ),
    (
        ScenarioOutcome::Tuned,
        "本番でないパラメーターで実行されたシナリオがあります",
        "Scenarios that ran with other than the production parameters",
    ),
    (
        ScenarioOutcome::NotRun,
        "実行されなかったシナリオがあります",
        "Scenarios that did not run",
    ),
];

/// Scenarios of which nothing is known, though they are well planned and recorded.
fn without_result(findings: &Findings<'_>) -> Vec<Bilingual> {
    let sentence = |(outcome, ja, en)| {
        let came_out =
            |scenario: &&JudgedScenario<'_>| scenario.result.is_some_and(|result| result.outcome == outcome);
        let scenarios: Vec<&JudgedScenario<'_>> = findings.scenarios.iter().filter(came_out).collect();
        let labels: Vec<String> = scenarios.iter().map(|scenario| scenario.label()).collect();
        let cause = scenarios.iter().find_map(|scenario| scenario.broken_step());
        let (cause_ja, cause_en) = cause.map_or_else(Default::default, |step| {
            let said = |quote: fn(&str) -> String| {
                step.message
                    .as_ref()
                    .map_or_else(String::new, |message| format!("——{}", quote(message)))
            };
            (
                ended(&format!("最初の箇所：「{}」{}", step.text, said(str::to_owned))),
                format!(" The first place: 「{}」{}.", step.text, said(quoted)),
            )
        });
        let named = listed(&labels);
        let count = labels.len();
        (count > 0).then(|| {
            Bilingual::new(
                format!("{ja}（{count}件）：{}。{cause_ja}", named.ja),
                format!("{en} ({count}): {}.{cause_en}", named.en),
            )
        })
    };
    SAYING_NOTHING.into_iter().filter_map(sentence).collect()
}

fn not_applicable(findings: &Findings<'_>) -> Option<Bilingual> {
    let scenarios = labels(findings, |scenario| {
        scenario.outcome == ScenarioOutcome::NotApplicable && is_mandatory(findings, scenario)
    });
    (!scenarios.is_empty()).then(|| {
        let count = scenarios.len();
        let named = listed(&scenarios);
        Bilingual::new(
            format!(
                "この環境では実行できない必須のシナリオがあります（{count}件）：{}。",
                named.ja
            ),
            format!(
                "{} cannot run in this environment: {}.",
                counted(count, "mandatory scenario", "mandatory scenarios"),
                named.en
            ),
        )
    })
}

/// A scenario is mandatory if one of its requirements is.
fn is_mandatory(findings: &Findings<'_>, scenario: &JudgedScenario<'_>) -> bool {
    let known = known_requirements(scenario, findings.catalogue);
    known.iter().any(|id| binds(findings, *id))
}

fn nothing_passed_or_failed(findings: &Findings<'_>) -> Option<Bilingual> {
    let judged = findings.scenarios.iter().any(|scenario| {
        matches!(
            scenario.outcome,
            ScenarioOutcome::Passed | ScenarioOutcome::Failed
        )
    });
    (!judged).then(|| {
        Bilingual::new(
            "合否の出たシナリオが一つもありません。",
            "No scenario passed or failed.",
        )
    })
}

/// Close contact is judged with parameters; if none were seen, nobody knows whether they were the production ones. Where
/// the chain broke before any phone could judge, that failure is what there is to say.
fn no_parameters_seen(findings: &Findings<'_>) -> Option<Bilingual> {
    let failed = |scenario: &JudgedScenario<'_>| {
        scenario.outcome == ScenarioOutcome::Failed && findings.counts(scenario)
    };
    if findings.scenarios.iter().any(failed) {
        return None;
    }
    let judged_close_contact = findings.requirements.iter().any(|verdict| {
        verdict.id.phase() == Phase::CloseContact
            && verdict.outcome == RequirementOutcome::Judged(ScenarioOutcome::Passed)
    });
    let seen = findings
        .record
        .results
        .iter()
        .any(|result| !result.parameters.is_empty());
    (judged_close_contact && !seen).then(|| {
        Bilingual::new(
            "端末が使ったパラメーターが記録になく、本番パラメーターと照合できません。",
            "The record does not say which parameters the phones used, so they cannot be compared with those in production.",
        )
    })
}

fn labels(findings: &Findings<'_>, which: impl Fn(&JudgedScenario<'_>) -> bool) -> Vec<String> {
    let scenarios = findings.scenarios.iter();
    scenarios
        .filter(|scenario| which(scenario))
        .map(JudgedScenario::label)
        .collect()
}
