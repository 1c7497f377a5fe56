//! What is not tested, and why: the gaps, said openly.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::Report;
use crate::reasons::platform_name;
use crate::{Coverage, Requirement, RequirementOutcome, WithoutScenario};

pub(super) fn section(report: &Report<'_>) -> Markup {
    let gaps: Vec<(&Requirement, Vec<&str>)> = report
        .catalogue
        .requirements()
        .map(|requirement| (requirement, untested_platforms(report, requirement)))
        .filter(|(_, platforms)| !platforms.is_empty())
        .collect();
    html! {
        section aria-labelledby="untested" {
            h2 #untested { "試験していないこと（" (gaps.len()) "件）" }
            @if gaps.is_empty() {
                p { "ありません。" }
            } @else {
                table.untested {
                    thead {
                        tr { th scope="col" { "要件" } th scope="col" { "試験していない理由" } }
                    }
                    tbody {
                        @for (requirement, platforms) in gaps {
                            tr {
                                th scope="row" {
                                    span.id { (requirement.id) } " " (requirement.ja)
                                    span.note { (platforms.join("・")) }
                                }
                                td { (reason(requirement)) }
                            }
                        }
                    }
                }
            }
            (left_out(report))
        }
    }
}

/// The scenarios that do not concern the release, by the reason.
fn left_out(report: &Report<'_>) -> Markup {
    let mut by_reason: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for scenario in &report.record.left_out {
        let named = format!("{}（{}）", scenario.name, scenario.id);
        by_reason.entry(&scenario.because).or_default().push(named);
    }
    html! {
        @if !by_reason.is_empty() {
            h3 { "この版に関わらないシナリオ（" (report.record.left_out.len()) "件）" }
            @for (because, scenarios) in by_reason {
                details {
                    summary { (because) "（" (scenarios.len()) "件）" }
                    ul { @for scenario in scenarios { li { (scenario) } } }
                }
            }
        }
    }
}

fn untested_platforms(report: &Report<'_>, requirement: &Requirement) -> Vec<&'static str> {
    let untested = |outcome| {
        matches!(
            outcome,
            RequirementOutcome::NotJudged(WithoutScenario::Untested | WithoutScenario::Missing)
        )
    };
    let verdicts = report.judgement.requirements.iter();
    verdicts
        .filter(|verdict| verdict.id == requirement.id && untested(verdict.outcome))
        .map(|verdict| platform_name(verdict.platform))
        .collect()
}

fn reason(requirement: &Requirement) -> &str {
    match &requirement.coverage {
        Coverage::Untested(reason) => reason,
        Coverage::Scenarios | Coverage::Mechanism(_) => "シナリオがなく、その理由も書かれていません。",
    }
}
