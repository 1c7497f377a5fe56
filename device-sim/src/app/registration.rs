//! The positive registration: consent page, form, upload, and what the user is told.
//!
//! Order of evaluation (COCOA v1.1.4 and v1.2.2 `NotifyOtherPageViewModel`):
//! 1. the consent page; without consent nothing goes on and nothing leaves the phone;
//! 2. after three errors the next press closes the app;
//! 3. the number must have eight digits;
//! 4. the operating system gives out the keys, the release selects; none left: nothing to submit;
//! 5. upload, and the answer in the words of the release.
//!
//! The number lives in the argument of [`App::register_positive`] and goes with it, whatever the answer (プライバシーポリシー 3(1)).

use reqwest::StatusCode;
use serde::Serialize;
use testbed::japan;
use testbed::journal::ChainPlace;

use super::App;
use super::behaviour::{AnswerReading, SubmissionApi};
use super::notify_server::NotifyServer;
use super::screens::{self, MOST_REGISTRATION_ERRORS, Screen};
use crate::framework::Framework;
use crate::person::{Consent, PositiveRegistration};
use crate::phone_journal::PhoneJournal;

/// How a press on the register button ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RegistrationResult {
    /// The user is told that it is done.
    Completed,
    /// The person refused consent.
    Declined,
    /// The number is wrong (406).
    WrongNumber,
    /// The centre cannot be reached (500, 503).
    CannotConnect,
    /// What was typed is no processing number.
    InvalidFormat,
    /// Something is wrong with the keys (400).
    InvalidKeys,
    /// No key is left to send.
    NothingToSubmit,
    /// Too many errors: the app closed.
    AppClosed,
    /// Anything else; the user is told to try again.
    Failed,
}

/// A press on the register button, and what the user sees after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Registration {
    /// How it ended.
    pub result: RegistrationResult,
    /// What the user sees.
    pub screen: Screen,
}

impl App {
    /// The person goes through the registration, up to what they are told.
    pub(crate) async fn register_positive(
        &mut self,
        person: PositiveRegistration,
        framework: &mut Framework,
        server: &NotifyServer,
        journal: &PhoneJournal<'_>,
    ) -> Registration {
        let result = self.attempt(&person, framework, server, journal).await;
        let errors_before = self.registration_errors;
        let screen = match (result, dialogs(result)) {
            (RegistrationResult::Declined, _) => screens::declined(),
            (RegistrationResult::AppClosed, _) => screens::app_closes(),
            (_, []) => screens::completed(errors_before),
            (_, dialogs) => screens::not_registered(errors_before, dialogs),
        };
        // Leaving the form forgets the errors.
        self.registration_errors = match result {
            RegistrationResult::Completed | RegistrationResult::AppClosed | RegistrationResult::Declined => 0,
            _ => errors_before + 1,
        };
        Registration { result, screen }
    }

    async fn attempt(
        &mut self,
        person: &PositiveRegistration,
        framework: &mut Framework,
        server: &NotifyServer,
        journal: &PhoneJournal<'_>,
    ) -> RegistrationResult {
        let ended = |result, why: &str| {
            journal.ended(ChainPlace::RegistrationSubmitted, why);
            result
        };
        if person.consent == Consent::Refused {
            return ended(
                RegistrationResult::Declined,
                "本人が同意しなかったため、何も送信しなかった",
            );
        }
        if self.registration_errors >= MOST_REGISTRATION_ERRORS {
            return ended(
                RegistrationResult::AppClosed,
                "失敗が上限の回数に達したため、アプリが終了した",
            );
        }
        if !is_processing_number(&person.processing_number) {
            return ended(
                RegistrationResult::InvalidFormat,
                "処理番号が8桁の数字でないため、送信しなかった",
            );
        }
        let Ok(keys) = framework.temporary_exposure_key_history(person.consent, journal.at()) else {
            return ended(RegistrationResult::Failed, "OSが日次鍵を渡さなかった");
        };
        let onset = person.onset_date.unwrap_or_else(|| japan::date(journal.at()));
        let keys = self.release.keys.select(keys, onset, journal.at());
        if keys.is_empty() {
            return ended(
                RegistrationResult::NothingToSubmit,
                "送信の対象になる日次鍵がなかった",
            );
        }

        let api = self.release.submission;
        let sender = api.sender(self.user.as_ref());
        if api == SubmissionApi::V1 && sender.is_none() {
            return ended(
                RegistrationResult::Failed,
                "利用者の登録がないため、送信しなかった",
            );
        }
        self.submissions += 1;
        let padding = self.seed.derive(&format!("padding {}", self.submissions));
        let body = api.body(
            framework.platform(),
            sender,
            &keys,
            &person.processing_number,
            padding,
        );
        let Some(status) = server.submit(api.path(), sender, &body).await else {
            return ended(RegistrationResult::Failed, "通知サーバーから応答がなかった");
        };
        let sent = format!(
            "日次鍵{}件を送信した。通知サーバーの応答は{}",
            keys.len(),
            status.as_u16()
        );
        if status.is_success() {
            journal.passed(ChainPlace::RegistrationSubmitted, sent);
        } else {
            journal.ended(ChainPlace::RegistrationSubmitted, sent);
        }
        self.release.answers.read(status)
    }
}

impl AnswerReading {
    fn read(self, status: StatusCode) -> RegistrationResult {
        match status.as_u16() {
            400 => RegistrationResult::InvalidKeys,
            406 => RegistrationResult::WrongNumber,
            500 | 503 => RegistrationResult::CannotConnect,
            204 => RegistrationResult::Completed,
            _ => match self {
                Self::AnythingElseIsSuccess => RegistrationResult::Completed,
                Self::OnlyNoContentIsSuccess => RegistrationResult::Failed,
            },
        }
    }
}

fn is_processing_number(typed: &str) -> bool {
    typed.len() == 8 && typed.bytes().all(|byte| byte.is_ascii_digit())
}

/// The dialogs after a failure. A refusal of the server shows its own and then the general one, because the handler
/// throws after showing (COCOA v1.1.4 and v1.2.2 `ExposureNotificationHandler`).
fn dialogs(result: RegistrationResult) -> &'static [&'static str] {
    const TRY_AGAIN: &str = "登録できませんでした。しばらくたってから、もう一度登録してください。";
    match result {
        RegistrationResult::WrongNumber => &["入力した処理番号が正しくありません。", TRY_AGAIN],
        RegistrationResult::CannotConnect => &["センターにつながりませんでした。", TRY_AGAIN],
        RegistrationResult::InvalidKeys => &["登録する記録の内容に問題があります。", TRY_AGAIN],
        RegistrationResult::Failed => &[TRY_AGAIN],
        RegistrationResult::InvalidFormat => &["処理番号は8桁の数字です。入力し直してください。"],
        RegistrationResult::NothingToSubmit => &["対象の期間の記録がないため、登録の必要はありません。"],
        RegistrationResult::Completed | RegistrationResult::Declined | RegistrationResult::AppClosed => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_status_is_told_as_the_release_tells_it() {
        use RegistrationResult::{CannotConnect, Completed, Failed, InvalidKeys, WrongNumber};
        // Status; 1.1.2 to 1.2.1; 1.2.2 to 1.4.1.
        let expected = [
            (204, Completed, Completed),
            (200, Completed, Failed),
            (400, InvalidKeys, InvalidKeys),
            (406, WrongNumber, WrongNumber),
            (500, CannotConnect, CannotConnect),
            (503, CannotConnect, CannotConnect),
            (401, Completed, Failed),
            (403, Completed, Failed),
            (404, Completed, Failed),
            (418, Completed, Failed),
            (502, Completed, Failed),
        ];
        for (status, early, late) in expected {
            let status = StatusCode::from_u16(status).unwrap();
            assert_eq!(
                AnswerReading::AnythingElseIsSuccess.read(status),
                early,
                "{status}"
            );
            assert_eq!(
                AnswerReading::OnlyNoContentIsSuccess.read(status),
                late,
                "{status}"
            );
        }
    }

    #[test]
    fn a_processing_number_has_eight_ascii_digits() {
        assert!(is_processing_number("00000001"));
        for typed in [
            "",
            "1234567",
            "123456789",
            "1234567a",
            "１２３４５６７８",
            " 1234567",
        ] {
            assert!(!is_processing_number(typed), "{typed:?}");
        }
    }
}
