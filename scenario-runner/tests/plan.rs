//! Mistakes in features are found before anything runs, and named by file and line.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use scenario_runner::{KnownTags, Plan, PlanError, read_plan};
use tempfile::TempDir;

const GOOD: &str = "# language: ja
@要件-ウ1
機能: 名前

  シナリオアウトライン: <端末>
    前提 利用者Aが<端末>の端末でアプリを使っている
    ならば 通知サーバーに日次鍵は一つも登録されていない

    例:
      | 端末    | 判定対象 |
      | iOS     | iOS      |
      | Android | Android  |
";

fn plan(text: &str) -> Result<Plan, PlanError> {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("試験.feature"), text).unwrap();
    read(folder.path())
}

fn read(folder: &Path) -> Result<Plan, PlanError> {
    let known = KnownTags {
        requirements: BTreeSet::from(["ウ1".to_owned(), "エ1".to_owned()]),
        defects: BTreeSet::from(["D6".to_owned()]),
    };
    read_plan(folder, &known)
}

/// The one mistake's line and message.
fn mistake(text: &str) -> (usize, String) {
    match plan(text) {
        Err(PlanError::Mistakes { mistakes }) if mistakes.len() == 1 => {
            assert!(mistakes[0].path.ends_with("試験.feature"));
            (mistakes[0].line, mistakes[0].message.clone())
        }
        other => panic!("one mistake was expected: {other:?}"),
    }
}

#[test]
fn every_row_of_an_outline_is_a_scenario_with_its_own_platform() {
    let plan = plan(GOOD).unwrap();
    let found: Vec<(&str, &str)> = plan
        .scenarios
        .iter()
        .map(|scenario| (scenario.planned.id.as_str(), scenario.planned.platform.name()))
        .collect();
    assert_eq!(
        found,
        [("試験.feature:11", "iOS"), ("試験.feature:12", "Android")]
    );
    assert_eq!(plan.scenarios[0].planned.requirements, ["ウ1"]);
    assert_eq!(
        plan.scenarios[1].planned.steps[0].text,
        "利用者AがAndroidの端末でアプリを使っている"
    );
    assert!(plan.scenarios[1].planned.steps[1].is_check);
}

#[test]
fn an_unknown_requirement_is_refused() {
    let (line, message) = mistake(&GOOD.replace("@要件-ウ1", "@要件-ウ99"));
    assert_eq!(line, 2);
    assert!(message.contains("ウ99"), "{message}");
}

#[test]
fn an_undefined_step_is_refused() {
    // Both rows share the line, so it is reported once.
    let (line, message) = mistake(&GOOD.replace("登録されていない", "登録されていないはずだ"));
    assert_eq!(line, 7);
    assert!(message.contains("登録されていないはずだ"), "{message}");
}

#[test]
fn a_check_is_not_an_action() {
    let text = GOOD.replace(
        "    ならば",
        "    もし 通知サーバーに日次鍵は一つも登録されていない\n    ならば",
    );
    let (line, message) = mistake(&text);
    assert_eq!(line, 7);
    assert!(message.contains("もし"), "{message}");
}

#[test]
fn a_japanese_rule_keyword_is_refused() {
    let (line, message) = mistake(&GOOD.replace("  シナリオアウト", "  ルール: 名前\n  シナリオアウト"));
    assert_eq!(line, 5);
    assert!(message.contains("Rule:"), "{message}");
}

#[test]
fn a_scenario_without_a_check_is_refused() {
    let text = "# language: ja\n@要件-ウ1 @判定対象-iOS\n機能: 名前\n  シナリオ: 名前\n    もし 翌朝になる\n";
    let (line, message) = mistake(text);
    assert_eq!(line, 4);
    assert!(message.contains("ならば"), "{message}");
}

#[test]
fn a_scenario_without_a_step_is_refused() {
    let (line, message) = mistake("# language: ja\n@要件-ウ1 @判定対象-iOS\n機能: 名前\n  シナリオ: 名前\n");
    assert_eq!(line, 4);
    assert!(message.contains("no step"), "{message}");
}

#[test]
fn a_scenario_without_a_requirement_is_refused() {
    let (line, message) = mistake(
        &GOOD
            .replace("@要件-ウ1", "")
            .replace("      | Android | Android  |\n", ""),
    );
    assert_eq!(line, 11);
    assert!(message.contains("@要件-"), "{message}");
}

#[test]
fn a_scenario_that_judges_no_platform_is_refused() {
    let (_, message) = mistake(
        &GOOD
            .replace("判定対象", "対象")
            .replace("      | Android | Android  |\n", ""),
    );
    assert!(message.contains("whose behaviour"), "{message}");
}

#[test]
fn an_outline_without_rows_is_refused() {
    let without_rows = GOOD.lines().take(10).collect::<Vec<_>>().join("\n");
    let (line, message) = mistake(&without_rows);
    assert_eq!(line, 9);
    assert!(message.contains("no row"), "{message}");
}

#[test]
fn an_outline_without_examples_is_refused() {
    let without_examples = GOOD.lines().take(7).collect::<Vec<_>>().join("\n");
    let (line, message) = mistake(&without_examples);
    assert_eq!(line, 5);
    assert!(message.contains("例:"), "{message}");
}

#[test]
fn a_placeholder_without_a_column_is_refused() {
    let (_, message) = mistake(&GOOD.replace("利用者Aが<端末>", "利用者Aが<機種>"));
    assert!(message.contains("機種"), "{message}");
}

#[test]
fn what_is_not_gherkin_is_refused_with_its_line() {
    let (line, message) = mistake(&GOOD.replace("    例:", "    れい:"));
    assert!((7..=10).contains(&line), "{line}: {message}");
}

#[test]
fn a_feature_without_a_scenario_is_refused() {
    assert!(
        mistake("# language: ja\n@要件-ウ1\n機能: 名前\n")
            .1
            .contains("no scenario")
    );
}

#[test]
fn a_folder_without_features_is_refused() {
    let folder = TempDir::new().unwrap();
    let error = read(folder.path()).unwrap_err().to_string();
    assert!(error.contains("no feature file"), "{error}");
}

#[test]
fn a_missing_folder_is_refused() {
    let error = read(Path::new("does-not-exist")).unwrap_err().to_string();
    assert!(error.contains("does-not-exist"), "{error}");
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_read_is_refused() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("試験.feature"), GOOD).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.path().join("切れた.feature")).unwrap();
    let error = read(folder.path()).unwrap_err().to_string();
    assert!(error.contains("切れた.feature"), "{error}");
}

#[test]
fn all_mistakes_are_reported_at_once() {
    let text = GOOD
        .replace("@要件-ウ1", "@要件-ウ99 @未知")
        .replace("    ならば", "    且つ");
    let Err(PlanError::Mistakes { mistakes }) = plan(&text) else {
        panic!("mistakes were expected")
    };
    assert_eq!(mistakes.len(), 3, "{mistakes:?}");
}
