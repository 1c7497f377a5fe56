//! Contacts and parameters for the tests.

use exposure_notification::v1::{Evaluation, ExposureConfiguration, evaluate};
use exposure_notification::{
    CalibrationConfidence, DiagnosisKey, ENIntervalNumber, MatchedKey, MatchedSighting, Platform,
    TemporaryExposureKey, UnpublishedBehaviour,
};

/// 2021-06-14 00:00:00 UTC, when the key's validity begins.
pub(crate) const MIDNIGHT: i64 = 1_623_628_800;

/// When the sightings of a [`contact`] begin: 10:00 UTC.
pub(crate) const CONTACT: i64 = MIDNIGHT + 10 * 3600;

/// When the phone judges: 12:00 UTC of the same day.
pub(crate) const NOON: i64 = MIDNIGHT + 12 * 3600;

pub(crate) const BOTH: [Platform; 2] = [Platform::Ios, Platform::Android];

/// COCOA's production parameters from 1.1.4 on (報告書 2(4)②).
pub(crate) fn production() -> ExposureConfiguration {
    ExposureConfiguration {
        minimum_risk_score: 21,
        attenuation_weight: 50,
        transmission_weight: 50,
        duration_weight: 50,
        days_since_last_exposure_weight: 50,
        transmission_risk_scores: [7; 8],
        attenuation_scores: [1, 2, 3, 4, 5, 6, 7, 8],
        duration_scores: [0, 0, 0, 0, 1, 1, 1, 1],
        days_since_last_exposure_scores: [1; 8],
        duration_at_attenuation_thresholds: [50, 70],
    }
}

/// Everything scores 1 and counts: what is left is what the contact itself was.
pub(crate) fn neutral() -> ExposureConfiguration {
    ExposureConfiguration {
        minimum_risk_score: 1,
        transmission_risk_scores: [1; 8],
        attenuation_scores: [1; 8],
        duration_scores: [1; 8],
        ..production()
    }
}

/// A key of the day of [`MIDNIGHT`], seen at the given seconds after [`CONTACT`] at the given attenuations in dB.
pub(crate) fn contact(transmission_risk_level: u8, sightings: &[(i64, u8)]) -> MatchedKey {
    MatchedKey {
        key: DiagnosisKey {
            key: TemporaryExposureKey {
                key_data: [1; 16],
                rolling_start: ENIntervalNumber::from_unix_seconds(MIDNIGHT),
                rolling_period: 144,
            },
            transmission_risk_level,
            report_type: None,
            days_since_onset_of_symptoms: None,
        },
        sightings: sightings
            .iter()
            .map(|&(seconds, attenuation_db)| MatchedSighting {
                at: CONTACT + seconds,
                attenuation_db,
                calibration_confidence: CalibrationConfidence::High,
                previous_scan_at: None,
            })
            .collect(),
    }
}

/// A scan every five minutes: `scans` times five minutes of contact.
pub(crate) fn steady(transmission_risk_level: u8, scans: i64, attenuation_db: u8) -> MatchedKey {
    let sightings: Vec<_> = (0..scans).map(|scan| (300 * scan, attenuation_db)).collect();
    contact(transmission_risk_level, &sightings)
}

/// The judgement at [`NOON`].
pub(crate) fn judge(
    platform: Platform,
    configuration: &ExposureConfiguration,
    matched: &[MatchedKey],
) -> Evaluation {
    judge_at(NOON, platform, configuration, matched)
}

/// The judgement at another moment.
pub(crate) fn judge_at(
    now: i64,
    platform: Platform,
    configuration: &ExposureConfiguration,
    matched: &[MatchedKey],
) -> Evaluation {
    evaluate(
        platform,
        configuration,
        matched,
        now,
        &UnpublishedBehaviour::default(),
    )
}

/// The scores of the contacts that the app is told of.
pub(crate) fn scores(evaluation: &Evaluation) -> Vec<u32> {
    evaluation
        .information
        .iter()
        .map(|exposure| exposure.total_risk_score)
        .collect()
}

/// The durations of the contacts that the app is told of, in minutes.
pub(crate) fn minutes(evaluation: &Evaluation) -> Vec<u32> {
    evaluation
        .information
        .iter()
        .map(|exposure| exposure.duration_minutes)
        .collect()
}
