//! One key out of range among others: what each operating system makes of the file.

use exposure_notification::Platform::{Android, Ios};
use exposure_notification::{
    DiagnosisKey, ENIntervalNumber, ExportError, KeyOutOfRange, Platform, SigningKey, TemporaryExposureKey,
    TemporaryExposureKeyExport, UnpublishedBehaviour, read_export_on, write_export,
};

use crate::fixture::{diagnosis_key, export};

/// The file with a good key and this one, read as a phone does.
fn read_with(
    key: &DiagnosisKey,
    platform: Platform,
    unpublished: &UnpublishedBehaviour,
) -> Result<TemporaryExposureKeyExport, ExportError> {
    let signing_key = SigningKey::generate("440", "v1").unwrap();
    let file = write_export(
        &TemporaryExposureKeyExport {
            keys: vec![diagnosis_key(), key.clone()],
            revised_keys: vec![key.clone()],
            ..export()
        },
        &signing_key,
    )
    .unwrap();
    read_export_on(platform, &file, &[signing_key.verification_key()], unpublished)
}

fn of_period(rolling_period: u32) -> DiagnosisKey {
    DiagnosisKey {
        key: TemporaryExposureKey {
            rolling_period,
            ..diagnosis_key().key
        },
        ..diagnosis_key()
    }
}

#[test]
fn a_period_above_a_day_is_kept_on_android_and_passed_over_on_ios() {
    let file_refused = UnpublishedBehaviour {
        ios_key_out_of_range: KeyOutOfRange::FileRefused,
        ..UnpublishedBehaviour::default()
    };
    for unpublished in [UnpublishedBehaviour::default(), file_refused] {
        for (period, on_ios) in [
            (144, vec![diagnosis_key(), of_period(144)]),
            (145, vec![diagnosis_key()]),
        ] {
            let long = of_period(period);
            let android = read_with(&long, Android, &unpublished).unwrap();
            assert_eq!(android.keys, [diagnosis_key(), long.clone()]);
            assert_eq!(android.revised_keys, std::slice::from_ref(&long));
            let ios = read_with(&long, Ios, &unpublished).unwrap();
            assert_eq!(ios.keys, on_ios);
            assert_eq!(ios.revised_keys.len(), on_ios.len() - 1);
        }
    }
}

#[test]
fn any_other_number_out_of_range_refuses_the_file_on_android_and_is_a_setting_on_ios() {
    let with_onset = |days| DiagnosisKey {
        days_since_onset_of_symptoms: Some(days),
        ..diagnosis_key()
    };
    let of_level_9 = DiagnosisKey {
        transmission_risk_level: 9,
        ..diagnosis_key()
    };
    let before_1970 = DiagnosisKey {
        key: TemporaryExposureKey {
            rolling_start: ENIntervalNumber(u32::MAX),
            ..diagnosis_key().key
        },
        ..diagnosis_key()
    };
    let refusing = UnpublishedBehaviour {
        ios_key_out_of_range: KeyOutOfRange::FileRefused,
        ..UnpublishedBehaviour::default()
    };
    let bad_keys = [
        (with_onset(-15), "days_since_onset_of_symptoms"),
        (with_onset(15), "days_since_onset_of_symptoms"),
        (of_level_9, "transmission_risk_level"),
        (before_1970, "rolling_start_interval_number"),
        (of_period(0), "rolling_period"),
    ];
    for (bad, bad_field) in bad_keys {
        let unpublished = UnpublishedBehaviour::default();
        for refused in [
            read_with(&bad, Android, &unpublished).unwrap_err(),
            read_with(&bad, Ios, &refusing).unwrap_err(),
        ] {
            assert!(
                matches!(refused, ExportError::KeyField { field, .. } if field == bad_field),
                "{refused}"
            );
        }
        let ios = read_with(&bad, Ios, &unpublished).unwrap();
        assert_eq!(ios.keys, [diagnosis_key()], "{bad_field}");
        assert!(ios.revised_keys.is_empty(), "{bad_field}");
    }
}

#[test]
fn onsets_up_to_a_fortnight_away_are_read_on_both() {
    for days in [-14, 14] {
        let key = DiagnosisKey {
            days_since_onset_of_symptoms: Some(days),
            ..diagnosis_key()
        };
        for platform in [Android, Ios] {
            let read = read_with(&key, platform, &UnpublishedBehaviour::default()).unwrap();
            assert_eq!(read.keys[1].days_since_onset_of_symptoms, Some(days));
        }
    }
}
