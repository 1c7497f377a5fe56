//! What a phone sends, hears, keeps and forgets, and when the system lets an app run.

use jiff::SignedDuration;

use super::fixture::{CONTACT, at, change, hear, key, new_phone, next_day, phone, switched_on};
use crate::framework::{ChangedSettings, Framework, UnpublishedOsBehaviour};

fn deaf(os: &str) -> Framework {
    new_phone(os, "deaf", UnpublishedOsBehaviour::default())
}

#[test]
fn a_phone_is_silent_and_deaf_until_an_app_starts_exposure_notification() {
    let mut deaf = deaf("Android 12");
    assert!(deaf.beacon(CONTACT).is_none());
    hear(&mut deaf, &mut phone("Android 12", "B"), &[0], 50);
    assert_eq!(deaf.count_sightings(switched_on()), 0);
}

#[test]
fn with_bluetooth_off_a_phone_is_silent_and_deaf_and_keeps_what_it_has() {
    let (mut receiver, mut sender) = (phone("iOS 15", "A"), phone("iOS 15", "B"));
    hear(&mut receiver, &mut sender, &[0], 50);
    let off = ChangedSettings {
        bluetooth: Some(false),
        ..ChangedSettings::default()
    };
    change(&mut receiver, "2021-06-14T02:00:00Z", off);
    assert!(receiver.beacon(CONTACT).is_none());
    hear(&mut receiver, &mut sender, &[300], 50);
    assert_eq!(receiver.count_sightings(at("2021-06-14T03:00:00Z")), 1);
}

#[test]
fn beacons_are_kept_for_fourteen_days_to_the_second() {
    let mut receiver = phone("iOS 15", "A");
    hear(&mut receiver, &mut phone("iOS 15", "B"), &[0], 50);
    assert_eq!(receiver.count_sightings(at("2021-06-28T02:00:00Z")), 1);
    assert_eq!(receiver.count_sightings(at("2021-06-28T02:00:01Z")), 0);
}

#[test]
fn a_scan_knows_the_one_before_and_not_those_in_which_the_phone_was_deaf() {
    let mut phone = phone("Android 12", "A");
    let bluetooth = |on| ChangedSettings {
        bluetooth: Some(on),
        ..ChangedSettings::default()
    };
    let heard = phone.take_scans_until(CONTACT);
    assert_eq!(heard[0].previous_at, None);
    for (before, scan) in heard.iter().zip(&heard[1..]) {
        assert_eq!(scan.previous_at, Some(before.at));
    }
    change(&mut phone, "2021-06-14T02:00:00Z", bluetooth(false));
    phone.take_scans_until(CONTACT + 3600);
    change(&mut phone, "2021-06-14T03:00:00Z", bluetooth(true));
    let later = phone.take_scans_until(CONTACT + 7200);
    assert_eq!(later[0].previous_at, heard.last().map(|scan| scan.at));
}

#[test]
fn the_identifier_changes_every_ten_minutes() {
    let mut phone = phone("Android 12", "A");
    let mut identifier = |at| phone.beacon(at).unwrap().identifier;
    let first = identifier(CONTACT);
    assert_eq!(identifier(CONTACT + 599), first);
    assert_ne!(identifier(CONTACT + 600), first);
}

#[test]
fn what_is_erased_does_not_come_back() {
    let mut erased = phone("Android 12", "A");
    let first_key = key(&mut erased);
    hear(&mut erased, &mut phone("Android 12", "B"), &[0], 50);
    erased.erase();
    assert_eq!(erased.own_keys(switched_on()).len(), 0);
    erased.start(switched_on()).unwrap();
    assert_eq!(erased.count_sightings(switched_on()), 0);
    assert_ne!(key(&mut erased).key_data, first_key.key_data);
}

#[test]
fn what_is_stopped_goes_on_with_what_it_has() {
    let mut stopped = phone("iOS 15", "A");
    let first_key = key(&mut stopped);
    hear(&mut stopped, &mut phone("iOS 15", "B"), &[0], 50);
    stopped.stop(at("2021-06-14T02:10:00Z"));
    assert!(stopped.beacon(CONTACT + 900).is_none());
    stopped.start(at("2021-06-14T02:30:00Z")).unwrap();
    assert_eq!(stopped.count_sightings(next_day()), 1);
    assert_eq!(key(&mut stopped), first_key);
}

#[test]
fn an_iphone_runs_the_app_once_a_day_in_a_minute_of_its_own() {
    let iphone = deaf("iOS 15");
    let ignored = SignedDuration::from_hours(6);
    let first = iphone.next_background_execution(ignored, switched_on());
    assert!(first > switched_on() && first <= switched_on() + SignedDuration::from_hours(24));
    assert_eq!(first.as_second() % 60, 30);
    let second = iphone.next_background_execution(ignored, first);
    assert_eq!(second, first + SignedDuration::from_hours(24));
    let other = phone("iOS 15", "B").next_background_execution(ignored, switched_on());
    assert_ne!(other, first);
}

#[test]
fn android_runs_the_app_as_often_as_it_asks() {
    let next = deaf("Android 12").next_background_execution(SignedDuration::from_hours(6), switched_on());
    assert_eq!(next, at("2021-06-14T07:00:00Z"));
}
