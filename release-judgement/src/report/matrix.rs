//! The tables: phases and requirements against operating systems.

use evidence::{ScenarioOutcome, ScenarioPlatform};
use maud::{Markup, html};

use super::Report;
use super::language::{count, japanese, say};
use super::marks::{
    by_mechanism, informative, missing, not_in_force, requirement_mark, scenario_mark, scenario_meaning,
    untested,
};
use super::table::{head, scrolled};
use crate::names::{phase_en, platform_en, platform_ja};
use crate::{Coverage, Force, Phase, Requirement, RequirementVerdict};

pub(super) fn phases(report: &Report<'_>) -> Markup {
    let table = html! {
        table {
            (platforms_after(say("段階", "Phase")))
            tbody {
                @for phase in Phase::CHAIN {
                    tr {
                        th scope="row" { (phase_name(phase)) }
                        @for platform in ScenarioPlatform::ALL { td { (phase_cell(report, phase, platform)) } }
                    }
                }
            }
        }
    };
    html! {
        section aria-labelledby="phases" {
            h2 #phases { (say("段階ごとの判定", "Phases")) }
            p {
                (say(
                    "一連の流れは、四つの段階がすべて正しく働いて初めて通知に至ります。件数は要件の数です。",
                    "The chain ends in a notification only if all four phases work. The numbers count requirements.",
                ))
            }
            (scrolled("phases", &table))
        }
    }
}

fn phase_name(phase: Phase) -> Markup {
    html! {
        span lang="ja" { "（" (phase.letter()) "）" }
        (say(phase.title(), phase_en(phase)))
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
            None => (untested()),
        }
        " "
        span.note {
            (say(&format!("判定 {}件", verdict.judged), &format!("{} judged", verdict.judged)))
            @if verdict.not_judged > 0 {
                (say(
                    &format!("、未試験 {}件", verdict.not_judged),
                    &format!(", {} untested", verdict.not_judged),
                ))
            }
        }
    }
}

pub(super) fn requirements(report: &Report<'_>) -> Markup {
    html! {
        section aria-labelledby="requirements" {
            h2 #requirements { (say("要件ごとの判定", "Requirements")) }
            p {
                (say(
                    "OS は、（ア）（イ）では登録する人の、（ウ）（エ）では通知を受ける人の端末のものです。\
                     「両方」は、二つの OS を合わせて、または端末によらず判定する欄です。\
                     件数は、その要件を確かめたシナリオの数です。「—」の欄の判定は求められていません。",
                    "The operating system is that of the phone that registers in （ア） and （イ）, and of the phone that is notified \
                     in （ウ） and （エ）. “Both” is judged on the two together or on no phone at all. The numbers count the \
                     scenarios that checked the requirement. Where — stands no verdict is demanded.",
                ))
            }
            @for phase in Phase::ALL { (of_phase(report, phase)) }
            (legend())
        }
    }
}

fn of_phase(report: &Report<'_>, phase: Phase) -> Markup {
    let of_phase = report.catalogue.requirements();
    let of_phase: Vec<&Requirement> = of_phase
        .filter(|requirement| requirement.id.phase() == phase)
        .collect();
    let name = format!(
        "requirements-{}",
        Phase::ALL
            .iter()
            .position(|each| *each == phase)
            .unwrap_or_default()
            + 1
    );
    let table = html! {
        table.requirements {
            (platforms_after(say("要件", "Requirement")))
            tbody { @for requirement in of_phase { (row(report, requirement)) } }
        }
    };
    html! {
        h3 id=(name) { (phase_name(phase)) }
        (scrolled(&name, &table))
    }
}

fn platforms_after(first: Markup) -> Markup {
    let platforms = ScenarioPlatform::ALL.map(|platform| say(platform_ja(platform), platform_en(platform)));
    let columns: Vec<Markup> = [first].into_iter().chain(platforms).collect();
    head(&columns)
}

fn row(report: &Report<'_>, requirement: &Requirement) -> Markup {
    html! {
        tr {
            th scope="row" {
                span.id lang="ja" { (requirement.id) } " "
                @if requirement.force == Force::Informative { (informative()) " " }
                (say(&requirement.ja, &requirement.en))
                span.note { (say("出典：", "Source: ")) (japanese(&requirement.source)) }
                @if let Coverage::Mechanism(mechanism) = &requirement.coverage {
                    span.note { (say("確かめる仕組み：", "Ensured by: ")) (japanese(mechanism)) }
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
            " " a.note href={ "#" (anchor) } { (count(verdict.scenarios.len(), "scenario", "scenarios")) }
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
    html! { span.note aria-hidden="true" { "—" } span.unseen { (say("判定を求めない", "no verdict demanded")) } }
}

fn legend() -> Markup {
    let line = |mark: Markup, ja: &str, en: &str| html! { dt { (mark) } dd { (say(ja, en)) } };
    html! {
        h3 { (say("印の意味", "What the marks mean")) }
        dl.legend {
            @for outcome in ScenarioOutcome::ALL {
                @let (ja, en) = scenario_meaning(outcome);
                (line(scenario_mark(outcome), ja, en))
            }
            (line(
                by_mechanism(),
                "シナリオではなく、判定の仕組みそのものが確かめる",
                "not a scenario but the judgement itself ensures it",
            ))
            (line(
                untested(),
                "確かめるシナリオがない（理由は「試験していないこと」に載せる）",
                "no scenario checks it; the reason stands under “Not tested”",
            ))
            (line(
                not_in_force(),
                "この版のアプリには適用されない要件である",
                "the requirement does not bind this version of the app",
            ))
            (line(
                informative(),
                "公の文書が約束していない要件であり、否でも可否には数えない",
                "no official document promises it; a failure does not count for the verdict",
            ))
            (line(
                missing(),
                "確かめるシナリオも、試験しない理由もない",
                "neither a scenario nor a reason for not testing it",
            ))
        }
    }
}
