//! On which phones a release can be installed.

use exposure_notification::Platform;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::framework::OsVersion;

/// For which versions of iOS a release was made. The stores offered the app from iOS 13.5 and Android 6 on (約款 末尾);
/// whoever has it on an older phone is told by the app itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum MadeForIos {
    /// All.
    Any,
    /// 13.7 and later: phones below stay on 1.4.1 (COCOA v2.0.0 `Info.plist`).
    #[serde(rename = "from_13_7")]
    From13_7,
    /// None: the release was for Android only.
    None,
}

/// Whether the app comes to life when it is started. Why it did not in the releases that crashed is not public, so what
/// they did is all there is to switch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Starting {
    /// It does (every release in the table, but for what [`Agreement`](super::Agreement) does).
    Always,
    /// Not on iOS (what the first release did on the developer beta of iOS 14, Covid-19Radar issue 635).
    CrashesOnIos,
    /// Not on iOS after an update; anew installed it does (what 2.1.0 did, COCOA issue 1115).
    CrashesOnIosAfterUpdate,
}

impl Starting {
    /// Whether it does on this platform, after an update or anew installed.
    pub(crate) fn succeeds(self, platform: Platform, after_update: bool) -> bool {
        match self {
            Self::Always => true,
            Self::CrashesOnIos => platform != Platform::Ios,
            Self::CrashesOnIosAfterUpdate => platform != Platform::Ios || !after_update,
        }
    }
}

/// Why a store does not offer the release to a phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NotInStore {
    /// It was released for Android only.
    #[error("release {0} was made for Android only; an iPhone keeps the release before it")]
    AndroidOnly(&'static str),
    /// The phone's operating system is too old for it.
    #[error("release {version} needs iOS 13.7 and the phone has {os}; it keeps the release that it has")]
    NeedsIos13_7 {
        /// The release.
        version: &'static str,
        /// The phone's operating system.
        os: &'static str,
    },
}

impl MadeForIos {
    /// Whether the store offers the release `version` to a phone with this operating system.
    pub(crate) fn offers(self, version: &'static str, os: &OsVersion) -> Result<(), NotInStore> {
        match (os.platform, self) {
            (Platform::Android, _) | (Platform::Ios, Self::Any) => Ok(()),
            (Platform::Ios, Self::None) => Err(NotInStore::AndroidOnly(version)),
            (Platform::Ios, Self::From13_7) if is_at_least(os.name, 13, 7) => Ok(()),
            (Platform::Ios, Self::From13_7) => Err(NotInStore::NeedsIos13_7 { version, os: os.name }),
        }
    }
}

/// Whether a name such as `iOS 13.7` or `iOS 14` is of at least this version.
fn is_at_least(name: &str, major: u32, minor: u32) -> bool {
    let version = name.rsplit(' ').next().unwrap_or_default();
    let mut numbers = version
        .split('.')
        .map(|number| number.parse::<u32>().unwrap_or(0));
    let found = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    found >= (major, minor)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Release;

    #[test]
    fn version_2_needs_ios_13_7_and_1_2_3_needs_android() {
        let offered = |version: &str, os: &str| {
            let release = Release::find(version).unwrap();
            release
                .made_for_ios
                .offers(release.version, OsVersion::find(os).unwrap())
                .is_ok()
        };
        for (os, first, android_only, second) in [
            ("iOS 12.5", true, false, false),
            ("iOS 13.5", true, false, false),
            ("iOS 13.6", true, false, false),
            ("iOS 13.7", true, false, true),
            ("iOS 14", true, false, true),
            ("iOS 16", true, false, true),
            ("Android 6", true, true, true),
        ] {
            for version in ["1.0.0", "1.2.2", "1.2.4", "1.4.1"] {
                assert_eq!(offered(version, os), first, "{version} on {os}");
            }
            assert_eq!(offered("1.2.3", os), android_only, "{os}");
            for version in ["2.0.0", "2.0.1", "3.0.0"] {
                assert_eq!(offered(version, os), second, "{version} on {os}");
            }
        }
    }
}
