//! What a phone refuses in which state, and with which number.

use exposure_notification::Platform;

use super::fixture::{
    CONTACT, at, change, file, hear, key, new_phone, next_day, phone, phone_assuming, published, switched_on,
    v1_configuration, v2_configuration,
};
use crate::framework::settings::Switch;
use crate::framework::{ChangedSettings, Framework, Reason, Refusal, UnpublishedOsBehaviour};
use crate::person::Consent;

fn reasons(phone: &Framework) -> Vec<Reason> {
    phone.status().reasons.into_iter().collect()
}

/// The numbers with which start, key history and both checks are refused; 0 where they are not.
fn refusals(phone: &mut Framework) -> [i32; 4] {
    let platform = phone.platform();
    let code = |refusal: Option<Refusal>| refusal.map_or(0, |refusal| refusal.code(platform));
    let now = switched_on();
    [
        code(phone.start(now).err()),
        code(phone.temporary_exposure_key_history(Consent::Given, now).err()),
        code(phone.provide_diagnosis_keys(&[], &v1_configuration(), now).err()),
        code(phone.detect_with_windows(&[], &v2_configuration(), now).err()),
    ]
}

fn switch(position: Switch) -> ChangedSettings {
    ChangedSettings {
        exposure_notification: Some(position),
        ..ChangedSettings::default()
    }
}

#[test]
fn a_phone_without_the_api_refuses_everything() {
    for (os, code) in [("iOS 12.4", 5), ("iOS 13.4", 5), ("Android 5", 39_501)] {
        let mut phone = new_phone(os, "A", UnpublishedOsBehaviour::default());
        assert_eq!(refusals(&mut phone), [code; 4], "{os}");
        assert_eq!(reasons(&phone), [Reason::NotSupported], "{os}");
        assert!(!phone.status().supported, "{os}");
    }
}

#[test]
fn android_without_google_services_has_no_exposure_notification() {
    let mut phone = new_phone("Android 10", "A", UnpublishedOsBehaviour::default());
    phone.google_services = false;
    assert_eq!(refusals(&mut phone), [39_501; 4]);
}

#[test]
fn version_1_alone_refuses_version_2() {
    for os in ["iOS 13.5", "iOS 13.6"] {
        assert_eq!(refusals(&mut phone(os, "A")), [0, 0, 0, 5], "{os}");
    }
    for os in ["iOS 12.5", "iOS 13.7", "Android 6"] {
        assert_eq!(refusals(&mut phone(os, "A")), [0; 4], "{os}");
    }
}

#[test]
fn each_position_of_the_switch_is_refused_with_its_number() {
    // Position; start, history and checks on Android; the same on iOS.
    let expected = [
        (Switch::Off, [39_502, 39_503, 39_503, 39_503], [4, 9, 9, 9]),
        (Switch::Paused, [39_505; 4], [9; 4]),
        (Switch::Unauthorized, [39_507; 4], [4; 4]),
        (Switch::On, [0; 4], [0; 4]),
    ];
    for (position, android, ios) in expected {
        for (os, codes) in [("Android 12", android), ("iOS 15", ios)] {
            let mut phone = phone(os, "A");
            change(&mut phone, "2021-06-14T01:00:00Z", switch(position));
            assert_eq!(refusals(&mut phone), codes, "{os} {position:?}");
            assert_eq!(
                phone.status().enabled,
                position == Switch::On,
                "{os} {position:?}"
            );
        }
    }
}

#[test]
fn an_app_that_has_not_started_it_may_not_ask() {
    for (platform, os, code) in [
        (Platform::Android, "Android 12", 39_503),
        (Platform::Ios, "iOS 15", 9),
    ] {
        let mut phone = new_phone(os, "A", UnpublishedOsBehaviour::default());
        let refused = phone
            .provide_diagnosis_keys(&[], &v1_configuration(), switched_on())
            .unwrap_err();
        assert_eq!(refused.code(platform), code);
        assert_eq!(reasons(&phone), [Reason::Disabled]);
    }
}

#[test]
fn android_up_to_10_needs_the_location_setting_and_nothing_else_does() {
    for (os, needs) in [
        ("Android 6", true),
        ("Android 10", true),
        ("Android 11", false),
        ("Android 12", false),
        ("iOS 13.5", false),
        ("iOS 15", false),
    ] {
        let mut phone = phone(os, "A");
        let off = ChangedSettings {
            location: Some(false),
            ..ChangedSettings::default()
        };
        change(&mut phone, "2021-06-14T01:00:00Z", off);
        assert_eq!(phone.status().active, !needs, "{os}");
        assert_eq!(phone.beacon(CONTACT).is_some(), !needs, "{os}");
        assert!(phone.status().enabled, "{os}");
    }
}

#[test]
fn whether_android_broadcasts_without_location_is_an_assumption() {
    let assumed = UnpublishedOsBehaviour {
        android_broadcasts_without_location: true,
        ..UnpublishedOsBehaviour::default()
    };
    let mut sender = phone_assuming("Android 10", "A", assumed);
    let off = ChangedSettings {
        location: Some(false),
        ..ChangedSettings::default()
    };
    change(&mut sender, "2021-06-14T01:00:00Z", off);
    assert!(sender.beacon(CONTACT).is_some());
    hear(&mut sender, &mut phone("Android 12", "B"), &[0], 50);
    assert_eq!(sender.count_sightings(switched_on()), 0, "it does not listen");
}

#[test]
fn without_bluetooth_or_location_a_phone_checks_unless_assumed_otherwise() {
    let assumed = UnpublishedOsBehaviour {
        detection_needs_bluetooth: true,
        detection_needs_location: true,
        ..UnpublishedOsBehaviour::default()
    };
    let bluetooth_off = || ChangedSettings {
        bluetooth: Some(false),
        ..ChangedSettings::default()
    };
    let location_off = || ChangedSettings {
        location: Some(false),
        ..ChangedSettings::default()
    };
    for (os, off, code) in [
        ("Android 12", bluetooth_off(), 39_504),
        ("iOS 15", bluetooth_off(), 7),
        ("Android 10", location_off(), 13),
    ] {
        let mut careless = phone(os, "A");
        let mut careful = phone_assuming(os, "A", assumed.clone());
        let [first, second] = [off.bluetooth, off.location];
        for phone in [&mut careless, &mut careful] {
            let off = ChangedSettings {
                bluetooth: first,
                location: second,
                ..ChangedSettings::default()
            };
            change(phone, "2021-06-14T01:00:00Z", off);
        }
        assert_eq!(refusals(&mut careless), [0; 4], "{os}");
        assert_eq!(refusals(&mut careful), [0, 0, code, code], "{os}");
    }
}

#[test]
fn a_phone_that_is_off_neither_sends_nor_listens() {
    let (mut receiver, mut sender) = (phone("iOS 15", "A"), phone("iOS 15", "B"));
    let off = ChangedSettings {
        power: Some(false),
        ..ChangedSettings::default()
    };
    change(&mut receiver, "2021-06-14T01:00:00Z", off);
    hear(&mut receiver, &mut sender, &[0], 50);
    assert_eq!(receiver.count_sightings(switched_on()), 0);
    assert!(receiver.beacon(CONTACT).is_none());
    assert_eq!(reasons(&receiver), [Reason::PowerOff]);
}

/// Whether a phone whose clock is ahead by this much finds a contact.
fn finds_with_clock_ahead(seconds: i64) -> bool {
    let (mut receiver, mut sender) = (phone("Android 12", "A"), phone("iOS 15", "B"));
    let ahead = ChangedSettings {
        clock_offset_seconds: Some(seconds),
        ..ChangedSettings::default()
    };
    change(&mut receiver, "2021-06-14T01:00:00Z", ahead);
    hear(&mut receiver, &mut sender, &[0, 300], 50);
    let key = published(key(&mut sender), None);
    let detection = receiver.provide_diagnosis_keys(&[file(1, vec![key])], &v1_configuration(), next_day());
    detection.unwrap().summary().matched_key_count == 1
}

#[test]
fn a_clock_that_is_wrong_by_more_than_two_hours_finds_nothing() {
    // 12 intervals of ten minutes either way; the contact begins with an interval.
    for (seconds, found) in [
        (0, true),
        (7200, true),
        (7800, false),
        (-7200, true),
        (-7800, false),
    ] {
        assert_eq!(finds_with_clock_ahead(seconds), found, "{seconds} s");
    }
}

#[test]
fn a_phone_with_a_wrong_clock_changes_its_key_at_its_own_midnight() {
    let mut phone = phone("iOS 15", "A");
    let ahead = ChangedSettings {
        clock_offset_seconds: Some(3600),
        ..ChangedSettings::default()
    };
    change(&mut phone, "2021-06-14T01:00:00Z", ahead);
    assert_eq!(phone.own_keys(at("2021-06-14T22:59:59Z")).len(), 1);
    assert_eq!(phone.own_keys(at("2021-06-14T23:00:00Z")).len(), 2);
    assert_eq!(
        phone.local_time(at("2021-06-14T23:00:00Z")),
        at("2021-06-15T00:00:00Z")
    );
}

#[test]
fn settings_that_make_no_sense_change_nothing() {
    let mut phone = phone("iOS 15", "A");
    for changed in [
        ChangedSettings {
            os_version: Some("iOS 99".to_owned()),
            ..ChangedSettings::default()
        },
        ChangedSettings {
            os_version: Some("Android 12".to_owned()),
            ..ChangedSettings::default()
        },
        ChangedSettings {
            time_zone: Some("Asia/Edo".to_owned()),
            ..ChangedSettings::default()
        },
        ChangedSettings {
            clock_offset_seconds: Some(i64::MAX),
            ..ChangedSettings::default()
        },
    ] {
        let changed = ChangedSettings {
            bluetooth: Some(false),
            ..changed
        };
        assert!(phone.change(changed, switched_on()).is_err());
        assert!(phone.status().active);
    }
}
