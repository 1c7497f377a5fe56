//! What the sources say, on the whole grid.

use exposure_notification::{MinuteRounding, Platform, UnpublishedBehaviour};

use super::contact::{Contact, DAYS, LEVELS, SCANS, Scans, checked_at, contacts};
use super::grid::{ROWS, Row, releases};
use super::judgement::{Answer, Era, Judge, Outcome};
use super::two_contacts;
use super::violations::{Violation, violating};
use crate::app::{Release, known_releases};

const BOTH: [Platform; 2] = [Platform::Ios, Platform::Android];

/// The rows of the releases from `first` to `last`, with the parameters of their days.
fn rows(first: &str, last: &str) -> Vec<&'static Row> {
    let known = known_releases();
    let place = |version: &str| known.iter().position(|known| *known == version).unwrap();
    let is_meant = |release: &&Release| (place(first)..=place(last)).contains(&place(release.version));
    let rows: Vec<_> = ROWS
        .iter()
        .filter(|row| row.era != Era::V1From2022 && row.releases.iter().any(is_meant))
        .collect();
    assert!(!rows.is_empty());
    rows
}

/// Every answer of a row about keys of one level.
fn answers(row: &Row, platform: Platform, level: u8) -> impl Iterator<Item = (Contact, Outcome)> {
    let level = LEVELS.iter().position(|of_grid| *of_grid == level).unwrap();
    (0..DAYS.len()).flat_map(move |days| row.of_check(platform, level, days))
}

/// Production parameters: 7 × attenuation score ≥ 21 needs a score of 3, that is 63 dB or less; the reported duration
/// must be above 15 minutes. That is four scans, the fourth at 900 s (A), at 1119 s (C), and five with B, where four
/// make 3 × 250 + 300 = 1050 s, rounded down to 15 minutes, and the fifth comes at 1249 s.
fn is_close_in_version_1(contact: Contact) -> bool {
    let from = match contact.scans.name {
        "A" => 15,
        "B" => 21,
        _ => 19,
    };
    contact.attenuation_db <= 63 && contact.minutes >= from
}

/// Whether a scan falls into the contact at all.
fn is_heard(contact: Contact) -> bool {
    60 * contact.minutes >= contact.scans.first_after_seconds
}

#[test]
fn every_release_has_its_answers_and_3_0_0_judges_nothing() {
    let of_era = |era| {
        ROWS.iter()
            .filter(move |row| row.era == era)
            .flat_map(|row| &row.releases)
    };
    let judged: Vec<&str> = of_era(Era::V1)
        .chain(of_era(Era::V2))
        .map(|release| release.version)
        .collect();
    let mut expected = known_releases();
    assert_eq!((expected.len(), expected.pop()), (19, Some("3.0.0")));
    assert_eq!(judged, expected);

    let contact = contacts()
        .find(|contact| is_close_in_version_1(*contact))
        .unwrap();
    let answer = Judge::new(Platform::Ios, Era::V1).answer(&contact.matched(4), checked_at(0));
    let last = Release::find("3.0.0").unwrap();
    assert_eq!(answer.outcome(last, checked_at(0)), Outcome::default());
}

/// 報告書 2(4)②: a transmission score of 1 times an attenuation score of at most 8 is below 21.
#[test]
fn with_level_0_android_never_tells_from_1_1_4_to_1_2_1_and_ios_tells_of_close_contacts() {
    for row in rows("1.1.4", "1.2.1") {
        assert!(answers(row, Platform::Android, 0).all(|(_, outcome)| outcome == Outcome::default()));
        for (contact, outcome) in answers(row, Platform::Ios, 0) {
            assert_eq!(outcome.notified, is_close_in_version_1(contact), "{contact:?}");
            assert_eq!(outcome.listed, usize::from(outcome.notified), "{contact:?}");
        }
    }
}

/// What the server's level 4 repaired on 2021-02-18.
#[test]
fn with_level_4_both_tell_of_the_same_contacts_from_1_1_4_to_1_4_1() {
    let stayed = ROWS.iter().filter(|row| row.era == Era::V1From2022);
    for row in rows("1.1.4", "1.4.1").into_iter().chain(stayed) {
        for platform in BOTH {
            for (contact, outcome) in answers(row, platform, 4) {
                assert_eq!(
                    outcome.notified,
                    is_close_in_version_1(contact),
                    "{platform}, {contact:?}"
                );
                assert_eq!(
                    outcome.listed,
                    usize::from(outcome.notified),
                    "{platform}, {contact:?}"
                );
            }
        }
    }
}

/// 報告書 2(4)①: notified of mere contacts on both, listed on Android.
#[test]
fn up_to_1_1_3_every_contact_is_notified_and_android_lists_it() {
    for row in rows("1.0.0", "1.1.3") {
        for level in [0, 4] {
            for (contact, outcome) in answers(row, Platform::Android, level) {
                let heard = is_heard(contact);
                assert_eq!(
                    (outcome.notified, outcome.listed),
                    (heard, usize::from(heard)),
                    "{contact:?}"
                );
            }
            for (contact, outcome) in answers(row, Platform::Ios, level) {
                let close = is_close_in_version_1(contact);
                assert_eq!(
                    (outcome.notified, outcome.listed),
                    (is_heard(contact), usize::from(close)),
                    "{contact:?}"
                );
            }
        }
    }
}

#[test]
fn from_1_1_4_on_nobody_is_told_of_a_mere_contact_and_list_and_notification_agree() {
    let from_1_1_4 = ROWS.iter().filter(|row| row.releases[0].version != "1.0.0");
    for row in from_1_1_4 {
        for platform in BOTH {
            for level in 0..LEVELS.len() {
                for violation in [Violation::Notified, Violation::NotListed, Violation::NotNotified] {
                    assert_eq!(
                        violating(row, platform, violation, level),
                        [],
                        "{platform}, {violation:?}"
                    );
                }
            }
        }
    }
}

/// Weights 1.0 up to 46 dB, 2.5 up to 60 dB, 1.3 up to 65 dB; at least 1350 and 900 s. A scan counts whole minutes of
/// the clock since the one before. A counts 15 minutes at the third scan, after 10; 25 at the fifth, after 20.
#[test]
fn version_2_tells_alike_on_both_and_least_of_the_nearest() {
    for row in rows("2.0.0", "2.0.1") {
        for platform in BOTH {
            for (contact, outcome) in
                answers(row, platform, 4).filter(|(contact, _)| contact.scans == SCANS[0])
            {
                let close = match contact.attenuation_db {
                    0..=46 => contact.minutes >= 20,
                    // 900 × 2.5 = 2250.
                    47..=60 => contact.minutes >= 10,
                    // 900 × 1.3 = 1170, 1200 × 1.3 = 1560.
                    61..=65 => contact.minutes >= 15,
                    66.. => false,
                };
                assert_eq!(
                    (outcome.notified, outcome.listed),
                    (close, usize::from(close)),
                    "{contact:?}"
                );
            }
        }
        assert_eq!(row.ios, row.android);
    }
}

/// Sums of whole minutes are not rounded (up to 46 dB), 2.5 times 900 s is far above 1350. Left are 17 minutes times
/// 1.3, 1326: rounded up to 23 minutes, 1380. B has counted 17 minutes from its fourth scan (999 s) to its fifth.
#[test]
fn in_version_2_the_systems_differ_only_if_ios_rounds_up_and_only_at_17_minutes_of_medium_distance() {
    let newest = releases(Era::V2).pop().unwrap();
    let now = checked_at(1);
    let android = Judge::new(Platform::Android, Era::V2);
    for (ios_score_rounding, rounds_up) in [
        (MinuteRounding::Down, false),
        (MinuteRounding::HalfUp, false),
        (MinuteRounding::Up, true),
    ] {
        let ios = Judge::new(Platform::Ios, Era::V2).with(UnpublishedBehaviour {
            ios_score_rounding,
            ..UnpublishedBehaviour::default()
        });
        for contact in contacts() {
            let matched = contact.matched(4);
            let [ios, android] =
                [&ios, &android].map(|judge| judge.answer(&matched, now).outcome(newest, now));
            let at_17_minutes = (61..=65).contains(&contact.attenuation_db)
                && contact.scans == SCANS[1]
                && (17..=20).contains(&contact.minutes);
            assert_eq!(ios != android, rounds_up && at_17_minutes, "{contact:?}");
        }
    }
}

#[test]
fn version_2_does_not_read_the_level() {
    for platform in BOTH {
        let judge = Judge::new(platform, Era::V2);
        for contact in contacts().filter(|contact| contact.minutes == 20) {
            let answer = |level| format!("{:?}", judge.answer(&contact.matched(level), checked_at(1)));
            for level in 1..=8 {
                assert_eq!(answer(level), answer(0), "{platform}, {contact:?}");
            }
        }
    }
}

/// The longest contact in whole minutes that some regular scans leave untold.
fn longest_untold(era: Era, attenuation_db: u8) -> i64 {
    let newest = releases(era).pop().unwrap();
    let judge = Judge::new(Platform::Android, era);
    let is_untold = |minutes: &i64| {
        (150..=300).any(|every_seconds| {
            let contact = Contact {
                attenuation_db,
                minutes: *minutes,
                scans: Scans {
                    name: "",
                    every_seconds,
                    first_after_seconds: every_seconds - 1,
                },
            };
            let now = checked_at(1);
            !judge
                .answer(&contact.matched(4), now)
                .outcome(newest, now)
                .notified
        })
    };
    (0..=30).rev().find(is_untold).unwrap()
}

/// Version 1: 3 × 250 s and 300 s are 1050 s, rounded down to 15 minutes; the next scan comes at 1249 s. Version 2: with
/// 280 s the third scan comes at 839 s, the 14th minute, the fourth at 1119 s; up to 46 dB, with 264 s the fifth at
/// 1319 s, the 22nd minute (1320 points), the sixth at 1583 s.
#[test]
fn whatever_the_scans_a_close_contact_is_told_from_21_minutes_on_in_version_1_and_19_or_27_in_version_2() {
    assert_eq!(longest_untold(Era::V1, 51), 20);
    assert_eq!(longest_untold(Era::V2, 51), 18);
    assert_eq!(longest_untold(Era::V2, 46), 26);
}

/// 報告書 2(4)①, and COCOA v1.2.2 `ExposureNotificationHandler`, which looks at each contact.
#[test]
fn android_lists_a_far_contact_beside_a_close_one_up_to_1_2_1() {
    let told = two_contacts::told();
    let listed = |version: &str| {
        let of_release =
            |(releases, _): &&(Vec<&Release>, _)| releases.iter().any(|release| release.version == version);
        told.iter()
            .find(of_release)
            .unwrap()
            .1
            .map(|outcome| outcome.listed)
    };
    for version in known_releases() {
        let expected = match version {
            "1.0.0" | "1.1.0" | "1.1.1" | "1.1.2" | "1.1.3" | "1.1.4" | "1.1.5" | "1.2.0" | "1.2.1" => [1, 2],
            "3.0.0" => continue,
            _ => [1, 1],
        };
        assert_eq!(listed(version), expected, "{version}");
    }
}

/// COCOA v2.0.0 `ExposureDataRepository` keeps a set: of 60 minutes with scans A, two windows of six scans of 300 s are
/// equal, and the thirteenth scan is the third window.
#[test]
fn version_2_stores_equal_windows_of_an_unchanging_contact_once() {
    let contact = Contact {
        attenuation_db: 51,
        minutes: 60,
        scans: SCANS[0],
    };
    for platform in BOTH {
        let Answer::V2 { data, .. } =
            Judge::new(platform, Era::V2).answer(&contact.matched(4), checked_at(1))
        else {
            panic!("version 2 answers with windows");
        };
        let date = data.summaries().next().unwrap().date;
        let windows = data.windows_of(date);
        let scans = windows.iter().flat_map(|window| &window.scan_instances);
        let seconds: u32 = scans.map(|scan| scan.seconds_since_last_scan).sum();
        assert_eq!((windows.len(), seconds), (2, 6 * 300 + 300), "{platform}");
    }
}
