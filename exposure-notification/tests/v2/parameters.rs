//! The two files of COCOA 2.

use exposure_notification::v2::{ExposureConfiguration, Parameters, RiskCalculationConfiguration};
use serde_json::{Value, json};

/// `configuration.json` from 2022-01-21 on.
fn configuration() -> Value {
    let infectiousness = json!({
        "-14": 0, "-13": 0, "-12": 0, "-11": 0, "-10": 0, "-9": 0, "-8": 0, "-7": 0, "-6": 0, "-5": 0, "-4": 0,
        "-3": 2, "-2": 2, "-1": 2, "0": 2, "1": 2, "2": 2, "3": 2, "4": 2, "5": 2, "6": 2, "7": 2, "8": 2, "9": 2,
        "10": 2, "11": 0, "12": 0, "13": 0, "14": 0
    });
    json!({
        "google_exposure_config": {
            "attenuation_scores": [1, 2, 3, 4, 5, 6, 7, 8],
            "attenuation_weight": 50,
            "days_since_last_exposure_scores": [1, 1, 1, 1, 1, 1, 1, 1],
            "days_since_last_exposure_weight": 50,
            "duration_at_attenuation_thresholds": [50, 70],
            "duration_scores": [0, 0, 0, 0, 1, 1, 1, 1],
            "duration_weight": 50,
            "minimum_risk_score": 21,
            "transmission_risk_scores": [7, 7, 7, 7, 7, 7, 7, 7],
            "transmission_risk_weight": 50
        },
        "google_diagnosis_keys_data_mapping_config": {
            "infectiousness_for_days_since_onset_of_symptoms": infectiousness,
            "infectiousness_when_days_since_onset_missing": 2,
            "report_type_when_missing": 1
        },
        "google_daily_summaries_config": {
            "attenuation_bucket_threshold_db": [46, 60, 65],
            "attenuation_bucket_weights": [1.0, 2.5, 1.3, 0.01],
            "days_since_exposure_threshold": 0,
            "infectiousness_weights": { "High": 1.0, "Standard": 1.0 },
            "minimum_window_score": 0.0,
            "report_type_weights": {
                "ConfirmedTest": 1.0,
                "ConfirmedClinicalDiagnosis": 1.0,
                "SelfReport": 1.0,
                "Recursive": 1.0
            }
        },
        "apple_exposure_config_v1": {
            "attenuation_level_values": [1, 2, 3, 4, 5, 6, 7, 8],
            "days_since_last_exposure_level_values": [1, 1, 1, 1, 1, 1, 1, 1],
            "duration_level_values": [0, 0, 0, 0, 1, 1, 1, 1],
            "transmission_risk_level_values": [0, 0, 7, 7, 7, 7, 7, 7],
            "minimum_risk_score": 21,
            "minimum_risk_score_full_range": 0.0
        },
        "apple_exposure_config_v2": {
            "infectiousness_when_days_since_onset_missing": 2,
            "attenuation_duration_thresholds": [46, 60, 65],
            "immediate_duration_weight": 100.0,
            "near_duration_weight": 250.0,
            "medium_duration_weight": 130.0,
            "other_duration_weight": 1.0,
            "DaysSinceLastExposureThreshold": 0,
            "infectiousness_for_days_since_onset_of_symptoms": infectiousness,
            "infectiousness_high_weight": 100.0,
            "infectiousness_standard_weight": 100.0,
            "report_type_confirmed_clinical_diagnosis_weight": 100.0,
            "report_type_confirmed_test_weight": 100.0,
            "report_type_recursive_weight": 100.0,
            "report_type_self_reported_weight": 100.0,
            "report_type_none_map": 1
        }
    })
}

/// `risk_calculation_configuration.json`.
fn risk_calculation() -> Value {
    json!({
        "format_version": 1,
        "DailySummary_DaySummary_ScoreSum": { "op": ">=", "value": 1350.0 },
        "DailySummary_DaySummary_WeightedDurationAverage": { "op": "NOP", "value": 0.0 },
        "ExposureWindow_ScanInstance_SecondsSinceLastScanSum": { "op": ">=", "value": 900.0 },
        "ExposureWindow_ScanInstance_TypicalAttenuationDb_Max": { "op": "NOP", "value": 0.0 },
        "ExposureWindow_ScanInstance_TypicalAttenuationDb_Min": { "op": "NOP", "value": 0.0 }
    })
}

/// Both files, as [`Parameters`] hold them.
pub(crate) fn files() -> Value {
    json!({ "exposure_configuration": configuration(), "risk_calculation": risk_calculation() })
}

#[test]
fn cocoas_files_are_read_written_and_valid() {
    let cocoa = Parameters::cocoa_default();
    let read: ExposureConfiguration = serde_json::from_value(configuration()).unwrap();
    assert_eq!(read, cocoa.exposure_configuration);
    let read: RiskCalculationConfiguration = serde_json::from_value(risk_calculation()).unwrap();
    assert_eq!(read, cocoa.risk_calculation);
    assert_eq!(serde_json::to_value(&cocoa).unwrap(), files());
    assert_eq!(cocoa.validate(), Ok(()));
}

#[test]
fn whole_numbers_in_a_file_read_like_fractions() {
    let mut file = configuration();
    file["apple_exposure_config_v2"]["near_duration_weight"] = json!(250);
    file["google_daily_summaries_config"]["minimum_window_score"] = json!(0);
    let read: ExposureConfiguration = serde_json::from_value(file).unwrap();
    assert_eq!(read, Parameters::cocoa_default().exposure_configuration);
}

#[test]
fn every_operator_is_read_by_its_sign() {
    for sign in ["NOP", "=", ">=", ">", "<=", "<"] {
        let mut file = risk_calculation();
        file["DailySummary_DaySummary_ScoreSum"]["op"] = json!(sign);
        let read: RiskCalculationConfiguration = serde_json::from_value(file.clone()).unwrap();
        assert_eq!(serde_json::to_value(read).unwrap(), file);
    }
    let mut file = risk_calculation();
    file["DailySummary_DaySummary_ScoreSum"]["op"] = json!("=>");
    assert!(serde_json::from_value::<RiskCalculationConfiguration>(file).is_err());
}

#[test]
fn a_missing_member_is_named_and_only_weights_may_be_missing() {
    for section in configuration().as_object().unwrap().keys() {
        let members: Vec<String> = configuration()[section]
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect();
        for member in members {
            let mut file = configuration();
            file[section].as_object_mut().unwrap().remove(&member);
            let read = serde_json::from_value::<ExposureConfiguration>(file);
            if section == "apple_exposure_config_v2" && member.ends_with("_weight") {
                assert!(read.is_ok(), "{section}.{member}");
            } else {
                assert_eq!(
                    read.unwrap_err().to_string(),
                    format!("missing field `{member}`"),
                    "{section}"
                );
            }
        }
    }
    for member in risk_calculation().as_object().unwrap().keys() {
        let mut file = risk_calculation();
        file.as_object_mut().unwrap().remove(member);
        let refused = serde_json::from_value::<RiskCalculationConfiguration>(file).unwrap_err();
        assert_eq!(refused.to_string(), format!("missing field `{member}`"));
    }
}

#[test]
fn an_unknown_member_is_named() {
    // The member that is written otherwise than all others, written like the others.
    let mut file = configuration();
    file["apple_exposure_config_v2"]["days_since_last_exposure_threshold"] = json!(0);
    let refused = serde_json::from_value::<ExposureConfiguration>(file)
        .unwrap_err()
        .to_string();
    assert!(
        refused.contains("`days_since_last_exposure_threshold`"),
        "{refused}"
    );
}

#[test]
fn infectiousness_and_report_types_that_do_not_exist_are_refused() {
    for (section, member, value) in [
        (
            "google_diagnosis_keys_data_mapping_config",
            "infectiousness_when_days_since_onset_missing",
            3,
        ),
        (
            "google_diagnosis_keys_data_mapping_config",
            "report_type_when_missing",
            6,
        ),
        ("apple_exposure_config_v2", "report_type_none_map", 6),
    ] {
        let mut file = configuration();
        file[section][member] = json!(value);
        let refused = serde_json::from_value::<ExposureConfiguration>(file)
            .unwrap_err()
            .to_string();
        assert!(refused.contains(&format!("{value} does not exist")), "{refused}");
    }
}

#[test]
fn the_digest_depends_on_the_parameters_and_not_on_the_layout() {
    let cocoa = Parameters::cocoa_default();
    let read: Parameters = serde_json::from_str(&serde_json::to_string_pretty(&files()).unwrap()).unwrap();
    // sha256sum of the members in the order of the fields, without white space.
    let expected = "7b745333c8c82d041f26bc9d3466de1dec7902367894ea363dc4128c5ee2bd73";
    assert_eq!(cocoa.digest(), expected);
    assert_eq!(read.digest(), expected);
    let mut weaker = cocoa.clone();
    weaker.risk_calculation.score_sum.value = 1170.0;
    assert_ne!(weaker.digest(), expected);
    let mut other = cocoa.clone();
    other
        .exposure_configuration
        .apple_exposure_config_v1
        .minimum_risk_score = 1;
    assert_ne!(other.digest(), expected);
}
