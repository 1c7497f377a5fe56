//! Reading an export file, and refusing what phones refuse.
//!
//! Order of evaluation: zip, header, signature, message, batch, keys. The message is read after its signature has
//! been verified, so that nothing is built from what a stranger wrote.
//!
//! What becomes of a key that is out of range differs:
//!
//! | | Android | iOS |
//! | --- | --- | --- |
//! | period above 144 | kept; the call fails when it matches | passed over |
//! | onset beyond ±14 days, level above 8, start below 0, period below 1 | refuses the file | [`KeyOutOfRange`] |

use prost::Message;

use crate::export::archive::{BIN, SIG, unpack};
use crate::export::message::{
    ExportMessage, HEADER, KeyMessage, SIGNATURE_ALGORITHM, SignatureInfoMessage, SignatureListMessage,
};
use crate::export::{ExportError, TemporaryExposureKeyExport, VerificationKey};
use crate::interval::{ENIntervalNumber, INTERVALS_PER_DAY};
use crate::key::{DiagnosisKey, ReportType, TemporaryExposureKey};
use crate::platform::Platform;
use crate::unpublished::{KeyOutOfRange, UnpublishedBehaviour};

/// No batch has more files (Android).
pub(super) const BATCH_SIZE_LIMIT: i32 = 1_000_000;

/// The content of an export file, if one of `keys` has signed it. What is out of range for any phone refuses it.
///
/// Of several signatures those of unknown keys are passed over; all of known keys must verify.
pub fn read_export(zip: &[u8], keys: &[VerificationKey]) -> Result<TemporaryExposureKeyExport, ExportError> {
    read(zip, Some(keys), |message| {
        diagnosis_key(message, INTERVALS_PER_DAY).map(Some)
    })
}

/// The content of an export file as a phone reads it: as [`read_export`], but for keys that are out of range.
///
/// On Android a key may come out with a period above 144. Google's published implementation matches it like one of 144,
/// and then fails the whole call; the caller has to.
pub fn read_export_on(
    platform: Platform,
    zip: &[u8],
    keys: &[VerificationKey],
    unpublished: &UnpublishedBehaviour,
) -> Result<TemporaryExposureKeyExport, ExportError> {
    read(zip, Some(keys), |message| {
        on_phone(platform, message, unpublished)
    })
}

/// As [`read_export_on`], by a phone that is broken on purpose: it does not look at the signatures.
pub fn read_export_unchecked(
    platform: Platform,
    zip: &[u8],
    unpublished: &UnpublishedBehaviour,
) -> Result<TemporaryExposureKeyExport, ExportError> {
    read(zip, None, |message| on_phone(platform, message, unpublished))
}

fn on_phone(
    platform: Platform,
    message: &KeyMessage,
    unpublished: &UnpublishedBehaviour,
) -> Result<Option<DiagnosisKey>, ExportError> {
    let key = diagnosis_key(message, u32::MAX);
    match platform {
        Platform::Android => key.map(Some),
        Platform::Ios if unpublished.ios_key_out_of_range == KeyOutOfRange::KeyIgnored => {
            Ok(key.ok().filter(has_possible_period))
        }
        Platform::Ios => key.map(|key| Some(key).filter(has_possible_period)),
    }
}

fn has_possible_period(key: &DiagnosisKey) -> bool {
    key.key.rolling_period <= INTERVALS_PER_DAY
}

/// Without `keys` no signature is looked at. `accept` makes a key of its message, passes over it (`None`), or refuses the
/// file.
fn read(
    zip: &[u8],
    keys: Option<&[VerificationKey]>,
    accept: impl Fn(&KeyMessage) -> Result<Option<DiagnosisKey>, ExportError>,
) -> Result<TemporaryExposureKeyExport, ExportError> {
    let entries = unpack(zip)?;
    let message = entries.bin.strip_prefix(HEADER).ok_or(ExportError::WrongHeader)?;
    let list = SignatureListMessage::decode(entries.sig.as_slice())
        .map_err(|source| ExportError::Message { entry: SIG, source })?;
    if let Some(keys) = keys {
        verify(&entries.bin, &list, keys)?;
    }
    let message =
        ExportMessage::decode(message).map_err(|source| ExportError::Message { entry: BIN, source })?;
    if keys.is_some() && message.signature_infos.len() != list.signatures.len() {
        return Err(ExportError::SignatureCount {
            announced: message.signature_infos.len(),
            present: list.signatures.len(),
        });
    }
    let (batch_num, batch_size) = batch(message.batch_num, message.batch_size)?;
    let accept_all = |messages: &[KeyMessage]| -> Result<Vec<_>, _> {
        messages
            .iter()
            .filter_map(|key| accept(key).transpose())
            .collect()
    };
    Ok(TemporaryExposureKeyExport {
        start_timestamp: message.start_timestamp.unwrap_or_default(),
        end_timestamp: message.end_timestamp.unwrap_or_default(),
        region: message.region.unwrap_or_default(),
        batch_num,
        batch_size,
        keys: accept_all(&message.keys)?,
        revised_keys: accept_all(&message.revised_keys)?,
    })
}

fn verify(bin: &[u8], list: &SignatureListMessage, keys: &[VerificationKey]) -> Result<(), ExportError> {
    if list.signatures.is_empty() {
        return Err(ExportError::NoSignature);
    }
    let mut verified = false;
    for signature in &list.signatures {
        let info = signature.signature_info.clone().unwrap_or_default();
        let Some(key) = keys.iter().find(|key| is_named(key, &info)) else {
            continue;
        };
        let algorithm = info.signature_algorithm.unwrap_or_default();
        if algorithm != SIGNATURE_ALGORITHM {
            return Err(ExportError::UnknownAlgorithm(algorithm));
        }
        if !key.verifies(bin, signature.signature.as_deref().unwrap_or_default()) {
            return Err(ExportError::BadSignature {
                id: key.id.clone(),
                version: key.version.clone(),
            });
        }
        verified = true;
    }
    if verified {
        Ok(())
    } else {
        Err(unknown_verification_key(list))
    }
}

fn is_named(key: &VerificationKey, info: &SignatureInfoMessage) -> bool {
    info.verification_key_id.as_deref() == Some(&key.id)
        && info.verification_key_version.as_deref() == Some(&key.version)
}

fn unknown_verification_key(list: &SignatureListMessage) -> ExportError {
    let name = |info: Option<&SignatureInfoMessage>| {
        let id = info
            .and_then(|info| info.verification_key_id.as_deref())
            .unwrap_or("none");
        let version = info
            .and_then(|info| info.verification_key_version.as_deref())
            .unwrap_or("none");
        format!("key {id:?} version {version:?}")
    };
    let named: Vec<_> = list
        .signatures
        .iter()
        .map(|each| name(each.signature_info.as_ref()))
        .collect();
    ExportError::UnknownVerificationKey {
        named: named.join(", "),
    }
}

/// A file without batch numbers is the only one of its batch; a size without a number is refused, as is the reverse.
pub(super) fn batch(batch_num: Option<i32>, batch_size: Option<i32>) -> Result<(i32, i32), ExportError> {
    let (batch_num, batch_size) = match (batch_num, batch_size) {
        (None, None) => (1, 1),
        (batch_num, batch_size) => (batch_num.unwrap_or_default(), batch_size.unwrap_or_default()),
    };
    if (1..=batch_size).contains(&batch_num) && batch_size <= BATCH_SIZE_LIMIT {
        Ok((batch_num, batch_size))
    } else {
        Err(ExportError::BadBatch {
            batch_num,
            batch_size,
        })
    }
}

pub(super) fn diagnosis_key(message: &KeyMessage, longest_period: u32) -> Result<DiagnosisKey, ExportError> {
    let key_data = message.key_data.as_deref().unwrap_or_default();
    let length = key_data.len();
    let key_data = key_data
        .try_into()
        .map_err(|_| ExportError::KeyLength { length })?;

    let start = message.rolling_start_interval_number.unwrap_or_default();
    let rolling_start =
        u32::try_from(start).map_err(|_| key_field("rolling_start_interval_number", start, "0 or more"))?;

    let period = message.rolling_period.unwrap_or(INTERVALS_PER_DAY.cast_signed());
    let rolling_period = u32::try_from(period)
        .ok()
        .filter(|period| (1..=longest_period).contains(period))
        .ok_or_else(|| key_field("rolling_period", period, "1 to 144"))?;

    let level = message.transmission_risk_level.unwrap_or_default();
    let transmission_risk_level = u8::try_from(level)
        .ok()
        .filter(|level| *level <= 8)
        .ok_or_else(|| key_field("transmission_risk_level", level, "0 to 8"))?;

    let days = message.days_since_onset_of_symptoms;
    if let Some(days) = days.filter(|days| !(-14..=14).contains(days)) {
        return Err(key_field("days_since_onset_of_symptoms", days, "-14 to 14"));
    }

    Ok(DiagnosisKey {
        key: TemporaryExposureKey {
            key_data,
            rolling_start: ENIntervalNumber(rolling_start),
            rolling_period,
        },
        transmission_risk_level,
        report_type: message.report_type.and_then(ReportType::from_number),
        days_since_onset_of_symptoms: days,
    })
}

fn key_field(field: &'static str, value: i32, allowed: &'static str) -> ExportError {
    ExportError::KeyField {
        field,
        value,
        allowed,
    }
}
