//! First table: what each release does with a contact, on both operating systems.

use exposure_notification::Platform;

use super::contact::{Contact, DAYS, LEVELS};
use super::grid::{ROWS, Row};
use super::judgement::{Era, Outcome};
use super::labels::{self, line};
use super::region::from_minute;
use crate::app::behaviour::DetailsCondition;

const FIXED_SCORE: &str =
    "fixed score: Android gives level 0 a transmission score of 1, so at most 8 in all; iOS reads element 0";
const INDEX_OFFSET: &str = "index: iOS reads the element of the level, Android the one before it";
const NO_LEVEL_8: &str = "Apple knows levels 0 to 7; 8 is assumed to score 0";
const EXCLUSION: &str = "exclusion: below the minimum iOS leaves a contact out, Android tells of it with score 0; these releases list all that they are told of";

/// The table.
pub(super) fn table() -> String {
    let mut text = line(&["releases", "level", "iOS", "Android", "cells apart", "why"]);
    text += "| --- | --- | --- | --- | --- | --- |\n";
    for row in &*ROWS {
        let of_levels: Vec<[String; 4]> = (0..LEVELS.len()).map(|level| of_level(row, level)).collect();
        let places: Vec<usize> = (0..LEVELS.len()).collect();
        for alike in places.chunk_by(|level, next| of_levels[*level] == of_levels[*next]) {
            let [ios, android, apart, why] = &of_levels[alike[0]];
            text += &line(&[&title(row), &labels::levels(alike), ios, android, apart, why]);
        }
    }
    text
}

/// The releases of a row and through what they judge.
pub(super) fn title(row: &Row) -> String {
    let through = match row.era {
        Era::V1 => "",
        Era::V1From2022 => ", v1 parameters from 2022-04-07",
        Era::V2 => ", EN v2",
    };
    format!("{}{through}", labels::releases(&row.releases))
}

/// iOS, Android, how many of how many cells differ, and why.
fn of_level(row: &Row, level: usize) -> [String; 4] {
    let [ios, android] = [Platform::Ios, Platform::Android].map(|platform| told(row, platform, level));
    let mut apart = [0, 0];
    let mut cells = 0;
    for days in 0..DAYS.len() {
        let android = row.of_check(Platform::Android, level, days);
        for ((_, ios), (_, android)) in row.of_check(Platform::Ios, level, days).zip(android) {
            cells += 1;
            apart[0] += usize::from(ios.notified != android.notified);
            apart[1] += usize::from(ios.listed != android.listed);
        }
    }
    let counted = match apart {
        [0, 0] => "none".to_owned(),
        [0, listed] => format!("listed: {listed} of {cells}"),
        [notified, listed] if notified == listed => format!("{notified} of {cells}"),
        [notified, listed] => format!("notified: {notified}, listed: {listed} of {cells}"),
    };
    [ios, android, counted, why(row, LEVELS[level], apart).join("; ")]
}

fn why(row: &Row, level: u8, [notified, listed]: [usize; 2]) -> Vec<&'static str> {
    let lists_all = row.era != Era::V2 && row.releases[0].details == DetailsCondition::AnyMatch;
    let score = match level {
        0 => FIXED_SCORE,
        8 => NO_LEVEL_8,
        _ => INDEX_OFFSET,
    };
    match (notified, listed) {
        (0, 0) => vec![],
        _ if lists_all => vec![EXCLUSION],
        _ => vec![score],
    }
}

/// From which minute on: `≤ 63 dB: 15 / 21 / 20`, or notified and listed apart.
fn told(row: &Row, platform: Platform, level: usize) -> String {
    let [notified, listed] = [
        |outcome: Outcome| outcome.notified,
        |outcome: Outcome| outcome.listed > 0,
    ]
    .map(|is_told| {
        let mut of_days = (0..DAYS.len()).map(|days| {
            let told = row
                .of_check(platform, level, days)
                .filter(|(_, outcome)| is_told(*outcome));
            told.map(|(contact, _)| contact).collect::<Vec<Contact>>()
        });
        let first = of_days.next().unwrap();
        assert!(
            of_days.all(|contacts| contacts == first),
            "{}: the day of the check makes a difference, which the table cannot show",
            title(row)
        );
        from_minute(&first).unwrap_or_else(|| {
            panic!(
                "{}: a longer contact is told of less, which the table cannot show",
                title(row)
            )
        })
    });
    if notified == listed {
        notified
    } else {
        format!("notified {notified}; listed {listed}")
    }
}
