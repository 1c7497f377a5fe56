//! Before Home.

use super::Screen;

/// Why a phone cannot judge contacts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unsupported {
    /// Its operating system is older than the one that the release asks for.
    OldOperatingSystem {
        /// The oldest that will do, as a user reads it in the settings: `iOS 13.5`, `Android 6.0`.
        oldest: &'static str,
    },
    /// An Android phone without Google's services, which hold the Exposure Notification API.
    NoGoogleServices,
}

/// The first start, or a start after the app's data was lost: the introduction that ends with the agreement. Users of
/// 1.1.2 saw it again after their data had been damaged; nothing tells the two apart.
pub(crate) fn tutorial() -> Screen {
    Screen::new(
        "はじめに",
        &[
            "このアプリは、新型コロナウイルスの陽性登録者と近くで過ごした可能性をお知らせします。",
            "氏名、電話番号、位置情報は記録しません。接触の記録は、お使いの端末の中だけに保存します。",
            "利用するには、利用規約とプライバシーポリシーへの同意が必要です。",
        ],
        &["同意して始める", "同意しない"],
    )
}

/// The terms were changed after the user agreed to them (COCOA v1.2.0 `TermsUpdateService`).
pub(crate) fn terms_changed() -> Screen {
    terms(
        "利用規約の改定",
        "利用規約を改めました。続けて利用するには、もう一度同意してください。",
    )
}

/// The privacy policy was changed after the user agreed to it (COCOA v1.2.0 `TermsUpdateService`).
pub(crate) fn privacy_policy_changed() -> Screen {
    terms(
        "プライバシーポリシーの改定",
        "プライバシーポリシーを改めました。続けて利用するには、もう一度同意してください。",
    )
}

fn terms(title: &'static str, text: &str) -> Screen {
    Screen::new(
        title,
        &[text, "これまでの接触の記録と使用開始日は、そのまま残ります。"],
        &["内容を読む", "同意する"],
    )
}

/// The app ends while it starts: all that the user sees is the phone's own screen (COCOA v1.4.0 after an update from
/// 1.1.5 or older, issue 517).
pub(crate) fn app_cannot_open() -> Screen {
    Screen::new(
        "アプリを開けない",
        &["アプリが起動の途中で終了しました。画面には何も表示されません。"],
        &[],
    )
}

/// This phone cannot judge contacts. It never says that there was none (楠木氏資料; 利用できる端末の案内).
pub(crate) fn unsupported_phone(why: Unsupported) -> Screen {
    let reason = match why {
        Unsupported::OldOperatingSystem { oldest } => {
            format!(
                "接触を調べるには、{oldest}以上のOSが必要です。OSを更新してから、もう一度開いてください。"
            )
        }
        Unsupported::NoGoogleServices => {
            "接触を調べるために必要なGoogleのサービスが、この端末にはありません。".to_owned()
        }
    };
    Screen {
        title: "この端末では利用できません",
        texts: vec![
            reason,
            "この端末では、陽性登録者との接触があったかどうかを調べていません。".to_owned(),
        ],
        actions: vec!["利用できる端末を確認する"],
    }
}
