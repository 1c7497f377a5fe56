//! Scores and sums of version 1.

use exposure_notification::v1;
use exposure_notification::{Platform, ReportType};
use proptest::prelude::*;

use crate::strategies::{DAY, NOW, matched_keys, platform, unpublished, v1_configuration};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn scores_and_durations_of_version_1_stay_in_their_documented_ranges(
        platform in platform(),
        configuration in v1_configuration(),
        matched in matched_keys(),
        unpublished in unpublished(),
    ) {
        let evaluation = v1::evaluate(platform, &configuration, &matched, NOW, &unpublished);
        let highest = if platform == Platform::Ios { 255 } else { 4096 };
        let minimum = u32::from(configuration.minimum_risk_score);
        for exposure in &evaluation.information {
            prop_assert!(exposure.total_risk_score <= highest);
            prop_assert!(exposure.total_risk_score_full_range <= 4096);
            prop_assert_eq!(exposure.total_risk_score, exposure.total_risk_score_full_range.min(highest));
            prop_assert!((5..=30).contains(&exposure.duration_minutes));
            prop_assert_eq!(exposure.duration_minutes % 5, 0);
            prop_assert_eq!(exposure.date.rem_euclid(DAY), 0);
            prop_assert!(exposure.attenuation_durations_seconds.iter().all(|seconds| *seconds <= 1800));
            match platform {
                Platform::Ios => prop_assert!(exposure.total_risk_score_full_range >= minimum),
                Platform::Android => {
                    let score = exposure.total_risk_score;
                    prop_assert!(score == 0 || score >= minimum, "{} below {}", score, minimum);
                    let minutes = exposure.attenuation_durations_minutes.unwrap();
                    prop_assert!(minutes.iter().all(|minutes| *minutes <= 30));
                }
            }
        }
    }

    #[test]
    fn the_summary_of_version_1_agrees_with_the_list_of_contacts(
        platform in platform(),
        configuration in v1_configuration(),
        matched in matched_keys(),
        unpublished in unpublished(),
    ) {
        let evaluation = v1::evaluate(platform, &configuration, &matched, NOW, &unpublished);
        let information = &evaluation.information;
        let summary = &evaluation.summary;
        let scores = || information.iter().map(|exposure| exposure.total_risk_score);
        let unlimited = || information.iter().map(|exposure| exposure.total_risk_score_full_range);
        prop_assert_eq!(summary.maximum_risk_score, scores().max().unwrap_or(0));
        prop_assert_eq!(summary.maximum_risk_score_full_range, unlimited().max().unwrap_or(0));
        prop_assert_eq!(summary.summation_risk_score, unlimited().sum::<u32>());
        for range in 0..3 {
            let sum: u32 = information
                .iter()
                .map(|exposure| exposure.attenuation_durations_seconds[range])
                .sum();
            prop_assert_eq!(summary.attenuation_durations_seconds[range], sum.min(1800));
        }
        let not_revoked = matched
            .iter()
            .filter(|matched| matched.key.report_type != Some(ReportType::Revoked))
            .count();
        prop_assert_eq!(usize::try_from(summary.matched_key_count).unwrap(), not_revoked);
        if platform == Platform::Android {
            prop_assert!(information.len() >= not_revoked);
        }
    }
}
