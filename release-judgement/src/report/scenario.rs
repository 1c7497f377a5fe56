//! The scenarios, each as it is written, with what came of every step.

use evidence::{ChainBreak, ChainEvent, PlannedScenario, ScenarioOutcome, ScenarioResult, StepOutcome};
use jiff::Timestamp;
use jiff::tz::{self, TimeZone};
use maud::{Markup, html};

use super::Report;
use super::marks::{mark, scenario_mark, step_mark};
use crate::reasons::platform_name;

pub(super) fn not_passed(report: &Report<'_>) -> Markup {
    let mut scenarios = with(report, |outcome| outcome != ScenarioOutcome::Passed);
    // What failed comes before what says nothing; the sort keeps the order of the plan.
    scenarios.sort_by_key(|planned| report.outcome(planned) != ScenarioOutcome::Failed);
    html! {
        section aria-labelledby="not-passed" {
            h2 #not-passed { "合格しなかったシナリオ（" (scenarios.len()) "件）" }
            @if scenarios.is_empty() { p { "ありません。" } }
            @for planned in scenarios { (article(report, planned)) }
        }
    }
}

pub(super) fn passed(report: &Report<'_>) -> Markup {
    let scenarios = with(report, |outcome| outcome == ScenarioOutcome::Passed);
    html! {
        section aria-labelledby="passed" {
            h2 #passed { "合格したシナリオ（" (scenarios.len()) "件）" }
            @if scenarios.is_empty() { p { "ありません。" } }
            @for planned in scenarios {
                details id=[report.anchor(&planned.id)] {
                    summary { (scenario_mark(ScenarioOutcome::Passed)) " " (planned.name) " " (tags(report, planned)) }
                    (body(report, planned))
                }
            }
        }
    }
}

fn with<'record>(
    report: &Report<'record>,
    which: impl Fn(ScenarioOutcome) -> bool,
) -> Vec<&'record PlannedScenario> {
    let plan = report.record.plan.iter();
    plan.filter(|planned| which(report.outcome(planned))).collect()
}

fn article(report: &Report<'_>, planned: &PlannedScenario) -> Markup {
    html! {
        article id=[report.anchor(&planned.id)] {
            h3 { (scenario_mark(report.outcome(planned))) " " (planned.name) " " (tags(report, planned)) }
            (body(report, planned))
        }
    }
}

fn tags(report: &Report<'_>, planned: &PlannedScenario) -> Markup {
    html! {
        span.note { (platform_name(planned.platform)) "・要件 " (planned.requirements.join("・")) }
        @if report.catalogue.is_informative(&planned.requirements) {
            " " (mark("参考", "plain")) " " span.note { "可否に数えない" }
        }
    }
}

fn body(report: &Report<'_>, planned: &PlannedScenario) -> Markup {
    let result = report.result(planned);
    html! {
        p.note { (planned.feature) "（" (planned.file) " " (planned.line) "行目）" }
        @match result {
            Some(result) => {
                @if let Some(broke_at) = &result.broke_at { (chain_break(broke_at)) }
                (steps(result))
                @if !result.chain.is_empty() { (chain(&result.chain)) }
                p.note { "シード " (result.seed) }
            }
            None => {
                p { "結果が一つに定まらないので、計画した文だけを載せます。" }
                ol.steps {
                    @for step in &planned.steps {
                        li { (step_mark(StepOutcome::NotRun)) " " b { (step.keyword) } " " (step.text) }
                    }
                }
            }
        }
    }
}

fn chain_break(broke_at: &ChainBreak) -> Markup {
    html! {
        p.broke {
            b { "正しくなかった所：（" (broke_at.phase) "）" (broke_at.place) }
            " — " (broke_at.subject) br;
            (broke_at.detail)
        }
    }
}

fn steps(result: &ScenarioResult) -> Markup {
    html! {
        ol.steps {
            @for step in &result.steps {
                li.check[step.is_check] {
                    (step_mark(step.outcome)) " " b { (step.keyword) } " " (step.text)
                    @if let Some(message) = &step.message { p.message { (message) } }
                }
            }
        }
    }
}

fn chain(events: &[ChainEvent]) -> Markup {
    html! {
        details {
            summary { "一連の流れの記録（" (events.len()) "件）" }
            table.chain {
                thead {
                    tr {
                        th scope="col" { "日本時間" }
                        th scope="col" { "段階と箇所" }
                        th scope="col" { "端末・サーバー" }
                        th scope="col" { "結果" }
                        th scope="col" { "内容" }
                    }
                }
                tbody {
                    @for event in events {
                        tr {
                            td.time { (japanese_time(event.at)) }
                            td { "（" (event.phase) "）" (event.place) }
                            td { (event.subject) }
                            td {
                                @if event.passed { (mark("先へ", "good")) } @else { (mark("ここまで", "bad")) }
                            }
                            td { (event.detail) }
                        }
                    }
                }
            }
        }
    }
}

/// The time in Japan, which has no daylight saving: always nine hours ahead of UTC.
pub(super) fn japanese_time(at: Timestamp) -> String {
    let local = at.to_zoned(TimeZone::fixed(tz::offset(9)));
    local.strftime("%Y-%m-%d %H:%M:%S").to_string()
}
