//! The tables: phases and requirements against operating systems.

use evidence::{ScenarioOutcome, ScenarioPlatform};
use maud::{Markup, html};

use super::Report;
use super::marks::{mark, requirement_mark, scenario_mark, scenario_meaning};
use crate::reasons::platform_name;
use crate::{Coverage, Force, Phase, Requirement, RequirementVerdict};

pub(super) fn phases(report: &Report<'_>) -> Markup {
    html! {
        section aria-labelledby="phases" {
            h2 #phases { "段階ごとの判定" }
            p { "一連の流れは、四つの段階がすべて正しく働いて初めて通知に至ります。件数は要件の数です。" }
            table {
                (head("段階"))
                tbody {
                    @for phase in Phase::CHAIN {
                        tr {
                            th scope="row" { "（" (phase.letter()) "）" (phase.title()) }
                            @for platform in ScenarioPlatform::ALL { td { (phase_cell(report, phase, platform)) } }
                        }
                    }
                }
            }
        }
    }
}

fn phase_cell(report: &Report<'_>, phase: Phase, platform: ScenarioPlatform) -> Markup {
    let mut verdicts = report.judgement.phases.iter();
    let verdict = verdicts.find(|verdict| verdict.phase == phase && verdict.platform == platform);
    let Some(verdict) = verdict.filter(|verdict| verdict.judged + verdict.not_judged > 0) else {
        return not_demanded();
    };
    html! {
        @match verdict.outcome {
            Some(outcome) => (scenario_mark(outcome)),
            None => (mark("未試験", "plain")),
        }
        " "
        span.note {
            "判定 " (verdict.judged) "件"
            @if verdict.not_judged > 0 { "、未試験 " (verdict.not_judged) "件" }
        }
    }
}

pub(super) fn requirements(report: &Report<'_>) -> Markup {
    html! {
        section aria-labelledby="requirements" {
            h2 #requirements { "要件ごとの判定" }
            p {
                "OS は、（ア）（イ）では登録する人の、（ウ）（エ）では通知を受ける人の端末のものです。"
                "「両方」は、二つの OS を合わせて、または端末によらず判定する欄です。"
                "件数は、その要件を確かめたシナリオの数です。「—」の欄の判定は求められていません。"
            }
            @for phase in Phase::ALL {
                h3 { "（" (phase.letter()) "）" (phase.title()) }
                table.requirements {
                    (head("要件"))
                    tbody {
                        @for requirement in report.catalogue.requirements() {
                            @if requirement.id.phase() == phase { (row(report, requirement)) }
                        }
                    }
                }
            }
            (legend())
        }
    }
}

fn head(first: &str) -> Markup {
    html! {
        thead {
            tr {
                th scope="col" { (first) }
                @for platform in ScenarioPlatform::ALL { th scope="col" { (platform_name(platform)) } }
            }
        }
    }
}

fn row(report: &Report<'_>, requirement: &Requirement) -> Markup {
    html! {
        tr {
            th scope="row" {
                span.id { (requirement.id) } " "
                @if requirement.force == Force::Informative { (mark("参考", "plain")) " " }
                (requirement.ja)
                span.note { "出典：" (requirement.source) }
                @if let Coverage::Mechanism(mechanism) = &requirement.coverage {
                    span.note { "確かめる仕組み：" (mechanism) }
                }
            }
            @for platform in ScenarioPlatform::ALL {
                td { (requirement_cell(report, requirement, platform)) }
            }
        }
    }
}

fn requirement_cell(report: &Report<'_>, requirement: &Requirement, platform: ScenarioPlatform) -> Markup {
    let mut verdicts = report.judgement.requirements.iter();
    let verdict = verdicts.find(|verdict| verdict.id == requirement.id && verdict.platform == platform);
    let Some(verdict) = verdict else {
        return not_demanded();
    };
    html! {
        (requirement_mark(verdict.outcome))
        @if let Some(anchor) = first_to_read(report, verdict) {
            " " a.note href={ "#" (anchor) } { (verdict.scenarios.len()) "件" }
        }
    }
}

/// The scenario that decided the outcome: the first one that has it.
fn first_to_read(report: &Report<'_>, verdict: &RequirementVerdict) -> Option<String> {
    let outcome = |id: &&String| report.judgement.scenario_outcomes.get(*id);
    // Of equal ones `max_by_key` takes the last, so the search goes backwards.
    let id = verdict.scenarios.iter().rev().max_by_key(outcome)?;
    report.anchor(id)
}

fn not_demanded() -> Markup {
    html! { span.note aria-label="判定を求めない" { "—" } }
}

fn legend() -> Markup {
    html! {
        h3 { "印の意味" }
        dl.legend {
            @for outcome in ScenarioOutcome::ALL {
                dt { (scenario_mark(outcome)) }
                dd { (scenario_meaning(outcome)) }
            }
            dt { (mark("仕組み", "plain")) }
            dd { "シナリオではなく、判定の仕組みそのものが確かめる" }
            dt { (mark("未試験", "plain")) }
            dd { "確かめるシナリオがない（理由は「試験していないこと」に載せる）" }
            dt { (mark("適用外", "plain")) }
            dd { "この版のアプリには適用されない要件である" }
            dt { (mark("参考", "plain")) }
            dd { "公の文書が約束していない要件であり、否でも可否には数えない" }
            dt { (mark("欠落", "doubtful")) }
            dd { "確かめるシナリオも、試験しない理由もない" }
        }
    }
}
