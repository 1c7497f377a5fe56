//! The JSON Schemas in `docs/schemas/` are current, and what is written fits them.

use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::validator_for;
use release_judgement::{history_rows, json_schemas, judge};
use serde_json::{Value, json};

use crate::support::{catalogue, everything, with_d6};

/// `1`: the files are written anew instead of compared.
const WRITE: &str = "ICHIREN_WRITE_SCHEMAS";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/schemas")
}

fn checked_in(name: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(folder().join(name)).unwrap()).unwrap()
}

#[track_caller]
fn assert_fits(name: &str, instance: &Value) {
    let validator = validator_for(&checked_in(name)).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(instance)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{name}: {errors:#?}");
}

#[test]
fn the_schemas_that_are_checked_in_are_those_of_the_types() {
    for (name, schema) in json_schemas() {
        let current = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        let path = folder().join(name);
        if std::env::var_os(WRITE).is_some() {
            fs::create_dir_all(folder()).unwrap();
            fs::write(&path, &current).unwrap();
        }
        let found = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            found == current,
            "{} is not current; write it anew with {WRITE}=1",
            path.display()
        );
    }
}

#[test]
fn a_record_a_judgement_and_a_history_fit_their_schemas() {
    for record in [with_d6(), everything()] {
        let judgement = judge(&record, &catalogue());
        assert_fits("record.json", &serde_json::to_value(&record).unwrap());
        assert_fits("judgement.json", &serde_json::to_value(&judgement).unwrap());
        let rows = history_rows(&judgement);
        assert_fits("history.json", &serde_json::to_value(rows).unwrap());
    }
}

#[test]
fn what_no_record_may_hold_does_not_fit() {
    let record = serde_json::to_value(everything()).unwrap();
    let validator = validator_for(&checked_in("record.json")).unwrap();
    for (pointer, wrong) in [
        ("/seed", json!("seven")),
        ("/results/0/outcome", json!("fine")),
        ("/plan/0/platform", json!("Symbian")),
        ("/volatile/started_at", json!(7)),
    ] {
        let mut altered = record.clone();
        *altered.pointer_mut(pointer).unwrap() = wrong;
        assert!(!validator.is_valid(&altered), "{pointer}");
    }
}
