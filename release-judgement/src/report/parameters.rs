//! With which parameters the phones judged.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::Report;
use super::marks::mark;

pub(super) fn section(report: &Report<'_>) -> Markup {
    let parameters = &report.judgement.parameters;
    html! {
        section aria-labelledby="parameters" {
            h2 #parameters { "パラメーター" }
            p {
                @if parameters.production {
                    (mark("本番", "good")) " 本番パラメーターで実行しました。"
                } @else {
                    (mark("調整済み", "doubtful")) " 本番と異なる値を使いました。その結果は数えません。"
                }
            }
            dl {
                dt { "本番パラメーター" }
                dd { (report.record.release.parameters) " 版、ダイジェスト " code { (parameters.digest) } }
            }
            (altered(report))
            (used(report))
        }
    }
}

fn altered(report: &Report<'_>) -> Markup {
    let altered = &report.record.altered_parameters;
    html! {
        @if !altered.is_empty() {
            table {
                caption { "変えた値" }
                thead {
                    tr { th scope="col" { "名前" } th scope="col" { "本番" } th scope="col" { "使用" } }
                }
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
        }
    }
}

/// The parameters that phones used, and in how many scenarios.
fn used(report: &Report<'_>) -> Markup {
    let mut scenarios: BTreeMap<&str, usize> = BTreeMap::new();
    for result in &report.record.results {
        let mut digests: Vec<&str> = result
            .parameters
            .iter()
            .map(|used| used.digest.as_str())
            .collect();
        digests.sort_unstable();
        digests.dedup();
        for digest in digests {
            *scenarios.entry(digest).or_default() += 1;
        }
    }
    html! {
        @if scenarios.is_empty() {
            p { "パラメーターを使った端末は記録にありません。" }
        } @else {
            table {
                caption { "端末が実際に使ったパラメーター" }
                thead {
                    tr {
                        th scope="col" { "ダイジェスト" }
                        th scope="col" { "本番との照合" }
                        th scope="col" { "シナリオ" }
                    }
                }
                tbody {
                    @for (digest, count) in scenarios {
                        tr {
                            th scope="row" { code { (digest) } }
                            td {
                                @if digest == report.judgement.parameters.digest {
                                    (mark("一致", "good"))
                                } @else {
                                    (mark("不一致", "doubtful"))
                                }
                            }
                            td { (count) "件" }
                        }
                    }
                }
            }
        }
    }
}
