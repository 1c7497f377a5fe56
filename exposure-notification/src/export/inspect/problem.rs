//! What can be read and still is no use: phones refuse it, or pass over it.

use thiserror::Error;

use super::{InspectedExport, InspectedKey, InspectedSignature, Place};

/// Something in a readable file that phones do not take.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{place}, byte {offset}: {cause}")]
pub struct Problem {
    /// What the offset counts in.
    pub place: Place,
    /// Where the key or the signature begins; 0 when it concerns the whole entry.
    pub offset: u64,
    /// What it is.
    pub cause: ProblemCause,
}

/// What phones do not take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ProblemCause {
    /// A key without its data, or of another length.
    #[error("the key has {0} bytes instead of 16; phones refuse the file")]
    KeyLength(usize),
    /// Google's key builder.
    #[error("{field} is {value}, Android refuses what is outside {allowed}")]
    OutOfRange {
        /// The field's name in the format.
        field: &'static str,
        /// Its value.
        value: i32,
        /// The range.
        allowed: &'static str,
    },
    /// Apple passes over such a key; Android fails when it matches.
    #[error("rolling_period is {0}, a day has 144 intervals; iOS passes over the key, Android fails on it")]
    LongPeriod(i32),
    /// A report type that neither system knows.
    #[error("report_type {0} is not one of 0 to 5; phones read it as absent")]
    UnknownReportType(i32),
    /// Google: a number from 1 to the size, and never one without the other.
    #[error("the batch numbers {batch_num:?} of {batch_size:?} are impossible; Android refuses the file")]
    Batch {
        /// Number of the file.
        batch_num: Option<i32>,
        /// Size of the batch.
        batch_size: Option<i32>,
    },
    /// Google wants as many signatures as are announced, and at least one.
    #[error(
        "export.bin announces {announced} signature(s), export.sig has {present}; Android refuses the file"
    )]
    SignatureCount {
        /// In `export.bin`.
        announced: usize,
        /// In `export.sig`.
        present: usize,
    },
    /// No signature at all.
    #[error("the file is not signed; phones refuse it")]
    NotSigned,
    /// Signatures are DER, not two bare numbers.
    #[error("the signature is not in DER; phones refuse it")]
    NotDer,
}

impl InspectedExport {
    /// What phones will not take although it can be read, in the order of the file.
    pub fn problems(&self) -> impl Iterator<Item = Problem> + '_ {
        let keys = self.keys.iter().chain(&self.revised_keys);
        let key_problems = keys.flat_map(|key| {
            of_key(key).map(|cause| Problem {
                place: Place::Bin,
                offset: key.offset,
                cause,
            })
        });
        let signature_problems =
            self.signatures
                .iter()
                .filter(|signature| !is_der(signature))
                .map(|signature| Problem {
                    place: Place::Sig,
                    offset: signature.offset,
                    cause: ProblemCause::NotDer,
                });
        let of_file = |(place, cause)| Problem {
            place,
            offset: 0,
            cause,
        };
        self.batch_problem()
            .map(|cause| of_file((Place::Bin, cause)))
            .into_iter()
            .chain(key_problems)
            .chain(
                self.signature_count_problem()
                    .map(|cause| of_file((Place::Sig, cause))),
            )
            .chain(signature_problems)
    }

    fn batch_problem(&self) -> Option<ProblemCause> {
        let (batch_num, batch_size) = (self.batch_num, self.batch_size);
        let possible = match (batch_num, batch_size) {
            (None, None) => true,
            (Some(number), Some(size)) => (1..=size).contains(&number),
            _ => false,
        };
        (!possible).then_some(ProblemCause::Batch {
            batch_num,
            batch_size,
        })
    }

    /// Nothing can be said of a bare `export.bin`.
    fn signature_count_problem(&self) -> Option<ProblemCause> {
        let (announced, present) = (self.signature_infos.len(), self.signatures.len());
        if !self.zipped {
            None
        } else if present == 0 {
            Some(ProblemCause::NotSigned)
        } else {
            (announced != present).then_some(ProblemCause::SignatureCount { announced, present })
        }
    }
}

fn of_key(key: &InspectedKey) -> impl Iterator<Item = ProblemCause> + use<> {
    let length = key.key.as_ref().map_or(0, Vec::len);
    let out_of_range = |field, value: Option<i32>, range: std::ops::RangeInclusive<i32>, allowed| {
        value
            .filter(|value| !range.contains(value))
            .map(|value| ProblemCause::OutOfRange {
                field,
                value,
                allowed,
            })
    };
    [
        (length != 16).then_some(ProblemCause::KeyLength(length)),
        out_of_range(
            "transmission_risk_level",
            key.transmission_risk_level,
            0..=8,
            "0 to 8",
        ),
        out_of_range(
            "rolling_start_interval_number",
            key.rolling_start_interval_number,
            0..=i32::MAX,
            "0 and more",
        ),
        out_of_range("rolling_period", key.rolling_period, 1..=i32::MAX, "1 and more"),
        key.rolling_period
            .filter(|period| *period > 144)
            .map(ProblemCause::LongPeriod),
        key.report_type
            .filter(|number| !(0..=5).contains(number))
            .map(ProblemCause::UnknownReportType),
        out_of_range(
            "days_since_onset_of_symptoms",
            key.days_since_onset_of_symptoms,
            -14..=14,
            "-14 to 14",
        ),
    ]
    .into_iter()
    .flatten()
}

/// A DER signature is a sequence whose length is that of all the rest; a bare one is 64 arbitrary bytes.
fn is_der(signature: &InspectedSignature) -> bool {
    match signature.signature.as_slice() {
        [0x30, length, rest @ ..] => usize::from(*length) == rest.len(),
        _ => false,
    }
}
