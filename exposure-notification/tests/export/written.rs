//! What is written is read.

use std::io::Cursor;

use exposure_notification::{
    DiagnosisKey, ENIntervalNumber, ExportError, ReportType, SignatureForm, SignedApps, SigningKey,
    SigningKeyError, TemporaryExposureKey, TemporaryExposureKeyExport, VerificationKey, read_export,
    write_export, write_export_in_form,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use zip::ZipArchive;

use crate::fixture::{
    HEADER, SHA256_WITH_ECDSA, diagnosis_key, entry, export, nested, number, signature_info, text,
};

#[test]
fn the_zip_has_exactly_the_two_entries() {
    let key = SigningKey::generate("440", "v1").unwrap();
    let zip = write_export(&export(), &key).unwrap();
    let archive = ZipArchive::new(Cursor::new(&zip)).unwrap();
    let names: Vec<_> = archive.file_names_raw().collect();
    assert_eq!(names, [b"export.bin", b"export.sig"]);
}

#[test]
fn export_bin_is_header_and_message_with_the_rolling_period_written_out() {
    let key = SigningKey::generate("440", "v1").unwrap();
    let zip = write_export(&export(), &key).unwrap();
    // 0x60c69c00 and 0x60c7ed80 as fixed64; 144 written although it is the default; -2 in zigzag is 3.
    let written_key = [
        nested(1, b"0123456789abcdef"),
        number(2, 4),
        number(3, 2_706_048),
        number(4, 144),
        number(5, 1),
        number(6, 3),
    ]
    .concat();
    let expected = [
        HEADER.to_vec(),
        vec![0x09, 0x00, 0x9c, 0xc6, 0x60, 0, 0, 0, 0],
        vec![0x11, 0x80, 0xed, 0xc7, 0x60, 0, 0, 0, 0],
        text(3, "440"),
        number(4, 1),
        number(5, 1),
        nested(6, &signature_info("440", "v1", SHA256_WITH_ECDSA)),
        nested(7, &written_key),
    ]
    .concat();
    assert_eq!(hex::encode(entry(&zip, "export.bin")), hex::encode(expected));
}

/// Fields 1 and 2, until COCOA v1.4.1.
#[test]
fn a_signature_may_name_the_apps_that_it_is_meant_for() {
    let key = SigningKey::generate("440", "v1").unwrap();
    let form = SignatureForm {
        apps: Some(SignedApps {
            app_bundle_id: "on.ios".to_owned(),
            android_package: "on.android".to_owned(),
        }),
        ..SignatureForm::default()
    };
    let zip = write_export_in_form(&export(), &key, &form).unwrap();
    let info = [
        text(1, "on.ios"),
        text(2, "on.android"),
        signature_info("440", "v1", SHA256_WITH_ECDSA),
    ]
    .concat();
    for entry_name in ["export.bin", "export.sig"] {
        let content = entry(&zip, entry_name);
        assert!(
            content.windows(info.len()).any(|window| window == info),
            "{entry_name}"
        );
    }
    assert_eq!(
        read_export(&zip, &[key.verification_key()]).unwrap(),
        export(),
        "phones read it all the same"
    );
}

#[test]
fn a_file_without_a_signature_is_written_and_refused() {
    let key = SigningKey::generate("440", "v1").unwrap();
    let form = SignatureForm {
        without_signature: true,
        ..SignatureForm::default()
    };
    let zip = write_export_in_form(&export(), &key, &form).unwrap();
    assert_eq!(entry(&zip, "export.sig"), [0; 0]);
    let error = read_export(&zip, &[key.verification_key()]).unwrap_err();
    assert!(matches!(error, ExportError::NoSignature), "{error}");
}

#[test]
fn version_1_keys_carry_neither_report_type_nor_onset() {
    let key = SigningKey::generate("440", "v1").unwrap();
    let version_1 = DiagnosisKey {
        report_type: None,
        days_since_onset_of_symptoms: None,
        ..diagnosis_key()
    };
    let zip = write_export(
        &TemporaryExposureKeyExport {
            keys: vec![version_1],
            ..export()
        },
        &key,
    )
    .unwrap();
    let written_key = [
        nested(1, b"0123456789abcdef"),
        number(2, 4),
        number(3, 2_706_048),
        number(4, 144),
    ]
    .concat();
    assert!(entry(&zip, "export.bin").ends_with(&nested(7, &written_key)));
}

#[test]
fn a_verification_key_survives_json_in_hexadecimal() {
    let key = SigningKey::generate("440", "v1").unwrap().verification_key();
    assert_eq!(key.public_key.len(), 65);
    let json = serde_json::to_value(&key).unwrap();
    assert_eq!(json["public_key"], hex::encode(&key.public_key));
    assert_eq!(serde_json::from_value::<VerificationKey>(json).unwrap(), key);
}

#[test]
fn bytes_that_are_no_signing_key_are_refused() {
    let refused = SigningKey::from_pkcs8("440", "v1", b"no key").unwrap_err();
    assert!(matches!(refused, SigningKeyError::Unreadable(_)), "{refused}");
}

#[test]
fn a_signing_key_does_not_show_in_its_debug_form() {
    let key = SigningKey::generate("440", "v1").unwrap();
    assert_eq!(
        format!("{key:?}"),
        r#"SigningKey { id: "440", version: "v1", .. }"#
    );
}

fn report_type() -> impl Strategy<Value = ReportType> {
    prop_oneof![
        Just(ReportType::Unknown),
        Just(ReportType::ConfirmedTest),
        Just(ReportType::ConfirmedClinicalDiagnosis),
        Just(ReportType::SelfReport),
        Just(ReportType::Recursive),
        Just(ReportType::Revoked),
    ]
}

prop_compose! {
    fn any_key()(
        key_data: [u8; 16],
        rolling_start in 0..=u32::MAX / 2,
        rolling_period in 1_u32..=144,
        transmission_risk_level in 0_u8..=8,
        report_type in option::of(report_type()),
        days_since_onset_of_symptoms in option::of(-14..=14),
    ) -> DiagnosisKey {
        let key = TemporaryExposureKey {
            key_data,
            rolling_start: ENIntervalNumber(rolling_start),
            rolling_period,
        };
        DiagnosisKey { key, transmission_risk_level, report_type, days_since_onset_of_symptoms }
    }
}

prop_compose! {
    fn any_export()(
        start_timestamp: u64,
        end_timestamp: u64,
        region: String,
        (batch_num, batch_size) in (1_i32..=1_000_000).prop_flat_map(|size| (1..=size, Just(size))),
        keys in vec(any_key(), 0..20),
        revised_keys in vec(any_key(), 0..5),
    ) -> TemporaryExposureKeyExport {
        TemporaryExposureKeyExport {
            start_timestamp, end_timestamp, region, batch_num, batch_size, keys, revised_keys,
        }
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read(export in any_export()) {
        let key = SigningKey::generate("440", "v1").unwrap();
        let zip = write_export(&export, &key).unwrap();
        prop_assert_eq!(read_export(&zip, &[key.verification_key()]).unwrap(), export);
    }
}
