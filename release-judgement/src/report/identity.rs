//! What was judged, when, from which seed, and how to do it again.

use maud::{Markup, html};

use super::Report;
use super::language::say;
use super::time::japanese_time;

pub(super) fn section(report: &Report<'_>) -> Markup {
    let record = report.record;
    let release = &record.release;
    let environment = match record.environment.as_str() {
        "embedded" => say("この機械の中の模擬環境", "simulated, within this machine"),
        "containers" => say("コンテナーの模擬環境", "simulated, in containers"),
        "external" => say("外部のサーバーやアプリ", "servers or apps outside"),
        other => html! { (other) },
    };
    let seconds = record.volatile.duration_milliseconds.div_ceil(1000);
    let line = |ja: &str, en: &str, content: Markup| html! { dt { (say(ja, en)) } dd { (content) } };
    html! {
        section aria-labelledby="identity" {
            h2 #identity { (say("この記録", "This record")) }
            dl {
                (line("リリース", "Release", html! { (release.name) }))
                (line("アプリの版", "Version of the app", html! { (release.app) }))
                (line("サーバーの版", "State of the server", html! { (release.server) }))
                (line("パラメーターの版", "Parameters", html! { (release.parameters) }))
                (line("環境", "Environment", html! { (environment) " (" (record.environment) ")" }))
                (line("シード", "Seed", html! { (record.seed) }))
                @if !record.other_seeds.is_empty() {
                    (line("繰り返したシード", "Repeated with seeds", html! {
                        @for (position, seed) in record.other_seeds.iter().enumerate() {
                            @if position > 0 { ", " }
                            (seed)
                        }
                    }))
                }
                (line("開始", "Began", html! {
                    (japanese_time(record.volatile.started_at)) (say("（日本時間）", " (Japan)"))
                }))
                (line("所要時間", "Took", say(&format!("{seconds}秒"), &format!("{seconds} s"))))
                @if let Some(name) = &record.volatile.judged_by { (line("判定者", "Judged by", html! { (name) })) }
                (line("Ichiren の版", "Version of Ichiren", html! { (record.volatile.ichiren_version) }))
                (line("記録の形式", "Format of the record", html! { (record.format) }))
                (line("もう一度実行するには", "To repeat it", html! { code { (report.repeat_command) } }))
            }
        }
    }
}
