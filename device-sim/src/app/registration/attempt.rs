//! One press on the register button, up to the answer of the server.

use testbed::journal::ChainPlace;

use super::RegistrationResult;
use crate::app::behaviour::{
    FormChecks, NoKeys, ReEntry, RefusedKeys, Selected, SubmissionApi, as_the_field_takes_it,
    is_processing_number,
};
use crate::app::device_verification::vouch;
use crate::app::operation_log::entry::{Call, Entry};
use crate::app::screens::registration_dialogs::DialogWording;
use crate::app::submission::{Form, Submission};
use crate::app::{App, Surroundings, screens};
use crate::framework::Refusal;
use crate::person::{Consent, PositiveRegistration};

/// An attempt that did not come to an answer of the server, and why.
pub(super) struct Ended {
    pub result: RegistrationResult,
    pub why: &'static str,
    /// Whether it counts towards the limit.
    pub is_error: bool,
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
    /// From the consent page to the server's answer.
    pub(super) async fn attempt(
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
            release: &release,
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
        let covered_text = submission.covered_text(release.attested_keys);
        let at = around.journal.at();
        let payload = vouch(&covered_text, release.attestation_attempts, around.framework, at);
        let submission = submission.vouched_for_by(payload.map_err(|_not_vouched_for| {
            error(
                RegistrationResult::Failed,
                "端末の製造元が端末を証明しなかったため、送信しなかった",
            )
        })?);
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
