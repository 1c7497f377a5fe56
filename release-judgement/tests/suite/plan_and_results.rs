//! The plan against the results: each test starts from a record that is GO, makes the two disagree or empties a
//! scenario, and must see the judgement become invalid for the reason that names it.

use evidence::{ScenarioOutcome, ScenarioPlatform, StepOutcome};

use crate::support::{self, assert_invalid, assert_outcome, fail, judged, planned, result};

#[test]
fn a_planned_scenario_without_a_result_is_an_error() {
    // エ1 keeps another scenario on Android, so only the missing result can be the reason.
    let judgement = judged(|record| {
        let more = planned(
            "more.feature",
            9,
            "結果のないもの",
            "エ1",
            ScenarioPlatform::Android,
        );
        record.plan.push(more);
    });
    assert_outcome(&judgement, "more.feature:9", ScenarioOutcome::Error);
    assert_invalid(
        &judgement,
        "計画にあるのに結果のないシナリオがあります（1件）：「結果のないもの",
    );
}

#[test]
fn two_results_for_one_scenario_are_an_error() {
    let judgement = judged(|record| {
        let again = record.results[0].clone();
        record.results.push(again);
    });
    assert_outcome(&judgement, "close.feature:5", ScenarioOutcome::Error);
    assert_invalid(
        &judgement,
        "結果が二つ以上あるシナリオがあります（1件）：「濃厚接触の判定（iOS）」",
    );
}

#[test]
fn a_passed_repetition_does_not_cover_a_failure() {
    let judgement = judged(|record| {
        let passed = record.results[0].clone();
        fail(record, "close.feature:5");
        record.results.push(passed);
    });
    assert_outcome(&judgement, "close.feature:5", ScenarioOutcome::Error);
}

#[test]
fn a_result_nobody_planned_is_an_error() {
    let judgement = judged(|record| {
        let mut stray = record.results[0].clone();
        stray.id = "stray.feature:1".to_owned();
        record.results.push(stray);
    });
    assert_invalid(
        &judgement,
        "計画にないシナリオの結果があります（1件）：stray.feature:1",
    );
}

#[test]
fn a_scenario_planned_twice_is_an_error() {
    let judgement = judged(|record| {
        let again = record.plan[0].clone();
        record.plan.push(again);
    });
    assert_invalid(&judgement, "計画に二度載っているシナリオがあります");
}

#[test]
fn a_step_missing_from_the_result_is_an_error() {
    let judgement = judged(|record| {
        result(record, "close.feature:5").steps.pop();
    });
    assert_outcome(&judgement, "close.feature:5", ScenarioOutcome::Error);
    assert_invalid(&judgement, "計画と異なるステップを実行したシナリオがあります");
}

#[test]
fn a_step_with_another_text_is_an_error() {
    let judgement = judged(|record| {
        "Bさんに何も届かない".clone_into(&mut result(record, "close.feature:5").steps[2].text);
    });
    assert_outcome(&judgement, "close.feature:5", ScenarioOutcome::Error);
    assert_invalid(&judgement, "計画と異なるステップを実行したシナリオがあります");
}

#[test]
fn a_passed_scenario_with_a_step_that_did_not_pass_is_an_error() {
    for outcome in [
        StepOutcome::Failed,
        StepOutcome::Undefined,
        StepOutcome::NotRun,
        StepOutcome::Error,
    ] {
        let judgement = judged(|record| result(record, "close.feature:5").steps[1].outcome = outcome);
        assert_outcome(&judgement, "close.feature:5", ScenarioOutcome::Error);
        assert_invalid(
            &judgement,
            "通っていないステップがあるのに合格とされたシナリオがあります",
        );
    }
}

#[test]
fn a_scenario_without_steps_is_an_error() {
    let judgement = judged(|record| {
        record.plan[0].steps.clear();
        record.results[0].steps.clear();
    });
    assert_outcome(&judgement, "close.feature:5", ScenarioOutcome::Error);
    assert_invalid(&judgement, "ステップのないシナリオがあります");
}

#[test]
fn a_scenario_that_checks_nothing_is_an_error() {
    let judgement = judged(|record| record.plan[0].steps[2].is_check = false);
    assert_outcome(&judgement, "close.feature:5", ScenarioOutcome::Error);
    assert_invalid(&judgement, "確かめる文（ならば）のないシナリオがあります");
}

#[test]
fn a_scenario_without_a_requirement_is_an_error() {
    let judgement = judged(|record| {
        let mut aimless = planned(
            "aimless.feature",
            3,
            "目的のないもの",
            "エ1",
            ScenarioPlatform::Ios,
        );
        aimless.requirements.clear();
        record.results.push(support::passed(&aimless));
        record.plan.push(aimless);
    });
    assert_outcome(&judgement, "aimless.feature:3", ScenarioOutcome::Error);
    assert_invalid(
        &judgement,
        "要件を名指ししていないシナリオがあります（1件）：「目的のないもの",
    );
}
