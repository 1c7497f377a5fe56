//! Second table: where a release breaks what is promised.

use exposure_notification::Platform;

use super::contact::{Contact, DAYS, LEVELS};
use super::decisions::title;
use super::grid::{ROWS, Row};
use super::judgement::Outcome;
use super::labels::{self, line};
use super::oracle::{Promise, promise};
use super::region::in_words;

/// How a promise is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Violation {
    Silent,
    Notified,
    NotListed,
    NotNotified,
}

const VIOLATIONS: [(Violation, &str); 4] = [
    (Violation::Silent, "must be told, is not"),
    (Violation::Notified, "must not be told, is notified"),
    (Violation::NotListed, "notified, not listed"),
    (Violation::NotNotified, "listed, not notified"),
];

impl Violation {
    /// Whether this outcome is one.
    pub(super) fn is(self, contact: Contact, outcome: Outcome) -> bool {
        let is_listed = outcome.listed > 0;
        match self {
            Self::Silent => promise(contact) == Promise::Told && !outcome.notified && !is_listed,
            Self::Notified => promise(contact) == Promise::NotTold && outcome.notified,
            Self::NotListed => outcome.notified && !is_listed,
            Self::NotNotified => is_listed && !outcome.notified,
        }
    }
}

/// The table.
pub(super) fn table() -> String {
    let mut text = line(&["releases", "OS", "level", "what", "where", "cells"]);
    text += "| --- | --- | --- | --- | --- | --- |\n";
    for row in &*ROWS {
        for (violation, name) in VIOLATIONS {
            let [ios, android] =
                [Platform::Ios, Platform::Android].map(|platform| lines(row, platform, violation));
            let of_platforms = if ios == android {
                vec![("both", ios)]
            } else {
                vec![("iOS", ios), ("Android", android)]
            };
            for (platform, lines) in of_platforms {
                for [levels, place, count] in lines {
                    text += &line(&[&title(row), platform, &levels, name, &place, &count]);
                }
            }
        }
    }
    text
}

/// Levels, place and count of one violation; levels with the same place together.
fn lines(row: &Row, platform: Platform, violation: Violation) -> Vec<[String; 3]> {
    let mut by_place: Vec<(Vec<Contact>, Vec<usize>)> = Vec::new();
    for level in 0..LEVELS.len() {
        let contacts = violating(row, platform, violation, level);
        match by_place.iter_mut().find(|(same, _)| *same == contacts) {
            Some((_, levels)) => levels.push(level),
            None => by_place.push((contacts, vec![level])),
        }
    }
    by_place
        .iter()
        .filter(|(contacts, _)| !contacts.is_empty())
        .map(|(contacts, levels)| {
            let count = contacts.len() * levels.len() * DAYS.len();
            [labels::levels(levels), in_words(contacts), count.to_string()]
        })
        .collect()
}

/// The contacts for which it happens, on whatever day the phone checks.
pub(super) fn violating(row: &Row, platform: Platform, violation: Violation, level: usize) -> Vec<Contact> {
    let mut of_days = (0..DAYS.len()).map(|days| {
        row.of_check(platform, level, days)
            .filter(|(contact, outcome)| violation.is(*contact, *outcome))
            .map(|(contact, _)| contact)
            .collect::<Vec<Contact>>()
    });
    let first = of_days.next().unwrap();
    assert!(
        of_days.all(|contacts| contacts == first),
        "{}: the day of the check makes a difference, which the table cannot show",
        title(row)
    );
    first
}
