//! Sending the operation log: help, confirmation with preview, end (COCOA v1.2.0 to v2.0.1 `SendLogConfirmationPage`,
//! `SendLogCompletePage`; 2020年10月13日の状況, 実施処理のログ).

use super::{BACK_TO_HOME, Screen};

const TITLE: &str = "動作情報の送信";
const CONFIRMATION_TITLE: &str = "動作情報の確認";
const NOT_SENT: &str = "動作情報は送信されていません。";

/// The help page that leads there.
pub(crate) fn help() -> Screen {
    Screen::new(
        "お問い合わせ",
        &[
            "アプリの動きがおかしいと感じたときは、動作情報を送って調査に協力できます。送るのは、あなたが送信のボタンを押したときだけです。",
        ],
        &["動作情報の確認に進む", BACK_TO_HOME],
    )
}

/// What would be sent, before it is. The user can look at it or save it first; `preview` is what they then see, empty
/// until they ask.
pub(crate) fn confirmation(preview: &[String]) -> Screen {
    let mut screen = Screen::new(
        CONFIRMATION_TITLE,
        &[
            "送る情報：アプリが行った処理の内容、時刻、結果。アプリとOSのバージョン、端末の機種。",
            "送らない情報：氏名、電話番号、メールアドレス、位置情報、IPアドレス、MACアドレス、ホスト名。",
            "送った情報は、不具合の調査だけに使い、調査が終わりしだい削除します。",
        ],
        &["動作情報を見る", "同意して送信する", "送信しない"],
    );
    screen.texts.extend_from_slice(preview);
    screen
}

/// It was sent. The identifier goes into the mail with which the user may describe what happened.
pub(crate) fn sent(log_id: &str) -> Screen {
    Screen {
        title: TITLE,
        texts: vec![
            "動作情報を送信しました。ご協力ありがとうございます。".to_owned(),
            format!("動作情報ID　{log_id}"),
            "このIDをメールで知らせると、お問い合わせの内容と合わせて調査できます。".to_owned(),
        ],
        actions: vec!["メールでIDを知らせる", BACK_TO_HOME],
    }
}

/// The user did not look at it first, or did not agree.
pub(crate) fn not_sent() -> Screen {
    Screen::new(CONFIRMATION_TITLE, &[NOT_SENT], &[BACK_TO_HOME])
}

/// The server answers to phones in Japan only (COCOA v2.0.1, 403).
pub(crate) fn domestic_only() -> Screen {
    Screen::new(
        TITLE,
        &["この機能は日本国内でだけ利用できます。", NOT_SENT],
        &["閉じる"],
    )
}

/// Anything else went wrong.
pub(crate) fn failed() -> Screen {
    Screen::new(
        TITLE,
        &["動作情報を送信できませんでした。時間をおいて、もう一度お試しください。"],
        &["閉じる"],
    )
}

/// The release has no such feature (before 1.2.0, and 3.0.0).
pub(crate) fn not_available() -> Screen {
    Screen::new(
        "お問い合わせ",
        &["このバージョンのアプリには、動作情報を送る機能がありません。"],
        &[BACK_TO_HOME],
    )
}
