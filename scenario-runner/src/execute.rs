//! Running one scenario.
//!
//! cucumber-rs gives the parser, the macros and the matching. The running is ours, because the judgement needs what
//! its runner does not give: an entry for every step that did not run, a limit per step, the difference between a
//! chain that broke and a harness that broke, and no way to turn a failure green by a tag or a variable.

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use evidence::{ChainBreak, ParametersUsed, ScenarioOutcome, ScenarioResult, StepOutcome, StepResult};
use futures::FutureExt as _;
use testbed::journal::ChainEvent;
use testbed::seed::Seed;

use crate::audit::Audit;
use crate::chain::{find_break, recorded};
use crate::environment::{EmbeddedEnvironment, Environment, Listen, PartError};
use crate::features::Scenario;
use crate::release::of_scenario;
use crate::run::RunSettings;
use crate::world::World;

/// A step that takes longer hangs. Virtual time costs none: the longest step takes well under a second.
const STEP_LIMIT: Duration = Duration::from_mins(1);

/// Runs a scenario in a fresh embedded environment.
pub(crate) async fn execute(scenario: &Scenario, settings: &RunSettings, seed: u64) -> ScenarioResult {
    let release = &settings.release;
    let environment =
        match EmbeddedEnvironment::start(release, Seed::from_number(seed), Listen::anywhere()).await {
            Ok(environment) => environment,
            Err(error) => return not_started(scenario, seed, &error.to_string()),
        };
    match Environment::reach(&environment.urls(), release.starts_at) {
        Ok(reached) => {
            let world = World::new(reached, release);
            run_steps(scenario, world, seed, settings.audit.as_deref()).await
        }
        Err(error) => not_started(scenario, seed, &error.to_string()),
    }
}

async fn run_steps(
    scenario: &Scenario,
    mut world: World,
    seed: u64,
    audit: Option<&Audit>,
) -> ScenarioResult {
    let mut steps: Vec<StepResult> = planned_steps(scenario);
    for (step, result) in scenario.steps.iter().zip(&mut steps) {
        let (outcome, message) = run_step(&mut world, step).await;
        result.outcome = outcome;
        result.message = message;
        if outcome != StepOutcome::Passed {
            break;
        }
    }
    let mut outcome = outcome_of(&steps);
    let (events, parameters) = match collect(&scenario.planned.id, &world, audit).await {
        Ok(collected) => {
            if outcome == ScenarioOutcome::Passed
                && let (false, Some(last)) = (collected.unexpected.is_empty(), steps.last_mut())
            {
                outcome = ScenarioOutcome::Failed;
                last.outcome = StepOutcome::Failed;
                last.message = Some(format!(
                    "誰も予期していない呼び出しがありました: {}",
                    collected.unexpected.join("、")
                ));
            }
            (collected.events, collected.parameters)
        }
        Err(error) => {
            outcome = ScenarioOutcome::Error;
            if let Some(last) = steps.last_mut() {
                last.outcome = StepOutcome::Error;
                last.message = Some(format!("the evidence could not be collected: {error}"));
            }
            (Vec::new(), Vec::new())
        }
    };
    ScenarioResult {
        id: scenario.planned.id.clone(),
        outcome,
        seed,
        steps,
        broke_at: broke_at(&world, &events),
        chain: events.iter().map(recorded).collect(),
        parameters,
        other_attempts: Vec::new(),
        screens: Vec::new(),
        exchanges: Vec::new(),
    }
}

async fn run_step(world: &mut World, step: &gherkin::Step) -> (StepOutcome, Option<String>) {
    let definitions = World::definitions();
    let (run, context) = match definitions.find(step) {
        Ok(Some((run, _, _, context))) => (run, context),
        Ok(None) => {
            return (
                StepOutcome::Undefined,
                Some("no definition fits this step".to_owned()),
            );
        }
        Err(ambiguous) => return (StepOutcome::Undefined, Some(ambiguous.to_string())),
    };
    let running = AssertUnwindSafe(run(world, context)).catch_unwind();
    let ended = tokio::time::timeout(STEP_LIMIT, running).await;
    match ended {
        Ok(Ok(())) => (StepOutcome::Passed, None),
        // The macros turn an `Err` of a step into a panic with its text.
        Ok(Err(panic)) if world.unmet.is_some() => (StepOutcome::Failed, Some(text_of(panic.as_ref()))),
        Ok(Err(panic)) => (StepOutcome::Error, Some(text_of(panic.as_ref()))),
        Err(_) => {
            let message = format!("the step did not end within {} s", STEP_LIMIT.as_secs());
            (StepOutcome::Error, Some(message))
        }
    }
}

fn text_of(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
        .unwrap_or_else(|| "the step broke without a message".to_owned())
}

fn outcome_of(steps: &[StepResult]) -> ScenarioOutcome {
    let ended = steps.iter().find(|step| step.outcome != StepOutcome::Passed);
    match ended.map(|step| step.outcome) {
        None if steps.is_empty() => ScenarioOutcome::Error,
        None => ScenarioOutcome::Passed,
        Some(StepOutcome::Failed) => ScenarioOutcome::Failed,
        Some(StepOutcome::Undefined) => ScenarioOutcome::Undefined,
        Some(_) => ScenarioOutcome::Error,
    }
}

/// What a scenario leaves behind.
struct Collected {
    /// What every part wrote down, in order of virtual time.
    events: Vec<ChainEvent>,
    /// What every phone judged with.
    parameters: Vec<ParametersUsed>,
    /// Calls to what a part does not have: a defect of the chain that no answer shows.
    unexpected: Vec<String>,
}

async fn collect(scenario: &str, world: &World, audit: Option<&Audit>) -> Result<Collected, PartError> {
    let environment = &world.environment;
    if let Some(audit) = audit {
        let phones: Vec<String> = world.phone_owners().into_iter().map(|(name, _)| name).collect();
        audit.look(scenario, environment, &phones).await?;
    }
    let mut unexpected = Vec::new();
    let parts = [
        ("HER-SYS", &environment.hersys.0),
        ("通知サーバー", &environment.notification_server.0),
        ("端末", &environment.phones.0),
    ];
    for (name, part) in parts {
        for call in part.unexpected_calls().await? {
            unexpected.push(format!("{name}への {} {}", call.method, call.path));
        }
    }
    let mut events = environment.hersys.0.journal().await?;
    events.extend(environment.notification_server.0.journal().await?);
    events.extend(environment.phones.0.journal().await?);
    // Stable: what happened at one moment stays in the order of the places of the chain, then of the parts.
    events.sort_by_key(|event| (event.at, event.place));
    let mut parameters = Vec::new();
    for (device, platform) in world.phone_owners() {
        let mut used = environment.phones.state(&device).await?.parameters_used;
        used.dedup();
        parameters.extend(used.into_iter().map(|used| ParametersUsed {
            device: device.clone(),
            platform: of_scenario(platform),
            api_version: used.api_version,
            digest: used.digest,
        }));
    }
    Ok(Collected {
        events,
        parameters,
        unexpected,
    })
}

fn broke_at(world: &World, events: &[ChainEvent]) -> Option<ChainBreak> {
    let unmet = world.unmet.as_ref()?;
    Some(find_break(unmet, events, |phone| world.phone_label(phone)))
}

fn not_started(scenario: &Scenario, seed: u64, message: &str) -> ScenarioResult {
    let mut steps = planned_steps(scenario);
    if let Some(first) = steps.first_mut() {
        first.outcome = StepOutcome::Error;
        first.message = Some(message.to_owned());
    }
    ScenarioResult {
        id: scenario.planned.id.clone(),
        outcome: ScenarioOutcome::Error,
        seed,
        steps,
        broke_at: None,
        chain: Vec::new(),
        parameters: Vec::new(),
        other_attempts: Vec::new(),
        screens: Vec::new(),
        exchanges: Vec::new(),
    }
}

fn planned_steps(scenario: &Scenario) -> Vec<StepResult> {
    let not_run = |step: &evidence::PlannedStep| StepResult {
        keyword: step.keyword.clone(),
        text: step.text.clone(),
        line: step.line,
        is_check: step.is_check,
        outcome: StepOutcome::NotRun,
        message: None,
    };
    scenario.planned.steps.iter().map(not_run).collect()
}
