//! A phone's own keys: a new one at 00:00 UTC of the phone's clock, kept for fourteen days after their own.
//!
//! Keys are made while they are needed. While none are, none are made, and a day without any stays without. Where a
//! key was ended before its day, the rest of the day has a second one, as servers expect (up to three of one start).

use std::collections::BTreeMap;

use exposure_notification::{ENIntervalNumber, INTERVALS_PER_DAY, TemporaryExposureKey};
use rand::Rng;
use testbed::seed::Seed;

/// How keys are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct KeyRules {
    /// For how many intervals a key is valid; at least 1.
    pub lasts_intervals: u32,
    /// For how many past days keys are kept; today's key comes on top.
    pub kept_days: u32,
    /// Whether each is drawn anew.
    pub fresh: bool,
}

/// The keys of one installation.
#[derive(Debug)]
pub(crate) struct OwnKeys {
    seed: Seed,
    rules: KeyRules,
    /// Up to when keys were made, as a Unix second; `None` while none are needed.
    made_until: Option<i64>,
    keys: BTreeMap<ENIntervalNumber, TemporaryExposureKey>,
}

impl OwnKeys {
    /// No keys yet, and none needed.
    pub(super) fn new(seed: Seed, rules: KeyRules) -> Self {
        Self {
            seed: seed.derive("keys"),
            rules,
            made_until: None,
            keys: BTreeMap::new(),
        }
    }

    /// Keys that are made from now on are made so.
    pub(super) fn set_rules(&mut self, rules: KeyRules) {
        self.rules = rules;
    }

    /// No keys are needed any more from where they were made.
    pub(super) fn stop(&mut self) {
        self.made_until = None;
    }

    /// Keys are needed from a Unix second on, which may lie before what was made: clocks are put back.
    pub(crate) fn resume(&mut self, at: i64) {
        self.made_until = Some(at);
        self.make_until(at);
    }

    /// No keys are needed any more from a Unix second on.
    pub(crate) fn pause(&mut self, at: i64) {
        self.make_until(at);
        self.made_until = None;
    }

    /// The key in use at a Unix second ends with the interval of that second.
    pub(crate) fn end_current(&mut self, at: i64) {
        let interval = ENIntervalNumber::from_unix_seconds(at);
        if let Some(key) = self.covering(interval).copied() {
            let shortened = TemporaryExposureKey {
                rolling_period: interval.0 - key.rolling_start.0 + 1,
                ..key
            };
            self.keys.insert(key.rolling_start, shortened);
        }
    }

    /// The key in use at a Unix second.
    pub(crate) fn current(&mut self, at: i64) -> Option<&TemporaryExposureKey> {
        self.make_until(at);
        self.covering(ENIntervalNumber::from_unix_seconds(at))
    }

    /// Every key that is kept at a Unix second, the one in use included, in order of time.
    pub(crate) fn kept(&mut self, at: i64) -> Vec<TemporaryExposureKey> {
        self.make_until(at);
        self.keys.values().copied().collect()
    }

    /// The kept keys that expired at least `delay_seconds` before a Unix second: what an app gets when the user agrees.
    pub(crate) fn expired(&mut self, at: i64, delay_seconds: i64) -> Vec<TemporaryExposureKey> {
        self.kept(at)
            .into_iter()
            .filter(|key| end(key).start_unix_seconds() <= at.saturating_sub(delay_seconds))
            .collect()
    }

    fn covering(&self, interval: ENIntervalNumber) -> Option<&TemporaryExposureKey> {
        let (_, key) = self.keys.range(..=interval).next_back()?;
        (interval < end(key)).then_some(key)
    }

    /// Makes the keys that were needed up to a Unix second; those of more past days than are kept are forgotten.
    fn make_until(&mut self, at: i64) {
        let last = ENIntervalNumber::from_unix_seconds(at);
        if let Some(made_until) = self.made_until {
            let mut interval = ENIntervalNumber::from_unix_seconds(made_until.min(at));
            while interval <= last {
                interval = self.cover(interval);
            }
            self.made_until = Some(made_until.max(at));
        }
        let oldest = ENIntervalNumber(
            last.day_start()
                .0
                .saturating_sub(self.rules.kept_days * INTERVALS_PER_DAY),
        );
        self.keys.retain(|start, _| *start >= oldest);
    }

    /// Makes a key for an interval that has none; the interval at which it ends.
    fn cover(&mut self, interval: ENIntervalNumber) -> ENIntervalNumber {
        if let Some(key) = self.covering(interval) {
            return end(key);
        }
        let lasts = self.rules.lasts_intervals;
        let day = ENIntervalNumber(interval.0 - interval.0 % lasts);
        let is_second_of_the_day = self.keys.range(day..=interval).next_back().is_some();
        let start = if is_second_of_the_day { interval } else { day };
        let day_end = ENIntervalNumber(day.0 + lasts);
        let next = self.keys.range(interval..day_end).next();
        let end = next.map_or(day_end, |(start, _)| *start);
        let mut key_data = [0; 16];
        let drawn_for = if self.rules.fresh { start.0 } else { 0 };
        self.seed
            .derive(&drawn_for.to_string())
            .rng()
            .fill_bytes(&mut key_data);
        let key = TemporaryExposureKey {
            key_data,
            rolling_start: start,
            rolling_period: end.0 - start.0,
        };
        self.keys.insert(start, key);
        end
    }
}

/// The interval from which a key is not valid any more.
fn end(key: &TemporaryExposureKey) -> ENIntervalNumber {
    ENIntervalNumber(key.rolling_start.0 + key.rolling_period)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::framework::OsBehaviour;

    /// 2021-06-14 00:00 UTC, and the same as an interval number: 1 623 628 800 / 600.
    const MIDNIGHT: i64 = 1_623_628_800;
    const MIDNIGHT_INTERVAL: u32 = 2_706_048;
    const DAY: i64 = 86_400;

    fn keys(number: u64) -> OwnKeys {
        let mut keys = OwnKeys::new(Seed::from_number(number), OsBehaviour::default().key_rules());
        keys.resume(MIDNIGHT + 10 * 3600);
        keys
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
        assert!(keys.expired(MIDNIGHT + DAY - 1, 0).is_empty());
        let starts: Vec<u32> = keys
            .expired(MIDNIGHT + DAY, 0)
            .iter()
            .map(|key| key.rolling_start.0)
            .collect();
        assert_eq!(starts, [MIDNIGHT_INTERVAL]);
    }

    #[test]
    fn fourteen_past_keys_are_kept_and_no_more() {
        let mut keys = keys(1);
        assert_eq!(keys.expired(MIDNIGHT + 14 * DAY, 0).len(), 14);
        assert_eq!(keys.expired(MIDNIGHT + 30 * DAY, 0).len(), 14);
        assert_eq!(keys.kept(MIDNIGHT + 30 * DAY).len(), 15);
    }

    fn periods(keys: &[TemporaryExposureKey]) -> Vec<(u32, u32)> {
        let from_midnight = |key: &TemporaryExposureKey| key.rolling_start.0 - MIDNIGHT_INTERVAL;
        keys.iter()
            .map(|key| (from_midnight(key), key.rolling_period))
            .collect()
    }

    #[test]
    fn a_key_that_was_ended_early_is_followed_by_a_second_one_of_its_day() {
        let mut keys = keys(1);
        // Ended at 12:05, interval 72 of the day; on again at 13:00, interval 78.
        keys.pause(MIDNIGHT + 12 * 3600 + 300);
        keys.end_current(MIDNIGHT + 12 * 3600 + 300);
        assert_eq!(keys.current(MIDNIGHT + 12 * 3600 + 600), None);
        keys.resume(MIDNIGHT + 13 * 3600);
        assert_eq!(periods(&keys.kept(MIDNIGHT + 14 * 3600)), [(0, 73), (78, 66)]);
        assert_eq!(periods(&keys.expired(MIDNIGHT + 14 * 3600, 0)), [(0, 73)]);
        // The first one ended at 12:10.
        assert_eq!(periods(&keys.expired(MIDNIGHT + 14 * 3600, 6600)), [(0, 73)]);
        assert_eq!(periods(&keys.expired(MIDNIGHT + 14 * 3600, 6601)), []);
    }

    #[test]
    fn a_day_on_which_no_key_was_needed_has_none() {
        let mut keys = keys(1);
        keys.pause(MIDNIGHT + DAY - 1);
        keys.resume(MIDNIGHT + 2 * DAY + 3600);
        assert_eq!(
            periods(&keys.kept(MIDNIGHT + 3 * DAY)),
            [(0, 144), (288, 144), (432, 144)]
        );
    }

    #[test]
    fn a_clock_put_back_finds_the_key_of_its_day_again() {
        let mut keys = keys(1);
        let first = *keys.current(MIDNIGHT + 11 * 3600).unwrap();
        keys.pause(MIDNIGHT + 3 * DAY);
        keys.resume(MIDNIGHT + 12 * 3600);
        assert_eq!(keys.current(MIDNIGHT + 12 * 3600), Some(&first));
        keys.pause(MIDNIGHT + 12 * 3600);
        keys.resume(MIDNIGHT - 3600);
        let before = *keys.current(MIDNIGHT - 3600).unwrap();
        assert_eq!(
            (before.rolling_start.0, before.rolling_period),
            (MIDNIGHT_INTERVAL - 144, 144)
        );
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
