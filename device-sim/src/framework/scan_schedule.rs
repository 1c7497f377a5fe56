//! When a phone listens.
//!
//! A schedule is a sequence drawn from the phone's seed from the moment it is switched on. Contacts do not shift it:
//! whether a short contact falls between two scans is chance, as in the field.

use testbed::seed::Seed;

/// The time between two scans: each spacing is drawn evenly from whole seconds, both ends included.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ScanSpacing {
    /// In seconds; less than 1 counts as 1.
    pub shortest_seconds: i64,
    /// In seconds; less than the shortest counts as the shortest.
    pub longest_seconds: i64,
}

/// The scans of one phone, in order of time.
#[derive(Debug)]
pub(crate) struct ScanSchedule {
    seed: Seed,
    drawn: u64,
    next_at: i64,
}

impl ScanSchedule {
    /// The schedule of a phone that is switched on at a Unix second. The first scan comes after a part of a spacing.
    pub(crate) fn new(seed: Seed, spacing: ScanSpacing, switched_on: i64) -> Self {
        let mut schedule = Self {
            seed: seed.derive("scans"),
            drawn: 0,
            next_at: switched_on,
        };
        let phase = schedule.seed.derive("phase").uniform(&[]);
        schedule.next_at += whole_seconds(phase, schedule.draw_spacing(spacing));
        schedule
    }

    /// The scans up to and including `until` that were not taken before, as Unix seconds; `spacing` is from now on.
    pub(crate) fn take_until(&mut self, until: i64, spacing: ScanSpacing) -> Vec<i64> {
        let mut scans = Vec::new();
        while self.next_at <= until {
            scans.push(self.next_at);
            self.next_at += self.draw_spacing(spacing);
        }
        scans
    }

    fn draw_spacing(&mut self, spacing: ScanSpacing) -> i64 {
        let shortest_seconds = spacing.shortest_seconds.max(1);
        let longest_seconds = spacing.longest_seconds.max(shortest_seconds);
        let chance = self.seed.uniform(&[self.drawn]);
        self.drawn += 1;
        shortest_seconds + whole_seconds(chance, longest_seconds - shortest_seconds + 1)
    }
}

/// A whole number of seconds in `0..below`, for a chance in `[0, 1)`.
fn whole_seconds(chance: f64, below: i64) -> i64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "a spacing is a few hundred seconds"
    )]
    let seconds = (chance * below as f64) as i64;
    seconds
}

#[cfg(test)]
mod tests {
    use exposure_notification::Platform;
    use proptest::prelude::*;

    use super::*;
    use crate::framework::strategy;
    use crate::framework::unpublished::UnpublishedOsBehaviour;

    const SWITCHED_ON: i64 = 1_623_600_000;

    fn spacing(platform: Platform) -> ScanSpacing {
        strategy::of(platform).scan_spacing(&UnpublishedOsBehaviour::default())
    }

    fn spacings(spacing: ScanSpacing, seed: u64) -> Vec<i64> {
        let mut schedule = ScanSchedule::new(Seed::from_number(seed), spacing, SWITCHED_ON);
        let scans = schedule.take_until(SWITCHED_ON + 14 * 86_400, spacing);
        scans.windows(2).map(|pair| pair[1] - pair[0]).collect()
    }

    #[test]
    fn android_scans_every_211_to_300_seconds() {
        let spacings = spacings(spacing(Platform::Android), 1);
        assert_eq!(
            (spacings.iter().min(), spacings.iter().max()),
            (Some(&211), Some(&300))
        );
    }

    #[test]
    fn ios_scans_every_two_and_a_half_to_five_minutes() {
        let spacings = spacings(spacing(Platform::Ios), 1);
        assert_eq!(
            (spacings.iter().min(), spacings.iter().max()),
            (Some(&150), Some(&300))
        );
    }

    proptest! {
        #[test]
        fn taking_in_pieces_gives_the_same_scans(
            seed: u64,
            mut cuts in proptest::collection::vec(0_i64..86_400, 0..10),
        ) {
            let schedule = || ScanSchedule::new(Seed::from_number(seed), spacing(Platform::Ios), SWITCHED_ON);
            cuts.sort_unstable();
            cuts.push(86_400);
            let mut in_pieces = schedule();
            let pieces: Vec<i64> =
                cuts.iter().flat_map(|cut| in_pieces.take_until(SWITCHED_ON + cut, spacing(Platform::Ios))).collect();
            prop_assert_eq!(pieces, schedule().take_until(SWITCHED_ON + 86_400, spacing(Platform::Ios)));
        }

        #[test]
        fn the_first_scan_comes_within_one_spacing(seed: u64) {
            let mut schedule = ScanSchedule::new(Seed::from_number(seed), spacing(Platform::Android), SWITCHED_ON);
            prop_assert!(!schedule.take_until(SWITCHED_ON + 300, spacing(Platform::Android)).is_empty());
        }
    }
}
