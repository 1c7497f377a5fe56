//! The order in which keys come and beacons are heard does not matter.

use exposure_notification::v2::Parameters;
use exposure_notification::{
    BluetoothMetadata, CalibrationConfidence, DiagnosisKey, ENIntervalNumber, MatchedKey, Sighting,
    SightingLog, TemporaryExposureKey, match_keys, v1, v2,
};
use proptest::prelude::*;

use crate::strategies::{MIDNIGHT, NOW, matched_keys, platform, unpublished, v1_configuration};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_of_keys_changes_no_result(
        platform in platform(),
        configuration in v1_configuration(),
        matched in matched_keys(),
        unpublished in unpublished(),
    ) {
        let reversed: Vec<_> = matched.iter().rev().cloned().collect();
        let evaluate = |matched: &[MatchedKey]| {
            let mut evaluation = v1::evaluate(platform, &configuration, matched, NOW, &unpublished);
            evaluation.information.sort_by_key(|exposure| format!("{exposure:?}"));
            evaluation
        };
        prop_assert_eq!(evaluate(&matched), evaluate(&reversed));
        let cocoa = Parameters::cocoa_default().exposure_configuration;
        let windows = |matched: &[MatchedKey]| v2::exposure_windows(platform, &cocoa, matched, &unpublished);
        prop_assert_eq!(windows(&matched), windows(&reversed));
    }

    #[test]
    fn the_order_in_which_beacons_were_heard_changes_no_result(
        heard in proptest::collection::vec((0_u32..144, 0_i64..600, any::<i8>()), 1..20),
        rotation in any::<prop::sample::Index>(),
    ) {
        let key = TemporaryExposureKey {
            key_data: [7; 16],
            rolling_start: ENIntervalNumber::from_unix_seconds(MIDNIGHT),
            rolling_period: 144,
        };
        let metadata = BluetoothMetadata {
            major_version: 1,
            minor_version: 1,
            calibration_confidence: CalibrationConfidence::High,
            transmit_power_dbm: -20,
        };
        let sightings: Vec<_> = heard
            .into_iter()
            .map(|(interval, seconds, rssi_dbm)| {
                let (interval, identifier) = key.rolling_proximity_identifiers()[interval as usize];
                let at = interval.start_unix_seconds() + seconds;
                Sighting {
                    at,
                    identifier,
                    metadata: key.encrypt_metadata(&identifier, &metadata),
                    rssi_dbm,
                    previous_scan_at: Some(at - 300),
                }
            })
            .collect();
        let published = DiagnosisKey {
            key,
            transmission_risk_level: 4,
            report_type: None,
            days_since_onset_of_symptoms: None,
        };
        let matches = |sightings: &[Sighting]| {
            let mut log = SightingLog::default();
            for sighting in sightings {
                log.insert(*sighting);
            }
            match_keys(std::slice::from_ref(&published), &log, 0)
        };
        let mut other_order = sightings.clone();
        other_order.rotate_left(rotation.index(sightings.len()));
        other_order.reverse();
        prop_assert_eq!(matches(&sightings), matches(&other_order));
    }
}
