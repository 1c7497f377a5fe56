//! The operating system by itself, without an app.

mod air;
mod fixture;
mod key_release;
mod quotas;
mod states;
mod versions;
mod windows;

use exposure_notification::{DiagnosisKey, MatchedKey, match_keys};
use jiff::Timestamp;

use super::Framework;

/// What tests of a whole fleet look at.
impl Framework {
    /// Every own key, as a server would publish it.
    pub(crate) fn own_keys_as_published(&mut self, now: Timestamp) -> Vec<DiagnosisKey> {
        let now = self.local_seconds(now);
        let keys = self.records.as_mut().unwrap().own_keys.kept(now);
        keys.into_iter()
            .map(|key| fixture::published(key, None))
            .collect()
    }

    /// Which of these keys it met, when and how near.
    pub(crate) fn met(&self, keys: &[DiagnosisKey]) -> Vec<MatchedKey> {
        match_keys(keys, &self.records.as_ref().unwrap().sightings, 0)
    }
}
