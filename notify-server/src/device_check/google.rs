//! Asking Google whether it signed a statement, as the server did until COCOA v1.2.3
//! (`DeviceValidationAndroidService`): `{"signedAttestation": …}` out, `{"isValidSignature": true}` back.
//!
//! Whatever else comes back, or nothing, counts as no: the quota of that call was meant for tests, and a submission
//! failed when Google did not answer (the reason why the call was given up, COCOA commit 8c4cf9c61).

use serde::Deserialize;
use serde_json::json;
use testbed::clock::Clock;

use super::manufacturer::Manufacturer;
use super::settings::{AndroidCheckSettings, DeviceCheckSettingsError};

/// The way to Google.
pub(super) struct GoogleVerification {
    google: Manufacturer,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Verdict {
    #[serde(default)]
    is_valid_signature: bool,
}

impl GoogleVerification {
    pub(super) fn new(
        settings: &AndroidCheckSettings,
        clock: &Clock,
    ) -> Result<Self, DeviceCheckSettingsError> {
        let key = settings.google_api_key.as_deref();
        Ok(Self {
            google: Manufacturer::new(&settings.google_verify_url, key, clock)?,
        })
    }

    /// Whether Google confirms its signature.
    pub(super) async fn confirms(&self, statement: &str) -> bool {
        let question = json!({"signedAttestation": statement});
        let verdict = async {
            let response = self.google.call().json(&question).send();
            response.await?.json::<Verdict>().await
        };
        verdict.await.is_ok_and(|verdict| verdict.is_valid_signature)
    }
}
