//! The mutants of the table, and why some alternatives are none.

use serde_json::{Map, Value, json};
use testbed::switch::{Alternative, Mutants, SwitchError};

use super::OsBehaviour;

/// Whether operating systems can be switched like this.
pub fn check_os_columns(changes: &Map<String, Value>) -> Result<(), SwitchError> {
    OsBehaviour::default().switched(changes).map(|_switched| ())
}

/// The mutants of the operating systems under an app that judges through this version of the API, if it judges at all,
/// with some columns switched already.
pub(crate) fn os_mutants(api: Option<u8>, switched: &Map<String, Value>) -> Result<Mutants, SwitchError> {
    // Farther than the neighbours: what a wrong table of models, half a day or a lost week would be.
    let more = [
        ("attenuation_error_db", json!(15)),
        ("attenuation_error_db", json!(-15)),
        ("identifier_lasts_intervals", json!(6)),
        ("identifier_lasts_intervals", json!(144)),
        ("key_lasts_intervals", json!(72)),
        ("key_lasts_intervals", json!(288)),
        ("own_keys_kept_days", json!(3)),
    ];
    let behaviour = OsBehaviour::default().switched(switched)?;
    Mutants::of(&behaviour, more, |mutant| inert(api, mutant))
}

/// Why an alternative leaves a phone as it is on which the app judges through this version of the API.
fn inert(api: Option<u8>, alternative: &Alternative) -> Option<&'static str> {
    let column = alternative.column.as_str();
    match column {
        "key_lasts_intervals" if alternative.to == 0 => {
            Some("a key of no length would never end: it counts as one interval")
        }
        "identifier_lasts_intervals" if alternative.to == 0 => {
            Some("an identifier of no length is none: it counts as one interval")
        }
        "attenuation_error_db" if alternative.to == 1 || alternative.to == -1 => {
            Some("no radio is exact to one dB, and no scenario stands so near a limit")
        }
        "daily_summaries" if api != Some(2) => {
            Some("it belongs to version 2 of the API, which this release does not use")
        }
        "scores_as" if api != Some(1) => {
            Some("it belongs to version 1 of the API, which this release does not use")
        }
        "exposure_notice" if api != Some(1) && alternative.to != "with_any_match" => {
            Some("in version 2 of the API the system shows nothing anyway")
        }
        _ if api.is_none() && !NEEDED_WITHOUT_CHECKS.contains(&column) => {
            Some("this release neither registers nor checks")
        }
        _ => None,
    }
}

/// What a release still needs of the system that neither registers nor checks: that its records go with it.
const NEEDED_WITHOUT_CHECKS: [&str; 2] = ["erased_with_the_app", "runs_apps_in_background"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_columns_and_values_are_named_with_the_known_ones() {
        let of = |value: Value| value.as_object().unwrap().clone();
        let unknown = check_os_columns(&of(json!({"key_lasts": 1}))).unwrap_err();
        assert!(unknown.to_string().contains("key_lasts_intervals"), "{unknown}");
        let impossible = check_os_columns(&of(json!({"files_read": "second"}))).unwrap_err();
        assert!(impossible.to_string().contains("`first`"), "{impossible}");
        check_os_columns(&of(json!({"files_read": "first", "key_lasts_intervals": 72}))).unwrap();
    }

    #[test]
    fn the_mutants_of_a_version_are_those_that_its_api_can_show() {
        let has = |api: Option<u8>, column: &str| {
            let mutants = os_mutants(api, &Map::new()).unwrap();
            mutants.alive.iter().any(|mutant| mutant.column == column)
        };
        assert!(has(Some(1), "scores_as") && !has(Some(1), "daily_summaries"));
        assert!(!has(Some(2), "scores_as") && has(Some(2), "daily_summaries"));
        assert!(!has(None, "files_read") && has(None, "erased_with_the_app"));
    }
}
