//! The control interface itself: refusals, installation, the start of use.

use device_sim::StartError;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::{Phones, START, StandIn};

async fn refused(phones: &Phones, method: Method, path: &str, body: Value) -> (u16, String) {
    let (status, problem) = phones.call(method, path, Some(body)).await;
    assert_eq!(
        problem["status"],
        status.as_u16(),
        "{path} answers a problem: {problem}"
    );
    (status.as_u16(), problem["detail"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn phones_never_talk_to_production() {
    let server = StandIn::start().await;
    let mut config = Phones::config(&server);
    config.notify_server_url = "https://covid19radar.azurefd.net/api".to_owned();
    match device_sim::start(config).await {
        Err(StartError::ProductionLock(refused)) => assert!(refused.to_string().contains("azurefd")),
        Err(other) => panic!("{other}"),
        Ok(_running) => panic!("it started"),
    }
}

#[tokio::test]
async fn a_part_that_is_no_test_instance_is_not_controlled() {
    let server = StandIn::start().await;
    let phones = Phones::with(&server, |config| config.test_instance = false).await;
    let device = json!({"name": "A", "platform": "iOS", "release": "1.2.4"});
    assert_eq!(
        refused(&phones, Method::POST, "/control/devices", device).await.0,
        403
    );
    let (status, health) = phones.call(Method::GET, "/health", None).await;
    assert_eq!((status, &health["part"]), (StatusCode::OK, &json!("device-sim")));
}

#[tokio::test]
async fn what_does_not_exist_is_named() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    let (status, detail) = refused(&phones, Method::PATCH, "/control/devices/Z", json!({})).await;
    assert_eq!(status, 404);
    assert!(detail.contains("\"Z\""), "{detail}");

    let device = json!({"name": "A", "platform": "iOS", "release": "9.9.9"});
    let (status, detail) = refused(&phones, Method::POST, "/control/devices", device).await;
    assert_eq!(status, 422);
    assert!(
        detail.contains("1.1.3, 1.1.4, 1.1.5, 1.2.0, 1.2.1, 1.2.2"),
        "{detail}"
    );
}

#[tokio::test]
async fn what_makes_no_sense_is_refused() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    for name in ["A", "B"] {
        phones.add(name, "Android", "1.2.4").await;
    }
    let at_distance = |devices: [&str; 2], starts_at: &str, metres: f64| json!({"devices": devices, "starts_at": starts_at, "duration_seconds": 600, "distance_metres": metres});
    let exact = |attenuation: u8, heard: Value| {
        json!({"devices": ["A", "B"], "starts_at": START, "duration_seconds": 600, "attenuation_db": attenuation,
               "heard_after_seconds": heard})
    };
    let encounters = [
        (404, at_distance(["A", "Z"], START, 1.0)),
        (422, at_distance(["A", "A"], START, 1.0)),
        (422, at_distance(["A", "B"], "2021-06-14T00:59:59Z", 1.0)),
        (422, at_distance(["A", "B"], START, -1.0)),
        (422, exact(51, json!([]))),
        (422, exact(51, json!([601]))),
        // −26 − 4 − 99 = −129 dBm does not fit the byte in which Android keeps an RSSI.
        (422, exact(99, json!([0]))),
        (
            422,
            json!({"devices": ["A", "B"], "starts_at": START, "duration_seconds": 600}),
        ),
    ];
    for (expected, encounter) in encounters {
        let (status, _) = refused(&phones, Method::POST, "/control/encounters", encounter.clone()).await;
        assert_eq!(status, expected, "{encounter}");
    }
    let taken = json!({"name": "A", "platform": "iOS", "release": "1.2.4"});
    assert_eq!(
        refused(&phones, Method::POST, "/control/devices", taken).await.0,
        409
    );
    let unknown_platform = json!({"name": "C", "platform": "Windows", "release": "1.2.4"});
    assert_eq!(
        refused(&phones, Method::POST, "/control/devices", unknown_platform)
            .await
            .0,
        422
    );
    let tomorrow = json!({"processing_number": "12345678", "consent": true, "onset_date": "2021-06-15"});
    assert_eq!(
        refused(
            &phones,
            Method::POST,
            "/control/devices/A/app/registration",
            tomorrow
        )
        .await
        .0,
        422
    );
}

#[tokio::test]
async fn nobody_opens_an_app_on_a_phone_that_is_off() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    phones.add("A", "iOS", "1.2.4").await;
    phones.change("A", json!({"power": false})).await;
    let (status, detail) = refused(&phones, Method::POST, "/control/devices/A/app/open", json!({})).await;
    assert_eq!(status, 409);
    assert!(detail.contains("switched off"), "{detail}");
    phones.change("A", json!({"power": true})).await;
    assert_eq!(phones.open("A").await["title"], "ホーム");
}

#[tokio::test]
async fn without_the_app_there_is_nothing_to_open() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    phones.add("A", "iOS", "1.2.4").await;
    phones.delete_app("A").await;
    for (method, path) in [
        (Method::POST, "/control/devices/A/app/open"),
        (Method::GET, "/control/devices/A/app/exposures"),
        (Method::DELETE, "/control/devices/A/app"),
    ] {
        assert_eq!(
            phones.call(method, path, None).await.0,
            StatusCode::CONFLICT,
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_person_whose_registration_as_a_user_fails_has_no_app() {
    let server = StandIn::start().await;
    server.set_register_answer(503);
    let phones = Phones::start(&server).await;
    let device = json!({"name": "A", "platform": "iOS", "release": "1.2.4"});
    assert_eq!(
        refused(&phones, Method::POST, "/control/devices", device).await.0,
        502
    );
    assert_eq!(
        phones.call(Method::GET, "/control/devices/A", None).await.0,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_new_phone_shows_its_state() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    let expected = json!({
        "name": "A", "platform": "Android", "os_version": "Android 12", "release": "1.2.4", "app_installed": true,
        "power": true, "bluetooth": true, "location": true, "os_notifications": true, "app_notifications": true,
        "exposure_notification": {"supported": true, "enabled": true, "active": true, "reasons": []},
        "clock_offset_seconds": 0, "time_zone": "Asia/Tokyo", "locale": "ja",
        "start_of_use": "2021-06-14", "sightings": 0, "own_keys": 1, "parameters_used": [],
    });
    for state in [phones.add("A", "Android", "1.2.4").await, phones.state("A").await] {
        for (field, value) in expected.as_object().unwrap() {
            assert_eq!(&state[field], value, "{field}");
        }
    }
}

#[tokio::test]
async fn the_start_of_use_stays_over_days_openings_and_updates() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    phones.add("A", "Android", "1.1.4").await;
    phones.move_to("2021-06-17T01:00:00Z").await;
    let home = phones.open("A").await;
    assert!(home["texts"].to_string().contains("2021-06-14"), "{home}");
    assert!(home["texts"].to_string().contains("3日間"), "{home}");
    phones.install("A", json!({"release": "1.2.4"})).await;
    let state = phones.state("A").await;
    assert_eq!(
        (&state["release"], &state["start_of_use"]),
        (&json!("1.2.4"), &json!("2021-06-14"))
    );
    assert_eq!(state["own_keys"], 4, "an update keeps the keys of 14 to 17 June");
}
