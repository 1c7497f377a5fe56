//! What the columns of the device check can say. Whether a platform is checked at all is the deployment's.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How an Android phone's attestation is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AndroidDeviceCheck {
    /// Not at all.
    Off,
    /// By the server itself (since COCOA v1.2.4, `DeviceValidationAndroidService`).
    Offline,
    /// The same, and Google is asked before (until COCOA v1.2.3).
    Online,
}

/// Whether Apple is asked about an iPhone's token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum IosDeviceCheck {
    /// It is not.
    Off,
    /// It is (COCOA v1.0.0, `DeviceValidationAppleService`).
    On,
}

/// What becomes of a token that Apple does not confirm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AppleFailures {
    /// 400.
    Refused,
    /// It counts as confirmed (COCOA v1.4.0 to v2.0.0, `DeviceValidationAppleService`: until the cause of Apple's
    /// errors was known).
    Accepted,
}

/// From what the identifier of a transaction is made that Apple is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AppleTransaction {
    /// Package, key data and regions; without keys that is an exception (until COCOA v1.4.1,
    /// `DeviceValidationAppleService`).
    KeyData,
    /// The parts that an Android attestation covers, but for the number (since COCOA v2.0.0, `IDeviceVerification`).
    AllParts,
}

/// What is answered to an Android attestation that is none, or that nobody known signed. One that was made for another
/// submission is always refused with 400.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum MalformedAttestation {
    /// 500: an exception (until COCOA v2.0.0, `DeviceValidationAndroidService`).
    #[serde(rename = "error_500")]
    Error500,
    /// 500 for what is no JWS, 400 for the rest (COCOA v2.0.1).
    #[serde(rename = "only_shapeless_error_500")]
    OnlyShapelessError500,
    /// 400 (COCOA v3.0.0).
    #[serde(rename = "refused_400")]
    Refused400,
}
