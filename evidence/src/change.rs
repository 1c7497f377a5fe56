//! What a release changes, and what it is expected to change for those who are notified.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ScenarioPlatform;

/// The kind of change that a release brings (報告書 4(1)③: a test pattern per kind).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// The app's behaviour.
    App,
    /// The notification server.
    Server,
    /// The version of the Exposure Notification API, or of the operating system.
    ExposureNotificationApi,
    /// HER-SYS.
    Hersys,
    /// The parameters in force.
    Parameters,
    /// Texts alone. It is judged all the same (報告書 2(5)).
    TextOnly,
}

impl ChangeKind {
    /// Every kind, in the order of tables.
    pub const ALL: [Self; 6] = [
        Self::App,
        Self::Server,
        Self::ExposureNotificationApi,
        Self::Hersys,
        Self::Parameters,
        Self::TextOnly,
    ];

    /// The name in release files and records.
    pub fn name(self) -> &'static str {
        match self {
            Self::App => "app",
            Self::Server => "server",
            Self::ExposureNotificationApi => "exposure_notification_api",
            Self::Hersys => "hersys",
            Self::Parameters => "parameters",
            Self::TextOnly => "text_only",
        }
    }
}

/// How a release changes who is notified, against the release before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NotificationChange {
    /// Close contacts who were notified are notified no longer.
    FewerCloseContacts,
    /// Close contacts are notified who were not before.
    MoreCloseContacts,
    /// People without close contact are notified no longer.
    FewerOthers,
    /// People without close contact are notified who were not before.
    MoreOthers,
    /// Nobody is notified any more, because the service ends. Nothing else explains a fall to zero (報告書 4(3)).
    EndOfService,
}

/// A change that the makers of the release expect, written down before it is judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ExpectedChange {
    /// The operating system on which it is expected.
    pub platform: ScenarioPlatform,
    /// What changes.
    pub change: NotificationChange,
    /// Why, in Japanese.
    pub reason: String,
}
