//! What version 2 of the API found, as the app keeps it (COCOA v2.0.0 `ExposureDataRepository`).
//!
//! * A day that is stored already is merged with what comes: of each number the higher one.
//! * Windows are a set: two that are equal are one.
//! * New is what was not stored just so before. Nothing is ever deleted.

use std::collections::{BTreeMap, BTreeSet};

use exposure_notification::v2::{DailySummary, ExposureWindow, SummaryItem};

/// Every day and every window so far.
#[derive(Debug, Default)]
pub(in crate::app) struct ExposureData {
    summaries: BTreeMap<i64, DailySummary>,
    windows: BTreeSet<ExposureWindow>,
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
    pub(super) fn take_in(&mut self, summaries: Vec<DailySummary>, windows: Vec<ExposureWindow>) -> News {
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
        for window in windows {
            if self.windows.insert(window.clone()) {
                news.windows.push(window);
            }
        }
        news
    }

    /// The days, in order of time.
    pub(in crate::app) fn summaries(&self) -> impl Iterator<Item = &DailySummary> {
        self.summaries.values()
    }

    /// Every window of a day, in the order of the type.
    pub(in crate::app) fn windows_of(&self, date: i64) -> Vec<ExposureWindow> {
        self.windows
            .iter()
            .filter(|window| window.date == date)
            .cloned()
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
