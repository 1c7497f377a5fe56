//! Apple's tokens: what an iPhone gives an app, and Apple alone can tell (DeviceCheck, "Accessing and modifying
//! per-device data").

use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use rand::Rng;
use rcgen::KeyPair;
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use serde::Deserialize;
use serde_json::Value;
use testbed::seed::Seed;

use super::ManufacturersError;

/// Under which names Apple knows the developer and the key.
const TEAM_ID: &str = "SIMULATED1";
const KEY_ID: &str = "SIMULATED2";

/// A token's length. Real ones are about 2000 bytes long.
const TOKEN_BYTES: usize = 512;

/// What Apple hands out to a developer. It has no `Debug`: the key is a secret.
#[derive(Clone)]
pub struct AppleDeveloperKey {
    /// The private key: P-256, PKCS#8, PEM.
    pub key: String,
    /// Under which name Apple knows the key.
    pub key_id: String,
    /// Under which name Apple knows the developer.
    pub team_id: String,
}

/// Knows which tokens it handed out.
pub(crate) struct Apple {
    developer_key: AppleDeveloperKey,
    public_key: Vec<u8>,
    tokens: Mutex<HashSet<String>>,
}

/// Why Apple does not confirm a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenRefusal {
    /// 401: whoever asks is not the developer.
    Unauthorized,
    /// 400: the question has not all it needs, or no phone was given such a token.
    BadToken,
}

#[derive(Deserialize)]
struct Question {
    device_token: String,
    /// Any text; Apple gives it back to nobody.
    #[serde(rename = "transaction_id")]
    _transaction_id: String,
    /// In milliseconds.
    #[serde(rename = "timestamp")]
    _timestamp: i64,
}

impl Apple {
    pub(super) fn new() -> Result<Self, ManufacturersError> {
        let key = KeyPair::generate()?;
        Ok(Self {
            developer_key: AppleDeveloperKey {
                key: key.serialize_pem(),
                key_id: KEY_ID.to_owned(),
                team_id: TEAM_ID.to_owned(),
            },
            public_key: key.public_key_raw().to_vec(),
            tokens: Mutex::default(),
        })
    }

    pub(super) fn developer_key(&self) -> &AppleDeveloperKey {
        &self.developer_key
    }

    /// Gives an iPhone a token; the seed is that of this very one.
    pub(crate) fn token(&self, seed: &Seed) -> String {
        let mut bytes = [0; TOKEN_BYTES];
        seed.rng().fill_bytes(&mut bytes);
        let token = STANDARD.encode(bytes);
        self.tokens().insert(token.clone());
        token
    }

    /// Confirms a token to the developer who asks with these credentials.
    pub(crate) fn confirm(&self, credentials: Option<&str>, question: &[u8]) -> Result<(), TokenRefusal> {
        let credentials = credentials.filter(|credentials| self.are_of_the_developer(credentials));
        credentials.ok_or(TokenRefusal::Unauthorized)?;
        let question: Question = serde_json::from_slice(question).map_err(|_| TokenRefusal::BadToken)?;
        if self.tokens().contains(&question.device_token) {
            Ok(())
        } else {
            Err(TokenRefusal::BadToken)
        }
    }

    /// A JSON Web Token with key, team and time, signed with the developer's key.
    fn are_of_the_developer(&self, credentials: &str) -> bool {
        let verified = || {
            let (signed, signature) = credentials.rsplit_once('.')?;
            let (header, claims) = signed.split_once('.')?;
            let read = |part: &str| {
                let bytes = URL_SAFE_NO_PAD.decode(part).ok()?;
                serde_json::from_slice::<Value>(&bytes).ok()
            };
            let (header, claims) = (read(header)?, read(claims)?);
            let names_are_known =
                header["alg"] == "ES256" && header["kid"] == KEY_ID && claims["iss"] == TEAM_ID;
            claims["iat"].as_i64().filter(|_| names_are_known)?;
            let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, &self.public_key);
            key.verify(signed.as_bytes(), &URL_SAFE_NO_PAD.decode(signature).ok()?)
                .ok()
        };
        verified().is_some()
    }

    fn tokens(&self) -> MutexGuard<'_, HashSet<String>> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
