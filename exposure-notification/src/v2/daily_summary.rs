//! `DailySummary` on Android and `ENExposureDaySummary` on iOS: what the windows of one UTC day add up to.
//!
//! Order of evaluation, for each window:
//! 1. a report type that is not told of drops it, as does a day longer ago than the configured number of days (that
//!    number itself stays; 0 is off);
//! 2. its score is weighted duration × infectiousness × report type; one below the minimum drops it, equal stays;
//! 3. what is left adds to its day and to its report type on that day.
//!
//! | | Android | iOS |
//! | --- | --- | --- |
//! | weights | fractions | percent |
//! | a day of which the minimum dropped every window | there, with zeros | missing |
//! | values | seconds | seconds, rounded to whole minutes |

use std::collections::BTreeMap;

use serde::Serialize;

use crate::interval::{SECONDS_PER_DAY, start_of_day};
use crate::key::ReportType;
use crate::platform::Platform;
use crate::unpublished::UnpublishedBehaviour;
use crate::v2::configuration::ExposureConfiguration;
use crate::v2::exposure_window::ExposureWindow;
use crate::v2::weighted_duration::weighted_duration_seconds;

/// What some windows add up to, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct SummaryItem {
    /// The highest score of a window.
    pub maximum_score: f64,
    /// The scores of all windows together.
    pub score_sum: f64,
    /// Their durations, weighted by distance alone.
    pub weighted_duration_sum: f64,
}

/// What happened on one day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DailySummary {
    /// 00:00 UTC, in Unix seconds.
    pub date: i64,
    /// All windows of the day.
    pub day: SummaryItem,
    /// Those of each report type; a type without windows is absent, which Android tells as zeros and iOS as nothing.
    pub by_report_type: BTreeMap<ReportType, SummaryItem>,
}

/// The summaries of the days of these windows, in order of time. `now` is the phone's time in Unix seconds.
pub fn daily_summaries(
    platform: Platform,
    configuration: &ExposureConfiguration,
    windows: &[ExposureWindow],
    now: i64,
    unpublished: &UnpublishedBehaviour,
) -> Vec<DailySummary> {
    let rules = configuration.daily_summary_rules(platform);
    // Sums of fractions depend on their order; an app's windows are shuffled, its sums are not.
    let mut windows: Vec<&ExposureWindow> = windows.iter().collect();
    windows.sort_unstable();
    let mut days: BTreeMap<i64, DailySummary> = BTreeMap::new();
    for window in windows {
        let Some(report_type_weight) = rules.report_type_weight(window.report_type) else {
            continue;
        };
        let days_ago = (start_of_day(now) - window.date).div_euclid(SECONDS_PER_DAY);
        if rules.days_threshold > 0 && days_ago > i64::from(rules.days_threshold) {
            continue;
        }
        let weighted_duration = weighted_duration_seconds(&window.scan_instances, &rules.duration_weights);
        let score =
            weighted_duration * rules.infectiousness_weight(window.infectiousness) * report_type_weight;
        let counts = score >= rules.minimum_window_score;
        if !counts && platform == Platform::Ios {
            continue;
        }
        let summary = days.entry(window.date).or_insert_with(|| DailySummary {
            date: window.date,
            day: SummaryItem::default(),
            by_report_type: BTreeMap::new(),
        });
        if counts {
            summary.day.add(score, weighted_duration);
            summary
                .by_report_type
                .entry(window.report_type)
                .or_default()
                .add(score, weighted_duration);
        }
    }
    let mut summaries: Vec<DailySummary> = days.into_values().collect();
    if platform == Platform::Ios {
        for summary in &mut summaries {
            summary.day.round(unpublished);
            for item in summary.by_report_type.values_mut() {
                item.round(unpublished);
            }
        }
    }
    summaries
}

impl SummaryItem {
    fn add(&mut self, score: f64, weighted_duration: f64) {
        self.maximum_score = self.maximum_score.max(score);
        self.score_sum += score;
        self.weighted_duration_sum += weighted_duration;
    }

    fn round(&mut self, unpublished: &UnpublishedBehaviour) {
        let score = |seconds| unpublished.ios_score_rounding.whole_minutes_in_seconds(seconds);
        self.maximum_score = score(self.maximum_score);
        self.score_sum = score(self.score_sum);
        self.weighted_duration_sum = unpublished
            .ios_weighted_duration_rounding
            .whole_minutes_in_seconds(self.weighted_duration_sum);
    }
}
