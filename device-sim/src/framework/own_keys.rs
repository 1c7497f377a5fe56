//! A phone's own keys: a new one at 00:00 UTC, kept for fourteen days after their own.

use std::collections::BTreeMap;

use exposure_notification::{ENIntervalNumber, INTERVALS_PER_DAY, TemporaryExposureKey};
use rand::Rng;
use testbed::seed::Seed;

/// For how many past days keys are kept (EN specification); today's key comes on top.
const PAST_DAYS: u32 = 14;

/// The keys of one installation. Asking for a moment makes the keys up to it, so ask in order of time.
#[derive(Debug)]
pub(crate) struct OwnKeys {
    seed: Seed,
    next_start: ENIntervalNumber,
    keys: BTreeMap<ENIntervalNumber, TemporaryExposureKey>,
}

impl OwnKeys {
    /// No keys yet; the first one is of the day of `from`.
    pub(crate) fn new(seed: Seed, from: i64) -> Self {
        Self {
            seed: seed.derive("keys"),
            next_start: ENIntervalNumber::from_unix_seconds(from).day_start(),
            keys: BTreeMap::new(),
        }
    }

    /// The key in use at a Unix second.
    pub(crate) fn current(&mut self, at: i64) -> Option<&TemporaryExposureKey> {
        self.change(at);
        self.keys.values().next_back()
    }

    /// Every key that is kept at a Unix second, today's included, in order of time.
    pub(crate) fn kept(&mut self, at: i64) -> Vec<TemporaryExposureKey> {
        self.change(at);
        self.keys.values().copied().collect()
    }

    /// The keys that have expired at a Unix second, at most fourteen: what an app gets when the user agrees.
    pub(crate) fn past(&mut self, at: i64) -> Vec<TemporaryExposureKey> {
        let today = ENIntervalNumber::from_unix_seconds(at).day_start();
        self.kept(at)
            .into_iter()
            .filter(|key| key.rolling_start < today)
            .collect()
    }

    /// A new key as soon as the interval reaches start + period; keys of more than fourteen past days are forgotten.
    fn change(&mut self, at: i64) {
        let now = ENIntervalNumber::from_unix_seconds(at);
        while self.next_start <= now {
            let mut key_data = [0; 16];
            self.seed
                .derive(&self.next_start.0.to_string())
                .rng()
                .fill_bytes(&mut key_data);
            let key = TemporaryExposureKey {
                key_data,
                rolling_start: self.next_start,
                rolling_period: INTERVALS_PER_DAY,
            };
            self.keys.insert(self.next_start, key);
            self.next_start = ENIntervalNumber(self.next_start.0 + INTERVALS_PER_DAY);
        }
        let oldest = ENIntervalNumber(now.day_start().0.saturating_sub(PAST_DAYS * INTERVALS_PER_DAY));
        self.keys.retain(|start, _| *start >= oldest);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// 2021-06-14 00:00 UTC, and the same as an interval number: 1 623 628 800 / 600.
    const MIDNIGHT: i64 = 1_623_628_800;
    const MIDNIGHT_INTERVAL: u32 = 2_706_048;
    const DAY: i64 = 86_400;

    fn keys(number: u64) -> OwnKeys {
        OwnKeys::new(Seed::from_number(number), MIDNIGHT + 10 * 3600)
    }

    #[test]
    fn the_key_changes_at_midnight_utc() {
        let mut keys = keys(1);
        let first = *keys.current(MIDNIGHT + DAY - 1).unwrap();
        let second = *keys.current(MIDNIGHT + DAY).unwrap();
        assert_eq!(
            (first.rolling_start.0, first.rolling_period),
            (MIDNIGHT_INTERVAL, 144)
        );
        assert_eq!(
            (second.rolling_start.0, second.rolling_period),
            (MIDNIGHT_INTERVAL + 144, 144)
        );
        assert_ne!(first.key_data, second.key_data);
    }

    #[test]
    fn todays_key_is_not_among_the_past_ones() {
        let mut keys = keys(1);
        assert!(keys.past(MIDNIGHT + DAY - 1).is_empty());
        let starts: Vec<u32> = keys
            .past(MIDNIGHT + DAY)
            .iter()
            .map(|key| key.rolling_start.0)
            .collect();
        assert_eq!(starts, [MIDNIGHT_INTERVAL]);
    }

    #[test]
    fn fourteen_past_keys_are_kept_and_no_more() {
        let mut keys = keys(1);
        assert_eq!(keys.past(MIDNIGHT + 14 * DAY).len(), 14);
        assert_eq!(keys.past(MIDNIGHT + 30 * DAY).len(), 14);
        assert_eq!(keys.kept(MIDNIGHT + 30 * DAY).len(), 15);
    }

    proptest! {
        #[test]
        fn the_key_in_use_is_valid_whenever_it_is_asked_for(seed: u64, after in 10 * 3600..60 * DAY) {
            let at = MIDNIGHT + after;
            let key = *keys(seed).current(at).unwrap();
            let interval = ENIntervalNumber::from_unix_seconds(at);
            prop_assert!(key.rolling_proximity_identifier_at(interval).is_some());
        }

        #[test]
        fn what_was_asked_before_does_not_change_a_key(seed: u64, first in 0..20 * DAY, more in 0..20 * DAY) {
            let start = MIDNIGHT + 10 * 3600;
            let mut asked_twice = keys(seed);
            asked_twice.current(start + first);
            let at = start + first + more;
            prop_assert_eq!(asked_twice.current(at).copied(), keys(seed).current(at).copied());
        }
    }
}
