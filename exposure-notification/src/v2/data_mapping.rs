//! What a key's report type and onset become: `DiagnosisKeysDataMapping` on Android, `reportTypeNoneMap` and
//! `infectiousnessForDaysSinceOnsetOfSymptoms` on iOS.
//!
//! | | Android | iOS |
//! | --- | --- | --- |
//! | no report type, or "unknown" | the configured one | the configured one; "unknown" drops the key |
//! | no onset | the configured infectiousness | the same |
//! | a day beyond ±14 | as no onset | as a day that is not in the map |
//! | a day that is not in the map | none | none |
//!
//! On both a key of no infectiousness is dropped, as is a revoked one: nothing is ever told of it, and so what was told
//! before is withdrawn.

use crate::key::{DiagnosisKey, ReportType};
use crate::platform::Platform;
use crate::v2::configuration::ExposureConfiguration;
use crate::v2::infectiousness::{Infectiousness, InfectiousnessMap};

/// The mapping of one operating system.
pub(super) struct DataMapping {
    report_type_when_missing: ReportType,
    infectiousness: InfectiousnessMap,
    infectiousness_beyond_a_fortnight: Infectiousness,
}

impl ExposureConfiguration {
    pub(super) fn diagnosis_keys_data_mapping(&self, platform: Platform) -> DataMapping {
        match platform {
            Platform::Android => {
                let mapping = &self.google_diagnosis_keys_data_mapping_config;
                let when_missing = mapping.infectiousness_when_days_since_onset_missing;
                DataMapping {
                    report_type_when_missing: mapping.report_type_when_missing,
                    infectiousness: InfectiousnessMap::new(
                        &mapping.infectiousness_for_days_since_onset_of_symptoms,
                        when_missing,
                    ),
                    infectiousness_beyond_a_fortnight: when_missing,
                }
            }
            Platform::Ios => {
                let mapping = &self.apple_exposure_config_v2;
                DataMapping {
                    report_type_when_missing: mapping.report_type_none_map,
                    infectiousness: InfectiousnessMap::new(
                        &mapping.infectiousness_for_days_since_onset_of_symptoms,
                        mapping.infectiousness_when_days_since_onset_missing,
                    ),
                    infectiousness_beyond_a_fortnight: Infectiousness::None,
                }
            }
        }
    }
}

impl DataMapping {
    /// What the key's windows say; `None` if there are none to be.
    pub(super) fn of(&self, key: &DiagnosisKey) -> Option<(ReportType, Infectiousness)> {
        let report_type = match key.report_type {
            None | Some(ReportType::Unknown) => self.report_type_when_missing,
            // Neither is ever told of; a recursive key does not match in the first place.
            Some(ReportType::Revoked | ReportType::Recursive) => return None,
            Some(report_type) => report_type,
        };
        let infectiousness = match key.days_since_onset_of_symptoms {
            Some(days) if !(-14..=14).contains(&days) => self.infectiousness_beyond_a_fortnight,
            days => self.infectiousness.infectiousness(days),
        };
        let counts = report_type != ReportType::Unknown && infectiousness != Infectiousness::None;
        counts.then_some((report_type, infectiousness))
    }
}
