//! When a key published again replaces what was known of it (Google's published implementation).

use exposure_notification::ReportType::{
    ConfirmedClinicalDiagnosis, ConfirmedTest, Recursive, Revoked, SelfReport, Unknown,
};
use exposure_notification::{DiagnosisKey, ENIntervalNumber, ReportType, TemporaryExposureKey};

fn reported(report_type: Option<ReportType>) -> DiagnosisKey {
    DiagnosisKey {
        key: TemporaryExposureKey {
            key_data: [7; 16],
            rolling_start: ENIntervalNumber(2_706_048),
            rolling_period: 144,
        },
        transmission_risk_level: 0,
        report_type,
        days_since_onset_of_symptoms: None,
    }
}

#[test]
fn a_report_changes_towards_certainty_or_is_revoked_and_in_no_other_way() {
    let types = [
        None,
        Some(Unknown),
        Some(ConfirmedTest),
        Some(ConfirmedClinicalDiagnosis),
        Some(SelfReport),
        Some(Recursive),
        Some(Revoked),
    ];
    let allowed = [
        (SelfReport, ConfirmedTest),
        (SelfReport, ConfirmedClinicalDiagnosis),
        (SelfReport, Revoked),
        (ConfirmedClinicalDiagnosis, ConfirmedTest),
        (ConfirmedClinicalDiagnosis, Revoked),
    ];
    for before in types {
        for later in types {
            let expected = before
                .zip(later)
                .is_some_and(|transition| allowed.contains(&transition));
            assert_eq!(
                reported(before).is_revised_by(&reported(later)),
                expected,
                "{before:?} to {later:?}"
            );
        }
    }
}

#[test]
fn a_key_of_another_period_or_another_key_revises_nothing() {
    let before = reported(Some(SelfReport));
    let shorter = DiagnosisKey {
        key: TemporaryExposureKey {
            rolling_period: 72,
            ..before.key
        },
        ..reported(Some(Revoked))
    };
    let other = DiagnosisKey {
        key: TemporaryExposureKey {
            key_data: [8; 16],
            ..before.key
        },
        ..reported(Some(Revoked))
    };
    assert!(!before.is_revised_by(&shorter));
    assert!(!before.is_revised_by(&other));
}
