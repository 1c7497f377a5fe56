//! Parameters that no operating system accepts are refused by name.

use exposure_notification::v2::{Parameters, ParametersError};
use serde_json::{Value, json};

use crate::parameters::files;

/// Why the files are refused with another value at the path.
fn refused_with(path: &str, value: Value) -> String {
    let mut files = files();
    *files.pointer_mut(path).unwrap() = value;
    serde_json::from_value::<Parameters>(files)
        .unwrap()
        .validate()
        .unwrap_err()
        .to_string()
}

/// The member at each of these paths, with this value, is refused by its name.
fn assert_each_refused(members: &[(&str, &[&str])], value: &Value, allowed: &str) {
    for (section, names) in members {
        for name in *names {
            let path = name.replace(['.', '['], "/").replace(']', "");
            assert_eq!(
                refused_with(
                    &format!("/exposure_configuration/{section}/{path}"),
                    value.clone()
                ),
                format!("{section}.{name} is {value}, allowed is {allowed}")
            );
        }
    }
}

#[test]
fn a_score_above_8_is_refused_in_every_table() {
    let google = [
        "attenuation_scores[4]",
        "days_since_last_exposure_scores[0]",
        "duration_scores[7]",
        "transmission_risk_scores[1]",
    ];
    let apple = [
        "attenuation_level_values[4]",
        "days_since_last_exposure_level_values[0]",
        "duration_level_values[7]",
        "transmission_risk_level_values[1]",
    ];
    let members: [(_, &[&str]); 2] = [
        ("google_exposure_config", &google),
        ("apple_exposure_config_v1", &apple),
    ];
    assert_each_refused(&members, &json!(9), "0 to 8");
}

#[test]
fn weights_of_android_are_fractions_up_to_two_and_a_half() {
    let members = [
        "attenuation_bucket_weights[0]",
        "attenuation_bucket_weights[3]",
        "infectiousness_weights.Standard",
        "infectiousness_weights.High",
        "report_type_weights.ConfirmedTest",
        "report_type_weights.ConfirmedClinicalDiagnosis",
        "report_type_weights.SelfReport",
        "report_type_weights.Recursive",
    ];
    for value in [json!(2.6), json!(-0.1)] {
        assert_each_refused(&[("google_daily_summaries_config", &members)], &value, "0 to 2.5");
    }
}

#[test]
fn weights_of_ios_are_percent_up_to_250() {
    let members = [
        "immediate_duration_weight",
        "near_duration_weight",
        "medium_duration_weight",
        "other_duration_weight",
        "infectiousness_high_weight",
        "infectiousness_standard_weight",
        "report_type_confirmed_clinical_diagnosis_weight",
        "report_type_confirmed_test_weight",
        "report_type_recursive_weight",
        "report_type_self_reported_weight",
    ];
    for value in [json!(250.5), json!(-1)] {
        assert_each_refused(&[("apple_exposure_config_v2", &members)], &value, "0 to 250");
    }
}

#[test]
fn every_other_number_has_its_range() {
    let google_weights = [
        "attenuation_weight",
        "days_since_last_exposure_weight",
        "duration_weight",
        "transmission_risk_weight",
    ];
    assert_each_refused(
        &[("google_exposure_config", &google_weights)],
        &json!(101),
        "0 to 100",
    );
    for (section, member, value, allowed) in [
        ("google_exposure_config", "minimum_risk_score", 0, "1 to 4096"),
        ("google_exposure_config", "minimum_risk_score", 4097, "1 to 4096"),
        // The second threshold is 70.
        (
            "google_exposure_config",
            "duration_at_attenuation_thresholds[0]",
            71,
            "0 to 70",
        ),
        (
            "google_diagnosis_keys_data_mapping_config",
            "report_type_when_missing",
            0,
            "1 to 4",
        ),
        (
            "google_diagnosis_keys_data_mapping_config",
            "report_type_when_missing",
            5,
            "1 to 4",
        ),
        (
            "google_daily_summaries_config",
            "minimum_window_score",
            -1,
            "0 to inf",
        ),
        (
            "apple_exposure_config_v1",
            "minimum_risk_score_full_range",
            -1,
            "0 to inf",
        ),
        ("apple_exposure_config_v2", "report_type_none_map", 5, "0 to 4"),
    ] {
        assert_each_refused(&[(section, &[member])], &json!(value), allowed);
    }
    assert_eq!(
        refused_with("/risk_calculation/format_version", json!(2)),
        "risk_calculation_configuration.format_version is 2, allowed is 1 to 1"
    );
}

#[test]
fn a_day_beyond_a_fortnight_is_refused() {
    for section in [
        "google_diagnosis_keys_data_mapping_config",
        "apple_exposure_config_v2",
    ] {
        let path =
            format!("/exposure_configuration/{section}/infectiousness_for_days_since_onset_of_symptoms");
        let refused = refused_with(&path, json!({ "15": 1 }));
        assert!(
            refused.starts_with(section) && refused.contains("is 15, allowed is -14 to 14"),
            "{refused}"
        );
    }
}

#[test]
fn thresholds_that_do_not_rise_are_refused() {
    for (section, member) in [
        ("google_daily_summaries_config", "attenuation_bucket_threshold_db"),
        ("apple_exposure_config_v2", "attenuation_duration_thresholds"),
    ] {
        let mut files = files();
        files["exposure_configuration"][section][member] = json!([46, 46, 65]);
        let parameters: Parameters = serde_json::from_value(files).unwrap();
        assert_eq!(
            parameters.validate(),
            Err(ParametersError::NotRising {
                member: format!("{section}.{member}"),
                thresholds: vec![46, 46, 65]
            })
        );
    }
}
