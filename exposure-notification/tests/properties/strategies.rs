//! Any contacts, parameters and settings.

use exposure_notification::v1::ExposureConfiguration;
use exposure_notification::v2::{self, Parameters};
use exposure_notification::{
    CalibrationConfidence, DiagnosisKey, ENIntervalNumber, MatchedKey, MatchedSighting, MinuteRounding,
    Platform, ReportType, TemporaryExposureKey, UnpublishedBehaviour, WindowCut,
};
use proptest::prelude::*;

/// 2022-04-11 00:00:00 UTC.
pub(crate) const MIDNIGHT: i64 = 1_649_635_200;
pub(crate) const DAY: i64 = 86_400;
pub(crate) const NOW: i64 = MIDNIGHT + 3 * DAY;

pub(crate) fn platform() -> impl Strategy<Value = Platform> {
    prop_oneof![Just(Platform::Ios), Just(Platform::Android)]
}

pub(crate) fn calibration_confidence() -> impl Strategy<Value = CalibrationConfidence> {
    prop_oneof![
        Just(CalibrationConfidence::Lowest),
        Just(CalibrationConfidence::Low),
        Just(CalibrationConfidence::Medium),
        Just(CalibrationConfidence::High),
    ]
}

pub(crate) fn report_type() -> impl Strategy<Value = Option<ReportType>> {
    prop_oneof![
        Just(None),
        Just(Some(ReportType::Unknown)),
        Just(Some(ReportType::ConfirmedTest)),
        Just(Some(ReportType::ConfirmedClinicalDiagnosis)),
        Just(Some(ReportType::SelfReport)),
        Just(Some(ReportType::Revoked)),
    ]
}

/// Sightings of one day, close together and far apart, in order of time.
pub(crate) fn sightings() -> impl Strategy<Value = Vec<MatchedSighting>> {
    let gap = prop_oneof![0_i64..60, 200_i64..400, 0_i64..4000];
    let sighting = (
        gap,
        any::<u8>(),
        calibration_confidence(),
        proptest::option::of(0_i64..1000),
    );
    (0..DAY / 2, proptest::collection::vec(sighting, 1..25)).prop_map(|(start, sightings)| {
        let mut at = MIDNIGHT + start;
        sightings
            .into_iter()
            .map(|(gap, attenuation_db, calibration_confidence, since)| {
                at += gap;
                MatchedSighting {
                    at,
                    attenuation_db,
                    calibration_confidence,
                    previous_scan_at: since.map(|since| at - since),
                }
            })
            .collect()
    })
}

pub(crate) fn matched_key() -> impl Strategy<Value = MatchedKey> {
    (
        any::<[u8; 16]>(),
        0_u8..=8,
        report_type(),
        proptest::option::of(-14_i32..=14),
        sightings(),
    )
        .prop_map(
            |(key_data, transmission_risk_level, report_type, days_since_onset_of_symptoms, sightings)| {
                MatchedKey {
                    key: DiagnosisKey {
                        key: TemporaryExposureKey {
                            key_data,
                            rolling_start: ENIntervalNumber::from_unix_seconds(MIDNIGHT),
                            rolling_period: 144,
                        },
                        transmission_risk_level,
                        report_type,
                        days_since_onset_of_symptoms,
                    },
                    sightings,
                }
            },
        )
}

pub(crate) fn matched_keys() -> impl Strategy<Value = Vec<MatchedKey>> {
    proptest::collection::vec(matched_key(), 0..6)
}

pub(crate) fn unpublished() -> impl Strategy<Value = UnpublishedBehaviour> {
    let rounding = || {
        prop_oneof![
            Just(MinuteRounding::Down),
            Just(MinuteRounding::HalfUp),
            Just(MinuteRounding::Up)
        ]
    };
    let cut = prop_oneof![
        Just(WindowCut::AfterFirstSighting),
        Just(WindowCut::AtHalfHours),
        Just(WindowCut::AtPointOfKey)
    ];
    (rounding(), rounding(), cut, any::<u8>(), any::<bool>()).prop_map(|(first, second, cut, score, long)| {
        UnpublishedBehaviour {
            android_minute_rounding: first,
            android_window_cut: cut,
            ios_score_of_transmission_level_8: score,
            ios_scores_durations_above_30_minutes: long,
            ios_window_cut: cut,
            ios_score_rounding: first,
            ios_weighted_duration_rounding: second,
            ..UnpublishedBehaviour::default()
        }
    })
}

pub(crate) fn v1_configuration() -> impl Strategy<Value = ExposureConfiguration> {
    let table = || proptest::array::uniform8(0_u8..=8);
    (1_u16..=4096, table(), table(), table(), table(), any::<[u8; 2]>()).prop_map(
        |(minimum_risk_score, transmission, attenuation, duration, days, mut thresholds)| {
            thresholds.sort_unstable();
            ExposureConfiguration {
                minimum_risk_score,
                attenuation_weight: 50,
                transmission_weight: 50,
                duration_weight: 50,
                days_since_last_exposure_weight: 50,
                transmission_risk_scores: transmission,
                attenuation_scores: attenuation,
                duration_scores: duration,
                days_since_last_exposure_scores: days,
                duration_at_attenuation_thresholds: thresholds,
            }
        },
    )
}

/// COCOA's parameters with another minimum score of a window.
pub(crate) fn v2_configuration() -> impl Strategy<Value = v2::ExposureConfiguration> {
    prop_oneof![Just(0.0), 0.0..3000.0].prop_map(|minimum| {
        let mut configuration = Parameters::cocoa_default().exposure_configuration;
        configuration.google_daily_summaries_config.minimum_window_score = minimum;
        configuration
            .apple_exposure_config_v1
            .minimum_risk_score_full_range = minimum;
        configuration
    })
}
