//! What is new of an answer, and what the app makes of it: the four cases of COCOA v2.0.1 `UnionTests`,
//! `ExposureDataRepositoryTests` and `ExposureDetectionService`, worked by hand. Weights: near 2.5. Limits: score 1350,
//! 900 seconds.

use std::collections::BTreeMap;

use exposure_notification::v2::{Infectiousness, Parameters, RiskLevel, ScanInstance};
use exposure_notification::{CalibrationConfidence, ReportType};

use super::*;

/// 2022-04-10 00:00 UTC.
const DAY: i64 = 1_649_548_800;

fn summary(score_sum: f64) -> DailySummary {
    DailySummary {
        date: DAY,
        day: SummaryItem {
            maximum_score: 1500.0,
            score_sum,
            weighted_duration_sum: score_sum,
        },
        by_report_type: BTreeMap::new(),
    }
}

/// 600 seconds in two scans; windows of different attenuations are different.
fn window(typical_attenuation_db: u8) -> ExposureWindow {
    let scan = ScanInstance {
        minimum_attenuation_db: 50,
        typical_attenuation_db,
        seconds_since_last_scan: 300,
    };
    ExposureWindow {
        date: DAY,
        calibration_confidence: CalibrationConfidence::High,
        report_type: ReportType::ConfirmedTest,
        infectiousness: Infectiousness::High,
        scan_instances: vec![scan, scan],
    }
}

fn level(summary: &DailySummary, windows: &[ExposureWindow]) -> RiskLevel {
    Parameters::cocoa_default()
        .risk_calculation
        .risk_level(summary, windows)
}

/// Whether the news lead to a notification.
fn notifies(news: &News) -> bool {
    news.summaries.iter().any(|summary| {
        let windows: Vec<ExposureWindow> = news.windows_of(summary.date).cloned().collect();
        level(summary, &windows) == RiskLevel::High
    })
}

/// Whether the screens show the day as one of high risk.
fn displays(data: &ExposureData) -> bool {
    data.summaries()
        .any(|summary| level(summary, &data.windows_of(summary.date)) == RiskLevel::High)
}

/// Ten minutes near are known already: score 1500, too few seconds.
fn after_ten_minutes() -> ExposureData {
    let mut data = ExposureData::default();
    let news = data.take_in(EqualWindows::CountOnce, vec![summary(1500.0)], vec![window(50)]);
    assert!(!notifies(&news), "600 seconds are fewer than 900");
    assert!(!displays(&data));
    data
}

#[test]
fn another_ten_minutes_of_the_same_day_are_displayed_and_not_notified() {
    let mut data = after_ten_minutes();
    // Android adds up: 3000. The new seconds are 600.
    let news = data.take_in(
        EqualWindows::CountOnce,
        vec![summary(3000.0)],
        vec![window(50), window(51)],
    );
    assert_eq!(news.summaries, [summary(3000.0)]);
    assert_eq!(news.windows_of(DAY).count(), 1);
    assert!(!notifies(&news));
    // 1200 seconds and 3000.
    assert!(displays(&data));
}

#[test]
fn a_batch_with_the_same_score_is_not_even_new() {
    let mut data = after_ten_minutes();
    // A system that tells the score of the batch alone: the higher of 1500 and 1500.
    let news = data.take_in(EqualWindows::CountOnce, vec![summary(1500.0)], vec![window(51)]);
    assert!(news.summaries.is_empty());
    assert!(displays(&data));
}

#[test]
fn what_is_known_is_not_new() {
    let mut data = after_ten_minutes();
    let news = data.take_in(EqualWindows::CountOnce, vec![summary(1500.0)], vec![window(50)]);
    assert_eq!(news, News::default());
    assert!(!displays(&data));
}

#[test]
fn a_lower_score_changes_nothing() {
    let mut data = after_ten_minutes();
    assert!(
        data.take_in(EqualWindows::CountOnce, vec![summary(1200.0)], vec![])
            .summaries
            .is_empty()
    );
    assert_eq!(data.summaries().collect::<Vec<_>>(), [&summary(1500.0)]);
}

#[test]
fn of_each_number_the_higher_one_stays() {
    let mut data = after_ten_minutes();
    let mut incoming = summary(1400.0);
    incoming.day.maximum_score = 1600.0;
    incoming
        .by_report_type
        .insert(ReportType::ConfirmedTest, SummaryItem::default());
    let news = data.take_in(EqualWindows::CountOnce, vec![incoming], vec![]);
    let day = news.summaries[0].day;
    assert_eq!((day.maximum_score, day.score_sum), (1600.0, 1500.0));
    assert!(
        news.summaries[0]
            .by_report_type
            .contains_key(&ReportType::ConfirmedTest)
    );
}

#[test]
fn two_equal_windows_are_one() {
    let mut data = ExposureData::default();
    // Two people beside the phone for ten minutes each, heard alike: 3000, 1200 seconds; half of them is lost.
    let news = data.take_in(
        EqualWindows::CountOnce,
        vec![summary(3000.0)],
        vec![window(50), window(50)],
    );
    assert!(!notifies(&news));
    assert!(!displays(&data));
}

#[test]
fn where_each_counts_the_second_of_two_equal_windows_is_there_and_is_new_once() {
    let mut data = ExposureData::default();
    let answer = || (vec![summary(3000.0)], vec![window(50), window(50)]);
    let (summaries, windows) = answer();
    let news = data.take_in(EqualWindows::CountEach, summaries, windows);
    assert_eq!((news.windows_of(DAY).count(), data.windows_of(DAY).len()), (2, 2));
    let (summaries, windows) = answer();
    let news = data.take_in(EqualWindows::CountEach, summaries, windows);
    assert_eq!((news.windows_of(DAY).count(), data.windows_of(DAY).len()), (0, 2));
}
