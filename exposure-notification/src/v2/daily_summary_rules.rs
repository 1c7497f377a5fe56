//! The weights and limits of daily summaries, in one unit for both operating systems.

use crate::key::ReportType;
use crate::platform::Platform;
use crate::v2::configuration::{ExposureConfiguration, ReportTypeWeights};
use crate::v2::infectiousness::Infectiousness;
use crate::v2::weighted_duration::DurationWeights;

/// Weights as fractions, times in days, scores in seconds.
pub(super) struct DailySummaryRules {
    pub(super) duration_weights: DurationWeights,
    infectiousness_standard_weight: f64,
    infectiousness_high_weight: f64,
    report_type_weights: ReportTypeWeights,
    /// 0 is off.
    pub(super) days_threshold: u16,
    pub(super) minimum_window_score: f64,
}

impl ExposureConfiguration {
    pub(super) fn daily_summary_rules(&self, platform: Platform) -> DailySummaryRules {
        match platform {
            Platform::Android => {
                let google = &self.google_daily_summaries_config;
                DailySummaryRules {
                    duration_weights: DurationWeights {
                        attenuation_thresholds_db: google.attenuation_bucket_threshold_db,
                        by_distance: google.attenuation_bucket_weights,
                    },
                    infectiousness_standard_weight: google.infectiousness_weights.standard,
                    infectiousness_high_weight: google.infectiousness_weights.high,
                    report_type_weights: google.report_type_weights,
                    days_threshold: google.days_since_exposure_threshold,
                    minimum_window_score: google.minimum_window_score,
                }
            }
            Platform::Ios => {
                let apple = &self.apple_exposure_config_v2;
                let fraction = |percent: f64| percent / 100.0;
                DailySummaryRules {
                    duration_weights: DurationWeights {
                        attenuation_thresholds_db: apple.attenuation_duration_thresholds,
                        by_distance: [
                            apple.immediate_duration_weight,
                            apple.near_duration_weight,
                            apple.medium_duration_weight,
                            apple.other_duration_weight,
                        ]
                        .map(fraction),
                    },
                    infectiousness_standard_weight: fraction(apple.infectiousness_standard_weight),
                    infectiousness_high_weight: fraction(apple.infectiousness_high_weight),
                    report_type_weights: ReportTypeWeights {
                        confirmed_test: fraction(apple.report_type_confirmed_test_weight),
                        confirmed_clinical_diagnosis: fraction(
                            apple.report_type_confirmed_clinical_diagnosis_weight,
                        ),
                        self_report: fraction(apple.report_type_self_reported_weight),
                        recursive: fraction(apple.report_type_recursive_weight),
                    },
                    days_threshold: apple.days_since_last_exposure_threshold,
                    minimum_window_score: self.apple_exposure_config_v1.minimum_risk_score_full_range,
                }
            }
        }
    }
}

impl DailySummaryRules {
    pub(super) fn infectiousness_weight(&self, infectiousness: Infectiousness) -> f64 {
        match infectiousness {
            Infectiousness::None => 0.0,
            Infectiousness::Standard => self.infectiousness_standard_weight,
            Infectiousness::High => self.infectiousness_high_weight,
        }
    }

    /// `None` for a type of which no summary tells.
    pub(super) fn report_type_weight(&self, report_type: ReportType) -> Option<f64> {
        match report_type {
            ReportType::ConfirmedTest => Some(self.report_type_weights.confirmed_test),
            ReportType::ConfirmedClinicalDiagnosis => {
                Some(self.report_type_weights.confirmed_clinical_diagnosis)
            }
            ReportType::SelfReport => Some(self.report_type_weights.self_report),
            ReportType::Recursive => Some(self.report_type_weights.recursive),
            ReportType::Unknown | ReportType::Revoked => None,
        }
    }
}
