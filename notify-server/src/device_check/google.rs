//! Asking Google whether it signed a statement, as the server did until COCOA v1.2.3
//! (`DeviceValidationAndroidService`): `{"signedAttestation": …}` out, `{"isValidSignature": true}` back.
//!
//! Whatever else comes back, or nothing, counts as no: the quota of that call was meant for tests, and a submission
//! failed when Google did not answer (the reason why the call was given up, COCOA commit 8c4cf9c61).

use reqwest::{Client, Url};
use serde::Deserialize;
use serde_json::json;

use super::settings::{
    AndroidCheckSettings, DeviceCheckSettingsError, manufacturer_client, manufacturer_url,
};

/// The way to Google.
pub(super) struct GoogleVerification {
    client: Client,
    url: Url,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Verdict {
    #[serde(default)]
    is_valid_signature: bool,
}

impl GoogleVerification {
    pub(super) fn new(settings: &AndroidCheckSettings) -> Result<Self, DeviceCheckSettingsError> {
        let mut url = manufacturer_url(&settings.google_verify_url)?;
        if let Some(key) = &settings.google_api_key {
            url.query_pairs_mut().append_pair("key", key);
        }
        Ok(Self {
            client: manufacturer_client()?,
            url,
        })
    }

    /// Whether Google confirms its signature.
    pub(super) async fn confirms(&self, statement: &str) -> bool {
        let question = json!({"signedAttestation": statement});
        let verdict = async {
            let response = self.client.post(self.url.clone()).json(&question).send();
            response.await?.json::<Verdict>().await
        };
        verdict.await.is_ok_and(|verdict| verdict.is_valid_signature)
    }
}
