//! Version 2 of the API: exposure windows and summaries of days, of all keys that were ever provided to it.
//!
//! | | Android | iOS |
//! | --- | --- | --- |
//! | a key that comes again | is skipped | is judged anew, with all others |
//! | windows | as the mapping was when the key came | as the configuration of this call says |
//! | the mapping | may change once in seven days | comes with every call |
//!
//! On both the windows come shuffled, and the operating system itself tells the user nothing.

use std::collections::BTreeSet;

use exposure_notification::v2::{
    DailySummary, ExposureConfiguration, ExposureWindow, GoogleDiagnosisKeysDataMappingConfiguration,
    daily_summaries,
};
use jiff::Timestamp;
use rand::Rng;

use super::behaviour::DailySummaries;
use super::detection::levels;
use super::detection_log::ApiVersion;
use super::known_keys::WindowRules;
use super::{Framework, RECORDS_KEPT_SECONDS, Refusal};

/// How long a mapping must stay, in seconds (Google: once in seven days).
const MAPPING_STAYS_SECONDS: i64 = 7 * 86_400;

/// What an app gets in version 2.
#[derive(Debug)]
pub(crate) struct WindowDetection {
    /// How many keys of the last fourteen days the phone has met: told to no app, but to readers of the journal.
    pub matched_key_count: u32,
    /// Their transmission risk levels, likewise.
    pub matched_levels: BTreeSet<u8>,
    /// In an order that says nothing.
    pub windows: Vec<ExposureWindow>,
    /// In order of time.
    pub daily_summaries: Vec<DailySummary>,
}

/// The mapping that an app has set.
#[derive(Debug)]
pub(super) struct DataMapping {
    mapping: GoogleDiagnosisKeysDataMappingConfiguration,
    set_at: i64,
}

impl Framework {
    /// `setDiagnosisKeysDataMapping`, `provideDiagnosisKeys`, `getExposureWindows` and `getDailySummaries`, or
    /// `detectExposures` and `getExposureWindows`: cumulative, over the keys of the last fourteen days.
    pub(crate) fn detect_with_windows(
        &mut self,
        files: &[Vec<u8>],
        configuration: &ExposureConfiguration,
        now: Timestamp,
    ) -> Result<WindowDetection, Refusal> {
        self.must_offer(ApiVersion::V2)?;
        self.set_data_mapping(configuration, now)?;
        let found = self.match_files(ApiVersion::V2, files, now)?;

        let local_now = self.local_seconds(now);
        let platform = self.platform();
        let judges_anew = self.strategy().judges_known_keys_anew();
        let rules = WindowRules {
            platform,
            configuration,
            unpublished: &self.unpublished.computation,
        };
        let known = &mut self.records.as_mut().ok_or(Refusal::Disabled)?.known_keys;
        known.remove_before(local_now - self.behaviour.kept_seconds(RECORDS_KEPT_SECONDS));
        known.provide(found.matched, &found.revised_keys, rules);
        if judges_anew {
            known.judge_anew(rules);
        }
        let mut windows = known.windows();
        let mut daily_summaries = daily_summaries(
            platform,
            configuration,
            &windows,
            local_now,
            &self.unpublished.computation,
        );
        if self.behaviour.daily_summaries == DailySummaries::NewestDay {
            daily_summaries.drain(..daily_summaries.len().saturating_sub(1));
        }
        let matched_levels = levels(known.keys());
        let matched_key_count = u32::try_from(known.keys().count()).unwrap_or(u32::MAX);
        let call = self.detections.add_v2(now, matched_key_count);
        self.notify_of_match(matched_key_count, now);
        self.shuffle(&mut windows, call);
        Ok(WindowDetection {
            matched_key_count,
            matched_levels,
            windows,
            daily_summaries,
        })
    }

    /// Fisher and Yates, of the phone's seed and the number of the call.
    fn shuffle(&self, windows: &mut [ExposureWindow], call: usize) {
        let mut random = self.seed.derive("windows").derive(&call.to_string()).rng();
        for last in (1..windows.len()).rev() {
            let among = u64::try_from(last + 1).unwrap_or(u64::MAX);
            let chosen = usize::try_from(random.next_u64() % among).unwrap_or(last);
            windows.swap(last, chosen);
        }
    }

    fn set_data_mapping(
        &mut self,
        configuration: &ExposureConfiguration,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let Some(mapping) = self.strategy().data_mapping(configuration) else {
            return Ok(());
        };
        let now = self.local_seconds(now);
        match &self.data_mapping {
            Some(set) if set.mapping == *mapping => return Ok(()),
            Some(set) if now - set.set_at < MAPPING_STAYS_SECONDS => return Err(Refusal::RateLimited),
            _ => {}
        }
        self.data_mapping = Some(Box::new(DataMapping {
            mapping: mapping.clone(),
            set_at: now,
        }));
        Ok(())
    }
}
