//! JUnit XML and Cucumber Messages: complete, and never greener than the judgement.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::process::Command;

use evidence::{PlannedStep, Record, ScenarioOutcome, ScenarioPlatform, StepOutcome};
use quick_junit::{NonSuccessKind, Report, TestCaseStatus};
use release_judgement::{FeatureSource, cucumber_messages, judge, junit_xml};
use serde_json::Value;

use crate::support::{
    catalogue, catalogue_of, empty, fail, green, passed, planned, result, with_d6, with_d6_altered,
};

fn junit(record: &Record) -> Report {
    let catalogue = catalogue();
    let xml = junit_xml(record, &judge(record, &catalogue), &catalogue).unwrap();
    Report::deserialize_from_str(&xml).unwrap()
}

/// The status of a test case, by the names of its suite and its own.
fn status<'report>(report: &'report Report, suite: &str, case: &str) -> &'report TestCaseStatus {
    let mut suites = report
        .test_suites
        .iter()
        .filter(|found| found.name.as_str() == suite);
    let case = suites.find_map(|found| found.test_cases.iter().find(|found| found.name.as_str() == case));
    &case
        .unwrap_or_else(|| panic!("no test case {case:?} in {suite}"))
        .status
}

fn kind(status: &TestCaseStatus) -> &'static str {
    match status {
        TestCaseStatus::Success { .. } => "success",
        TestCaseStatus::NonSuccess {
            kind: NonSuccessKind::Failure,
            ..
        } => "failure",
        TestCaseStatus::NonSuccess {
            kind: NonSuccessKind::Error,
            ..
        } => "error",
        TestCaseStatus::Skipped { .. } => "skipped",
    }
}

#[test]
fn a_go_is_green_as_a_whole() {
    let report = junit(&green());
    assert_eq!(
        (report.tests, report.failures, report.errors, report.skipped),
        (6, 0, 0, 0)
    );
}

#[test]
fn a_failure_has_its_step_its_message_and_the_place_where_the_chain_broke() {
    let report = junit(&with_d6());
    assert_eq!((report.tests, report.failures, report.errors), (6, 3, 0));
    let status = status(&report, "接触の通知", "濃厚接触の判定（Android）");
    let TestCaseStatus::NonSuccess { kind, message, .. } = status else {
        panic!("it failed, and the file says {status:?}");
    };
    assert_eq!(*kind, NonSuccessKind::Failure);
    let message = message.as_ref().unwrap().as_str();
    for part in [
        "ならば Bさんに通知が届く",
        "通知がありません",
        "（ウ）濃厚接触の判定",
        "最大リスク値 4 は 21 に届かない",
    ] {
        assert!(message.contains(part), "{message} lacks {part}");
    }
}

#[test]
fn an_invalid_judgement_is_not_green() {
    let report = junit(&with_d6_altered());
    assert_eq!(kind(status(&report, "リリース判定", "判定の有効性")), "error");
    assert_eq!(kind(status(&report, "リリース判定", "リリースの可否")), "skipped");
    // Everything passed, with other than the production parameters.
    assert_eq!(report.errors, 5);
}

#[test]
fn only_what_passed_is_a_success() {
    for (outcome, expected) in [
        (ScenarioOutcome::Passed, "success"),
        (ScenarioOutcome::Failed, "failure"),
        (ScenarioOutcome::Error, "error"),
        (ScenarioOutcome::Undefined, "error"),
        (ScenarioOutcome::Unstable, "error"),
        (ScenarioOutcome::NotRun, "skipped"),
        (ScenarioOutcome::NotApplicable, "skipped"),
    ] {
        let mut record = green();
        result(&mut record, "close.feature:5").outcome = outcome;
        let report = junit(&record);
        assert_eq!(
            kind(status(&report, "接触の通知", "濃厚接触の判定（iOS）")),
            expected,
            "{outcome:?}"
        );
    }
}

#[test]
fn a_failure_that_does_not_count_fails_no_build() {
    let catalogue = catalogue_of(&crate::support::CATALOGUE.replace("mandatory", "informative"));
    let record = with_d6();
    let xml = junit_xml(&record, &judge(&record, &catalogue), &catalogue).unwrap();
    let report = Report::deserialize_from_str(&xml).unwrap();
    assert_eq!((report.failures, report.skipped), (0, 2));
}

const FEATURE: &str = "\
# language: ja
@版-2.0.1まで
機能: 濃厚接触の判定
  一行目の説明。
    二行目の説明。

  背景:
    前提 サーバーがある

  @要件-ウ1 @不具合-D6
  # 説明でない注
  シナリオアウトライン: <距離>mの接触（<判定対象>）
    もし 次の利用者が<距離>mの距離で会う
      | 名前 | 端末 |
      | A    | <判定対象> |
    ならば 利用者Bに通知が届く

    例:
      | 距離 | 判定対象 |
      | 1    | iOS      |
      | 0.5  | Android  |

  @要件-ウ1
  シナリオ: もう一つ
    もし 翌朝になる
    ならば 何もない
";

fn feature() -> FeatureSource {
    FeatureSource {
        file: "判定/濃厚接触.feature".to_owned(),
        text: FEATURE.to_owned(),
    }
}

/// The first row passed, the second one failed in its last step, the last scenario did not run.
fn record_of_the_feature() -> Record {
    let mut record = empty();
    let file = "判定/濃厚接触.feature";
    for (line, name, steps) in [
        (
            20,
            "1mの接触（iOS）",
            [
                "サーバーがある",
                "次の利用者が1mの距離で会う",
                "利用者Bに通知が届く",
            ]
            .as_slice(),
        ),
        (
            21,
            "0.5mの接触（Android）",
            &[
                "サーバーがある",
                "次の利用者が0.5mの距離で会う",
                "利用者Bに通知が届く",
            ],
        ),
        (24, "もう一つ", &["サーバーがある", "翌朝になる", "何もない"]),
    ] {
        let mut scenario = planned(file, line, name, "ウ1", ScenarioPlatform::Android);
        name.clone_into(&mut scenario.name);
        scenario.steps = ["前提", "もし", "ならば"]
            .into_iter()
            .zip(steps)
            .map(|(keyword, text)| PlannedStep {
                keyword: keyword.to_owned(),
                text: (*text).to_owned(),
                line,
                is_check: keyword == "ならば",
            })
            .collect();
        record.results.push(passed(&scenario));
        record.plan.push(scenario);
    }
    fail(&mut record, "判定/濃厚接触.feature:21");
    let last = result(&mut record, "判定/濃厚接触.feature:24");
    last.outcome = ScenarioOutcome::NotRun;
    for step in &mut last.steps {
        step.outcome = StepOutcome::NotRun;
    }
    record
}

fn text_of(record: &Record) -> String {
    cucumber_messages(record, &judge(record, &catalogue()), &[feature()]).unwrap()
}

fn messages(record: &Record) -> Vec<Value> {
    let text = text_of(record);
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn of_kind<'messages>(messages: &'messages [Value], kind: &str) -> Vec<&'messages Value> {
    messages.iter().filter_map(|message| message.get(kind)).collect()
}

#[test]
fn the_messages_come_in_the_order_of_the_protocol() {
    let messages = messages(&record_of_the_feature());
    let mut kinds: Vec<&String> = messages
        .iter()
        .filter_map(|message| message.as_object()?.keys().next())
        .collect();
    kinds.dedup();
    let expected = [
        "meta",
        "source",
        "gherkinDocument",
        "pickle",
        "stepDefinition",
        "hook",
        "testRunStarted",
        "testCase",
        "testCaseStarted",
    ];
    assert_eq!(
        kinds.iter().take(9).map(|kind| kind.as_str()).collect::<Vec<_>>(),
        expected
    );
    assert_eq!(kinds.last().unwrap().as_str(), "testRunFinished");
    for (kind, count) in [
        ("pickle", 3),
        ("testCase", 3),
        ("testCaseStarted", 3),
        ("testCaseFinished", 3),
    ] {
        assert_eq!(of_kind(&messages, kind).len(), count, "{kind}");
    }
}

#[test]
fn every_step_has_what_came_of_it_and_nothing_is_green_that_is_not() {
    let messages = messages(&record_of_the_feature());
    let finished = of_kind(&messages, "testStepFinished");
    let statuses: Vec<&str> = finished
        .iter()
        .map(|step| step["testStepResult"]["status"].as_str().unwrap())
        .collect();
    let expected = [
        "PASSED", "PASSED", "PASSED", // the first row
        "PASSED", "PASSED", "FAILED", // the second one
        "SKIPPED", "SKIPPED", "SKIPPED", "FAILED", // it did not run: a hook says so
    ];
    assert_eq!(statuses, expected);
    assert!(
        finished[5]["testStepResult"]["message"]
            .as_str()
            .unwrap()
            .contains("濃厚接触の判定")
    );
    assert_eq!(of_kind(&messages, "testRunFinished")[0]["success"], false);
}

#[test]
fn what_ran_with_altered_parameters_is_not_green() {
    let mut record = record_of_the_feature();
    record.results.truncate(1);
    record.plan.truncate(1);
    let success = |record: &Record| of_kind(&messages(record), "testRunFinished")[0]["success"].clone();
    record.altered_parameters.push(crate::support::minimum_of_one());
    let all = messages(&record);
    let last = of_kind(&all, "testStepFinished").pop().unwrap().clone();
    assert_eq!(last["testStepResult"]["status"], "FAILED");
    assert_eq!(success(&record), false);
}

#[test]
fn every_id_is_given_once_and_every_reference_leads_to_one() {
    let messages = messages(&record_of_the_feature());
    let mut given = Vec::new();
    let mut referred = Vec::new();
    for message in &messages {
        collect(message, &mut given, &mut referred);
    }
    let unique: BTreeSet<&String> = given.iter().collect();
    assert_eq!(unique.len(), given.len(), "an id is given twice");
    assert!(referred.len() > 50, "{}", referred.len());
    let lost: Vec<&String> = referred.iter().filter(|id| !unique.contains(id)).collect();
    assert!(lost.is_empty(), "{lost:?}");
}

fn collect(value: &Value, given: &mut Vec<String>, referred: &mut Vec<String>) {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    for (name, each) in value.as_object().into_iter().flatten() {
        match name.as_str() {
            "id" => given.extend(text(each)),
            name if name.ends_with("Id") => referred.extend(text(each)),
            name if name.ends_with("Ids") => {
                referred.extend(each.as_array().unwrap().iter().filter_map(text));
            }
            _ => collect(each, given, referred),
        }
    }
    for each in value.as_array().into_iter().flatten() {
        collect(each, given, referred);
    }
}

#[test]
fn a_planned_scenario_that_no_feature_has_is_an_error() {
    let record = green();
    let error = cucumber_messages(&record, &judge(&record, &catalogue()), &[feature()]).unwrap_err();
    assert!(error.to_string().contains("close.feature:5"), "{error}");
}

/// Cucumber's own reader takes every message, and its own parser makes the same trees and pickles of the feature. The
/// packages are those of PyPI: `cucumber-messages` and `gherkin-official`.
#[test]
fn cucumbers_own_packages_read_the_messages_and_agree() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(text_of(&record_of_the_feature()).as_bytes())
        .unwrap();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/official/check_messages.py");
    assert!(fs::exists(script).unwrap());
    let run = Command::new("python3").arg(script).arg(file.path()).output();
    let because = match run {
        Ok(output) if output.status.code() == Some(3) => String::from_utf8_lossy(&output.stderr).into_owned(),
        Ok(output) => {
            assert!(
                output.status.success(),
                "{}",
                String::from_utf8_lossy(&output.stderr)
            );
            return;
        }
        Err(error) => format!("python3: {error}"),
    };
    let said = format!("skipped, because Cucumber's packages are not installed: {because}");
    assert_ne!(
        std::env::var("ICHIREN_NOTHING_SKIPPED").as_deref(),
        Ok("1"),
        "{said}"
    );
    // Past the capture of the test's output, so that it is seen.
    let _ = writeln!(std::io::stderr(), "{said}");
}
