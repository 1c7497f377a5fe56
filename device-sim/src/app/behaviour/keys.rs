//! Which of the keys that the operating system gives out are sent, and how.

use exposure_notification::{INTERVAL_SECONDS, INTERVALS_PER_DAY, TemporaryExposureKey};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

const DAY_SECONDS: i64 = 86_400;

/// Which of the keys are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum KeySelection {
    /// All of them (COCOA v1.0.0 `ExposureNotificationHandler`).
    All,
    /// All or nothing: one key with a period other than 0 or 144, or a start before now minus 14 days, time of day
    /// included, fails the registration (COCOA v1.1.0 `ExposureNotificationHandler`).
    AllOrNothing,
    /// Those that start later than midnight of the UTC date fourteen days ago; the form asks for no date (COCOA v1.1.2
    /// `ExposureNotificationHandler`). The app compares with a date without a zone, which .NET reads as local: in
    /// Japan the bound lies nine hours earlier, and the key that starts at 00:00 UTC of that date is sent.
    LastFourteenDays,
    /// Those that start at local 00:00 three days before onset or test, or later; the form asks for that date
    /// (COCOA v1.2.1 `ExposureNotificationService`, announced as "about two days before").
    FromThreeDaysBeforeOnset,
    /// The same compared in intervals, the bound rounded down (COCOA v2.0.0 `TemporaryExposureKeyUtils`).
    FromThreeDaysBeforeOnsetByInterval,
}

/// What is left of the keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Selected {
    /// These go.
    Keys(Vec<TemporaryExposureKey>),
    /// One key is not as it should be, so none goes.
    OneViolates,
}

impl KeySelection {
    /// The keys to send, on a phone in this time zone.
    pub(crate) fn select(
        self,
        keys: Vec<TemporaryExposureKey>,
        onset: Date,
        now: Timestamp,
        zone: &TimeZone,
    ) -> Selected {
        let start = |key: &TemporaryExposureKey| key.rolling_start.start_unix_seconds();
        let three_days_before = midnight(onset.saturating_sub(3.days()), zone);
        let kept = |is_sent: &dyn Fn(&TemporaryExposureKey) -> bool| {
            Selected::Keys(keys.iter().filter(|key| is_sent(key)).copied().collect())
        };
        match self {
            Self::All => Selected::Keys(keys),
            Self::AllOrNothing => {
                let is_whole =
                    |key: &TemporaryExposureKey| matches!(key.rolling_period, 0 | INTERVALS_PER_DAY);
                let is_young = |key: &TemporaryExposureKey| start(key) >= now.as_second() - 14 * DAY_SECONDS;
                if keys.iter().all(|key| is_whole(key) && is_young(key)) {
                    Selected::Keys(keys)
                } else {
                    Selected::OneViolates
                }
            }
            Self::LastFourteenDays => {
                let today = now.to_zoned(TimeZone::UTC).date();
                let fourteen_days_ago = midnight(today.saturating_sub(14.days()), zone);
                kept(&|key| start(key) > fourteen_days_ago)
            }
            Self::FromThreeDaysBeforeOnset => kept(&|key| start(key) >= three_days_before),
            Self::FromThreeDaysBeforeOnsetByInterval => {
                let bound = three_days_before.div_euclid(INTERVAL_SECONDS);
                kept(&|key| i64::from(key.rolling_start.0) >= bound)
            }
        }
    }
}

/// 00:00 of a date where the phone is, as a Unix second.
fn midnight(date: Date, zone: &TimeZone) -> i64 {
    // Only a date at the ends of jiff's range has no moment; no calendar that a person picks from reaches them.
    date.to_zoned(zone.clone())
        .map_or(i64::MAX, |midnight| midnight.timestamp().as_second())
}

/// What happens when no key is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum NoKeys {
    /// The empty list is sent: up to v1.1.1 nobody counts, and v2.0.0 no longer does (COCOA v2.0.0
    /// `NotifyOtherPageViewModel`).
    Sent,
    /// A dialog says that there is no record to submit (COCOA v1.1.2 `ExposureNotificationHandler`).
    Told,
}

/// Which rolling period an Android phone sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum AndroidRollingPeriod {
    /// 0, whatever the key's is: the binding of the EN library did not fill it in (COCOA up to v1.1.0, NuGet package
    /// Xamarin.ExposureNotification 0.11.0-preview).
    Zero,
    /// The key's (COCOA v1.1.1, the library taken into the repository).
    AsItIs,
}

#[cfg(test)]
mod tests {
    use exposure_notification::ENIntervalNumber;
    use testbed::japan;

    use super::*;
    use crate::app::{Release, known_releases};

    const NOW: &str = "2021-06-14T03:00:00Z";

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    /// A whole key of each day from `first` on.
    fn keys(first: &str, days: u32) -> Vec<TemporaryExposureKey> {
        let first = ENIntervalNumber::from_unix_seconds(at(first).as_second());
        let key = |day| TemporaryExposureKey {
            key_data: [0; 16],
            rolling_start: ENIntervalNumber(first.0 + day * INTERVALS_PER_DAY),
            rolling_period: INTERVALS_PER_DAY,
        };
        (0..days).map(key).collect()
    }

    fn select(version: &str, keys: Vec<TemporaryExposureKey>, onset: &str, zone: &TimeZone) -> Selected {
        let selection = Release::find(version).unwrap().keys;
        selection.select(keys, onset.parse().unwrap(), at(NOW), zone)
    }

    /// Of the keys of the fourteen days before 2021-06-14, those that are sent, as the days of the month on which they
    /// start in UTC (31: May).
    fn days_sent(version: &str, onset: &str, zone: &TimeZone) -> Vec<i8> {
        let Selected::Keys(selected) = select(version, keys("2021-05-31T00:00:00Z", 14), onset, zone) else {
            return vec![];
        };
        let day = |key: &TemporaryExposureKey| {
            let start = Timestamp::from_second(key.rolling_start.start_unix_seconds()).unwrap();
            start.to_zoned(TimeZone::UTC).day()
        };
        selected.iter().map(day).collect()
    }

    #[test]
    fn the_filter_of_each_release() {
        let all: Vec<i8> = std::iter::once(31).chain(1..=13).collect();
        for version in known_releases() {
            let expected = match version {
                // The key of 05-31 00:00 UTC is older than 05-31 03:00, which is now minus fourteen days.
                "1.1.0" | "1.1.1" => vec![],
                // 1.0.0 selects nothing; for the others fourteen days ago is 05-31, and its midnight in Japan is 05-30 15:00 UTC.
                "1.0.0" | "1.1.2" | "1.1.3" | "1.1.4" | "1.1.5" | "1.2.0" => all.clone(),
                // 06-12 00:00 in Japan is 06-11 15:00 UTC; three days before is 06-08 15:00.
                _ => vec![9, 10, 11, 12, 13],
            };
            assert_eq!(
                days_sent(version, "2021-06-12", &japan::time_zone()),
                expected,
                "{version}"
            );
        }
    }

    #[test]
    fn midnight_is_that_of_the_phone() {
        // In New York (UTC−4) 05-31 begins at 04:00 UTC, and 06-12 minus three days at 06-09 04:00 UTC.
        let new_york = TimeZone::fixed(jiff::tz::offset(-4));
        assert_eq!(
            days_sent("1.1.4", "2021-06-12", &new_york),
            (1..=13).collect::<Vec<i8>>()
        );
        for version in ["1.2.4", "2.0.0"] {
            assert_eq!(
                days_sent(version, "2021-06-12", &new_york),
                [10, 11, 12, 13],
                "{version}"
            );
        }
    }

    #[test]
    fn version_2_compares_intervals_rounded_down() {
        // In Kathmandu (UTC+5:45) 06-09 begins at 06-08 18:15 UTC, in the middle of the interval of 18:10.
        let kathmandu = TimeZone::fixed(jiff::tz::Offset::from_seconds(20_700).unwrap());
        let key = keys("2021-06-08T18:10:00Z", 1);
        assert_eq!(
            select("1.4.1", key.clone(), "2021-06-12", &kathmandu),
            Selected::Keys(vec![])
        );
        assert_eq!(
            select("2.0.0", key.clone(), "2021-06-12", &kathmandu),
            Selected::Keys(key)
        );
    }

    #[test]
    fn one_old_or_short_key_fails_the_registration_of_1_1_0_and_1_1_1() {
        let zone = japan::time_zone();
        for version in ["1.1.0", "1.1.1"] {
            let young = keys("2021-06-01T00:00:00Z", 13);
            assert_eq!(
                select(version, young.clone(), "2021-06-12", &zone),
                Selected::Keys(young.clone())
            );
            for (period, expected) in [(0, true), (143, false), (145, false)] {
                let mut changed = young.clone();
                changed[5].rolling_period = period;
                let selected = select(version, changed.clone(), "2021-06-12", &zone);
                assert_eq!(
                    selected == Selected::Keys(changed),
                    expected,
                    "{version}, period {period}"
                );
            }
            let old = keys("2021-05-31T00:00:00Z", 14);
            assert_eq!(
                select(version, old, "2021-06-12", &zone),
                Selected::OneViolates,
                "{version}"
            );
        }
    }
}
