//! The first screen: the verdict and why, who judged what and when, and the switch of the language.

use evidence::ScenarioOutcome;
use maud::{Markup, html};

use super::Report;
use super::language::{japanese, say};
use super::marks::scenario_words;
use super::time::japanese_time;
use crate::Verdict;

pub(super) fn header(report: &Report<'_>) -> Markup {
    let judgement = report.judgement;
    let (class, ja, en) = match judgement.verdict {
        Verdict::Go => ("good", "このリリースは出せます。", "This release may go out."),
        Verdict::NoGo => (
            "bad",
            "このリリースは出せません。",
            "This release must not go out.",
        ),
        Verdict::Invalid => (
            "doubtful",
            "判定そのものが成り立たず、リリースの可否は分かりません。",
            "The judgement itself is not valid; it says nothing about the release.",
        ),
    };
    html! {
        header {
            div.top {
                h1 { (say("リリース判定", "Release judgement")) " " span.release { "COCOA " (judgement.release) } }
                p.language { input #english type="checkbox" role="switch"; label for="english" lang="en" { "English" } }
            }
            p class={ "verdict " (class) } {
                strong { (say(&format!("判定：{}", judgement.verdict.japanese()), "Verdict:")) }
                " "
                strong.code lang="en" { (judgement.verdict.name()) }
                span.meaning { (say(ja, en)) }
            }
            (facts(report))
            h2 #reasons { (say("理由", "Reasons")) }
            ol.reasons { (reasons(report)) }
            (counts(report))
            (contents(report))
        }
    }
}

/// The two arrays are of the same length; a judgement of an older program has Japanese alone.
fn reasons(report: &Report<'_>) -> Markup {
    let judgement = report.judgement;
    html! {
        @for (position, ja) in judgement.reasons.iter().enumerate() {
            li {
                @match judgement.reasons_en.get(position) {
                    Some(en) => (say(ja, en)),
                    None => (japanese(ja)),
                }
            }
        }
    }
}

/// What was judged, when and by whom, in one line.
fn facts(report: &Report<'_>) -> Markup {
    let release = &report.record.release;
    let volatile = &report.record.volatile;
    html! {
        p.facts {
            span { (say("アプリ", "App")) " " b { (release.app) } }
            span { (say("サーバー", "Server")) " " b { (release.server) } }
            span { (say("パラメーター", "Parameters")) " " b { (release.parameters) } }
            span { (say("判定日時", "Judged at")) " " b { (japanese_time(volatile.started_at)) } " " (say("（日本時間）", "(Japan)")) }
            span {
                (say("判定者", "Judged by")) " "
                b { @match &volatile.judged_by { Some(name) => (name), None => (say("記録なし", "not recorded")) } }
            }
            span { (say("シード", "Seed")) " " b { (report.record.seed) } }
        }
    }
}

/// How many scenarios came out how; outcomes that none had are left out.
fn counts(report: &Report<'_>) -> Markup {
    let counts = &report.judgement.scenarios;
    let worst_first = ScenarioOutcome::ALL.into_iter().rev();
    html! {
        p.counts {
            (say(&format!("シナリオ {}件：", counts.planned), &format!("{} scenarios: ", counts.planned)))
            @for outcome in worst_first.filter(|outcome| counts.with(*outcome) > 0) {
                @let (ja, en) = scenario_words(outcome);
                span.count { (say(&format!("{ja} {}件", counts.with(outcome)), &format!("{} {en}", counts.with(outcome)))) }
            }
        }
    }
}

fn contents(report: &Report<'_>) -> Markup {
    html! {
        nav aria-labelledby="contents" {
            span #contents hidden { (say("目次", "Contents")) }
            a href="#phases" { (say("段階ごとの判定", "Phases")) }
            a href="#changes" { (say("変わるもの", "Changes")) }
            @if report.record.populations.is_some() {
                a href="#comparison" { (say("前のリリースとの比較", "Comparison")) }
            }
            a href="#not-passed" { (say("合格しなかったシナリオ", "Not passed")) }
            a href="#requirements" { (say("要件ごとの判定", "Requirements")) }
            a href="#untested" { (say("試験していないこと", "Not tested")) }
            a href="#parameters" { (say("パラメーター", "Parameters")) }
            a href="#passed" { (say("合格したシナリオ", "Passed")) }
            a href="#identity" { (say("この記録", "This record")) }
        }
    }
}
