//! Why a registration failed, in the words of the release.

use serde::{Deserialize, Serialize};

/// Why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RegistrationDialog {
    /// The server says that the number is wrong (406).
    WrongNumber,
    /// The server cannot ask the centre (500, 503).
    CannotConnect,
    /// The server says that something is wrong with the keys (400).
    InvalidKeys,
    /// Anything else of which the app tells that it failed.
    Failed,
    /// What was typed is no processing number.
    InvalidFormat,
    /// No key is left to send (1.1.2 to 1.4.1).
    NothingToSubmit,
    /// The user pressed cancel, or in 2.x refused the operating system's question for the keys.
    Cancelled,
    /// Exposure Notification is off.
    ExposureNotificationOff,
    /// The server cannot be reached (2.x).
    NoConnection,
    /// The server answers to phones in Japan only (2.0.1, 403).
    DomesticOnly,
}

/// In which words. The limits are where COCOA revised its texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DialogWording {
    /// 1.1.0 to 1.2.5: the general failure says to try later.
    TryLater,
    /// 1.2.6 to 1.4.1: the general failure says to enter the number again.
    EnterAgain,
    /// 2.x: a wrong number may also have expired, and no general failure follows.
    Single,
}

impl RegistrationDialog {
    /// The dialogs, one after the other. In 1.x a refusal of the server shows its own and then the general one, because
    /// the handler throws after showing (COCOA v1.1.4 and v1.2.2 `ExposureNotificationHandler`).
    pub(crate) fn texts(self, wording: DialogWording) -> Vec<&'static str> {
        let refused_by_server = matches!(self, Self::WrongNumber | Self::CannotConnect | Self::InvalidKeys);
        let mut texts = vec![self.text(wording)];
        if refused_by_server && wording != DialogWording::Single {
            texts.push(Self::Failed.text(wording));
        }
        texts
    }

    fn text(self, wording: DialogWording) -> &'static str {
        match (self, wording) {
            (Self::WrongNumber, DialogWording::Single) => "処理番号が正しくないか、有効期限が切れています。",
            (Self::WrongNumber, _) => "入力した処理番号が正しくありません。",
            (Self::CannotConnect, _) => "センターにつながりませんでした。",
            (Self::InvalidKeys, _) => "登録する記録の内容に問題があります。",
            (Self::Failed, DialogWording::EnterAgain) => {
                "登録できませんでした。もう一度、処理番号を入力して登録してください。"
            }
            (Self::Failed, _) => "登録できませんでした。しばらくたってから、もう一度登録してください。",
            (Self::InvalidFormat, DialogWording::TryLater) => {
                "処理番号は8桁の数字です。入力し直してください。"
            }
            (Self::InvalidFormat, _) => "処理番号は8桁の半角数字です。入力し直してください。",
            (Self::NothingToSubmit, _) => "対象の期間の記録がないため、登録の必要はありません。",
            (Self::Cancelled, _) => "登録を取り消しました。何も送信していません。",
            (Self::ExposureNotificationOff, _) => {
                "端末の接触通知の機能がオフのため、登録できません。機能をオンにしてから登録してください。"
            }
            (Self::NoConnection, _) => {
                "サーバーにつながりませんでした。通信の状態を確かめて、もう一度登録してください。"
            }
            (Self::DomesticOnly, _) => "この機能は日本国内でだけ利用できます。",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REFUSALS: [RegistrationDialog; 3] = [
        RegistrationDialog::WrongNumber,
        RegistrationDialog::CannotConnect,
        RegistrationDialog::InvalidKeys,
    ];

    #[test]
    fn a_refusal_shows_two_dialogs_in_1_x_and_one_in_2_x() {
        // COCOA v1.1.4, v1.2.6: message and general failure; v2.0.0: message alone.
        for refusal in REFUSALS {
            for (wording, dialogs) in [
                (DialogWording::TryLater, 2),
                (DialogWording::EnterAgain, 2),
                (DialogWording::Single, 1),
            ] {
                assert_eq!(refusal.texts(wording).len(), dialogs, "{refusal:?} {wording:?}");
            }
        }
    }

    #[test]
    fn the_general_failure_says_try_later_and_from_1_2_6_enter_the_number_again() {
        let last = |wording| RegistrationDialog::WrongNumber.texts(wording)[1];
        assert!(last(DialogWording::TryLater).contains("しばらくたってから"));
        assert!(last(DialogWording::EnterAgain).contains("処理番号を入力"));
    }

    #[test]
    fn only_2_x_says_that_a_number_may_have_expired() {
        let says = |wording| RegistrationDialog::WrongNumber.texts(wording)[0].contains("期限");
        assert!(says(DialogWording::Single));
        assert!(!says(DialogWording::TryLater) && !says(DialogWording::EnterAgain));
    }
}
