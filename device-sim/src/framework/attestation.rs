//! How an app shows that it runs on a real phone: Google Play services and iOS speak to their manufacturer for it.

use jiff::Timestamp;

use super::Framework;
use crate::attestation::NoAnswer;

impl Framework {
    /// Android: Google's statement about this phone and the app that asks, over a nonce (SafetyNet, `attest`).
    pub(crate) fn attest(&self, package: &str, nonce: &[u8], now: Timestamp) -> Result<String, NoAnswer> {
        self.manufacturers.google().state(package, nonce, now)
    }

    /// iOS: a new token of this phone, in base64 (DeviceCheck, `generateToken`).
    pub(crate) fn device_token(&mut self) -> String {
        self.device_tokens += 1;
        let seed = self.seed.derive(&format!("device token {}", self.device_tokens));
        self.manufacturers.apple().token(&seed)
    }
}
