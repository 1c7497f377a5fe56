//! What came out of a scenario is told apart: a check that does not hold, a harness that breaks, steps that did not run.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use evidence::{PlannedScenario, Record, ScenarioOutcome, ScenarioResult, StepOutcome};
use scenario_runner::{KnownTags, Progress, ReleaseFolders, RunSettings, read_plan, run};
use tempfile::TempDir;
use testbed::clock::Clock;

struct Silent;

impl Progress for Silent {
    fn began(&self, _: usize) {}
    fn ended(&self, _: &PlannedScenario, _: &ScenarioResult) {}
}

fn known(requirements: &[&str]) -> KnownTags {
    KnownTags {
        requirements: requirements.iter().map(|&id| id.to_owned()).collect(),
        defects: BTreeSet::new(),
    }
}

/// Runs one scenario with these steps on the default release.
async fn run_steps(steps: &str) -> Record {
    let folder = TempDir::new().unwrap();
    let text = format!("# language: ja\n@要件-エ1 @判定対象-iOS\n機能: 試験\n  シナリオ: 試験\n{steps}");
    fs::write(folder.path().join("試験.feature"), text).unwrap();
    let plan = read_plan(folder.path(), &known(&["エ1"])).unwrap();
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folders = ReleaseFolders {
        releases: home.join("releases"),
        parameters: home.join("parameters"),
    };
    let settings = RunSettings {
        release: folders.default_release().unwrap(),
        seed: 1,
        concurrency: 1,
        wall_clock: Clock::system(),
        filter: None,
        audit: None,
    };
    run(&plan, &settings, &Silent).await
}

fn outcomes(result: &ScenarioResult) -> Vec<StepOutcome> {
    result.steps.iter().map(|step| step.outcome).collect()
}

#[tokio::test]
async fn a_check_that_does_not_hold_fails_and_what_follows_does_not_run() {
    let record = run_steps(
        "    前提 利用者AがiOSの端末でアプリを使っている
    ならば 利用者Aの端末に接触の通知は届いている
    かつ 利用者Aの端末に接触の通知は届いていない
",
    )
    .await;
    let result = &record.results[0];
    assert_eq!(result.outcome, ScenarioOutcome::Failed);
    assert_eq!(
        outcomes(result),
        [StepOutcome::Passed, StepOutcome::Failed, StepOutcome::NotRun]
    );
    assert!(
        result.steps[1]
            .message
            .as_ref()
            .unwrap()
            .contains("Aの端末（iOS）")
    );
    // Nobody met anybody, so the chain ends where it begins.
    assert_eq!(result.broke_at.as_ref().unwrap().place, "接触の記録");
}

#[tokio::test]
async fn a_step_that_cannot_be_done_is_an_error_of_the_harness() {
    let record = run_steps(
        "    前提 利用者AがiOSの端末でアプリを使っている
    もし 利用者Zがアプリを開く
    ならば 利用者Aの端末に接触の通知は届いていない
",
    )
    .await;
    let result = &record.results[0];
    assert_eq!(result.outcome, ScenarioOutcome::Error);
    assert_eq!(
        outcomes(result),
        [StepOutcome::Passed, StepOutcome::Error, StepOutcome::NotRun]
    );
    assert!(result.broke_at.is_none());
}

#[tokio::test]
async fn a_passed_scenario_holds_its_evidence() {
    let record = run_steps(
        "    前提 利用者AがiOSの端末でアプリを使っている
    かつ 利用者BがAndroidの端末でアプリを使っている
    かつ 利用者Aと利用者Bが1mの距離で30分間接触する
    もし 翌朝になる
    かつ 利用者Aが陽性と診断され、処理番号をSMSで受け取る
    かつ 陽性者Aが届いた処理番号で陽性登録をする
    かつ 翌朝になる
    かつ 利用者Bがアプリを開く
    ならば 利用者Bの端末に接触の通知は届いている
",
    )
    .await;
    let result = &record.results[0];
    assert_eq!(result.outcome, ScenarioOutcome::Passed);
    assert!(result.broke_at.is_none());
    let phases: BTreeSet<&str> = result.chain.iter().map(|event| event.phase.as_str()).collect();
    assert_eq!(phases, BTreeSet::from(["ア", "イ", "ウ", "エ"]));
    assert!(result.chain.is_sorted_by_key(|event| event.at));
    let used: Vec<&str> = result
        .parameters
        .iter()
        .map(|used| used.digest.as_str())
        .collect();
    assert!(!used.is_empty());
    assert!(
        used.iter()
            .all(|digest| *digest == record.release.parameters_digest)
    );
}
