//! The operating system by itself, without an app.

use jiff::SignedDuration;

use super::*;
use crate::person::Consent;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn switched_on() -> Timestamp {
    at("2021-06-14T01:00:00Z")
}

fn framework(platform: Platform, name: &str) -> Framework {
    let verification_key = VerificationKey {
        id: "440".into(),
        version: "v1".into(),
        public_key: Vec::new(),
    };
    Framework::new(
        OsVersion::newest(platform),
        Arc::default(),
        Seed::from_number(1).derive(name),
        verification_key,
        switched_on(),
    )
}

fn started(platform: Platform, name: &str) -> Framework {
    let mut framework = framework(platform, name);
    framework.start(switched_on()).unwrap();
    framework
}

fn scan(at: i64) -> Scan {
    Scan {
        at,
        previous_at: None,
    }
}

const CONTACT: i64 = 1_623_636_000; // 2021-06-14 02:00 UTC

#[test]
fn without_consent_no_key_is_given_out() {
    let mut framework = started(Platform::Ios, "A");
    let tomorrow = at("2021-06-15T01:00:00Z");
    let refused = framework.temporary_exposure_key_history(Consent::Refused, tomorrow);
    assert!(matches!(refused, Err(Refusal::RejectedByUser)));
    let given = framework.temporary_exposure_key_history(Consent::Given, tomorrow);
    assert_eq!(given.unwrap().len(), 1);
}

#[test]
fn a_phone_is_silent_and_deaf_until_an_app_starts_exposure_notification() {
    let mut deaf = framework(Platform::Android, "A");
    assert!(deaf.beacon(CONTACT).is_none());
    let beacon = started(Platform::Android, "B").beacon(CONTACT).unwrap();
    deaf.hear(scan(CONTACT), beacon, -80);
    assert_eq!(deaf.count_sightings(switched_on()), 0);
}

#[test]
fn with_bluetooth_off_a_phone_is_silent_and_deaf_and_keeps_what_it_has() {
    let mut phone = started(Platform::Ios, "A");
    let beacon = started(Platform::Ios, "B").beacon(CONTACT).unwrap();
    phone.hear(scan(CONTACT), beacon, -50);
    let off = ChangedSettings {
        bluetooth: Some(false),
        ..ChangedSettings::default()
    };
    phone.change(off, switched_on()).unwrap();
    assert!(phone.beacon(CONTACT).is_none());
    phone.hear(scan(CONTACT + 300), beacon, -50);
    assert_eq!(phone.count_sightings(at("2021-06-14T03:00:00Z")), 1);
}

#[test]
fn beacons_are_kept_for_fourteen_days_to_the_second() {
    let mut phone = started(Platform::Ios, "A");
    let beacon = started(Platform::Ios, "B").beacon(CONTACT).unwrap();
    phone.hear(scan(CONTACT), beacon, -50);
    assert_eq!(phone.count_sightings(at("2021-06-28T02:00:00Z")), 1);
    assert_eq!(phone.count_sightings(at("2021-06-28T02:00:01Z")), 0);
}

#[test]
fn the_identifier_changes_every_ten_minutes() {
    let mut phone = started(Platform::Android, "A");
    let mut identifier = |at| phone.beacon(at).unwrap().identifier;
    let first = identifier(CONTACT);
    assert_eq!(identifier(CONTACT + 599), first);
    assert_ne!(identifier(CONTACT + 600), first);
}

#[test]
fn what_is_erased_does_not_come_back() {
    let mut phone = started(Platform::Android, "A");
    let key = *phone.records.as_mut().unwrap().own_keys.current(CONTACT).unwrap();
    let beacon = started(Platform::Android, "B").beacon(CONTACT).unwrap();
    phone.hear(scan(CONTACT), beacon, -80);
    phone.erase();
    assert_eq!(phone.count_own_keys(switched_on()), 0);
    phone.start(switched_on()).unwrap();
    assert_eq!(phone.count_sightings(switched_on()), 0);
    let new_key = *phone.records.as_mut().unwrap().own_keys.current(CONTACT).unwrap();
    assert_ne!(new_key.key_data, key.key_data);
}

#[test]
fn an_iphone_runs_the_app_once_a_day_in_a_minute_of_its_own() {
    let phone = framework(Platform::Ios, "A");
    let ignored = SignedDuration::from_hours(6);
    let first = phone.next_background_execution(ignored, switched_on());
    assert!(first > switched_on() && first <= switched_on() + SignedDuration::from_hours(24));
    assert_eq!(first.as_second() % 60, 30);
    let second = phone.next_background_execution(ignored, first);
    assert_eq!(second, first + SignedDuration::from_hours(24));
    let other = framework(Platform::Ios, "B").next_background_execution(ignored, switched_on());
    assert_ne!(other, first);
}

#[test]
fn android_runs_the_app_as_often_as_it_asks() {
    let next = framework(Platform::Android, "A")
        .next_background_execution(SignedDuration::from_hours(6), switched_on());
    assert_eq!(next, at("2021-06-14T07:00:00Z"));
}
