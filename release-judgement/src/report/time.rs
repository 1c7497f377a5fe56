//! Times as people in Japan read them.

use jiff::Timestamp;
use jiff::tz::{self, TimeZone};

/// The time in Japan, which has no daylight saving: always nine hours ahead of UTC.
pub(super) fn japanese_time(at: Timestamp) -> String {
    formatted(at, "%Y-%m-%d %H:%M:%S")
}

/// The date alone.
pub(super) fn japanese_date(at: Timestamp) -> String {
    formatted(at, "%Y-%m-%d")
}

/// The time of day alone.
pub(super) fn japanese_clock(at: Timestamp) -> String {
    formatted(at, "%H:%M:%S")
}

fn formatted(at: Timestamp, form: &str) -> String {
    at.to_zoned(TimeZone::fixed(tz::offset(9)))
        .strftime(form)
        .to_string()
}
