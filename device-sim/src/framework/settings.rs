//! What the person sets on the phone, outside of any app.

use exposure_notification::SightingLog;
use jiff::SignedDuration;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Framework;
use super::os_version::{OsVersion, OsVersionError};
use crate::radio::Carrying;

/// The switch of Exposure Notification in the settings of the system. Only the user moves it. Who switched it off says
/// no when an app asks to start it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "SwitchPosition")]
#[serde(rename_all = "snake_case")]
pub(crate) enum Switch {
    /// As the app wishes.
    On,
    /// Off.
    Off,
    /// Off for a while.
    Paused,
    /// This app may not use it.
    Unauthorized,
}

/// How a position of the switch is written: `true`, `false`, `"paused"` or `"unauthorized"`.
#[derive(Deserialize)]
#[serde(untagged, expecting = "true, false, \"paused\" or \"unauthorized\"")]
enum SwitchPosition {
    OnOrOff(bool),
    Otherwise(OtherPosition),
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum OtherPosition {
    Paused,
    Unauthorized,
}

impl From<SwitchPosition> for Switch {
    fn from(position: SwitchPosition) -> Self {
        match position {
            SwitchPosition::OnOrOff(true) => Self::On,
            SwitchPosition::OnOrOff(false) => Self::Off,
            SwitchPosition::Otherwise(OtherPosition::Paused) => Self::Paused,
            SwitchPosition::Otherwise(OtherPosition::Unauthorized) => Self::Unauthorized,
        }
    }
}

/// The settings that have two or few positions.
#[derive(Debug)]
pub(super) struct Settings {
    pub bluetooth: bool,
    pub location: bool,
    pub power: bool,
    pub exposure_notification: Switch,
    pub locale: String,
    pub carrying: Carrying,
}

impl Default for Settings {
    /// Everything on, in Japanese, in the hand.
    fn default() -> Self {
        Self {
            bluetooth: true,
            location: true,
            power: true,
            exposure_notification: Switch::On,
            locale: "ja".to_owned(),
            carrying: Carrying::default(),
        }
    }
}

/// What the person changes; the rest stays as it is.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct ChangedSettings {
    /// Bluetooth.
    pub bluetooth: Option<bool>,
    /// The location setting.
    pub location: Option<bool>,
    /// Whether the phone is on at all.
    pub power: Option<bool>,
    /// Whether notifications appear at all.
    pub os_notifications: Option<bool>,
    /// Whether the app may post notifications.
    pub app_notifications: Option<bool>,
    /// The switch of Exposure Notification.
    pub exposure_notification: Option<Switch>,
    /// By how many seconds the clock is ahead of true time; negative: behind.
    pub clock_offset_seconds: Option<i64>,
    /// A name of the time zone database, `Asia/Tokyo`.
    pub time_zone: Option<String>,
    /// The language, `ja` or `en`.
    pub locale: Option<String>,
    /// The version of the operating system after an update.
    pub os_version: Option<String>,
    /// How the phone is carried.
    pub carrying: Option<Carrying>,
}

/// Why settings cannot be changed like this. Nothing was changed.
#[derive(Debug, Error, PartialEq, Eq)]
pub(crate) enum SettingsError {
    /// No such version.
    #[error(transparent)]
    OsVersion(#[from] OsVersionError),
    /// No such zone.
    #[error("unknown time_zone {0:?}; write a name of the time zone database, such as Asia/Tokyo")]
    UnknownTimeZone(String),
    /// Farther than a clock can be set.
    #[error("clock_offset_seconds must be at most a hundred years either way")]
    ClockOffset,
}

/// The most by which a clock may be wrong, in seconds: a hundred years.
const MOST_OFFSET_SECONDS: i64 = 100 * 366 * 86_400;

impl Framework {
    /// Changes settings at `now`: all of them, or none if one makes no sense.
    pub(crate) fn change(&mut self, changed: ChangedSettings, now: Timestamp) -> Result<(), SettingsError> {
        let os = changed
            .os_version
            .as_deref()
            .map(|name| OsVersion::of_platform(self.platform(), name))
            .transpose()?;
        let zone = changed.time_zone.as_deref().map(find_zone).transpose()?;
        if changed
            .clock_offset_seconds
            .is_some_and(|offset| offset.abs() > MOST_OFFSET_SECONDS)
        {
            return Err(SettingsError::ClockOffset);
        }

        self.settle(now, |phone| phone.apply(os, zone, changed));
        Ok(())
    }

    fn apply(
        &mut self,
        os: Option<&'static OsVersion>,
        zone: Option<(String, TimeZone)>,
        changed: ChangedSettings,
    ) {
        self.os = os.unwrap_or(self.os);
        if let Some((name, zone)) = zone {
            self.clock.set_zone(name, zone);
        }
        if let Some(offset) = changed.clock_offset_seconds {
            self.clock.set_offset(SignedDuration::from_secs(offset));
        }
        let settings = &mut self.settings;
        set(&mut settings.bluetooth, changed.bluetooth);
        set(&mut settings.location, changed.location);
        set(&mut settings.power, changed.power);
        if !settings.power
            && !self.behaviour.keeps_contacts_without_power
            && let Some(records) = &mut self.records
        {
            records.sightings = SightingLog::default();
        }
        set(&mut settings.exposure_notification, changed.exposure_notification);
        set(&mut settings.locale, changed.locale);
        set(&mut settings.carrying, changed.carrying);
        set(&mut self.notifications.enabled, changed.os_notifications);
        set(&mut self.notifications.app_permitted, changed.app_notifications);
    }

    /// Whether the phone is switched on.
    pub(crate) fn power(&self) -> bool {
        self.settings.power
    }

    /// The language the person has chosen, `ja`, `en` …
    pub(crate) fn locale(&self) -> &str {
        &self.settings.locale
    }
}

fn set<T>(setting: &mut T, changed: Option<T>) {
    if let Some(changed) = changed {
        *setting = changed;
    }
}

fn find_zone(name: &str) -> Result<(String, TimeZone), SettingsError> {
    match TimeZone::get(name) {
        Ok(zone) => Ok((name.to_owned(), zone)),
        Err(_) => Err(SettingsError::UnknownTimeZone(name.to_owned())),
    }
}
