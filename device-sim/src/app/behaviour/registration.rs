//! The positive registration: form, attempts, submission, answer.

use serde::{Deserialize, Serialize};

use crate::app::registration::RegistrationResult;
use crate::app::screens::registration::{MOST_REGISTRATION_ERRORS, wait_seconds};

/// How many characters the field of the number takes, and how many digits a number has (COCOA `AppConstants`).
const NUMBER_LENGTH: usize = 8;

/// When the register button can be pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RegisterButton {
    /// Always. The tag v1.0.0 has the form switched off and a commit of the next day has it on; which of the two was
    /// in the stores is not known. That a made-up number was answered with completion needs it on.
    Always,
    /// With eight characters in the field (COCOA v1.1.1 `NotifyOtherPage`).
    EightCharacters,
    /// With eight characters, and an answer to whether there are symptoms (COCOA v1.2.1 `NotifyOtherPageViewModel`).
    EightCharactersAndSymptoms,
}

impl RegisterButton {
    /// Whether it can be pressed.
    pub(crate) fn is_enabled(self, typed: &str, symptoms_answered: bool) -> bool {
        match self {
            Self::Always => true,
            Self::EightCharacters => typed.chars().count() == NUMBER_LENGTH,
            Self::EightCharactersAndSymptoms => typed.chars().count() == NUMBER_LENGTH && symptoms_answered,
        }
    }
}

/// What the form asks and checks before it sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FormChecks {
    /// Nothing. An empty number, or Exposure Notification that is off, is answered with completion at once (COCOA
    /// v1.0.0 `NotifyOtherPageViewModel`, as switched on after the tag).
    None,
    /// Whether the person is sure; whether the number has eight digits; whether Exposure Notification is on (COCOA
    /// v1.1.0 `NotifyOtherPageViewModel`).
    Usual,
}

/// Whether this is a processing number: eight ASCII digits. Up to v1.2.6 the expression asks for eight digits between
/// word boundaries and is not anchored (COCOA v1.1.0 `AppConstants`), from v1.4.0 on it is (`Validator`); in a field of
/// eight characters both are the same.
pub(crate) fn is_processing_number(typed: &str) -> bool {
    typed.len() == NUMBER_LENGTH && typed.bytes().all(|byte| byte.is_ascii_digit())
}

/// What the field of the number takes of what a person types: no more than eight characters.
pub(crate) fn as_the_field_takes_it(typed: &str) -> String {
    typed.chars().take(NUMBER_LENGTH).collect()
}

/// How often the form can fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum AttemptLimit {
    /// As often as one likes, at once (COCOA v1.0.0).
    None,
    /// Three errors, with a growing wait; the next press closes the app (COCOA v1.1.0 `NotifyOtherPageViewModel`).
    ClosesApp,
    /// The same, and the next press leads Home (COCOA v2.0.0 `NotifyOtherPageViewModel`).
    LeadsHome,
}

impl AttemptLimit {
    /// For how long the form makes the person wait who failed so often, in seconds.
    pub(crate) fn waits_seconds(self, errors: u8) -> u32 {
        match self {
            Self::None => 0,
            Self::ClosesApp | Self::LeadsHome => wait_seconds(errors),
        }
    }

    /// How a press ends that comes after so many errors, if not with another attempt.
    pub(crate) fn ends(self, errors: u8) -> Option<RegistrationResult> {
        if errors < MOST_REGISTRATION_ERRORS {
            return None;
        }
        match self {
            Self::None => None,
            Self::ClosesApp => Some(RegistrationResult::AppClosed),
            Self::LeadsHome => Some(RegistrationResult::ReturnedHome),
        }
    }
}

/// Where and in which form number and keys are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SubmissionApi {
    /// `PUT /api/diagnosis` with the number as `submissionNumber`, for two regions (COCOA v1.0.0 `HttpDataService`).
    V1WithSubmissionNumber,
    /// `PUT /api/diagnosis` with the user's identifier and secret, and a transmission risk per key: the operating
    /// system's default 0 (COCOA v1.1.4 `HttpDataService`, `ExposureNotificationHandler`).
    V1,
    /// `PUT /api/v2/diagnosis` without the three (COCOA v1.2.2 `HttpDataService`).
    V2,
    /// The same with `hasSymptom` and `onsetOfSymptomOrTestDate`, which that path ignores (COCOA v2.0.1
    /// `DiagnosisKeyRegisterServer`).
    V2WithSymptoms,
}

/// Whether a number can be entered again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ReEntry {
    /// The app remembers every number as pending or shared, and the same number fails on the phone (COCOA v1.1.1
    /// `UserDataModel`).
    Fails,
    /// The flags are gone (COCOA v1.1.2 `UserDataModel`).
    Possible,
}

/// How the app reads the status that answers a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum AnswerReading {
    /// Any answer is done (COCOA v1.0.0 `HttpDataService`: the status is dropped).
    AnyAnswerIsSuccess,
    /// 406, 500 and 503 are refusals, everything else counts as done, 400 too (COCOA v1.1.0
    /// `ExposureNotificationHandler`).
    ThreeRefusals,
    /// 400 is a refusal as well; 401 and 404 still count as done (COCOA v1.1.2 `ExposureNotificationHandler`).
    FourRefusals,
    /// The same refusals; only 204 is done, everything else fails, 200 too (COCOA v1.2.2
    /// `ExposureNotificationHandler`).
    OnlyNoContentIsSuccess,
    /// The same refusals; 200 and 204 are done, and of everything else nothing is shown (COCOA v2.0.0
    /// `NotifyOtherPageViewModel`).
    RestIsSilent,
    /// The same, and 403 is told as a use from abroad (COCOA v2.0.1 `NotifyOtherPageViewModel`).
    RestIsSilentButForbidden,
    /// The same, and everything else is told as a failure. Never in COCOA: what ア9 asks for.
    RestIsTold,
}

impl AnswerReading {
    /// What the status means to the app.
    pub(crate) fn read(self, status: u16) -> RegistrationResult {
        use RegistrationResult::{
            CannotConnect, Completed, DomesticOnly, Failed, InvalidKeys, NothingShown, WrongNumber,
        };
        match (self, status) {
            (Self::AnyAnswerIsSuccess, _)
            | (_, 204)
            | (Self::RestIsSilent | Self::RestIsSilentButForbidden | Self::RestIsTold, 200) => Completed,
            (_, 406) => WrongNumber,
            (_, 500 | 503) => CannotConnect,
            (Self::ThreeRefusals, _) => Completed,
            (_, 400) => InvalidKeys,
            (Self::FourRefusals, _) => Completed,
            (Self::RestIsSilentButForbidden | Self::RestIsTold, 403) => DomesticOnly,
            (Self::OnlyNoContentIsSuccess | Self::RestIsTold, _) => Failed,
            (Self::RestIsSilent | Self::RestIsSilentButForbidden, _) => NothingShown,
        }
    }
}

/// What becomes of a registration whose keys the person does not give to the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RefusedKeys {
    /// It fails like any other (COCOA up to v1.4.1 `NotifyOtherPageViewModel`).
    Fails,
    /// It is cancelled, and no error is counted (COCOA v2.0.0 `NotifyOtherPageViewModel`).
    Cancels,
}

/// What the person sees of a completed registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Completion {
    /// A dialog (COCOA up to v2.0.0).
    Dialog,
    /// A page (COCOA v2.0.1).
    Page,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_status_is_told_as_the_release_tells_it() {
        use RegistrationResult::{
            CannotConnect as C, Completed as D, DomesticOnly as Abroad, Failed as F, InvalidKeys as K,
            NothingShown as N, WrongNumber as W,
        };
        // v1.0.0; v1.1.0 to 1.1.1; v1.1.2 to 1.2.1; v1.2.2 to 1.4.1; v2.0.0; v2.0.1.
        let expected = [
            (204, [D, D, D, D, D, D]),
            (200, [D, D, D, F, D, D]),
            (400, [D, D, K, K, K, K]),
            (406, [D, W, W, W, W, W]),
            (500, [D, C, C, C, C, C]),
            (503, [D, C, C, C, C, C]),
            (403, [D, D, D, F, N, Abroad]),
            (401, [D, D, D, F, N, N]),
            (404, [D, D, D, F, N, N]),
            (418, [D, D, D, F, N, N]),
            (429, [D, D, D, F, N, N]),
            (502, [D, D, D, F, N, N]),
            (504, [D, D, D, F, N, N]),
        ];
        let versions = [
            &["1.0.0"][..],
            &["1.1.0", "1.1.1"],
            &["1.1.2", "1.1.3", "1.1.4", "1.1.5", "1.2.0", "1.2.1"],
            &["1.2.2", "1.2.3", "1.2.4", "1.2.5", "1.2.6", "1.4.0", "1.4.1"],
            &["2.0.0"],
            &["2.0.1"],
        ];
        for (status, results) in expected {
            for (versions, result) in versions.iter().zip(results) {
                for version in *versions {
                    let release = crate::app::Release::find(version).unwrap();
                    assert_eq!(release.answers.read(status), result, "{version}, {status}");
                }
            }
        }
    }

    #[test]
    fn a_processing_number_has_eight_ascii_digits() {
        assert!(is_processing_number("00000001"));
        for typed in [
            "",
            "1234567",
            "1234567a",
            "１２３４５６７８",
            " 1234567",
            "12 34567",
        ] {
            assert!(!is_processing_number(typed), "{typed:?}");
        }
    }

    #[test]
    fn the_field_takes_eight_characters_however_wide() {
        assert_eq!(as_the_field_takes_it("123456789"), "12345678");
        assert_eq!(as_the_field_takes_it("１２３４５６７８９"), "１２３４５６７８");
        assert_eq!(as_the_field_takes_it("1234567"), "1234567");
    }

    #[test]
    fn the_button_asks_for_what_the_form_of_the_release_asks_for() {
        // Typed; symptoms answered; v1.1.0, v1.1.1 to 1.2.0, v1.2.1 on (COCOA v2.0.1 NotifyOtherPageViewModelTests).
        let expected = [
            ("", false, [true, false, false]),
            ("1234567", true, [true, false, false]),
            ("12345678", false, [true, true, false]),
            ("１２３４５６７８", true, [true, true, true]),
            ("12345678", true, [true, true, true]),
        ];
        for (typed, answered, enabled) in expected {
            for (version, enabled) in ["1.1.0", "1.2.0", "2.0.1"].into_iter().zip(enabled) {
                let release = crate::app::Release::find(version).unwrap();
                let button = release.register_button;
                assert_eq!(
                    button.is_enabled(typed, answered),
                    enabled,
                    "{version}, {typed:?}"
                );
            }
        }
    }

    #[test]
    fn each_error_adds_five_seconds_and_after_the_third_the_form_is_over() {
        let limits = [
            ("1.0.0", 0, None),
            ("1.1.0", 15, Some(RegistrationResult::AppClosed)),
            ("1.4.1", 15, Some(RegistrationResult::AppClosed)),
            ("2.0.0", 15, Some(RegistrationResult::ReturnedHome)),
        ];
        for (version, seconds, end) in limits {
            let limit = crate::app::Release::find(version).unwrap().attempts;
            assert_eq!(
                (limit.waits_seconds(3), limit.ends(3)),
                (seconds, end),
                "{version}"
            );
            assert_eq!((limit.waits_seconds(0), limit.ends(2)), (0, None), "{version}");
        }
    }
}
