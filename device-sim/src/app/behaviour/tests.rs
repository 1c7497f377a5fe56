//! The decisions of the releases against the table of the public history (報告書 2(4)①, tags v1.1.3 to v1.2.4).

use exposure_notification::{ENIntervalNumber, INTERVALS_PER_DAY};

use super::*;
use crate::app::Release;

fn summary(matched_key_count: u32, maximum_risk_score: u32) -> ExposureSummary {
    ExposureSummary {
        matched_key_count,
        maximum_risk_score,
        ..ExposureSummary::default()
    }
}

fn exposure(total_risk_score: u32) -> ExposureInformation {
    ExposureInformation {
        date: 0,
        duration_minutes: 30,
        attenuation_value: 51,
        transmission_risk_level: 4,
        total_risk_score,
        ..ExposureInformation::default()
    }
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn release(version: &str) -> &'static Release {
    Release::find(version).unwrap()
}

/// What a release makes of the exposures of one check with these scores: whether it asks, and which it keeps.
fn decide(version: &str, scores: &[u32]) -> (bool, Vec<u32>) {
    let release = release(version);
    let maximum = scores.iter().copied().max().unwrap();
    let asks = release.details.is_met(&summary(1, maximum), 21);
    let kept = |score: &u32| asks && release.kept.keeps(&exposure(*score), 21);
    (asks, scores.iter().copied().filter(kept).collect())
}

#[test]
fn each_release_asks_and_keeps_as_its_history_says() {
    for scores in [vec![0], vec![20], vec![0, 20, 21, 28]] {
        assert_eq!(decide("1.1.3", &scores), (true, scores.clone()));
    }
    assert_eq!(decide("1.1.4", &[0, 20, 21, 28]), (true, vec![0, 20, 21, 28]));
    for version in ["1.2.2", "1.2.4"] {
        assert_eq!(
            decide(version, &[0, 20, 21, 28]),
            (true, vec![21, 28]),
            "{version}"
        );
    }
    for version in ["1.1.4", "1.2.2", "1.2.4"] {
        assert_eq!(decide(version, &[0, 20]), (false, vec![]), "{version}");
        assert_eq!(decide(version, &[21]), (true, vec![21]), "{version}");
    }
}

#[test]
fn without_a_matched_key_no_release_asks() {
    for version in ["1.1.3", "1.1.4", "1.2.2", "1.2.4"] {
        assert!(!release(version).details.is_met(&summary(0, 0), 0), "{version}");
    }
}

#[test]
fn only_from_1_2_4_a_contact_disappears_after_fifteen_days() {
    let date = at("2021-06-01T00:00:00Z").as_second();
    // To the second: shown at 09:00 in Japan on the fifteenth day, gone a second later.
    let (last, after) = (at("2021-06-16T00:00:00Z"), at("2021-06-16T00:00:01Z"));
    for (version, shown_after) in [
        ("1.1.3", true),
        ("1.1.4", true),
        ("1.2.2", true),
        ("1.2.4", false),
    ] {
        let display = release(version).display;
        assert!(display.shows(date, last), "{version}");
        assert_eq!(display.shows(date, after), shown_after, "{version}");
    }
}

/// The keys of the fourteen days before 2021-06-14, as the days of the month on which they start (31: May).
fn selected(version: &str, onset: &str) -> Vec<i8> {
    let first = ENIntervalNumber::from_unix_seconds(at("2021-05-31T00:00:00Z").as_second());
    let keys = (0..14).map(|day| TemporaryExposureKey {
        key_data: [0; 16],
        rolling_start: ENIntervalNumber(first.0 + day * INTERVALS_PER_DAY),
        rolling_period: INTERVALS_PER_DAY,
    });
    let selected =
        release(version)
            .keys
            .select(keys.collect(), onset.parse().unwrap(), at("2021-06-14T03:00:00Z"));
    let day = |key: &TemporaryExposureKey| {
        let start = Timestamp::from_second(key.rolling_start.start_unix_seconds()).unwrap();
        japan::date(start).day()
    };
    selected.iter().map(day).collect()
}

#[test]
fn early_releases_send_the_keys_that_start_within_fourteen_days() {
    // Fourteen days ago is 2021-05-31; its midnight in Japan is 05-30 15:00 UTC, and the next key starts on 05-31.
    let expected: Vec<i8> = std::iter::once(31).chain(1..=13).collect();
    for version in ["1.1.3", "1.1.4"] {
        assert_eq!(selected(version, "2021-06-12"), expected, "{version}");
    }
}

#[test]
fn later_releases_send_the_keys_from_three_days_before_onset_in_japan() {
    // 2021-06-12 00:00 in Japan is 06-11 15:00 UTC; three days before is 06-08 15:00; the next key starts on 06-09.
    for version in ["1.2.2", "1.2.4"] {
        assert_eq!(selected(version, "2021-06-12"), [9, 10, 11, 12, 13], "{version}");
        assert_eq!(selected(version, "2021-06-14"), [11, 12, 13], "{version}");
    }
}

#[test]
fn the_compiled_configurations_are_those_of_the_history() {
    let expected = [
        ("1.1.3", 1, [0, 0, 0, 0, 1, 1, 1, 1]),
        ("1.1.4", 21, [1, 2, 3, 4, 5, 6, 7, 8]),
        ("1.2.2", 21, [1, 2, 3, 4, 5, 6, 7, 8]),
        ("1.2.4", 21, [1, 2, 3, 4, 5, 6, 7, 8]),
    ];
    for (version, minimum, attenuation) in expected {
        let configuration = release(version).fallback.configuration();
        assert_eq!(configuration.minimum_risk_score, minimum, "{version}");
        assert_eq!(configuration.attenuation_scores, attenuation, "{version}");
        assert_eq!(
            configuration.duration_scores,
            [0, 0, 0, 0, 1, 1, 1, 1],
            "{version}"
        );
        assert_eq!(configuration.transmission_risk_scores, [7; 8], "{version}");
        assert_eq!(configuration.validate(), Ok(()), "{version}");
    }
}
