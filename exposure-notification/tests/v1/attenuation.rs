//! The mean attenuation, and the time spent near, in the middle and far.

use exposure_notification::Platform::{Android, Ios};

use crate::fixture::{BOTH, contact, judge, neutral, steady};

#[test]
fn each_attenuation_weighs_as_long_as_it_held() {
    for platform in BOTH {
        // 60 dB for 150 + 300 s, 40 dB for 600 s, 50 dB for 150 s: 58500 / 1200 = 48.75.
        let evaluation = judge(
            platform,
            &neutral(),
            &[contact(4, &[(0, 60), (300, 40), (900, 50)])],
        );
        assert_eq!(evaluation.information[0].attenuation_value, 49);
    }
}

#[test]
fn exactly_half_a_decibel_goes_up() {
    for platform in BOTH {
        // The first weighs 450 s, the second 150 s: (3 × 10 + 12) / 4 = 10.5, and (3 × 10 + 11) / 4 = 10.25.
        for (second, mean) in [(12, 11), (11, 10)] {
            let evaluation = judge(platform, &neutral(), &[contact(4, &[(0, 10), (300, second)])]);
            assert_eq!(evaluation.information[0].attenuation_value, mean);
        }
    }
}

#[test]
fn a_value_on_a_threshold_is_farther_on_android_and_nearer_on_ios() {
    // Thresholds 50 and 70 dB; near, middle, far.
    let near = [300, 0, 0];
    let middle = [0, 300, 0];
    let far = [0, 0, 300];
    let cases = [
        (49, near, near),
        (50, middle, near),
        (51, middle, middle),
        (69, middle, middle),
        (70, far, middle),
        (71, far, far),
    ];
    for (attenuation, android, ios) in cases {
        for (platform, expected) in [(Android, android), (Ios, ios)] {
            let evaluation = judge(platform, &neutral(), &[steady(4, 1, attenuation)]);
            assert_eq!(
                evaluation.summary.attenuation_durations_seconds, expected,
                "{platform}, {attenuation} dB"
            );
            assert_eq!(evaluation.information[0].attenuation_durations_seconds, expected);
        }
    }
}

#[test]
fn one_contact_divides_among_the_ranges() {
    for platform in BOTH {
        // 40 dB for 450 s, 60 dB for 300 s, 80 dB for 150 s.
        let evaluation = judge(
            platform,
            &neutral(),
            &[contact(4, &[(0, 40), (300, 60), (600, 80)])],
        );
        assert_eq!(evaluation.summary.attenuation_durations_seconds, [450, 300, 150]);
    }
}
