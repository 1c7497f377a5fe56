//! Running one scenario.
//!
//! cucumber-rs gives the parser, the macros and the matching. The running is ours, because the judgement needs what
//! its runner does not give: an entry for every step that did not run, a limit per step, the difference between a
//! chain that broke and a harness that broke, and no way to turn a failure green by a tag or a variable.

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use evidence::{ChainBreak, ScenarioOutcome, ScenarioResult, StepOutcome, StepResult};
use futures::FutureExt as _;
use testbed::journal::ChainEvent;
use testbed::seed::Seed;
use tracing::Instrument as _;

use crate::audit::Audit;
use crate::chain::{find_break, recorded};
use crate::collect::{Collected, collect};
use crate::environment::{EmbeddedEnvironment, Environment, Listen};
use crate::features::Scenario;
use crate::run::RunSettings;
use crate::scenario_log;
use crate::world::World;

/// A step that takes longer hangs. Virtual time costs none: the longest step takes well under a second.
const STEP_LIMIT: Duration = Duration::from_mins(1);

/// Runs a scenario in a fresh embedded environment, with a log of its own.
pub(crate) async fn execute(scenario: &Scenario, settings: &RunSettings, seed: u64) -> ScenarioResult {
    let span = scenario_log::span(&scenario.planned.id);
    run_embedded(scenario, settings, seed).instrument(span).await
}

async fn run_embedded(scenario: &Scenario, settings: &RunSettings, seed: u64) -> ScenarioResult {
    tracing::info!(seed, "シナリオを始める");
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
        tracing::info!(
            line = result.line,
            ?outcome,
            message,
            "{} {}",
            result.keyword,
            result.text
        );
        result.outcome = outcome;
        result.message = message;
        if outcome != StepOutcome::Passed {
            break;
        }
    }
    let mut outcome = outcome_of(&steps);
    let collected = match collect(&scenario.planned.id, &world, audit).await {
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
            collected
        }
        Err(error) => {
            outcome = ScenarioOutcome::Error;
            if let Some(last) = steps.last_mut() {
                last.outcome = StepOutcome::Error;
                last.message = Some(format!("the evidence could not be collected: {error}"));
            }
            Collected::default()
        }
    };
    tracing::info!(?outcome, "シナリオを終える");
    ScenarioResult {
        id: scenario.planned.id.clone(),
        outcome,
        seed,
        steps,
        broke_at: broke_at(&world, &collected.events),
        chain: collected.events.iter().map(recorded).collect(),
        parameters: collected.parameters,
        other_attempts: Vec::new(),
        screens: collected.screens,
        exchanges: collected.exchanges,
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use tempfile::TempDir;

    use super::*;
    use crate::{KnownTags, ReleaseFolders, read_plan};

    /// A part that is gone in the midst of a scenario broke the harness, not the chain: never a pass, and never a defect
    /// of the release either.
    #[tokio::test]
    async fn a_part_that_crashed_is_an_error() {
        let features = TempDir::new().unwrap();
        let text = "# language: ja\n@要件-エ1 @判定対象-iOS\n機能: 試験\n  シナリオ: 試験\n    前提 利用者AがiOSの端末でアプリを使っている\n    \
                    もし 翌朝になる\n    ならば 利用者Aの端末に接触の通知は届いていない\n";
        fs::write(features.path().join("試験.feature"), text).unwrap();
        let known = KnownTags {
            requirements: BTreeSet::from(["エ1".to_owned()]),
            defects: BTreeSet::new(),
        };
        let plan = read_plan(features.path(), &known).unwrap();
        let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let folders = ReleaseFolders {
            releases: home.join("releases"),
            parameters: home.join("parameters"),
        };
        let release = folders.default_release().unwrap();
        for crashed in ["HER-SYS", "通知サーバー", "端末"] {
            let seed = Seed::from_number(1);
            let mut environment = EmbeddedEnvironment::start(&release, seed, Listen::anywhere())
                .await
                .unwrap();
            let reached = Environment::reach(&environment.urls(), release.starts_at).unwrap();
            environment.crash(crashed).await;
            let result = run_steps(&plan.scenarios[0], World::new(reached, &release), 1, None).await;
            assert_eq!(result.outcome, ScenarioOutcome::Error, "{crashed}: {result:#?}");
        }
    }
}
