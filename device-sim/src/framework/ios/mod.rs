//! What is iOS's own.
//!
//! Scores, and what happens to an exposure below the minimum, are `exposure_notification::v1::ios`.

use exposure_notification::v2::{ExposureConfiguration, GoogleDiagnosisKeysDataMappingConfiguration};
use jiff::{SignedDuration, Timestamp};
use testbed::seed::Seed;

use super::notification::Wording;
use super::quota::QuotaPeriod;
use super::refusal::Refusal;
use super::scan_schedule::ScanSpacing;
use super::strategy::Strategy;
use super::unpublished::UnpublishedOsBehaviour;

/// When a phone is first left alone for the night, as a Unix second: one o'clock in Japan.
const NIGHT_BEGINS: i64 = 16 * 3600;

/// For how long it is, in seconds: until six.
const NIGHT_SECONDS: i64 = 5 * 3600;

/// iOS.
pub(super) struct Ios;

impl Strategy for Ios {
    fn scan_spacing(&self, unpublished: &UnpublishedOsBehaviour) -> ScanSpacing {
        ScanSpacing {
            shortest_seconds: unpublished.ios_shortest_scan_spacing_seconds.into(),
            longest_seconds: unpublished.ios_longest_scan_spacing_seconds.into(),
        }
    }

    fn exposure_wording(&self) -> Wording {
        Wording {
            title: "接触のお知らせ",
            text: "陽性と登録された人と接触した可能性があると、アプリが判定しました。",
        }
    }

    /// The system decides, whatever the app asked for: at a moment that belongs to the phone, once in every period,
    /// the periods counted from [`NIGHT_BEGINS`]; at most a few hours into the period, for such work waits for a phone
    /// that nobody uses (Apple, `BGProcessingTask`). Half past a minute, so that no phone asks at the very moment at
    /// which a server publishes: what it would find then is chance, and a scenario must not hang on it.
    fn next_background_execution(
        &self,
        seed: Seed,
        _: SignedDuration,
        now: Timestamp,
        unpublished: &UnpublishedOsBehaviour,
    ) -> Timestamp {
        let every = i64::from(unpublished.ios_background_check_every_seconds.max(1));
        let chance = seed.derive("background").uniform(&[]);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            reason = "a moment within the period"
        )]
        let minute = (chance * every.min(NIGHT_SECONDS) as f64 / 60.0) as i64;
        let period = (now.as_second() - NIGHT_BEGINS).div_euclid(every);
        let in_this_period = NIGHT_BEGINS + period * every + minute * 60 + 30;
        let passed = in_this_period <= now.as_second();
        let next = if passed {
            in_this_period + every
        } else {
            in_this_period
        };
        Timestamp::from_second(next).unwrap_or(Timestamp::MAX)
    }

    /// `ENErrorCode` of Apple's SDK. iOS does not ask for location: should it ever matter, the answer is 11,
    /// `Internal`.
    fn code(&self, refusal: &Refusal) -> i32 {
        match refusal {
            Refusal::Unauthorized | Refusal::RejectedByUser => 4,
            Refusal::NotSupported => 5,
            Refusal::BluetoothOff => 7,
            Refusal::Disabled | Refusal::Paused => 9,
            Refusal::LocationOff | Refusal::Failed => 11,
            Refusal::RateLimited => 13,
            Refusal::BadFile(_) => 15,
        }
    }

    fn quota_period(&self, unpublished: &UnpublishedOsBehaviour) -> QuotaPeriod {
        unpublished.ios_quota_period
    }

    fn charges_failed_calls(&self, unpublished: &UnpublishedOsBehaviour) -> bool {
        unpublished.ios_charges_failed_calls
    }

    /// The user is asked on each call.
    fn consent_holds_seconds(&self) -> i64 {
        0
    }

    fn key_release_delay_seconds(&self, _: &UnpublishedOsBehaviour) -> i64 {
        0
    }

    fn drops_files_of_same_period(&self, _: &UnpublishedOsBehaviour) -> bool {
        false
    }

    fn clock_tolerance_intervals(&self, unpublished: &UnpublishedOsBehaviour) -> u32 {
        unpublished.computation.ios_clock_tolerance_intervals
    }

    fn data_mapping<'a>(
        &self,
        _: &'a ExposureConfiguration,
    ) -> Option<&'a GoogleDiagnosisKeysDataMappingConfiguration> {
        None
    }

    /// Keys are cached for 14 days, and judged again with another configuration (Apple, `detectExposures`).
    fn judges_known_keys_anew(&self) -> bool {
        true
    }
}
