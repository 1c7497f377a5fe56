//! What the official report says of the releases of 2020 and 2021 comes out of the run.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod defects;
#[path = "../support/mod.rs"]
mod support;

use std::collections::BTreeMap;
use std::fs;
use std::sync::LazyLock;

use evidence::Record;
use serde_json::Value;
use support::{home, ichiren, ichiren_in, json, outcome};
use tempfile::TempDir;

/// Every release, judged once for all tests.
struct History {
    rows: Value,
    records: BTreeMap<String, Record>,
}

static HISTORY: LazyLock<History> = LazyLock::new(|| {
    let folder = TempDir::new().unwrap();
    let arguments = ["history", "--format", "json", "--output", "history"];
    let output = ichiren_in(folder.path(), &home(), &arguments);
    assert_eq!(output.status.code(), Some(0), "{}", support::stderr(&output));
    let mut records = BTreeMap::new();
    for entry in fs::read_dir(folder.path().join("history")).unwrap() {
        let path = entry.unwrap().path().join("record.json");
        // Beside the bundles are the register and its key.
        if !path.is_file() {
            continue;
        }
        let record = Record::read(&path).unwrap();
        records.insert(record.release.name.clone(), record);
    }
    History {
        rows: json(&output),
        records,
    }
});

fn row(release: &str, platform: &str) -> &'static Value {
    let mut rows = HISTORY.rows.as_array().unwrap().iter();
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

/// Nobody was notified on Android from 1.1.4 until the correction of February 2021 (報告書 2(4)②).
#[test]
fn android_is_silent_from_1_1_4_to_1_2_1() {
    for release in ["1.1.4", "1.1.5", "1.2.0", "1.2.1"] {
        assert!(fails(release, "Android", "エ1"), "{release}");
        assert!(!fails(release, "iOS", "エ1"), "{release}");
    }
    assert!(!fails("1.2.2", "Android", "エ1"));
}

/// 「COCOAの状況について」: 1.0.0 said 完了 to any number, 1.1.1 refused correct ones.
#[test]
fn the_registration_of_the_first_summer_fails_as_the_ministry_says() {
    assert!(fails("1.0.0", "iOS", "ア4") && fails("1.0.0", "Android", "ア4"));
    assert!(fails("1.1.1", "iOS", "ア5") && fails("1.1.1", "Android", "ア5"));
    assert!(!fails("1.1.1", "iOS", "ア4"));
}

#[test]
fn the_releases_without_a_known_broken_promise_may_go_out() {
    for release in ["1.2.4", "1.2.5", "1.2.6", "1.4.1"] {
        for platform in ["iOS", "Android", "both"] {
            assert_eq!(row(release, platform)["verdict"], "GO", "{release} {platform}");
        }
    }
    // COCOA issue 517: 1.4.0 did not start after an update, and was out for a day.
    assert!(fails("1.4.0", "iOS", "エ7") && fails("1.4.0", "Android", "エ7"));
}

#[test]
fn a_release_has_rows_for_the_operating_systems_on_which_it_came_out() {
    let rows = HISTORY.rows.as_array().unwrap().iter();
    let of_1_2_3 = rows.filter(|row| row["release"] == "1.2.3");
    let platforms: Vec<&str> = of_1_2_3.map(|row| row["platform"].as_str().unwrap()).collect();
    assert_eq!(platforms, ["Android", "both"]);
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
