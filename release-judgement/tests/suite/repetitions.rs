//! Repetitions with other seeds: what does not always come out alike proves nothing.

use evidence::ScenarioOutcome;
use release_judgement::{Verdict, judge};

use crate::support::{catalogue, fail, green};

#[test]
fn what_always_comes_out_alike_counts() {
    let mut record = green();
    let mut repetition = green();
    repetition.seed = 8;
    record.add_repetition(&repetition);
    assert_eq!(record.other_seeds, [8]);
    assert_eq!(judge(&record, &catalogue()).verdict, Verdict::Go);
}

#[test]
fn what_comes_out_differently_is_unstable_and_the_judgement_invalid() {
    let mut record = green();
    let mut repetition = green();
    fail(&mut repetition, "push.feature:6");
    record.add_repetition(&repetition);
    // A third attempt like the first one makes it no better.
    record.add_repetition(&green());
    let judgement = judge(&record, &catalogue());
    assert_eq!(judgement.verdict, Verdict::Invalid);
    assert_eq!(
        judgement.scenario_outcomes["push.feature:6"],
        ScenarioOutcome::Unstable
    );
    assert_eq!(
        judgement.scenario_outcomes["push.feature:5"],
        ScenarioOutcome::Passed
    );
    let named =
        |reason: &String| reason.contains("実行のたびに結果が変わる") && reason.contains("push.feature:6");
    assert!(judgement.reasons.iter().any(named), "{:?}", judgement.reasons);
    let outcomes: Vec<ScenarioOutcome> = record
        .results
        .iter()
        .find(|result| result.id == "push.feature:6")
        .unwrap()
        .other_attempts
        .iter()
        .map(|attempt| attempt.outcome)
        .collect();
    assert_eq!(outcomes, [ScenarioOutcome::Failed, ScenarioOutcome::Passed]);
}

#[test]
fn what_a_repetition_did_not_run_is_unstable() {
    let mut record = green();
    let mut repetition = green();
    repetition.results.retain(|result| result.id != "close.feature:5");
    record.add_repetition(&repetition);
    assert_eq!(judge(&record, &catalogue()).verdict, Verdict::Invalid);
}
