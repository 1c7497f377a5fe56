//! The Exposure Notification protocol, and the judgement of both operating systems.
//!
//! Input in, result out: no I/O, no clock, no chance except the randomness of a signature.
//! The concepts, in the order in which a contact meets them:
//!
//! * [`TemporaryExposureKey`] — the day's key, from which a phone derives what it broadcasts:
//!   a [`RollingProximityIdentifier`] per [`ENIntervalNumber`], and its encrypted [`BluetoothMetadata`];
//! * [`SightingLog`] — what a phone heard of others;
//! * [`DiagnosisKey`], [`write_export`], [`read_export`] — the keys of a positive person, published and signed;
//!   [`inspect_export`] shows any server's file to people;
//! * [`match_keys`] — which of those keys a phone met; [`ExportIndex`] the same for a whole fleet;
//! * [`v1`] — how iOS and Android score what was met, where they agree and where they do not;
//! * [`v2`] — windows of exposure and summaries of days, and how COCOA 2 judges them;
//! * [`UnpublishedBehaviour`] — what is assumed where nobody published anything.

mod export;
mod export_index;
mod identifier_index;
mod interval;
mod key;
mod matching;
mod platform;
mod sighting_log;
mod unpublished;
pub mod v1;
pub mod v2;

pub use export::{
    ExportError, INSPECTED_BYTES_LIMIT, InspectError, InspectErrorCause, InspectedExport, InspectedKey,
    InspectedSignature, InspectedSignatureInfo, Place, Problem, PublicKeyError, SignatureForm, SignedApps,
    SigningKey, SigningKeyError, TemporaryExposureKeyExport, VerificationKey, inspect_export, read_export,
    read_export_on, read_export_unchecked, write_export, write_export_in_form,
};
pub use export_index::ExportIndex;
pub use interval::{ENIntervalNumber, INTERVAL_SECONDS, INTERVALS_PER_DAY};
pub use key::{
    AssociatedEncryptedMetadata, BluetoothMetadata, CalibrationConfidence, DiagnosisKey, ReportType,
    RollingProximityIdentifier, TemporaryExposureKey,
};
pub use matching::{MatchedKey, MatchedSighting, match_keys, match_keys_within};
pub use platform::{Platform, UnknownPlatform};
pub use sighting_log::{Sighting, SightingLog};
pub use unpublished::{KeyOutOfRange, MinuteRounding, UnpublishedBehaviour, WindowCut};
