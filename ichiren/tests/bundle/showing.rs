//! Earlier judgements: their reports, a list, and what is kept of them.

use std::fs;
use std::process::Command;

use crate::judged::Folder;
use crate::support::{json, stderr};

#[test]
fn where_there_is_no_browser_the_path_is_printed() {
    let folder = Folder::judged();
    for (arguments, path) in [
        (["show"].as_slice(), "ichiren-output/000002-1.2.4/report.html"),
        (&["show", "1"], "ichiren-output/000001-1.2.4/report.html"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_ichiren"))
            .current_dir(folder.path(""))
            .env("PATH", "")
            .args(arguments)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(String::from_utf8(output.stdout.clone()).unwrap().trim(), path);
        assert!(stderr(&output).contains("no browser"), "{}", stderr(&output));
    }
    let output = folder.ichiren(&["show", "7", "--path"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("there is no judgement 000007"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn the_list_says_what_differs_from_the_judgement_before() {
    let folder = Folder::judged();
    let feature = folder.path("home/features/ア-処理番号/発行.feature");
    let text = fs::read_to_string(&feature).unwrap();
    fs::write(&feature, text + "\n# もう一行\n").unwrap();
    folder.judge(&["--release", "1.1.4"]);
    folder.judge(&[]);
    let list = json(&folder.ichiren(&["show", "--list", "--format", "json"]));
    let list = list.as_array().unwrap();
    assert_eq!(list.len(), 4);
    assert_eq!(list[1]["judged_by"], "判定係");
    assert!(list[0]["differences"].is_null(), "there was none before");
    assert!(list[2]["differences"].is_null(), "none of this release");
    let same = &list[1]["differences"];
    assert_eq!(same["files_changed"], serde_json::json!([]));
    let differences = &list[3]["differences"];
    assert_eq!(differences["against"], 2);
    assert_eq!(
        differences["files_changed"],
        serde_json::json!(["features/ア-処理番号/発行.feature"])
    );
    assert_eq!(differences["newly_failing"], serde_json::json!([]));
    let text = String::from_utf8(folder.ichiren(&["show", "--list"]).stdout).unwrap();
    for expected in [
        "000004",
        "1.1.4",
        "無効 (INVALID)",
        "（記名なし）",
        "変わったファイル",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
}

#[test]
fn the_oldest_bundles_go_and_the_register_keeps_them() {
    let folder = Folder::judged();
    folder.judge(&["--keep-bundles", "1"]);
    assert!(!folder.bundle("").exists());
    assert!(folder.path("ichiren-output/000003-1.2.4").is_dir());
    let (verification, code) = folder.verify(&[]);
    assert_eq!(code, 0, "{verification:#}");
    assert_eq!(verification["bundles"][0]["retired"], true);
    let output = folder.ichiren(&["show", "1"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("deleted for its age"),
        "{}",
        stderr(&output)
    );
}
