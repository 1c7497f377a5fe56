//! The parameters of COCOA 2: both files together.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::key::ReportType;
use crate::v2::configuration::{
    AppleExposureConfigurationV1, AppleExposureConfigurationV2, ExposureConfiguration,
    GoogleDailySummariesConfiguration, GoogleDiagnosisKeysDataMappingConfiguration,
    GoogleExposureConfiguration, InfectiousnessWeights, ReportTypeWeights,
};
use crate::v2::infectiousness::Infectiousness;
use crate::v2::risk_level::{Condition, Operator, RiskCalculationConfiguration};

/// What is in force at one time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameters {
    /// `configuration.json`.
    pub exposure_configuration: ExposureConfiguration,
    /// `risk_calculation_configuration.json`.
    pub risk_calculation: RiskCalculationConfiguration,
}

impl Parameters {
    /// SHA-256 of the parameters in hexadecimal: the same for two files that differ in layout alone.
    pub fn digest(&self) -> String {
        #[expect(
            clippy::expect_used,
            reason = "numbers, tables of numbers and names always have a JSON form"
        )]
        let json = serde_json::to_vec(self).expect("parameters have a JSON form");
        hex::encode(Sha256::digest(json))
    }

    /// What COCOA 2.0.0 to 3.0.0 was published with, in the files and in the app alike.
    pub fn cocoa_default() -> Self {
        Self {
            exposure_configuration: ExposureConfiguration {
                google_exposure_config: GoogleExposureConfiguration {
                    attenuation_scores: [1, 2, 3, 4, 5, 6, 7, 8],
                    attenuation_weight: 50,
                    days_since_last_exposure_scores: [1; 8],
                    days_since_last_exposure_weight: 50,
                    duration_at_attenuation_thresholds: [50, 70],
                    duration_scores: [0, 0, 0, 0, 1, 1, 1, 1],
                    duration_weight: 50,
                    minimum_risk_score: 21,
                    transmission_risk_scores: [7; 8],
                    transmission_risk_weight: 50,
                },
                google_diagnosis_keys_data_mapping_config: GoogleDiagnosisKeysDataMappingConfiguration {
                    infectiousness_for_days_since_onset_of_symptoms: cocoa_infectiousness(),
                    infectiousness_when_days_since_onset_missing: Infectiousness::High,
                    report_type_when_missing: ReportType::ConfirmedTest,
                },
                google_daily_summaries_config: GoogleDailySummariesConfiguration {
                    attenuation_bucket_threshold_db: [46, 60, 65],
                    attenuation_bucket_weights: [1.0, 2.5, 1.3, 0.01],
                    days_since_exposure_threshold: 0,
                    infectiousness_weights: InfectiousnessWeights {
                        standard: 1.0,
                        high: 1.0,
                    },
                    minimum_window_score: 0.0,
                    report_type_weights: ReportTypeWeights {
                        confirmed_test: 1.0,
                        confirmed_clinical_diagnosis: 1.0,
                        self_report: 1.0,
                        recursive: 1.0,
                    },
                },
                apple_exposure_config_v1: AppleExposureConfigurationV1 {
                    attenuation_level_values: [1, 2, 3, 4, 5, 6, 7, 8],
                    days_since_last_exposure_level_values: [1; 8],
                    duration_level_values: [0, 0, 0, 0, 1, 1, 1, 1],
                    transmission_risk_level_values: [0, 0, 7, 7, 7, 7, 7, 7],
                    minimum_risk_score: 21,
                    minimum_risk_score_full_range: 0.0,
                },
                apple_exposure_config_v2: AppleExposureConfigurationV2 {
                    infectiousness_when_days_since_onset_missing: Infectiousness::High,
                    attenuation_duration_thresholds: [46, 60, 65],
                    immediate_duration_weight: 100.0,
                    near_duration_weight: 250.0,
                    medium_duration_weight: 130.0,
                    other_duration_weight: 1.0,
                    days_since_last_exposure_threshold: 0,
                    infectiousness_for_days_since_onset_of_symptoms: cocoa_infectiousness(),
                    infectiousness_high_weight: 100.0,
                    infectiousness_standard_weight: 100.0,
                    report_type_confirmed_clinical_diagnosis_weight: 100.0,
                    report_type_confirmed_test_weight: 100.0,
                    report_type_recursive_weight: 100.0,
                    report_type_self_reported_weight: 100.0,
                    report_type_none_map: ReportType::ConfirmedTest,
                },
            },
            risk_calculation: RiskCalculationConfiguration {
                format_version: 1,
                score_sum: at_least(1350.0),
                weighted_duration_average: Condition::NONE,
                seconds_since_last_scan_sum: at_least(900.0),
                typical_attenuation_maximum: Condition::NONE,
                typical_attenuation_minimum: Condition::NONE,
            },
        }
    }
}

/// From the third day before onset to the tenth after. The third, because keys change at midnight UTC, which is 09:00
/// in Japan.
fn cocoa_infectiousness() -> BTreeMap<i32, Infectiousness> {
    (-14..=14)
        .map(|day| {
            let infectiousness = if (-3..=10).contains(&day) {
                Infectiousness::High
            } else {
                Infectiousness::None
            };
            (day, infectiousness)
        })
        .collect()
}

fn at_least(value: f64) -> Condition {
    Condition {
        operator: Operator::GreaterOrEqual,
        value,
    }
}
