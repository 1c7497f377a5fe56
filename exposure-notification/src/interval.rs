//! The protocol's unit of time: ten minutes, counted from 1970.

use serde::{Deserialize, Serialize};

/// The length of an interval in seconds.
pub const INTERVAL_SECONDS: i64 = 600;

/// How many intervals a day has, and for how many a key is valid at most.
pub const INTERVALS_PER_DAY: u32 = 144;

/// A day of UTC.
pub(crate) const SECONDS_PER_DAY: i64 = 86_400;

/// 00:00 UTC of the same day, in Unix seconds.
pub(crate) fn start_of_day(unix_seconds: i64) -> i64 {
    unix_seconds - unix_seconds.rem_euclid(SECONDS_PER_DAY)
}

/// `ENIntervalNumber`: Unix seconds divided by 600 (EN specification).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(examples(2_706_048)))]
#[serde(transparent)]
pub struct ENIntervalNumber(pub u32);

impl ENIntervalNumber {
    /// The interval that contains the moment. What no interval number can express becomes the nearest one that can.
    pub fn from_unix_seconds(seconds: i64) -> Self {
        let intervals = seconds.div_euclid(INTERVAL_SECONDS).max(0);
        Self(u32::try_from(intervals).unwrap_or(u32::MAX))
    }

    /// The Unix second at which the interval begins.
    pub fn start_unix_seconds(self) -> i64 {
        i64::from(self.0) * INTERVAL_SECONDS
    }

    /// The interval at 00:00 UTC of the same day: a multiple of 144, at which keys change.
    #[must_use]
    pub fn day_start(self) -> Self {
        Self(self.0 - self.0 % INTERVALS_PER_DAY)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_lasts_ten_minutes() {
        // 2020-04-02 00:00:00 UTC, the key generation time of the published vectors.
        let start = 1_585_785_600;
        assert_eq!(
            ENIntervalNumber::from_unix_seconds(start - 1),
            ENIntervalNumber(2_642_975)
        );
        assert_eq!(
            ENIntervalNumber::from_unix_seconds(start),
            ENIntervalNumber(2_642_976)
        );
        assert_eq!(
            ENIntervalNumber::from_unix_seconds(start + 599),
            ENIntervalNumber(2_642_976)
        );
        assert_eq!(
            ENIntervalNumber::from_unix_seconds(start + 600),
            ENIntervalNumber(2_642_977)
        );
        assert_eq!(ENIntervalNumber(2_642_976).start_unix_seconds(), start);
    }

    #[test]
    fn a_day_starts_at_midnight_utc() {
        let midnight = ENIntervalNumber(2_642_976);
        assert_eq!(midnight.day_start(), midnight);
        assert_eq!(ENIntervalNumber(2_642_976 + 143).day_start(), midnight);
        assert_eq!(
            ENIntervalNumber(2_642_976 + 144).day_start(),
            ENIntervalNumber(2_643_120)
        );
    }

    #[test]
    fn times_out_of_range_become_the_nearest_interval() {
        assert_eq!(ENIntervalNumber::from_unix_seconds(-1), ENIntervalNumber(0));
        assert_eq!(
            ENIntervalNumber::from_unix_seconds(i64::MAX),
            ENIntervalNumber(u32::MAX)
        );
    }
}
