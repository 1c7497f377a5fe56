//! Who is notified on one release and on the next: what nobody saw in September 2020, and what was meant.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod support;

use std::process::Output;
use std::sync::LazyLock;

use serde_json::Value;
use support::{ichiren, json, stderr};

/// Compared once for all tests.
static SEPTEMBER_2020: LazyLock<Output> =
    LazyLock::new(|| ichiren(&["compare", "1.1.3", "1.1.4", "--format", "json"]));

fn row(rows: &Value, platform: &str) -> Value {
    let mut rows = rows.as_array().unwrap().iter();
    rows.find(|row| row["platform"] == platform).unwrap().clone()
}

fn changes(row: &Value) -> Vec<&str> {
    let changes = row["changes"].as_array().unwrap().iter();
    changes.map(|change| change["change"].as_str().unwrap()).collect()
}

/// 報告書 2(4)②: on Android neither notification nor display came any more.
#[test]
fn release_1_1_4_silences_every_close_contact_on_android_and_nothing_explains_it() {
    assert_eq!(SEPTEMBER_2020.status.code(), Some(1));
    let android = row(&json(&SEPTEMBER_2020), "Android");
    assert!(android["close_contacts"].as_u64().unwrap() >= 12);
    let before = android["notified_before"].as_u64().unwrap();
    assert!(before >= 12, "{android}");
    assert_eq!(android["notified_after"], 0);
    assert_eq!(android["lost"], before);
    assert_eq!(android["gained"], 0);
    assert_eq!(android["explained"], false);
    assert_eq!(changes(&android), ["fewer_close_contacts", "fewer_others"]);
    // That others are notified no longer was announced.
    assert_eq!(android["changes"][0]["reason"], Value::Null);
    assert!(
        android["changes"][1]["reason"]
            .as_str()
            .unwrap()
            .contains("単なる接触")
    );
}

/// 報告書 2(4)②: iOS was right.
#[test]
fn release_1_1_4_keeps_the_close_contacts_on_ios_and_loses_others_as_announced() {
    let ios = row(&json(&SEPTEMBER_2020), "iOS");
    assert_eq!(ios["notified_before"], ios["close_contacts"]);
    assert_eq!(ios["notified_after"], ios["close_contacts"]);
    assert_eq!((&ios["lost"], &ios["gained"]), (&0.into(), &0.into()));
    assert!(ios["others"].as_u64().unwrap() >= 12);
    assert!(ios["others_lost"].as_u64().unwrap() > 0);
    assert_eq!(changes(&ios), ["fewer_others"]);
    assert_eq!(ios["explained"], true);
}

#[test]
fn a_release_that_changes_nothing_has_nothing_to_explain() {
    let output = ichiren(&["compare", "1.2.3", "1.2.4", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    for row in json(&output).as_array().unwrap() {
        assert_eq!(row["notified_before"], row["close_contacts"]);
        assert_eq!(row["notified_after"], row["close_contacts"]);
        assert_eq!(row["others_notified_after"], 0);
        assert_eq!(changes(row), [""; 0]);
    }
}

/// Until 1.2.3 Android checked only when somebody opened the app.
#[test]
fn release_1_2_3_reaches_those_on_android_who_never_open_the_app() {
    let output = ichiren(&["compare", "1.2.2", "1.2.3", "--seed", "5", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let rows = json(&output);
    let android = row(&rows, "Android");
    assert_eq!(changes(&android), ["more_close_contacts"]);
    assert_eq!(android["notified_after"], android["close_contacts"]);
    assert_eq!(row(&rows, "iOS")["judged"], false);
}

/// What the makers of 1.1.4 expected, they expected against 1.1.3.
#[test]
fn expected_changes_are_those_against_the_release_that_the_file_names() {
    let output = ichiren(&["compare", "1.1.2", "1.1.4", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("names 1.1.3 as the release before"),
        "{}",
        stderr(&output)
    );
    assert_eq!(row(&json(&output), "iOS")["explained"], false);
}

#[test]
fn the_text_shows_the_silence_at_a_glance_and_says_that_nothing_explains_it() {
    let output = ichiren(&["compare", "2.0.1", "3.0.0"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.contains(&format!("{} 24人  {}  0人", "█".repeat(24), "░".repeat(24))),
        "{text}"
    );
    assert!(text.contains("説明：COCOAの機能を停止する。"), "{text}");

    let output = ichiren(&["compare", "1.1.3", "1.1.4"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.contains("説明なし Android：濃厚接触した24人のうち"),
        "{text}"
    );
    assert!(text.contains("通知が途絶えたことには説明がない"), "{text}");
}

#[test]
fn an_unknown_release_is_named_with_those_known() {
    let output = ichiren(&["compare", "1.1.3", "9.9.9"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("there is no release 9.9.9"),
        "{}",
        stderr(&output)
    );
}

/// Every phone of every release lies in the stated range, and every version of the range is one that phones can have.
#[test]
fn the_stated_range_of_phones_is_that_of_the_releases() {
    let catalogue = support::suite::catalogue();
    let stated = |os: &str| {
        let mut ranges = catalogue.phone_ranges().iter();
        ranges.any(|range| range.os_versions.iter().any(|version| version == os))
    };
    for release in support::suite::releases().all().unwrap() {
        for phones in release.phones.values() {
            assert!(stated(&phones.os), "{} of {}", phones.os, release.name);
        }
    }
    let known = device_sim::known_os_versions();
    for range in catalogue.phone_ranges() {
        for version in &range.os_versions {
            assert!(known.contains(&version.as_str()), "{version}");
        }
    }
}
