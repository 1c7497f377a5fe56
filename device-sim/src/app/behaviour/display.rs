//! What is shown, and for how long.

use exposure_notification::Platform;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

/// For how long a contact counts from its time on, in seconds (COCOA v1.2.4 `AppConstants`).
pub(super) const FIFTEEN_DAYS_SECONDS: i64 = 15 * 86_400;

/// For how long a stored contact is displayed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DisplayWindow {
    /// For ever: the title says fourteen days, nothing enforced it (COCOA up to v1.2.3, issue 121).
    Unlimited,
    /// While its time is at least now minus 15 days, time of day included (COCOA v1.2.4
    /// `ExposureNotificationService`).
    FifteenDays,
}

impl DisplayWindow {
    /// Whether a contact of this Unix second is displayed at `now`.
    pub(crate) fn shows(self, date: i64, now: Timestamp) -> bool {
        match self {
            Self::Unlimited => true,
            Self::FifteenDays => date >= now.as_second() - FIFTEEN_DAYS_SECONDS,
        }
    }
}

/// Which date the list gives a contact, whose time is 00:00 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ContactDates {
    /// The UTC date (COCOA up to v1.1.1 `ExposuresPageViewModel`).
    Utc,
    /// The date where the phone is (COCOA v1.1.2 `ExposuresPageViewModel`); in Japan the same.
    Local,
}

impl ContactDates {
    /// The date of a contact of this Unix second.
    pub(crate) fn date(self, contact: i64, zone: &TimeZone) -> Date {
        let zone = match self {
            Self::Utc => TimeZone::UTC,
            Self::Local => zone.clone(),
        };
        // A contact's time comes from a key that was once in use: it is far from the ends of the calendar.
        let at = Timestamp::from_second(contact).unwrap_or(Timestamp::UNIX_EPOCH);
        at.to_zoned(zone).date()
    }
}

/// What Home shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Home {
    /// The start of use, and the days since unless they are none (COCOA v1.0.0 `HomePageViewModel`).
    WithoutDays,
    /// The start of use and the days since (COCOA v1.1.0 `HomePageViewModel`).
    WithDays,
    /// And an alert while Exposure Notification does not run (COCOA v1.2.0 to v1.2.6 `HomePageViewModel`).
    WithAlerts,
    /// And whether it is stopped, unconfirmed or active. Stopped for location off where scans need it, Bluetooth off,
    /// Exposure Notification off, in this order (COCOA v1.4.0 `ExposureNotificationStatusService`).
    WithState,
    /// The same, and stopped for every reason why Exposure Notification does not work (COCOA v2.0.0
    /// `HomePageViewModel`).
    WithStateOfVersion2,
    /// The same, and unconfirmed says whether a limit was reached, and notifications that cannot appear are warned of
    /// (COCOA v2.0.1 `HomePageViewModel`).
    WithStateAndWarnings,
    /// There is none: the app starts with the end of the service (COCOA v3.0.0 `SplashNavigationService`).
    EndOfService,
}

/// When the app says that there is a newer one (`version.json`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum UpdateNotice {
    /// Never.
    Never,
    /// Whenever the version served is another one (COCOA v1.1.2).
    WhenDifferent,
    /// When it is newer (COCOA v1.1.3).
    WhenNewer,
    /// When that of its own system is newer (COCOA v2.0.1 `CheckVersionService`).
    WhenNewerForSystem,
}

impl UpdateNotice {
    /// The member of `version.json` that is read.
    pub(crate) fn member(self, platform: Platform) -> &'static str {
        match (self, platform) {
            (Self::WhenNewerForSystem, Platform::Ios) => "ios",
            (Self::WhenNewerForSystem, Platform::Android) => "android",
            _ => "version",
        }
    }

    /// Whether the app of `installed` speaks of `served`.
    pub(crate) fn is_given(self, installed: &str, served: &str) -> bool {
        match self {
            Self::Never => false,
            Self::WhenDifferent => installed != served,
            Self::WhenNewer | Self::WhenNewerForSystem => match (numbers(installed), numbers(served)) {
                (Some(installed), Some(served)) => served > installed,
                // What cannot be read is no update.
                _ => false,
            },
        }
    }
}

/// `1.2.3` as its numbers.
fn numbers(version: &str) -> Option<Vec<u32>> {
    version.split('.').map(|number| number.parse().ok()).collect()
}

impl Home {
    /// Whether the app remembers if and when it last confirmed contacts.
    pub(crate) fn keeps_state(self) -> bool {
        matches!(
            self,
            Self::WithState | Self::WithStateOfVersion2 | Self::WithStateAndWarnings
        )
    }
}
