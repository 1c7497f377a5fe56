//! Whether the operating systems accept the parameters of COCOA 2.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::ops::RangeInclusive;

use thiserror::Error;

use crate::key::ReportType;
use crate::v2::configuration::{
    AppleExposureConfigurationV1, AppleExposureConfigurationV2, GoogleDailySummariesConfiguration,
    GoogleDiagnosisKeysDataMappingConfiguration, GoogleExposureConfiguration,
};
use crate::v2::infectiousness::Infectiousness;
use crate::v2::parameters::Parameters;
use crate::v2::risk_level::RiskCalculationConfiguration;

const SCORES: RangeInclusive<u8> = 0..=8;
const RESERVED_WEIGHTS: RangeInclusive<u8> = 0..=100;
const FRACTIONS: RangeInclusive<f64> = 0.0..=2.5;
const PERCENT: RangeInclusive<f64> = 0.0..=250.0;
const DAYS: RangeInclusive<i32> = -14..=14;

/// Which parameter is out of its range.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum ParametersError {
    /// A number.
    #[error("{member} is {value}, allowed is {allowed}")]
    OutOfRange {
        /// The member's name in its file, with the names it lies under and the index in a table.
        member: String,
        /// Its value.
        value: String,
        /// What is accepted.
        allowed: String,
    },
    /// Thresholds in the wrong order.
    #[error("{member} is {thresholds:?}; each threshold must be above the one before")]
    NotRising {
        /// The member's name.
        member: String,
        /// Its values.
        thresholds: Vec<u8>,
    },
}

impl Parameters {
    /// Whether every parameter is in the range that the operating systems, and the app, accept.
    pub fn validate(&self) -> Result<(), ParametersError> {
        let configuration = &self.exposure_configuration;
        google_v1(&configuration.google_exposure_config)?;
        data_mapping(&configuration.google_diagnosis_keys_data_mapping_config)?;
        daily_summaries(&configuration.google_daily_summaries_config)?;
        apple_v1(&configuration.apple_exposure_config_v1)?;
        apple_v2(&configuration.apple_exposure_config_v2)?;
        risk_calculation(&self.risk_calculation)
    }
}

fn google_v1(google: &GoogleExposureConfiguration) -> Result<(), ParametersError> {
    let section = Section("google_exposure_config");
    section.table("attenuation_scores", &google.attenuation_scores, &SCORES)?;
    section.table(
        "days_since_last_exposure_scores",
        &google.days_since_last_exposure_scores,
        &SCORES,
    )?;
    section.table("duration_scores", &google.duration_scores, &SCORES)?;
    section.table(
        "transmission_risk_scores",
        &google.transmission_risk_scores,
        &SCORES,
    )?;
    for (member, weight) in [
        ("attenuation_weight", google.attenuation_weight),
        (
            "days_since_last_exposure_weight",
            google.days_since_last_exposure_weight,
        ),
        ("duration_weight", google.duration_weight),
        ("transmission_risk_weight", google.transmission_risk_weight),
    ] {
        section.number(member, weight, &RESERVED_WEIGHTS)?;
    }
    section.number("minimum_risk_score", google.minimum_risk_score, &(1..=4096))?;
    let [low, high] = google.duration_at_attenuation_thresholds;
    section.number("duration_at_attenuation_thresholds[0]", low, &(0..=high))
}

fn data_mapping(mapping: &GoogleDiagnosisKeysDataMappingConfiguration) -> Result<(), ParametersError> {
    let section = Section("google_diagnosis_keys_data_mapping_config");
    section.days(&mapping.infectiousness_for_days_since_onset_of_symptoms)?;
    section.number(
        "report_type_when_missing",
        i32::from(mapping.report_type_when_missing),
        &(i32::from(ReportType::ConfirmedTest)..=i32::from(ReportType::Recursive)),
    )
}

fn daily_summaries(google: &GoogleDailySummariesConfiguration) -> Result<(), ParametersError> {
    let section = Section("google_daily_summaries_config");
    section.rising(
        "attenuation_bucket_threshold_db",
        google.attenuation_bucket_threshold_db,
    )?;
    section.table(
        "attenuation_bucket_weights",
        &google.attenuation_bucket_weights,
        &FRACTIONS,
    )?;
    let infectiousness = google.infectiousness_weights;
    let report_type = google.report_type_weights;
    for (member, weight) in [
        ("infectiousness_weights.Standard", infectiousness.standard),
        ("infectiousness_weights.High", infectiousness.high),
        ("report_type_weights.ConfirmedTest", report_type.confirmed_test),
        (
            "report_type_weights.ConfirmedClinicalDiagnosis",
            report_type.confirmed_clinical_diagnosis,
        ),
        ("report_type_weights.SelfReport", report_type.self_report),
        ("report_type_weights.Recursive", report_type.recursive),
    ] {
        section.number(member, weight, &FRACTIONS)?;
    }
    section.number(
        "minimum_window_score",
        google.minimum_window_score,
        &(0.0..=f64::INFINITY),
    )
}

fn apple_v1(apple: &AppleExposureConfigurationV1) -> Result<(), ParametersError> {
    let section = Section("apple_exposure_config_v1");
    section.table(
        "attenuation_level_values",
        &apple.attenuation_level_values,
        &SCORES,
    )?;
    section.table(
        "days_since_last_exposure_level_values",
        &apple.days_since_last_exposure_level_values,
        &SCORES,
    )?;
    section.table("duration_level_values", &apple.duration_level_values, &SCORES)?;
    section.table(
        "transmission_risk_level_values",
        &apple.transmission_risk_level_values,
        &SCORES,
    )?;
    section.number(
        "minimum_risk_score_full_range",
        apple.minimum_risk_score_full_range,
        &(0.0..=f64::INFINITY),
    )
}

fn apple_v2(apple: &AppleExposureConfigurationV2) -> Result<(), ParametersError> {
    let section = Section("apple_exposure_config_v2");
    section.rising(
        "attenuation_duration_thresholds",
        apple.attenuation_duration_thresholds,
    )?;
    for (member, weight) in [
        ("immediate_duration_weight", apple.immediate_duration_weight),
        ("near_duration_weight", apple.near_duration_weight),
        ("medium_duration_weight", apple.medium_duration_weight),
        ("other_duration_weight", apple.other_duration_weight),
        ("infectiousness_high_weight", apple.infectiousness_high_weight),
        (
            "infectiousness_standard_weight",
            apple.infectiousness_standard_weight,
        ),
        (
            "report_type_confirmed_clinical_diagnosis_weight",
            apple.report_type_confirmed_clinical_diagnosis_weight,
        ),
        (
            "report_type_confirmed_test_weight",
            apple.report_type_confirmed_test_weight,
        ),
        ("report_type_recursive_weight", apple.report_type_recursive_weight),
        (
            "report_type_self_reported_weight",
            apple.report_type_self_reported_weight,
        ),
    ] {
        section.number(member, weight, &PERCENT)?;
    }
    section.days(&apple.infectiousness_for_days_since_onset_of_symptoms)?;
    section.number(
        "report_type_none_map",
        i32::from(apple.report_type_none_map),
        &(i32::from(ReportType::Unknown)..=i32::from(ReportType::Recursive)),
    )
}

fn risk_calculation(risk: &RiskCalculationConfiguration) -> Result<(), ParametersError> {
    Section("risk_calculation_configuration").number("format_version", risk.format_version, &(1..=1))
}

/// The name under which members lie.
struct Section(&'static str);

impl Section {
    fn number<T: PartialOrd + Display + Copy>(
        &self,
        member: &str,
        value: T,
        allowed: &RangeInclusive<T>,
    ) -> Result<(), ParametersError> {
        if allowed.contains(&value) {
            return Ok(());
        }
        Err(ParametersError::OutOfRange {
            member: format!("{}.{member}", self.0),
            value: value.to_string(),
            allowed: format!("{} to {}", allowed.start(), allowed.end()),
        })
    }

    fn table<T: PartialOrd + Display + Copy>(
        &self,
        member: &str,
        values: &[T],
        allowed: &RangeInclusive<T>,
    ) -> Result<(), ParametersError> {
        values
            .iter()
            .enumerate()
            .try_for_each(|(index, value)| self.number(&format!("{member}[{index}]"), *value, allowed))
    }

    fn days(&self, by_day: &BTreeMap<i32, Infectiousness>) -> Result<(), ParametersError> {
        by_day.keys().try_for_each(|day| {
            self.number(
                "infectiousness_for_days_since_onset_of_symptoms, a day,",
                *day,
                &DAYS,
            )
        })
    }

    fn rising(&self, member: &str, thresholds: [u8; 3]) -> Result<(), ParametersError> {
        if thresholds.is_sorted_by(|threshold, next| threshold < next) {
            return Ok(());
        }
        Err(ParametersError::NotRising {
            member: format!("{}.{member}", self.0),
            thresholds: thresholds.to_vec(),
        })
    }
}
