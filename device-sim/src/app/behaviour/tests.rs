//! The decisions of the releases against the table of the public history (報告書 2(4)①, tags v1.0.0 to v3.0.0).

use exposure_notification::v1::{ExposureInformation, ExposureSummary};
use exposure_notification::v2::{DailySummary, SummaryItem};
use jiff::Timestamp;

use super::*;
use crate::app::{Release, known_releases};

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

/// The releases that judge through version 1 of the API.
fn version_1() -> Vec<&'static str> {
    let all = known_releases();
    all.into_iter()
        .filter(|version| version.starts_with('1'))
        .collect()
}

#[test]
fn each_release_asks_and_keeps_as_its_history_says() {
    let scores = [0, 20, 21, 28];
    for version in version_1() {
        let (any_match, every) = match version {
            "1.0.0" | "1.1.0" | "1.1.1" | "1.1.2" | "1.1.3" => (true, true),
            "1.1.4" | "1.1.5" | "1.2.0" | "1.2.1" => (false, true),
            _ => (false, false),
        };
        let kept = if every { scores.to_vec() } else { vec![21, 28] };
        assert_eq!(decide(version, &scores), (true, kept), "{version}");
        let kept = if any_match { vec![0, 20] } else { vec![] };
        assert_eq!(decide(version, &[0, 20]), (any_match, kept), "{version}");
        // Equal is enough.
        assert_eq!(decide(version, &[21]), (true, vec![21]), "{version}");
    }
}

#[test]
fn without_a_matched_key_no_release_asks() {
    for version in version_1() {
        assert!(!release(version).details.is_met(&summary(0, 0), 0), "{version}");
    }
}

#[test]
fn the_app_itself_notifies_as_its_history_says() {
    for version in known_releases() {
        let expected = match version {
            "1.0.0" | "1.1.0" => OwnNotification::AnyMatchIfOptedIn,
            "1.2.6" | "1.4.0" | "1.4.1" => OwnNotification::NewContact,
            "2.0.0" | "2.0.1" => OwnNotification::NewHighRiskDay,
            _ => OwnNotification::Never,
        };
        assert_eq!(release(version).own_notification, expected, "{version}");
    }
}

#[test]
fn only_from_1_2_4_a_contact_disappears_after_fifteen_days() {
    let date = at("2021-06-01T00:00:00Z").as_second();
    // To the second: shown at 09:00 in Japan on the fifteenth day, gone a second later.
    let (last, after) = (at("2021-06-16T00:00:00Z"), at("2021-06-16T00:00:01Z"));
    for version in known_releases() {
        let display = release(version).display;
        assert!(display.shows(date, last), "{version}");
        let for_ever = matches!(
            version,
            "1.0.0"
                | "1.1.0"
                | "1.1.1"
                | "1.1.2"
                | "1.1.3"
                | "1.1.4"
                | "1.1.5"
                | "1.2.0"
                | "1.2.1"
                | "1.2.2"
                | "1.2.3"
        );
        assert_eq!(display.shows(date, after), for_ever, "{version}");
    }
}

#[test]
fn only_2_0_0_rates_a_day_that_it_would_not_display() {
    // COCOA issue 974.
    let summary = DailySummary {
        date: at("2022-06-01T00:00:00Z").as_second(),
        day: SummaryItem::default(),
        by_report_type: std::collections::BTreeMap::new(),
    };
    for (now, first, second) in [
        ("2022-06-16T00:00:00Z", true, true),
        ("2022-06-16T00:00:01Z", true, false),
    ] {
        assert_eq!(
            release("2.0.0").rated_days.rates(&summary, at(now)),
            first,
            "{now}"
        );
        assert_eq!(
            release("2.0.1").rated_days.rates(&summary, at(now)),
            second,
            "{now}"
        );
    }
}

#[test]
fn a_contact_is_dated_where_the_phone_is_only_from_1_1_2() {
    // 00:00 UTC is the evening before in New York, and the same date in Japan.
    let contact = at("2021-06-14T00:00:00Z").as_second();
    let new_york = jiff::tz::TimeZone::fixed(jiff::tz::offset(-4));
    let date = |version: &str, zone| release(version).contact_dates.date(contact, zone).to_string();
    assert_eq!(date("1.1.1", &new_york), "2021-06-14");
    assert_eq!(date("1.1.2", &new_york), "2021-06-13");
    let japan = testbed::japan::time_zone();
    for version in ["1.1.1", "1.1.2"] {
        assert_eq!(date(version, &japan), "2021-06-14");
    }
}

#[test]
fn a_newer_version_is_spoken_of_as_each_release_does() {
    // Installed; served; whether 1.1.2 speaks of it, 1.1.3, 2.0.1.
    for (installed, served, speaks) in [
        ("1.2.4", "1.2.4", [false, false, false]),
        ("1.2.4", "1.2.10", [true, true, true]),
        ("1.2.4", "1.2.3", [true, false, false]),
        ("1.2.4", "2", [true, true, true]),
        ("1.2.4", "soon", [true, false, false]),
    ] {
        for (version, speaks) in ["1.1.2", "1.1.3", "2.0.1"].into_iter().zip(speaks) {
            let notice = release(version).update_notice;
            assert_eq!(notice.is_given(installed, served), speaks, "{version}: {served}");
        }
    }
    assert!(!release("1.1.1").update_notice.is_given("1.1.1", "9.9.9"));
}

#[test]
fn android_checks_by_itself_every_six_hours_from_1_2_3_and_every_four_from_2_0_0() {
    use exposure_notification::Platform::{Android, Ios};
    for version in known_releases() {
        let hours = match version {
            "1.2.3" | "1.2.4" | "1.2.5" | "1.2.6" | "1.4.0" | "1.4.1" => Some(6),
            "2.0.0" | "2.0.1" | "3.0.0" => Some(4),
            _ => None,
        };
        let expected = hours.map_or(UnattendedCheck::Never, UnattendedCheck::EveryHours);
        assert_eq!(release(version).background(Android).runs, expected, "{version}");
        assert_ne!(
            release(version).background(Ios).runs,
            UnattendedCheck::Never,
            "{version}"
        );
    }
}

#[test]
fn the_compiled_configurations_are_those_of_the_history() {
    const ONE_TO_EIGHT: [u8; 8] = [1, 2, 3, 4, 5, 6, 7, 8];
    const LATE: [u8; 8] = [0, 0, 0, 0, 1, 1, 1, 1];
    for version in version_1() {
        // Minimum; transmission, attenuation, duration, days.
        let (minimum, tables) = match version {
            "1.0.0" | "1.1.0" | "1.1.1" | "1.1.2" => (1, [ONE_TO_EIGHT; 4]),
            "1.1.3" => (1, [[7; 8], LATE, LATE, [1; 8]]),
            _ => (21, [[7; 8], ONE_TO_EIGHT, LATE, [1; 8]]),
        };
        let configuration = release(version).fallback.configuration();
        assert_eq!(configuration.minimum_risk_score, minimum, "{version}");
        let compiled = [
            configuration.transmission_risk_scores,
            configuration.attenuation_scores,
            configuration.duration_scores,
            configuration.days_since_last_exposure_scores,
        ];
        assert_eq!(compiled, tables, "{version}");
        assert_eq!(
            configuration.duration_at_attenuation_thresholds,
            [50, 70],
            "{version}"
        );
        assert_eq!(configuration.validate(), Ok(()), "{version}");
    }
}
