//! One call of an app with files: what the operating system found out.
//!
//! Order of evaluation: files (form and signature), keys, matching, scores. The scores and the difference between the
//! systems are `exposure_notification::v1`.

use std::collections::BTreeSet;

use exposure_notification::v1::{self, ExposureConfiguration, ExposureInformation, ExposureSummary};
use exposure_notification::{
    DiagnosisKey, ExportError, Platform, SightingLog, UnpublishedBehaviour, VerificationKey, match_keys,
    read_export,
};
use thiserror::Error;

use crate::radio::Handset;

/// Why the operating system refused a call.
#[derive(Debug, Error)]
pub(crate) enum ProvideError {
    /// Exposure Notification is off.
    #[error("exposure notification is off; the app must start it first")]
    Off,
    /// A file is not genuine.
    #[error("a file was refused: {0}")]
    File(#[from] ExportError),
}

/// What the operating system found in the files of one call (on Android: under one token).
#[derive(Debug)]
pub(crate) struct Detection {
    matched_levels: BTreeSet<u8>,
    summary: ExposureSummary,
    information: Vec<ExposureInformation>,
}

impl Detection {
    pub(super) fn new(
        platform: Platform,
        handset: &Handset,
        configuration: &ExposureConfiguration,
        keys: &[DiagnosisKey],
        heard: &SightingLog,
        now: i64,
    ) -> Self {
        let matched = match_keys(keys, heard, handset.rssi_correction_db);
        let matched_levels = matched
            .iter()
            .map(|matched| matched.key.transmission_risk_level)
            .collect();
        let v1::Evaluation { summary, information } = v1::evaluate(
            platform,
            configuration,
            &matched,
            now,
            &UnpublishedBehaviour::default(),
        );
        Self {
            matched_levels,
            summary,
            information,
        }
    }

    /// What the app gets at once.
    pub(crate) fn summary(&self) -> &ExposureSummary {
        &self.summary
    }

    /// The transmission risk levels of the keys that matched: what no app is told here, and what a reader of the
    /// journal needs to see why two systems score alike or not.
    pub(crate) fn matched_levels(&self) -> &BTreeSet<u8> {
        &self.matched_levels
    }

    pub(super) fn into_information(self) -> Vec<ExposureInformation> {
        self.information
    }
}

/// The keys of all files, each once: a key that was handled under a token is skipped.
pub(super) fn read_keys(
    files: &[Vec<u8>],
    verification_keys: &[VerificationKey],
) -> Result<Vec<DiagnosisKey>, ExportError> {
    let mut keys = Vec::new();
    let mut handled = BTreeSet::new();
    for file in files {
        let export = read_export(file, verification_keys)?;
        keys.extend(export.keys.into_iter().filter(|key| handled.insert(key.key)));
    }
    Ok(keys)
}
