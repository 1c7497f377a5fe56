//! What the app itself posts to the phone's notifications. What the operating system posts is the framework's.

/// A notification's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotificationText {
    /// Its first line.
    pub title: &'static str,
    /// The rest.
    pub text: &'static str,
}

/// A possible contact, 1.0.0 and 1.1.0 (COCOA v1.0.0 `LocalNotificationTitle`). 1.1.1 to 1.2.5 post nothing.
pub(crate) const EXPOSURE_1_0: NotificationText = NotificationText {
    title: "接触のお知らせ",
    text: "陽性登録者と接触した可能性があります。アプリを開いて確認してください。",
};

/// A possible contact, from 1.2.6 to 2.0.1 (COCOA v1.2.6 `LocalExposureNotificationTitle`).
pub(crate) const EXPOSURE: NotificationText = NotificationText {
    title: "大切なお知らせ",
    text: "陽性登録者と接触した可能性があります。この通知を押すと、詳しい内容を確認できます。",
};

/// The reminder of 3.0.0 (COCOA v3.0.0 `EndOfServiceNotificationContent`).
pub(crate) const END_OF_SERVICE: NotificationText = NotificationText {
    title: "COCOAの機能停止",
    text: "COCOAは2022年11月に機能を停止しました。アプリを開いて、機能停止の手続きをお願いします。",
};
