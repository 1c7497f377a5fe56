//! Windows and the summaries of days.

use std::collections::BTreeMap;

use exposure_notification::v2::{self, DailySummary, ExposureWindow, Parameters, SummaryItem};
use exposure_notification::{Platform, ReportType};
use proptest::prelude::*;

use crate::strategies::{DAY, NOW, matched_key, matched_keys, platform, unpublished, v2_configuration};

/// The score of a window with COCOA's weights: nothing but distance weighs.
fn weighted_seconds(window: &ExposureWindow) -> f64 {
    window
        .scan_instances
        .iter()
        .map(|scan| {
            let weight = match scan.typical_attenuation_db {
                0..=46 => 1.0,
                47..=60 => 2.5,
                61..=65 => 1.3,
                66.. => 0.01,
            };
            weight * f64::from(scan.seconds_since_last_scan)
        })
        .sum()
}

fn assert_close(actual: f64, expected: f64, tolerance: f64) -> Result<(), TestCaseError> {
    prop_assert!(
        (actual - expected).abs() <= tolerance + 1e-6,
        "{} instead of {}",
        actual,
        expected
    );
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_sighting_of_a_key_that_counts_is_in_exactly_one_window(
        platform in platform(),
        mut matched in matched_key(),
        unpublished in unpublished(),
    ) {
        matched.key.report_type = None;
        matched.key.days_since_onset_of_symptoms = None;
        // One sighting a scan, each with an attenuation of its own: what is told shows which sightings are in.
        let mut last = i64::MIN;
        matched.sightings.retain(|sighting| {
            let is_next_scan = sighting.at > last.saturating_add(25);
            if is_next_scan {
                last = sighting.at;
            }
            is_next_scan
        });
        for (number, sighting) in matched.sightings.iter_mut().enumerate() {
            sighting.attenuation_db = u8::try_from(number).unwrap();
        }
        let cocoa = Parameters::cocoa_default().exposure_configuration;
        let windows = v2::exposure_windows(platform, &cocoa, std::slice::from_ref(&matched), &unpublished);
        let mut told: Vec<_> = windows
            .iter()
            .flat_map(|window| &window.scan_instances)
            .map(|scan| scan.typical_attenuation_db)
            .collect();
        told.sort_unstable();
        let heard: Vec<_> = matched.sightings.iter().map(|sighting| sighting.attenuation_db).collect();
        prop_assert_eq!(told, heard);
        for window in &windows {
            let of_window = |attenuation: u8| matched.sightings[usize::from(attenuation)];
            let first = of_window(window.scan_instances[0].typical_attenuation_db);
            let last = of_window(window.scan_instances.last().unwrap().typical_attenuation_db);
            prop_assert!(last.at - first.at < 1800);
            prop_assert_eq!(window.date, first.at - first.at.rem_euclid(DAY));
            prop_assert_eq!(window.calibration_confidence, first.calibration_confidence);
        }
    }

    #[test]
    fn scans_stand_for_whole_minutes_up_to_five_and_their_minimum_is_not_above_their_mean(
        platform in platform(),
        matched in matched_keys(),
        unpublished in unpublished(),
    ) {
        let cocoa = Parameters::cocoa_default().exposure_configuration;
        for window in v2::exposure_windows(platform, &cocoa, &matched, &unpublished) {
            prop_assert!(!window.scan_instances.is_empty());
            prop_assert!(window.report_type != ReportType::Unknown && window.report_type != ReportType::Revoked);
            prop_assert!(window.infectiousness != v2::Infectiousness::None);
            for scan in window.scan_instances {
                prop_assert!(scan.seconds_since_last_scan <= 300 && scan.seconds_since_last_scan % 60 == 0);
                prop_assert!(scan.minimum_attenuation_db <= scan.typical_attenuation_db);
            }
        }
    }

    #[test]
    fn the_summaries_of_days_agree_with_the_windows(
        platform in platform(),
        configuration in v2_configuration(),
        matched in matched_keys(),
        unpublished in unpublished(),
    ) {
        let windows = v2::exposure_windows(platform, &configuration, &matched, &unpublished);
        let summaries = v2::daily_summaries(platform, &configuration, &windows, NOW, &unpublished);
        let shuffled: Vec<_> = windows.iter().rev().cloned().collect();
        prop_assert_eq!(
            &summaries,
            &v2::daily_summaries(platform, &configuration, &shuffled, NOW, &unpublished)
        );

        let minimum = configuration.google_daily_summaries_config.minimum_window_score;
        // A score within a millionth of the minimum may fall on either side.
        prop_assume!(windows.iter().all(|window| (weighted_seconds(window) - minimum).abs() > 1e-6 || minimum == 0.0));
        let counts = |window: &&ExposureWindow| weighted_seconds(window) >= minimum;
        let mut days: BTreeMap<i64, Vec<&ExposureWindow>> = BTreeMap::new();
        for window in &windows {
            if platform == Platform::Android || counts(&window) {
                days.entry(window.date).or_default().push(window);
            }
        }
        let dates: Vec<_> = summaries.iter().map(|summary| summary.date).collect();
        prop_assert_eq!(dates, days.keys().copied().collect::<Vec<_>>());
        // iOS rounds to whole minutes, which moves a value by less than one.
        let tolerance = if platform == Platform::Ios { 60.0 } else { 0.0 };
        for DailySummary { date, day, by_report_type } in &summaries {
            let of_day: Vec<_> = days[date].iter().copied().filter(counts).collect();
            assert_agrees(day, &of_day, tolerance)?;
            let mut seen = 0;
            for (report_type, item) in by_report_type {
                let of_type: Vec<_> = of_day
                    .iter()
                    .copied()
                    .filter(|window| window.report_type == *report_type)
                    .collect();
                seen += of_type.len();
                assert_agrees(item, &of_type, tolerance)?;
            }
            prop_assert_eq!(seen, of_day.len());
        }
    }
}

fn assert_agrees(
    item: &SummaryItem,
    windows: &[&ExposureWindow],
    tolerance: f64,
) -> Result<(), TestCaseError> {
    let scores = || windows.iter().map(|window| weighted_seconds(window));
    assert_close(item.maximum_score, scores().fold(0.0, f64::max), tolerance)?;
    assert_close(item.score_sum, scores().sum(), tolerance)?;
    assert_close(item.weighted_duration_sum, scores().sum(), tolerance)
}
