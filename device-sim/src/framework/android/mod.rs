//! What is Android's own (Google Play services).
//!
//! Scores, and what happens to an exposure below the minimum, are `exposure_notification::v1::android`.

use jiff::{SignedDuration, Timestamp};

use super::notification::Wording;
use super::refusal::Refusal;
use super::scan_schedule::ScanSpacing;

/// 300 s minus a random 0 to 89 s (published source of the EN module).
pub(super) const SCAN_SPACING: ScanSpacing = ScanSpacing {
    shortest_seconds: 211,
    longest_seconds: 300,
};

/// The notification of Play services when an app asks for the details of exposures.
pub(super) const NOTIFICATION: Wording = Wording {
    title: "接触の可能性があります",
    text: "新型コロナウイルスに感染した人の近くにいた可能性があります。タップして確認してください。",
};

/// A periodic job of WorkManager runs when its interval has passed.
pub(super) fn next_background_execution(interval: SignedDuration, now: Timestamp) -> Timestamp {
    now + interval
}

/// `ExposureNotificationStatusCodes` of Play services. No number of its own is known for the location setting and for
/// a file that is not genuine: the general 13, `FAILED`.
pub(super) fn code(refusal: &Refusal) -> i32 {
    match refusal {
        Refusal::NotSupported => 39_501,
        Refusal::RejectedByUser => 39_502,
        Refusal::Disabled => 39_503,
        Refusal::BluetoothOff => 39_504,
        Refusal::Paused => 39_505,
        Refusal::Unauthorized => 39_507,
        Refusal::RateLimited => 39_508,
        Refusal::LocationOff | Refusal::BadFile(_) => 13,
    }
}
