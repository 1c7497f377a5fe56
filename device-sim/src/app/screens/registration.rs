//! The positive registration, from the consent to the end.

use jiff::civil::Date;

use super::{BACK_TO_HOME, Screen};

/// How many errors the registration form allows (COCOA v1.1.0 to v2.0.1 `AppConstants`).
pub(crate) const MOST_REGISTRATION_ERRORS: u8 = 3;
/// How much longer the form makes the user wait for each error, in seconds (COCOA v1.1.0 to v2.0.1 `AppConstants`).
const WAIT_PER_ERROR_SECONDS: u32 = 5;

const TITLE: &str = "陽性登録";
const CONSENT_TITLE: &str = "陽性登録への同意";
const BACK_TO_FORM: &str = "登録の画面に戻る";
const LIMIT_REACHED: &str = "登録の失敗が上限の回数に達しました。";

/// What the form asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RegistrationForm {
    /// The processing number: up to 1.2.0.
    Number,
    /// The number, whether there are symptoms, and the date of onset or test: from 1.2.1.
    NumberAndDate {
        /// What the calendar shows first, and the last date that it offers.
        today: Date,
        /// Whether a link brought the number along, which then cannot be changed (from COCOA v1.4.0).
        number_from_link: bool,
    },
}

/// How long the user waits before an attempt, in seconds.
pub(crate) fn wait_seconds(errors_before: u8) -> u32 {
    WAIT_PER_ERROR_SECONDS * u32::from(errors_before)
}

/// What is sent, and the question whether the user agrees (プライバシーポリシー 3(2)).
pub(crate) fn consent() -> Screen {
    Screen::new(
        CONSENT_TITLE,
        &[
            "陽性登録をすると、あなたと近くで過ごした可能性のある方に、そのことが通知されます。",
            "通知サーバーには、処理番号と、この端末が作った日ごとの鍵を送ります。",
            "氏名、電話番号、位置情報は送りません。通知を受けた方に、あなたのことは分かりません。",
        ],
        &["同意して登録に進む", "同意しない"],
    )
}

/// The consent page after the user refused.
pub(crate) fn declined() -> Screen {
    Screen::new(
        CONSENT_TITLE,
        &["同意がないため、登録に進みませんでした。何も送信していません。"],
        &[BACK_TO_HOME],
    )
}

/// The form, also after an answer of the server that 2.x says nothing about.
pub(crate) fn form(form: RegistrationForm) -> Screen {
    let mut screen = Screen::new(
        TITLE,
        &["保健所などから届いた8桁の処理番号を入力してください。"],
        &["登録する", BACK_TO_HOME],
    );
    if let RegistrationForm::NumberAndDate {
        today,
        number_from_link,
    } = form
    {
        if number_from_link {
            "処理番号は入力済みです。届いた番号と同じことを確かめてください。"
                .clone_into(&mut screen.texts[0]);
        }
        screen.texts.push("症状の有無を選んでください。".to_owned());
        screen.texts.push(format!(
            "症状がある方は症状が始まった日、ない方は検査を受けた日を選んでください（{today}まで）。"
        ));
    }
    screen
}

/// The question after the press on the register button (from 1.1.0).
pub(crate) fn confirm() -> Screen {
    Screen::new(
        TITLE,
        &["入力した内容で登録します。よろしいですか。"],
        &["登録する", "取り消す"],
    )
}

/// The end of a successful registration up to 2.0.0: a dialog over the form.
pub(crate) fn completed(errors_before: u8) -> Screen {
    after_attempt(
        errors_before,
        &["登録が完了しました。ご協力ありがとうございます。"],
        BACK_TO_HOME,
    )
}

/// The end of a successful registration in 2.0.1: a page of its own.
pub(crate) fn completion_page() -> Screen {
    Screen::new(
        "陽性登録の完了",
        &[
            "登録が完了しました。ご協力ありがとうございます。",
            "あなたと近くで過ごした可能性のある方に、早ければ翌日には通知されます。",
        ],
        &[BACK_TO_HOME],
    )
}

/// An attempt that failed: the dialogs one after the other. See
/// [`RegistrationDialog::texts`](super::registration_dialogs::RegistrationDialog::texts).
pub(crate) fn not_registered(errors_before: u8, dialogs: &[&str]) -> Screen {
    after_attempt(errors_before, dialogs, BACK_TO_FORM)
}

/// The press after too many errors, up to 1.4.1.
pub(crate) fn app_closes() -> Screen {
    let text = format!("{LIMIT_REACHED}アプリを終了します。");
    Screen::new(TITLE, &[&text], &[])
}

/// The press after too many errors in 2.x.
pub(crate) fn returns_home() -> Screen {
    let text = format!("{LIMIT_REACHED}ホームに戻ります。時間をおいて、もう一度お試しください。");
    Screen::new(TITLE, &[&text], &[BACK_TO_HOME])
}

fn after_attempt(errors_before: u8, dialogs: &[&str], action: &'static str) -> Screen {
    let mut texts = Vec::new();
    if errors_before > 0 {
        let seconds = wait_seconds(errors_before);
        texts.push(format!(
            "登録の失敗 {errors_before}/{MOST_REGISTRATION_ERRORS}回。{seconds}秒お待ちください。"
        ));
    }
    texts.extend(dialogs.iter().map(|&dialog| dialog.to_owned()));
    Screen {
        title: TITLE,
        texts,
        actions: vec![action],
    }
}
