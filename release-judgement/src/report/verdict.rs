//! The first screen: the verdict and why.

use evidence::ScenarioOutcome;
use maud::{Markup, html};

use super::Report;
use super::marks::scenario_word;
use crate::Verdict;

pub(super) fn header(report: &Report<'_>) -> Markup {
    let judgement = report.judgement;
    let (class, meaning) = match judgement.verdict {
        Verdict::Go => ("good", "このリリースは出せます。"),
        Verdict::NoGo => ("bad", "このリリースは出せません。"),
        Verdict::Invalid => (
            "doubtful",
            "判定そのものが成り立たず、リリースの可否は分かりません。",
        ),
    };
    html! {
        header {
            h1 { "リリース判定 " span.release { "COCOA " (judgement.release) } }
            p class={ "verdict " (class) } {
                strong { "判定：" (judgement.verdict.japanese()) }
                " "
                span.code { (judgement.verdict.name()) }
                br;
                (meaning)
            }
            h2 #reasons { "理由" }
            ol.reasons {
                @for reason in &judgement.reasons { li { (reason) } }
            }
            (counts(report))
            nav aria-label="目次" {
                a href="#phases" { "段階ごとの判定" }
                a href="#not-passed" { "合格しなかったシナリオ" }
                a href="#requirements" { "要件ごとの判定" }
                a href="#untested" { "試験していないこと" }
                a href="#parameters" { "パラメーター" }
                a href="#passed" { "合格したシナリオ" }
                a href="#identity" { "この記録" }
            }
        }
    }
}

/// How many scenarios came out how; outcomes that none had are left out.
fn counts(report: &Report<'_>) -> Markup {
    let counts = &report.judgement.scenarios;
    let worst_first = ScenarioOutcome::ALL.into_iter().rev();
    html! {
        p.counts {
            "シナリオ " (counts.planned) "件："
            @for outcome in worst_first.filter(|outcome| counts.with(*outcome) > 0) {
                span.count { (scenario_word(outcome)) " " (counts.with(outcome)) "件" }
            }
        }
    }
}
