//! Every contact of the grid, judged by every release on both operating systems.

use std::sync::LazyLock;

use exposure_notification::Platform;

use super::contact::{Contact, DAYS, LEVELS, checked_at, contacts};
use super::judgement::{Era, Judge, Outcome};
use crate::app::behaviour::{Api, OwnNotification};
use crate::app::{Release, known_releases};

/// One question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    pub contact: Contact,
    pub level: u8,
    /// Between contact and check.
    pub days: i64,
}

/// The questions, those about one contact together.
pub(super) static CELLS: LazyLock<Vec<Cell>> = LazyLock::new(|| {
    let mut cells = Vec::new();
    for contact in contacts() {
        for days in DAYS {
            cells.extend(LEVELS.map(|level| Cell { contact, level, days }));
        }
    }
    cells
});

/// Releases that answer every question alike.
#[derive(Debug)]
pub(super) struct Row {
    /// Oldest first, without a gap.
    pub releases: Vec<&'static Release>,
    pub era: Era,
    /// In the order of [`CELLS`].
    pub ios: Vec<Outcome>,
    /// In the order of [`CELLS`].
    pub android: Vec<Outcome>,
}

impl Row {
    pub(super) fn outcomes(&self, platform: Platform) -> &[Outcome] {
        match platform {
            Platform::Ios => &self.ios,
            Platform::Android => &self.android,
        }
    }

    /// The answers about every contact, for one level and one day of check given by their places in the grid.
    pub(super) fn of_check(
        &self,
        platform: Platform,
        level: usize,
        days: usize,
    ) -> impl Iterator<Item = (Contact, Outcome)> {
        CELLS
            .iter()
            .zip(self.outcomes(platform))
            .skip(days * LEVELS.len() + level)
            .step_by(DAYS.len() * LEVELS.len())
            .map(|(cell, outcome)| (cell.contact, *outcome))
    }
}

/// The answers of every release that judges. Releases of the same era whose deciding columns are equal are asked once.
pub(super) static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let mut rows = Vec::new();
    for era in [Era::V1, Era::V1From2022, Era::V2] {
        let releases = releases(era);
        let groups: Vec<&[&'static Release]> = releases
            .chunk_by(|first, next| decide_alike(first, next))
            .collect();
        let (ios, android) = std::thread::scope(|scope| {
            let ios = scope.spawn(|| judge(Platform::Ios, era, &groups));
            let android = judge(Platform::Android, era, &groups);
            (ios.join().unwrap(), android)
        });
        let mut of_era: Vec<Row> = Vec::new();
        for ((group, ios), android) in groups.iter().zip(ios).zip(android) {
            match of_era.last_mut() {
                Some(row) if row.ios == ios && row.android == android => row.releases.extend(*group),
                _ => of_era.push(Row {
                    releases: group.to_vec(),
                    era,
                    ios,
                    android,
                }),
            }
        }
        rows.extend(of_era);
    }
    rows
});

/// Who judged with these parameters. From April 2022 on whoever stayed on version 1 is taken to have its last release.
pub(super) fn releases(era: Era) -> Vec<&'static Release> {
    let of = |api: Api| {
        known_releases()
            .into_iter()
            .filter_map(Release::find)
            .filter(move |release| release.api == api)
    };
    match era {
        Era::V1 => of(Api::V1).collect(),
        Era::V1From2022 => of(Api::V1).next_back().into_iter().collect(),
        Era::V2 => of(Api::V2).collect(),
    }
}

fn decide_alike(first: &Release, next: &Release) -> bool {
    let columns = |release: &Release| {
        (
            release.details,
            release.kept,
            release.display,
            release.rated_days,
            // Version 1: the operating system notifies, and the app's own notification never comes alone.
            release.own_notification == OwnNotification::NewHighRiskDay,
        )
    };
    columns(first) == columns(next)
}

/// Per group the answers in the order of [`CELLS`].
fn judge(platform: Platform, era: Era, groups: &[&[&'static Release]]) -> Vec<Vec<Outcome>> {
    let judge = Judge::new(platform, era);
    let mut outcomes = vec![Vec::with_capacity(CELLS.len()); groups.len()];
    for of_check in CELLS.chunk_by(|cell, next| (cell.contact, cell.days) == (next.contact, next.days)) {
        let now = checked_at(of_check[0].days);
        let mut matched = of_check[0].contact.matched(of_check[0].level);
        let mut of_groups: Vec<Outcome> = Vec::new();
        for cell in of_check {
            // Version 2 does not read the level: facts::version_2_does_not_read_the_level.
            if of_groups.is_empty() || era != Era::V2 {
                for matched in &mut matched {
                    matched.key.transmission_risk_level = cell.level;
                }
                let answer = judge.answer(&matched, now);
                of_groups = groups.iter().map(|group| answer.outcome(group[0], now)).collect();
            }
            for (outcomes, outcome) in outcomes.iter_mut().zip(&of_groups) {
                outcomes.push(*outcome);
            }
        }
    }
    outcomes
}
