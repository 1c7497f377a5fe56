//! What a phone has shown, sent and heard: for checks that look for what must not be there.

use serde::Deserialize;

use super::Phones;
use crate::environment::PartError;

/// Who posts a notification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum NotificationSource {
    /// The operating system.
    Os,
    /// The app itself.
    App,
}

/// A request that left a phone.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct SentRequest {
    /// The whole URL.
    pub(crate) url: String,
    /// What was sent, in base64.
    pub(crate) body: String,
}

impl Phones {
    /// Who posted each push notification that the phone has shown, in order of time.
    pub(crate) async fn notifications(&self, name: &str) -> Result<Vec<NotificationSource>, PartError> {
        #[derive(Deserialize)]
        struct Notification {
            source: NotificationSource,
        }
        let shown: Vec<Notification> = self
            .0
            .get(&format!("/control/devices/{name}/notifications"))
            .await?;
        Ok(shown
            .into_iter()
            .map(|notification| notification.source)
            .collect())
    }

    /// Whether the phone has shown a push notification of a possible contact, of the operating system or of the app;
    /// the app has others, too (the end of service).
    pub(crate) async fn was_notified_of_contact(&self, name: &str) -> Result<bool, PartError> {
        #[derive(Deserialize)]
        struct Notification {
            source: NotificationSource,
            text: String,
        }
        let shown: Vec<Notification> = self
            .0
            .get(&format!("/control/devices/{name}/notifications"))
            .await?;
        let of_contact = |shown: &Notification| {
            shown.source == NotificationSource::Os || shown.text.contains("接触した可能性")
        };
        Ok(shown.iter().any(of_contact))
    }

    /// The phone's last screen, as one SVG element; `None` while there is no app on it.
    pub(crate) async fn drawn_screen(&self, name: &str) -> Result<Option<String>, PartError> {
        match self.0.bytes(&format!("/control/devices/{name}/screen.svg")).await {
            Ok(svg) => Ok(svg.map(|svg| String::from_utf8_lossy(&svg).into_owned())),
            Err(error) if error.is_conflict() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// How many push notifications the phone has shown.
    pub(crate) async fn notification_count(&self, name: &str) -> Result<usize, PartError> {
        Ok(self.notifications(name).await?.len())
    }

    /// Everything that the app has sent.
    pub(crate) async fn sent_requests(&self, name: &str) -> Result<Vec<SentRequest>, PartError> {
        self.0
            .get(&format!("/control/devices/{name}/sent-requests"))
            .await
    }

    /// The identifiers that the phone has heard, in hexadecimal.
    pub(crate) async fn heard_identifiers(&self, name: &str) -> Result<Vec<String>, PartError> {
        self.0
            .get(&format!("/control/devices/{name}/heard-identifiers"))
            .await
    }

    /// The phone's own keys, in hexadecimal.
    pub(crate) async fn own_keys(&self, name: &str) -> Result<Vec<String>, PartError> {
        self.0.get(&format!("/control/devices/{name}/own-keys")).await
    }
}
