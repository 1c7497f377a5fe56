//! Into which of the eight buckets of a score table a value falls: the same on both operating systems (EN
//! specification). Index 0 is the weakest contact.

/// The bucket of an attenuation in dB: above 73 → 0, …, 10 or less → 7.
pub(super) fn attenuation_bucket(attenuation_db: u8) -> usize {
    count([73, 63, 51, 33, 27, 15, 10], |limit| attenuation_db <= limit)
}

/// The bucket of the days since an exposure: 14 or more → 0, …, today or yesterday → 7.
pub(super) fn days_bucket(days: u32) -> usize {
    count([14, 12, 10, 8, 6, 4, 2], |limit| days < limit)
}

/// The bucket of a duration in minutes: 0 → 0, …, above 30 → 7.
pub(super) fn duration_bucket(minutes: u32) -> usize {
    count([0, 5, 10, 15, 20, 25, 30], |limit| minutes > limit)
}

fn count<T: Copy>(limits: [T; 7], is_passed: impl Fn(T) -> bool) -> usize {
    limits.into_iter().filter(|limit| is_passed(*limit)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attenuation_on_a_limit_is_in_the_nearer_bucket() {
        let buckets = [
            74..=255,
            64..=73,
            52..=63,
            34..=51,
            28..=33,
            16..=27,
            11..=15,
            0..=10,
        ];
        for (bucket, attenuations) in buckets.into_iter().enumerate() {
            for attenuation in attenuations {
                assert_eq!(attenuation_bucket(attenuation), bucket, "{attenuation} dB");
            }
        }
    }

    #[test]
    fn days_come_in_pairs() {
        let buckets = [14..=400, 12..=13, 10..=11, 8..=9, 6..=7, 4..=5, 2..=3, 0..=1];
        for (bucket, days) in buckets.into_iter().enumerate() {
            for day in days {
                assert_eq!(days_bucket(day), bucket, "{day} days");
            }
        }
    }

    #[test]
    fn duration_on_a_limit_is_in_the_shorter_bucket() {
        let buckets = [
            0..=0,
            1..=5,
            6..=10,
            11..=15,
            16..=20,
            21..=25,
            26..=30,
            31..=1440,
        ];
        for (bucket, durations) in buckets.into_iter().enumerate() {
            for minutes in durations {
                assert_eq!(duration_bucket(minutes), bucket, "{minutes} min");
            }
        }
    }
}
