//! `risk_calculation_configuration.json` of COCOA 2: which day is a high risk.
//!
//! The app itself decides, from the day's summary and windows: all conditions must hold. A condition whose operator is
//! `NOP` always does; where all are, no day is a high risk (COCOA v2.0.0 `ExposureRiskCalculationService`).

use serde::{Deserialize, Serialize};

use crate::v2::daily_summary::DailySummary;
use crate::v2::exposure_window::ExposureWindow;

/// What the app makes of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RiskLevel {
    /// The user is not told.
    Low,
    /// The user is told of a contact.
    High,
}

/// The conditions, with the member names of the file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RiskCalculationConfiguration {
    /// Version of the file's format; 1.
    pub format_version: u32,
    /// On the day's sum of scores, seconds.
    #[serde(rename = "DailySummary_DaySummary_ScoreSum")]
    pub score_sum: Condition,
    /// On the day's weighted duration divided by the seconds of its windows; 0 without windows.
    #[serde(rename = "DailySummary_DaySummary_WeightedDurationAverage")]
    pub weighted_duration_average: Condition,
    /// On the seconds of all scans of its windows.
    #[serde(rename = "ExposureWindow_ScanInstance_SecondsSinceLastScanSum")]
    pub seconds_since_last_scan_sum: Condition,
    /// On the highest typical attenuation of its windows in dB; 0 without windows.
    #[serde(rename = "ExposureWindow_ScanInstance_TypicalAttenuationDb_Max")]
    pub typical_attenuation_maximum: Condition,
    /// On the lowest typical attenuation of its windows in dB; 0 without windows.
    #[serde(rename = "ExposureWindow_ScanInstance_TypicalAttenuationDb_Min")]
    pub typical_attenuation_minimum: Condition,
}

/// A comparison with a value.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// How.
    #[serde(rename = "op")]
    pub operator: Operator,
    /// With what.
    pub value: f64,
}

/// How a condition compares: the left side is what was measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Operator {
    /// Always holds.
    #[serde(rename = "NOP")]
    NoOperation,
    /// Equal.
    #[serde(rename = "=")]
    Equal,
    /// Equal or above.
    #[serde(rename = ">=")]
    GreaterOrEqual,
    /// Above.
    #[serde(rename = ">")]
    Greater,
    /// Equal or below.
    #[serde(rename = "<=")]
    LessOrEqual,
    /// Below.
    #[serde(rename = "<")]
    Less,
}

impl RiskCalculationConfiguration {
    /// The level of a day. `windows_of_that_day` are those the app takes into account; which they are differs between
    /// what it notifies of and what it displays.
    pub fn risk_level(&self, summary: &DailySummary, windows_of_that_day: &[ExposureWindow]) -> RiskLevel {
        let scans = || {
            windows_of_that_day
                .iter()
                .flat_map(|window| &window.scan_instances)
        };
        let attenuations = || scans().map(|scan| scan.typical_attenuation_db);
        let seconds: f64 = scans().map(|scan| f64::from(scan.seconds_since_last_scan)).sum();
        let weighted_duration_average = if seconds > 0.0 {
            summary.day.weighted_duration_sum / seconds
        } else {
            0.0
        };
        let conditions = [
            (self.score_sum, summary.day.score_sum),
            (self.weighted_duration_average, weighted_duration_average),
            (self.seconds_since_last_scan_sum, seconds),
            (
                self.typical_attenuation_maximum,
                f64::from(attenuations().max().unwrap_or(0)),
            ),
            (
                self.typical_attenuation_minimum,
                f64::from(attenuations().min().unwrap_or(0)),
            ),
        ];
        let says_something = conditions
            .iter()
            .any(|(condition, _)| condition.operator != Operator::NoOperation);
        if says_something
            && conditions
                .iter()
                .all(|(condition, value)| condition.holds(*value))
        {
            RiskLevel::High
        } else {
            RiskLevel::Low
        }
    }
}

impl Condition {
    /// The condition that always holds.
    pub const NONE: Self = Self {
        operator: Operator::NoOperation,
        value: 0.0,
    };

    #[expect(clippy::float_cmp, reason = "the app compares exactly")]
    fn holds(self, measured: f64) -> bool {
        match self.operator {
            Operator::NoOperation => true,
            Operator::Equal => measured == self.value,
            Operator::GreaterOrEqual => measured >= self.value,
            Operator::Greater => measured > self.value,
            Operator::LessOrEqual => measured <= self.value,
            Operator::Less => measured < self.value,
        }
    }
}
