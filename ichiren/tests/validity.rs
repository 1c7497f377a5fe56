//! When a judgement is not valid, it says so, and why.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod support;

use support::{ichiren, ichiren_in, json, outcome};

/// 報告書 2(5): the test environment of October 2020 ran with the minimum score lowered to 1, which hid the defect.
#[test]
fn a_lowered_minimum_makes_the_judgement_invalid_and_is_shown_to_hide_d6() {
    let output = ichiren(&[
        "judge",
        "--release",
        "1.1.4",
        "--minimum-risk-score",
        "1",
        "--format",
        "json",
    ]);
    let judgement = json(&output);
    assert_eq!(judgement["verdict"], "INVALID");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(judgement["parameters"]["production"], false);
    assert_eq!(outcome(&judgement, "ウ1", "Android"), "tuned");
    let reasons = judgement["reasons"].to_string();
    assert!(reasons.contains("MinimumRiskScore"), "{reasons}");
    assert!(reasons.contains("D6"), "{reasons}");
}

#[test]
fn the_same_seed_gives_the_same_record() {
    let record = |seed: &str| {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("record.json");
        let arguments = [
            "run",
            "--release",
            "1.1.4",
            "--seed",
            seed,
            "--record",
            path.to_str().unwrap(),
        ];
        ichiren_in(folder.path(), &support::home(), &arguments);
        let mut record: serde_json::Value =
            serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        assert!(record.as_object_mut().unwrap().remove("volatile").is_some());
        record
    };
    let first = record("7");
    assert_eq!(first.to_string(), record("7").to_string());
    assert_ne!(first["results"], record("8")["results"]);
}

/// Neither does the minimum that is in force anyway alter anything.
#[test]
fn a_variable_of_the_environment_filters_nothing() {
    let folder = tempfile::TempDir::new().unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_ichiren"))
        .current_dir(folder.path())
        .env("CUCUMBER_FILTER_TAGS", "@要件-ア1")
        .args([
            "judge",
            "--minimum-risk-score",
            "21",
            "--format",
            "json",
            "--home",
        ])
        .arg(support::home())
        .output()
        .unwrap();
    let judgement = json(&output);
    assert_eq!(judgement["release"], "1.2.4");
    assert_eq!(judgement["verdict"], "GO", "{}", judgement["reasons"]);
    assert_eq!(output.status.code(), Some(0));
    // The variable names six scenarios.
    assert!(judgement["scenarios"]["passed"].as_u64().unwrap() >= 100);
    assert_eq!(judgement["parameters"]["production"], true);
}

#[test]
fn a_run_of_some_scenarios_is_not_a_judgement() {
    let output = ichiren(&["run", "--tags", "@要件-ア1"]);
    assert_eq!(output.status.code(), Some(0));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("これは判定ではありません"), "{text}");
    let output = ichiren(&["run", "--tags", "@要件-ウ1", "--release", "1.1.4"]);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_run_of_no_scenario_is_an_error() {
    let output = ichiren(&["run", "--name", "そのようなシナリオはない"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        support::stderr(&output).contains("no scenario"),
        "{}",
        support::stderr(&output)
    );
}
