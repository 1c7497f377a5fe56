//! `ichiren check` finds every mistake at once, with its place and the next step.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod support;

use std::fs;
use std::path::Path;

use support::{home, ichiren, ichiren_in, json};
use tempfile::TempDir;

#[test]
fn the_product_has_no_mistake() {
    let output = ichiren(&["check"]);
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    assert_eq!(output.status.code(), Some(0), "{text}");
    for seen in [
        "19 releases",
        "scenarios",
        "requirements",
        "the environment starts",
    ] {
        assert!(text.contains(seen), "{text}");
    }
}

#[test]
fn every_mistake_is_named_at_once() {
    let folder = TempDir::new().unwrap();
    let copy = folder.path().join("home");
    copy_folder(&home().join("requirements"), &copy.join("requirements"));
    copy_folder(&home().join("releases"), &copy.join("releases"));
    copy_folder(&home().join("parameters"), &copy.join("parameters"));
    fs::create_dir(copy.join("features")).unwrap();
    let feature = "# language: ja\n@要件-ウ1 @判定対象-iOS\n機能: 名\n  シナリオ：全角\n  シナリオ: 名\n    もし 翌朝になる # 二日目\n";
    fs::write(copy.join("features/x.feature"), feature).unwrap();
    edit(&copy.join("releases/1.1.4.toml"), "Android 10", "Android 99");
    edit(
        &copy.join("parameters/2020-09-08.toml"),
        "MinimumRiskScore = 21",
        "MinimumRiskScore = 0",
    );

    let output = ichiren_in(folder.path(), &copy, &["check", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let mistakes = json(&output);
    let found = |kind: &str, words: &[&str]| {
        mistakes.as_array().unwrap().iter().any(|mistake| {
            let message = mistake["message"].as_str().unwrap();
            mistake["kind"] == kind && words.iter().all(|word| message.contains(word))
        })
    };
    assert!(found("features", &["x.feature:4", "must be `:`"]), "{mistakes:#}");
    assert!(
        found("features", &["x.feature:6", "line of its own"]),
        "{mistakes:#}"
    );
    assert!(
        found("releases", &["1.1.4.toml", "Android 99", "known are"]),
        "{mistakes:#}"
    );
    assert!(found("parameters", &["2020-09-08.toml"]), "{mistakes:#}");
}

#[test]
fn a_known_deviation_without_its_scenario_and_a_requirement_without_any_are_named() {
    let folder = TempDir::new().unwrap();
    copy_folder(&home().join("requirements"), folder.path());
    let path = folder.path().join("known-deviations.toml");
    let deviation = "[[known_deviation]]\nid = \"逸脱1\"\nrelease = \"9.9.9\"\nrequirement = \"ウ1\"\nscenario = \"ない\"\n\
                     ja = \"理由\"\nen = \"reason\"\napproved_by = \"役割\"\nexpires = \"2021-07-31\"\n";
    let requirement = "[[requirement]]\nid = \"ウ99\"\nja = \"文\"\nen = \"sentence\"\nsource = \"出典\"\n\
                       force = \"mandatory\"\nplatforms = [\"iOS\"]\n";
    fs::write(path, format!("{deviation}\n{requirement}")).unwrap();
    let output = ichiren(&["check", "--requirements", folder.path().to_str().unwrap()]);
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(
        text.contains("逸脱1: ") && text.contains("there is no release 9.9.9"),
        "{text}"
    );
    assert!(text.contains("no scenario 「ない」 checks ウ1"), "{text}");
    assert!(text.contains("ウ99: no scenario checks it for iOS"), "{text}");
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

fn edit(path: &Path, old: &str, new: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(old));
    fs::write(path, text.replace(old, new)).unwrap();
}
