//! The scenarios, each as it is written, with what came of every step.

use evidence::{
    Attempt, ChainBreak, ParametersUsed, PlannedScenario, ScenarioOutcome, ScenarioResult, StepOutcome,
};
use maud::{Markup, html};

use super::language::{japanese, say};
use super::marks::{accepted, informative, mark, scenario_mark, step_mark};
use super::parameters::compared;
use super::repeat::scenario_command;
use super::table::{head, scrolled};
use super::{Report, chain, exchanges, screens};
use crate::names::{break_en, platform_en, platform_ja};

pub(super) fn not_passed(report: &Report<'_>) -> Markup {
    let mut scenarios = with(report, |outcome| outcome != ScenarioOutcome::Passed);
    // What failed comes before what says nothing, what counts before what does not; the sort keeps the order of the plan.
    scenarios.sort_by_key(|planned| {
        let counts = report.judgement.failure_counts(planned, report.catalogue);
        (report.outcome(planned) != ScenarioOutcome::Failed, !counts)
    });
    let count = scenarios.len();
    html! {
        section aria-labelledby="not-passed" {
            h2 #not-passed {
                (say(
                    &format!("合格しなかったシナリオ（{count}件）"),
                    &format!("Scenarios that did not pass ({count})"),
                ))
            }
            @if scenarios.is_empty() { p { (say("ありません。", "None.")) } }
            @for planned in scenarios {
                article id=[report.anchor(&planned.id)] {
                    h3 { (title(report, planned)) }
                    (body(report, planned))
                }
            }
        }
    }
}

pub(super) fn passed(report: &Report<'_>) -> Markup {
    let scenarios = with(report, |outcome| outcome == ScenarioOutcome::Passed);
    let count = scenarios.len();
    html! {
        section.passed aria-labelledby="passed" {
            h2 #passed {
                (say(
                    &format!("合格したシナリオ（{count}件）"),
                    &format!("Scenarios that passed ({count})"),
                ))
            }
            @if scenarios.is_empty() { p { (say("ありません。", "None.")) } }
            @for planned in scenarios {
                details id=[report.anchor(&planned.id)] {
                    summary { (title(report, planned)) }
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

fn title(report: &Report<'_>, planned: &PlannedScenario) -> Markup {
    let requirements = planned.requirements.join("・");
    html! {
        (scenario_mark(report.outcome(planned))) " " (japanese(&planned.name)) " "
        span.note {
            (say(platform_ja(planned.platform), platform_en(planned.platform)))
            " " (say("要件", "requirements")) " " (japanese(&requirements))
        }
        @if !report.judgement.failure_counts(planned, report.catalogue) {
            " "
            @if report.catalogue.is_informative(&planned.requirements) { (informative()) } @else { (accepted()) }
            " " span.note { (say("可否に数えない", "does not count for the verdict")) }
        }
    }
}

fn body(report: &Report<'_>, planned: &PlannedScenario) -> Markup {
    html! {
        p.note {
            (japanese(&planned.feature)) " " code { (planned.file) }
            (say(&format!("（{}行目）", planned.line), &format!(" line {}", planned.line)))
        }
        @match report.result(planned) {
            Some(result) => (with_result(report, planned, result)),
            None => {
                p {
                    (say(
                        "結果が一つに定まらないので、計画した文だけを載せます。",
                        "There is not exactly one result, so only the planned steps stand here.",
                    ))
                }
                ol.steps lang="ja" {
                    @for step in &planned.steps {
                        li { (step_mark(StepOutcome::NotRun)) " " b { (step.keyword) } " " (step.text) }
                    }
                }
                (repeat(report, planned))
            }
        }
    }
}

fn with_result(report: &Report<'_>, planned: &PlannedScenario, result: &ScenarioResult) -> Markup {
    let name = report.anchor(&planned.id).unwrap_or_default();
    let passed = report.outcome(planned) == ScenarioOutcome::Passed;
    html! {
        @if let Some(broke_at) = &result.broke_at { (chain_break(broke_at)) }
        (steps(result))
        (attempts(result.seed, &result.other_attempts))
        (chain::section(&name, result))
        (screens::section(&name, result))
        @if !passed { (exchanges::section(&name, &result.exchanges)) }
        (parameters(report, &name, &result.parameters))
        (repeat(report, planned))
    }
}

fn chain_break(broke_at: &ChainBreak) -> Markup {
    html! {
        p.broke {
            b {
                (say(
                    &format!("正しくなかった所：（{}）{} — {}", broke_at.phase, broke_at.place, broke_at.subject),
                    &format!("Where it went wrong: {}", break_en(broke_at)),
                ))
            }
            br;
            (japanese(&broke_at.detail))
        }
    }
}

fn steps(result: &ScenarioResult) -> Markup {
    html! {
        ol.steps lang="ja" {
            @for step in &result.steps {
                li.check[step.is_check] {
                    (step_mark(step.outcome)) " " b { (step.keyword) } " " (step.text)
                    @if let Some(message) = &step.message { p.message { (message) } }
                }
            }
        }
    }
}

/// What came out with other seeds.
fn attempts(seed: u64, attempts: &[Attempt]) -> Markup {
    html! {
        @if !attempts.is_empty() {
            p.note { (say("ほかのシードでの結果", "With other seeds")) }
            ul.attempts {
                @for attempt in attempts {
                    li {
                        (scenario_mark(attempt.outcome)) " "
                        (say("シナリオのシード", "the scenario's seed")) " " (attempt.seed)
                        @if attempt.seed == seed { " " (mark("この記録", "this record", "plain")) }
                    }
                }
            }
        }
    }
}

/// With which parameters the phones of this scenario judged.
fn parameters(report: &Report<'_>, name: &str, used: &[ParametersUsed]) -> Markup {
    let id = format!("{name}-parameters");
    let table = html! {
        table {
            (head(&[say("端末", "Phone"), say("ダイジェスト", "Digest"), say("本番との照合", "Against production")]))
            tbody {
                @for used in used {
                    tr {
                        th scope="row" { (used.device) " (" (used.platform.name()) ", API v" (used.api_version) ")" }
                        td { code { (used.digest) } }
                        td { (compared(report.record.release.production_digest(used.api_version) == Some(&used.digest))) }
                    }
                }
            }
        }
    };
    html! {
        @if !used.is_empty() {
            details {
                summary id=(id) { (say("端末が使ったパラメーター", "Parameters that the phones used")) }
                (scrolled(&id, &table))
            }
        }
    }
}

fn repeat(report: &Report<'_>, planned: &PlannedScenario) -> Markup {
    let seed = report.result(planned).map(|result| result.seed);
    html! {
        dl.repeat {
            @if let Some(seed) = seed {
                dt { (say("シナリオのシード", "The scenario's seed")) } dd { (seed) }
            }
            @if report.record.altered_parameters.is_empty() {
                dt { (say("このシナリオだけを繰り返す", "To repeat this scenario")) }
                dd { code lang="ja" { (scenario_command(report.record, planned)) } }
            }
            dt { (say("判定を繰り返す", "To repeat the judgement")) }
            dd { code { (report.repeat_command) } }
        }
    }
}
