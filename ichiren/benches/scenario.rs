//! One scenario from start to end: environment, two phones, contact, registration, export, check, notification.
#![allow(missing_docs, reason = "the macros of criterion write undocumented items")]
#![allow(clippy::expect_used, reason = "a benchmark that cannot be set up fails")]

use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};
use evidence::{Filter, PlannedScenario, ScenarioOutcome, ScenarioResult};
use scenario_runner::{KnownTags, Progress, ReleaseFolders, RunSettings, read_plan};
use testbed::clock::Clock;

struct Silent;

impl Progress for Silent {
    fn began(&self, _: usize) {}
    fn ended(&self, _: &PlannedScenario, _: &ScenarioResult) {}
}

fn one_scenario(criterion: &mut Criterion) {
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let known = KnownTags {
        requirements: ["ア", "イ", "ウ", "エ", "判"]
            .iter()
            .flat_map(|phase| (1..=20).map(move |number| format!("{phase}{number}")))
            .collect(),
        defects: (1..=99).map(|number| format!("D{number}")).collect(),
    };
    let filter = Filter {
        tags: Some("@要件-ウ1".to_owned()),
        name: None,
    };
    let mut plan = read_plan(&home.join("features"), &known)
        .and_then(|plan| plan.filtered(&filter))
        .expect("the features");
    plan.scenarios.truncate(1);
    let folders = ReleaseFolders {
        releases: home.join("releases"),
        parameters: home.join("parameters"),
    };
    let settings = RunSettings {
        release: folders.default_release().expect("the default release"),
        seed: 1,
        concurrency: 1,
        wall_clock: Clock::system(),
        filter: None,
        audit: None,
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    criterion.bench_function("one scenario from start to end", |bencher| {
        bencher.iter(|| {
            let record = runtime.block_on(scenario_runner::run(&plan, &settings, &Silent));
            assert_eq!(record.results[0].outcome, ScenarioOutcome::Passed);
        });
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(30);
    targets = one_scenario
}
criterion_main!(benches);
