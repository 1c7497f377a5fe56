//! Home.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use testbed::japan;

use super::Screen;

const TITLE: &str = "ホーム";
const SEE_CONTACTS: &str = "陽性者との接触を確認する";
const REGISTER: &str = "陽性情報を登録する";

/// Whether contacts are being judged, as Home shows it (COCOA v1.4.0 to v2.0.1 `HomePageViewModel`). The states are
/// asked for in the order stopped, unconfirmed, active.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HomeState {
    /// All is well, as far as the app knows.
    Active {
        /// When the app last confirmed whether there was a contact; `None` before the first time.
        last_confirmed: Option<Timestamp>,
    },
    /// The last check failed.
    Unconfirmed {
        /// As in [`HomeState::Active`].
        last_confirmed: Option<Timestamp>,
        /// Whether it failed because the operating system allows no more checks today; then there is nothing to
        /// troubleshoot (COCOA v2.0.1).
        rate_limited: bool,
    },
    /// Nothing is recorded now.
    Stopped {
        /// Why.
        reason: StopReason,
        /// As in [`HomeState::Active`].
        last_confirmed: Option<Timestamp>,
    },
}

/// What keeps the phone from recording. COCOA v1.4 knows the first three, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StopReason {
    /// Location is off; Android before 11 does not scan without it.
    LocationOff,
    /// Bluetooth is off.
    BluetoothOff,
    /// Exposure Notification is off.
    ExposureNotificationOff,
    /// The user does not let this app use Exposure Notification.
    Unauthorized,
}

impl StopReason {
    fn text(self) -> &'static str {
        match self {
            Self::LocationOff => {
                "位置情報の設定がオフのため、接触を記録していません。設定をオンにしてください。位置情報そのものは使いません。"
            }
            Self::BluetoothOff => {
                "Bluetoothがオフのため、接触を記録していません。Bluetoothをオンにしてください。"
            }
            Self::ExposureNotificationOff => {
                "端末の接触通知の機能がオフのため、接触を記録していません。機能をオンにしてください。"
            }
            Self::Unauthorized => {
                "このアプリによる接触通知の利用が許可されていないため、接触を記録していません。端末の設定で許可してください。"
            }
        }
    }
}

/// Home up to 1.2.6: start and days of use, no state.
pub(crate) fn home(start_of_use: Date, now: Timestamp) -> Screen {
    let days = days_between(start_of_use, now);
    without_state(start_of_use, vec![format!("{days}日間使用中")])
}

/// Home of 1.0.0: without the days while they are nought. They always are, because the start is the day on which the
/// app was last started (COCOA v1.0.0 `UserDataModel`, `HomePageViewModel`; 報告書 3(2)③).
pub(crate) fn home_of_the_first_release(start_of_use: Date, now: Timestamp) -> Screen {
    match days_between(start_of_use, now) {
        0 => without_state(start_of_use, Vec::new()),
        _ => home(start_of_use, now),
    }
}

fn days_between(start_of_use: Date, now: Timestamp) -> i32 {
    (japan::date(now) - start_of_use).get_days()
}

fn without_state(start_of_use: Date, days: Vec<String>) -> Screen {
    let mut texts = vec![format!("使用開始日　{start_of_use}")];
    texts.extend(days);
    Screen {
        title: TITLE,
        texts,
        actions: vec![SEE_CONTACTS, REGISTER],
    }
}

/// Home from 1.4.0 to 2.0.1: days of use are whole days, and a state says whether contacts are judged. `zone` is the
/// phone's; `may_notify` is false where 2.0.1 warns that the app must not post notifications (COCOA v2.0.1
/// `HomePageViewModel`; older releases do not look, so pass true).
pub(crate) fn home_with_state(
    start_of_use: Timestamp,
    now: Timestamp,
    zone: &TimeZone,
    state: HomeState,
    may_notify: bool,
) -> Screen {
    let days = now.duration_since(start_of_use).as_hours() / 24;
    let mut texts = vec![
        format!("使用開始日　{}", start_of_use.to_zoned(zone.clone()).date()),
        format!("{days}日間使用中"),
    ];
    let mut actions = vec![SEE_CONTACTS, REGISTER];
    let last_confirmed = match state {
        HomeState::Active { last_confirmed } => {
            texts.push("動作中".to_owned());
            last_confirmed
        }
        HomeState::Unconfirmed {
            last_confirmed,
            rate_limited,
        } => {
            texts.push("接触有無を確認できません".to_owned());
            texts.push(if rate_limited {
                "1日に確認できる回数の上限に達しました。1日ほど待つと、また確認できるようになります。"
                    .to_owned()
            } else {
                "通信の状態などにより、接触の有無を確認できませんでした。".to_owned()
            });
            if !rate_limited {
                actions.push("確認できないときの対処を見る");
            }
            last_confirmed
        }
        HomeState::Stopped {
            reason,
            last_confirmed,
        } => {
            texts.push("停止中".to_owned());
            texts.push(reason.text().to_owned());
            actions.push("設定を開く");
            last_confirmed
        }
    };
    texts.push(match last_confirmed {
        Some(at) => format!(
            "最終確認　{}",
            at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M")
        ),
        None => "接触の有無の確認は、まだ終わっていません。".to_owned(),
    });
    if !may_notify {
        texts.push(
            "このアプリの通知が許可されていません。接触があってもお知らせできないため、通知を許可してください。"
                .to_owned(),
        );
        actions.push("通知の設定を開く");
    }
    Screen {
        title: TITLE,
        texts,
        actions,
    }
}

/// The alert over Home while Exposure Notification does not run (COCOA v1.2.0 to v1.2.6; from 1.4.0 the state says
/// it).
pub(crate) fn stopped_alert(reason: StopReason) -> Screen {
    Screen::new(TITLE, &[reason.text()], &["設定を開く", "閉じる"])
}

/// The alert over Home that another version is in the store (from COCOA v1.1.2, `version.json`).
pub(crate) fn update_alert() -> Screen {
    Screen::new(
        TITLE,
        &["新しいバージョンのアプリがあります。ストアで更新してください。"],
        &["ストアを開く", "閉じる"],
    )
}
