//! Every defect of the server that has a switch is found: put alone into a release without it, the scenarios that name
//! it fail, and the requirements of the catalogue with them; without it they pass.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod support;

use std::collections::BTreeSet;

use evidence::{Record, ScenarioOutcome, ScenarioPlatform, ScenarioResult};
use release_judgement::{Catalogue, Defect, Switch, judge};
use scenario_runner::{Plan, Release, ReleaseFolders, RunSettings, run};
use serde_json::json;
use support::suite::{Silent, catalogue, plan, releases};
use testbed::clock::Clock;

/// A release without the defect: the base that the catalogue names.
fn host(defect: &Defect, catalogue: &Catalogue, releases: &ReleaseFolders) -> Release {
    let Some(name) = &defect.on else {
        return releases.default_release().unwrap();
    };
    let mut bases = catalogue.proof_bases().iter();
    let base = bases.find(|base| base.name == *name).unwrap();
    let mut release = releases.release(&base.release).unwrap();
    if let Some(switch) = &base.switch {
        release.mend(&base.name, &of_release(switch)).unwrap();
    }
    release
}

fn of_release(switch: &Switch) -> scenario_runner::Switch {
    let switch = switch.clone();
    scenario_runner::Switch {
        server: switch.server,
        app: switch.app,
        os: switch.os,
        hersys: switch.hersys,
        parameters: switch.parameters,
    }
}

async fn record_of(plan: &Plan, release: Release) -> Record {
    let settings = RunSettings {
        release,
        seed: 1,
        concurrency: 4,
        wall_clock: Clock::virtual_at("2026-01-01T00:00:00Z".parse().unwrap()),
        filter: None,
        audit: None,
    };
    run(plan, &settings, &Silent).await
}

fn outcomes(record: &Record, platform: ScenarioPlatform) -> Vec<ScenarioOutcome> {
    let of_platform = |result: &&ScenarioResult| {
        let planned = record
            .plan
            .iter()
            .find(|planned| planned.id == result.id)
            .unwrap();
        planned.platform == platform
    };
    let results = record.results.iter().filter(of_platform);
    results.map(|result| result.outcome).collect()
}

#[tokio::test]
async fn every_defect_of_the_server_is_found_when_it_is_put_in_alone() {
    let catalogue = catalogue();
    let all = plan(&catalogue);
    let releases = releases();
    let mut wrong = Vec::new();
    let mut tried = 0;
    for defect in catalogue.defects() {
        let Some(switch) = defect.switch.as_ref().filter(|switch| !switch.server.is_empty()) else {
            continue;
        };
        tried += 1;
        let scenarios = all.scenarios.iter();
        let naming = Plan {
            scenarios: scenarios
                .filter(|scenario| scenario.defects.contains(&defect.id))
                .cloned()
                .collect(),
        };
        let good = host(defect, &catalogue, &releases);
        let mut broken = good.clone();
        broken.switch_on(&defect.id, &of_release(switch)).unwrap();
        assert_ne!(broken.server, good.server, "{} switches nothing", defect.id);
        let (good, broken) = (record_of(&naming, good).await, record_of(&naming, broken).await);
        assert_eq!(broken.switched_on_defects, [defect.id.as_str()]);

        let judgement = judge(&broken, &catalogue);
        for platform in &defect.platforms {
            let found = outcomes(&broken, *platform);
            if !found.contains(&ScenarioOutcome::Failed) {
                wrong.push(format!("{} is not found on {platform:?}: {found:?}", defect.id));
            }
            let named: BTreeSet<String> = judgement
                .requirements
                .iter()
                // What is judged on both systems together fails when one of them does.
                .filter(|verdict| [*platform, ScenarioPlatform::Both].contains(&verdict.platform))
                .filter(|verdict| verdict.failed() || verdict.failed_for_information())
                .map(|verdict| verdict.id.to_string())
                .collect();
            let expected = defect.requirements.iter().map(ToString::to_string);
            let missing: Vec<String> = expected.filter(|id| !named.contains(id)).collect();
            if !missing.is_empty() {
                wrong.push(format!(
                    "{}: {missing:?} hold in spite of it on {platform:?}",
                    defect.id
                ));
            }
            let without = outcomes(&good, *platform);
            if without.is_empty() || without.iter().any(|outcome| *outcome != ScenarioOutcome::Passed) {
                wrong.push(format!("{} is found where it is not: {without:?}", defect.id));
            }
        }
    }
    assert!(tried > 10, "only {tried} defects have a switch");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What was broken on purpose is never a judgement of the release.
#[tokio::test]
async fn a_run_with_a_defect_put_in_is_invalid_as_a_judgement() {
    let catalogue = catalogue();
    let releases = releases();
    let mut release = releases.default_release().unwrap();
    let switch = scenario_runner::Switch {
        server: json!({"file_names": "always_one"}).as_object().unwrap().clone(),
        ..scenario_runner::Switch::default()
    };
    release.switch_on("D33", &switch).unwrap();
    let record = record_of(&plan(&catalogue), release).await;
    let judgement = judge(&record, &catalogue);
    assert_eq!(judgement.verdict.name(), "INVALID");
    assert!(judgement.reasons[0].contains("D33"), "{}", judgement.reasons[0]);
}
