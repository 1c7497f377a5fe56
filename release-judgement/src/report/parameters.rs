//! With which parameters the phones judged.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use super::Report;
use super::language::{count, say};
use super::marks::mark;
use super::table::{head, scrolled};

pub(super) fn section(report: &Report<'_>) -> Markup {
    let parameters = &report.judgement.parameters;
    let release = &report.record.release;
    html! {
        section aria-labelledby="parameters" {
            h2 #parameters { (say("パラメーター", "Parameters")) }
            p {
                @if parameters.production {
                    (mark("本番", "production", "good")) " "
                    (say("本番パラメーターで実行しました。", "It ran with the production parameters."))
                } @else {
                    (tuned()) " "
                    (say(
                        "本番と異なる値を使いました。その結果は数えません。",
                        "It ran with other values than those in production. The results do not count.",
                    ))
                }
            }
            dl {
                dt { (say("本番パラメーター", "Production parameters")) }
                dd {
                    (release.parameters) " " (say("版、ダイジェスト", "digest")) " " code { (parameters.digest) }
                    @if let Some(digest) = &parameters.digest_v2 {
                        br;
                        (say("接触通知API v2用のダイジェスト", "digest for version 2 of the Exposure Notification API"))
                        " " code { (digest) }
                    }
                }
            }
            (altered(report))
            (used(report))
        }
    }
}

fn tuned() -> Markup {
    mark("調整済み", "tuned", "doubtful")
}

fn altered(report: &Report<'_>) -> Markup {
    let altered = &report.record.altered_parameters;
    let table = html! {
        table {
            caption #altered { (say("変えた値", "What was altered")) }
            (head(&[say("名前", "Name"), say("本番", "In production"), say("使用", "Used")]))
            tbody {
                @for altered in altered {
                    tr {
                        th scope="row" { (altered.name) }
                        td { (altered.production) }
                        td { (altered.used) }
                    }
                }
            }
        }
    };
    html! { @if !altered.is_empty() { (scrolled("altered", &table)) } }
}

/// The parameters that phones used, and in how many scenarios.
fn used(report: &Report<'_>) -> Markup {
    let mut scenarios: BTreeMap<(u8, &str), usize> = BTreeMap::new();
    for result in &report.record.results {
        let used = result.parameters.iter();
        let used: BTreeSet<(u8, &str)> = used
            .map(|used| (used.api_version, used.digest.as_str()))
            .collect();
        for each in used {
            *scenarios.entry(each).or_default() += 1;
        }
    }
    if scenarios.is_empty() {
        return html! {
            p { (say("パラメーターを使った端末は記録にありません。", "The record knows no phone that used parameters.")) }
        };
    }
    let table = html! {
        table {
            caption #used-parameters {
                (say("端末が実際に使ったパラメーター", "Parameters that phones really used"))
            }
            (head(&[
                say("ダイジェスト", "Digest"),
                say("接触通知API", "Exposure Notification API"),
                say("本番との照合", "Against production"),
                say("シナリオ", "Scenarios"),
            ]))
            tbody {
                @for ((api_version, digest), number) in scenarios {
                    tr {
                        th scope="row" { code { (digest) } }
                        td { "v" (api_version) }
                        td { (compared(report.record.release.production_digest(api_version) == Some(digest))) }
                        td { (count(number, "scenario", "scenarios")) }
                    }
                }
            }
        }
    };
    scrolled("used-parameters", &table)
}

/// Whether what a phone used is what is in production.
pub(super) fn compared(is_same: bool) -> Markup {
    if is_same {
        mark("一致", "same", "good")
    } else {
        mark("不一致", "different", "doubtful")
    }
}
