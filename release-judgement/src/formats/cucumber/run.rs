//! The run: every planned scenario as a test case, and what came of each step.

use std::collections::BTreeMap;

use evidence::{PlannedScenario, Record, ScenarioOutcome, ScenarioResult, StepOutcome};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::pickles::Pickle;
use super::{Ids, MessagesError, judged, message_of};
use crate::{Judgement, Verdict};

/// What the messages of a run are made from.
pub(super) struct Run<'run> {
    pub(super) record: &'run Record,
    pub(super) judgement: &'run Judgement,
    /// By file and line.
    pub(super) pickles: &'run BTreeMap<(String, usize), Pickle>,
}

/// The ids that the messages of a run share.
struct Shared {
    definition: String,
    hook: String,
    run: String,
    began: Value,
}

/// The messages from the first step definition to the end of the run.
pub(super) fn messages_of_run(run: &Run<'_>, ids: &mut Ids) -> Result<Vec<Value>, MessagesError> {
    let volatile = &run.record.volatile;
    let milliseconds = i64::try_from(volatile.duration_milliseconds).unwrap_or(i64::MAX);
    let ended = volatile
        .started_at
        .saturating_add(SignedDuration::from_millis(milliseconds));
    let shared = Shared {
        definition: ids.next(),
        hook: ids.next(),
        run: ids.next(),
        began: time(volatile.started_at),
    };
    let mut messages = vec![
        json!({"stepDefinition": {
            "id": shared.definition,
            "pattern": {"type": "REGULAR_EXPRESSION", "source": "^.*$"},
            "sourceReference": {"uri": "scenario-runner/src/steps"},
        }}),
        json!({"hook": {
            "id": shared.hook,
            "name": "判定",
            "type": "AFTER_TEST_CASE",
            "sourceReference": {"uri": "release-judgement/src/judge.rs"},
        }}),
        json!({"testRunStarted": {"id": shared.run, "timestamp": shared.began}}),
    ];
    let mut executed = Vec::new();
    for planned in &run.record.plan {
        let (case, execution) = scenario(run, &shared, planned, ids)?;
        messages.push(case);
        executed.extend(execution);
    }
    messages.extend(executed);
    messages.push(json!({"testRunFinished": {
        "testRunStartedId": shared.run,
        "timestamp": ended.map_or_else(|_| shared.began.clone(), time),
        "success": run.judgement.verdict == Verdict::Go,
        "message": format!("{}: {}", run.judgement.verdict, run.judgement.reasons.join("\n")),
    }}));
    Ok(messages)
}

/// The test case, and what happened in it.
fn scenario(
    run: &Run<'_>,
    shared: &Shared,
    planned: &PlannedScenario,
    ids: &mut Ids,
) -> Result<(Value, Vec<Value>), MessagesError> {
    let place = (planned.file.clone(), planned.line);
    let pickle = run.pickles.get(&place).ok_or_else(|| MessagesError::NoSource {
        id: planned.id.clone(),
    })?;
    let outcome = run.judgement.scenario_outcomes.get(&planned.id).copied();
    let outcome = outcome.unwrap_or(ScenarioOutcome::Error);
    let result = run.record.results.iter().find(|result| result.id == planned.id);
    let (case, started) = (ids.next(), ids.next());
    let mut test_steps = Vec::new();
    let mut happened = vec![json!({"testCaseStarted": {
        "id": started, "testCaseId": case, "attempt": 0, "timestamp": shared.began,
    }})];
    let mut step = |definition: Value, result: Value, ids: &mut Ids| {
        let id = ids.next();
        let mut test_step = definition;
        test_step["id"] = json!(id);
        test_steps.push(test_step);
        let place = json!({"testCaseStartedId": started, "testStepId": id, "timestamp": shared.began});
        let mut finished = place.clone();
        finished["testStepResult"] = result;
        happened.push(json!({"testStepStarted": place}));
        happened.push(json!({"testStepFinished": finished}));
    };
    for (position, pickle_step) in pickle.steps.iter().enumerate() {
        let came_out = result
            .and_then(|result| result.steps.get(position))
            .map(|step| step.outcome);
        let defined = came_out != Some(StepOutcome::Undefined);
        let definitions: Vec<&String> = [&shared.definition].into_iter().filter(|_| defined).collect();
        let arguments: Vec<Value> = definitions
            .iter()
            .map(|_| json!({"stepMatchArguments": []}))
            .collect();
        let definition = json!({
            "pickleStepId": pickle_step,
            "stepDefinitionIds": definitions,
            "stepMatchArgumentsLists": arguments,
        });
        step(definition, step_result(result, came_out, outcome), ids);
    }
    if let Some(why) = taken_away(result, outcome) {
        step(json!({"hookId": shared.hook}), status("FAILED", Some(why)), ids);
    }
    happened.push(json!({"testCaseFinished": {
        "testCaseStartedId": started, "timestamp": shared.began, "willBeRetried": false,
    }}));
    let case = json!({"testCase": {
        "id": case, "pickleId": pickle.id, "testRunStartedId": shared.run, "testSteps": test_steps,
    }});
    Ok((case, happened))
}

fn step_result(
    result: Option<&ScenarioResult>,
    came_out: Option<StepOutcome>,
    outcome: ScenarioOutcome,
) -> Value {
    let message = || result.map(|result| message_of(result, outcome));
    match came_out {
        Some(StepOutcome::Passed) => status("PASSED", None),
        Some(StepOutcome::Failed | StepOutcome::Error) => status("FAILED", message()),
        Some(StepOutcome::Undefined) => status("UNDEFINED", message()),
        Some(StepOutcome::NotRun) | None => status("SKIPPED", None),
    }
}

/// Why a scenario does not count though none of its steps failed.
fn taken_away(result: Option<&ScenarioResult>, outcome: ScenarioOutcome) -> Option<String> {
    let stopped = |step: &evidence::StepResult| {
        matches!(
            step.outcome,
            StepOutcome::Failed | StepOutcome::Error | StepOutcome::Undefined
        )
    };
    let shows = result.is_some_and(|result| result.steps.iter().any(stopped));
    if outcome == ScenarioOutcome::Passed || shows {
        return None;
    }
    Some(judged(outcome).unwrap_or("結果がない").to_owned())
}

fn status(status: &str, message: Option<String>) -> Value {
    let mut result = json!({"status": status, "duration": {"seconds": 0, "nanos": 0}});
    if let Some(message) = message {
        result["message"] = json!(message);
    }
    result
}

fn time(at: Timestamp) -> Value {
    json!({"seconds": at.as_second(), "nanos": at.subsec_nanosecond()})
}
