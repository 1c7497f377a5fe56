//! Identifiers and metadata against the published vectors, and the limits of a key's validity.

#![expect(clippy::unwrap_used, reason = "what a fixture cannot make fails the test")]

use exposure_notification::{
    AssociatedEncryptedMetadata, BluetoothMetadata, CalibrationConfidence, ENIntervalNumber,
    RollingProximityIdentifier, TemporaryExposureKey,
};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Vector {
    tek: String,
    key_generation_unix_s: i64,
    rolling_start_interval_number: u32,
    rolling_period: u32,
    metadata: String,
    intervals: Vec<Interval>,
}

#[derive(Deserialize)]
struct Interval {
    enin: u32,
    rpi: String,
    aem: String,
}

fn vector() -> Vector {
    serde_json::from_str(include_str!("vectors/key-derivation.json")).unwrap()
}

fn bytes<const N: usize>(text: &str) -> [u8; N] {
    hex::decode(text).unwrap().try_into().unwrap()
}

fn key_of(vector: &Vector) -> TemporaryExposureKey {
    TemporaryExposureKey {
        key_data: bytes(&vector.tek),
        rolling_start: ENIntervalNumber(vector.rolling_start_interval_number),
        rolling_period: vector.rolling_period,
    }
}

#[test]
fn all_published_identifiers_of_a_day_are_derived() {
    let vector = vector();
    let published: Vec<_> = vector
        .intervals
        .iter()
        .map(|each| {
            (
                ENIntervalNumber(each.enin),
                RollingProximityIdentifier(bytes(&each.rpi)),
            )
        })
        .collect();
    assert_eq!(published.len(), 144);
    assert_eq!(key_of(&vector).rolling_proximity_identifiers(), published);
    for (interval, identifier) in published {
        assert_eq!(
            key_of(&vector).rolling_proximity_identifier_at(interval),
            Some(identifier)
        );
    }
}

#[test]
fn all_published_metadata_of_a_day_are_encrypted_and_decrypted() {
    let vector = vector();
    let key = key_of(&vector);
    // 40 08 00 00: version 1.0, +8 dBm.
    assert_eq!(vector.metadata, "40080000");
    let metadata = BluetoothMetadata {
        major_version: 1,
        minor_version: 0,
        calibration_confidence: CalibrationConfidence::Lowest,
        transmit_power_dbm: 8,
    };
    for each in &vector.intervals {
        let identifier = RollingProximityIdentifier(bytes(&each.rpi));
        let encrypted = AssociatedEncryptedMetadata(bytes(&each.aem));
        assert_eq!(
            key.encrypt_metadata(&identifier, &metadata),
            encrypted,
            "interval {}",
            each.enin
        );
        assert_eq!(
            key.decrypt_metadata(&identifier, &encrypted),
            metadata,
            "interval {}",
            each.enin
        );
    }
}

#[test]
fn the_keys_generation_time_is_the_start_of_its_first_interval() {
    let vector = vector();
    let start = ENIntervalNumber(vector.rolling_start_interval_number);
    assert_eq!(
        ENIntervalNumber::from_unix_seconds(vector.key_generation_unix_s),
        start
    );
    assert_eq!(start.day_start(), start);
}

#[test]
fn a_key_has_no_identifier_outside_its_validity() {
    let key = TemporaryExposureKey {
        rolling_period: 10,
        ..key_of(&vector())
    };
    let start = key.rolling_start.0;
    assert_eq!(key.rolling_proximity_identifiers().len(), 10);
    assert!(
        key.rolling_proximity_identifier_at(ENIntervalNumber(start - 1))
            .is_none()
    );
    assert!(
        key.rolling_proximity_identifier_at(ENIntervalNumber(start + 9))
            .is_some()
    );
    assert!(
        key.rolling_proximity_identifier_at(ENIntervalNumber(start + 10))
            .is_none()
    );
}

#[test]
fn a_period_above_a_day_gives_no_more_than_144_identifiers() {
    let key = TemporaryExposureKey {
        rolling_period: 145,
        ..key_of(&vector())
    };
    assert_eq!(key.rolling_proximity_identifiers().len(), 144);
    assert!(
        key.rolling_proximity_identifier_at(ENIntervalNumber(key.rolling_start.0 + 144))
            .is_none()
    );
}

fn confidence() -> impl Strategy<Value = CalibrationConfidence> {
    prop_oneof![
        Just(CalibrationConfidence::Lowest),
        Just(CalibrationConfidence::Low),
        Just(CalibrationConfidence::Medium),
        Just(CalibrationConfidence::High),
    ]
}

proptest! {
    #[test]
    fn what_is_encrypted_is_decrypted(
        key_data: [u8; 16],
        offset in 0_u32..144,
        major_version in 0_u8..4,
        minor_version in 1_u8..4,
        calibration_confidence in confidence(),
        transmit_power_dbm: i8,
    ) {
        let metadata =
            BluetoothMetadata { major_version, minor_version, calibration_confidence, transmit_power_dbm };
        let key = TemporaryExposureKey { key_data, rolling_start: ENIntervalNumber(2_642_976), rolling_period: 144 };
        let identifier = key.rolling_proximity_identifier_at(ENIntervalNumber(2_642_976 + offset)).unwrap();
        let encrypted = key.encrypt_metadata(&identifier, &metadata);
        prop_assert_eq!(key.decrypt_metadata(&identifier, &encrypted), metadata);
    }
}
