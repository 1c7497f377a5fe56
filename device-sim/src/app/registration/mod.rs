//! The positive registration: consent page, form, upload, and what the user is told.
//!
//! Order of evaluation (COCOA v1.1.4, v1.2.2 and v2.0.0 `NotifyOtherPageViewModel`):
//! 1. the consent page; without consent nothing goes on and nothing leaves the phone;
//! 2. the register button, and the question whether the person is sure;
//! 3. after three errors the next press ends the form, after fewer it waits;
//! 4. the number must have eight digits, Exposure Notification must be on;
//! 5. the operating system gives out the keys if the person agrees, the release selects;
//! 6. upload, and the answer in the words of the release.
//!
//! The number lives in the argument of [`App::register_positive`] and goes with it, whatever the answer
//! (プライバシーポリシー 3(1)); only releases up to 1.1.1 kept it.

mod attempt;
mod telling;

use serde::Serialize;
use testbed::journal::ChainPlace;

use super::{App, Screen, Surroundings};
use crate::person::PositiveRegistration;

/// How a press on the register button ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RegistrationResult {
    /// The user is told that it is done.
    Completed,
    /// The person refused consent.
    Declined,
    /// The person took it back.
    Cancelled,
    /// The number is wrong (406).
    WrongNumber,
    /// The centre cannot be reached (500, 503).
    CannotConnect,
    /// The server cannot be reached (2.x; before, any other failure). To a scenario the same as the above.
    #[serde(rename = "cannot_connect")]
    NoConnection,
    /// What was typed is no processing number.
    InvalidFormat,
    /// Something is wrong with the keys (400).
    InvalidKeys,
    /// No key is left to send.
    NothingToSubmit,
    /// Too many errors: the app closed.
    AppClosed,
    /// Too many errors: the app led Home.
    ReturnedHome,
    /// The server answers to phones in Japan only.
    DomesticOnly,
    /// An answer of which the user sees nothing.
    NothingShown,
    /// Exposure Notification is off.
    ExposureNotificationOff,
    /// The phone has no Exposure Notification.
    NotSupported,
    /// Anything else; the user is told to try again.
    Failed,
}

/// A press on the register button, and what the user sees after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Registration {
    /// How it ended.
    pub result: RegistrationResult,
    /// How long the form made the person wait before.
    pub waited_seconds: u32,
    /// What the user sees.
    pub screen: Screen,
}

impl App {
    /// The person goes through the registration, up to what they are told.
    pub(crate) async fn register_positive(
        &mut self,
        person: PositiveRegistration,
        around: &mut Surroundings<'_>,
    ) -> Registration {
        self.turn_over();
        if let Some((result, screen)) = self.cannot_register(around) {
            around.journal.ended(
                ChainPlace::RegistrationSubmitted,
                "アプリで陽性登録ができなかった",
            );
            self.see(screen.clone());
            return Registration {
                result,
                waited_seconds: 0,
                screen,
            };
        }
        let mut waited_seconds = 0;
        let (result, is_error) = match self.attempt(&person, &mut waited_seconds, around).await {
            Ok(result) => (result, result != RegistrationResult::Completed),
            Err(ended) => {
                around.journal.ended(ChainPlace::RegistrationSubmitted, ended.why);
                (ended.result, ended.is_error)
            }
        };
        let screen = self.told(result, is_error, waited_seconds > 0, around);
        self.registration_errors = match result {
            // The form is left.
            RegistrationResult::Completed
            | RegistrationResult::AppClosed
            | RegistrationResult::ReturnedHome
            | RegistrationResult::Declined => 0,
            _ => self.registration_errors + u8::from(is_error),
        };
        self.see(screen.clone());
        Registration {
            result,
            waited_seconds,
            screen,
        }
    }
}
