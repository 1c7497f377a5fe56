//! The manufacturers' services with which simulated phones show that they are real ones: Google's statements about
//! Android phones (SafetyNet), Apple's tokens of iPhones (DeviceCheck).
//!
//! They are as old as the run: nothing that they sign is worth anything outside it. A phone reaches them through its
//! operating system; a notification server asks them over HTTP below `/manufacturers`:
//!
//! | call | answer |
//! | --- | --- |
//! | `GET /manufacturers/google/root-certificate` | the certificate to which the chain of Google's statements leads, PEM |
//! | `POST /manufacturers/google/v1/attestations/verify` | whether Google signed a statement |
//! | `POST /manufacturers/apple/v1/validate_device_token` | 200 for a token that an iPhone here was given |
//!
//! Fault rules apply to these paths as to every public one. What Google states instead of the truth is [`conduct`].

mod apple;
mod conduct;
mod google;

use std::fmt;
use std::sync::Arc;

use thiserror::Error;

pub use apple::AppleDeveloperKey;
pub(crate) use apple::{Apple, TokenRefusal};
pub(crate) use conduct::Conduct;
pub(crate) use google::{Google, NoAnswer};

/// Google and Apple, shared by all clones.
#[derive(Clone)]
pub struct Manufacturers(Arc<Shared>);

struct Shared {
    google: Google,
    apple: Apple,
}

/// Why the manufacturers' keys could not be made.
#[derive(Debug, Error)]
pub enum ManufacturersError {
    /// A certificate.
    #[error("a certificate of the simulated Google cannot be made: {0}")]
    Certificate(#[from] rcgen::Error),
    /// A key.
    #[error("a key of a simulated manufacturer cannot be used: {0}")]
    Key(String),
}

impl Manufacturers {
    /// Manufacturers with keys of their own, from the system's randomness: no two runs have the same, and nothing that
    /// a run records holds them.
    pub fn new() -> Result<Self, ManufacturersError> {
        Ok(Self(Arc::new(Shared {
            google: Google::new()?,
            apple: Apple::new()?,
        })))
    }

    /// The certificate, in PEM, to which the chain of Google's statements leads.
    pub fn google_root_certificate(&self) -> &str {
        self.0.google.root_certificate()
    }

    /// What Apple hands out to the developer of the app, so that their server may ask about tokens.
    pub fn apple_developer_key(&self) -> &AppleDeveloperKey {
        self.0.apple.developer_key()
    }

    pub(crate) fn google(&self) -> &Google {
        &self.0.google
    }

    pub(crate) fn apple(&self) -> &Apple {
        &self.0.apple
    }
}

impl fmt::Debug for Manufacturers {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Manufacturers").finish_non_exhaustive()
    }
}
