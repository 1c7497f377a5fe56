//! What the control interface shows of an operating system.

use exposure_notification::Platform;
use jiff::Timestamp;
use serde::Serialize;

use super::detection_log::DetectionEntry;
use super::{Framework, Status};
use crate::radio::Carrying;

/// What the control interface shows of an operating system.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "the fields of the documented answer, each a switch of its own"
)]
pub(crate) struct FrameworkState {
    /// Whose operating system it is.
    pub platform: Platform,
    /// Its version.
    pub os_version: &'static str,
    /// Whether the phone is on.
    pub power: bool,
    /// Whether Bluetooth is on.
    pub bluetooth: bool,
    /// Whether the location setting is on.
    pub location: bool,
    /// Whether notifications appear.
    pub os_notifications: bool,
    /// Whether the app may post notifications.
    pub app_notifications: bool,
    /// What an app may ask about Exposure Notification.
    pub exposure_notification: Status,
    /// By how many seconds the clock is ahead of true time.
    pub clock_offset_seconds: i64,
    /// The time zone.
    pub time_zone: String,
    /// The language.
    pub locale: String,
    /// Its model.
    pub handset: &'static str,
    /// How it is carried.
    pub carrying: Carrying,
    /// The checks that the operating system made.
    pub detections: Vec<DetectionEntry>,
    /// How many beacons it has stored.
    pub sightings: usize,
    /// How many own keys it has stored, today's included.
    pub own_keys: usize,
}

impl Framework {
    /// What the control interface shows.
    pub(crate) fn state(&mut self, now: Timestamp) -> FrameworkState {
        FrameworkState {
            platform: self.platform(),
            os_version: self.os.name,
            power: self.settings.power,
            bluetooth: self.settings.bluetooth,
            location: self.settings.location,
            os_notifications: self.notifications.enabled,
            app_notifications: self.notifications.app_permitted,
            exposure_notification: self.status(),
            clock_offset_seconds: self.clock.offset().as_secs(),
            time_zone: self.clock.zone_name().to_owned(),
            locale: self.settings.locale.clone(),
            handset: self.handset.name,
            carrying: self.settings.carrying,
            detections: self.detections.entries().to_vec(),
            sightings: self.count_sightings(now),
            own_keys: self.own_keys(now).len(),
        }
    }
}
