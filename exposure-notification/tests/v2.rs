//! The pieces of version 2 against the published numbers.

use std::collections::BTreeMap;

use exposure_notification::v2::{
    Infectiousness, InfectiousnessMap, InfectiousnessMapError, IosWeights, ScanInstance,
    exposure_risk_value_seconds, weighted_duration_seconds,
};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Case {
    input: String,
    equals_input: Option<String>,
    #[serde(flatten)]
    expected: Option<Expected>,
    derived: Option<Expected>,
}

#[derive(Deserialize)]
struct Expected {
    by_day: BTreeMap<String, i32>,
    when_missing: i32,
}

#[test]
fn every_published_infectiousness_map_is_read() {
    let vector: Value = serde_json::from_str(include_str!("vectors/infectiousness-map.json")).unwrap();
    let cases: Vec<Case> = serde_json::from_value(vector["cases"].clone()).unwrap();
    assert_eq!(cases.len(), 6);
    for case in cases {
        let map: InfectiousnessMap = case.input.parse().unwrap();
        let expected = case.expected.or(case.derived).unwrap();
        assert_eq!(expected.by_day.len(), 29, "{}", case.input);
        for (day, infectiousness) in expected.by_day {
            let days = day.parse().unwrap();
            assert_eq!(
                map.infectiousness(Some(days)) as i32,
                infectiousness,
                "{} day {day}",
                case.input
            );
        }
        assert_eq!(
            map.infectiousness(None) as i32,
            expected.when_missing,
            "{} missing",
            case.input
        );
        if let Some(equal) = case.equals_input {
            assert_eq!(equal.parse(), Ok(map));
        }
    }
}

#[test]
fn a_day_beyond_a_fortnight_counts_as_a_missing_onset() {
    // Pair 29 alone: high when missing, none on every day.
    let map: InfectiousnessMap = "0x0800000000000000".parse().unwrap();
    assert_eq!(map.infectiousness(Some(-14)), Infectiousness::None);
    assert_eq!(map.infectiousness(Some(14)), Infectiousness::None);
    for days in [Some(-15), Some(15), Some(i32::MAX), Some(i32::MIN), None] {
        assert_eq!(map.infectiousness(days), Infectiousness::High, "{days:?}");
    }
}

#[test]
fn what_is_no_infectiousness_map_is_refused() {
    use InfectiousnessMapError::{NotHexadecimal, TooManyEntries, UnknownInfectiousness};
    let parse = |text: &str| text.parse::<InfectiousnessMap>();
    for text in ["", "0x", "0aaa", "0xg", "0x10000000000000000", "0x+1"] {
        assert_eq!(parse(text), Err(NotHexadecimal(text.to_owned())));
    }
    assert_eq!(parse("0x0c"), Err(UnknownInfectiousness(1)));
    assert_eq!(parse("0x0c00000000000000"), Err(UnknownInfectiousness(29)));
    assert_eq!(parse("0x1000000000000000"), Err(TooManyEntries));
}

#[test]
fn apples_worked_example_has_a_risk_value_of_45_minutes() {
    let vector: Value = serde_json::from_str(include_str!("vectors/exposure-risk-value.json")).unwrap();
    let number = |table: &str, name: &str| vector[table][name].as_u64().unwrap();
    let percent = |name: &str| u8::try_from(number("weights_percent", name)).unwrap();
    let weights = IosWeights {
        attenuation_thresholds_db: [50, 70, 90],
        immediate_percent: percent("immediate"),
        near_percent: percent("near"),
        medium_percent: percent("medium"),
        other_percent: percent("other"),
    };
    // On the thresholds, which belong to the nearer range, and beyond the last.
    let scans =
        [("immediate", 50), ("near", 70), ("medium", 90), ("other", 91)].map(|(name, attenuation)| {
            ScanInstance {
                typical_attenuation_db: attenuation,
                seconds_since_last_scan: u32::try_from(number("minutes", name) * 60).unwrap(),
            }
        });
    let infectiousness = u8::try_from(vector["infectiousness_percent"].as_u64().unwrap()).unwrap();
    let report_type = u8::try_from(vector["report_type_percent"].as_u64().unwrap()).unwrap();
    let weighted = weighted_duration_seconds(&scans, &weights);
    assert!(
        (weighted / 60.0 - vector["weighted_minutes"].as_f64().unwrap()).abs() < 1e-9,
        "{weighted} s"
    );
    let value = exposure_risk_value_seconds(&scans, &weights, infectiousness, report_type);
    assert!(
        (value / 60.0 - vector["erv_minutes"].as_f64().unwrap()).abs() < 1e-9,
        "{value} s"
    );
}
