//! The phone's own clock and zone.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use testbed::japan;

/// The clock of a phone: true time and an offset, and the zone that the user has chosen.
#[derive(Debug)]
pub(crate) struct PhoneClock {
    offset: SignedDuration,
    zone_name: Option<String>,
    zone: TimeZone,
}

impl PhoneClock {
    /// On time, in Japan.
    pub(super) fn new() -> Self {
        Self {
            offset: SignedDuration::ZERO,
            zone_name: None,
            zone: japan::time_zone(),
        }
    }

    /// What the phone shows when it is `now`. Nothing beyond the range of [`Timestamp`].
    pub(super) fn local_time(&self, now: Timestamp) -> Timestamp {
        now.saturating_add(self.offset).unwrap_or(now)
    }

    /// By how much it is ahead of true time.
    pub(super) fn offset(&self) -> SignedDuration {
        self.offset
    }

    pub(super) fn set_offset(&mut self, offset: SignedDuration) {
        self.offset = offset;
    }

    /// The zone.
    pub(super) fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// Its name in the time zone database.
    pub(super) fn zone_name(&self) -> &str {
        self.zone_name.as_deref().unwrap_or("Asia/Tokyo")
    }

    pub(super) fn set_zone(&mut self, name: String, zone: TimeZone) {
        self.zone_name = Some(name);
        self.zone = zone;
    }
}
