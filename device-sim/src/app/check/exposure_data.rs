//! What version 2 of the API found, as the app keeps it (COCOA v2.0.0 `ExposureDataRepository`).
//!
//! * A day that is stored already is merged with what comes: of each number the higher one.
//! * Windows are a set: two that are equal are one, unless the release counts each.
//! * New is what was not stored just so before. Nothing is ever deleted.

use std::collections::{BTreeMap, BTreeSet};

use exposure_notification::v2::{
    DailySummary, ExposureWindow, RiskCalculationConfiguration, RiskLevel, SummaryItem,
};

use crate::app::behaviour::EqualWindows;

/// Every day and every window so far.
#[derive(Debug, Default)]
pub(in crate::app) struct ExposureData {
    summaries: BTreeMap<i64, DailySummary>,
    /// How often each window counts.
    windows: BTreeMap<ExposureWindow, usize>,
}

/// What an answer of the operating system added.
#[derive(Debug, Default, PartialEq)]
pub(super) struct News {
    /// The days that are new or have changed, in order of time, as they are stored now.
    pub summaries: Vec<DailySummary>,
    windows: Vec<ExposureWindow>,
}

impl News {
    /// The new windows of a day.
    pub(super) fn windows_of(&self, date: i64) -> impl Iterator<Item = &ExposureWindow> {
        self.windows.iter().filter(move |window| window.date == date)
    }
}

impl ExposureData {
    /// Takes an answer of the operating system in.
    pub(super) fn take_in(
        &mut self,
        equal_windows: EqualWindows,
        summaries: Vec<DailySummary>,
        windows: Vec<ExposureWindow>,
    ) -> News {
        let mut news = News::default();
        for incoming in summaries {
            let stored = self.summaries.get(&incoming.date);
            let merged = match stored {
                Some(stored) => highest(stored, &incoming),
                None => incoming,
            };
            if stored != Some(&merged) {
                self.summaries.insert(merged.date, merged.clone());
                news.summaries.push(merged);
            }
        }
        news.summaries.sort_by_key(|summary| summary.date);
        // An answer holds every window there is: it adds as many as it has more of than are stored.
        let mut of_answer: BTreeMap<ExposureWindow, usize> = BTreeMap::new();
        for window in windows {
            let count = of_answer.entry(window.clone()).or_default();
            *count += 1;
            let most = match equal_windows {
                EqualWindows::CountOnce => 1,
                EqualWindows::CountEach => *count,
            };
            let stored = self.windows.entry(window.clone()).or_default();
            if *stored < most {
                *stored += 1;
                news.windows.push(window);
            }
        }
        news
    }

    /// The days, in order of time.
    pub(in crate::app) fn summaries(&self) -> impl Iterator<Item = &DailySummary> {
        self.summaries.values()
    }

    /// The days of high risk.
    pub(super) fn high_days(&self, risk: &RiskCalculationConfiguration) -> BTreeSet<i64> {
        let summaries = self.summaries.values();
        let high = summaries
            .filter(|summary| risk.risk_level(summary, &self.windows_of(summary.date)) == RiskLevel::High);
        high.map(|summary| summary.date).collect()
    }

    /// Every window of a day, in the order of the type.
    pub(in crate::app) fn windows_of(&self, date: i64) -> Vec<ExposureWindow> {
        let of_day = self.windows.iter().filter(|(window, _)| window.date == date);
        of_day
            .flat_map(|(window, count)| std::iter::repeat_n(window.clone(), *count))
            .collect()
    }
}

fn highest(stored: &DailySummary, incoming: &DailySummary) -> DailySummary {
    let mut merged = stored.clone();
    merged.day = highest_of_items(stored.day, incoming.day);
    for (report_type, item) in &incoming.by_report_type {
        let merged_item = merged.by_report_type.entry(*report_type).or_default();
        *merged_item = highest_of_items(*merged_item, *item);
    }
    merged
}

fn highest_of_items(first: SummaryItem, second: SummaryItem) -> SummaryItem {
    SummaryItem {
        maximum_score: first.maximum_score.max(second.maximum_score),
        score_sum: first.score_sum.max(second.score_sum),
        weighted_duration_sum: first.weighted_duration_sum.max(second.weighted_duration_sum),
    }
}

#[cfg(test)]
mod tests;
