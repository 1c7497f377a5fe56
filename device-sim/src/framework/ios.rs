//! What is iOS's own.
//!
//! Scores, and what happens to an exposure below the minimum, are `exposure_notification::v1::ios`.

use jiff::Timestamp;
use testbed::seed::Seed;

use super::assumptions::{
    IOS_CHECKS_EVERY_SECONDS, IOS_LONGEST_SCAN_SPACING_SECONDS, IOS_SHORTEST_SCAN_SPACING_SECONDS,
};
use super::notification::Wording;
use super::scan_schedule::ScanSpacing;

/// Not published: see the assumptions.
pub(super) const SCAN_SPACING: ScanSpacing = ScanSpacing {
    shortest_seconds: IOS_SHORTEST_SCAN_SPACING_SECONDS,
    longest_seconds: IOS_LONGEST_SCAN_SPACING_SECONDS,
};

/// The notification of iOS when an app asks for the details of exposures.
pub(super) const NOTIFICATION: Wording = Wording {
    title: "接触のお知らせ",
    text: "陽性と登録された人と接触した可能性があると、アプリが判定しました。",
};

/// The system decides, whatever the app asked for: once a day, in a minute of the day that belongs to the phone. Half
/// past that minute, so that no phone asks at the very moment at which a server publishes: what it would find then is
/// chance, and a scenario must not hang on it.
pub(super) fn next_background_execution(seed: Seed, now: Timestamp) -> Timestamp {
    let minutes = 1440.0;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a minute of the day is below 1440"
    )]
    let minute = (seed.derive("background").uniform(&[]) * minutes) as i64;
    let today =
        now.as_second().div_euclid(IOS_CHECKS_EVERY_SECONDS) * IOS_CHECKS_EVERY_SECONDS + minute * 60 + 30;
    let passed = today <= now.as_second();
    let next = if passed {
        today + IOS_CHECKS_EVERY_SECONDS
    } else {
        today
    };
    Timestamp::from_second(next).unwrap_or(Timestamp::MAX)
}
