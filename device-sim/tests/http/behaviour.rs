//! `PUT /control/app-behaviour` and `/control/os-behaviour`: what is switched can be observed, and nothing else is.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::{NEXT_DAY, Phones, StandIn, contacts, meet_closely, register_and_publish};

const APPS: &str = "/control/app-behaviour";
const SYSTEMS: &str = "/control/os-behaviour";

async fn switch(phones: &Phones, path: &str, body: Value) -> Value {
    let (status, answer) = phones.call(Method::PUT, path, Some(body)).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    answer
}

async fn refusal(phones: &Phones, path: &str, body: Value) -> String {
    let (status, answer) = phones.call(Method::PUT, path, Some(body)).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{answer}");
    answer["detail"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn nothing_is_switched_unless_it_is() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    for path in [APPS, SYSTEMS] {
        assert_eq!(
            phones.call(Method::GET, path, None).await.1,
            json!({"columns": {}})
        );
    }
    let columns = json!({"columns": {"signature_is_checked": false}});
    assert_eq!(switch(&phones, SYSTEMS, columns.clone()).await, columns);
    assert_eq!(phones.call(Method::GET, SYSTEMS, None).await.1, columns);
    assert_eq!(switch(&phones, SYSTEMS, json!({})).await, json!({"columns": {}}));
}

#[tokio::test]
async fn what_cannot_be_switched_is_refused_with_what_can() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    for (path, columns, known) in [
        (APPS, json!({"displays": "unlimited"}), "own_notification"),
        (APPS, json!({"display": "for_ever"}), "`fifteen_days`"),
        (SYSTEMS, json!({"key_lasts": 1}), "key_lasts_intervals"),
        (SYSTEMS, json!({"files_read": "second"}), "`first`"),
    ] {
        let why = refusal(&phones, path, json!({ "columns": columns })).await;
        assert!(why.contains(known), "{why}");
    }
    let why = refusal(&phones, APPS, json!({"columns": {}, "version": "9.9.9"})).await;
    assert!(why.contains("1.2.4"), "{why}");
    // One wrong column, and none is switched.
    let both = json!({"columns": {"starting": "crashes_on_ios", "display": "for_ever"}});
    refusal(&phones, APPS, both).await;
    assert_eq!(phones.add("A", "iOS", "1.2.4").await["app_starts"], true);
}

#[tokio::test]
async fn an_app_is_switched_from_its_installation_on() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    phones.add("before", "iOS", "1.2.4").await;
    let crashes = json!({"columns": {"starting": "crashes_on_ios"}, "version": "1.2.4"});
    switch(&phones, APPS, crashes).await;
    for (name, platform, release, starts) in [
        ("switched", "iOS", "1.2.4", false),
        ("Android", "Android", "1.2.4", true),
        ("another version", "iOS", "1.2.2", true),
    ] {
        let state = phones.add(name, platform, release).await;
        assert_eq!(state["app_starts"], starts, "{name}");
    }
    assert_eq!(phones.state("before").await["app_starts"], true);
    phones
        .install("another version", json!({"release": "1.2.4"}))
        .await;
    assert_eq!(phones.state("another version").await["app_starts"], false);
    switch(&phones, APPS, json!({})).await;
    phones.install("switched", json!({"release": "1.2.4"})).await;
    assert_eq!(phones.state("switched").await["app_starts"], true);
}

#[tokio::test]
async fn a_crash_after_an_update_does_not_concern_who_installs_anew() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    switch(
        &phones,
        APPS,
        json!({"columns": {"starting": "crashes_on_ios_after_update"}}),
    )
    .await;
    assert_eq!(phones.add("A", "iOS", "1.2.4").await["app_starts"], true);
    phones.install("A", json!({"release": "1.2.5"})).await;
    assert_eq!(phones.state("A").await["app_starts"], false);
}

/// Whether a phone was notified, and what it lists, after thirty close minutes with another that registers; with other
/// systems, and the titles of the notifications.
async fn after_a_contact(columns: Value) -> (usize, usize) {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    switch(&phones, SYSTEMS, json!({ "columns": columns })).await;
    for name in ["A", "B"] {
        phones.add(name, "Android", "1.2.4").await;
    }
    meet_closely(&phones, "A", "B").await;
    phones.move_to(NEXT_DAY).await;
    register_and_publish(&phones, &server, "A", 4).await;
    phones.open("B").await;
    let listed = contacts(&phones, "B").await.len();
    (phones.notifications("B").await.len(), listed)
}

#[tokio::test]
async fn a_system_does_what_is_switched() {
    for (columns, expected) in [
        (json!({}), (1, 1)),
        (json!({"exposure_notice": "never"}), (0, 1)),
        (json!({"exposure_notice": "with_details_twice"}), (2, 1)),
        (json!({"exposure_notice": "with_any_match"}), (1, 1)),
        (json!({"attenuation_error_db": 40}), (0, 0)),
        (json!({"stores_one_beacon_of": 0}), (0, 0)),
        (json!({"checks_a_day": "none"}), (0, 0)),
        (json!({"old_contacts": "kept"}), (1, 1)),
    ] {
        assert_eq!(after_a_contact(columns.clone()).await, expected, "{columns}");
    }
}

#[tokio::test]
async fn keys_are_made_as_is_switched() {
    for (columns, keys, same) in [
        (json!({}), 2, false),
        (json!({"key_lasts_intervals": 72}), 3, false),
        (json!({"fresh_key_data": false}), 2, true),
    ] {
        let server = StandIn::start().await;
        let phones = Phones::start(&server).await;
        switch(&phones, SYSTEMS, json!({ "columns": columns })).await;
        phones.add("A", "iOS", "1.2.4").await;
        phones.move_to(NEXT_DAY).await;
        let (_, own) = phones
            .call(Method::GET, "/control/devices/A/own-keys", None)
            .await;
        let own = own.as_array().unwrap();
        assert_eq!(own.len(), keys, "{columns}");
        assert_eq!(own.first() == own.last(), same, "{columns}");
    }
}

#[tokio::test]
async fn what_is_deleted_stays_where_the_system_keeps_it() {
    for (columns, sightings) in [
        (json!({}), false),
        (json!({"erased_with_the_app": "own_keys"}), true),
        (json!({"erased_with_the_app": "nothing"}), true),
    ] {
        let server = StandIn::start().await;
        let phones = Phones::start(&server).await;
        switch(&phones, SYSTEMS, json!({ "columns": columns })).await;
        for name in ["A", "B"] {
            phones.add(name, "iOS", "1.2.4").await;
        }
        meet_closely(&phones, "A", "B").await;
        phones.move_to("2021-06-14T02:00:00Z").await;
        phones.delete_app("B").await;
        let kept = phones.state("B").await["sightings"].as_u64().unwrap() > 0;
        assert_eq!(kept, sightings, "{columns}");
    }
}

#[tokio::test]
async fn with_bluetooth_off_a_broken_system_goes_on_recording() {
    for (columns, recorded) in [
        (json!({}), false),
        (json!({"bluetooth_off_ends_recording": false}), true),
    ] {
        let server = StandIn::start().await;
        let phones = Phones::start(&server).await;
        switch(&phones, SYSTEMS, json!({ "columns": columns })).await;
        for name in ["A", "B"] {
            phones.add(name, "Android", "1.2.4").await;
        }
        phones.change("B", json!({"bluetooth": false})).await;
        meet_closely(&phones, "A", "B").await;
        phones.move_to("2021-06-14T02:00:00Z").await;
        let heard = phones.state("B").await["sightings"].as_u64().unwrap() > 0;
        assert_eq!(heard, recorded, "{columns}");
    }
}
