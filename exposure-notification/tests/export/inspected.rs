//! What an inspector shows of a file that can be read.

use exposure_notification::{
    DiagnosisKey, ExportError, InspectedExport, SigningKey, TemporaryExposureKeyExport, inspect_export,
    write_export,
};
use serde_json::{Value, json};

use crate::fixture::{
    HEADER, SHA256_WITH_ECDSA, Signer, bin, diagnosis_key, export, nested, number, signature, signature_info,
    text, zip_of,
};

fn shown(bytes: &[u8]) -> Value {
    serde_json::to_value(inspect_export(bytes, &[]).unwrap()).unwrap()
}

fn causes(export: &InspectedExport) -> Vec<ExportError> {
    export.problems().map(|problem| problem.cause).collect()
}

fn go_vector() -> Value {
    serde_json::from_str(include_str!("../vectors/export-serialisation.json")).unwrap()
}

/// The file of Google's server (`internal/export/exportfile_test.go`): its inputs come out, nothing defaulted.
#[test]
fn the_published_file_of_googles_server_shows_its_inputs() {
    let vector = go_vector();
    let bytes = hex::decode(vector["export_bin_hex"].as_str().unwrap()).unwrap();
    assert_eq!(bytes.len(), 137);
    let inputs = &vector["inputs"];
    let keys = |name: &str| -> Vec<Value> {
        let keys = inputs[name].as_array().unwrap().iter().cloned();
        keys.map(|mut key| {
            let ascii = key["key_data_ascii"].take();
            key["key"] = hex::encode(ascii.as_str().unwrap()).into();
            key.as_object_mut().unwrap().remove("key_data_ascii");
            key
        })
        .collect()
    };
    let expected = json!({
        "header": "EK Export v1",
        "region": inputs["region"],
        "start_timestamp": inputs["start_timestamp"],
        "end_timestamp": inputs["end_timestamp"],
        "batch_num": inputs["batch_num"],
        "batch_size": inputs["batch_size"],
        "keys": keys("keys"),
        "revised_keys": keys("revised_keys"),
        "signatures": [],
        "unknown_fields": 0,
    });
    assert_eq!(shown(&bytes), expected);

    let inspected = inspect_export(&bytes, &[]).unwrap();
    let info = &inspected.signature_infos[0];
    assert_eq!(info.verification_key_id.as_deref(), Some("310"));
    assert_eq!(info.verification_key_version.as_deref(), Some("1"));
    assert_eq!(info.signature_algorithm.as_deref(), Some(SHA256_WITH_ECDSA));
}

/// Its keys are three letters long, for a digest needs no more; phones need 16 bytes, and a period of 1 at least.
#[test]
fn what_phones_would_refuse_in_it_is_named_with_its_place() {
    let bytes = hex::decode(go_vector()["export_bin_hex"].as_str().unwrap()).unwrap();
    let inspected = inspect_export(&bytes, &[]).unwrap();
    let problems: Vec<_> = inspected.problems().map(|problem| problem.to_string()).collect();
    // 0x3a, the tag of the first key, follows header (16), timestamps (18), region (4), batch (4), signature info (31).
    assert_eq!(bytes[73], 0x3a);
    // The second key of 17 bytes is one longer than the first, and like the third.
    let expected =
        [73, 90, 107, 124].map(|byte| format!("export.bin, byte {byte}: a key has 3 bytes instead of 16"));
    assert_eq!(problems, expected);
}

#[test]
fn absent_fields_stay_absent() {
    let empty_key = [HEADER, &nested(7, b"")].concat();
    let key = json!({
        "key": null, "transmission_risk_level": null, "rolling_start_interval_number": null,
        "rolling_period": null, "report_type": null, "days_since_onset_of_symptoms": null,
    });
    let expected = json!({
        "header": "EK Export v1", "region": null, "start_timestamp": null, "end_timestamp": null,
        "batch_num": null, "batch_size": null, "keys": [key], "revised_keys": [], "signatures": [],
        "unknown_fields": 0,
    });
    assert_eq!(shown(&empty_key), expected);
}

/// Germany's, with version 2 of the format: seen nowhere in Japan.
#[test]
fn a_signed_file_of_another_country_is_shown_in_full() {
    let key = [
        nested(1, &[0xab; 16]),
        number(2, 6),
        number(3, 2_706_048),
        number(4, 139),
        number(5, 3),
        // -5 in zigzag.
        number(6, 9),
    ]
    .concat();
    let bin = [
        HEADER,
        &[0x09, 0x00, 0x9c, 0xc6, 0x60, 0, 0, 0, 0],
        &[0x11, 0x80, 0xed, 0xc7, 0x60, 0, 0, 0, 0],
        &text(3, "DE"),
        &number(4, 2),
        &number(5, 3),
        &nested(6, &signature_info("262", "v2", SHA256_WITH_ECDSA)),
        &nested(7, &key),
        &nested(8, &nested(1, &[0xcd; 16])),
    ]
    .concat();
    let signer = Signer::new();
    let sig = signature(
        &signature_info("262", "v2", SHA256_WITH_ECDSA),
        &signer.sign(&bin),
    );
    let zip = zip_of(&[("export.bin", &bin), ("export.sig", &sig)]);
    let absent = json!({
        "key": "cd".repeat(16), "transmission_risk_level": null, "rolling_start_interval_number": null,
        "rolling_period": null, "report_type": null, "days_since_onset_of_symptoms": null,
    });
    let mut expected = json!({
        "header": "EK Export v1", "region": "DE", "start_timestamp": 1_623_628_800, "end_timestamp": 1_623_715_200,
        "batch_num": 2, "batch_size": 3,
        "keys": [{
            "key": "ab".repeat(16), "transmission_risk_level": 6, "rolling_start_interval_number": 2_706_048,
            "rolling_period": 139, "report_type": 3, "days_since_onset_of_symptoms": -5,
        }],
        "revised_keys": [absent],
        "signatures": [{
            "verification_key_id": "262", "verification_key_version": "v2",
            "signature_algorithm": SHA256_WITH_ECDSA, "verified": null,
        }],
        "unknown_fields": 0,
    });
    assert_eq!(shown(&zip), expected);

    let verified = |signer: &Signer| {
        let key = signer.verification_key("", "");
        serde_json::to_value(inspect_export(&zip, &[key]).unwrap()).unwrap()
    };
    expected["signatures"][0]["verified"] = true.into();
    assert_eq!(verified(&signer), expected);
    expected["signatures"][0]["verified"] = false.into();
    assert_eq!(verified(&Signer::new()), expected);
    assert!(causes(&inspect_export(&zip, &[]).unwrap()).is_empty());
}

/// `variant_of_concern` (8) of Google's server, and the app's names (1, 2) that old signature infos carry.
#[test]
fn fields_that_the_format_does_not_know_are_counted() {
    let info = [text(1, "de.rki.coronawarnapp"), text(2, "de.rki"), text(3, "v1")].concat();
    let key = [nested(1, &[1; 16]), number(8, 2)].concat();
    let fixed32 = [0x7d, 1, 2, 3, 4];
    let bin = [
        HEADER,
        &nested(6, &info),
        &nested(7, &key),
        &text(9, "later"),
        &fixed32,
    ]
    .concat();
    let inspected = inspect_export(&bin, &[]).unwrap();
    assert_eq!(inspected.unknown_fields, 5);
    assert_eq!(
        inspected.signature_infos[0].verification_key_version.as_deref(),
        Some("v1")
    );
    assert_eq!(inspected.keys.len(), 1);
}

/// Apple's phones take any name.
#[test]
fn both_entries_may_have_another_name() {
    let bin = bin(&[]);
    let zip = zip_of(&[("1618790400.sig", b""), ("1618790400.bin", &bin)]);
    assert_eq!(inspect_export(&zip, &[]).unwrap().keys.len(), 1);
}

#[test]
fn what_our_server_writes_is_shown() {
    let signing_key = SigningKey::generate("440", "v1").unwrap();
    let revised = DiagnosisKey {
        transmission_risk_level: 7,
        ..diagnosis_key()
    };
    let export = TemporaryExposureKeyExport {
        revised_keys: vec![revised],
        ..export()
    };
    let zip = write_export(&export, &signing_key).unwrap();
    let shown = inspect_export(&zip, &[signing_key.verification_key()]).unwrap();
    assert_eq!(shown.signatures[0].verified, Some(true));
    assert_eq!(
        shown.signatures[0].info.verification_key_id.as_deref(),
        Some("440")
    );
    assert_eq!(shown.keys[0].key.as_deref(), Some(&b"0123456789abcdef"[..]));
    assert_eq!(shown.revised_keys[0].transmission_risk_level, Some(7));
    assert!(causes(&shown).is_empty());
}

#[test]
fn a_changed_key_no_longer_verifies() {
    let signer = Signer::new();
    let info = signature_info("440", "v1", SHA256_WITH_ECDSA);
    let mut bin = bin(&nested(6, &info));
    let sig = signature(&info, &signer.sign(&bin));
    *bin.last_mut().unwrap() ^= 1;
    let zip = zip_of(&[("export.bin", &bin), ("export.sig", &sig)]);
    let shown = inspect_export(&zip, &[signer.verification_key("440", "v1")]).unwrap();
    assert_eq!(shown.signatures[0].verified, Some(false));
}

#[test]
fn numbers_that_phones_refuse_are_named() {
    let of_key = |fields: &[u8]| {
        let key = [&nested(1, &[1; 16]), fields].concat();
        causes(&inspect_export(&[HEADER, &nested(7, &key)].concat(), &[]).unwrap())
    };
    // 27 and 28 are -14 and 14 in zigzag, 29 and 30 are -15 and 15; a negative int32 has ten bytes.
    for good in [vec![], number(2, 8), number(4, 144), number(6, 27), number(6, 28)] {
        assert!(of_key(&good).is_empty(), "{good:?}");
    }
    let cases = [
        (number(2, 9), 9),
        (number(3, u64::MAX), -1),
        (number(4, 0), 0),
        (number(4, 145), 145),
        (number(6, 29), -15),
        (number(6, 30), 15),
    ];
    for (field, found) in cases {
        let refused = of_key(&field);
        assert!(
            matches!(refused[..], [ExportError::KeyField { value, .. }] if value == found),
            "{found}: {refused:?}"
        );
    }
}

#[test]
fn batches_and_signatures_that_phones_refuse_are_named() {
    let batch = |fields: &[u8]| causes(&inspect_export(&bin(fields), &[]).unwrap());
    assert!(batch(&[number(4, 1), number(5, 1_000_000)].concat()).is_empty());
    for fields in [number(4, 1), number(5, 1), [number(4, 2), number(5, 1)].concat()] {
        assert!(matches!(batch(&fields)[..], [ExportError::BadBatch { .. }]));
    }
    let signed = |announced: &[u8], sig: &[u8]| {
        causes(
            &inspect_export(
                &zip_of(&[("export.bin", &bin(announced)), ("export.sig", sig)]),
                &[],
            )
            .unwrap(),
        )
    };
    let info = signature_info("440", "v1", SHA256_WITH_ECDSA);
    let signature = signature(&info, &Signer::new().sign(b"anything"));
    assert!(signed(&nested(6, &info), &signature).is_empty());
    assert!(matches!(
        signed(&nested(6, &info), b"")[..],
        [ExportError::NoSignature]
    ));
    let two = [signature.clone(), signature].concat();
    assert!(matches!(
        signed(&nested(6, &info), &two)[..],
        [ExportError::SignatureCount {
            announced: 1,
            present: 2
        }]
    ));
}
