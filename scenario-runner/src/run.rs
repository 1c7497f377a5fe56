//! Running a plan: every scenario in an environment of its own, several at a time.

use std::panic;
use std::sync::Arc;

use evidence::{FORMAT, Filter, PlannedScenario, Record, ScenarioResult, Volatile};
use futures::StreamExt as _;
use testbed::clock::Clock;
use testbed::seed::Seed;

use crate::audit::Audit;
use crate::execute::execute;
use crate::features::{Plan, Scenario};
use crate::release::Release;

/// What a run needs to know besides the plan.
#[derive(Debug, Clone)]
pub struct RunSettings {
    /// What is judged.
    pub release: Release,
    /// The seed from which every scenario's seed is derived.
    pub seed: u64,
    /// How many scenarios run at a time.
    pub concurrency: usize,
    /// The machine's clock, for the volatile part of the record alone.
    pub wall_clock: Clock,
    /// What was left out of the plan, if anything was.
    pub filter: Option<Filter>,
    /// Looks after every scenario for what must be kept nowhere, if somebody asked for it.
    pub audit: Option<Arc<Audit>>,
}

/// Told of the beginning, and of every result as it comes, in the order of ending.
pub trait Progress {
    /// The run begins, with so many scenarios.
    fn began(&self, scenarios: usize);
    /// A scenario has ended.
    fn ended(&self, planned: &PlannedScenario, result: &ScenarioResult);
}

/// Runs every scenario of the plan that concerns the release once.
pub async fn run(plan: &Plan, settings: &RunSettings, progress: &dyn Progress) -> Record {
    let started_at = settings.wall_clock.now();
    let quiet = QuietPanics::begin();
    let (concerned, left_out) = plan.concerning(&settings.release);
    progress.began(concerned.len());
    let run_one = |(index, scenario): (usize, &Scenario)| {
        let seed = scenario_seed(settings.seed, &scenario.planned.id);
        let planned = scenario.planned.clone();
        let scenario = scenario.clone();
        async move {
            let result = execute(&scenario, settings, seed).await;
            progress.ended(&planned, &result);
            (index, result)
        }
    };
    let mut results: Vec<(usize, ScenarioResult)> =
        futures::stream::iter(concerned.iter().copied().enumerate())
            .map(run_one)
            .buffer_unordered(settings.concurrency.max(1))
            .collect()
            .await;
    drop(quiet);
    let duration = settings.wall_clock.now().duration_since(started_at);
    results.sort_by_key(|(index, _)| *index);
    Record {
        format: FORMAT.to_owned(),
        release: settings.release.identity(),
        environment: "embedded".to_owned(),
        seed: settings.seed,
        other_seeds: Vec::new(),
        filter: settings.filter.clone(),
        altered_parameters: settings.release.altered_parameters(),
        switched_on_defects: settings.release.switched_on_defects.clone(),
        mended: settings.release.behaviour.mended.clone(),
        plan: concerned
            .iter()
            .map(|scenario| scenario.planned.clone())
            .collect(),
        left_out,
        results: results.into_iter().map(|(_, result)| result).collect(),
        populations: None,
        volatile: Volatile {
            started_at,
            duration_milliseconds: u64::try_from(duration.as_millis()).unwrap_or(0),
            ichiren_version: env!("CARGO_PKG_VERSION").to_owned(),
            judged_by: None,
        },
    }
}

/// Runs scenarios of the plan that concern the release, in its order, until one comes out as wanted: for questions that one
/// scenario answers. It makes no record, for what did not run can be no part of one.
pub async fn first_result<'plan>(
    plan: &'plan Plan,
    settings: &RunSettings,
    wanted: impl Fn(&PlannedScenario, &ScenarioResult) -> bool,
) -> Option<(&'plan PlannedScenario, ScenarioResult)> {
    let _quiet = QuietPanics::begin();
    let (concerned, _) = plan.concerning(&settings.release);
    let run_one = |scenario: &'plan Scenario| async move {
        let seed = scenario_seed(settings.seed, &scenario.planned.id);
        (&scenario.planned, execute(scenario, settings, seed).await)
    };
    let mut results = futures::stream::iter(concerned)
        .map(run_one)
        .buffered(settings.concurrency.max(1));
    while let Some((planned, result)) = results.next().await {
        if wanted(planned, &result) {
            return Some((planned, result));
        }
    }
    None
}

/// A scenario's seed depends on its place alone, so that leaving others out does not change it.
fn scenario_seed(seed: u64, id: &str) -> u64 {
    Seed::from_number(seed).derive(id).number()
}

/// A step that does not hold ends in a panic that is caught and recorded; printing it as well would bury the result.
struct QuietPanics;

impl QuietPanics {
    fn begin() -> Self {
        panic::set_hook(Box::new(|information| tracing::debug!("{information}")));
        Self
    }
}

impl Drop for QuietPanics {
    fn drop(&mut self) {
        // Gives the standard hook back.
        drop(panic::take_hook());
    }
}
