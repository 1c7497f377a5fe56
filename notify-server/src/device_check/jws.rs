//! JSON Web Signatures in their compact form (RFC 7515), as far as the manufacturers use them.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A signature and what it signs.
pub(super) struct Jws<'a> {
    /// What the signature is over.
    pub(super) signed: &'a str,
    pub(super) header: Header,
    pub(super) claims: Value,
    pub(super) signature: Vec<u8>,
}

#[derive(Deserialize)]
pub(super) struct Header {
    pub(super) alg: Option<String>,
    /// Certificates in base64, the signer's first.
    #[serde(default)]
    x5c: Vec<String>,
}

impl<'a> Jws<'a> {
    /// Reads the three parts; `None` if it has not that shape.
    pub(super) fn read(text: &'a str) -> Option<Self> {
        let (signed, signature) = text.rsplit_once('.')?;
        let (header, claims) = signed.split_once('.')?;
        Some(Self {
            signed,
            header: part(header)?,
            claims: part(claims)?,
            signature: URL_SAFE_NO_PAD.decode(signature).ok()?,
        })
    }
}

impl Header {
    /// The certificates, the signer's first; `None` if one is not base64.
    pub(super) fn certificates(&self) -> Option<Vec<Vec<u8>>> {
        self.x5c.iter().map(|text| STANDARD.decode(text).ok()).collect()
    }
}

fn part<T: DeserializeOwned>(base64: &str) -> Option<T> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(base64).ok()?).ok()
}

/// Two parts, to be signed.
pub(super) fn to_be_signed(header: &Value, claims: &Value) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}", part(header), part(claims))
}

/// The three parts.
pub(super) fn signed(to_be_signed: &str, signature: &[u8]) -> String {
    format!("{to_be_signed}.{}", URL_SAFE_NO_PAD.encode(signature))
}
