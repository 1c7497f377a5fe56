//! Asking Apple about the token of an iPhone (DeviceCheck; COCOA v1.0.0, `DeviceValidationAppleService`).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use reqwest::StatusCode;
use ring::digest::{SHA256, digest};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use rustls_pki_types::PrivatePkcs8KeyDer;
use rustls_pki_types::pem::PemObject;
use serde_json::json;
use testbed::clock::Clock;

use super::jws;
use super::manufacturer::Manufacturer;
use super::settings::{DeviceCheckSettingsError, IosCheckSettings};

/// The way to Apple.
pub(super) struct AppleDeviceCheck {
    apple: Manufacturer,
    key: EcdsaKeyPair,
    key_id: String,
    team_id: String,
}

/// Apple could not be asked: no answer, or none in time.
#[derive(Debug)]
pub(super) struct Unanswered;

impl AppleDeviceCheck {
    pub(super) fn new(settings: &IosCheckSettings, clock: &Clock) -> Result<Self, DeviceCheckSettingsError> {
        let wrong = |reason: String| DeviceCheckSettingsError::AppleKey(reason);
        let pkcs8 = PrivatePkcs8KeyDer::from_pem_slice(settings.apple_key.as_bytes());
        let pkcs8 = pkcs8.map_err(|error| wrong(error.to_string()))?;
        let key = EcdsaKeyPair::from_pkcs8(
            &ECDSA_P256_SHA256_FIXED_SIGNING,
            pkcs8.secret_pkcs8_der(),
            &SystemRandom::new(),
        );
        Ok(Self {
            apple: Manufacturer::new(&settings.apple_url, None, clock)?,
            key: key.map_err(|error| wrong(error.to_string()))?,
            key_id: settings.apple_key_id.clone(),
            team_id: settings.apple_team_id.clone(),
        })
    }

    /// Whether Apple confirms the token: 200, whatever the body says, and nothing else.
    pub(super) async fn ask(
        &self,
        token: &str,
        transaction_text: &str,
        now: Timestamp,
    ) -> Result<bool, Unanswered> {
        let transaction = digest(&SHA256, transaction_text.as_bytes());
        let question = json!({
            "device_token": token,
            "transaction_id": STANDARD.encode(transaction),
            "timestamp": now.as_millisecond(),
        });
        let request = self.apple.call().json(&question);
        let request = request.bearer_auth(self.credentials(now).ok_or(Unanswered)?);
        match request.send().await {
            Ok(response) => Ok(response.status() == StatusCode::OK),
            Err(_) => Err(Unanswered),
        }
    }

    /// Who asks, signed; `None` if the system gives no randomness for the signature.
    fn credentials(&self, now: Timestamp) -> Option<String> {
        let text = jws::to_be_signed(
            &json!({"alg": "ES256", "kid": self.key_id}),
            &json!({"iss": self.team_id, "iat": now.as_second()}),
        );
        let signature = self.key.sign(&SystemRandom::new(), text.as_bytes()).ok()?;
        Some(jws::signed(&text, signature.as_ref()))
    }
}
