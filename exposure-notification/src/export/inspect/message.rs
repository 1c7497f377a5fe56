//! The messages of the format, read as they are: nothing defaulted, what the format does not know counted.

use super::wire::{Field, Fields, error};
use super::{
    InspectError, InspectErrorCause, InspectedExport, InspectedKey, InspectedSignature,
    InspectedSignatureInfo, Place,
};
use crate::export::VerificationKey;
use crate::export::message::HEADER;
use crate::export::read::BATCH_SIZE_LIMIT;

/// Apple's guidance to servers: at most 750,000 keys a file.
const KEY_LIMIT: usize = 750_000;
/// Google's server makes at most ten; a bound on the memory that a strange file can take.
const SIGNATURE_INFO_LIMIT: usize = 1_000;

/// Reads `export.bin`. Of a single field that comes twice the last counts, as everywhere in protocol buffers.
pub(super) fn read_bin(bin: &[u8]) -> Result<InspectedExport, InspectError> {
    let header = HEADER.len();
    let same = bin
        .iter()
        .zip(HEADER)
        .take_while(|(found, wanted)| found == wanted);
    let same = same.count();
    if same < header {
        return Err(error(Place::Bin, same, InspectErrorCause::WrongHeader));
    }
    let mut export = InspectedExport {
        header: String::from_utf8_lossy(HEADER).trim_end().to_owned(),
        ..InspectedExport::default()
    };
    let mut fields = Fields::new(Place::Bin, bin, header);
    while let Some(field) = fields.next()? {
        match field.number {
            1 => export.start_timestamp = Some(field.fixed64("start_timestamp")?),
            2 => export.end_timestamp = Some(field.fixed64("end_timestamp")?),
            3 => export.region = Some(field.text("region")?),
            4 => export.batch_num = Some(field.int32("batch_num")?),
            5 => export.batch_size = Some(batch_size(&field)?),
            6 => {
                if export.signature_infos.len() == SIGNATURE_INFO_LIMIT {
                    let limit = SIGNATURE_INFO_LIMIT;
                    return Err(field.error(InspectErrorCause::TooManySignatureInfos { limit }));
                }
                let info = signature_info(field.message("signature_infos")?, &mut export.unknown_fields)?;
                export.signature_infos.push(info);
            }
            7 | 8 => {
                if export.keys.len() + export.revised_keys.len() == KEY_LIMIT {
                    return Err(field.error(InspectErrorCause::TooManyKeys { limit: KEY_LIMIT }));
                }
                let (name, keys) = if field.number == 7 {
                    ("keys", &mut export.keys)
                } else {
                    ("revised_keys", &mut export.revised_keys)
                };
                keys.push(key(&field, name, &mut export.unknown_fields)?);
            }
            _ => export.unknown_fields += 1,
        }
    }
    Ok(export)
}

/// Reads `export.sig`. Without keys nothing is said of the signatures; with some, whether one of them made it.
pub(super) fn read_sig(
    sig: &[u8],
    bin: &[u8],
    keys: &[VerificationKey],
    unknown_fields: &mut u64,
) -> Result<Vec<InspectedSignature>, InspectError> {
    let mut signatures = Vec::new();
    let mut fields = Fields::new(Place::Sig, sig, 0);
    while let Some(field) = fields.next()? {
        match field.number {
            1 => signatures.push(signature(&field, bin, keys, unknown_fields)?),
            _ => *unknown_fields += 1,
        }
    }
    Ok(signatures)
}

fn batch_size(field: &Field<'_>) -> Result<i32, InspectError> {
    let (size, limit) = (field.int32("batch_size")?, BATCH_SIZE_LIMIT);
    if size > limit {
        return Err(field.error(InspectErrorCause::BatchTooLarge { size, limit }));
    }
    Ok(size)
}

fn key(
    field: &Field<'_>,
    name: &'static str,
    unknown_fields: &mut u64,
) -> Result<InspectedKey, InspectError> {
    let mut key = InspectedKey {
        offset: field.offset as u64,
        ..InspectedKey::default()
    };
    let mut fields = field.message(name)?;
    while let Some(field) = fields.next()? {
        match field.number {
            1 => key.key = Some(field.bytes("key_data")?.to_vec()),
            2 => key.transmission_risk_level = Some(field.int32("transmission_risk_level")?),
            3 => key.rolling_start_interval_number = Some(field.int32("rolling_start_interval_number")?),
            4 => key.rolling_period = Some(field.int32("rolling_period")?),
            5 => key.report_type = Some(field.int32("report_type")?),
            6 => key.days_since_onset_of_symptoms = Some(field.sint32("days_since_onset_of_symptoms")?),
            _ => *unknown_fields += 1,
        }
    }
    Ok(key)
}

fn signature(
    field: &Field<'_>,
    bin: &[u8],
    keys: &[VerificationKey],
    unknown_fields: &mut u64,
) -> Result<InspectedSignature, InspectError> {
    let mut signature = InspectedSignature {
        offset: field.offset as u64,
        ..InspectedSignature::default()
    };
    let mut fields = field.message("signatures")?;
    while let Some(field) = fields.next()? {
        match field.number {
            1 => signature.info = signature_info(field.message("signature_info")?, unknown_fields)?,
            2 => signature.batch_num = Some(field.int32("batch_num")?),
            3 => signature.batch_size = Some(field.int32("batch_size")?),
            4 => signature.signature = field.bytes("signature")?.to_vec(),
            _ => *unknown_fields += 1,
        }
    }
    if !keys.is_empty() {
        signature.verified = Some(keys.iter().any(|key| key.verifies(bin, &signature.signature)));
    }
    Ok(signature)
}

fn signature_info(
    mut fields: Fields<'_>,
    unknown_fields: &mut u64,
) -> Result<InspectedSignatureInfo, InspectError> {
    let mut info = InspectedSignatureInfo::default();
    while let Some(field) = fields.next()? {
        match field.number {
            3 => info.verification_key_version = Some(field.text("verification_key_version")?),
            4 => info.verification_key_id = Some(field.text("verification_key_id")?),
            5 => info.signature_algorithm = Some(field.text("signature_algorithm")?),
            // 1 and 2 are reserved; once they named the app, and old files still do.
            _ => *unknown_fields += 1,
        }
    }
    Ok(info)
}
