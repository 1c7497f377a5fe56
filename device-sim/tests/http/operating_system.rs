//! Versions of the operating systems and the settings of the phone, over the control interface.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::{NEXT_DAY, Phones, StandIn, contacts, meet_closely, register_and_publish};

async fn add(phones: &Phones, device: Value) -> (StatusCode, Value) {
    phones.call(Method::POST, "/control/devices", Some(device)).await
}

async fn reasons(phones: &Phones, name: &str) -> Value {
    phones.state(name).await["exposure_notification"]["reasons"].clone()
}

#[tokio::test]
async fn a_phone_has_the_version_that_was_asked_for() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    let device = |name: &str, platform: &str, os: &str| json!({"name": name, "platform": platform, "release": "1.2.4", "os_version": os});
    for (name, platform, os) in [("A", "iOS", "iOS 13.5"), ("B", "Android", "Android 8")] {
        let (status, state) = add(&phones, device(name, platform, os)).await;
        assert_eq!((status, &state["os_version"]), (StatusCode::CREATED, &json!(os)));
    }
    for (platform, os) in [("iOS", "Android 8"), ("iOS", "iOS 99"), ("Android", "iOS 15")] {
        let (status, problem) = add(&phones, device("C", platform, os)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
        assert!(problem["detail"].as_str().unwrap().contains(os), "{problem}");
    }
}

#[tokio::test]
async fn a_phone_without_the_api_records_nothing() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    phones.add("A", "iOS", "1.2.4").await;
    let old = json!({"name": "B", "platform": "iOS", "release": "1.2.4", "os_version": "iOS 13.4"});
    let without_google =
        json!({"name": "C", "platform": "Android", "release": "1.2.4", "google_services": false});
    for device in [old, without_google] {
        let (status, state) = add(&phones, device).await;
        assert_eq!(status, StatusCode::CREATED, "{state}");
        let expected =
            json!({"supported": false, "enabled": false, "active": false, "reasons": ["not_supported"]});
        assert_eq!(state["exposure_notification"], expected);
    }
    for name in ["B", "C"] {
        meet_closely(&phones, "A", name).await;
    }
    phones.move_to("2021-06-14T02:00:00Z").await;
    for name in ["A", "B", "C"] {
        assert_eq!(phones.state(name).await["sightings"], 0, "{name}");
    }
    let no_iphone = json!({"name": "D", "platform": "iOS", "release": "1.2.4", "google_services": false});
    assert_eq!(add(&phones, no_iphone).await.0, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_settings_of_a_phone_show_in_its_state() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    let device = json!({"name": "A", "platform": "Android", "release": "1.2.4", "os_version": "Android 10"});
    add(&phones, device).await;
    let changes = [
        (json!({"location": false}), json!(["location_off"])),
        (json!({"os_version": "Android 11"}), json!([])),
        (json!({"bluetooth": false}), json!(["bluetooth_off"])),
        (json!({"power": false}), json!(["bluetooth_off", "power_off"])),
        (json!({"power": true, "bluetooth": true}), json!([])),
        (json!({"exposure_notification": false}), json!(["disabled"])),
        (
            json!({"exposure_notification": "paused"}),
            json!(["disabled", "paused"]),
        ),
        (
            json!({"exposure_notification": "unauthorized"}),
            json!(["disabled", "unauthorized"]),
        ),
        (json!({"exposure_notification": true}), json!([])),
    ];
    for (change, expected) in changes {
        phones.change("A", change.clone()).await;
        assert_eq!(reasons(&phones, "A").await, expected, "{change}");
    }
    let rest = json!({
        "app_notifications": false, "clock_offset_seconds": -90, "time_zone": "America/New_York", "locale": "en",
        "carrying": "pocket",
    });
    phones.change("A", rest.clone()).await;
    let state = phones.state("A").await;
    for (field, value) in rest.as_object().unwrap() {
        assert_eq!(&state[field], value, "{field}");
    }
}

#[tokio::test]
async fn settings_that_make_no_sense_are_refused() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    phones.add("A", "iOS", "1.2.4").await;
    for change in [
        json!({"os_version": "Android 12"}),
        json!({"time_zone": "Asia/Edo"}),
        json!({"exposure_notification": "perhaps"}),
        json!({"carrying": "head"}),
        json!({"clock_offset_seconds": 99_999_999_999_i64}),
        json!({"airplane_mode": true}),
    ] {
        let (status, problem) = phones
            .call(Method::PATCH, "/control/devices/A", Some(change.clone()))
            .await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{change}: {problem}");
    }
}

#[tokio::test]
async fn a_phone_that_is_off_hears_nothing_and_does_not_check() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    phones.add("A", "iOS", "1.2.4").await;
    phones.add("B", "Android", "1.2.4").await;
    meet_closely(&phones, "A", "B").await;
    phones.move_to(NEXT_DAY).await;
    register_and_publish(&phones, &server, "A", 4).await;
    phones.change("B", json!({"power": false})).await;
    phones.move_to("2021-06-16T02:00:00Z").await;
    assert!(phones.notifications("B").await.is_empty());
    // On again at 02:00: the next of the six-hourly checks is at 08:00.
    phones.change("B", json!({"power": true})).await;
    phones.move_to("2021-06-16T12:00:00Z").await;
    let notifications = phones.notifications("B").await;
    assert_eq!(notifications.len(), 1);
    assert_eq!(notifications[0]["at"], "2021-06-16T08:00:00Z");
}

#[tokio::test]
async fn a_phone_that_was_off_during_the_contact_has_none() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    phones.add("A", "iOS", "1.2.4").await;
    phones.add("B", "Android", "1.2.4").await;
    phones.change("B", json!({"power": false})).await;
    meet_closely(&phones, "A", "B").await;
    phones.move_to("2021-06-14T02:00:00Z").await;
    phones.change("B", json!({"power": true})).await;
    for name in ["A", "B"] {
        assert_eq!(phones.state(name).await["sightings"], 0, "{name}");
    }
}

#[tokio::test]
async fn what_the_operating_system_checked_is_on_record() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    phones.add("A", "iOS", "1.2.4").await;
    phones.add("B", "Android", "1.2.4").await;
    phones
        .meet(json!({
            "devices": ["A", "B"], "starts_at": "2021-06-14T02:00:00Z", "duration_seconds": 1200,
            "attenuation_db": 51, "heard_after_seconds": [0, 300, 600, 900, 1200],
        }))
        .await;
    phones.move_to(NEXT_DAY).await;
    register_and_publish(&phones, &server, "A", 4).await;
    phones.open("B").await;
    // Transmission 7, attenuation 51 dB 4, 25 minutes 1, a day ago 1.
    let expected = json!([{"at": NEXT_DAY, "api_version": 1, "matched_keys": 1, "maximum_risk_score": 28}]);
    assert_eq!(phones.state("B").await["detections"], expected);
}

#[tokio::test]
async fn a_clock_three_hours_ahead_hides_a_contact() {
    for (offset, found) in [(0, 1), (3 * 3600, 0)] {
        let server = StandIn::start().await;
        let phones = Phones::start(&server).await;
        phones.add("A", "iOS", "1.2.4").await;
        phones.add("B", "Android", "1.2.4").await;
        phones.change("B", json!({"clock_offset_seconds": offset})).await;
        meet_closely(&phones, "A", "B").await;
        phones.move_to(NEXT_DAY).await;
        register_and_publish(&phones, &server, "A", 4).await;
        phones.open("B").await;
        assert_eq!(contacts(&phones, "B").await.len(), found, "{offset} s");
    }
}
