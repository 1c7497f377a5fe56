//! What a key's report type and onset become on each operating system.

use std::collections::BTreeMap;

use exposure_notification::Platform::{Android, Ios};
use exposure_notification::ReportType::{
    ConfirmedClinicalDiagnosis, ConfirmedTest, Recursive, Revoked, SelfReport, Unknown,
};
use exposure_notification::v2::{ExposureConfiguration, Infectiousness, exposure_windows};
use exposure_notification::{MatchedKey, Platform, ReportType, UnpublishedBehaviour};

use crate::fixture::{BOTH, cocoa, reported};

/// Report type and infectiousness of the window of the key, if it has one.
fn mapped(
    platform: Platform,
    configuration: &ExposureConfiguration,
    key: &MatchedKey,
) -> Option<(ReportType, Infectiousness)> {
    let windows = exposure_windows(
        platform,
        configuration,
        std::slice::from_ref(key),
        &UnpublishedBehaviour::default(),
    );
    windows
        .first()
        .map(|window| (window.report_type, window.infectiousness))
}

#[test]
fn a_key_without_report_type_has_the_configured_one() {
    let mut configuration = cocoa();
    configuration
        .google_diagnosis_keys_data_mapping_config
        .report_type_when_missing = SelfReport;
    configuration.apple_exposure_config_v2.report_type_none_map = ConfirmedClinicalDiagnosis;
    for unknown in [None, Some(Unknown)] {
        let key = reported(unknown, None);
        let report_type = |platform| mapped(platform, &configuration, &key).unwrap().0;
        assert_eq!(report_type(Android), SelfReport);
        assert_eq!(report_type(Ios), ConfirmedClinicalDiagnosis);
    }
}

#[test]
fn ios_drops_a_key_without_report_type_when_it_maps_to_unknown() {
    let mut configuration = cocoa();
    configuration.apple_exposure_config_v2.report_type_none_map = Unknown;
    assert_eq!(mapped(Ios, &configuration, &reported(None, None)), None);
    let tested = reported(Some(ConfirmedTest), None);
    assert!(mapped(Ios, &configuration, &tested).is_some());
}

#[test]
fn a_report_type_on_the_key_stays_and_a_revoked_or_recursive_key_has_no_window() {
    for platform in BOTH {
        for (report_type, told) in [
            (ConfirmedTest, true),
            (ConfirmedClinicalDiagnosis, true),
            (SelfReport, true),
            (Recursive, false),
            (Revoked, false),
        ] {
            let key = reported(Some(report_type), None);
            assert_eq!(
                mapped(platform, &cocoa(), &key).map(|(report_type, _)| report_type),
                told.then_some(report_type)
            );
        }
    }
}

#[test]
fn cocoas_keys_are_infectious_from_three_days_before_onset_to_ten_after() {
    for platform in BOTH {
        for (days, infectious) in [
            (-14, false),
            (-4, false),
            (-3, true),
            (0, true),
            (10, true),
            (11, false),
            (14, false),
        ] {
            let key = reported(None, Some(days));
            assert_eq!(
                mapped(platform, &cocoa(), &key).map(|(_, infectiousness)| infectiousness),
                infectious.then_some(Infectiousness::High),
                "{platform}, day {days}"
            );
        }
        // Keys of the older server interface carry no onset.
        let without = mapped(platform, &cocoa(), &reported(None, None));
        assert_eq!(without, Some((ConfirmedTest, Infectiousness::High)));
    }
}

/// Day 0 standard, missing high; nothing else is set.
fn sparse() -> ExposureConfiguration {
    let by_day = BTreeMap::from([(0, Infectiousness::Standard)]);
    let mut configuration = cocoa();
    configuration
        .google_diagnosis_keys_data_mapping_config
        .infectiousness_for_days_since_onset_of_symptoms = by_day.clone();
    configuration
        .apple_exposure_config_v2
        .infectiousness_for_days_since_onset_of_symptoms = by_day;
    configuration
}

#[test]
fn a_day_that_is_not_set_drops_the_key() {
    for platform in BOTH {
        let infectiousness = |days| {
            mapped(platform, &sparse(), &reported(None, Some(days))).map(|(_, infectiousness)| infectiousness)
        };
        assert_eq!(infectiousness(0), Some(Infectiousness::Standard));
        assert_eq!(infectiousness(1), None);
        assert_eq!(infectiousness(-14), None);
    }
}

#[test]
fn a_day_beyond_a_fortnight_is_a_missing_onset_on_android_and_an_absent_day_on_ios() {
    for days in [-15, 15, i32::MAX, i32::MIN] {
        let key = reported(None, Some(days));
        assert_eq!(
            mapped(Android, &sparse(), &key),
            Some((ConfirmedTest, Infectiousness::High)),
            "{days}"
        );
        assert_eq!(mapped(Ios, &sparse(), &key), None, "{days}");
    }
}

#[test]
fn a_missing_onset_that_maps_to_none_drops_the_key() {
    // What happens on iOS to who forgets the entry for "unknown": no key without an onset ever counts.
    let mut configuration = cocoa();
    configuration
        .google_diagnosis_keys_data_mapping_config
        .infectiousness_when_days_since_onset_missing = Infectiousness::None;
    configuration
        .apple_exposure_config_v2
        .infectiousness_when_days_since_onset_missing = Infectiousness::None;
    for platform in BOTH {
        assert_eq!(mapped(platform, &configuration, &reported(None, None)), None);
        assert!(mapped(platform, &configuration, &reported(None, Some(0))).is_some());
    }
}
