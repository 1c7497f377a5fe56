//! The operating system's notifications.

use jiff::Timestamp;
use serde::Serialize;

/// Who posts a notification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum NotificationSource {
    /// The operating system. COCOA 1.1.1 to 1.2.5 posts nothing itself.
    Os,
}

/// A notification that appeared on the phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Notification {
    /// When.
    pub at: Timestamp,
    /// Who posted it.
    pub source: NotificationSource,
    /// Its first line.
    pub title: &'static str,
    /// The rest.
    pub text: &'static str,
}

/// What an operating system says when an app asks for the details of exposures.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wording {
    pub title: &'static str,
    pub text: &'static str,
}

/// What appeared on the phone.
#[derive(Debug)]
pub(crate) struct NotificationCentre {
    wording: Wording,
    /// Whether the user lets notifications appear. Those posted while they may not are gone.
    pub enabled: bool,
    shown: Vec<Notification>,
}

impl NotificationCentre {
    pub(super) fn new(wording: Wording) -> Self {
        Self {
            wording,
            enabled: true,
            shown: Vec::new(),
        }
    }

    /// Every notification that appeared, in order of time.
    pub(crate) fn shown(&self) -> &[Notification] {
        &self.shown
    }

    /// Tells the user about a possible exposure; `false` where notifications are off.
    pub(super) fn show_exposure(&mut self, at: Timestamp) -> bool {
        if self.enabled {
            let Wording { title, text } = self.wording;
            self.shown.push(Notification {
                at,
                source: NotificationSource::Os,
                title,
                text,
            });
        }
        self.enabled
    }
}
