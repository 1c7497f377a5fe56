//! A public key in any of the forms in which servers publish theirs.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral};
use ring::rand::SystemRandom;
use thiserror::Error;

use crate::export::VerificationKey;

/// `SubjectPublicKeyInfo` of an uncompressed point on P-256, up to the point (RFC 5480).
const SUBJECT_PUBLIC_KEY_INFO: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86,
    0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];
/// An uncompressed point: 04 and two coordinates of 32 bytes.
const POINT_LENGTH: usize = 65;

const PEM_BEGIN: &str = "-----BEGIN PUBLIC KEY-----";
const PEM_END: &str = "-----END PUBLIC KEY-----";

/// Why a public key could not be read.
#[derive(Debug, Error, Clone, Copy, PartialEq, Eq)]
pub enum PublicKeyError {
    /// It is PEM, of something else.
    #[error("the PEM is no public key; `openssl pkey -in FILE -pubout` and `openssl x509 -pubkey` make one")]
    OtherPem,
    /// It is PEM, and broken.
    #[error("the PEM is damaged: between its first and last line is no base64")]
    BrokenPem,
    /// No form of a P-256 key is recognised.
    #[error(
        "it is no public key on the curve P-256; take PEM or DER (SubjectPublicKeyInfo), or the uncompressed point \
         as 65 bytes, in base64 or in hexadecimal"
    )]
    Unrecognised,
    /// Two numbers that no key has.
    #[error("its point is not on the curve P-256: the key is damaged")]
    NotOnCurve,
}

impl VerificationKey {
    /// A key from the content of a file: PEM or DER (`SubjectPublicKeyInfo`), or the uncompressed point as it is; DER
    /// and point also in base64 or hexadecimal.
    pub fn from_public_key_file(
        id: impl Into<String>,
        version: impl Into<String>,
        content: &[u8],
    ) -> Result<Self, PublicKeyError> {
        let in_text = || point(&decoded(std::str::from_utf8(content).ok()?)?);
        let public_key = point(content)
            .or_else(in_text)
            .ok_or_else(|| complaint(content))?;
        if !is_on_curve(&public_key) {
            return Err(PublicKeyError::NotOnCurve);
        }
        Ok(Self {
            id: id.into(),
            version: version.into(),
            public_key,
        })
    }
}

/// The bytes that a text stands for.
fn decoded(text: &str) -> Option<Vec<u8>> {
    let text = match text.trim().strip_prefix(PEM_BEGIN) {
        Some(rest) => rest.strip_suffix(PEM_END)?,
        None => text,
    };
    let text: String = text.split_whitespace().collect();
    // 65 and 91 bytes in hexadecimal are base64 as well, of another length.
    let bytes = hex::decode(&text).or_else(|_| STANDARD.decode(&text));
    bytes.ok()
}

/// The point of a key in DER, or the point itself.
fn point(bytes: &[u8]) -> Option<Vec<u8>> {
    let point = bytes.strip_prefix(&SUBJECT_PUBLIC_KEY_INFO).unwrap_or(bytes);
    (point.len() == POINT_LENGTH && point[0] == 4).then(|| point.to_vec())
}

fn complaint(content: &[u8]) -> PublicKeyError {
    let text = String::from_utf8_lossy(content);
    let text = text.trim();
    if !text.starts_with("-----BEGIN") {
        PublicKeyError::Unrecognised
    } else if !text.starts_with(PEM_BEGIN) {
        PublicKeyError::OtherPem
    } else if decoded(text).is_none() {
        PublicKeyError::BrokenPem
    } else {
        PublicKeyError::Unrecognised
    }
}

/// Only a point on the curve can agree on a secret.
fn is_on_curve(point: &[u8]) -> bool {
    let Ok(private) = EphemeralPrivateKey::generate(&ECDH_P256, &SystemRandom::new()) else {
        return false;
    };
    agree_ephemeral(private, &UnparsedPublicKey::new(&ECDH_P256, point), |_| ()).is_ok()
}
