//! The notifications that ask a user who does not open the app to end the use (COCOA v3.0.0
//! `EndOfServiceNotificationService`).
//!
//! Order of evaluation at a run in the background: whoever has not agreed to everything gets none; after the survey's
//! end there are none; no more than two; the first run only schedules; then the time of the schedule and the time of day
//! decide.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use testbed::japan;
use testbed::seed::Seed;

use super::survey_is_open;

/// After how many days each comes. The first counts from the first run, the second from the schedule of the first,
/// however late that was shown.
const DAYS: [i64; 2] = [3, 4];

/// 09:00:00 and 21:00:00 in Japan, in seconds of the day.
const FROM_SECOND: u32 = 9 * 3600;
const TO_SECOND: u32 = 21 * 3600;

/// What the app remembers of them.
#[derive(Debug, Clone)]
pub(crate) struct Reminders {
    seed: Seed,
    shown: usize,
    next: Option<Timestamp>,
}

impl Reminders {
    /// Before the first run. The seed is the phone's.
    pub(crate) fn new(seed: &Seed) -> Self {
        Self {
            seed: seed.derive("end of service reminders"),
            shown: 0,
            next: None,
        }
    }

    /// A run in the background; whether a reminder is to be shown.
    pub(crate) fn background_run(&mut self, all_agreed: bool, now: Timestamp) -> bool {
        let Some(&days) = DAYS.get(self.shown) else {
            return false;
        };
        if !all_agreed || !survey_is_open(now) {
            return false;
        }
        let Some(scheduled) = self.next else {
            self.next = self.schedule(japan::date(now), days);
            return false;
        };
        if now < scheduled || !is_daytime(now) {
            return false;
        }
        self.shown += 1;
        if let Some(&days) = DAYS.get(self.shown) {
            self.next = self.schedule(japan::date(scheduled), days);
        }
        true
    }

    /// A random second of the daytime, `days` after a date in Japan.
    fn schedule(&self, after: Date, days: i64) -> Option<Timestamp> {
        let coordinate = u64::try_from(self.shown).unwrap_or(u64::MAX);
        let seconds = f64::from(TO_SECOND - FROM_SECOND) * self.seed.uniform(&[coordinate]);
        #[expect(clippy::cast_possible_truncation, reason = "below 43,200")]
        let second = i64::from(FROM_SECOND) + seconds as i64;
        Timestamp::from_second(japan::midnight(after.saturating_add(days.days())) + second).ok()
    }
}

/// 09:00:00 to 20:59:59 in Japan.
fn is_daytime(at: Timestamp) -> bool {
    (9..21).contains(&at.to_zoned(japan::time_zone()).hour())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn in_japan(at: Timestamp) -> (String, i8) {
        let zoned = at.to_zoned(japan::time_zone());
        (zoned.date().to_string(), zoned.hour())
    }

    fn after_first_run(number: u64) -> Reminders {
        let mut reminders = Reminders::new(&Seed::from_number(number));
        // 18 November, 02:00 in Japan; the 17th in UTC.
        assert!(!reminders.background_run(true, at("2022-11-17T17:00:00Z")));
        reminders
    }

    #[test]
    fn the_first_run_shows_nothing_and_schedules_a_daytime_three_days_later() {
        let mut hours = std::collections::BTreeSet::new();
        for number in 0..200 {
            let (date, hour) = in_japan(after_first_run(number).next.unwrap());
            assert_eq!(date, "2022-11-21");
            assert!((9..=20).contains(&hour), "{hour}");
            hours.insert(hour);
        }
        assert_eq!(hours.len(), 12, "every hour of the daytime occurs");
    }

    #[test]
    fn it_is_shown_by_the_first_run_in_the_daytime_after_the_schedule() {
        let mut reminders = after_first_run(1);
        let scheduled = reminders.next.unwrap();
        let second = jiff::SignedDuration::from_secs(1);
        assert!(!reminders.background_run(true, scheduled - second));
        assert!(
            !reminders.background_run(true, at("2022-11-21T12:00:00Z")),
            "21:00 in Japan"
        );
        assert!(
            !reminders.background_run(true, at("2022-11-21T23:59:59Z")),
            "08:59:59 in Japan"
        );
        assert!(
            reminders.background_run(true, at("2022-11-22T00:00:00Z")),
            "09:00 in Japan"
        );
    }

    #[test]
    fn it_is_shown_at_the_second_of_the_schedule() {
        let mut reminders = after_first_run(2);
        assert!(reminders.background_run(true, reminders.next.unwrap()));
    }

    #[test]
    fn the_second_is_four_days_after_the_first_schedule_and_there_is_no_third() {
        let mut reminders = after_first_run(3);
        // Shown two days late, on the 23rd; scheduled on the 21st; the second is due on the 25th, not the 27th.
        assert!(reminders.background_run(true, at("2022-11-23T01:00:00Z")));
        let (date, _) = in_japan(reminders.next.unwrap());
        assert_eq!(date, "2022-11-25");
        assert!(!reminders.background_run(true, at("2022-11-24T01:00:00Z")));
        assert!(reminders.background_run(true, at("2022-11-26T01:00:00Z")));
        for day in 27..=30 {
            assert!(!reminders.background_run(true, at(&format!("2022-11-{day}T05:00:00Z"))));
        }
    }

    #[test]
    fn who_has_not_agreed_to_everything_gets_none_and_schedules_none() {
        let mut reminders = Reminders::new(&Seed::from_number(1));
        assert!(!reminders.background_run(false, at("2022-11-18T03:00:00Z")));
        assert_eq!(reminders.next, None);
        let mut scheduled = after_first_run(1);
        assert!(!scheduled.background_run(false, at("2022-11-23T01:00:00Z")));
    }

    #[test]
    fn there_is_none_after_the_survey_ended() {
        // 31 December, 20:59:59 in Japan, and 1 January, 09:00.
        let shown = |now| after_first_run(1).background_run(true, at(now));
        assert!(shown("2022-12-31T11:59:59Z"));
        assert!(!shown("2023-01-01T00:00:00Z"));
    }

    #[test]
    fn the_same_seed_gives_the_same_schedule() {
        let next = |number| after_first_run(number).next;
        assert_eq!(next(1), next(1));
        assert_ne!(next(1), next(2));
    }
}
