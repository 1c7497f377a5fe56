//! What version 2 of the API remembers of the keys that a phone met.
//!
//! Results are kept per key. A key that comes again changes nothing, unless its report has changed in a way that
//! revises it. A withdrawn key stays known, so that it cannot come back.

use std::collections::BTreeMap;

use exposure_notification::v2::{self, ExposureConfiguration, ExposureWindow};
use exposure_notification::{DiagnosisKey, MatchedKey, Platform, ReportType, UnpublishedBehaviour};

/// How an operating system computes windows.
#[derive(Debug, Clone, Copy)]
pub(super) struct WindowRules<'a> {
    pub platform: Platform,
    pub configuration: &'a ExposureConfiguration,
    pub unpublished: &'a UnpublishedBehaviour,
}

impl WindowRules<'_> {
    fn windows(&self, matched: &MatchedKey) -> Vec<ExposureWindow> {
        let matched = std::slice::from_ref(matched);
        v2::exposure_windows(self.platform, self.configuration, matched, self.unpublished)
    }
}

/// The keys that a phone met.
#[derive(Debug, Default)]
pub(super) struct KnownKeys {
    by_key_data: BTreeMap<[u8; 16], KnownKey>,
}

#[derive(Debug)]
struct KnownKey {
    matched: MatchedKey,
    /// As they were computed last.
    windows: Vec<ExposureWindow>,
}

impl KnownKeys {
    /// Remembers keys that matched; `revised` ones only if they were known before.
    pub(super) fn provide(
        &mut self,
        matched: Vec<MatchedKey>,
        revised: &[DiagnosisKey],
        rules: WindowRules<'_>,
    ) {
        for matched in matched {
            if let Some(known) = self.by_key_data.get_mut(&matched.key.key.key_data) {
                known.revise(&matched.key, rules);
            } else {
                let windows = rules.windows(&matched);
                self.by_key_data
                    .insert(matched.key.key.key_data, KnownKey { matched, windows });
            }
        }
        for key in revised {
            if let Some(known) = self.by_key_data.get_mut(&key.key.key_data) {
                known.revise(key, rules);
            }
        }
    }

    /// Judges every key anew.
    pub(super) fn judge_anew(&mut self, rules: WindowRules<'_>) {
        for known in self.by_key_data.values_mut() {
            known.windows = rules.windows(&known.matched);
        }
    }

    /// Forgets what was met before a Unix second.
    pub(super) fn remove_before(&mut self, unix_seconds: i64) {
        let day = unix_seconds - unix_seconds.rem_euclid(86_400);
        self.by_key_data.retain(|_, known| {
            known
                .matched
                .sightings
                .retain(|sighting| sighting.at >= unix_seconds);
            known.windows.retain(|window| window.date >= day);
            !known.matched.sightings.is_empty()
        });
    }

    /// The keys that were not withdrawn.
    pub(super) fn keys(&self) -> impl Iterator<Item = &DiagnosisKey> {
        let keys = self.by_key_data.values().map(|known| &known.matched.key);
        keys.filter(|key| key.report_type != Some(ReportType::Revoked))
    }

    /// The windows of all keys, in the order of the keys' data.
    pub(super) fn windows(&self) -> Vec<ExposureWindow> {
        let windows = self.by_key_data.values().flat_map(|known| &known.windows);
        windows.cloned().collect()
    }
}

impl KnownKey {
    /// Takes over another report of the same key, where that is allowed.
    fn revise(&mut self, key: &DiagnosisKey, rules: WindowRules<'_>) {
        if self.matched.key.is_revised_by(key) {
            self.matched.key = key.clone();
            self.windows = rules.windows(&self.matched);
        }
    }
}
