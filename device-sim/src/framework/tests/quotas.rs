//! How often an app may ask.

use std::sync::LazyLock;

use exposure_notification::Platform;
use jiff::Timestamp;

use super::fixture::{at, file, phone, phone_assuming, v1_configuration, v2_configuration};
use crate::framework::quota::QuotaPeriod;
use crate::framework::{Framework, Refusal, UnpublishedOsBehaviour};

/// How many of `calls` calls at `now` are answered before the first one that is refused as rate limited.
fn answered(phone: &mut Framework, now: Timestamp, call: Call) -> u32 {
    for answered in 0..1000 {
        match call(phone, answered, now) {
            Ok(()) => {}
            Err(Refusal::RateLimited) => return answered,
            Err(other) => panic!("{other}"),
        }
    }
    1000
}

type Call = fn(&mut Framework, u32, Timestamp) -> Result<(), Refusal>;

fn version_1(phone: &mut Framework, _: u32, now: Timestamp) -> Result<(), Refusal> {
    phone
        .provide_diagnosis_keys(&[], &v1_configuration(), now)
        .map(|_| ())
}

fn version_2(phone: &mut Framework, _: u32, now: Timestamp) -> Result<(), Refusal> {
    phone
        .detect_with_windows(&[], &v2_configuration(), now)
        .map(|_| ())
}

/// Two new files.
fn two_files(phone: &mut Framework, call: u32, now: Timestamp) -> Result<(), Refusal> {
    let files = [0, 1].map(|which| file(u64::from(2 * call + which), Vec::new()));
    phone
        .provide_diagnosis_keys(&files, &v1_configuration(), now)
        .map(|_| ())
}

/// The same two files whatever the call.
fn same_files(phone: &mut Framework, _: u32, now: Timestamp) -> Result<(), Refusal> {
    static FILES: LazyLock<[Vec<u8>; 2]> = LazyLock::new(|| [0, 1].map(|number| file(number, Vec::new())));
    phone
        .provide_diagnosis_keys(&*FILES, &v1_configuration(), now)
        .map(|_| ())
}

#[test]
fn each_version_has_its_quota_per_day() {
    let now = at("2021-06-14T12:00:00Z");
    let expected: [(&str, Call, u32); 10] = [
        ("Android 6", version_1, 20),
        ("Android 12", version_1, 20),
        ("Android 12", version_2, 6),
        ("iOS 12.5", version_1, 15),
        ("iOS 12.5", version_2, 6),
        ("iOS 13.6", version_1, 15),
        ("iOS 13.7", version_2, 6),
        ("iOS 15", version_1, 15),
        // Seven calls with two files each make 14 of 15 files.
        ("iOS 13.5", two_files, 7),
        ("iOS 13.6", two_files, 15),
    ];
    for (os, call, most) in expected {
        assert_eq!(answered(&mut phone(os, "A"), now, call), most, "{os}");
    }
}

#[test]
fn ios_13_5_counts_a_file_once() {
    let now = at("2021-06-14T12:00:00Z");
    assert_eq!(answered(&mut phone("iOS 13.5", "A"), now, same_files), 1000);
}

#[test]
fn the_versions_of_the_api_have_quotas_of_their_own() {
    let now = at("2021-06-14T12:00:00Z");
    for os in ["Android 12", "iOS 15"] {
        let mut phone = phone(os, "A");
        assert_eq!(answered(&mut phone, now, version_2), 6, "{os}");
        assert!(answered(&mut phone, now, version_1) >= 15, "{os}");
    }
}

#[test]
fn android_is_as_new_at_midnight_utc_and_ios_a_day_after_each_call() {
    let evening = at("2021-06-14T20:00:00Z");
    for (os, at_midnight) in [("Android 12", 6), ("iOS 15", 0)] {
        let mut phone = phone(os, "A");
        assert_eq!(answered(&mut phone, evening, version_2), 6, "{os}");
        assert_eq!(
            answered(&mut phone, at("2021-06-14T23:59:59Z"), version_2),
            0,
            "{os}"
        );
        assert_eq!(
            answered(&mut phone, at("2021-06-15T00:00:00Z"), version_2),
            at_midnight,
            "{os}"
        );
        assert_eq!(
            answered(&mut phone, at("2021-06-16T00:00:00Z"), version_2),
            6,
            "{os}"
        );
    }
}

#[test]
fn when_ios_is_as_new_is_an_assumption() {
    let utc_day = UnpublishedOsBehaviour {
        ios_quota_period: QuotaPeriod::UtcDay,
        ..UnpublishedOsBehaviour::default()
    };
    let mut phone = phone_assuming("iOS 15", "A", utc_day);
    assert_eq!(answered(&mut phone, at("2021-06-14T20:00:00Z"), version_2), 6);
    assert_eq!(answered(&mut phone, at("2021-06-15T00:00:00Z"), version_2), 6);
}

/// How many calls are answered after three that failed for their files.
fn answered_after_three_failures(os: &str, unpublished: UnpublishedOsBehaviour) -> u32 {
    let now = at("2021-06-14T12:00:00Z");
    let mut phone = phone_assuming(os, "A", unpublished);
    for _ in 0..3 {
        let refused = phone.provide_diagnosis_keys(&[vec![0; 10]], &v1_configuration(), now);
        let code = refused.unwrap_err().code(phone.platform());
        assert_eq!(code, if phone.platform() == Platform::Ios { 15 } else { 13 });
    }
    answered(&mut phone, now, version_1)
}

#[test]
fn a_call_that_failed_counts_on_ios_and_not_on_android() {
    let default = UnpublishedOsBehaviour::default;
    assert_eq!(answered_after_three_failures("Android 12", default()), 20);
    assert_eq!(answered_after_three_failures("iOS 15", default()), 12);
    let free = UnpublishedOsBehaviour {
        ios_charges_failed_calls: false,
        ..default()
    };
    assert_eq!(answered_after_three_failures("iOS 15", free), 15);
}
