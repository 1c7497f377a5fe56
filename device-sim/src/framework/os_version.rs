//! The operating systems of the time, one row each: what their Exposure Notification could do. A version differs from
//! another in its row and nowhere else.
//!
//! Sources: Apple's documentation of `ENExposureConfiguration`, `ENManager.detectExposures` and of the versions of the
//! API; Google's page of the Exposure Notifications API; 約款 末尾 (COCOA needs iOS 13.5 or Android 6).

use exposure_notification::Platform;
use thiserror::Error;

/// Why a phone cannot have a version.
#[derive(Debug, Error, PartialEq, Eq)]
pub(crate) enum OsVersionError {
    /// There is none of this name.
    #[error("unknown os_version {0:?}; known are {known}", known = OsVersion::known().join(", "))]
    Unknown(String),
    /// It is of the other platform.
    #[error("{0} is no version of {1}; name one of {1}")]
    OtherPlatform(&'static str, Platform),
}

/// A version of an operating system.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct OsVersion {
    /// As the maker writes it, `iOS 13.7`.
    pub name: &'static str,
    /// Whose it is.
    pub platform: Platform,
    /// Its Exposure Notification; `None` where there is none.
    pub exposure_notification: Option<ExposureNotificationApi>,
}

/// The Exposure Notification of a version.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ExposureNotificationApi {
    /// How often an app may provide files in version 1 of the API (on Android: with a token).
    pub version_1: Quota,
    /// The same in version 2 (on Android: in window mode); `None` where there is no version 2. Apple has it from
    /// iOS 13.7 and 12.5 on. Google's comes with Play services, which update themselves on every Android.
    pub version_2: Option<Quota>,
    /// Whether scans need the location setting: Android up to 10 does, 11 and later scan without (Google's page).
    pub scans_need_location: bool,
    /// Whether `attenuationLevelValues` of the app are ignored and 1 to 8 used: iOS 13.7 and 14.0 (Apple's note).
    pub ignores_attenuation_level_values: bool,
    /// Whether keys with a rolling period other than 144 are ignored: iOS 13.5 (DP-3T backend, pull request 188).
    pub ignores_shortened_keys: bool,
    /// The minor version of the metadata it broadcasts (EN Bluetooth specification): 1 since Exposure Notification
    /// 1.5, which came with iOS 13.7 and with Play services.
    pub metadata_minor_version: u8,
}

/// How often an app may ask within a day; beyond it the call is refused as rate limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quota {
    /// The most within a day.
    pub most: u32,
    /// What is counted.
    pub counted: Counted,
}

/// What a quota counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counted {
    /// Calls.
    Calls,
    /// Files that the system did not have before (Apple: iOS 13.5).
    NewFiles,
}

const fn calls(most: u32) -> Quota {
    Quota {
        most,
        counted: Counted::Calls,
    }
}

/// Apple: from iOS 13.6 on 15 calls a day, 6 in version 2.
const IOS: ExposureNotificationApi = ExposureNotificationApi {
    version_1: calls(15),
    version_2: Some(calls(6)),
    scans_need_location: false,
    ignores_attenuation_level_values: false,
    ignores_shortened_keys: false,
    metadata_minor_version: 1,
};

/// Google: 20 calls a day with tokens, 6 in window mode.
const ANDROID: ExposureNotificationApi = ExposureNotificationApi {
    version_1: calls(20),
    version_2: Some(calls(6)),
    scans_need_location: false,
    ignores_attenuation_level_values: false,
    ignores_shortened_keys: false,
    metadata_minor_version: 1,
};

const ANDROID_WITH_LOCATION: ExposureNotificationApi = ExposureNotificationApi {
    scans_need_location: true,
    ..ANDROID
};

const fn ios(name: &'static str, exposure_notification: Option<ExposureNotificationApi>) -> OsVersion {
    OsVersion {
        name,
        platform: Platform::Ios,
        exposure_notification,
    }
}

const fn android(name: &'static str, exposure_notification: Option<ExposureNotificationApi>) -> OsVersion {
    OsVersion {
        name,
        platform: Platform::Android,
        exposure_notification,
    }
}

/// The versions, per platform from the oldest on. `iOS 12.4` and `Android 5` stand for everything before, too.
static OS_VERSIONS: [OsVersion; 18] = [
    ios("iOS 12.4", None),
    ios("iOS 12.5", Some(IOS)),
    ios("iOS 13.4", None),
    ios(
        "iOS 13.5",
        Some(ExposureNotificationApi {
            version_1: Quota {
                most: 15,
                counted: Counted::NewFiles,
            },
            version_2: None,
            ignores_shortened_keys: true,
            metadata_minor_version: 0,
            ..IOS
        }),
    ),
    ios(
        "iOS 13.6",
        Some(ExposureNotificationApi {
            version_2: None,
            metadata_minor_version: 0,
            ..IOS
        }),
    ),
    ios(
        "iOS 13.7",
        Some(ExposureNotificationApi {
            ignores_attenuation_level_values: true,
            ..IOS
        }),
    ),
    ios(
        "iOS 14.0",
        Some(ExposureNotificationApi {
            ignores_attenuation_level_values: true,
            ..IOS
        }),
    ),
    // From 14.1 on.
    ios("iOS 14", Some(IOS)),
    ios("iOS 15", Some(IOS)),
    ios("iOS 16", Some(IOS)),
    android("Android 5", None),
    android("Android 6", Some(ANDROID_WITH_LOCATION)),
    android("Android 7", Some(ANDROID_WITH_LOCATION)),
    android("Android 8", Some(ANDROID_WITH_LOCATION)),
    android("Android 9", Some(ANDROID_WITH_LOCATION)),
    android("Android 10", Some(ANDROID_WITH_LOCATION)),
    android("Android 11", Some(ANDROID)),
    android("Android 12", Some(ANDROID)),
];

impl OsVersion {
    /// The version of this name, which must be one of `platform`.
    pub(crate) fn of_platform(platform: Platform, name: &str) -> Result<&'static Self, OsVersionError> {
        let version = Self::find(name).ok_or_else(|| OsVersionError::Unknown(name.to_owned()))?;
        if version.platform == platform {
            Ok(version)
        } else {
            Err(OsVersionError::OtherPlatform(version.name, platform))
        }
    }

    /// The version of this name.
    pub(crate) fn find(name: &str) -> Option<&'static Self> {
        OS_VERSIONS.iter().find(|version| version.name == name)
    }

    /// The names of all versions.
    pub(crate) fn known() -> Vec<&'static str> {
        OS_VERSIONS.iter().map(|version| version.name).collect()
    }

    /// The newest version of a platform.
    pub(crate) fn newest(platform: Platform) -> &'static Self {
        let of_platform = |version: &&Self| version.platform == platform;
        // Every platform has a row: the fallback is never reached.
        OS_VERSIONS
            .iter()
            .rev()
            .find(of_platform)
            .unwrap_or(&OS_VERSIONS[0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exposure_notification(name: &str) -> Option<&'static ExposureNotificationApi> {
        OsVersion::find(name).unwrap().exposure_notification.as_ref()
    }

    #[test]
    fn versions_from_before_the_api_have_none() {
        for name in ["iOS 12.4", "iOS 13.4", "Android 5"] {
            assert_eq!(exposure_notification(name), None, "{name}");
        }
    }

    #[test]
    fn version_2_comes_with_ios_13_7_and_12_5_and_with_every_android() {
        for (name, expected) in [
            ("iOS 12.5", true),
            ("iOS 13.5", false),
            ("iOS 13.6", false),
            ("iOS 13.7", true),
            ("iOS 15", true),
            ("Android 6", true),
            ("Android 12", true),
        ] {
            let api = exposure_notification(name).unwrap();
            assert_eq!(api.version_2.is_some(), expected, "{name}");
        }
    }

    #[test]
    fn the_newest_versions_are_the_last_of_their_platforms() {
        assert_eq!(OsVersion::newest(Platform::Ios).name, "iOS 16");
        assert_eq!(OsVersion::newest(Platform::Android).name, "Android 12");
    }
}
