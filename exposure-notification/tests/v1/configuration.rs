//! The file with the parameters.

use exposure_notification::v1::{ConfigurationError, ExposureConfiguration};
use serde_json::{Value, json};

use crate::fixture::production;

fn file() -> Value {
    json!({
        "MinimumRiskScore": 21,
        "AttenuationScores": [1, 2, 3, 4, 5, 6, 7, 8],
        "AttenuationWeight": 50,
        "DaysSinceLastExposureScores": [1, 1, 1, 1, 1, 1, 1, 1],
        "DaysSinceLastExposureWeight": 50,
        "DurationScores": [0, 0, 0, 0, 1, 1, 1, 1],
        "DurationWeight": 50,
        "TransmissionRiskScores": [7, 7, 7, 7, 7, 7, 7, 7],
        "TransmissionWeight": 50,
        "DurationAtAttenuationThresholds": [50, 70]
    })
}

fn read(file: Value) -> Result<ExposureConfiguration, serde_json::Error> {
    serde_json::from_value(file)
}

#[test]
fn cocoas_file_is_read() {
    assert_eq!(read(file()).unwrap(), production());
    assert_eq!(production().validate(), Ok(()));
    assert_eq!(serde_json::to_value(production()).unwrap(), file());
}

#[test]
fn a_missing_member_is_named() {
    let members: Vec<String> = file().as_object().unwrap().keys().cloned().collect();
    assert_eq!(members.len(), 10);
    for member in members {
        let mut file = file();
        file.as_object_mut().unwrap().remove(&member);
        assert_eq!(
            read(file).unwrap_err().to_string(),
            format!("missing field `{member}`")
        );
    }
}

#[test]
fn an_unknown_member_is_named() {
    let mut file = file();
    file["MinimumRiskScoreFullRange"] = json!(21);
    let refused = read(file).unwrap_err().to_string();
    assert!(refused.contains("`MinimumRiskScoreFullRange`"), "{refused}");
}

#[test]
fn a_table_without_eight_scores_is_refused() {
    for table in [
        json!([7, 7, 7, 7, 7, 7, 7]),
        json!([7, 7, 7, 7, 7, 7, 7, 7, 7]),
        json!(7),
        Value::Null,
    ] {
        let mut file = file();
        file["TransmissionRiskScores"] = table.clone();
        assert!(read(file).is_err(), "{table}");
    }
}

#[test]
fn the_digest_depends_on_the_parameters_and_not_on_the_layout() {
    // sha256sum of the members in the order of the fields, without white space.
    let expected = "4633ce1652a3f74e1a75287ade437c94e855265bd3c7b601bac17a945c385a45";
    assert_eq!(production().digest(), expected);
    assert_eq!(read(file()).unwrap().digest(), expected);
    let tuned = ExposureConfiguration {
        minimum_risk_score: 1,
        ..production()
    };
    assert_ne!(tuned.digest(), expected);
}

#[test]
fn the_minimum_is_1_to_4096() {
    for (minimum, result) in [
        (0, Err(ConfigurationError::MinimumRiskScore(0))),
        (1, Ok(())),
        (4096, Ok(())),
        (4097, Err(ConfigurationError::MinimumRiskScore(4097))),
    ] {
        let configuration = ExposureConfiguration {
            minimum_risk_score: minimum,
            ..production()
        };
        assert_eq!(configuration.validate(), result);
    }
}

#[test]
fn a_weight_above_100_is_refused() {
    let refused = |configuration: ExposureConfiguration| configuration.validate().unwrap_err();
    let weight = |member| ConfigurationError::Weight { member, value: 101 };
    let attenuation = ExposureConfiguration {
        attenuation_weight: 101,
        ..production()
    };
    assert_eq!(refused(attenuation), weight("AttenuationWeight"));
    let transmission = ExposureConfiguration {
        transmission_weight: 101,
        ..production()
    };
    assert_eq!(refused(transmission), weight("TransmissionWeight"));
    let duration = ExposureConfiguration {
        duration_weight: 101,
        ..production()
    };
    assert_eq!(refused(duration), weight("DurationWeight"));
    let days = ExposureConfiguration {
        days_since_last_exposure_weight: 101,
        ..production()
    };
    assert_eq!(refused(days), weight("DaysSinceLastExposureWeight"));
}

#[test]
fn a_score_above_8_is_refused_in_every_table() {
    let table = [0, 1, 2, 3, 9, 5, 6, 7];
    let refused = |configuration: ExposureConfiguration| configuration.validate().unwrap_err();
    let score = |member| ConfigurationError::Score {
        member,
        index: 4,
        value: 9,
    };
    let transmission = ExposureConfiguration {
        transmission_risk_scores: table,
        ..production()
    };
    assert_eq!(refused(transmission), score("TransmissionRiskScores"));
    let attenuation = ExposureConfiguration {
        attenuation_scores: table,
        ..production()
    };
    assert_eq!(refused(attenuation), score("AttenuationScores"));
    let duration = ExposureConfiguration {
        duration_scores: table,
        ..production()
    };
    assert_eq!(refused(duration), score("DurationScores"));
    let days = ExposureConfiguration {
        days_since_last_exposure_scores: table,
        ..production()
    };
    assert_eq!(refused(days), score("DaysSinceLastExposureScores"));
}

#[test]
fn thresholds_in_the_wrong_order_are_refused() {
    let with = |thresholds| ExposureConfiguration {
        duration_at_attenuation_thresholds: thresholds,
        ..production()
    };
    assert_eq!(with([70, 70]).validate(), Ok(()));
    assert_eq!(
        with([71, 70]).validate(),
        Err(ConfigurationError::Thresholds { low: 71, high: 70 })
    );
}
