//! The forms in which a public key is taken.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use exposure_notification::{PublicKeyError, VerificationKey};

/// Example key of RFC 5903, section 8.1: a point on P-256.
const POINT: &str = "04\
    dad0b65394221cf9b051e1feca5787d098dfe637fc90b9ef945d0c3772581180\
    5271a0461cdb8252d61f1c456fa3e59ab1f45b33accf5f58389e0577b8990bb3";
/// The head of its `SubjectPublicKeyInfo` (RFC 5480).
const HEAD: &str = "3059301306072a8648ce3d020106082a8648ce3d030107034200";

fn read(content: &[u8]) -> Result<Vec<u8>, PublicKeyError> {
    VerificationKey::from_public_key_file("440", "v1", content).map(|key| key.public_key)
}

fn pem(label: &str, der: &[u8]) -> String {
    let base64 = STANDARD.encode(der);
    let (first, rest) = base64.split_at(64);
    format!("-----BEGIN {label}-----\r\n{first}\r\n{rest}\r\n-----END {label}-----\r\n")
}

#[test]
fn every_form_gives_the_point() {
    let point = hex::decode(POINT).unwrap();
    let der = hex::decode(format!("{HEAD}{POINT}")).unwrap();
    let forms = [
        point.clone(),
        der.clone(),
        pem("PUBLIC KEY", &der).into_bytes(),
        STANDARD.encode(&point).into_bytes(),
        format!("{}\n", STANDARD.encode(&der)).into_bytes(),
        POINT.as_bytes().to_vec(),
        format!("{HEAD}{}\n", POINT.to_uppercase()).into_bytes(),
    ];
    for form in forms {
        assert_eq!(
            read(&form),
            Ok(point.clone()),
            "{}",
            String::from_utf8_lossy(&form)
        );
    }
}

#[test]
fn what_is_no_public_key_is_refused_with_what_to_do() {
    let der = hex::decode(format!("{HEAD}{POINT}")).unwrap();
    assert_eq!(read(b""), Err(PublicKeyError::Unrecognised));
    assert_eq!(read(b"no key"), Err(PublicKeyError::Unrecognised));
    assert_eq!(read(&der[..90]), Err(PublicKeyError::Unrecognised));
    assert_eq!(
        read(pem("EC PRIVATE KEY", &der).as_bytes()),
        Err(PublicKeyError::OtherPem)
    );
    assert_eq!(
        read(pem("CERTIFICATE", &der).as_bytes()),
        Err(PublicKeyError::OtherPem)
    );
    let cut = pem("PUBLIC KEY", &der).replace("-----END PUBLIC KEY-----", "");
    assert_eq!(read(cut.as_bytes()), Err(PublicKeyError::BrokenPem));
    // Another curve: the object identifier of P-384.
    let other = format!(
        "3076301006072a8648ce3d020106052b8104002203620004{}",
        "11".repeat(96)
    );
    let other = pem("PUBLIC KEY", &hex::decode(other).unwrap());
    assert_eq!(read(other.as_bytes()), Err(PublicKeyError::Unrecognised));
}

#[test]
fn a_damaged_point_is_refused() {
    let damaged = POINT.replacen("dad0", "dad1", 1);
    assert_eq!(read(damaged.as_bytes()), Err(PublicKeyError::NotOnCurve));
}
