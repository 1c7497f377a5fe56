//! What is Android's own (Google Play services).
//!
//! Scores, and what happens to an exposure below the minimum, are `exposure_notification::v1::android`.

use exposure_notification::v2::{ExposureConfiguration, GoogleDiagnosisKeysDataMappingConfiguration};
use jiff::{SignedDuration, Timestamp};
use testbed::seed::Seed;

use super::notification::Wording;
use super::quota::QuotaPeriod;
use super::refusal::Refusal;
use super::scan_schedule::ScanSpacing;
use super::strategy::Strategy;
use super::unpublished::UnpublishedOsBehaviour;

/// Android.
pub(super) struct Android;

impl Strategy for Android {
    /// 300 s minus a random 0 to 89 s (published source of the EN module).
    fn scan_spacing(&self, _: &UnpublishedOsBehaviour) -> ScanSpacing {
        ScanSpacing {
            shortest_seconds: 211,
            longest_seconds: 300,
        }
    }

    /// The notification of Play services.
    fn exposure_wording(&self) -> Wording {
        Wording {
            title: "接触の可能性があります",
            text: "新型コロナウイルスに感染した人の近くにいた可能性があります。タップして確認してください。",
        }
    }

    /// A periodic job of WorkManager runs when its interval has passed.
    fn next_background_execution(
        &self,
        _: Seed,
        interval: SignedDuration,
        now: Timestamp,
        _: &UnpublishedOsBehaviour,
    ) -> Timestamp {
        now.saturating_add(interval).unwrap_or(Timestamp::MAX)
    }

    /// `ExposureNotificationStatusCodes` of Play services. No number of its own is known for the location setting,
    /// for a call that breaks and for a file that is not genuine: the general 13, `FAILED`.
    fn code(&self, refusal: &Refusal) -> i32 {
        match refusal {
            Refusal::NotSupported => 39_501,
            Refusal::RejectedByUser => 39_502,
            Refusal::Disabled => 39_503,
            Refusal::BluetoothOff => 39_504,
            Refusal::Paused => 39_505,
            Refusal::Unauthorized => 39_507,
            Refusal::RateLimited => 39_508,
            Refusal::LocationOff | Refusal::Failed | Refusal::BadFile(_) => 13,
        }
    }

    /// 00:00 UTC (Google's page of the API).
    fn quota_period(&self, _: &UnpublishedOsBehaviour) -> QuotaPeriod {
        QuotaPeriod::UtcDay
    }

    /// Not since version 1.8 of the module.
    fn charges_failed_calls(&self, _: &UnpublishedOsBehaviour) -> bool {
        false
    }

    /// The answer is remembered for a day.
    fn consent_holds_seconds(&self) -> i64 {
        86_400
    }

    fn key_release_delay_seconds(&self, unpublished: &UnpublishedOsBehaviour) -> i64 {
        unpublished.android_key_release_delay_seconds.into()
    }

    fn drops_files_of_same_period(&self, unpublished: &UnpublishedOsBehaviour) -> bool {
        unpublished.android_drops_files_of_same_period
    }

    /// Two hours (published source, `tkMatchingClockDriftRollingPeriods`).
    fn clock_tolerance_intervals(&self, _: &UnpublishedOsBehaviour) -> u32 {
        12
    }

    fn data_mapping<'a>(
        &self,
        configuration: &'a ExposureConfiguration,
    ) -> Option<&'a GoogleDiagnosisKeysDataMappingConfiguration> {
        Some(&configuration.google_diagnosis_keys_data_mapping_config)
    }

    /// A key that was handled is skipped; its windows stay as they were computed (published source, `tokens`).
    fn judges_known_keys_anew(&self) -> bool {
        false
    }
}
