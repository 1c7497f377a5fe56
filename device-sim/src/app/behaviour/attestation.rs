//! What an attestation of the phone covers, and what becomes of one that failed.

use serde::{Deserialize, Serialize};

/// What an Android attestation covers of each key, beside its data, start and period. The server must cover the same,
/// or refuses every Android phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum AttestedKeys {
    /// The transmission risk, too (COCOA v1.0.0 `AndroidExtensions`).
    WithTransmissionRisk,
    /// No more (COCOA v1.2.2 `AndroidExtensions`). 2.x speaks to the same interface and is taken to cover the same.
    WithoutTransmissionRisk,
}

/// How often a phone is asked to vouch for itself when its manufacturer states an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum AttestationAttempts {
    /// Once: what came is sent, whatever it says (COCOA up to v2.0.0).
    Once,
    /// Again after 4, 8 and 16 seconds, then the registration fails (COCOA v2.0.1 `DiagnosisKeyRegisterServer`). The
    /// repetitions come at once here: the time of a test moves between calls, not within them.
    FourTimes,
}

impl AttestationAttempts {
    /// How often at most.
    pub(crate) fn count(self) -> u8 {
        match self {
            Self::Once => 1,
            Self::FourTimes => 4,
        }
    }
}
