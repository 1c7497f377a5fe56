//! In what the two operating systems differ, whatever their version. What differs from version to version is a column
//! of [`os_version`](super::os_version).

use exposure_notification::Platform;
use exposure_notification::v2::{ExposureConfiguration, GoogleDiagnosisKeysDataMappingConfiguration};
use jiff::{SignedDuration, Timestamp};
use testbed::seed::Seed;

use super::android::Android;
use super::ios::Ios;
use super::notification::Wording;
use super::quota::QuotaPeriod;
use super::refusal::Refusal;
use super::scan_schedule::ScanSpacing;
use super::unpublished::UnpublishedOsBehaviour;

/// How one operating system does what both do.
pub(super) trait Strategy: Sync {
    /// How often it listens.
    fn scan_spacing(&self, unpublished: &UnpublishedOsBehaviour) -> ScanSpacing;

    /// What it says when an app asks for the details of exposures.
    fn exposure_wording(&self) -> Wording;

    /// When an app next runs unattended, after `now`, that asked to run every `interval`.
    fn next_background_execution(
        &self,
        seed: Seed,
        interval: SignedDuration,
        now: Timestamp,
        unpublished: &UnpublishedOsBehaviour,
    ) -> Timestamp;

    /// The number of a refusal.
    fn code(&self, refusal: &Refusal) -> i32;

    /// When a quota is as new.
    fn quota_period(&self, unpublished: &UnpublishedOsBehaviour) -> QuotaPeriod;

    /// Whether a call that failed for its files uses the quota up.
    fn charges_failed_calls(&self, unpublished: &UnpublishedOsBehaviour) -> bool;

    /// For how long the user's consent to give keys out holds, in seconds.
    fn consent_holds_seconds(&self) -> i64;

    /// How long after its end a key is given out, in seconds.
    fn key_release_delay_seconds(&self, unpublished: &UnpublishedOsBehaviour) -> i64;

    /// Whether, of the files of one call that cover the same time, only the first counts.
    fn drops_files_of_same_period(&self, unpublished: &UnpublishedOsBehaviour) -> bool;

    /// How many intervals of ten minutes a sighting may lie beside an identifier's own.
    fn clock_tolerance_intervals(&self, unpublished: &UnpublishedOsBehaviour) -> u32;

    /// What an app sets apart from its calls for it to last, in version 2.
    fn data_mapping<'a>(
        &self,
        configuration: &'a ExposureConfiguration,
    ) -> Option<&'a GoogleDiagnosisKeysDataMappingConfiguration>;

    /// Whether version 2 judges keys of earlier calls anew with the configuration of this call.
    fn judges_known_keys_anew(&self) -> bool;
}

/// The strategy of a platform.
pub(super) fn of(platform: Platform) -> &'static dyn Strategy {
    match platform {
        Platform::Android => &Android,
        Platform::Ios => &Ios,
    }
}
