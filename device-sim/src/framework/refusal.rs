//! Why the operating system refuses a call of an app: one meaning, and on each system a number of its own.

use exposure_notification::{ExportError, Platform};
use thiserror::Error;

use super::strategy;

/// Why the operating system refused a call.
#[derive(Debug, Error)]
pub(crate) enum Refusal {
    /// The phone has no Exposure Notification, or not this version of the API.
    #[error("this phone has no such version of exposure notification")]
    NotSupported,
    /// Exposure Notification is off: the app has not started it, or the user switched it off.
    #[error("exposure notification is off")]
    Disabled,
    /// Bluetooth is off.
    #[error("Bluetooth is off")]
    BluetoothOff,
    /// The location setting is off.
    #[error("the location setting is off")]
    LocationOff,
    /// The user does not let this app use Exposure Notification.
    #[error("the app is not authorised to use exposure notification")]
    Unauthorized,
    /// Exposure Notification is paused.
    #[error("exposure notification is paused")]
    Paused,
    /// The user was asked and said no.
    #[error("the user refused")]
    RejectedByUser,
    /// The quota of the day is used up.
    #[error("the app has asked too often today")]
    RateLimited,
    /// The call broke inside the system.
    #[error("the call failed inside the system")]
    Failed,
    /// A file is not genuine.
    #[error("a file was refused: {0}")]
    BadFile(#[from] ExportError),
}

impl Refusal {
    /// The number an app sees: `ExposureNotificationStatusCodes` on Android, `ENErrorCode` on iOS.
    pub(crate) fn code(&self, platform: Platform) -> i32 {
        strategy::of(platform).code(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_refusal_has_the_number_of_its_system() {
        // Refusal; Android; iOS.
        let expected = [
            (Refusal::NotSupported, 39_501, 5),
            (Refusal::RejectedByUser, 39_502, 4),
            (Refusal::Disabled, 39_503, 9),
            (Refusal::BluetoothOff, 39_504, 7),
            (Refusal::Paused, 39_505, 9),
            (Refusal::Unauthorized, 39_507, 4),
            (Refusal::RateLimited, 39_508, 13),
            (Refusal::Failed, 13, 11),
            (Refusal::BadFile(ExportError::KeyLength { length: 3 }), 13, 15),
        ];
        for (refusal, android, ios) in expected {
            assert_eq!(refusal.code(Platform::Android), android, "{refusal}");
            assert_eq!(refusal.code(Platform::Ios), ios, "{refusal}");
        }
    }
}
