//! The configurations of version 2: when they are downloaded, and what is in force meanwhile (COCOA v2.0.0
//! `ExposureConfigurationRepository`, `ExposureRiskCalculationConfigurationRepository`).

use exposure_notification::v2::{ExposureConfiguration, Parameters, RiskCalculationConfiguration};
use jiff::{SignedDuration, Timestamp};

use crate::app::NotifyServer;

/// How long a downloaded `configuration.json` is good (COCOA v2.0.0 `AppConstants`).
const CACHED_FOR: SignedDuration = SignedDuration::from_hours(2 * 24);
/// How long a mapping of keys stays before the next may replace it: the seven days that the operating system asks for,
/// and one more (COCOA v2.0.0 `AppConstants`).
const MAPPING_STAYS_FOR: SignedDuration = SignedDuration::from_hours(8 * 24);

/// What was downloaded so far; what is compiled into the app stands in for what was not.
#[derive(Debug, Default)]
pub(in crate::app) struct ConfigurationsOfVersion2 {
    exposure: Option<Downloaded>,
    mapping_applied_at: Option<Timestamp>,
    risk_calculation: Option<RiskCalculationConfiguration>,
}

#[derive(Debug)]
struct Downloaded {
    configuration: ExposureConfiguration,
    at: Timestamp,
}

impl ConfigurationsOfVersion2 {
    /// What the operating system is to judge with at `now`, downloaded anew after two days.
    pub(super) async fn exposure_configuration(
        &mut self,
        server: &NotifyServer,
        now: Timestamp,
    ) -> ExposureConfiguration {
        let is_fresh = |downloaded: &Downloaded| now.duration_since(downloaded.at) < CACHED_FOR;
        if !self.exposure.as_ref().is_some_and(is_fresh)
            && let Some(configuration) = server.exposure_configuration_of_version_2().await
        {
            self.apply(configuration, now);
        }
        self.in_force()
    }

    /// Takes a downloaded configuration over. A changed mapping waits until the one before has stayed long enough.
    fn apply(&mut self, mut configuration: ExposureConfiguration, now: Timestamp) {
        let before = self.in_force().google_diagnosis_keys_data_mapping_config;
        let mapping = &mut configuration.google_diagnosis_keys_data_mapping_config;
        if *mapping != before {
            let may_change = self
                .mapping_applied_at
                .is_none_or(|applied| now.duration_since(applied) >= MAPPING_STAYS_FOR);
            if may_change {
                self.mapping_applied_at = Some(now);
            } else {
                *mapping = before;
            }
        }
        self.exposure = Some(Downloaded {
            configuration,
            at: now,
        });
    }

    fn in_force(&self) -> ExposureConfiguration {
        self.exposure.as_ref().map_or_else(
            || Parameters::cocoa_default().exposure_configuration,
            |downloaded| downloaded.configuration.clone(),
        )
    }

    /// What days are rated with for the notification: downloaded anew every time.
    pub(super) async fn risk_calculation_for_decision(
        &mut self,
        server: &NotifyServer,
    ) -> RiskCalculationConfiguration {
        if let Some(risk_calculation) = server.risk_calculation_configuration().await {
            self.risk_calculation = Some(risk_calculation);
        }
        self.known_risk_calculation()
    }

    /// What days are rated with for the screens: downloaded only if it never was.
    pub(in crate::app) async fn risk_calculation_for_screens(
        &mut self,
        server: &NotifyServer,
    ) -> RiskCalculationConfiguration {
        if self.risk_calculation.is_none() {
            self.risk_calculation = server.risk_calculation_configuration().await;
        }
        self.known_risk_calculation()
    }

    fn known_risk_calculation(&self) -> RiskCalculationConfiguration {
        self.risk_calculation
            .clone()
            .unwrap_or_else(|| Parameters::cocoa_default().risk_calculation)
    }
}

#[cfg(test)]
mod tests {
    use exposure_notification::ReportType;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn with_mapping(report_type: ReportType, weight: f64) -> ExposureConfiguration {
        let mut configuration = Parameters::cocoa_default().exposure_configuration;
        configuration
            .google_diagnosis_keys_data_mapping_config
            .report_type_when_missing = report_type;
        configuration
            .google_daily_summaries_config
            .attenuation_bucket_weights[0] = weight;
        configuration
    }

    #[test]
    fn a_changed_mapping_waits_eight_days_and_the_rest_does_not() {
        let mut configurations = ConfigurationsOfVersion2::default();
        let first = with_mapping(ReportType::SelfReport, 1.0);
        configurations.apply(first.clone(), at("2022-05-01T00:00:00Z"));
        assert_eq!(configurations.in_force(), first, "the first one applies at once");

        let second = with_mapping(ReportType::ConfirmedClinicalDiagnosis, 2.0);
        configurations.apply(second.clone(), at("2022-05-08T23:59:59Z"));
        assert_eq!(
            configurations.in_force(),
            with_mapping(ReportType::SelfReport, 2.0)
        );

        configurations.apply(second.clone(), at("2022-05-09T00:00:00Z"));
        assert_eq!(configurations.in_force(), second);
    }

    #[test]
    fn what_is_compiled_in_is_what_was_published() {
        let configurations = ConfigurationsOfVersion2::default();
        let default = Parameters::cocoa_default();
        assert_eq!(configurations.in_force(), default.exposure_configuration);
        assert_eq!(configurations.known_risk_calculation(), default.risk_calculation);
    }
}
