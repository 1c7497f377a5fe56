//! What single versions do with keys and configurations.

use exposure_notification::TemporaryExposureKey;

use super::fixture::{
    file, hear, key, next_day, phone, phone_assuming, published, v1_configuration, v2_configuration,
};
use crate::framework::{Framework, Refusal, UnpublishedOsBehaviour};

/// Heard for 15 minutes at 50 dB: 900 + 300 s are 20 minutes, duration score 1; 34 to 51 dB score 4.
fn after_a_contact(os: &str) -> (Framework, TemporaryExposureKey) {
    let (mut receiver, mut sender) = (phone(os, "A"), phone("iOS 15", "B"));
    hear(&mut receiver, &mut sender, &[0, 300, 600, 900], 50);
    let key = key(&mut sender);
    (receiver, key)
}

fn matches_shortened_key(os: &str) -> bool {
    let (mut receiver, key) = after_a_contact(os);
    // The contact lies in intervals 12 and 13 of the day.
    let shortened = TemporaryExposureKey {
        rolling_period: 72,
        ..key
    };
    let files = [file(1, vec![published(shortened, None)])];
    let detection = receiver
        .provide_diagnosis_keys(&files, &v1_configuration(), next_day())
        .unwrap();
    detection.summary().matched_key_count == 1
}

#[test]
fn only_ios_13_5_ignores_a_key_of_less_than_a_day() {
    assert!(!matches_shortened_key("iOS 13.5"));
    for os in ["iOS 12.5", "iOS 13.6", "iOS 15", "Android 12"] {
        assert!(matches_shortened_key(os), "{os}");
    }
}

#[test]
fn ios_13_7_and_14_0_use_attenuation_values_of_their_own() {
    let mut configuration = v1_configuration();
    configuration.attenuation_scores = [8; 8];
    configuration.minimum_risk_score = 1;
    // 7 × 1 × 1 × 8 as configured; 7 × 1 × 1 × 4 with the system's values.
    for (os, score) in [
        ("iOS 13.6", 56),
        ("iOS 13.7", 28),
        ("iOS 14.0", 28),
        ("iOS 14", 56),
        ("iOS 12.5", 56),
        ("Android 12", 56),
    ] {
        let (mut receiver, key) = after_a_contact(os);
        let files = [file(1, vec![published(key, None)])];
        let detection = receiver
            .provide_diagnosis_keys(&files, &configuration, next_day())
            .unwrap();
        assert_eq!(detection.summary().maximum_risk_score, score, "{os}");
    }
}

#[test]
fn a_key_of_more_than_a_day_breaks_the_call_on_android_and_is_passed_over_on_ios() {
    let (mut android, key) = after_a_contact("Android 12");
    let longer = |key| TemporaryExposureKey {
        rolling_period: 145,
        ..key
    };
    let stranger = TemporaryExposureKey {
        key_data: [9; 16],
        ..longer(key)
    };
    let unmatched = [file(1, vec![published(stranger, None)])];
    android
        .provide_diagnosis_keys(&unmatched, &v1_configuration(), next_day())
        .unwrap();
    let matched = [file(2, vec![published(longer(key), None)])];
    let refused = android.provide_diagnosis_keys(&matched, &v1_configuration(), next_day());
    assert!(matches!(refused, Err(Refusal::Failed)));

    let (mut ios, key) = after_a_contact("iOS 15");
    let files = [file(1, vec![published(longer(key), None)])];
    let detection = ios
        .provide_diagnosis_keys(&files, &v1_configuration(), next_day())
        .unwrap();
    assert_eq!(detection.summary().matched_key_count, 0);
}

#[test]
fn whether_android_drops_a_second_file_of_one_period_is_an_assumption() {
    let drops = UnpublishedOsBehaviour {
        android_drops_files_of_same_period: true,
        ..UnpublishedOsBehaviour::default()
    };
    for (unpublished, found) in [(UnpublishedOsBehaviour::default(), 1), (drops, 0)] {
        let mut receiver = phone_assuming("Android 12", "A", unpublished);
        let mut sender = phone("iOS 15", "B");
        hear(&mut receiver, &mut sender, &[0], 50);
        let key = published(key(&mut sender), None);
        let files = [file(1, Vec::new()), file(1, vec![key])];
        let found_keys = receiver.provide_diagnosis_keys(&files, &v1_configuration(), next_day());
        assert_eq!(found_keys.unwrap().summary().matched_key_count, found);
    }
}

#[test]
fn a_new_call_of_version_1_judges_a_key_anew_and_one_call_judges_it_once() {
    for os in ["iOS 15", "Android 12"] {
        let (mut receiver, key) = after_a_contact(os);
        let files = [1, 2].map(|number| file(number, vec![published(key, None)]));
        for _ in 0..2 {
            let detection = receiver
                .provide_diagnosis_keys(&files, &v1_configuration(), next_day())
                .unwrap();
            assert_eq!(detection.summary().matched_key_count, 1, "{os}");
            // 7 × 1 × 1 × 4.
            assert_eq!(detection.summary().maximum_risk_score, 28, "{os}");
        }
    }
}

#[test]
fn the_confidence_of_a_sender_is_told_by_newer_systems_alone() {
    use exposure_notification::CalibrationConfidence::{High, Lowest};
    // Metadata 1.0 has no room for it and reads as the lowest.
    for (os, confidence) in [("Android 12", High), ("iOS 13.6", Lowest)] {
        let (mut receiver, mut sender) = (phone("iOS 15", "A"), phone(os, "B"));
        hear(&mut receiver, &mut sender, &[0], 50);
        let files = [file(1, vec![published(key(&mut sender), None)])];
        let detection = receiver
            .detect_with_windows(&files, &v2_configuration(), next_day())
            .unwrap();
        assert_eq!(detection.windows[0].calibration_confidence, confidence, "{os}");
    }
}
