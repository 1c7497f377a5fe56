//! What is not tested, and why: the gaps, said openly.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::Report;
use super::language::{count, japanese, say};
use super::table::{head, scrolled};
use crate::names::{platform_en, platform_ja};
use crate::{Coverage, Requirement, RequirementOutcome, WithoutScenario};

pub(super) fn section(report: &Report<'_>) -> Markup {
    let gaps: Vec<(&Requirement, Vec<Markup>)> = report
        .catalogue
        .requirements()
        .map(|requirement| (requirement, untested_platforms(report, requirement)))
        .filter(|(_, platforms)| !platforms.is_empty())
        .collect();
    html! {
        section aria-labelledby="untested" {
            h2 #untested {
                (say(&format!("試験していないこと（{}件）", gaps.len()), &format!("Not tested ({})", gaps.len())))
            }
            @if gaps.is_empty() {
                p { (say("ありません。", "Nothing.")) }
            } @else {
                (scrolled("untested", &table(&gaps)))
            }
            (unproven(report))
            (left_out(report))
        }
    }
}

/// What was never seen to fail: a check that cannot fail proves nothing.
fn unproven(report: &Report<'_>) -> Markup {
    let Some(unproven) = &report.judgement.unproven else {
        return html! {
            p.note {
                (say(
                    "どの要件のシナリオが否になり得るかは、この記録では確かめていません（ichiren prove が確かめます）。",
                    "Which requirements can fail at all was not looked at for this record (ichiren prove does).",
                ))
            }
        };
    };
    html! {
        h3 {
            (say(
                &format!("未証明の要件（{}件）", unproven.len()),
                &format!("Unproven requirements ({})", unproven.len()),
            ))
        }
        p {
            (say(
                "シナリオはあるが、どの不具合を入れても否になるところを見たことのない要件です。",
                "There are scenarios, but no defect that was put in made them fail.",
            ))
        }
        @if !unproven.is_empty() {
            ul {
                @for requirement in unproven {
                    li {
                        (requirement.id) "（"
                        (say(platform_ja(requirement.platform), platform_en(requirement.platform)))
                        "）"
                        @if let Some(known) = report.catalogue.requirement(requirement.id) {
                            (say(&known.ja, &known.en))
                        }
                    }
                }
            }
        }
    }
}

fn table(gaps: &[(&Requirement, Vec<Markup>)]) -> Markup {
    html! {
        table.untested {
            (head(&[say("要件", "Requirement"), say("試験していない理由", "Why it is not tested")]))
            tbody {
                @for (requirement, platforms) in gaps {
                    tr {
                        th scope="row" {
                            span.id lang="ja" { (requirement.id) } " " (say(&requirement.ja, &requirement.en))
                            span.note {
                                @for (position, platform) in platforms.iter().enumerate() {
                                    @if position > 0 { "・" }
                                    (platform)
                                }
                            }
                        }
                        td { (reason(requirement)) }
                    }
                }
            }
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
    let all = report.record.left_out.len();
    html! {
        @if !by_reason.is_empty() {
            h3 {
                (say(
                    &format!("この版に関わらないシナリオ（{all}件）"),
                    &format!("Scenarios that do not concern this version ({all})"),
                ))
            }
            @for (because, scenarios) in by_reason {
                details {
                    summary { (japanese(because)) " " (count(scenarios.len(), "scenario", "scenarios")) }
                    ul { @for scenario in scenarios { li lang="ja" { (scenario) } } }
                }
            }
        }
    }
}

fn untested_platforms(report: &Report<'_>, requirement: &Requirement) -> Vec<Markup> {
    let untested = |outcome| {
        matches!(
            outcome,
            RequirementOutcome::NotJudged(WithoutScenario::Untested | WithoutScenario::Missing)
        )
    };
    let verdicts = report.judgement.requirements.iter();
    verdicts
        .filter(|verdict| verdict.id == requirement.id && untested(verdict.outcome))
        .map(|verdict| say(platform_ja(verdict.platform), platform_en(verdict.platform)))
        .collect()
}

fn reason(requirement: &Requirement) -> Markup {
    match &requirement.coverage {
        Coverage::Untested(reason) => japanese(reason),
        Coverage::Scenarios | Coverage::Mechanism(_) => say(
            "シナリオがなく、その理由も書かれていません。",
            "There is neither a scenario nor a reason.",
        ),
    }
}
