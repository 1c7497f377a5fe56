//! When the app checks.

use exposure_notification::Platform;
use serde::{Deserialize, Serialize};

/// Whether the app checks when nobody opens it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum UnattendedCheck {
    /// Not at all. Android up to 1.2.2: the background work waited for an idle device, each start of the app restarted
    /// its six hours, and it then lacked its user interface, so in effect it depended on the app being opened (COCOA
    /// issues 25 and 27; the ministry's advice to restart the app). How often it ran all the same is not known; none is
    /// the careful model.
    Never,
    /// Every so many hours. iOS: the system decides when; once a day is what the ministry promised.
    EveryHours(u32),
}

/// The name of the work: work of the same name is kept when the app starts or is updated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum WorkName {
    /// Android up to 1.2.2.
    #[serde(rename = "exposurenotification")]
    First,
    /// Android 1.2.3 to 1.2.5.
    #[serde(rename = "cocoaexposurenotification")]
    Of1_2_3,
    /// Android 1.2.6 to 1.4.1.
    #[serde(rename = "cocoaexposurenotification-202107")]
    Of1_2_6,
    /// Android from 2.0.0 on.
    #[serde(rename = "cocoa-202201")]
    Of2_0_0,
    /// iOS.
    #[serde(rename = "exposure-notification")]
    OfIos,
}

/// The work that a release gives the operating system to do unattended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BackgroundWork {
    /// Its name.
    pub name: WorkName,
    /// When it runs.
    pub runs: UnattendedCheck,
    /// Whether an update sets it up at once (COCOA v1.2.6 `MainApplication`: at every start of the process) or only the
    /// opened app does (COCOA v1.2.3 `MainActivity`).
    pub set_up_without_opening: bool,
    /// When it runs again after a failure.
    pub retry: Retry,
}

/// Whether a failed run is repeated before the next regular one: after one hour, two hours, and so on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Retry {
    /// No.
    Never,
    /// After any failure (COCOA v1.2.6 `ExposureNotification.customize.android`).
    AnyFailure,
    /// After one of the network (COCOA v2.0.0 `ExposureDetectionBackgroundService` of Android).
    NetworkFailure,
}

/// Whether opening the app makes it check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CheckOnOpening {
    /// Home does not. On Android the background work is set up anew at every start of the app, and WorkManager runs a
    /// new periodic work at once; with the app open it has the user interface that it needs (COCOA v1.0.0
    /// `MainActivity`).
    BackgroundWorkOfAndroid,
    /// Home does (COCOA v1.1.0 `HomePageViewModel`).
    Home,
    /// Nothing does (COCOA v3.0.0).
    Never,
}

impl CheckOnOpening {
    /// Whether a phone of this platform checks when the app is opened.
    pub(crate) fn happens(self, platform: Platform) -> bool {
        match self {
            Self::BackgroundWorkOfAndroid => platform == Platform::Android,
            Self::Home => true,
            Self::Never => false,
        }
    }
}

/// In which state Exposure Notification must be for a check. Otherwise nothing happens and nobody is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RequiredState {
    /// Switched on; with Bluetooth off it checks all the same (COCOA v1.1.4 `ExposureNotification.android`).
    Enabled,
    /// Switched on and at work: with Bluetooth off it does not check (COCOA v2.0.0
    /// `AbsExposureDetectionBackgroundService`).
    EnabledAndActive,
}
