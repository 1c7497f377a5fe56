//! What vouches for the phone: on Android Google's statement over a nonce made of what is sent, on iOS a token, which
//! knows nothing of it (COCOA `IDeviceVerifier`, `DeviceCheckService`).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use exposure_notification::Platform;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::behaviour::AttestationAttempts;
use super::submission::APP_PACKAGE_NAME;
use crate::framework::Framework;

use jiff::Timestamp;

/// Nothing vouches for the phone.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NotVouchedFor;

/// What vouches for the phone when it sends something that this text covers.
pub(super) fn vouch(
    covered_text: &str,
    attempts: AttestationAttempts,
    framework: &mut Framework,
    now: Timestamp,
) -> Result<String, NotVouchedFor> {
    if framework.platform() == Platform::Ios {
        return Ok(framework.device_token());
    }
    let nonce = Sha256::digest(covered_text.as_bytes());
    for _ in 0..attempts.count() {
        let statement = framework.attest(APP_PACKAGE_NAME, &nonce, now);
        let statement = statement.map_err(|_no_answer| NotVouchedFor)?;
        if attempts == AttestationAttempts::Once || !states_an_error(&statement) {
            return Ok(statement);
        }
    }
    Err(NotVouchedFor)
}

/// Whether a statement has the claim `error` (COCOA v2.0.1 `DeviceCheckService`).
fn states_an_error(statement: &str) -> bool {
    let claims = statement.split('.').nth(1);
    let claims = claims.and_then(|claims| URL_SAFE_NO_PAD.decode(claims).ok());
    let claims = claims.and_then(|claims| serde_json::from_slice::<Value>(&claims).ok());
    claims.is_some_and(|claims| claims.get("error").is_some())
}
