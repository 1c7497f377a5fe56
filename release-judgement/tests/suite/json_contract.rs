//! The names that programs rely on (`docs/json-contract.md`).

use release_judgement::{Judgement, hidden_by_alteration, history_rows, judge};
use serde_json::{Value, json};

use crate::support::{catalogue, with_d6, with_d6_altered};

#[test]
fn a_judgement_has_the_documented_form() {
    let judgement = judge(&with_d6(), &catalogue());
    let reasons = judgement.reasons.clone();
    let phase = |phase: &str, platform: &str, outcome: Value, judged: u32, not_judged: u32| json!({"phase": phase, "platform": platform, "outcome": outcome, "judged": judged, "not_judged": not_judged});
    let expected = json!({
        "release": "1.1.4",
        "platforms": ["iOS", "Android"],
        "verdict": "NO-GO",
        "reasons": reasons,
        "reasons_en": [
            "Android: requirements fail: ウ1, エ1 (2 scenarios). (ウ) “close contact judged”, phone B (Android): 「最大リスク値 4 は 21 に届かない」.",
        ],
        "scenarios": {
            "planned": 4, "passed": 2, "not_applicable": 0, "tuned": 0, "not_run": 0, "unstable": 0,
            "undefined": 0, "failed": 2, "error": 0,
        },
        "requirements": [
            {"id": "ア8", "platform": "both", "force": "mandatory", "outcome": "untested", "scenarios": []},
            {"id": "ウ1", "platform": "iOS", "force": "mandatory", "outcome": "passed", "scenarios": ["close.feature:5"]},
            {"id": "ウ1", "platform": "Android", "force": "mandatory", "outcome": "failed", "scenarios": ["close.feature:6"]},
            {"id": "エ1", "platform": "iOS", "force": "mandatory", "outcome": "passed", "scenarios": ["push.feature:5"]},
            {"id": "エ1", "platform": "Android", "force": "mandatory", "outcome": "failed", "scenarios": ["push.feature:6"]},
            {"id": "判5", "platform": "both", "force": "mandatory", "outcome": "checked_by_mechanism", "scenarios": []},
        ],
        "phases": [
            phase("ア", "iOS", Value::Null, 0, 0),
            phase("ア", "Android", Value::Null, 0, 0),
            phase("ア", "both", Value::Null, 0, 1),
            phase("イ", "iOS", Value::Null, 0, 0),
            phase("イ", "Android", Value::Null, 0, 0),
            phase("イ", "both", Value::Null, 0, 0),
            phase("ウ", "iOS", json!("passed"), 1, 0),
            phase("ウ", "Android", json!("failed"), 1, 0),
            phase("ウ", "both", Value::Null, 0, 0),
            phase("エ", "iOS", json!("passed"), 1, 0),
            phase("エ", "Android", json!("failed"), 1, 0),
            phase("エ", "both", Value::Null, 0, 0),
        ],
        "parameters": {"production": true, "digest": "21212121", "digest_v2": null},
        "scenario_outcomes": {
            "close.feature:5": "passed", "close.feature:6": "failed",
            "push.feature:5": "passed", "push.feature:6": "failed",
        },
        "known_deviations": [],
        "comparison": [],
        "changes": [],
        "hidden_failures": [],
    });
    assert_eq!(serde_json::to_value(&judgement).unwrap(), expected);
}

#[test]
fn a_hidden_failure_has_the_documented_form() {
    let hidden = hidden_by_alteration(&with_d6_altered(), &with_d6(), &catalogue());
    assert_eq!(
        serde_json::to_value(&hidden[0]).unwrap(),
        json!({"requirement": "ウ1", "platform": "Android", "scenarios": ["close.feature:6"], "defects": ["D6"]})
    );
}

#[test]
fn a_row_of_the_history_has_the_documented_form() {
    let rows = history_rows(&judge(&with_d6(), &catalogue()));
    assert_eq!(
        serde_json::to_value(&rows[1]).unwrap(),
        json!({"release": "1.1.4", "platform": "Android", "verdict": "NO-GO", "failed_requirements": ["ウ1", "エ1"], "noted_requirements": []})
    );
}

#[test]
fn a_judgement_is_read_back_as_it_was_written() {
    let judgement = judge(&with_d6(), &catalogue());
    let json = serde_json::to_string(&judgement).unwrap();
    assert_eq!(serde_json::from_str::<Judgement>(&json).unwrap(), judgement);
}
