//! The marks of outcomes: a word each, so that nothing is said by colour alone.

use evidence::{ScenarioOutcome, StepOutcome};
use maud::{Markup, html};

use crate::{RequirementOutcome, WithoutScenario};

/// A word in a frame.
pub(super) fn mark(word: &str, class: &str) -> Markup {
    html! { span class={ "mark " (class) } { (word) } }
}

pub(super) fn scenario_mark(outcome: ScenarioOutcome) -> Markup {
    mark(scenario_word(outcome), scenario_class(outcome))
}

pub(super) fn scenario_word(outcome: ScenarioOutcome) -> &'static str {
    match outcome {
        ScenarioOutcome::Passed => "合",
        ScenarioOutcome::Failed => "否",
        ScenarioOutcome::Error => "異常",
        ScenarioOutcome::Undefined => "未定義",
        ScenarioOutcome::Unstable => "不安定",
        ScenarioOutcome::NotRun => "未実行",
        ScenarioOutcome::Tuned => "調整済み",
        ScenarioOutcome::NotApplicable => "対象外",
    }
}

/// What the mark means, for the legend.
pub(super) fn scenario_meaning(outcome: ScenarioOutcome) -> &'static str {
    match outcome {
        ScenarioOutcome::Passed => "すべてのステップを実行し、確かめたことがすべて成り立った",
        ScenarioOutcome::Failed => "確かめたことが成り立たなかった",
        ScenarioOutcome::Error => "試験環境の異常か、計画と結果の食い違いにより、何も言えない",
        ScenarioOutcome::Undefined => "定義のないステップがある",
        ScenarioOutcome::Unstable => "実行のたびに結果が変わる",
        ScenarioOutcome::NotRun => "計画したが実行されなかった",
        ScenarioOutcome::Tuned => "本番でないパラメーターで実行したので数えない",
        ScenarioOutcome::NotApplicable => "この環境では実行できない",
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
        StepOutcome::Passed => mark("合", "good"),
        StepOutcome::Failed => mark("否", "bad"),
        StepOutcome::Undefined => mark("未定義", "doubtful"),
        StepOutcome::NotRun => mark("未実行", "plain"),
        StepOutcome::Error => mark("異常", "doubtful"),
    }
}

pub(super) fn requirement_mark(outcome: RequirementOutcome) -> Markup {
    match outcome {
        RequirementOutcome::Judged(outcome) => scenario_mark(outcome),
        RequirementOutcome::NotJudged(WithoutScenario::CheckedByMechanism) => mark("仕組み", "plain"),
        RequirementOutcome::NotJudged(WithoutScenario::Untested) => mark("未試験", "plain"),
        RequirementOutcome::NotJudged(WithoutScenario::NotInForce) => mark("適用外", "plain"),
        RequirementOutcome::NotJudged(WithoutScenario::Missing) => mark("欠落", "doubtful"),
    }
}
