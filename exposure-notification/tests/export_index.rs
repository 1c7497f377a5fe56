//! The index for a fleet gives what matching phone by phone gives.

#![expect(clippy::unwrap_used, reason = "what a fixture cannot make fails the test")]

use exposure_notification::{
    AssociatedEncryptedMetadata, BluetoothMetadata, CalibrationConfidence, DiagnosisKey, ENIntervalNumber,
    ExportIndex, ReportType, RollingProximityIdentifier, Sighting, SightingLog, TemporaryExposureKey,
    match_keys, match_keys_within,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

const MIDNIGHT: u32 = 2_706_048;

prop_compose! {
    /// Few keys and few periods, so that a key comes twice, with the same period and with another.
    fn any_key()(
        byte in 0_u8..4,
        start in 0_u32..3,
        rolling_period in prop_oneof![1_u32..4, Just(144), Just(0), Just(200)],
        report_type in prop_oneof![
            Just(None), Just(Some(ReportType::ConfirmedTest)), Just(Some(ReportType::Recursive))
        ],
    ) -> DiagnosisKey {
        DiagnosisKey {
            key: TemporaryExposureKey {
                key_data: [byte; 16],
                rolling_start: ENIntervalNumber(MIDNIGHT + start),
                rolling_period,
            },
            transmission_risk_level: byte,
            report_type,
            days_since_onset_of_symptoms: None,
        }
    }
}

/// A beacon: of which key, of which interval, heard how much later or earlier.
#[derive(Debug, Clone)]
struct Heard {
    /// Counted round the keys of the export.
    key: usize,
    interval: u32,
    seconds_late: i64,
    transmit_power_dbm: i8,
    rssi_dbm: i8,
    since_previous_scan: Option<i64>,
    /// Somebody else's, whose identifier differs in its last byte alone.
    look_alike: bool,
}

prop_compose! {
    fn any_heard()(
        key in 0_usize..8,
        interval in 0_u32..5,
        // At once, on both sides of the replay limit of 20 minutes and of the tolerance of 12 intervals.
        seconds_late in prop_oneof![
            0_i64..600,
            Just(1_199), Just(1_200), Just(1_201),
            Just(7_799), Just(7_800), Just(-7_200), Just(-7_201),
            -9_000_i64..9_000,
        ],
        transmit_power_dbm in prop_oneof![Just(-24), Just(20), Just(21), Just(-50), Just(-51)],
        rssi_dbm: i8,
        since_previous_scan in option::of(0_i64..600),
        look_alike in prop::bool::weighted(0.1),
    ) -> Heard {
        Heard { key, interval, seconds_late, transmit_power_dbm, rssi_dbm, since_previous_scan, look_alike }
    }
}

fn log_of(keys: &[DiagnosisKey], heard: &[Heard], strangers: u32) -> SightingLog {
    let mut log = SightingLog::default();
    for heard in heard {
        let interval = ENIntervalNumber(MIDNIGHT + heard.interval);
        let sender = TemporaryExposureKey {
            rolling_start: interval,
            rolling_period: 1,
            ..keys[heard.key % keys.len()].key
        };
        let mut identifier = sender.rolling_proximity_identifier_at(interval).unwrap();
        let metadata = BluetoothMetadata {
            major_version: 1,
            minor_version: 1,
            calibration_confidence: CalibrationConfidence::Medium,
            transmit_power_dbm: heard.transmit_power_dbm,
        };
        let at = interval.start_unix_seconds() + heard.seconds_late;
        let metadata = sender.encrypt_metadata(&identifier, &metadata);
        identifier.0[15] ^= u8::from(heard.look_alike);
        log.insert(Sighting {
            at,
            identifier,
            metadata,
            rssi_dbm: heard.rssi_dbm,
            previous_scan_at: heard.since_previous_scan.map(|since| at - since),
        });
    }
    for stranger in 0..strangers {
        let mut identifier = [0xee; 16];
        identifier[..4].copy_from_slice(&stranger.to_be_bytes());
        log.insert(Sighting {
            at: ENIntervalNumber(MIDNIGHT).start_unix_seconds(),
            identifier: RollingProximityIdentifier(identifier),
            metadata: AssociatedEncryptedMetadata([0; 4]),
            rssi_dbm: -60,
            previous_scan_at: None,
        });
    }
    log
}

proptest! {
    #[test]
    fn the_index_gives_what_matching_gives(
        keys in vec(any_key(), 1..8),
        heard in vec(any_heard(), 0..30),
        // With many strangers the export is the smaller side, with none the log is.
        strangers in prop_oneof![Just(0_u32), Just(1_500)],
        rssi_correction_db: i8,
        tolerance_intervals in 0_u32..20,
    ) {
        let log = log_of(&keys, &heard, strangers);
        let index = ExportIndex::new(&keys);
        prop_assert_eq!(
            index.match_keys(&log, rssi_correction_db),
            match_keys(&keys, &log, rssi_correction_db)
        );
        prop_assert_eq!(
            index.match_keys_within(tolerance_intervals, &log, rssi_correction_db),
            match_keys_within(tolerance_intervals, &keys, &log, rssi_correction_db)
        );
    }
}

/// Worked by hand, for the property alone would also hold if nothing ever matched.
#[test]
fn both_ways_of_looking_up_find_a_contact_in_the_order_of_the_export() {
    let key = |byte, report_type| DiagnosisKey {
        key: TemporaryExposureKey {
            key_data: [byte; 16],
            rolling_start: ENIntervalNumber(MIDNIGHT),
            rolling_period: 144,
        },
        transmission_risk_level: byte,
        report_type,
        days_since_onset_of_symptoms: None,
    };
    let keys = [
        key(3, None),
        key(1, None),
        key(2, Some(ReportType::Recursive)),
        key(3, Some(ReportType::SelfReport)),
    ];
    let heard = |key: usize, interval, seconds_late| Heard {
        key,
        interval,
        seconds_late,
        transmit_power_dbm: -24,
        rssi_dbm: -80,
        since_previous_scan: Some(300),
        look_alike: false,
    };
    let heard = [
        heard(0, 1, 300),
        heard(0, 0, 0),
        heard(0, 0, 1_201),
        heard(1, 2, 7_800),
        heard(2, 0, 0),
    ];
    let start = ENIntervalNumber(MIDNIGHT).start_unix_seconds();
    for strangers in [0, 1_500] {
        let log = log_of(&keys, &heard, strangers);
        let matched = ExportIndex::new(&keys).match_keys(&log, 0);
        let found: Vec<_> = matched
            .iter()
            .map(|matched| {
                let at = matched.sightings.iter().map(|sighting| sighting.at - start);
                (matched.key.report_type, at.collect::<Vec<_>>())
            })
            .collect();
        // The replay, the late beacon (13 intervals) and the recursive key are missing; the key that stands twice
        // matches twice. -24 - (-80) = 56 dB.
        assert_eq!(
            found,
            [(None, vec![0, 900]), (Some(ReportType::SelfReport), vec![0, 900])]
        );
        assert_eq!(matched[0].sightings[0].attenuation_db, 56);
        assert_eq!(matched[0].sightings[0].previous_scan_at, Some(start - 300));
    }
}
