//! What can be read and still is no use: phones refuse it, or pass over it.

use thiserror::Error;

use super::{InspectedExport, InspectedKey, Place};
use crate::export::ExportError;
use crate::export::message::KeyMessage;
use crate::export::read::{batch, diagnosis_key};
use crate::interval::INTERVALS_PER_DAY;

/// Something in a readable file that phones do not take.
#[derive(Debug, Error)]
#[error("{place}, byte {offset}: {cause}")]
pub struct Problem {
    /// What the offset counts in.
    pub place: Place,
    /// Where the key begins; 0 when it concerns the whole entry.
    pub offset: u64,
    /// Why [`read_export`](crate::read_export) refuses it.
    pub cause: ExportError,
}

impl InspectedExport {
    /// What phones will not take although it can be read: of each key the first thing, in the order of the file.
    pub fn problems(&self) -> impl Iterator<Item = Problem> + '_ {
        let of_entry = |place, cause| Problem {
            place,
            offset: 0,
            cause,
        };
        let of_key = |key: &InspectedKey| {
            let refused = diagnosis_key(&message(key), INTERVALS_PER_DAY).err();
            refused.map(|cause| Problem {
                place: Place::Bin,
                offset: key.offset,
                cause,
            })
        };
        let of_batch = batch(self.batch_num, self.batch_size).err();
        let of_signatures = self.signature_problem();
        of_batch
            .map(|cause| of_entry(Place::Bin, cause))
            .into_iter()
            .chain(self.keys.iter().chain(&self.revised_keys).filter_map(of_key))
            .chain(of_signatures.map(|cause| of_entry(Place::Sig, cause)))
    }

    /// Nothing can be said of a bare `export.bin`.
    fn signature_problem(&self) -> Option<ExportError> {
        let (announced, present) = (self.signature_infos.len(), self.signatures.len());
        if !self.zipped || (present > 0 && announced == present) {
            None
        } else if present == 0 {
            Some(ExportError::NoSignature)
        } else {
            Some(ExportError::SignatureCount { announced, present })
        }
    }
}

fn message(key: &InspectedKey) -> KeyMessage {
    KeyMessage {
        key_data: key.key.clone(),
        transmission_risk_level: key.transmission_risk_level,
        rolling_start_interval_number: key.rolling_start_interval_number,
        rolling_period: key.rolling_period,
        report_type: key.report_type,
        days_since_onset_of_symptoms: key.days_since_onset_of_symptoms,
    }
}
