//! What the user sees of the app, as data. The texts are our own; what they say is what COCOA's screens say.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use testbed::japan;

/// How many errors the registration form allows before the app closes (COCOA v1.1.4 `AppConstants`).
pub(crate) const MOST_REGISTRATION_ERRORS: u8 = 3;
/// How much longer the form makes the user wait for each error, in seconds (COCOA v1.1.4 `AppConstants`).
const WAIT_PER_ERROR_SECONDS: u8 = 5;

/// A screen, or a dialog over one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Screen {
    /// Its heading.
    pub title: &'static str,
    /// What it says, in order. Dialogs that follow one another are texts that follow one another.
    pub texts: Vec<String>,
    /// What the user can press.
    pub actions: Vec<&'static str>,
}

/// The first screen.
pub(crate) fn home(start_of_use: Date, now: Timestamp) -> Screen {
    let days = (japan::date(now) - start_of_use).get_days();
    Screen {
        title: "ホーム",
        texts: vec![format!("使用開始日　{start_of_use}"), format!("{days}日間使用中")],
        actions: vec!["陽性者との接触を確認する", "陽性情報を登録する"],
    }
}

/// The result page when there are contacts.
pub(crate) fn contacts(count: usize) -> Screen {
    Screen {
        title: "過去14日間の接触",
        texts: vec![
            format!("陽性登録者との接触　{count}件"),
            "症状がある方、身近に症状のある人がいる方、検査を希望する方は、相談先に連絡してください。"
                .to_owned(),
            "当てはまらない方は、14日間は体調の変化に気をつけて過ごしてください。".to_owned(),
        ],
        actions: vec!["接触の一覧を見る", "相談先を調べる"],
    }
}

/// The result page when there are none.
pub(crate) fn no_contact() -> Screen {
    Screen {
        title: "過去14日間の接触",
        texts: vec!["陽性登録者との接触は確認されていません。".to_owned()],
        actions: vec!["ホームに戻る"],
    }
}

/// The consent page after the user refused.
pub(crate) fn declined() -> Screen {
    Screen {
        title: "陽性登録への同意",
        texts: vec!["同意がないため、登録に進みませんでした。何も送信していません。".to_owned()],
        actions: vec!["ホームに戻る"],
    }
}

/// The end of a successful registration.
pub(crate) fn completed(errors_before: u8) -> Screen {
    registration(
        errors_before,
        &["登録が完了しました。ご協力ありがとうございます。"],
        "ホームに戻る",
    )
}

/// An attempt that failed: the dialogs one after the other.
pub(crate) fn not_registered(errors_before: u8, dialogs: &[&str]) -> Screen {
    registration(errors_before, dialogs, "登録の画面に戻る")
}

/// The press after too many errors.
pub(crate) fn app_closes() -> Screen {
    Screen {
        title: "陽性登録",
        texts: vec!["登録の失敗が上限の回数に達したため、アプリを終了します。".to_owned()],
        actions: Vec::new(),
    }
}

fn registration(errors_before: u8, dialogs: &[&str], action: &'static str) -> Screen {
    let mut texts = Vec::new();
    if errors_before > 0 {
        let seconds = WAIT_PER_ERROR_SECONDS * errors_before;
        texts.push(format!(
            "登録の失敗 {errors_before}/{MOST_REGISTRATION_ERRORS}回。{seconds}秒お待ちください。"
        ));
    }
    texts.extend(dialogs.iter().map(|&dialog| dialog.to_owned()));
    Screen {
        title: "陽性登録",
        texts,
        actions: vec![action],
    }
}
