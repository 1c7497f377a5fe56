//! What changes with the settings of what nobody published, and on which operating system alone.

use exposure_notification::Platform::{Android, Ios};
use exposure_notification::v1::{Evaluation, ExposureConfiguration, evaluate};
use exposure_notification::{MatchedKey, MinuteRounding, Platform, UnpublishedBehaviour};

use crate::fixture::{NOON, contact, judge, minutes, neutral, scores, steady};

fn judge_with(
    unpublished: &UnpublishedBehaviour,
    platform: Platform,
    configuration: &ExposureConfiguration,
    matched: &[MatchedKey],
) -> Evaluation {
    evaluate(platform, configuration, matched, NOON, unpublished)
}

#[test]
fn android_tells_minutes_and_ios_seconds() {
    // 40 dB for 150 + 100 + 29 s, 60 dB for 150 s.
    let matched = [contact(4, &[(0, 40), (100, 40), (129, 60)])];
    for (rounding, expected) in [
        (MinuteRounding::Down, [4, 2, 0]),
        (MinuteRounding::HalfUp, [5, 3, 0]),
        (MinuteRounding::Up, [5, 3, 0]),
    ] {
        let unpublished = UnpublishedBehaviour {
            android_minute_rounding: rounding,
            ..UnpublishedBehaviour::default()
        };
        let android = judge_with(&unpublished, Android, &neutral(), &matched);
        assert_eq!(android.summary.attenuation_durations_minutes, Some(expected));
        assert_eq!(
            android.information[0].attenuation_durations_minutes,
            Some(expected)
        );
        let ios = judge_with(&unpublished, Ios, &neutral(), &matched);
        assert_eq!(ios.summary.attenuation_durations_minutes, None);
        assert_eq!(ios.information[0].attenuation_durations_minutes, None);
        assert_eq!(ios.summary.attenuation_durations_seconds, [279, 150, 0]);
    }
}

#[test]
fn the_minutes_of_android_end_at_thirty_each_and_are_rounded_after_summing() {
    // Two contacts of 329 s (5.48 min) are 658 s (10.97 min); the far one of 40 minutes is capped.
    let short = contact(4, &[(0, 40), (29, 40)]);
    let matched = [short.clone(), short, steady(4, 8, 75)];
    let android = judge(Android, &neutral(), &matched);
    assert_eq!(android.summary.attenuation_durations_minutes, Some([10, 0, 30]));
    assert_eq!(
        android.information[0].attenuation_durations_minutes,
        Some([5, 0, 0])
    );
}

#[test]
fn level_8_on_ios_scores_what_the_setting_says() {
    let unpublished = UnpublishedBehaviour {
        ios_score_of_transmission_level_8: 5,
        ..UnpublishedBehaviour::default()
    };
    let of_level = |level| {
        scores(&judge_with(
            &unpublished,
            Ios,
            &neutral(),
            &[steady(level, 4, 40)],
        ))
    };
    assert_eq!(of_level(8), [5]);
    assert_eq!(of_level(7), [1]);
    let beyond_any_score = UnpublishedBehaviour {
        ios_score_of_transmission_level_8: 255,
        ..unpublished
    };
    let highest = judge_with(&beyond_any_score, Ios, &neutral(), &[steady(8, 4, 40)]);
    assert_eq!(scores(&highest), [8]);
}

#[test]
fn the_duration_score_above_thirty_minutes_is_reached_on_ios_when_the_setting_says_so() {
    let configuration = ExposureConfiguration {
        duration_scores: [0, 1, 2, 3, 4, 5, 6, 7],
        ..neutral()
    };
    let unpublished = UnpublishedBehaviour {
        ios_scores_durations_above_30_minutes: true,
        ..UnpublishedBehaviour::default()
    };
    for (scans, score) in [(6, 6), (7, 7)] {
        let ios = judge_with(&unpublished, Ios, &configuration, &[steady(4, scans, 40)]);
        assert_eq!(scores(&ios), [score]);
        assert_eq!(minutes(&ios), [30]);
    }
}

#[test]
fn the_longest_gap_of_an_exposure_is_a_setting_of_ios_alone() {
    let unpublished = UnpublishedBehaviour {
        ios_longest_gap_in_exposure_seconds: 300,
        ..UnpublishedBehaviour::default()
    };
    let matched = [contact(4, &[(0, 40), (301, 40)])];
    assert_eq!(
        minutes(&judge_with(&unpublished, Ios, &neutral(), &matched)),
        [5, 5]
    );
    assert_eq!(
        minutes(&judge_with(&unpublished, Android, &neutral(), &matched)),
        [10]
    );
}
