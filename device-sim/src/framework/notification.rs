//! What appears on the phone: notifications of the operating system and of the app.

use std::borrow::Cow;

use jiff::Timestamp;
use serde::Serialize;

/// Who posts a notification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum NotificationSource {
    /// The operating system.
    Os,
    /// The app.
    App,
}

/// A notification that appeared on the phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Notification {
    /// When, in true time.
    pub at: Timestamp,
    /// Who posted it.
    pub source: NotificationSource,
    /// Its first line.
    pub title: Cow<'static, str>,
    /// The rest.
    pub text: Cow<'static, str>,
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
    /// Whether the phone shows notifications at all. Those posted while it does not are gone.
    pub enabled: bool,
    /// Whether the app may post: the permission that iOS asks the user for, and Android's switch for the app.
    pub app_permitted: bool,
    /// Whether a phone that shows none really shows none.
    pub(super) setting_is_respected: bool,
    shown: Vec<Notification>,
}

impl NotificationCentre {
    /// Everything on, nothing shown.
    pub(super) fn new() -> Self {
        Self {
            enabled: true,
            app_permitted: true,
            setting_is_respected: true,
            shown: Vec::new(),
        }
    }

    /// Every notification that appeared, in order of time.
    pub(crate) fn shown(&self) -> &[Notification] {
        &self.shown
    }

    /// A notification of the app; `false` where it does not appear: notifications are off, or the app may not post.
    pub(crate) fn post(
        &mut self,
        at: Timestamp,
        title: impl Into<Cow<'static, str>>,
        text: impl Into<Cow<'static, str>>,
    ) -> bool {
        let appears = self.shows() && self.app_permitted;
        if appears {
            self.shown.push(Notification {
                at,
                source: NotificationSource::App,
                title: title.into(),
                text: text.into(),
            });
        }
        appears
    }

    /// The operating system tells the user about a possible exposure; `false` where notifications are off.
    pub(super) fn show_exposure(&mut self, wording: Wording, at: Timestamp) -> bool {
        let appears = self.shows();
        if appears {
            let Wording { title, text } = wording;
            self.shown.push(Notification {
                at,
                source: NotificationSource::Os,
                title: title.into(),
                text: text.into(),
            });
        }
        appears
    }

    fn shows(&self) -> bool {
        self.enabled || !self.setting_is_respected
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDING: Wording = Wording {
        title: "title",
        text: "text",
    };

    #[test]
    fn the_permission_of_the_app_does_not_concern_the_operating_system() {
        let mut centre = NotificationCentre::new();
        centre.app_permitted = false;
        assert!(!centre.post(Timestamp::UNIX_EPOCH, "接触", "確認してください"));
        assert!(centre.show_exposure(WORDING, Timestamp::UNIX_EPOCH));
        let sources: Vec<_> = centre.shown().iter().map(|shown| shown.source).collect();
        assert_eq!(sources, [NotificationSource::Os]);
    }

    #[test]
    fn with_notifications_off_nobody_gets_through() {
        let mut centre = NotificationCentre::new();
        centre.enabled = false;
        assert!(!centre.post(Timestamp::UNIX_EPOCH, "接触", "確認してください"));
        assert!(!centre.show_exposure(WORDING, Timestamp::UNIX_EPOCH));
        assert!(centre.shown().is_empty());
    }
}
