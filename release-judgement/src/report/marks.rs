//! The marks of outcomes: a word each, so that nothing is said by colour alone.

use evidence::{ScenarioOutcome, StepOutcome};
use maud::{Markup, html};

use super::language::say;
use crate::{RequirementOutcome, WithoutScenario};

/// A word in a frame.
pub(super) fn mark(ja: &str, en: &str, class: &str) -> Markup {
    html! { span class={ "mark " (class) } { (say(ja, en)) } }
}

pub(super) fn scenario_mark(outcome: ScenarioOutcome) -> Markup {
    let (ja, en) = scenario_words(outcome);
    mark(ja, en, scenario_class(outcome))
}

pub(super) fn scenario_words(outcome: ScenarioOutcome) -> (&'static str, &'static str) {
    match outcome {
        ScenarioOutcome::Passed => ("合", "passed"),
        ScenarioOutcome::Failed => ("否", "failed"),
        ScenarioOutcome::Error => ("異常", "error"),
        ScenarioOutcome::Undefined => ("未定義", "undefined"),
        ScenarioOutcome::Unstable => ("不安定", "unstable"),
        ScenarioOutcome::NotRun => ("未実行", "not run"),
        ScenarioOutcome::Tuned => ("調整済み", "tuned"),
        ScenarioOutcome::NotApplicable => ("対象外", "not applicable"),
    }
}

/// What the mark means, for the legend.
pub(super) fn scenario_meaning(outcome: ScenarioOutcome) -> (&'static str, &'static str) {
    match outcome {
        ScenarioOutcome::Passed => (
            "すべてのステップを実行し、確かめたことがすべて成り立った",
            "every step ran and every check held",
        ),
        ScenarioOutcome::Failed => ("確かめたことが成り立たなかった", "a check did not hold"),
        ScenarioOutcome::Error => (
            "試験環境の異常か、計画と結果の食い違いにより、何も言えない",
            "the test environment broke, or plan and results do not agree: nothing is known",
        ),
        ScenarioOutcome::Undefined => ("定義のないステップがある", "a step has no definition"),
        ScenarioOutcome::Unstable => (
            "実行のたびに結果が変わる",
            "it comes out differently from run to run",
        ),
        ScenarioOutcome::NotRun => ("計画したが実行されなかった", "planned, and did not run"),
        ScenarioOutcome::Tuned => (
            "本番でないパラメーターで実行したので数えない",
            "it ran with other than the production parameters and does not count",
        ),
        ScenarioOutcome::NotApplicable => ("この環境では実行できない", "this environment cannot run it"),
    }
}

fn scenario_class(outcome: ScenarioOutcome) -> &'static str {
    match outcome {
        ScenarioOutcome::Passed => "good",
        ScenarioOutcome::Failed => "bad",
        ScenarioOutcome::NotApplicable => "plain",
        ScenarioOutcome::Error
        | ScenarioOutcome::Undefined
        | ScenarioOutcome::Unstable
        | ScenarioOutcome::NotRun
        | ScenarioOutcome::Tuned => "doubtful",
    }
}

pub(super) fn step_mark(outcome: StepOutcome) -> Markup {
    match outcome {
        StepOutcome::Passed => mark("合", "passed", "good"),
        StepOutcome::Failed => mark("否", "failed", "bad"),
        StepOutcome::Undefined => mark("未定義", "undefined", "doubtful"),
        StepOutcome::NotRun => mark("未実行", "not run", "plain"),
        StepOutcome::Error => mark("異常", "error", "doubtful"),
    }
}

pub(super) fn requirement_mark(outcome: RequirementOutcome) -> Markup {
    match outcome {
        RequirementOutcome::Judged(outcome) => scenario_mark(outcome),
        RequirementOutcome::NotJudged(WithoutScenario::CheckedByMechanism) => by_mechanism(),
        RequirementOutcome::NotJudged(WithoutScenario::Untested) => untested(),
        RequirementOutcome::NotJudged(WithoutScenario::NotInForce) => not_in_force(),
        RequirementOutcome::NotJudged(WithoutScenario::Missing) => missing(),
    }
}

pub(super) fn by_mechanism() -> Markup {
    mark("仕組み", "mechanism", "plain")
}

pub(super) fn untested() -> Markup {
    mark("未試験", "untested", "plain")
}

pub(super) fn not_in_force() -> Markup {
    mark("適用外", "not in force", "plain")
}

pub(super) fn missing() -> Markup {
    mark("欠落", "missing", "doubtful")
}

/// What no official document promises.
pub(super) fn informative() -> Markup {
    mark("参考", "informative", "plain")
}

/// A failure that was accepted beforehand.
pub(super) fn accepted() -> Markup {
    mark("既知の逸脱", "known deviation", "plain")
}
