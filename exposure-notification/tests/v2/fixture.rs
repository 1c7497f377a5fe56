//! Contacts, windows and parameters for the tests.

use exposure_notification::v2::{
    DailySummary, ExposureConfiguration, ExposureWindow, Infectiousness, Parameters, ScanInstance,
    daily_summaries, exposure_windows,
};
use exposure_notification::{
    CalibrationConfidence, DiagnosisKey, ENIntervalNumber, MatchedKey, MatchedSighting, Platform, ReportType,
    TemporaryExposureKey, UnpublishedBehaviour,
};

/// 2022-04-11 00:00:00 UTC, when the key's validity begins.
pub(crate) const MIDNIGHT: i64 = 1_649_635_200;

pub(crate) const DAY: i64 = 86_400;

/// When the sightings of a [`contact`] begin: 10:00 UTC.
pub(crate) const CONTACT: i64 = MIDNIGHT + 10 * 3600;

/// When the phone judges: 12:00 UTC of the same day.
pub(crate) const NOON: i64 = MIDNIGHT + 12 * 3600;

pub(crate) const BOTH: [Platform; 2] = [Platform::Ios, Platform::Android];

/// The parameters of COCOA 2.0.0 to 3.0.0.
pub(crate) fn cocoa() -> ExposureConfiguration {
    Parameters::cocoa_default().exposure_configuration
}

/// Seen at this many seconds after [`CONTACT`], at this attenuation in dB.
pub(crate) fn sighting(seconds: i64, attenuation_db: u8) -> MatchedSighting {
    MatchedSighting {
        at: CONTACT + seconds,
        attenuation_db,
        calibration_confidence: CalibrationConfidence::High,
        previous_scan_at: None,
    }
}

/// A key of the day of [`MIDNIGHT`] without report type and onset, as COCOA published them.
pub(crate) fn contact(sightings: Vec<MatchedSighting>) -> MatchedKey {
    MatchedKey {
        key: DiagnosisKey {
            key: TemporaryExposureKey {
                key_data: [1; 16],
                rolling_start: ENIntervalNumber::from_unix_seconds(MIDNIGHT),
                rolling_period: 144,
            },
            transmission_risk_level: 4,
            report_type: None,
            days_since_onset_of_symptoms: None,
        },
        sightings,
    }
}

/// A contact of one sighting with a key of this type and onset.
pub(crate) fn reported(
    report_type: Option<ReportType>,
    days_since_onset_of_symptoms: Option<i32>,
) -> MatchedKey {
    let contact = contact(vec![sighting(0, 50)]);
    MatchedKey {
        key: DiagnosisKey {
            report_type,
            days_since_onset_of_symptoms,
            ..contact.key
        },
        ..contact
    }
}

pub(crate) fn windows(platform: Platform, matched: &[MatchedKey]) -> Vec<ExposureWindow> {
    exposure_windows(platform, &cocoa(), matched, &UnpublishedBehaviour::default())
}

/// A window of a confirmed test on the day of [`MIDNIGHT`], from typical attenuations in dB and seconds.
pub(crate) fn window(scans: &[(u8, u32)]) -> ExposureWindow {
    ExposureWindow {
        date: MIDNIGHT,
        calibration_confidence: CalibrationConfidence::High,
        report_type: ReportType::ConfirmedTest,
        infectiousness: Infectiousness::High,
        scan_instances: scans
            .iter()
            .map(
                |&(typical_attenuation_db, seconds_since_last_scan)| ScanInstance {
                    minimum_attenuation_db: typical_attenuation_db,
                    typical_attenuation_db,
                    seconds_since_last_scan,
                },
            )
            .collect(),
    }
}

/// The summaries at [`NOON`].
pub(crate) fn summaries(
    platform: Platform,
    configuration: &ExposureConfiguration,
    windows: &[ExposureWindow],
) -> Vec<DailySummary> {
    daily_summaries(
        platform,
        configuration,
        windows,
        NOON,
        &UnpublishedBehaviour::default(),
    )
}

/// The only one of them.
pub(crate) fn summary(
    platform: Platform,
    configuration: &ExposureConfiguration,
    windows: &[ExposureWindow],
) -> DailySummary {
    let mut summaries = summaries(platform, configuration, windows);
    assert_eq!(summaries.len(), 1, "{platform}");
    summaries.remove(0)
}

/// Weights are no binary fractions, so seconds agree up to a billionth.
pub(crate) fn assert_seconds(actual: f64, expected: f64, what: &str) {
    assert!(
        (actual - expected).abs() < 1e-9,
        "{what}: {actual} s instead of {expected} s"
    );
}
