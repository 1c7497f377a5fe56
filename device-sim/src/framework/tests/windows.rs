//! Version 2 of the API.

use exposure_notification::ReportType::{ConfirmedClinicalDiagnosis, ConfirmedTest, Revoked, SelfReport};
use exposure_notification::v2::{ExposureWindow, Infectiousness};
use exposure_notification::{ReportType, TemporaryExposureKey};
use proptest::prelude::*;

use super::fixture::{at, file, file_with_revised, hear, key, next_day, phone, published, v2_configuration};
use crate::framework::{Framework, Refusal};

/// 2021-06-14 00:00 UTC.
const MIDNIGHT: i64 = 1_623_628_800;

/// Heard at 0, 4, 8 and 12 minutes at 50 dB, from 02:00:00 on.
fn after_a_contact(os: &str) -> (Framework, TemporaryExposureKey) {
    let (mut receiver, mut sender) = (phone(os, "A"), phone("iOS 15", "B"));
    hear(&mut receiver, &mut sender, &[0, 240, 480, 720], 50);
    let key = key(&mut sender);
    (receiver, key)
}

fn sorted_windows(phone: &mut Framework, files: &[Vec<u8>]) -> Vec<ExposureWindow> {
    let detection = phone
        .detect_with_windows(files, &v2_configuration(), next_day())
        .unwrap();
    let mut windows = detection.windows;
    windows.sort_unstable();
    windows
}

#[test]
fn a_contact_becomes_a_window_and_a_day() {
    for os in ["Android 12", "iOS 15"] {
        let (mut receiver, key) = after_a_contact(os);
        let files = [file(1, vec![published(key, None)])];
        let detection = receiver
            .detect_with_windows(&files, &v2_configuration(), next_day())
            .unwrap();
        assert_eq!(detection.matched_key_count, 1, "{os}");
        assert_eq!(
            detection.matched_levels.into_iter().collect::<Vec<_>>(),
            [4],
            "{os}"
        );
        let [window] = detection.windows.as_slice() else {
            panic!("{os}: {:?}", detection.windows);
        };
        assert_eq!(window.date, MIDNIGHT, "{os}");
        let scans: Vec<(u8, u32)> = window
            .scan_instances
            .iter()
            .map(|scan| (scan.typical_attenuation_db, scan.seconds_since_last_scan))
            .collect();
        // The first scan of an exact contact has none before it: 120 s.
        assert_eq!(scans, [(50, 120), (50, 240), (50, 240), (50, 240)], "{os}");
        // 50 dB is near (46 < 50 <= 60): 840 s × 2.5 = 2100 s, 35 min.
        let [day] = detection.daily_summaries.as_slice() else {
            panic!("{os}: {:?}", detection.daily_summaries);
        };
        assert_eq!(day.date, MIDNIGHT, "{os}");
        assert!((day.day.score_sum - 2100.0).abs() < 1e-9, "{os}: {day:?}");
        assert!(
            receiver.notifications.shown().is_empty(),
            "{os}: no notification of the system"
        );
    }
}

#[test]
fn results_are_cumulative_and_forgotten_after_fourteen_days() {
    for os in ["Android 12", "iOS 15"] {
        let (mut receiver, key) = after_a_contact(os);
        sorted_windows(&mut receiver, &[file(1, vec![published(key, None)])]);
        for (now, left) in [("2021-06-28T02:00:00Z", 1), ("2021-06-28T02:12:01Z", 0)] {
            let detection = receiver
                .detect_with_windows(&[], &v2_configuration(), at(now))
                .unwrap();
            assert_eq!(detection.windows.len(), left, "{os} {now}");
            assert_eq!(
                detection.matched_key_count,
                u32::try_from(left).unwrap(),
                "{os} {now}"
            );
        }
    }
}

#[test]
fn a_key_that_was_withdrawn_leaves_no_window_and_does_not_come_back() {
    for os in ["Android 12", "iOS 15"] {
        for reported in [SelfReport, ConfirmedClinicalDiagnosis] {
            let (mut receiver, key) = after_a_contact(os);
            let reported = || published(key, Some(reported));
            let revoked = || published(key, Some(Revoked));
            assert_eq!(
                sorted_windows(&mut receiver, &[file(1, vec![reported()])]).len(),
                1,
                "{os}"
            );
            let withdrawing = file_with_revised(2, Vec::new(), vec![revoked()]);
            assert!(sorted_windows(&mut receiver, &[withdrawing]).is_empty(), "{os}");
            assert!(
                sorted_windows(&mut receiver, &[file(3, vec![reported()])]).is_empty(),
                "{os}"
            );
        }
    }
}

#[test]
fn a_report_that_was_confirmed_counts_as_confirmed_and_a_test_stays_a_test() {
    // What was known, what comes, what is told.
    let expected = [
        (SelfReport, ConfirmedTest, ConfirmedTest),
        (ConfirmedClinicalDiagnosis, ConfirmedTest, ConfirmedTest),
        (ConfirmedTest, SelfReport, ConfirmedTest),
        (ConfirmedTest, Revoked, ConfirmedTest),
    ];
    for os in ["Android 12", "iOS 15"] {
        for (known, comes, told) in expected {
            let (mut receiver, key) = after_a_contact(os);
            for (number, report_type) in [(1, known), (2, comes)] {
                sorted_windows(
                    &mut receiver,
                    &[file(number, vec![published(key, Some(report_type))])],
                );
            }
            let types: Vec<ReportType> = sorted_windows(&mut receiver, &[])
                .iter()
                .map(|window| window.report_type)
                .collect();
            assert_eq!(types, [told], "{os}: {known:?}, then {comes:?}");
        }
    }
}

#[test]
fn a_recursive_key_never_matches() {
    for os in ["Android 12", "iOS 15"] {
        let (mut receiver, key) = after_a_contact(os);
        let files = [file(1, vec![published(key, Some(ReportType::Recursive))])];
        let detection = receiver
            .detect_with_windows(&files, &v2_configuration(), next_day())
            .unwrap();
        assert_eq!(detection.matched_key_count, 0, "{os}");
    }
}

#[test]
fn a_new_mapping_judges_old_keys_anew_on_ios_alone() {
    for (os, judged_as) in [
        ("Android 12", Infectiousness::High),
        ("iOS 15", Infectiousness::Standard),
    ] {
        let (mut receiver, key) = after_a_contact(os);
        sorted_windows(&mut receiver, &[file(1, vec![published(key, None)])]);
        let mut changed = v2_configuration();
        let google = &mut changed.google_diagnosis_keys_data_mapping_config;
        google.infectiousness_when_days_since_onset_missing = Infectiousness::Standard;
        let apple = &mut changed.apple_exposure_config_v2;
        apple.infectiousness_when_days_since_onset_missing = Infectiousness::Standard;
        // More than seven days later.
        let detection = receiver
            .detect_with_windows(&[], &changed, at("2021-06-23T01:00:00Z"))
            .unwrap();
        assert_eq!(detection.windows[0].infectiousness, judged_as, "{os}");
    }
}

#[test]
fn android_changes_the_mapping_once_in_seven_days() {
    let mut changed = v2_configuration();
    changed
        .google_diagnosis_keys_data_mapping_config
        .infectiousness_when_days_since_onset_missing = Infectiousness::Standard;
    changed
        .apple_exposure_config_v2
        .infectiousness_when_days_since_onset_missing = Infectiousness::Standard;
    for (os, refused) in [("Android 12", true), ("iOS 15", false)] {
        let mut phone = phone(os, "A");
        phone
            .detect_with_windows(&[], &v2_configuration(), at("2021-06-14T02:00:00Z"))
            .unwrap();
        let early = phone.detect_with_windows(&[], &changed, at("2021-06-21T01:59:59Z"));
        assert_eq!(matches!(early, Err(Refusal::RateLimited)), refused, "{os}");
        phone
            .detect_with_windows(&[], &changed, at("2021-06-21T02:00:00Z"))
            .unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// However often and in whatever order files come again, what an app is told stays the same, and nothing is in it
    /// twice.
    #[test]
    fn files_that_come_again_change_nothing(
        seed in 0_u8..4,
        again in proptest::collection::vec(0_usize..3, 0..5),
        android: bool,
    ) {
        let mut receiver = phone(if android { "Android 12" } else { "iOS 15" }, "A");
        let mut files = Vec::new();
        for number in 0..3_u8 {
            let mut sender = phone("iOS 15", &format!("{seed} {number}"));
            let start = i64::from(number) * 60;
            hear(&mut receiver, &mut sender, &[start, start + 300], 40 + number);
            files.push(file(number.into(), vec![published(key(&mut sender), None)]));
        }
        let first = sorted_windows(&mut receiver, &files);
        prop_assert_eq!(first.len(), 3);
        for which in again {
            let detection = receiver.detect_with_windows(&files[which..=which], &v2_configuration(), next_day()).unwrap();
            let mut windows = detection.windows;
            windows.sort_unstable();
            prop_assert_eq!(&windows, &first);
            prop_assert_eq!(detection.matched_key_count, 3);
        }
    }

    #[test]
    fn the_order_of_windows_is_chance_and_the_same_for_the_same_seed(seed in 0_u8..20) {
        let told = || {
            let mut receiver = phone("iOS 15", &format!("receiver {seed}"));
            let mut keys = Vec::new();
            for number in 0..6_u8 {
                let mut sender = phone("iOS 15", &format!("{number}"));
                hear(&mut receiver, &mut sender, &[0], 40 + number);
                keys.push(published(key(&mut sender), None));
            }
            let detection = receiver.detect_with_windows(&[file(1, keys)], &v2_configuration(), next_day());
            detection.unwrap().windows
        };
        prop_assert_eq!(told(), told());
    }
}

#[test]
fn windows_come_shuffled() {
    let orders: std::collections::BTreeSet<Vec<u8>> = (0..10)
        .map(|seed| {
            let mut receiver = phone("Android 12", &format!("receiver {seed}"));
            let mut keys = Vec::new();
            for number in 0..6_u8 {
                let mut sender = phone("iOS 15", &format!("{number}"));
                hear(&mut receiver, &mut sender, &[0], 40 + number);
                keys.push(published(key(&mut sender), None));
            }
            let detection = receiver.detect_with_windows(&[file(1, keys)], &v2_configuration(), next_day());
            let attenuation = |window: ExposureWindow| window.scan_instances[0].typical_attenuation_db;
            detection.unwrap().windows.into_iter().map(attenuation).collect()
        })
        .collect();
    // Of 720 orders ten phones hardly see one twice, and never one alone.
    assert!(orders.len() > 5, "{orders:?}");
}
