//! What the official report says of the releases of 2020 and 2021 comes out of the run.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod support;

use std::fs;
use std::sync::LazyLock;

use serde_json::Value;
use support::{home, ichiren, ichiren_in, json, outcome};
use tempfile::TempDir;

/// Every release, judged once for all tests.
static HISTORY: LazyLock<Value> = LazyLock::new(|| {
    let output = ichiren(&["history", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0));
    json(&output)
});

fn row(release: &str, platform: &str) -> &'static Value {
    let mut rows = HISTORY.as_array().unwrap().iter();
    rows.find(|row| row["release"] == release && row["platform"] == platform)
        .unwrap()
}

fn fails(release: &str, platform: &str, requirement: &str) -> bool {
    row(release, platform)["failed_requirements"]
        .as_array()
        .unwrap()
        .contains(&requirement.into())
}

/// 報告書 2(4)①: until 1.1.3 mere contacts were notified; Android listed them, iOS did not.
#[test]
fn release_1_1_3_notifies_of_mere_contacts() {
    assert!(fails("1.1.3", "iOS", "エ1"));
    assert!(fails("1.1.3", "Android", "エ1"));
    assert!(fails("1.1.3", "Android", "エ11"));
    assert!(!fails("1.1.3", "iOS", "エ11"));
    assert!(fails("1.1.3", "iOS", "エ2"));
    assert!(!fails("1.1.3", "Android", "エ2"));
}

/// 報告書 2(4)②: from 1.1.4 on no Android phone was ever notified; iOS was right.
#[test]
fn release_1_1_4_is_silent_on_android() {
    for requirement in ["ウ1", "エ1"] {
        assert!(fails("1.1.4", "Android", requirement));
        assert!(!fails("1.1.4", "iOS", requirement));
    }
    assert!(fails("1.1.4", "both", "ウ3"));
}

/// Until 1.2.3 Android checked only when somebody opened the app; until 1.2.4 contacts never left the list.
#[test]
fn release_1_2_2_waits_for_the_app_to_be_opened_and_forgets_nothing() {
    assert!(fails("1.2.2", "Android", "ウ9"));
    assert!(!fails("1.2.2", "iOS", "ウ9"));
    assert!(fails("1.2.2", "iOS", "エ3"));
    assert!(fails("1.2.2", "Android", "エ3"));
    assert!(!fails("1.2.2", "Android", "ウ1"));
    assert!(!fails("1.2.2", "both", "ウ3"));
}

#[test]
fn no_historic_release_but_the_default_may_go_out() {
    for release in ["1.1.3", "1.1.4", "1.2.2"] {
        assert_eq!(row(release, "Android")["verdict"], "NO-GO", "{release}");
    }
    for platform in ["iOS", "Android", "both"] {
        assert_eq!(row("1.2.4", platform)["verdict"], "GO");
    }
}

/// The place where the chain of 1.1.4 broke is the decision on the highest score, not a phone or a server.
#[test]
fn the_judgement_of_1_1_4_names_the_requirements_and_the_place() {
    let folder = TempDir::new().unwrap();
    let output = ichiren_in(
        folder.path(),
        &home(),
        &["judge", "--release", "1.1.4", "--format", "json"],
    );
    assert_eq!(output.status.code(), Some(1));
    let judgement = json(&output);
    assert_eq!(judgement["verdict"], "NO-GO");
    assert_eq!(outcome(&judgement, "ウ1", "Android"), "failed");
    assert_eq!(outcome(&judgement, "ウ1", "iOS"), "passed");
    assert_eq!(outcome(&judgement, "ウ3", "both"), "failed");

    let record = fs::read_to_string(folder.path().join(judgement["record"].as_str().unwrap())).unwrap();
    let record: Value = serde_json::from_str(&record).unwrap();
    let mut results = record["results"].as_array().unwrap().iter();
    let of_close_contact = |id: &Value| id.as_str().unwrap().starts_with("ウ-判定/濃厚接触.feature");
    let broken = results.find(|result| result["outcome"] == "failed" && of_close_contact(&result["id"]));
    let broke_at = &broken.unwrap()["broke_at"];
    assert_eq!(broke_at["phase"], "ウ");
    assert_eq!(broke_at["place"], "濃厚接触の判定");
    assert_eq!(broke_at["subject"], "Bの端末（Android）");
    assert!(
        broke_at["detail"].as_str().unwrap().contains("レベル0"),
        "{broke_at}"
    );

    let report = fs::read_to_string(folder.path().join(judgement["report"].as_str().unwrap())).unwrap();
    assert!(report.contains("最小リスクスコア21に満たない"));
}

#[test]
fn without_a_command_the_default_release_is_judged() {
    let output = ichiren(&[]);
    assert_eq!(output.status.code(), Some(0));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("リリース1.2.4 判定: 可 (GO)"), "{text}");
    assert!(
        text.contains("record.json") && text.contains("report.html"),
        "{text}"
    );
    assert!(!text.contains('\u{1b}'), "colour is for terminals");
}
