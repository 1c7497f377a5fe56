//! What the official report says of the releases of 2020 and 2021 comes out of the run.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod support;

use support::{ichiren, json, judge, outcome};

#[test]
fn the_default_release_may_go_out() {
    let output = ichiren(&["judge", "--format", "json"]);
    let judgement = json(&output);
    assert_eq!(judgement["release"], "1.2.4");
    assert_eq!(judgement["verdict"], "GO", "{}", judgement["reasons"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        judgement["scenarios"]["planned"],
        judgement["scenarios"]["passed"]
    );
    assert_eq!(judgement["parameters"]["production"], true);
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
}

/// 報告書 2(4)②: from 1.1.4 on no Android phone was ever notified; iOS was right.
#[test]
fn release_1_1_4_is_silent_on_android() {
    let judgement = judge("1.1.4");
    assert_eq!(judgement["verdict"], "NO-GO");
    for requirement in ["ウ1", "エ1"] {
        assert_eq!(outcome(&judgement, requirement, "Android"), "failed");
        assert_eq!(outcome(&judgement, requirement, "iOS"), "passed");
    }
    assert_eq!(outcome(&judgement, "ウ3", "both"), "failed");
}

/// 報告書 2(4)①: until 1.1.3 mere contacts were notified; Android listed them, iOS did not.
#[test]
fn release_1_1_3_notifies_of_mere_contacts() {
    let judgement = judge("1.1.3");
    assert_eq!(judgement["verdict"], "NO-GO");
    assert_eq!(outcome(&judgement, "エ1", "iOS"), "failed");
    assert_eq!(outcome(&judgement, "エ1", "Android"), "failed");
    assert_eq!(outcome(&judgement, "エ11", "Android"), "failed");
    assert_eq!(outcome(&judgement, "エ11", "iOS"), "passed");
    assert_eq!(outcome(&judgement, "エ2", "iOS"), "failed");
    assert_eq!(outcome(&judgement, "エ2", "Android"), "passed");
}

/// Until 1.2.3 Android checked only when somebody opened the app; until 1.2.4 contacts never left the list.
#[test]
fn release_1_2_2_waits_for_the_app_to_be_opened_and_forgets_nothing() {
    let judgement = judge("1.2.2");
    assert_eq!(judgement["verdict"], "NO-GO");
    assert_eq!(outcome(&judgement, "ウ9", "Android"), "failed");
    assert_eq!(outcome(&judgement, "ウ9", "iOS"), "passed");
    assert_eq!(outcome(&judgement, "エ3", "iOS"), "failed");
    assert_eq!(outcome(&judgement, "エ3", "Android"), "failed");
    assert_eq!(outcome(&judgement, "ウ1", "Android"), "passed");
    assert_eq!(outcome(&judgement, "ウ3", "both"), "passed");
}

/// The place where the chain of 1.1.4 broke is the decision on the highest score, not a phone or a server.
#[test]
fn the_place_where_the_chain_broke_is_named() {
    let folder = tempfile::TempDir::new().unwrap();
    let arguments = ["judge", "--release", "1.1.4", "--format", "json"];
    let judgement = json(&support::ichiren_in(folder.path(), &support::home(), &arguments));
    let path = folder.path().join(judgement["record"].as_str().unwrap());
    let record: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let results = record["results"].as_array().unwrap();
    let broken = results.iter().find(|result| {
        result["outcome"] == "failed"
            && result["id"]
                .as_str()
                .unwrap()
                .starts_with("ウ-判定/濃厚接触.feature")
    });
    let broke_at = &broken.unwrap()["broke_at"];
    assert_eq!(broke_at["phase"], "ウ");
    assert_eq!(broke_at["place"], "濃厚接触の判定");
    assert_eq!(broke_at["subject"], "Bの端末（Android）");
}

#[test]
fn the_history_is_an_array_of_releases_and_platforms() {
    let output = ichiren(&["history", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0));
    let rows = json(&output);
    let row = |release: &str, platform: &str| {
        let mut rows = rows.as_array().unwrap().iter();
        rows.find(|row| row["release"] == release && row["platform"] == platform)
            .unwrap()
            .clone()
    };
    assert_eq!(row("1.1.4", "Android")["verdict"], "NO-GO");
    assert!(
        row("1.1.4", "Android")["failed_requirements"]
            .as_array()
            .unwrap()
            .contains(&"ウ1".into())
    );
    assert!(
        !row("1.1.4", "iOS")["failed_requirements"]
            .as_array()
            .unwrap()
            .contains(&"ウ1".into())
    );
    for platform in ["iOS", "Android", "both"] {
        assert_eq!(row("1.2.4", platform)["verdict"], "GO");
    }
}
