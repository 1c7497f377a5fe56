//! What an attestation covers of a registration, against COCOA's own vectors.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::digest::{SHA256, digest};
use serde::Deserialize;
use serde_json::Value;

use super::third_form::V3Submission;
use super::{DiagnosisSubmission, ThirdForm};
use crate::device_check::Covered;

#[derive(Deserialize)]
struct Vectors {
    registrations: Vec<Vector>,
}

#[derive(Deserialize)]
struct Vector {
    name: String,
    form: String,
    submission: Value,
    nonce_text: String,
    transaction_text: Option<String>,
    nonce: Option<String>,
}

fn vectors() -> Vec<Vector> {
    let json = include_str!("../../../testbed/vectors/cocoa-device-verification.json");
    serde_json::from_str::<Vectors>(json).unwrap().registrations
}

fn covered(form: &str, submission: Value) -> Covered {
    let of_third = |form, submission| {
        let submission: V3Submission = serde_json::from_value(submission).unwrap();
        submission.covered(form)
    };
    let of_first = |with_transmission_risk, submission| {
        let submission: DiagnosisSubmission = serde_json::from_value(submission).unwrap();
        submission.covered(with_transmission_risk)
    };
    match form {
        "v1" => of_first(true, submission),
        "v2" => of_first(false, submission),
        "v3_2_0_0" => of_third(ThirdForm::First, submission),
        "v3_2_0_1" => of_third(ThirdForm::Second, submission),
        other => panic!("no form {other}"),
    }
}

#[test]
fn every_form_covers_what_cocoa_covered() {
    let vectors = vectors();
    assert_eq!(vectors.len(), 9);
    for vector in vectors {
        let covered = covered(&vector.form, vector.submission);
        assert_eq!(covered.nonce(), vector.nonce_text, "{}", vector.name);
        if let Some(transaction) = vector.transaction_text {
            assert_eq!(covered.transaction(), transaction, "{}", vector.name);
        }
        if let Some(nonce) = vector.nonce {
            let digest = digest(&SHA256, covered.nonce().as_bytes());
            assert_eq!(STANDARD.encode(digest), nonce, "{}", vector.name);
        }
    }
}

/// COCOA v1.0.0, `DeviceValidationAppleService`: package, key data in order, regions as sent.
#[test]
fn apples_first_transactions_name_package_key_data_and_regions() {
    let submission = vectors().swap_remove(7).submission;
    let covered = covered("v1", submission);
    assert_eq!(
        covered.key_data(),
        Some(
            "com.companyname.ExposureNotification.appA8sh1Z5hB7hFKejbzwclnA==Qm8HISNU/bdI+9o1/4ZHZw==default"
        )
    );
}
