//! Days since the exposure, and the date told to the app.

use exposure_notification::ENIntervalNumber;
use exposure_notification::v1::ExposureConfiguration;

use crate::fixture::{BOTH, MIDNIGHT, NOON, contact, judge, judge_at, neutral, scores, steady};

const DAY: i64 = 86_400;

/// 14 days or more score 0, …, today and yesterday 7.
fn counting() -> ExposureConfiguration {
    ExposureConfiguration {
        days_since_last_exposure_scores: [0, 1, 2, 3, 4, 5, 6, 7],
        ..neutral()
    }
}

#[test]
fn a_contact_scores_less_with_every_second_day() {
    for platform in BOTH {
        for (days, score) in [(0, 7), (1, 7), (2, 6), (3, 6), (4, 5), (12, 1), (13, 1)] {
            let evaluation = judge_at(NOON + days * DAY, platform, &counting(), &[steady(4, 4, 40)]);
            assert_eq!(scores(&evaluation), [score], "{platform}, {days} days");
            assert_eq!(i64::from(evaluation.summary.days_since_last_exposure), days);
        }
    }
}

#[test]
fn days_count_from_the_start_of_the_key_and_not_from_the_sighting() {
    // Seen at 23:50 UTC, judged ten minutes later: one day after the key's start.
    let late = contact(4, &[(13 * 3600 + 50 * 60, 40)]);
    for platform in BOTH {
        for (now, days) in [
            (MIDNIGHT + DAY - 1, 0),
            (MIDNIGHT + DAY, 1),
            (MIDNIGHT + 2 * DAY - 1, 1),
        ] {
            let evaluation = judge_at(now, platform, &neutral(), std::slice::from_ref(&late));
            assert_eq!(evaluation.summary.days_since_last_exposure, days);
        }
    }
}

#[test]
fn the_latest_key_gives_the_days_also_when_it_scores_below_the_minimum() {
    let mut earlier = steady(4, 4, 40);
    earlier.key.key.rolling_start = ENIntervalNumber::from_unix_seconds(MIDNIGHT - 3 * DAY);
    // One scan of five minutes: 0 with production's table, so it is below any minimum.
    let latest = steady(4, 1, 40);
    let configuration = ExposureConfiguration {
        duration_scores: [0, 0, 0, 0, 1, 1, 1, 1],
        ..neutral()
    };
    for platform in BOTH {
        let evaluation = judge(platform, &configuration, &[earlier.clone(), latest.clone()]);
        assert_eq!(evaluation.summary.days_since_last_exposure, 0);
        assert_eq!(evaluation.summary.matched_key_count, 2);
        assert_eq!(evaluation.summary.summation_risk_score, 1);
    }
}

#[test]
fn a_phone_whose_clock_is_before_the_key_counts_no_days() {
    for platform in BOTH {
        let evaluation = judge_at(MIDNIGHT - 1, platform, &neutral(), &[steady(4, 4, 40)]);
        assert_eq!(evaluation.summary.days_since_last_exposure, 0);
    }
}

#[test]
fn the_date_is_the_utc_day_on_which_the_contact_began() {
    // 23:55 UTC to 00:10 UTC of the next day.
    let across = contact(4, &[(50_100, 40), (50_400, 40), (50_700, 40), (51_000, 40)]);
    for platform in BOTH {
        let evaluation = judge(platform, &neutral(), std::slice::from_ref(&across));
        assert_eq!(evaluation.information[0].date, MIDNIGHT);
        assert_eq!(evaluation.information[0].duration_minutes, 20);
    }
}
