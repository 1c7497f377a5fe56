//! Writing an export file.
//!
//! What is given is written as it is: a server with a defect must be able to publish what such a server published.
//! The reader refuses.

use prost::Message;

use crate::export::archive::{Entries, pack};
use crate::export::message::{
    ExportMessage, KeyMessage, SIGNATURE_ALGORITHM, SignatureInfoMessage, SignatureListMessage,
    SignatureMessage, encode_bin,
};
use crate::export::{ExportError, SigningKey, TemporaryExposureKeyExport};
use crate::key::DiagnosisKey;

/// What an export says beside its content and the key that signs it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SignatureForm {
    /// The apps for which the signature is meant; `None`: not named, as since COCOA v2.0.0.
    pub apps: Option<SignedApps>,
    /// Whether `export.sig` holds no signature, a defect: every phone refuses such a file.
    pub without_signature: bool,
}

/// The apps for which a signature is meant, `app_bundle_id` and `android_package` (until COCOA v1.4.1,
/// `TemporaryExposureKeySignatureInfoService`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedApps {
    /// The app's identifier on iOS.
    pub app_bundle_id: String,
    /// The app's identifier on Android.
    pub android_package: String,
}

/// The zip of `export.bin` and `export.sig`, signed and without names of apps.
///
/// As COCOA's server does, it writes every rolling period, also the default of 144.
pub fn write_export(export: &TemporaryExposureKeyExport, key: &SigningKey) -> Result<Vec<u8>, ExportError> {
    write_export_in_form(export, key, &SignatureForm::default())
}

/// As [`write_export`], with what the form says.
pub fn write_export_in_form(
    export: &TemporaryExposureKeyExport,
    key: &SigningKey,
    form: &SignatureForm,
) -> Result<Vec<u8>, ExportError> {
    let apps = form.apps.as_ref();
    let signature_info = SignatureInfoMessage {
        app_bundle_id: apps.map(|apps| apps.app_bundle_id.clone()),
        android_package: apps.map(|apps| apps.android_package.clone()),
        verification_key_version: Some(key.version().to_owned()),
        verification_key_id: Some(key.id().to_owned()),
        signature_algorithm: Some(SIGNATURE_ALGORITHM.to_owned()),
    };
    let bin = encode_bin(&ExportMessage {
        start_timestamp: Some(export.start_timestamp),
        end_timestamp: Some(export.end_timestamp),
        region: Some(export.region.clone()),
        batch_num: Some(export.batch_num),
        batch_size: Some(export.batch_size),
        signature_infos: vec![signature_info.clone()],
        keys: export.keys.iter().map(key_message).collect(),
        revised_keys: export.revised_keys.iter().map(key_message).collect(),
    });
    let mut list = SignatureListMessage::default();
    if !form.without_signature {
        list.signatures.push(SignatureMessage {
            signature_info: Some(signature_info),
            batch_num: Some(export.batch_num),
            batch_size: Some(export.batch_size),
            signature: Some(key.sign(&bin)?),
        });
    }
    pack(&Entries {
        bin,
        sig: list.encode_to_vec(),
    })
}

fn key_message(key: &DiagnosisKey) -> KeyMessage {
    KeyMessage {
        key_data: Some(key.key.key_data.to_vec()),
        transmission_risk_level: Some(i32::from(key.transmission_risk_level)),
        rolling_start_interval_number: Some(key.key.rolling_start.0.cast_signed()),
        rolling_period: Some(key.key.rolling_period.cast_signed()),
        report_type: key.report_type.map(|report_type| report_type as i32),
        days_since_onset_of_symptoms: key.days_since_onset_of_symptoms,
    }
}
