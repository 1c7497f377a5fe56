//! The sections for Android.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::key::ReportType;
use crate::v2::infectiousness::Infectiousness;

/// `ExposureConfiguration` of version 1. The tables are those of [`crate::v1::ExposureConfiguration`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct GoogleExposureConfiguration {
    /// Each 0–8.
    pub attenuation_scores: [u8; 8],
    /// 0–100; reserved.
    pub attenuation_weight: u8,
    /// Each 0–8.
    pub days_since_last_exposure_scores: [u8; 8],
    /// 0–100; reserved.
    pub days_since_last_exposure_weight: u8,
    /// Two attenuations in dB, the first not above the second.
    pub duration_at_attenuation_thresholds: [u8; 2],
    /// Each 0–8.
    pub duration_scores: [u8; 8],
    /// 0–100; reserved.
    pub duration_weight: u8,
    /// 1–4096.
    pub minimum_risk_score: u16,
    /// Each 0–8.
    pub transmission_risk_scores: [u8; 8],
    /// 0–100; reserved.
    pub transmission_risk_weight: u8,
}

/// `DiagnosisKeysDataMapping`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct GoogleDiagnosisKeysDataMappingConfiguration {
    /// By days from onset, −14 to +14; a day that is absent has none.
    #[cfg_attr(feature = "openapi", schema(value_type = BTreeMap<String, u8>))]
    pub infectiousness_for_days_since_onset_of_symptoms: BTreeMap<i32, Infectiousness>,
    /// Of a key without an onset.
    #[cfg_attr(feature = "openapi", schema(value_type = u8, maximum = 2))]
    pub infectiousness_when_days_since_onset_missing: Infectiousness,
    /// Of a key without a report type.
    #[cfg_attr(feature = "openapi", schema(value_type = u8, maximum = 5))]
    pub report_type_when_missing: ReportType,
}

/// `DailySummariesConfig`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct GoogleDailySummariesConfiguration {
    /// The attenuations in dB up to and including which a scan is immediate, near and medium; strictly rising.
    pub attenuation_bucket_threshold_db: [u8; 3],
    /// Of immediate, near, medium and other; 0.0–2.5.
    pub attenuation_bucket_weights: [f64; 4],
    /// Older days than this many do not count; 0 is off.
    pub days_since_exposure_threshold: u16,
    /// By infectiousness.
    pub infectiousness_weights: InfectiousnessWeights,
    /// A window below it does not count; seconds.
    pub minimum_window_score: f64,
    /// By report type.
    pub report_type_weights: ReportTypeWeights,
}

/// 0.0–2.5 each; what is absent counts 0.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "PascalCase", default, deny_unknown_fields)]
pub struct InfectiousnessWeights {
    /// As usual.
    pub standard: f64,
    /// More than usual.
    pub high: f64,
}

/// 0.0–2.5 each; what is absent counts 0.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "PascalCase", default, deny_unknown_fields)]
pub struct ReportTypeWeights {
    /// By a test.
    pub confirmed_test: f64,
    /// By a physician.
    pub confirmed_clinical_diagnosis: f64,
    /// By the user.
    pub self_report: f64,
    /// Reserved.
    pub recursive: f64,
}
