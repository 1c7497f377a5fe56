//! Fifth table: a close contact and a far one in the same check.

use exposure_notification::{MatchedKey, Platform};

use super::contact::{Contact, SCANS, checked_at};
use super::grid::releases;
use super::judgement::{Era, Judge, Outcome};
use super::labels::{self, line};
use crate::app::Release;

/// Half an hour at 51 dB with one person and at 80 dB with another, both keys of level 4.
fn close_and_far() -> Vec<MatchedKey> {
    let at = |attenuation_db| Contact {
        attenuation_db,
        minutes: 30,
        scans: SCANS[0],
    };
    let close = at(51).matched(4);
    let mut far = at(80).matched(4);
    for far in &mut far {
        far.key.key.key_data = [2; 16];
    }
    [close, far].concat()
}

/// What each release tells, iOS first; releases that tell the same together.
pub(super) fn told() -> Vec<(Vec<&'static Release>, [Outcome; 2])> {
    let matched = close_and_far();
    let now = checked_at(1);
    let mut rows: Vec<(Vec<&'static Release>, [Outcome; 2])> = Vec::new();
    for era in [Era::V1, Era::V2] {
        let answers = [Platform::Ios, Platform::Android]
            .map(|platform| Judge::new(platform, era).answer(&matched, now));
        for release in releases(era) {
            let outcomes = [&answers[0], &answers[1]].map(|answer| answer.outcome(release, now));
            match rows.last_mut() {
                Some((alike, same)) if *same == outcomes && alike[0].api == release.api => {
                    alike.push(release);
                }
                _ => rows.push((vec![release], outcomes)),
            }
        }
    }
    rows
}

/// The table.
pub(super) fn table() -> String {
    let mut text = line(&["releases", "iOS lists", "Android lists"]);
    text += "| --- | --- | --- |\n";
    for (releases, [ios, android]) in told() {
        let [ios, android] = [ios, android].map(|outcome| outcome.listed.to_string());
        text += &line(&[&labels::releases(&releases), &ios, &android]);
    }
    text
}
