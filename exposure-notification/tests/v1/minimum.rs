//! The minimum risk score, the limits of scores, and the sums.

use exposure_notification::Platform::{Android, Ios};
use exposure_notification::v1::{ExposureConfiguration, ExposureSummary};
use exposure_notification::{DiagnosisKey, MatchedKey, ReportType};

use crate::fixture::{BOTH, judge, production, scores, steady};

/// Level 4: 63 dB for 20 minutes scores 21, 64 dB scores 14.
fn one_close_and_one_mere_contact() -> [MatchedKey; 2] {
    [steady(4, 4, 63), steady(4, 4, 64)]
}

#[test]
fn android_zeroes_what_is_below_the_minimum_and_keeps_the_contact_and_its_minutes() {
    let evaluation = judge(Android, &production(), &one_close_and_one_mere_contact());
    assert_eq!(scores(&evaluation), [21, 0]);
    assert_eq!(evaluation.information[1].duration_minutes, 20);
    let expected = ExposureSummary {
        days_since_last_exposure: 0,
        matched_key_count: 2,
        maximum_risk_score: 21,
        maximum_risk_score_full_range: 21,
        summation_risk_score: 21,
        // Two times 20 minutes, capped.
        attenuation_durations_seconds: [0, 1800, 0],
        attenuation_durations_minutes: Some([0, 30, 0]),
    };
    assert_eq!(evaluation.summary, expected);
}

#[test]
fn ios_excludes_what_is_below_the_minimum_with_its_minutes() {
    let evaluation = judge(Ios, &production(), &one_close_and_one_mere_contact());
    assert_eq!(scores(&evaluation), [21]);
    let expected = ExposureSummary {
        days_since_last_exposure: 0,
        matched_key_count: 2,
        maximum_risk_score: 21,
        maximum_risk_score_full_range: 21,
        summation_risk_score: 21,
        attenuation_durations_seconds: [0, 1200, 0],
        attenuation_durations_minutes: None,
    };
    assert_eq!(evaluation.summary, expected);
}

#[test]
fn a_score_equal_to_the_minimum_counts() {
    for platform in BOTH {
        for (minimum, maximum) in [(20, 21), (21, 21), (22, 0)] {
            let configuration = ExposureConfiguration {
                minimum_risk_score: minimum,
                ..production()
            };
            let evaluation = judge(platform, &configuration, &[steady(4, 4, 63)]);
            assert_eq!(
                evaluation.summary.maximum_risk_score, maximum,
                "{platform}, minimum {minimum}"
            );
        }
    }
}

#[test]
fn scores_told_by_ios_end_at_255_and_their_sum_does_not() {
    let highest = ExposureConfiguration {
        transmission_risk_scores: [8; 8],
        attenuation_scores: [8; 8],
        duration_scores: [8; 8],
        days_since_last_exposure_scores: [8; 8],
        ..production()
    };
    let matched = [steady(4, 4, 40), steady(4, 4, 40)];
    let on_android = judge(Android, &highest, &matched);
    assert_eq!(scores(&on_android), [4096, 4096]);
    assert_eq!(on_android.summary.maximum_risk_score, 4096);
    assert_eq!(on_android.summary.summation_risk_score, 8192);
    let on_ios = judge(Ios, &highest, &matched);
    assert_eq!(scores(&on_ios), [255, 255]);
    assert_eq!(on_ios.information[0].total_risk_score_full_range, 4096);
    assert_eq!(on_ios.summary.maximum_risk_score, 255);
    assert_eq!(on_ios.summary.maximum_risk_score_full_range, 4096);
    assert_eq!(on_ios.summary.summation_risk_score, 8192);
}

#[test]
fn a_minimum_above_255_is_compared_with_the_unlimited_score() {
    let configuration = ExposureConfiguration {
        minimum_risk_score: 392,
        attenuation_scores: [7; 8],
        duration_scores: [8; 8],
        ..production()
    };
    // 7 × 7 × 8 × 1 = 392.
    for platform in BOTH {
        let evaluation = judge(platform, &configuration, &[steady(4, 4, 40)]);
        assert_eq!(evaluation.summary.summation_risk_score, 392, "{platform}");
    }
}

#[test]
fn without_a_match_nothing_is_told() {
    for platform in BOTH {
        let evaluation = judge(platform, &production(), &[]);
        let expected = ExposureSummary {
            attenuation_durations_minutes: (platform == Android).then_some([0; 3]),
            ..ExposureSummary::default()
        };
        assert_eq!(evaluation.summary, expected);
        assert!(evaluation.information.is_empty());
    }
}

#[test]
fn a_revoked_key_is_passed_over() {
    let close = steady(4, 4, 40);
    let revoked = MatchedKey {
        key: DiagnosisKey {
            report_type: Some(ReportType::Revoked),
            ..close.key.clone()
        },
        ..close.clone()
    };
    for platform in BOTH {
        let evaluation = judge(platform, &production(), &[revoked.clone(), close.clone()]);
        assert_eq!(evaluation.summary.matched_key_count, 1);
        assert_eq!(scores(&evaluation), [28]);
    }
}
