//! Keys that no phone accepts, in files that are in order otherwise.

use exposure_notification::{
    DiagnosisKey, ENIntervalNumber, ExportError, SigningKey, TemporaryExposureKey,
    TemporaryExposureKeyExport, read_export, write_export,
};
use serde_json::Value;

use crate::fixture::{SHA256_WITH_ECDSA, Signer, diagnosis_key, export, signature, signature_info, zip_of};

/// What the reader says to a file with this key, as a new and as a revised one.
fn refusals(key: &DiagnosisKey) -> [ExportError; 2] {
    let signing_key = SigningKey::generate("440", "v1").unwrap();
    let read = |export: &TemporaryExposureKeyExport| {
        read_export(
            &write_export(export, &signing_key).unwrap(),
            &[signing_key.verification_key()],
        )
        .unwrap_err()
    };
    [
        read(&TemporaryExposureKeyExport {
            keys: vec![diagnosis_key(), key.clone()],
            ..export()
        }),
        read(&TemporaryExposureKeyExport {
            revised_keys: vec![key.clone()],
            ..export()
        }),
    ]
}

fn assert_field_refused(key: &DiagnosisKey, expected_field: &str, expected_value: i32) {
    for refused in refusals(key) {
        let ExportError::KeyField { field, value, .. } = refused else {
            panic!("{refused}");
        };
        assert_eq!((field, value), (expected_field, expected_value));
    }
}

#[test]
fn a_period_of_nought_or_above_a_day_is_refused() {
    for (rolling_period, value) in [(0, 0), (145, 145), (u32::MAX, -1)] {
        let key = TemporaryExposureKey {
            rolling_period,
            ..diagnosis_key().key
        };
        assert_field_refused(
            &DiagnosisKey {
                key,
                ..diagnosis_key()
            },
            "rolling_period",
            value,
        );
    }
}

#[test]
fn a_negative_start_is_refused() {
    let key = TemporaryExposureKey {
        rolling_start: ENIntervalNumber(u32::MAX),
        ..diagnosis_key().key
    };
    assert_field_refused(
        &DiagnosisKey {
            key,
            ..diagnosis_key()
        },
        "rolling_start_interval_number",
        -1,
    );
}

#[test]
fn a_transmission_risk_level_above_8_is_refused() {
    let key = DiagnosisKey {
        transmission_risk_level: 9,
        ..diagnosis_key()
    };
    assert_field_refused(&key, "transmission_risk_level", 9);
}

#[test]
fn an_onset_more_than_a_fortnight_away_is_refused() {
    for days in [-15, 15] {
        let key = DiagnosisKey {
            days_since_onset_of_symptoms: Some(days),
            ..diagnosis_key()
        };
        assert_field_refused(&key, "days_since_onset_of_symptoms", days);
    }
}

#[test]
fn keys_that_are_not_16_bytes_long_are_refused() {
    // The published file of Google's server has keys of three bytes; signed anew, all else about it is in order.
    let vector: Value = serde_json::from_str(include_str!("../vectors/export-serialisation.json")).unwrap();
    let bin = hex::decode(vector["export_bin_hex"].as_str().unwrap()).unwrap();
    let signer = Signer::new();
    let sig = signature(&signature_info("310", "1", SHA256_WITH_ECDSA), &signer.sign(&bin));
    let zip = zip_of(&[("export.bin", &bin), ("export.sig", &sig)]);
    let refused = read_export(&zip, &[signer.verification_key("310", "1")]).unwrap_err();
    assert!(
        matches!(refused, ExportError::KeyLength { length: 3 }),
        "{refused}"
    );
}
