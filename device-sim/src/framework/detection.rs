//! Version 1 of the API: an `ExposureSummary` for the files of one call, and the details on request.
//!
//! On Android an app gives every call a token of its own, and on iOS every call judges its own files: a key that was
//! provided before is judged again. What counts once is the same key in two files of one call. The scores and the
//! difference between the systems are `exposure_notification::v1`.

use std::collections::BTreeSet;

use exposure_notification::v1::{self, ExposureConfiguration, ExposureInformation, ExposureSummary};
use jiff::Timestamp;

use super::behaviour::ExposureNotice;
use super::detection_log::ApiVersion;
use super::{Framework, Refusal};

/// What iOS 13.7 and 14.0 use, whatever the app sets (Apple's note on `attenuationLevelValues`).
const ATTENUATION_LEVEL_VALUES_OF_THE_SYSTEM: [u8; 8] = [1, 2, 3, 4, 5, 6, 7, 8];

/// What the operating system found in the files of one call (on Android: under one token).
#[derive(Debug)]
pub(crate) struct Detection {
    matched_levels: BTreeSet<u8>,
    summary: ExposureSummary,
    information: Vec<ExposureInformation>,
}

impl Detection {
    /// What the app gets at once.
    pub(crate) fn summary(&self) -> &ExposureSummary {
        &self.summary
    }

    /// The transmission risk levels of the keys that matched: what no app is told here, and what a reader of the
    /// journal needs to see why two systems score alike or not.
    pub(crate) fn matched_levels(&self) -> &BTreeSet<u8> {
        &self.matched_levels
    }
}

impl Framework {
    /// `provideDiagnosisKeys` with a token and `detectExposures`: verifies the files, matches their keys with what was
    /// heard, and scores. One file that is refused refuses them all.
    pub(crate) fn provide_diagnosis_keys(
        &mut self,
        files: &[Vec<u8>],
        configuration: &ExposureConfiguration,
        now: Timestamp,
    ) -> Result<Detection, Refusal> {
        let matched = self.match_files(ApiVersion::V1, files, now)?.matched;
        let api = self.exposure_notification().ok_or(Refusal::NotSupported)?;
        let mut configuration = configuration.clone();
        if api.ignores_attenuation_level_values {
            configuration.attenuation_scores = ATTENUATION_LEVEL_VALUES_OF_THE_SYSTEM;
        }
        let v1::Evaluation { summary, information } = v1::evaluate(
            self.behaviour.scoring(self.platform()),
            &configuration,
            &matched,
            self.local_seconds(now),
            &self.unpublished.computation,
        );
        self.detections.add_v1(now, &summary);
        self.notify_of_match(summary.matched_key_count, now);
        Ok(Detection {
            matched_levels: levels(matched.iter().map(|matched| &matched.key)),
            summary,
            information,
        })
    }

    /// `getExposureInformation` and `getExposureInfo`: the details of a detection. The operating system tells the
    /// user that the app asked, even when there is nothing to tell about. Also says whether the user saw that.
    pub(crate) fn exposure_information(
        &mut self,
        detection: Detection,
        now: Timestamp,
    ) -> (Vec<ExposureInformation>, bool) {
        let wording = self.strategy().exposure_wording();
        let mut shown = false;
        let times = match self.behaviour.exposure_notice {
            ExposureNotice::WithDetails => 1,
            ExposureNotice::WithDetailsTwice => 2,
            ExposureNotice::WithAnyMatch | ExposureNotice::Never => 0,
        };
        for _ in 0..times {
            shown |= self.notifications.show_exposure(wording, now);
        }
        (detection.information, shown)
    }
}

impl Framework {
    /// What a system does that does not wait for the app to ask.
    pub(super) fn notify_of_match(&mut self, matched_keys: u32, now: Timestamp) {
        if self.behaviour.exposure_notice == ExposureNotice::WithAnyMatch && matched_keys > 0 {
            let wording = self.strategy().exposure_wording();
            self.notifications.show_exposure(wording, now);
        }
    }
}

/// The transmission risk levels of keys.
pub(super) fn levels<'a>(
    keys: impl Iterator<Item = &'a exposure_notification::DiagnosisKey>,
) -> BTreeSet<u8> {
    keys.map(|key| key.transmission_risk_level).collect()
}
