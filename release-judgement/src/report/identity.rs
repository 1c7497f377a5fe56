//! What was judged, when, from which seed, and how to do it again.

use maud::{Markup, html};

use super::Report;
use super::scenario::japanese_time;

pub(super) fn section(report: &Report<'_>) -> Markup {
    let record = report.record;
    let release = &record.release;
    let environment = match record.environment.as_str() {
        "embedded" => "この機械の中の模擬環境",
        "containers" => "コンテナーの模擬環境",
        "external" => "外部のサーバーやアプリ",
        other => other,
    };
    let seconds = record.volatile.duration_milliseconds.div_ceil(1000);
    html! {
        section aria-labelledby="identity" {
            h2 #identity { "この記録" }
            dl {
                dt { "リリース" } dd { (release.name) }
                dt { "アプリの版" } dd { (release.app) }
                dt { "サーバーの版" } dd { (release.server) }
                dt { "パラメーターの版" } dd { (release.parameters) }
                dt { "環境" } dd { (environment) "（" (record.environment) "）" }
                dt { "シード" } dd { (record.seed) }
                dt { "開始" } dd { (japanese_time(record.volatile.started_at)) "（日本時間）" }
                dt { "所要時間" } dd { (seconds) "秒" }
                dt { "Ichiren の版" } dd { (record.volatile.ichiren_version) }
                dt { "記録の形式" } dd { (record.format) }
                dt { "もう一度実行するには" } dd { code { (report.repeat_command) } }
            }
        }
    }
}
