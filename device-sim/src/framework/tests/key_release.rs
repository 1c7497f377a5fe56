//! Which own keys an app gets, and when the user is asked.

use super::fixture::{at, change, next_day, phone, phone_assuming};
use crate::framework::settings::Switch;
use crate::framework::{ChangedSettings, Framework, Refusal, UnpublishedOsBehaviour};
use crate::person::Consent;

/// 2021-06-14 00:00 UTC as an interval number.
const MIDNIGHT_INTERVAL: u32 = 2_706_048;

fn given(phone: &mut Framework, consent: Consent, now: &str) -> bool {
    match phone.temporary_exposure_key_history(consent, at(now)) {
        Ok(_) => true,
        Err(Refusal::RejectedByUser) => false,
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn without_consent_no_key_is_given_out() {
    for os in ["iOS 15", "Android 12"] {
        let mut phone = phone(os, "A");
        assert!(
            !given(&mut phone, Consent::Refused, "2021-06-15T01:00:00Z"),
            "{os}"
        );
        let keys = phone
            .temporary_exposure_key_history(Consent::Given, next_day())
            .unwrap();
        assert_eq!(keys.len(), 1, "{os}: yesterday's, and not today's");
    }
}

#[test]
fn android_remembers_the_answer_for_a_day_and_ios_asks_each_time() {
    for (os, remembered) in [("Android 12", true), ("iOS 15", false)] {
        let mut phone = phone(os, "A");
        assert!(given(&mut phone, Consent::Given, "2021-06-15T01:00:00Z"), "{os}");
        assert_eq!(
            given(&mut phone, Consent::Refused, "2021-06-16T00:59:59Z"),
            remembered,
            "{os}"
        );
        assert!(
            !given(&mut phone, Consent::Refused, "2021-06-16T01:00:00Z"),
            "{os}"
        );
    }
}

#[test]
fn what_the_user_refused_is_not_remembered() {
    let mut phone = phone("Android 12", "A");
    assert!(!given(&mut phone, Consent::Refused, "2021-06-15T01:00:00Z"));
    assert!(given(&mut phone, Consent::Given, "2021-06-15T01:00:01Z"));
}

fn switch(position: Switch) -> ChangedSettings {
    ChangedSettings {
        exposure_notification: Some(position),
        ..ChangedSettings::default()
    }
}

/// Start and period of the keys of a phone that was switched off from 12:05 to 13:00, as given out the day after.
fn keys_of_a_day_with_a_pause(unpublished: UnpublishedOsBehaviour) -> Vec<(u32, u32)> {
    let mut phone = phone_assuming("Android 12", "A", unpublished);
    change(&mut phone, "2021-06-14T12:05:00Z", switch(Switch::Off));
    change(&mut phone, "2021-06-14T13:00:00Z", switch(Switch::On));
    let keys = phone
        .temporary_exposure_key_history(Consent::Given, next_day())
        .unwrap();
    let from_midnight = |start: u32| start - MIDNIGHT_INTERVAL;
    keys.iter()
        .map(|key| (from_midnight(key.rolling_start.0), key.rolling_period))
        .collect()
}

#[test]
fn a_day_on_which_it_was_switched_off_and_on_has_one_key_or_two() {
    assert_eq!(
        keys_of_a_day_with_a_pause(UnpublishedOsBehaviour::default()),
        [(0, 144)]
    );
    let ends = UnpublishedOsBehaviour {
        switching_off_ends_the_key: true,
        ..UnpublishedOsBehaviour::default()
    };
    // 12:05 lies in interval 72, 13:00 begins interval 78.
    assert_eq!(keys_of_a_day_with_a_pause(ends), [(0, 73), (78, 66)]);
}

#[test]
fn a_day_that_was_off_from_start_to_end_has_no_key() {
    let mut phone = phone("iOS 15", "A");
    change(&mut phone, "2021-06-14T12:00:00Z", switch(Switch::Off));
    change(&mut phone, "2021-06-16T12:00:00Z", switch(Switch::On));
    let keys = phone
        .temporary_exposure_key_history(Consent::Given, at("2021-06-17T01:00:00Z"))
        .unwrap();
    let starts: Vec<u32> = keys
        .iter()
        .map(|key| key.rolling_start.0 - MIDNIGHT_INTERVAL)
        .collect();
    assert_eq!(starts, [0, 288]);
}

/// How many keys were made from 14 to 17 June when Bluetooth was off on the 15th and 16th.
fn keys_without_bluetooth(unpublished: UnpublishedOsBehaviour) -> usize {
    let mut phone = phone_assuming("iOS 15", "A", unpublished);
    let bluetooth = |on| ChangedSettings {
        bluetooth: Some(on),
        ..ChangedSettings::default()
    };
    change(&mut phone, "2021-06-14T12:00:00Z", bluetooth(false));
    change(&mut phone, "2021-06-17T12:00:00Z", bluetooth(true));
    phone.own_keys(at("2021-06-17T12:00:00Z")).len()
}

#[test]
fn whether_keys_change_without_bluetooth_is_an_assumption() {
    assert_eq!(keys_without_bluetooth(UnpublishedOsBehaviour::default()), 4);
    let stays = UnpublishedOsBehaviour {
        day_key_changes_without_bluetooth: false,
        ..UnpublishedOsBehaviour::default()
    };
    assert_eq!(keys_without_bluetooth(stays), 2);
}

#[test]
fn whether_android_waits_two_hours_before_it_gives_a_key_out_is_an_assumption() {
    let waits = || UnpublishedOsBehaviour {
        android_key_release_delay_seconds: 7200,
        ..UnpublishedOsBehaviour::default()
    };
    for (os, now, expected) in [
        ("Android 12", "2021-06-15T01:59:59Z", 0),
        ("Android 12", "2021-06-15T02:00:00Z", 1),
        ("iOS 15", "2021-06-15T00:00:00Z", 1),
    ] {
        let mut phone = phone_assuming(os, "A", waits());
        let keys = phone
            .temporary_exposure_key_history(Consent::Given, at(now))
            .unwrap();
        assert_eq!(keys.len(), expected, "{os} {now}");
    }
}
