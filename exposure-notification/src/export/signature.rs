//! The two halves of a signature key: ECDSA over P-256 with SHA-256, signatures in DER (EN specification).

use std::fmt;
use std::sync::Arc;

use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair, UnparsedPublicKey,
};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::export::ExportError;

/// The server's half. Clones share one key.
#[derive(Clone)]
pub struct SigningKey {
    id: String,
    version: String,
    pair: Arc<EcdsaKeyPair>,
}

/// The half that phones know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct VerificationKey {
    /// `verification_key_id`, for Japan the mobile country code `440`.
    pub id: String,
    /// `verification_key_version`, `v1` for the first key.
    pub version: String,
    /// The point on the curve, uncompressed (65 bytes); hexadecimal in JSON.
    #[serde(with = "hexadecimal")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub public_key: Vec<u8>,
}

/// Why a signing key could not be made.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum SigningKeyError {
    /// The system gave no randomness.
    #[error("no signing key could be made: the system gave no randomness")]
    NoRandomness,
    /// The bytes are no key.
    #[error("the signing key is not a P-256 key in PKCS#8 (DER) with its public half: {0}")]
    Unreadable(String),
}

impl SigningKey {
    /// A new key from the system's randomness.
    pub fn generate(id: impl Into<String>, version: impl Into<String>) -> Result<Self, SigningKeyError> {
        let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &SystemRandom::new())
            .map_err(|_| SigningKeyError::NoRandomness)?;
        Self::from_pkcs8(id, version, document.as_ref())
    }

    /// A key kept as PKCS#8 in DER, with its public half.
    pub fn from_pkcs8(
        id: impl Into<String>,
        version: impl Into<String>,
        pkcs8: &[u8],
    ) -> Result<Self, SigningKeyError> {
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8, &SystemRandom::new())
            .map_err(|error| SigningKeyError::Unreadable(error.to_string()))?;
        Ok(Self {
            id: id.into(),
            version: version.into(),
            pair: Arc::new(pair),
        })
    }

    /// The half to give to phones.
    pub fn verification_key(&self) -> VerificationKey {
        VerificationKey {
            id: self.id.clone(),
            version: self.version.clone(),
            public_key: self.pair.public_key().as_ref().to_vec(),
        }
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }

    pub(super) fn version(&self) -> &str {
        &self.version
    }

    /// The DER signature of the message. Two signatures of one message differ.
    pub(super) fn sign(&self, message: &[u8]) -> Result<Vec<u8>, ExportError> {
        let signature = self.pair.sign(&SystemRandom::new(), message);
        signature
            .map(|signature| signature.as_ref().to_vec())
            .map_err(|_| ExportError::Signing)
    }
}

impl VerificationKey {
    pub(super) fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, &self.public_key)
            .verify(message, signature)
            .is_ok()
    }
}

/// Without the secret.
impl fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("SigningKey")
            .field("id", &self.id)
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}

mod hexadecimal {
    use serde::{Deserialize, Deserializer, Serializer, de};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex::encode(bytes))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        hex::decode(String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}
