//! The 14 days for which keys are kept: counted in UTC days, whatever the time of day (COCOA v1.1.2).

use exposure_notification::ENIntervalNumber;
use jiff::Timestamp;

const SECONDS_PER_DAY: i64 = 86_400;
const DAYS_KEPT: i64 = 14;

/// Midnight UTC 14 days before today, in Unix seconds.
pub(crate) fn oldest_day(now: Timestamp) -> i64 {
    let seconds = now.as_second();
    seconds - seconds.rem_euclid(SECONDS_PER_DAY) - DAYS_KEPT * SECONDS_PER_DAY
}

/// The same moment as an interval number.
pub(crate) fn oldest_interval(now: Timestamp) -> ENIntervalNumber {
    ENIntervalNumber::from_unix_seconds(oldest_day(now))
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
