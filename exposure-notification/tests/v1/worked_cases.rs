//! COCOA's production parameters: which contact is close, on which operating system (報告書 2(4)②).

use exposure_notification::Platform::{Android, Ios};
use exposure_notification::v1::ExposureConfiguration;

use crate::fixture::{judge, production, scores, steady};

struct Case {
    attenuation_db: u8,
    /// Scans five minutes apart.
    scans: i64,
    ios_level_0: u32,
    android_level_0: u32,
    both_level_4: u32,
}

/// Attenuation score 1–8, duration score 1 (0 at 15 minutes), days score 1; transmission score 7, on Android 1 for
/// level 0.
const CASES: [Case; 7] = [
    Case {
        attenuation_db: 75,
        scans: 4,
        ios_level_0: 7,
        android_level_0: 1,
        both_level_4: 7,
    },
    Case {
        attenuation_db: 70,
        scans: 4,
        ios_level_0: 14,
        android_level_0: 2,
        both_level_4: 14,
    },
    Case {
        attenuation_db: 63,
        scans: 4,
        ios_level_0: 21,
        android_level_0: 3,
        both_level_4: 21,
    },
    Case {
        attenuation_db: 64,
        scans: 4,
        ios_level_0: 14,
        android_level_0: 2,
        both_level_4: 14,
    },
    Case {
        attenuation_db: 40,
        scans: 4,
        ios_level_0: 28,
        android_level_0: 4,
        both_level_4: 28,
    },
    Case {
        attenuation_db: 5,
        scans: 4,
        ios_level_0: 56,
        android_level_0: 8,
        both_level_4: 56,
    },
    Case {
        attenuation_db: 40,
        scans: 3,
        ios_level_0: 0,
        android_level_0: 0,
        both_level_4: 0,
    },
];

#[test]
fn each_contact_scores_the_product_of_the_four_tables() {
    // A minimum of 1 lets every product but 0 through.
    let configuration = ExposureConfiguration {
        minimum_risk_score: 1,
        ..production()
    };
    for case in CASES {
        let maximum = |platform, level| {
            let matched = [steady(level, case.scans, case.attenuation_db)];
            judge(platform, &configuration, &matched)
                .summary
                .maximum_risk_score
        };
        let attenuation = case.attenuation_db;
        assert_eq!(
            maximum(Ios, 0),
            case.ios_level_0,
            "iOS, level 0, {attenuation} dB"
        );
        assert_eq!(
            maximum(Android, 0),
            case.android_level_0,
            "Android, level 0, {attenuation} dB"
        );
        assert_eq!(
            maximum(Ios, 4),
            case.both_level_4,
            "iOS, level 4, {attenuation} dB"
        );
        assert_eq!(
            maximum(Android, 4),
            case.both_level_4,
            "Android, level 4, {attenuation} dB"
        );
    }
}

#[test]
fn with_the_minimum_of_21_level_0_is_close_on_ios_and_never_on_android() {
    for case in CASES {
        let maximum = |platform, level| {
            let matched = [steady(level, case.scans, case.attenuation_db)];
            judge(platform, &production(), &matched)
                .summary
                .maximum_risk_score
        };
        let at_least_21 = |score: u32| if score < 21 { 0 } else { score };
        let attenuation = case.attenuation_db;
        assert_eq!(
            maximum(Ios, 0),
            at_least_21(case.ios_level_0),
            "iOS, {attenuation} dB"
        );
        assert_eq!(maximum(Android, 0), 0, "Android, {attenuation} dB");
        assert_eq!(
            maximum(Ios, 4),
            at_least_21(case.both_level_4),
            "iOS, level 4, {attenuation} dB"
        );
        assert_eq!(
            maximum(Android, 4),
            at_least_21(case.both_level_4),
            "Android, level 4, {attenuation} dB"
        );
    }
}

#[test]
fn the_border_of_51_db_divides_scores_21_and_28() {
    for platform in [Ios, Android] {
        for (attenuation, score) in [(52, 21), (51, 28), (34, 28), (33, 35)] {
            let evaluation = judge(platform, &production(), &[steady(4, 4, attenuation)]);
            assert_eq!(scores(&evaluation), [score], "{platform}, {attenuation} dB");
        }
    }
}

#[test]
fn the_minimum_of_1_hides_that_android_never_notifies() {
    // The test of October 2020 ran with minimum 1: level 0 at 40 dB scores 4 and passed (報告書 2(5)).
    let tuned = ExposureConfiguration {
        minimum_risk_score: 1,
        ..production()
    };
    let matched = [steady(0, 4, 40)];
    assert_eq!(judge(Android, &tuned, &matched).summary.maximum_risk_score, 4);
    assert_eq!(
        judge(Android, &production(), &matched).summary.maximum_risk_score,
        0
    );
}
