//! What the app itself posts, beside the operating system's notification.

use serde::{Deserialize, Serialize};

/// When the app posts a notification of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum OwnNotification {
    /// With any match, where the user switched it on during the tutorial; it is off unless they do (COCOA v1.0.0
    /// `ExposureNotificationHandler`, `TutorialPage5ViewModel`).
    AnyMatchIfOptedIn,
    /// Never: the code is commented out (COCOA v1.1.1 `ExposureNotificationHandler`).
    Never,
    /// When at least one new contact passed the test of each item (COCOA v1.2.6 `ExposureNotificationHandler`).
    NewContact,
    /// When a day became one of high risk (COCOA v2.0.0 `ExposureDetectionService`).
    NewHighRiskDay,
}
