//! The sections for iOS (`ENExposureConfiguration`).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::key::ReportType;
use crate::v2::infectiousness::Infectiousness;

/// The parameters of version 1. The tables are those of [`crate::v1::ExposureConfiguration`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AppleExposureConfigurationV1 {
    /// Each 0–8.
    pub attenuation_level_values: [u8; 8],
    /// Each 0–8.
    pub days_since_last_exposure_level_values: [u8; 8],
    /// Each 0–8.
    pub duration_level_values: [u8; 8],
    /// Each 0–8.
    pub transmission_risk_level_values: [u8; 8],
    /// 0–255.
    pub minimum_risk_score: u8,
    /// 0–4096. iOS holds one such value for both versions: in version 2 it is the least a window must score, in
    /// seconds.
    pub minimum_risk_score_full_range: f64,
}

/// The parameters of version 2. Weights are in percent, 0–250; what is absent counts 100.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AppleExposureConfigurationV2 {
    /// Of a key without an onset (`ENDaysSinceOnsetOfSymptomsUnknown`).
    #[cfg_attr(feature = "openapi", schema(value_type = u8, maximum = 2))]
    pub infectiousness_when_days_since_onset_missing: Infectiousness,
    /// The attenuations in dB up to and including which a scan is immediate, near and medium; strictly rising.
    pub attenuation_duration_thresholds: [u8; 3],
    /// Up to the first threshold.
    #[serde(default = "full_weight")]
    pub immediate_duration_weight: f64,
    /// Up to the second.
    #[serde(default = "full_weight")]
    pub near_duration_weight: f64,
    /// Up to the third.
    #[serde(default = "full_weight")]
    pub medium_duration_weight: f64,
    /// Above.
    #[serde(default = "full_weight")]
    pub other_duration_weight: f64,
    /// Older days than this many do not count; 0 is off. The one member of the file that is written like this.
    #[serde(rename = "DaysSinceLastExposureThreshold")]
    pub days_since_last_exposure_threshold: u16,
    /// By days from onset, −14 to +14; a day that is absent has none.
    #[cfg_attr(feature = "openapi", schema(value_type = BTreeMap<String, u8>))]
    pub infectiousness_for_days_since_onset_of_symptoms: BTreeMap<i32, Infectiousness>,
    /// Of high infectiousness.
    #[serde(default = "full_weight")]
    pub infectiousness_high_weight: f64,
    /// Of standard infectiousness.
    #[serde(default = "full_weight")]
    pub infectiousness_standard_weight: f64,
    /// Of a diagnosis by a physician.
    #[serde(default = "full_weight")]
    pub report_type_confirmed_clinical_diagnosis_weight: f64,
    /// Of a diagnosis by a test.
    #[serde(default = "full_weight")]
    pub report_type_confirmed_test_weight: f64,
    /// Reserved.
    #[serde(default = "full_weight")]
    pub report_type_recursive_weight: f64,
    /// Of a report by the user.
    #[serde(default = "full_weight")]
    pub report_type_self_reported_weight: f64,
    /// Of a key without a report type; "unknown" drops the key.
    #[cfg_attr(feature = "openapi", schema(value_type = u8, maximum = 5))]
    pub report_type_none_map: ReportType,
}

fn full_weight() -> f64 {
    100.0
}
