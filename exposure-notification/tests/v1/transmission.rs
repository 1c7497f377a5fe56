//! The transmission risk level: the same table, read differently.

use exposure_notification::Platform::{Android, Ios};
use exposure_notification::v1::ExposureConfiguration;

use crate::fixture::{judge, neutral, scores, steady};

/// Element 0 scores 1, element 7 scores 8.
fn counting() -> ExposureConfiguration {
    ExposureConfiguration {
        transmission_risk_scores: [1, 2, 3, 4, 5, 6, 7, 8],
        ..neutral()
    }
}

#[test]
fn ios_picks_the_element_of_the_level() {
    for (level, score) in [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 7), (7, 8)] {
        assert_eq!(
            scores(&judge(Ios, &counting(), &[steady(level, 4, 40)])),
            [score],
            "level {level}"
        );
    }
}

#[test]
fn android_picks_the_element_before_the_level() {
    for level in 1..=8 {
        let evaluation = judge(Android, &counting(), &[steady(level, 4, 40)]);
        assert_eq!(scores(&evaluation), [u32::from(level)], "level {level}");
    }
}

#[test]
fn android_scores_level_0_as_1_whatever_the_table_says() {
    for table in [[7; 8], [0; 8], [8; 8]] {
        let configuration = ExposureConfiguration {
            transmission_risk_scores: table,
            ..neutral()
        };
        assert_eq!(scores(&judge(Android, &configuration, &[steady(0, 4, 40)])), [1]);
    }
}

#[test]
fn ios_knows_no_level_8_and_scores_it_0() {
    assert!(scores(&judge(Ios, &counting(), &[steady(8, 4, 40)])).is_empty());
}

#[test]
fn the_level_on_the_key_is_told_to_the_app() {
    for platform in [Ios, Android] {
        let evaluation = judge(platform, &neutral(), &[steady(4, 4, 40)]);
        assert_eq!(evaluation.information[0].transmission_risk_level, 4);
    }
}
