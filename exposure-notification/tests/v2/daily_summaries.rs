//! From windows to the summaries of days.

use exposure_notification::Platform::{Android, Ios};
use exposure_notification::ReportType::{ConfirmedTest, Revoked, SelfReport, Unknown};
use exposure_notification::v2::{
    ExposureConfiguration, ExposureWindow, Infectiousness, InfectiousnessWeights, ReportTypeWeights,
    daily_summaries,
};
use exposure_notification::{MinuteRounding, Platform, UnpublishedBehaviour};
use serde_json::Value;

use crate::fixture::{BOTH, DAY, MIDNIGHT, NOON, assert_seconds, cocoa, summaries, summary, window};

/// Thresholds of Apple's default and weights in percent: immediate, near, medium, other.
fn with_weights(percent: [f64; 4]) -> ExposureConfiguration {
    let mut configuration = cocoa();
    let google = &mut configuration.google_daily_summaries_config;
    google.attenuation_bucket_threshold_db = [50, 70, 90];
    google.attenuation_bucket_weights = percent.map(|percent| percent / 100.0);
    let apple = &mut configuration.apple_exposure_config_v2;
    apple.attenuation_duration_thresholds = [50, 70, 90];
    [
        apple.immediate_duration_weight,
        apple.near_duration_weight,
        apple.medium_duration_weight,
        apple.other_duration_weight,
    ] = percent;
    configuration
}

fn with_minimum(seconds: f64) -> ExposureConfiguration {
    let mut configuration = cocoa();
    configuration.google_daily_summaries_config.minimum_window_score = seconds;
    configuration
        .apple_exposure_config_v1
        .minimum_risk_score_full_range = seconds;
    configuration
}

#[test]
fn apples_worked_example_has_a_risk_value_of_45_minutes() {
    let vector: Value = serde_json::from_str(include_str!("../vectors/exposure-risk-value.json")).unwrap();
    let number = |table: &str, name: &str| vector[table][name].as_u64().unwrap();
    let percent = ["immediate", "near", "medium", "other"]
        .map(|distance| vector["weights_percent"][distance].as_f64().unwrap());
    let mut configuration = with_weights(percent);
    let infectiousness = vector["infectiousness_percent"].as_f64().unwrap();
    let report_type = vector["report_type_percent"].as_f64().unwrap();
    let apple = &mut configuration.apple_exposure_config_v2;
    apple.infectiousness_high_weight = infectiousness;
    apple.report_type_confirmed_test_weight = report_type;
    let google = &mut configuration.google_daily_summaries_config;
    google.infectiousness_weights.high = infectiousness / 100.0;
    google.report_type_weights.confirmed_test = report_type / 100.0;
    // On the thresholds, which belong to the nearer range, and beyond the last.
    let scans =
        [("immediate", 50), ("near", 70), ("medium", 90), ("other", 91)].map(|(distance, attenuation)| {
            let seconds = u32::try_from(number("minutes", distance) * 60).unwrap();
            (attenuation, seconds)
        });
    for platform in BOTH {
        let summary = summary(platform, &configuration, &[window(&scans)]);
        assert_seconds(
            summary.day.score_sum,
            60.0 * vector["erv_minutes"].as_f64().unwrap(),
            "score",
        );
    }
    // Not rounded, so on Android: 22.5 minutes.
    let android = summary(Android, &configuration, &[window(&scans)]);
    assert_seconds(
        android.day.weighted_duration_sum,
        60.0 * vector["weighted_minutes"].as_f64().unwrap(),
        "weighted duration",
    );
}

#[test]
fn an_attenuation_on_a_threshold_is_nearer_on_both() {
    // 100 s each; COCOA's thresholds 46, 60 and 65 dB with weights 1.0, 2.5, 1.3 and 0.01. iOS tells whole minutes.
    let cases = [
        (46, 100.0, 120.0),
        (47, 250.0, 240.0),
        (60, 250.0, 240.0),
        (61, 130.0, 120.0),
        (65, 130.0, 120.0),
        (66, 1.0, 0.0),
    ];
    for (attenuation, android, ios) in cases {
        let windows = [window(&[(attenuation, 100)])];
        let score = |platform| summary(platform, &cocoa(), &windows).day.score_sum;
        assert_seconds(score(Android), android, &format!("Android, {attenuation} dB"));
        assert_seconds(score(Ios), ios, &format!("iOS, {attenuation} dB"));
    }
}

#[test]
fn a_day_has_the_highest_score_and_the_sums_of_its_windows_and_of_each_report_type() {
    let mut configuration = cocoa();
    let google = &mut configuration.google_daily_summaries_config;
    google.report_type_weights.self_report = 0.5;
    google.infectiousness_weights.standard = 0.4;
    let apple = &mut configuration.apple_exposure_config_v2;
    apple.report_type_self_reported_weight = 50.0;
    apple.infectiousness_standard_weight = 40.0;
    let windows = [
        // 600 s near: 1500 s.
        window(&[(50, 300), (50, 300)]),
        // 1200 s immediate, of standard infectiousness: 480 s.
        ExposureWindow {
            infectiousness: Infectiousness::Standard,
            ..window(&[(40, 300), (40, 300), (40, 300), (40, 300)])
        },
        // 240 s near, reported by the user: 300 s.
        ExposureWindow {
            report_type: SelfReport,
            ..window(&[(50, 240)])
        },
    ];
    for platform in BOTH {
        let summary = summary(platform, &configuration, &windows);
        assert_eq!(summary.date, MIDNIGHT);
        assert_seconds(summary.day.maximum_score, 1500.0, "maximum");
        assert_seconds(summary.day.score_sum, 2280.0, "sum");
        // 1500 + 1200 + 600: neither infectiousness nor report type weigh.
        assert_seconds(summary.day.weighted_duration_sum, 3300.0, "duration");
        let types: Vec<_> = summary.by_report_type.keys().copied().collect();
        assert_eq!(types, [ConfirmedTest, SelfReport]);
        let tested = &summary.by_report_type[&ConfirmedTest];
        assert_seconds(tested.maximum_score, 1500.0, "maximum of tests");
        assert_seconds(tested.score_sum, 1980.0, "sum of tests");
        assert_seconds(tested.weighted_duration_sum, 2700.0, "duration of tests");
        let reported = &summary.by_report_type[&SelfReport];
        assert_seconds(reported.maximum_score, 300.0, "maximum of reports");
        assert_seconds(reported.score_sum, 300.0, "sum of reports");
        assert_seconds(reported.weighted_duration_sum, 600.0, "duration of reports");
    }
}

#[test]
fn each_day_has_its_summary_in_order_of_time() {
    let on = |days: i64, seconds| ExposureWindow {
        date: MIDNIGHT - days * DAY,
        ..window(&[(40, seconds)])
    };
    for platform in BOTH {
        let told: Vec<_> = summaries(platform, &cocoa(), &[on(0, 60), on(3, 120), on(0, 180)])
            .iter()
            .map(|summary| (summary.date, summary.day.score_sum))
            .collect();
        assert_eq!(told, [(MIDNIGHT - 3 * DAY, 120.0), (MIDNIGHT, 240.0)]);
    }
}

#[test]
fn a_window_equal_to_the_minimum_counts_and_one_below_leaves_zeros_on_android_and_nothing_on_ios() {
    let windows = [window(&[(40, 300)])];
    for platform in BOTH {
        let kept = summary(platform, &with_minimum(300.0), &windows);
        assert_seconds(kept.day.score_sum, 300.0, "equal to the minimum");
    }
    let zeros = summary(Android, &with_minimum(300.5), &windows);
    assert_eq!(zeros.date, MIDNIGHT);
    for value in [
        zeros.day.maximum_score,
        zeros.day.score_sum,
        zeros.day.weighted_duration_sum,
    ] {
        assert_seconds(value, 0.0, "below the minimum");
    }
    assert!(zeros.by_report_type.is_empty());
    assert!(summaries(Ios, &with_minimum(300.5), &windows).is_empty());
}

#[test]
fn a_window_below_the_minimum_does_not_add_to_a_day_that_has_another() {
    let windows = [window(&[(40, 300)]), window(&[(40, 240)])];
    for platform in BOTH {
        let summary = summary(platform, &with_minimum(300.0), &windows);
        assert_seconds(summary.day.score_sum, 300.0, "sum");
        assert_seconds(summary.day.weighted_duration_sum, 300.0, "duration");
    }
}

#[test]
fn the_minimum_is_compared_before_ios_rounds() {
    // 270 s are 4.5 minutes and told as 5.
    let windows = [window(&[(40, 270)])];
    assert!(summaries(Ios, &with_minimum(271.0), &windows).is_empty());
    let told = summary(Ios, &with_minimum(270.0), &windows);
    assert_seconds(told.day.score_sum, 300.0, "sum");
}

#[test]
fn a_day_longer_ago_than_the_threshold_does_not_count_and_nought_is_off() {
    let days_ago = |days: i64| ExposureWindow {
        date: MIDNIGHT - days * DAY,
        ..window(&[(40, 300)])
    };
    let windows = [days_ago(0), days_ago(7), days_ago(8), days_ago(14)];
    for platform in BOTH {
        for (threshold, count) in [(0, 4), (7, 2), (8, 3), (1, 1)] {
            let mut configuration = cocoa();
            configuration
                .google_daily_summaries_config
                .days_since_exposure_threshold = threshold;
            configuration
                .apple_exposure_config_v2
                .days_since_last_exposure_threshold = threshold;
            assert_eq!(
                summaries(platform, &configuration, &windows).len(),
                count,
                "{platform}, threshold {threshold}"
            );
        }
    }
}

#[test]
fn days_ago_are_days_of_utc_and_not_of_24_hours() {
    let mut configuration = cocoa();
    configuration
        .google_daily_summaries_config
        .days_since_exposure_threshold = 1;
    configuration
        .apple_exposure_config_v2
        .days_since_last_exposure_threshold = 1;
    for platform in BOTH {
        for (now, count) in [(MIDNIGHT + 2 * DAY - 1, 1), (MIDNIGHT + 2 * DAY, 0)] {
            let told = daily_summaries(
                platform,
                &configuration,
                &[window(&[(40, 300)])],
                now,
                &UnpublishedBehaviour::default(),
            );
            assert_eq!(told.len(), count, "{platform}");
        }
    }
}

#[test]
fn report_types_of_which_nothing_is_told_do_not_count() {
    for platform in BOTH {
        for report_type in [Unknown, Revoked] {
            let window = ExposureWindow {
                report_type,
                ..window(&[(40, 300)])
            };
            assert!(summaries(platform, &cocoa(), &[window]).is_empty());
        }
    }
}

#[test]
fn weights_that_are_not_set_count_nothing_on_android_and_everything_on_ios() {
    let mut file = serde_json::to_value(cocoa()).unwrap();
    file["google_daily_summaries_config"]["infectiousness_weights"] = serde_json::json!({});
    file["google_daily_summaries_config"]["report_type_weights"] = serde_json::json!({});
    let apple = file["apple_exposure_config_v2"].as_object_mut().unwrap();
    apple.retain(|member, _| !member.ends_with("_weight"));
    let configuration: ExposureConfiguration = serde_json::from_value(file).unwrap();
    let google = &configuration.google_daily_summaries_config;
    assert_eq!(google.infectiousness_weights, InfectiousnessWeights::default());
    assert_eq!(google.report_type_weights, ReportTypeWeights::default());
    // 300 s near, which COCOA weighs with 250 percent.
    let windows = [window(&[(50, 300)])];
    let score = |platform| summary(platform, &configuration, &windows).day.score_sum;
    assert_seconds(score(Android), 0.0, "Android");
    assert_seconds(score(Ios), 300.0, "iOS");
}

/// 90 s immediate are told as these scores and this weighted duration.
fn assert_ninety_seconds(platform: Platform, unpublished: &UnpublishedBehaviour, told: [f64; 2]) {
    let summaries = daily_summaries(platform, &cocoa(), &[window(&[(40, 90)])], NOON, unpublished);
    let day = summaries[0].day;
    let tested = summaries[0].by_report_type[&ConfirmedTest];
    assert_eq!(day, tested);
    assert_seconds(day.maximum_score, told[0], "maximum");
    assert_seconds(day.score_sum, told[0], "sum");
    assert_seconds(day.weighted_duration_sum, told[1], "weighted duration");
}

#[test]
fn ios_tells_whole_minutes_rounded_as_the_settings_say_and_android_tells_seconds() {
    let settings = |ios_score_rounding, ios_weighted_duration_rounding| UnpublishedBehaviour {
        ios_score_rounding,
        ios_weighted_duration_rounding,
        ..UnpublishedBehaviour::default()
    };
    let down_and_half_up = settings(MinuteRounding::Down, MinuteRounding::HalfUp);
    let up_and_down = settings(MinuteRounding::Up, MinuteRounding::Down);
    assert_ninety_seconds(Ios, &down_and_half_up, [60.0, 120.0]);
    assert_ninety_seconds(Ios, &up_and_down, [120.0, 60.0]);
    assert_ninety_seconds(Android, &up_and_down, [90.0, 90.0]);
    // One second above a minute: scores to the nearest, the duration up (Apple's documentation).
    let default = daily_summaries(
        Ios,
        &cocoa(),
        &[window(&[(40, 61)])],
        NOON,
        &UnpublishedBehaviour::default(),
    );
    assert_seconds(default[0].day.score_sum, 60.0, "score");
    assert_seconds(default[0].day.weighted_duration_sum, 120.0, "weighted duration");
}
