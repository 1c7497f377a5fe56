//! What can be changed of a release, and that it shows.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use std::path::Path;

use scenario_runner::{Release, ReleaseFolders, Switch};
use serde_json::{Map, Value, json};

fn release(name: &str) -> Release {
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folders = ReleaseFolders {
        releases: home.join("releases"),
        parameters: home.join("parameters"),
    };
    folders.release(name).unwrap()
}

fn columns(value: Value) -> Map<String, Value> {
    serde_json::from_value(value).unwrap()
}

#[test]
fn a_defect_changes_every_part_that_its_switch_names() {
    let mut broken = release("1.2.4");
    let switch = Switch {
        server: columns(json!({"transmission_level": "as_sent"})),
        app: columns(json!({"kept": "every"})),
        os: columns(json!({"signature_is_checked": false})),
        hersys: columns(json!({"used_numbers": "accepted"})),
        parameters: columns(json!({"MinimumRiskScore": 1})),
    };
    broken.switch_on("D99", &switch).unwrap();
    let good = release("1.2.4");
    assert_ne!(broken.server, good.server);
    assert_eq!(broken.server.name, good.server.name);
    assert_eq!(broken.behaviour.app, switch.app);
    assert_eq!(broken.behaviour.os, switch.os);
    assert_eq!(broken.behaviour.hersys, switch.hersys);
    assert_eq!(broken.served.v1.minimum_risk_score, 1);
    assert_eq!(broken.production.v1.minimum_risk_score, 21);
    assert_eq!(broken.switched_on_defects, ["D99"]);
    assert_eq!(broken.behaviour.mended, None);
}

#[test]
fn what_cannot_be_switched_changes_nothing_and_names_the_part() {
    let wrong = |part: &str| {
        let of = |name: &str| {
            if name == part {
                columns(json!({"nonsense": 1}))
            } else {
                Map::new()
            }
        };
        Switch {
            server: of("server"),
            app: of("app"),
            os: of("os"),
            hersys: of("hersys"),
            parameters: of("parameters"),
        }
    };
    for part in ["server", "app", "os", "hersys"] {
        let mut release = release("1.2.4");
        let error = release.switch_on("D99", &wrong(part)).unwrap_err().to_string();
        assert!(
            error.starts_with(&format!("{part}: there is no column \"nonsense\"; known are")),
            "{error}"
        );
        assert!(release.switched_on_defects.is_empty());
    }
    let error = release("1.2.4")
        .switch_on("D99", &wrong("parameters"))
        .unwrap_err();
    assert!(error.to_string().contains("MinimumRiskScore"), "{error}");
}

#[test]
fn a_mended_base_has_no_defect_and_says_what_it_is() {
    let mut base = release("2.0.1");
    let switch = Switch {
        app: columns(json!({"equal_windows": "count_each"})),
        ..Switch::default()
    };
    base.mend("2.0.1 mended", &switch).unwrap();
    assert!(base.switched_on_defects.is_empty());
    assert_eq!(base.behaviour.mended.as_deref(), Some("2.0.1 mended"));
    // Later columns win: the defect is put into what was mended.
    let back = Switch {
        app: columns(json!({"equal_windows": "count_once"})),
        ..Switch::default()
    };
    base.switch_on("D18", &back).unwrap();
    assert_eq!(base.behaviour.app, back.app);
}

#[test]
fn mutants_of_every_part_differ_from_the_release_in_one_column() {
    for name in ["1.2.4", "2.0.1", "3.0.0"] {
        let good = release(name);
        let mutants = good.mutants().unwrap();
        for part in ["server", "app", "os", "hersys"] {
            assert!(mutants.iter().any(|mutant| mutant.part == part), "{name}, {part}");
        }
        for mutant in &mutants {
            assert_ne!(mutant.from, mutant.to, "{mutant:?}");
            let mut broken = good.clone();
            broken.put_in(mutant).unwrap();
            assert_eq!(broken.switched_on_defects, [mutant.id()]);
            let changed = broken.server != good.server || broken.behaviour != good.behaviour;
            assert!(changed, "{mutant:?}");
        }
        for (mutant, because) in good.mutants_left_out().unwrap() {
            assert!(because.len() > 20, "{mutant:?}");
            assert!(!mutants.contains(&mutant), "{mutant:?}");
        }
    }
}

#[test]
fn a_mutant_of_the_gate_of_1_2_4_is_among_them() {
    let mutants = release("1.2.4").mutants().unwrap();
    let gate = mutants
        .iter()
        .find(|mutant| mutant.part == "app" && mutant.column == "details");
    let gate = gate.unwrap();
    assert_eq!(gate.from, json!("maximum_score_reaches_minimum"));
    assert_eq!(gate.to, json!("any_match"));
    assert_eq!(gate.id(), "mutant: app.details = \"any_match\"");
}
