//! `configuration.json` of COCOA 2: what the app hands to the operating system.
//!
//! The member names are those of the file. Every member is required, but for the weights, whose absence the operating
//! systems themselves define: 0 on Android, 100 percent on iOS.

mod apple;
mod google;

use serde::{Deserialize, Serialize};

pub use apple::{AppleExposureConfigurationV1, AppleExposureConfigurationV2};
pub use google::{
    GoogleDailySummariesConfiguration, GoogleDiagnosisKeysDataMappingConfiguration,
    GoogleExposureConfiguration, InfectiousnessWeights, ReportTypeWeights,
};

/// The whole file. Version 2 of the API uses the data mapping and daily summaries on Android, `apple_exposure_config_v2`
/// and the full-range minimum beside it on iOS; the rest is for phones that have version 1 alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = v2::ExposureConfiguration))]
#[serde(deny_unknown_fields)]
pub struct ExposureConfiguration {
    /// Version 1 on Android.
    pub google_exposure_config: GoogleExposureConfiguration,
    /// Version 2 on Android: what keys say.
    pub google_diagnosis_keys_data_mapping_config: GoogleDiagnosisKeysDataMappingConfiguration,
    /// Version 2 on Android: what windows count.
    pub google_daily_summaries_config: GoogleDailySummariesConfiguration,
    /// Version 1 on iOS.
    pub apple_exposure_config_v1: AppleExposureConfigurationV1,
    /// Version 2 on iOS.
    pub apple_exposure_config_v2: AppleExposureConfigurationV2,
}
