//! How often an app may ask.

use serde::{Deserialize, Serialize};

use super::os_version::Quota;

/// A day, in seconds.
const DAY: i64 = 86_400;

/// When a quota is as new.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum QuotaPeriod {
    /// At 00:00 UTC of the phone's clock.
    UtcDay,
    /// Each use is given back 24 hours after it.
    EachUseForADay,
}

impl QuotaPeriod {
    fn counts(self, used_at: i64, now: i64) -> bool {
        match self {
            Self::UtcDay => used_at.div_euclid(DAY) == now.div_euclid(DAY),
            // What a clock put back leaves in the future counts until the clock is there again.
            Self::EachUseForADay => now - used_at < DAY,
        }
    }
}

/// What an app has used up of a quota.
#[derive(Debug, Default)]
pub(super) struct QuotaUsed {
    /// When, by the phone's clock, and how much.
    uses: Vec<(i64, u32)>,
}

impl QuotaUsed {
    /// Whether `cost` more are allowed at `now`.
    pub(super) fn allows(&mut self, quota: Quota, period: QuotaPeriod, cost: u32, now: i64) -> bool {
        self.uses.retain(|(used_at, _)| period.counts(*used_at, now));
        let used: u32 = self.uses.iter().map(|(_, cost)| cost).sum();
        used + cost <= quota.most
    }

    /// Uses `cost` up at `now`.
    pub(super) fn charge(&mut self, cost: u32, now: i64) {
        self.uses.push((now, cost));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::framework::os_version::Counted;

    /// 2021-06-14 00:00 UTC.
    const MIDNIGHT: i64 = 1_623_628_800;
    const SIX: Quota = Quota {
        most: 6,
        counted: Counted::Calls,
    };

    /// How many of the calls at these seconds after midnight are allowed, one after the other.
    fn allowed(period: QuotaPeriod, calls: &[i64]) -> Vec<bool> {
        let mut used = QuotaUsed::default();
        let call = |after: &i64| {
            let allowed = used.allows(SIX, period, 1, MIDNIGHT + after);
            if allowed {
                used.charge(1, MIDNIGHT + after);
            }
            allowed
        };
        calls.iter().map(call).collect()
    }

    #[test]
    fn on_android_the_seventh_call_waits_for_midnight_utc() {
        let hour = 3600;
        let calls = [18, 19, 20, 21, 22, 23].map(|hours| hours * hour);
        let mut calls = calls.to_vec();
        calls.extend([DAY - 1, DAY]);
        let mut expected = vec![true; 6];
        expected.extend([false, true]);
        assert_eq!(allowed(QuotaPeriod::UtcDay, &calls), expected);
    }

    #[test]
    fn where_each_use_counts_for_a_day_midnight_changes_nothing() {
        let calls = [10, 20, 30, 40, 50, 60, DAY, DAY + 9, DAY + 10, DAY + 11];
        let expected = [true, true, true, true, true, true, false, false, true, false];
        assert_eq!(allowed(QuotaPeriod::EachUseForADay, &calls), expected);
    }
}
