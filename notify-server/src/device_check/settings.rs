//! What a deployment says of the device check.

use thiserror::Error;

/// Which platforms are checked, and with what. As a default none is, as in the real server without its flags
/// (COCOA v1.0.0, `AndroidDeviceValidationEnabled`, `iOSDeviceValidationEnabled`).
#[derive(Clone, Default)]
pub struct DeviceCheckSettings {
    /// How Android phones are checked; `None`: not at all.
    pub android: Option<AndroidCheckSettings>,
    /// How iPhones are checked; `None`: not at all.
    pub ios: Option<IosCheckSettings>,
}

/// What it takes to check a statement of Google. It has no `Debug`: the key is a secret.
#[derive(Clone)]
pub struct AndroidCheckSettings {
    /// The certificate, in PEM, to which the chain of a statement must lead.
    pub google_root_certificate: String,
    /// Where Google checks statements itself; only asked where the state of the server says so.
    pub google_verify_url: String,
    /// The key that goes with that call, as the parameter `key`; `None`: no such parameter.
    pub google_api_key: Option<String>,
}

/// What it takes to ask Apple. It has no `Debug`: the key is a secret.
#[derive(Clone)]
pub struct IosCheckSettings {
    /// Where Apple checks tokens.
    pub apple_url: String,
    /// The developer's private key as Apple hands it out: P-256, PKCS#8, PEM.
    pub apple_key: String,
    /// Under which name Apple knows the key.
    pub apple_key_id: String,
    /// Under which name Apple knows the developer.
    pub apple_team_id: String,
}

/// Why the device check cannot be set up.
#[derive(Debug, Error)]
pub enum DeviceCheckSettingsError {
    /// A chain could end nowhere.
    #[error(
        "Google's root certificate cannot be used: {0}; give one certificate in PEM, beginning with BEGIN CERTIFICATE"
    )]
    RootCertificate(String),
    /// Nothing could be signed with it.
    #[error(
        "the key for Apple cannot be used: {0}; give the file as Apple hands it out: a P-256 key in PKCS#8, in PEM, \
         beginning with BEGIN PRIVATE KEY"
    )]
    AppleKey(String),
    /// A manufacturer cannot be asked there.
    #[error("the URL {url:?} of a manufacturer cannot be used: {reason}; give it as https://HOST/PATH")]
    Url {
        /// The URL.
        url: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The HTTP client cannot be made.
    #[error("the client that asks the manufacturers cannot be made: {0}")]
    Client(#[from] reqwest::Error),
}
