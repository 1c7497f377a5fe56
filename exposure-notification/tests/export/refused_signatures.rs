//! Headers, signatures and messages that no phone accepts.

use exposure_notification::{ExportError, read_export};

use crate::fixture::{
    HEADER, SHA256_WITH_ECDSA, Signer, bin, nested, number, signature, signature_info, zip_of,
};

const SHA512_WITH_ECDSA: &str = "1.2.840.10045.4.3.4";

/// `export.bin` that announces `count` signatures.
fn bin_announcing(count: usize) -> Vec<u8> {
    bin(&nested(6, &signature_info("440", "v1", SHA256_WITH_ECDSA)).repeat(count))
}

fn file(bin: &[u8], sig: &[u8]) -> Vec<u8> {
    zip_of(&[("export.bin", bin), ("export.sig", sig)])
}

/// `export.sig` as it should be.
fn signed_by(signer: &Signer, bin: &[u8]) -> Vec<u8> {
    signature(&signature_info("440", "v1", SHA256_WITH_ECDSA), &signer.sign(bin))
}

/// Why a phone that knows the signer refuses the file.
fn refusal(signer: &Signer, bin: &[u8], sig: &[u8]) -> ExportError {
    read_export(&file(bin, sig), &[signer.verification_key("440", "v1")]).unwrap_err()
}

#[test]
fn a_file_made_by_hand_is_read() {
    let signer = Signer::new();
    let bin = bin_announcing(1);
    let sig = signed_by(&signer, &bin);
    let export = read_export(&file(&bin, &sig), &[signer.verification_key("440", "v1")]).unwrap();
    assert_eq!(export.keys.len(), 1);
    assert_eq!(export.keys[0].key.key_data, *b"0123456789abcdef");
    // An absent period is the whole day, absent batch numbers are the only file.
    assert_eq!(export.keys[0].key.rolling_period, 144);
    assert_eq!((export.batch_num, export.batch_size), (1, 1));
}

#[test]
fn a_flipped_bit_is_refused() {
    let signer = Signer::new();
    let keys = [signer.verification_key("440", "v1")];
    let info = signature_info("440", "v1", SHA256_WITH_ECDSA);
    let bin = bin_announcing(1);
    let der = signer.sign(&bin);
    let sig = signature(&info, &der);
    assert!(read_export(&file(&bin, &sig), &keys).is_ok());
    for bit in 0..bin.len() * 8 {
        let refused = read_export(&file(&flipped(&bin, bit), &sig), &keys).unwrap_err();
        let expected = if bit < HEADER.len() * 8 {
            matches!(refused, ExportError::WrongHeader)
        } else {
            matches!(refused, ExportError::BadSignature { .. })
        };
        assert!(expected, "bit {bit} of export.bin: {refused}");
    }
    for bit in 0..der.len() * 8 {
        let refused = read_export(&file(&bin, &signature(&info, &flipped(&der, bit))), &keys).unwrap_err();
        assert!(
            matches!(refused, ExportError::BadSignature { .. }),
            "bit {bit} of the signature: {refused}"
        );
    }
}

fn flipped(bytes: &[u8], bit: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[bit / 8] ^= 1 << (bit % 8);
    bytes
}

#[test]
fn a_wrong_header_is_refused_even_when_signed() {
    let signer = Signer::new();
    for header in [
        &b"EK Export v2    "[..],
        b"EK Export v1\0\0\0\0",
        b"EK Export v1",
        b"",
    ] {
        let bin = [header, &bin_announcing(1)[HEADER.len()..]].concat();
        let sig = signed_by(&signer, &bin);
        let refused = refusal(&signer, &bin, &sig);
        assert!(matches!(refused, ExportError::WrongHeader), "{refused}");
    }
}

#[test]
fn a_signature_without_the_header_is_refused() {
    let signer = Signer::new();
    let bin = bin_announcing(1);
    let sig = signed_by(&signer, &bin[HEADER.len()..]);
    let refused = refusal(&signer, &bin, &sig);
    assert!(matches!(refused, ExportError::BadSignature { .. }), "{refused}");
}

#[test]
fn an_unsigned_file_is_refused() {
    let signer = Signer::new();
    let refused = refusal(&signer, &bin_announcing(0), b"");
    assert!(matches!(refused, ExportError::NoSignature), "{refused}");
}

#[test]
fn a_signature_of_an_unknown_key_is_refused_and_the_key_named() {
    let signer = Signer::new();
    let bin = bin_announcing(1);
    let sig = signed_by(&signer, &bin);
    let zip = file(&bin, &sig);
    for known in [vec![], vec![("441", "v1")], vec![("440", "v2")]] {
        let known: Vec<_> = known
            .iter()
            .map(|(id, version)| signer.verification_key(id, version))
            .collect();
        let refused = read_export(&zip, &known).unwrap_err();
        assert!(
            matches!(&refused, ExportError::UnknownVerificationKey { named } if named == r#"key "440" version "v1""#),
            "{refused}"
        );
    }
}

#[test]
fn a_signature_of_another_server_under_the_known_name_is_refused() {
    let bin = bin_announcing(1);
    let refused = refusal(&Signer::new(), &bin, &signed_by(&Signer::new(), &bin));
    assert!(matches!(refused, ExportError::BadSignature { .. }), "{refused}");
}

#[test]
fn an_algorithm_that_not_both_operating_systems_know_is_refused() {
    let signer = Signer::new();
    let bin = bin_announcing(1);
    for algorithm in [SHA512_WITH_ECDSA, "ECDSA", ""] {
        let sig = signature(&signature_info("440", "v1", algorithm), &signer.sign(&bin));
        let refused = refusal(&signer, &bin, &sig);
        assert!(
            matches!(&refused, ExportError::UnknownAlgorithm(named) if named == algorithm),
            "{refused}"
        );
    }
}

#[test]
fn of_two_signatures_the_unknown_one_is_passed_over_and_the_known_one_must_verify() {
    let (known, unknown) = (Signer::new(), Signer::new());
    let bin = bin_announcing(2);
    let newest = signature(
        &signature_info("440", "v2", SHA256_WITH_ECDSA),
        &unknown.sign(&bin),
    );
    let good = [newest.clone(), signed_by(&known, &bin)].concat();
    assert!(read_export(&file(&bin, &good), &[known.verification_key("440", "v1")]).is_ok());
    let bad = [newest, signed_by(&unknown, &bin)].concat();
    let refused = refusal(&known, &bin, &bad);
    assert!(matches!(refused, ExportError::BadSignature { .. }), "{refused}");
}

#[test]
fn another_number_of_signatures_than_announced_is_refused() {
    let signer = Signer::new();
    for announced in [0, 2] {
        let bin = bin_announcing(announced);
        let sig = signed_by(&signer, &bin);
        let refused = refusal(&signer, &bin, &sig);
        assert!(
            matches!(refused, ExportError::SignatureCount { present: 1, .. }),
            "{refused}"
        );
    }
}

#[test]
fn what_is_no_message_is_refused() {
    let signer = Signer::new();
    let bin = bin_announcing(1);
    let refused = refusal(&signer, &bin, b"\x0a\x7f");
    assert!(
        matches!(
            refused,
            ExportError::Message {
                entry: "export.sig",
                ..
            }
        ),
        "{refused}"
    );

    let truncated = &bin[..bin.len() - 1];
    let sig = signed_by(&signer, truncated);
    let refused = refusal(&signer, truncated, &sig);
    assert!(
        matches!(
            refused,
            ExportError::Message {
                entry: "export.bin",
                ..
            }
        ),
        "{refused}"
    );
}

#[test]
fn impossible_batch_numbers_are_refused() {
    let signer = Signer::new();
    let (num, size) = (|value| number(4, value), |value| number(5, value));
    let cases = [
        [num(0), size(1)].concat(),
        [num(2), size(1)].concat(),
        [num(1), size(0)].concat(),
        [num(1), size(1_000_001)].concat(),
        size(1),
        num(1),
    ];
    for fields in cases {
        let bin = bin(&[
            fields.clone(),
            nested(6, &signature_info("440", "v1", SHA256_WITH_ECDSA)),
        ]
        .concat());
        let sig = signed_by(&signer, &bin);
        let refused = refusal(&signer, &bin, &sig);
        assert!(
            matches!(refused, ExportError::BadBatch { .. }),
            "{fields:?}: {refused}"
        );
    }
}
