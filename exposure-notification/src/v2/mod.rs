//! Version 2 of the API: windows of exposure and summaries of days, and what COCOA 2 makes of them.
//!
//! Sightings → [`ExposureWindow`]s (`exposure_window.rs`, with `data_mapping.rs`) → [`DailySummary`]s
//! (`daily_summary.rs`, with `daily_summary_rules.rs`): so far the operating system, which differs where those files say
//! so. [`RiskCalculationConfiguration`] is the app's own judgement. [`Parameters`] are the files that set all of it.

mod configuration;
mod daily_summary;
mod daily_summary_rules;
mod data_mapping;
mod exposure_window;
mod infectiousness;
mod parameters;
mod risk_level;
mod validation;
mod weighted_duration;

pub use configuration::{
    AppleExposureConfigurationV1, AppleExposureConfigurationV2, ExposureConfiguration,
    GoogleDailySummariesConfiguration, GoogleDiagnosisKeysDataMappingConfiguration,
    GoogleExposureConfiguration, InfectiousnessWeights, ReportTypeWeights,
};
pub use daily_summary::{DailySummary, SummaryItem, daily_summaries};
pub use exposure_window::{ExposureWindow, ScanInstance, exposure_windows};
pub use infectiousness::{Infectiousness, InfectiousnessMap, InfectiousnessMapError};
pub use parameters::Parameters;
pub use risk_level::{Condition, Operator, RiskCalculationConfiguration, RiskLevel};
pub use validation::ParametersError;
pub use weighted_duration::{DurationWeights, weighted_duration_seconds};
