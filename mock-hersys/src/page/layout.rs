//! The frame of the page, and the order of its parts.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::view::{View, moment};
use super::{clock, faults, issuing, outbox, people, trail};
use crate::store::issuing::Gate;

/// Every text keeps a contrast of at least 4.5 to its ground, light and dark.
const STYLE: &str = include_str!("style.css");

/// What the page says about the form that was sent.
pub(super) enum Said {
    Done(&'static str),
    Refused(String),
}

pub(super) fn page(view: &View, said: Option<&Said>) -> Markup {
    let title = match said {
        Some(Said::Refused(_)) => "エラー：HER-SYS（模擬）",
        _ => "HER-SYS（模擬）",
    };
    let main = html! {
        header {
            h1 { "HER-SYS（模擬）" small { "試験用の環境です。実在の人の情報を入力しないでください。" } }
            div.facts {
                span { "時刻 " strong { (moment(view.now)) } }
                span { "手動発行 " strong { (gate_text(view.kept.issuing.manual)) } }
                span { "自動発行 " strong { (automatic_text(view)) } }
                span { "障害 " strong { @if view.faults.is_empty() { "なし" } @else { "あり" } } }
            }
            nav aria-label="ページ内" {
                ul {
                    @for (section, name) in [
                        ("cases", "患者"), ("numbers", "処理番号"), ("outbox", "メッセージ"), ("issuing", "発行"),
                        ("faults", "障害"), ("clock", "時計"), ("trail", "監査記録"),
                    ] {
                        li { a href={ "#" (section) } { (name) } }
                    }
                }
            }
        }
        main id="main" {
            @match said {
                Some(Said::Done(text)) => div.notice role="status" { strong { "完了：" } (text) },
                Some(Said::Refused(text)) => div.alert role="alert" { strong { "できませんでした：" } (text) },
                None => {},
            }
            div.columns {
                div { (people::section(view)) (outbox::numbers(view)) (trail::section(view)) }
                div { (outbox::messages(view)) (issuing::section(view)) (faults::section(view)) (clock::section(view)) }
            }
        }
        footer { p { "同じ操作はHTTPの制御インターフェース（/control、説明は/openapi.json）からもできます。" } }
    };
    frame(title, &main)
}

/// Shown when what HER-SYS keeps cannot be read.
pub(super) fn broken() -> Markup {
    frame(
        "エラー：HER-SYS（模擬）",
        &html! { main { h1 { "表示できません" } p { "データベースを読み取れませんでした。記録を確かめてください。" } } },
    )
}

/// Shown to a form of another site.
pub(super) fn from_elsewhere() -> Markup {
    frame(
        "エラー：HER-SYS（模擬）",
        &html! {
            main {
                h1 { "受け付けませんでした" }
                p { "このページ以外から送られた操作です。" a href="/" { "HER-SYS（模擬）" } "を開いて操作してください。" }
            }
        },
    )
}

fn frame(title: &str, content: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="ja" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#main" { "本文へ" }
                (content)
            }
        }
    }
}

pub(super) fn gate_text(gate: Gate) -> &'static str {
    match gate {
        Gate::Open => "発行中",
        Gate::Stopped => "停止中",
        Gate::ShutDown => "終了",
    }
}

fn automatic_text(view: &View) -> &'static str {
    match (view.kept.issuing.automatic, view.kept.issuing.at_positive_result) {
        (Gate::Open, false) => "使わない",
        (gate, _) => gate_text(gate),
    }
}
