//! The audit trail, for reading.

use maud::{Markup, html};

use super::view::{View, moment};
use crate::store::audit_trail::{Action, AuditEntry};

/// How many entries are shown; all of them are at `/control/audit-trail`.
const SHOWN: usize = 30;

pub(super) fn section(view: &View) -> Markup {
    html! {
        section id="trail" aria-labelledby="trail-title" {
            h2 id="trail-title" { "監査記録" }
            p.soft { "処理番号、連絡先、氏名は記録しません。新しい順に" (SHOWN) "件まで示します。" }
            div.scroll {
                table {
                    thead {
                        tr {
                            th scope="col" { "日時" }
                            th scope="col" { "だれが" }
                            th scope="col" { "何を" }
                            th scope="col" { "患者" }
                        }
                    }
                    tbody { @for entry in view.kept.trail.iter().rev().take(SHOWN) { (row(view, entry)) } }
                }
            }
        }
    }
}

fn row(view: &View, entry: &AuditEntry) -> Markup {
    let actor = match (&entry.health_centre_id, entry.actor.as_str()) {
        (Some(id), _) => view.kept.name_of(id),
        (None, "notification_server") => "通知サーバー",
        (None, _) => "システム",
    };
    html! {
        tr {
            td { (moment(entry.at)) }
            td { (actor) }
            td { (action(entry.action)) }
            td { (entry.case_id.as_deref().unwrap_or("－")) }
        }
    }
}

fn action(action: Action) -> &'static str {
    match action {
        Action::CaseOpened => "患者を登録した",
        Action::PositiveReported => "陽性を報告した",
        Action::NumberIssued => "処理番号を発行した",
        Action::IssuingRefused => "処理番号を発行しなかった",
        Action::NumberVerified => "処理番号を照会し、有効だった",
        Action::NumberRefused => "処理番号を照会し、有効でなかった",
        Action::NumberRevoked => "処理番号を失効させた",
        Action::NumberExpired => "処理番号が期限切れになった",
        Action::MessageSent => "メッセージを送った",
        Action::MessageFailed => "メッセージを送れなかった",
        Action::MessageResent => "メッセージを送り直した",
        Action::IssuingOpened => "発行を始めた・再開した",
        Action::IssuingStopped => "発行を止めた",
        Action::IssuingShutDown => "発行を終了した",
    }
}
