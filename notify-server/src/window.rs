//! The 14 days for which keys are kept: counted in UTC days, whatever the time of day (COCOA v1.1.2).

use exposure_notification::ENIntervalNumber;
use jiff::Timestamp;

use crate::state::{Expiry, OldestStart, ServerState};

/// Without leap seconds, as Unix counts.
pub(crate) const SECONDS_PER_DAY: i64 = 86_400;
const DAYS_KEPT: i64 = 14;

/// Midnight UTC 14 days before today, in Unix seconds.
fn oldest_day(now: Timestamp) -> i64 {
    start_of_day(now) - DAYS_KEPT * SECONDS_PER_DAY
}

/// Midnight UTC of today, in Unix seconds.
fn start_of_day(now: Timestamp) -> i64 {
    let seconds = now.as_second();
    seconds - seconds.rem_euclid(SECONDS_PER_DAY)
}

/// The very second 14 days ago, in Unix seconds.
pub(crate) fn seconds_14_days_ago(now: Timestamp) -> i64 {
    now.as_second() - DAYS_KEPT * SECONDS_PER_DAY
}

/// Midnight UTC of today as an interval number.
pub(crate) fn today(now: Timestamp) -> ENIntervalNumber {
    ENIntervalNumber::from_unix_seconds(start_of_day(now))
}

/// Midnight UTC 14 days before today as an interval number.
pub(crate) fn oldest_interval(now: Timestamp) -> ENIntervalNumber {
    ENIntervalNumber::from_unix_seconds(oldest_day(now))
}

/// The oldest rolling start beside 0 that a registration may hold.
pub(crate) fn oldest_accepted(state: &ServerState, now: Timestamp) -> ENIntervalNumber {
    match state.oldest_start {
        OldestStart::MidnightUtc => oldest_interval(now),
        OldestStart::ExactSecond => ENIntervalNumber::from_unix_seconds(seconds_14_days_ago(now)),
    }
}

/// What the end of a file's day must reach, in Unix seconds, for the file to be listed and kept.
pub(crate) fn earliest_end(state: &ServerState, now: Timestamp) -> i64 {
    match state.expiry {
        Expiry::Seconds => oldest_day(now),
        Expiry::IntervalsByMistake => i64::from(oldest_interval(now).0),
    }
}

/// The end of the day for which a key that starts there is valid, in Unix seconds (COCOA v1.1.5).
pub(crate) fn end_of_validity_day(rolling_start: ENIntervalNumber) -> i64 {
    rolling_start.start_unix_seconds() + SECONDS_PER_DAY
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_opens_at_midnight_utc_whatever_the_time_of_day() {
        // 2021-05-31T00:00:00Z
        let opening = 1_622_419_200;
        for now in [
            "2021-06-14T00:00:00Z",
            "2021-06-14T14:59:59Z",
            "2021-06-14T23:59:59Z",
        ] {
            assert_eq!(oldest_day(now.parse().unwrap()), opening, "{now}");
        }
        assert_eq!(
            oldest_day("2021-06-15T00:00:00Z".parse().unwrap()),
            opening + 86_400
        );
    }
}
