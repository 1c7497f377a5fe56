//! What an export file says, and its signature.

use exposure_notification::{
    DiagnosisKey, ENIntervalNumber, ExportError, ReportType, SignatureForm, SigningKey, SigningKeyError,
    TemporaryExposureKeyExport, write_export_in_form,
};
use jiff::Timestamp;

use crate::server::NotifyServer;
use crate::state::{BatchFields, ExportSignature, ServerState};
use crate::store::{ExportFile, StoredKey};

/// How the files of a run are signed.
pub(super) struct Signature {
    key: SigningKey,
    form: SignatureForm,
}

impl Signature {
    pub(super) fn of(
        server: &NotifyServer,
        state: &ServerState,
        now: Timestamp,
    ) -> Result<Self, SigningKeyError> {
        let known = server.signing_keys().at(now).clone();
        let key = match state.export_signature {
            ExportSignature::Valid | ExportSignature::Missing => known,
            ExportSignature::WrongKey => {
                let name = known.verification_key();
                SigningKey::generate(name.id, name.version)?
            }
        };
        let form = SignatureForm {
            apps: state.signature_names_apps.then(|| server.app.clone()),
            without_signature: state.export_signature == ExportSignature::Missing,
        };
        Ok(Self { key, form })
    }
}

/// The zip of the keys of a day for a region.
pub(super) fn content(
    state: &ServerState,
    file: &ExportFile,
    rolling_start: ENIntervalNumber,
    keys: &[StoredKey],
    signature: &Signature,
) -> Result<Vec<u8>, ExportError> {
    let (batch_num, batch_size) = match state.batch_fields {
        BatchFields::OneOfOne => (1, 1),
        BatchFields::NumberAndKeyCount => (saturating_i32(file.batch_num), saturating_i32(keys.len())),
    };
    let export = TemporaryExposureKeyExport {
        start_timestamp: rolling_start.start_unix_seconds().cast_unsigned(),
        end_timestamp: file.end_timestamp.cast_unsigned(),
        region: file.region.clone(),
        batch_num,
        batch_size,
        keys: keys.iter().map(diagnosis_key).collect(),
        revised_keys: Vec::new(),
    };
    write_export_in_form(&export, &signature.key, &signature.form)
}

fn saturating_i32(number: impl TryInto<i32>) -> i32 {
    number.try_into().unwrap_or(i32::MAX)
}

fn diagnosis_key(key: &StoredKey) -> DiagnosisKey {
    DiagnosisKey {
        key: key.key,
        transmission_risk_level: key.transmission_risk_level,
        // What V1 and V2 do not know is not written, and phones put what their configuration says.
        report_type: key
            .diagnosis
            .and_then(|diagnosis| ReportType::from_number(diagnosis.report_type)),
        days_since_onset_of_symptoms: key.diagnosis.map(|diagnosis| diagnosis.days_since_onset),
    }
}
