//! What COCOA 2 makes of a day.

use exposure_notification::v2::{
    Condition, ExposureWindow, Operator, Parameters, RiskCalculationConfiguration, RiskLevel,
};
use exposure_notification::{Platform, v2::DailySummary};

use crate::fixture::{BOTH, cocoa, summary, window};

fn published() -> RiskCalculationConfiguration {
    Parameters::cocoa_default().risk_calculation
}

fn no_operation() -> RiskCalculationConfiguration {
    RiskCalculationConfiguration {
        score_sum: Condition::NONE,
        seconds_since_last_scan_sum: Condition::NONE,
        ..published()
    }
}

fn level(platform: Platform, windows: &[ExposureWindow]) -> RiskLevel {
    published().risk_level(&summary(platform, &cocoa(), windows), windows)
}

#[test]
fn a_contact_of_fifteen_minutes_is_high_when_it_is_near_and_not_when_it_is_nearer_or_farther() {
    use RiskLevel::{High, Low};
    // Typical attenuation in dB, seconds; score as worked out from COCOA's weights.
    let cases = [
        (46, 900, Low),    // immediate: 900
        (60, 900, High),   // near: 2250
        (65, 900, Low),    // medium: 1170
        (65, 1039, High),  // medium: 1350.7
        (65, 1038, Low),   // medium: 1349.4
        (46, 1350, High),  // immediate: 1350, equal to the limit
        (46, 1349, Low),   // immediate: 1349
        (60, 899, Low),    // near: 2247.5, but one second short of fifteen minutes
        (66, 86_400, Low), // other: 864 for a whole day
    ];
    for platform in BOTH {
        for (attenuation, seconds, expected) in cases {
            assert_eq!(
                level(platform, &[window(&[(attenuation, seconds)])]),
                expected,
                "{platform}, {seconds} s at {attenuation} dB"
            );
        }
    }
}

#[test]
fn windows_the_app_leaves_out_do_not_add_their_seconds() {
    // Two people, ten minutes near each, on one day: the score counts both (3000), the seconds those given.
    let windows = [window(&[(50, 300), (50, 300)]), window(&[(50, 240), (50, 360)])];
    for platform in BOTH {
        let day = summary(platform, &cocoa(), &windows);
        assert_eq!(published().risk_level(&day, &windows[1..]), RiskLevel::Low);
        assert_eq!(published().risk_level(&day, &windows), RiskLevel::High);
    }
}

#[test]
fn a_day_is_low_when_every_condition_is_no_operation() {
    let windows = [window(&[(50, 1800)])];
    let day = summary(Platform::Android, &cocoa(), &windows);
    assert_eq!(no_operation().risk_level(&day, &windows), RiskLevel::Low);
}

#[test]
fn every_operator_compares_what_was_measured_with_its_value() {
    use Operator::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual};
    // 600 s immediate: a score of 600.
    let windows = [window(&[(40, 600)])];
    let day = summary(Platform::Android, &cocoa(), &windows);
    for (operator, below, equal, above) in [
        (Equal, false, true, false),
        (GreaterOrEqual, true, true, false),
        (Greater, true, false, false),
        (LessOrEqual, false, true, true),
        (Less, false, false, true),
    ] {
        for (value, holds) in [(599.0, below), (600.0, equal), (601.0, above)] {
            let configuration = RiskCalculationConfiguration {
                score_sum: Condition { operator, value },
                ..no_operation()
            };
            let level = configuration.risk_level(&day, &windows);
            assert_eq!(level == RiskLevel::High, holds, "600 {operator:?} {value}");
        }
    }
}

/// What the five conditions are given, found by asking for equality.
fn assert_measured(day: &DailySummary, windows: &[ExposureWindow], measured: [f64; 5]) {
    let equal_to = |value| Condition {
        operator: Operator::Equal,
        value,
    };
    let all = RiskCalculationConfiguration {
        format_version: 1,
        score_sum: equal_to(measured[0]),
        weighted_duration_average: equal_to(measured[1]),
        seconds_since_last_scan_sum: equal_to(measured[2]),
        typical_attenuation_maximum: equal_to(measured[3]),
        typical_attenuation_minimum: equal_to(measured[4]),
    };
    assert_eq!(all.risk_level(day, windows), RiskLevel::High);
    // One condition that does not hold is enough.
    let off = equal_to(-1.0);
    for broken in [
        RiskCalculationConfiguration {
            score_sum: off,
            ..all.clone()
        },
        RiskCalculationConfiguration {
            weighted_duration_average: off,
            ..all.clone()
        },
        RiskCalculationConfiguration {
            seconds_since_last_scan_sum: off,
            ..all.clone()
        },
        RiskCalculationConfiguration {
            typical_attenuation_maximum: off,
            ..all.clone()
        },
        RiskCalculationConfiguration {
            typical_attenuation_minimum: off,
            ..all.clone()
        },
    ] {
        assert_eq!(broken.risk_level(day, windows), RiskLevel::Low);
    }
}

#[test]
fn all_conditions_must_hold_of_sums_average_and_extremes() {
    // 300 s near and 300 s immediate: 750 + 300 = 1050 s, of 600 s: 1.75.
    let windows = [window(&[(50, 300)]), window(&[(40, 300)])];
    let day = summary(Platform::Android, &cocoa(), &windows);
    assert_measured(&day, &windows, [1050.0, 1.75, 600.0, 50.0, 40.0]);
    // Without windows everything about them is 0, the day's score is not.
    assert_measured(&day, &[], [1050.0, 0.0, 0.0, 0.0, 0.0]);
}
