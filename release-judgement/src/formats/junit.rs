//! JUnit XML: a suite per feature, a test case per scenario, and a suite for the judgement itself.
//!
//! Only `passed` is a success. A failure that counts is a `failure`; what says nothing about the release is an `error`;
//! what did not run is `skipped`, and so is a failure that does not count
//! (of what no document promises, or accepted as a known deviation). The file is
//! therefore green exactly where the verdict is GO: the suite of the judgement has the verdict itself.

use std::collections::BTreeMap;
use std::time::Duration;

use evidence::{PlannedScenario, Record, ScenarioOutcome, ScenarioResult};
use quick_junit::{NonSuccessKind, Property, Report, TestCase, TestCaseStatus, TestSuite};
use thiserror::Error;

use super::cucumber::message_of;
use crate::{Catalogue, Judgement, Verdict};

/// The XML could not be written.
#[derive(Debug, Error)]
#[error("JUnit XML: {0}")]
pub struct JunitError(#[from] quick_junit::SerializeError);

/// The judgement as JUnit XML.
pub fn junit_xml(
    record: &Record,
    judgement: &Judgement,
    catalogue: &Catalogue,
) -> Result<String, JunitError> {
    let mut report = Report::new(format!("ichiren {}", record.release.name));
    report.set_time(Duration::from_millis(record.volatile.duration_milliseconds));
    report.add_test_suite(judgement_suite(judgement));
    let mut features: BTreeMap<&str, Vec<&PlannedScenario>> = BTreeMap::new();
    for planned in &record.plan {
        features.entry(&planned.file).or_default().push(planned);
    }
    for (file, scenarios) in features {
        let name = scenarios.first().map_or(file, |planned| &planned.feature);
        let mut suite = TestSuite::new(name);
        suite.add_property(Property::new("file", file));
        for planned in scenarios {
            suite.add_test_case(scenario_case(record, judgement, catalogue, planned));
        }
        report.add_test_suite(suite);
    }
    Ok(report.to_string()?)
}

fn judgement_suite(judgement: &Judgement) -> TestSuite {
    let reasons = judgement.reasons.join("\n");
    let first = judgement.reasons.first().map_or("", String::as_str);
    let not = |kind: NonSuccessKind| {
        let mut status = TestCaseStatus::non_success(kind);
        status
            .set_message(first)
            .set_type(judgement.verdict.name())
            .set_description(reasons.as_str());
        status
    };
    let validity = match judgement.verdict {
        Verdict::Invalid => not(NonSuccessKind::Error),
        Verdict::Go | Verdict::NoGo => TestCaseStatus::success(),
    };
    let release = match judgement.verdict {
        Verdict::Go => TestCaseStatus::success(),
        Verdict::NoGo => not(NonSuccessKind::Failure),
        Verdict::Invalid => skipped("判定そのものが成り立たない"),
    };
    let mut suite = TestSuite::new("リリース判定");
    for (name, status) in [("判定の有効性", validity), ("リリースの可否", release)] {
        let mut case = TestCase::new(name, status);
        case.set_classname("リリース判定");
        suite.add_test_case(case);
    }
    suite
}

fn scenario_case(
    record: &Record,
    judgement: &Judgement,
    catalogue: &Catalogue,
    planned: &PlannedScenario,
) -> TestCase {
    let outcome = judgement.scenario_outcomes.get(&planned.id).copied();
    let outcome = outcome.unwrap_or(ScenarioOutcome::Error);
    let result = record.results.iter().find(|result| result.id == planned.id);
    let message = result.map_or_else(|| "結果がない".to_owned(), |result| message(result, outcome));
    let not = |kind: NonSuccessKind| {
        let mut status = TestCaseStatus::non_success(kind);
        status
            .set_message(message.as_str())
            .set_type(outcome_name(outcome));
        status
    };
    let status = match outcome {
        ScenarioOutcome::Passed => TestCaseStatus::success(),
        ScenarioOutcome::Failed if !judgement.failure_counts(planned, catalogue) => {
            skipped(&format!("否だが、可否には数えない。{message}"))
        }
        ScenarioOutcome::Failed => not(NonSuccessKind::Failure),
        ScenarioOutcome::NotRun | ScenarioOutcome::NotApplicable => skipped(&message),
        ScenarioOutcome::Error
        | ScenarioOutcome::Undefined
        | ScenarioOutcome::Unstable
        | ScenarioOutcome::Tuned => not(NonSuccessKind::Error),
    };
    let mut case = TestCase::new(planned.name.as_str(), status);
    case.set_classname(planned.file.as_str());
    case.add_property(Property::new("id", planned.id.as_str()));
    case.add_property(Property::new("platform", planned.platform.name()));
    case.add_property(Property::new("requirements", planned.requirements.join(" ")));
    if let Some(result) = result {
        case.add_property(Property::new("seed", result.seed.to_string()));
    }
    case
}

fn skipped(message: &str) -> TestCaseStatus {
    let mut status = TestCaseStatus::skipped();
    status.set_message(message);
    status
}

/// The name of the outcome in records.
fn outcome_name(outcome: ScenarioOutcome) -> String {
    let name = serde_json::to_value(outcome).ok();
    name.and_then(|name| name.as_str().map(str::to_owned))
        .unwrap_or_default()
}

/// The step that did not pass, what it said, and where the chain broke.
fn message(result: &ScenarioResult, outcome: ScenarioOutcome) -> String {
    let broken = result
        .steps
        .iter()
        .find(|step| step.outcome != evidence::StepOutcome::Passed);
    let step = broken.map(|step| format!("{} {}", step.keyword, step.text));
    let lines = step.into_iter().chain([message_of(result, outcome)]);
    lines
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}
