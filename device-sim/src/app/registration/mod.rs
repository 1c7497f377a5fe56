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

mod telling;

use serde::Serialize;
use testbed::journal::ChainPlace;

use super::behaviour::{
    FormChecks, NoKeys, ReEntry, RefusedKeys, Selected, SubmissionApi, as_the_field_takes_it,
    is_processing_number,
};
use super::operation_log::entry::{Call, Entry};
use super::screens::registration_dialogs::DialogWording;
use super::submission::{Form, Submission};
use super::{App, Screen, Surroundings, screens};
use crate::framework::Refusal;
use crate::person::{Consent, PositiveRegistration};

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

/// An attempt that did not come to an answer of the server, and why.
struct Ended {
    result: RegistrationResult,
    why: &'static str,
    is_error: bool,
}

fn error(result: RegistrationResult, why: &'static str) -> Ended {
    Ended {
        result,
        why,
        is_error: true,
    }
}

fn no_error(result: RegistrationResult, why: &'static str) -> Ended {
    Ended {
        result,
        why,
        is_error: false,
    }
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

    async fn attempt(
        &mut self,
        person: &PositiveRegistration,
        waited_seconds: &mut u32,
        around: &mut Surroundings<'_>,
    ) -> Result<RegistrationResult, Ended> {
        self.see(screens::registration::consent());
        if person.consent == Consent::Refused {
            return Err(no_error(
                RegistrationResult::Declined,
                "本人が同意しなかったため、何も送信しなかった",
            ));
        }
        self.see(screens::registration::form(self.form(around)));
        let typed = as_the_field_takes_it(&person.typed());
        self.pass_the_form(person, &typed, waited_seconds, around)?;
        if self.release.re_entry == ReEntry::Fails && !self.stored.numbers_entered.insert(typed.clone()) {
            return Err(error(
                RegistrationResult::Failed,
                "前に入力した処理番号のため、アプリが送信しなかった",
            ));
        }
        let submission = self.prepare(person, &typed, around)?;
        let sender = submission.sender(self.stored.user.as_ref());
        let status = around.server.submit(submission.path(), sender, &submission).await;
        let Some(status) = status else {
            self.log(Entry::NotAnswered { call: Call::Submit }, around);
            let result = match self.release.dialogs {
                DialogWording::Single => RegistrationResult::NoConnection,
                DialogWording::TryLater | DialogWording::EnterAgain => RegistrationResult::Failed,
            };
            return Err(error(result, "通知サーバーから応答がなかった"));
        };
        let answered = Entry::Answered {
            call: Call::Submit,
            status: status.as_u16(),
        };
        self.log(answered, around);
        let sent = format!(
            "日次鍵{}件を送信した。通知サーバーの応答は{}",
            submission.key_count(),
            status.as_u16()
        );
        if status.is_success() {
            around.journal.passed(ChainPlace::RegistrationSubmitted, sent);
        } else {
            around.journal.ended(ChainPlace::RegistrationSubmitted, sent);
        }
        Ok(self.release.answers.read(status.as_u16()))
    }

    /// Button, question, limit, format, Exposure Notification.
    fn pass_the_form(
        &mut self,
        person: &PositiveRegistration,
        typed: &str,
        waited_seconds: &mut u32,
        around: &Surroundings<'_>,
    ) -> Result<(), Ended> {
        use RegistrationResult as R;
        let release = self.release;
        if !release
            .register_button
            .is_enabled(typed, person.has_symptoms.is_some())
        {
            return Err(no_error(
                R::InvalidFormat,
                "入力が足りず登録のボタンを押せないため、送信しなかった",
            ));
        }
        let is_on = around.framework.status().enabled;
        if release.form_checks == FormChecks::None {
            if typed.is_empty() || !is_on {
                return Err(no_error(
                    R::Completed,
                    "送信できる状態でないのに、アプリは何も送信せずに完了と表示した",
                ));
            }
            return Ok(());
        }
        self.see(screens::registration::confirm());
        if !person.confirms {
            return Err(no_error(R::Cancelled, "本人が取り消したため、何も送信しなかった"));
        }
        if let Some(result) = release.attempts.ends(self.registration_errors) {
            return Err(no_error(result, "失敗が上限の回数に達したため、登録を終えた"));
        }
        *waited_seconds = release.attempts.waits_seconds(self.registration_errors);
        let valid = is_processing_number(typed);
        self.log(Entry::NumberChecked { valid }, around);
        if !valid {
            return Err(error(
                R::InvalidFormat,
                "処理番号が8桁の数字でないため、送信しなかった",
            ));
        }
        if !is_on {
            return Err(no_error(
                R::ExposureNotificationOff,
                "接触通知の機能がオフのため、送信しなかった",
            ));
        }
        Ok(())
    }

    /// What is sent: the keys that the person gives and the release selects.
    fn prepare(
        &mut self,
        person: &PositiveRegistration,
        typed: &str,
        around: &mut Surroundings<'_>,
    ) -> Result<Submission, Ended> {
        let release = self.release;
        let given = around
            .framework
            .temporary_exposure_key_history(person.shares_keys, around.journal.at());
        let given = given.map_err(|refusal| match (refusal, release.refused_keys) {
            (Refusal::RejectedByUser, RefusedKeys::Cancels) => no_error(
                RegistrationResult::Cancelled,
                "本人がOSの確認で断ったため、何も送信しなかった",
            ),
            (Refusal::RejectedByUser, RefusedKeys::Fails) => error(
                RegistrationResult::Failed,
                "本人がOSの確認で断ったため、何も送信しなかった",
            ),
            _ => error(RegistrationResult::Failed, "OSが日次鍵を渡さなかった"),
        })?;
        let count = given.len();
        let (now, zone) = (around.now(), around.framework.time_zone());
        let today = now.to_zoned(zone.clone()).date();
        let onset = person.onset_date.unwrap_or(today);
        let keys = match release.keys.select(given, onset, now, zone) {
            Selected::Keys(keys) => keys,
            Selected::OneViolates => {
                return Err(error(
                    RegistrationResult::Failed,
                    "期間か日付が条件に合わない日次鍵があったため、送信しなかった",
                ));
            }
        };
        self.log(
            Entry::KeysSelected {
                given: count,
                selected: keys.len(),
            },
            around,
        );
        if keys.is_empty() && release.no_keys == NoKeys::Told {
            return Err(error(
                RegistrationResult::NothingToSubmit,
                "送信の対象になる日次鍵がなかった",
            ));
        }
        self.submissions += 1;
        let form = Form {
            release,
            platform: around.framework.platform(),
            user: self.stored.user.as_ref(),
            processing_number: typed,
            symptoms: person.has_symptoms.unwrap_or_default(),
            onset: onset.to_zoned(zone.clone()).ok(),
            padding_seed: self.seed.derive(&format!("padding {}", self.submissions)),
        };
        let submission = form.fill_in(&keys).ok_or(error(
            RegistrationResult::Failed,
            "利用者の登録がないため、送信しなかった",
        ))?;
        if matches!(
            release.submission,
            SubmissionApi::V2 | SubmissionApi::V2WithSymptoms
        ) {
            self.log(Entry::DeviceVerification { empty: false }, around);
        }
        for entry in submission.entries() {
            self.log(entry, around);
        }
        Ok(submission)
    }
}
