//! The infectiousness maps of EN Express.

use std::collections::BTreeMap;

use exposure_notification::v2::{Infectiousness, InfectiousnessMap, InfectiousnessMapError};
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
    let vector: Value = serde_json::from_str(include_str!("../vectors/infectiousness-map.json")).unwrap();
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
