//! Japan's calendar. Japan has had no summer time since 1951, so a fixed offset needs no time zone database.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{TimeZone, offset};

/// Japan's time zone.
pub fn time_zone() -> TimeZone {
    TimeZone::fixed(offset(9))
}

/// The date in Japan.
pub fn date(at: Timestamp) -> Date {
    at.to_zoned(time_zone()).date()
}

/// 00:00 in Japan, as a Unix second.
pub fn midnight(date: Date) -> i64 {
    // Only a date at the ends of jiff's range has no moment; no calendar that a person picks from reaches them.
    date.to_zoned(time_zone())
        .map_or(i64::MAX, |midnight| midnight.timestamp().as_second())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_begins_nine_hours_before_utcs() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        assert_eq!(date(at("2021-06-13T14:59:59Z")).to_string(), "2021-06-13");
        assert_eq!(date(at("2021-06-13T15:00:00Z")).to_string(), "2021-06-14");
        let midnight = midnight("2021-06-14".parse().unwrap());
        assert_eq!(midnight, at("2021-06-13T15:00:00Z").as_second());
    }
}
