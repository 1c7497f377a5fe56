//! From scans to minutes.

use exposure_notification::Platform::{Android, Ios};
use exposure_notification::v1::ExposureConfiguration;

use crate::fixture::{BOTH, contact, judge, minutes, neutral, scores, steady};

#[test]
fn one_sighting_is_worth_five_minutes() {
    for platform in BOTH {
        let evaluation = judge(platform, &neutral(), &[contact(4, &[(0, 40)])]);
        assert_eq!(minutes(&evaluation), [5]);
        assert_eq!(evaluation.summary.attenuation_durations_seconds, [300, 0, 0]);
    }
}

#[test]
fn three_scans_within_ten_minutes_are_fifteen_minutes() {
    // 600 − 0 + 300 = 900 s.
    for platform in BOTH {
        let evaluation = judge(
            platform,
            &neutral(),
            &[contact(4, &[(0, 40), (300, 40), (600, 40)])],
        );
        assert_eq!(minutes(&evaluation), [15]);
        assert_eq!(evaluation.summary.attenuation_durations_seconds, [900, 0, 0]);
    }
}

#[test]
fn minutes_are_rounded_to_five_and_exactly_half_goes_down() {
    // Seconds of contact are last − first + 300.
    let cases = [
        (149, 5),  // 449 s is 149 s above 5 minutes
        (150, 5),  // 450 s is exactly half
        (151, 10), // 451 s is nearer to 10 minutes
        (300, 10),
        (450, 10), // 750 s is exactly half again
        (451, 15),
    ];
    for platform in BOTH {
        for (last, expected) in cases {
            let evaluation = judge(platform, &neutral(), &[contact(4, &[(0, 40), (last, 40)])]);
            assert_eq!(
                minutes(&evaluation),
                [expected],
                "{platform}, last scan after {last} s"
            );
            let unrounded = u32::try_from(last).unwrap() + 300;
            assert_eq!(
                evaluation.summary.attenuation_durations_seconds,
                [unrounded, 0, 0]
            );
        }
    }
}

#[test]
fn a_gap_of_ten_minutes_is_bridged_and_a_longer_one_is_not() {
    for platform in BOTH {
        let bridged = judge(platform, &neutral(), &[contact(4, &[(0, 40), (600, 40)])]);
        assert_eq!(minutes(&bridged), [15]);
        let parted = judge(platform, &neutral(), &[contact(4, &[(0, 40), (601, 40)])]);
        assert_eq!(minutes(&parted), [5, 5]);
        assert_eq!(parted.summary.matched_key_count, 1);
    }
}

#[test]
fn the_strongest_sighting_stands_for_a_scan() {
    for platform in BOTH {
        // 25 s apart: one scan, at the lower attenuation.
        let one = judge(
            platform,
            &neutral(),
            &[contact(4, &[(0, 60), (25, 40), (50, 55)])],
        );
        assert_eq!(one.information[0].attenuation_value, 40);
        assert_eq!(one.summary.attenuation_durations_seconds, [300, 0, 0]);
        // 26 s apart: two scans. 60 dB for 150 + 26 s, 40 dB for 150 s: 16560 / 326 = 50.8.
        let two = judge(platform, &neutral(), &[contact(4, &[(0, 60), (26, 40)])]);
        assert_eq!(two.information[0].attenuation_value, 51);
        assert_eq!(two.summary.attenuation_durations_seconds, [150, 176, 0]);
    }
}

#[test]
fn above_thirty_minutes_android_scores_more_than_it_reports_and_ios_does_not() {
    let configuration = ExposureConfiguration {
        duration_scores: [0, 1, 2, 3, 4, 5, 6, 7],
        ..neutral()
    };
    for (scans, reported, android, ios) in [(5, 25, 5, 5), (6, 30, 6, 6), (7, 30, 7, 6), (24, 30, 7, 6)] {
        let matched = [steady(4, scans, 40)];
        let on_android = judge(Android, &configuration, &matched);
        let on_ios = judge(Ios, &configuration, &matched);
        assert_eq!(
            (minutes(&on_android), scores(&on_android)),
            (vec![reported], vec![android]),
            "{scans} scans"
        );
        assert_eq!(
            (minutes(&on_ios), scores(&on_ios)),
            (vec![reported], vec![ios]),
            "{scans} scans"
        );
    }
}

#[test]
fn the_time_near_middle_and_far_ends_at_thirty_minutes_each() {
    for platform in BOTH {
        // Two contacts of 20 minutes near and one of 40 minutes far.
        let matched = [steady(4, 4, 40), steady(4, 4, 40), steady(4, 8, 75)];
        let evaluation = judge(platform, &neutral(), &matched);
        let each: Vec<_> = evaluation
            .information
            .iter()
            .map(|exposure| exposure.attenuation_durations_seconds)
            .collect();
        assert_eq!(each, [[1200, 0, 0], [1200, 0, 0], [0, 0, 1800]]);
        assert_eq!(evaluation.summary.attenuation_durations_seconds, [1800, 0, 1800]);
    }
}
