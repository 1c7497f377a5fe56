//! When a published key matches what a phone heard.

#![expect(clippy::unwrap_used, reason = "what a fixture cannot make fails the test")]

use exposure_notification::{
    AssociatedEncryptedMetadata, BluetoothMetadata, CalibrationConfidence, DiagnosisKey, ENIntervalNumber,
    MatchedSighting, ReportType, Sighting, SightingLog, TemporaryExposureKey, match_keys, match_keys_within,
};
use proptest::prelude::*;

const MIDNIGHT: ENIntervalNumber = ENIntervalNumber(2_706_048);

fn key(byte: u8) -> TemporaryExposureKey {
    TemporaryExposureKey {
        key_data: [byte; 16],
        rolling_start: MIDNIGHT,
        rolling_period: 144,
    }
}

fn published(key: TemporaryExposureKey) -> DiagnosisKey {
    DiagnosisKey {
        key,
        transmission_risk_level: 0,
        report_type: None,
        days_since_onset_of_symptoms: None,
    }
}

/// What the key's owner broadcasts in the interval, whether the key is still valid then or not.
fn beacon(
    key: &TemporaryExposureKey,
    interval: u32,
    transmit_power_dbm: i8,
    at: i64,
    rssi_dbm: i8,
) -> Sighting {
    let key = TemporaryExposureKey {
        rolling_start: ENIntervalNumber(interval),
        rolling_period: 1,
        ..*key
    };
    let identifier = key
        .rolling_proximity_identifier_at(ENIntervalNumber(interval))
        .unwrap();
    let metadata = BluetoothMetadata {
        major_version: 1,
        minor_version: 1,
        calibration_confidence: CalibrationConfidence::High,
        transmit_power_dbm,
    };
    Sighting {
        at,
        identifier,
        metadata: key.encrypt_metadata(&identifier, &metadata),
        rssi_dbm,
        previous_scan_at: Some(at - 300),
    }
}

/// What a [`beacon`] becomes when its key matches.
fn heard(at: i64, attenuation_db: u8) -> MatchedSighting {
    MatchedSighting {
        at,
        attenuation_db,
        calibration_confidence: CalibrationConfidence::High,
        previous_scan_at: Some(at - 300),
    }
}

fn log_of(sightings: impl IntoIterator<Item = Sighting>) -> SightingLog {
    let mut log = SightingLog::default();
    sightings.into_iter().for_each(|sighting| log.insert(sighting));
    log
}

/// The sightings of the only key, none when it did not match.
fn matched(key: TemporaryExposureKey, log: &SightingLog, rssi_correction_db: i8) -> Vec<MatchedSighting> {
    match_keys(&[published(key)], log, rssi_correction_db)
        .pop()
        .map(|key| key.sightings)
        .unwrap_or_default()
}

#[test]
fn clocks_two_hours_apart_still_match_and_no_more() {
    // Broadcast in the interval 60 after midnight. Earliest: the start of interval 48; latest: the end of interval 72.
    let interval = MIDNIGHT.0 + 60;
    let start = i64::from(MIDNIGHT.0) * 600;
    for (seconds, matches) in [
        (48 * 600 - 1, false),
        (48 * 600, true),
        (73 * 600 - 1, true),
        (73 * 600, false),
    ] {
        let log = log_of([beacon(&key(1), interval, 0, start + seconds, -60)]);
        assert_eq!(
            matched(key(1), &log, 0).len(),
            usize::from(matches),
            "{seconds} s after midnight"
        );
    }
}

#[test]
fn another_tolerance_than_two_hours_can_be_asked_for() {
    let interval = MIDNIGHT.0 + 60;
    let start = i64::from(interval) * 600;
    // The clocks differ by an hour: six intervals.
    let log = log_of([beacon(&key(1), interval, 0, start + 3600, -60)]);
    for (tolerance, matches) in [(5, 0), (6, 1), (12, 1), (u32::MAX, 1)] {
        let found = match_keys_within(tolerance, &[published(key(1))], &log, 0);
        assert_eq!(found.len(), matches, "{tolerance} intervals");
    }
}

#[test]
fn a_match_carries_what_the_sender_says_of_its_calibration_and_when_the_phone_scanned_before() {
    let at = i64::from(MIDNIGHT.0) * 600;
    for calibration_confidence in [
        CalibrationConfidence::Lowest,
        CalibrationConfidence::Low,
        CalibrationConfidence::Medium,
        CalibrationConfidence::High,
    ] {
        for previous_scan_at in [None, Some(at - 211)] {
            let heard = beacon(&key(1), MIDNIGHT.0, 0, at, -60);
            let metadata = BluetoothMetadata {
                major_version: 1,
                minor_version: 1,
                calibration_confidence,
                transmit_power_dbm: 0,
            };
            let heard = Sighting {
                metadata: key(1).encrypt_metadata(&heard.identifier, &metadata),
                previous_scan_at,
                ..heard
            };
            let expected = MatchedSighting {
                at,
                attenuation_db: 60,
                calibration_confidence,
                previous_scan_at,
            };
            assert_eq!(matched(key(1), &log_of([heard]), 0), [expected]);
        }
    }
}

#[test]
fn an_identifier_heard_more_than_twenty_minutes_after_its_first_time_is_a_replay() {
    let interval = MIDNIGHT.0 + 60;
    let first = i64::from(interval) * 600 + 30;
    // The log does not keep order, so the first one is put in last.
    let heard = [1201, 1200, 300, 0].map(|seconds| beacon(&key(1), interval, 0, first + seconds, -60));
    let times: Vec<_> = matched(key(1), &log_of(heard), 0)
        .iter()
        .map(|sighting| sighting.at - first)
        .collect();
    assert_eq!(times, [0, 300, 1200]);
}

#[test]
fn a_sighting_outside_the_tolerance_does_not_start_the_replay_limit() {
    let interval = MIDNIGHT.0 + 60;
    let too_early = i64::from(interval - 13) * 600;
    let timely = i64::from(interval) * 600;
    let heard = [too_early, timely].map(|at| beacon(&key(1), interval, 0, at, -60));
    assert_eq!(matched(key(1), &log_of(heard), 0).len(), 1);
}

#[test]
fn a_transmit_power_that_no_phone_has_drops_the_sighting() {
    let at = i64::from(MIDNIGHT.0) * 600;
    for (transmit_power, matches) in [(-51, false), (-50, true), (20, true), (21, false)] {
        let log = log_of([beacon(&key(1), MIDNIGHT.0, transmit_power, at, -60)]);
        assert_eq!(
            matched(key(1), &log, 0).len(),
            usize::from(matches),
            "{transmit_power} dBm"
        );
    }
}

#[test]
fn attenuation_is_transmit_power_minus_corrected_rssi_and_never_negative() {
    let at = i64::from(MIDNIGHT.0) * 600;
    // transmit power, RSSI, correction of the receiver, attenuation
    let cases = [
        (-24, -87, 0, 63),
        (-24, -87, 5, 58),
        (-24, -87, -5, 68),
        (-30, -25, 0, 0),
        (-30, -30, 0, 0),
        (-30, -31, 0, 1),
        (20, -127, -128, 255),
    ];
    for (transmit_power, rssi, correction, attenuation_db) in cases {
        let log = log_of([beacon(&key(1), MIDNIGHT.0, transmit_power, at, rssi)]);
        assert_eq!(matched(key(1), &log, correction), [heard(at, attenuation_db)]);
    }
}

#[test]
fn a_contact_across_a_change_of_identifier_is_one_key_in_order_of_time() {
    let start = i64::from(MIDNIGHT.0) * 600;
    let log = log_of([
        beacon(&key(1), MIDNIGHT.0 + 2, 0, start + 1300, -50),
        beacon(&key(1), MIDNIGHT.0, 0, start + 100, -60),
        beacon(&key(1), MIDNIGHT.0 + 1, 0, start + 700, -40),
    ]);
    let expected = [(100, 60), (700, 40), (1300, 50)]
        .map(|(seconds, attenuation_db)| heard(start + seconds, attenuation_db));
    assert_eq!(matched(key(1), &log, 0), expected);
}

#[test]
fn matches_come_in_the_order_of_the_keys_and_the_others_are_left_out() {
    let at = i64::from(MIDNIGHT.0) * 600;
    let log = log_of([1, 2, 3].map(|byte| beacon(&key(byte), MIDNIGHT.0, 0, at, -60)));
    let keys = [3, 4, 1].map(|byte| published(key(byte)));
    let found: Vec<_> = match_keys(&keys, &log, 0)
        .into_iter()
        .map(|matched| matched.key)
        .collect();
    assert_eq!(found, [keys[0].clone(), keys[2].clone()]);
}

#[test]
fn a_key_of_the_reserved_type_recursive_never_matches() {
    let log = log_of([beacon(&key(1), MIDNIGHT.0, 0, i64::from(MIDNIGHT.0) * 600, -60)]);
    let of_type = |report_type| DiagnosisKey {
        report_type: Some(report_type),
        ..published(key(1))
    };
    assert!(match_keys(&[of_type(ReportType::Recursive)], &log, 0).is_empty());
    assert_eq!(match_keys(&[of_type(ReportType::SelfReport)], &log, 0).len(), 1);
}

#[test]
fn altered_metadata_changes_the_attenuation_unnoticed() {
    // The metadata is not authenticated: flipping the lowest bit of the power turns -24 into -23 dBm.
    let at = i64::from(MIDNIGHT.0) * 600;
    let mut sighting = beacon(&key(1), MIDNIGHT.0, -24, at, -84);
    let AssociatedEncryptedMetadata(bytes) = &mut sighting.metadata;
    bytes[1] ^= 1;
    assert_eq!(matched(key(1), &log_of([sighting]), 0), [heard(at, 61)]);
}

proptest! {
    #[test]
    fn a_key_matches_if_and_only_if_it_was_valid_and_the_clocks_agree_within_two_hours(
        rolling_period in 1_u32..=144,
        broadcast in -20_i32..=170,
        clock_error in -9_000_i64..=9_000,
    ) {
        let key = TemporaryExposureKey { rolling_period, ..key(1) };
        let interval = MIDNIGHT.0.saturating_add_signed(broadcast);
        let at = i64::from(interval) * 600 + clock_error;
        let log = log_of([beacon(&key, interval, 0, at, -60)]);

        let was_valid = broadcast >= 0 && i64::from(broadcast) < i64::from(rolling_period);
        // 12 intervals before the interval begins, 12 after it has ended.
        let within_two_hours = (-7_200..7_800).contains(&clock_error);
        prop_assert_eq!(!matched(key, &log, 0).is_empty(), was_valid && within_two_hours);
    }

    #[test]
    fn a_key_that_was_not_met_does_not_match(heard: [u8; 16], other: [u8; 16], offset in 0_u32..144) {
        prop_assume!(heard != other);
        let heard = TemporaryExposureKey { key_data: heard, ..key(1) };
        let interval = MIDNIGHT.0 + offset;
        let log = log_of([beacon(&heard, interval, 0, i64::from(interval) * 600, -60)]);
        let other = TemporaryExposureKey { key_data: other, ..heard };
        prop_assert!(matched(other, &log, 0).is_empty());
    }
}
