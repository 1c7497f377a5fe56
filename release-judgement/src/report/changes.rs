//! What the release changes, as its makers say.

use evidence::{ChangeKind, NotificationChange};
use maud::{Markup, html};

use super::Report;
use super::language::{japanese, say};
use super::table::{head, scrolled};
use crate::names::{platform_en, platform_ja};

pub(super) fn section(report: &Report<'_>) -> Markup {
    let release = &report.record.release;
    html! {
        section aria-labelledby="changes" {
            h2 #changes { (say("このリリースで変わるもの", "What this release changes")) }
            dl {
                dt { (say("前のリリース", "Release before")) }
                dd {
                    @match &release.previous {
                        Some(previous) => (previous),
                        None => (say("ありません", "none")),
                    }
                }
                dt { (say("変更の種類", "Kinds of change")) }
                dd {
                    @if release.changes.is_empty() {
                        (say("リリースファイルに書かれていません", "the release file names none"))
                    } @else {
                        ul { @for kind in &release.changes { li { (kind_words(*kind)) } } }
                    }
                }
            }
            (expected(report))
        }
    }
}

fn kind_words(kind: ChangeKind) -> Markup {
    match kind {
        ChangeKind::App => say("アプリ", "app"),
        ChangeKind::Server => say("通知サーバー", "notification server"),
        ChangeKind::ExposureNotificationApi => {
            say("接触通知API・OS", "Exposure Notification API or operating system")
        }
        ChangeKind::Hersys => say("HER-SYS", "HER-SYS"),
        ChangeKind::Parameters => say("パラメーター", "parameters"),
        ChangeKind::TextOnly => say("文言だけ", "texts alone"),
    }
}

fn expected(report: &Report<'_>) -> Markup {
    let expected = &report.record.release.expected_changes;
    let rows = html! {
        table {
            caption #expected-changes { (say("予定された通知の変化", "Expected changes of who is notified")) }
            (head(&[say("OS", "OS"), say("変化", "Change"), say("理由", "Reason")]))
            tbody {
                @for change in expected {
                    tr {
                        th scope="row" { (say(platform_ja(change.platform), platform_en(change.platform))) }
                        td { (change_words(change.change)) }
                        td { (japanese(&change.reason)) }
                    }
                }
            }
        }
    };
    html! {
        @if expected.is_empty() {
            p { (say("通知される人の変化は予定されていません。", "No change of who is notified is expected.")) }
        } @else {
            (scrolled("expected-changes", &rows))
        }
    }
}

fn change_words(change: NotificationChange) -> Markup {
    match change {
        NotificationChange::FewerCloseContacts => {
            say("通知される濃厚接触者が減る", "fewer close contacts are notified")
        }
        NotificationChange::MoreCloseContacts => {
            say("通知される濃厚接触者が増える", "more close contacts are notified")
        }
        NotificationChange::FewerOthers => say("通知されるほかの人が減る", "fewer others are notified"),
        NotificationChange::MoreOthers => say("通知されるほかの人が増える", "more others are notified"),
        NotificationChange::EndOfService => say(
            "サービスが終わり、誰にも通知されない",
            "the service ends, nobody is notified",
        ),
    }
}
