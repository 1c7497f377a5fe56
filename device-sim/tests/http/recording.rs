//! What phones record of each other: Bluetooth, the change of keys, deletion of the app, determinism.

use device_sim::Config;
use reqwest::Method;
use serde_json::{Value, json};
use testbed::seed::Seed;

use crate::support::{NEXT_DAY, Phones, START, StandIn, contacts, meet_closely, register_and_publish};

/// Heard every five minutes for twenty minutes.
fn twenty_minutes_from(starts_at: &str) -> Value {
    json!({
        "devices": ["A", "B"], "starts_at": starts_at, "duration_seconds": 1200,
        "attenuation_db": 51, "heard_after_seconds": [0, 300, 600, 900, 1200],
    })
}

#[tokio::test]
async fn an_exact_contact_is_heard_at_the_stated_seconds_and_no_others() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    phones.add("A", "iOS", "1.2.4").await;
    phones.add("B", "Android", "1.2.4").await;
    phones.meet(twenty_minutes_from(START)).await;
    assert_eq!(phones.state("A").await["sightings"], 1, "the first second is now");
    phones.move_to("2021-06-14T01:14:59Z").await;
    assert_eq!(phones.state("A").await["sightings"], 3);
    phones.move_to("2021-06-14T12:00:00Z").await;
    for name in ["A", "B"] {
        assert_eq!(phones.state(name).await["sightings"], 5, "{name}");
    }
}

/// How many beacons A and B hear of each other in half an hour at a distance, from 02:00 to 02:30.
async fn heard_in_half_an_hour(platform: &str, metres: f64) -> [u64; 2] {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    for name in ["A", "B"] {
        phones.add(name, platform, "1.2.4").await;
    }
    phones
        .meet(json!({
            "devices": ["A", "B"], "starts_at": "2021-06-14T02:00:00Z", "duration_seconds": 1800,
            "distance_metres": metres,
        }))
        .await;
    phones.move_to("2021-06-14T06:00:00Z").await;
    let states = [phones.state("A").await, phones.state("B").await];
    states.map(|state| state["sightings"].as_u64().unwrap())
}

#[tokio::test]
async fn a_contact_at_a_distance_is_heard_in_the_scans_of_its_time_alone() {
    // 1800 s hold six to nine scans that are 211 to 300 s apart, and six to twelve that are 150 to 300 s apart.
    for (platform, most) in [("Android", 9), ("iOS", 12)] {
        for heard in heard_in_half_an_hour(platform, 1.0).await {
            assert!((6..=most).contains(&heard), "{platform}: {heard}");
        }
    }
}

#[tokio::test]
async fn what_is_too_weak_is_not_heard() {
    // 40 m: 51 + 25 × 1.6 = 91 dB. Android: −26 − 4 − 91 = −121 dBm; iPhone: 8 − 91 = −83 dBm.
    assert_eq!(heard_in_half_an_hour("Android", 40.0).await, [0, 0]);
    assert!(
        heard_in_half_an_hour("iOS", 40.0)
            .await
            .iter()
            .all(|heard| *heard >= 6)
    );
}

#[tokio::test]
async fn with_bluetooth_off_a_phone_hears_nothing_and_is_not_heard() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    phones.add("A", "iOS", "1.2.4").await;
    phones.add("B", "Android", "1.2.4").await;
    phones.change("A", json!({"bluetooth": false})).await;
    meet_closely(&phones, "A", "B").await;
    phones.move_to("2021-06-14T02:00:00Z").await;
    for name in ["A", "B"] {
        assert_eq!(phones.state(name).await["sightings"], 0, "{name}");
        assert_eq!(
            phones.places(name).await.get("contact_recorded"),
            Some(&false),
            "{name}"
        );
    }
}

#[tokio::test]
async fn with_bluetooth_off_after_the_contact_it_is_still_notified() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    phones.add("A", "iOS", "1.2.4").await;
    phones.add("B", "Android", "1.2.4").await;
    meet_closely(&phones, "A", "B").await;
    phones.move_to("2021-06-14T02:00:00Z").await;
    phones.change("B", json!({"bluetooth": false})).await;
    phones.move_to(NEXT_DAY).await;
    register_and_publish(&phones, &server, "A", 4).await;
    phones.open("B").await;
    assert_eq!(phones.notifications("B").await.len(), 1);
}

/// A and B meet from 23:35 UTC until 00:20, with a key of A's on either side of midnight.
async fn phones_that_met_over_midnight(server: &StandIn) -> Phones {
    let phones = Phones::start(server).await;
    phones.add("A", "Android", "1.2.4").await;
    phones.add("B", "iOS", "1.2.4").await;
    phones.meet(twenty_minutes_from("2021-06-14T23:35:00Z")).await;
    phones.meet(twenty_minutes_from("2021-06-15T00:00:00Z")).await;
    phones.move_to("2021-06-16T02:00:00Z").await;
    phones.register("A", json!({"onset_date": "2021-06-15"})).await;
    phones
}

#[tokio::test]
async fn the_key_changes_at_midnight_utc_and_both_keys_match() {
    let server = StandIn::start().await;
    let phones = phones_that_met_over_midnight(&server).await;
    let keys = server.submissions()[0].keys(4);
    // 2021-06-14 00:00 UTC is interval 2706048, the next day 144 later.
    let starts: Vec<u32> = keys.iter().map(|key| key.key.rolling_start.0).collect();
    assert_eq!(starts, [2_706_048, 2_706_192]);
    server.publish(keys);
    phones.open("B").await;
    // 1200 + 300 s on either side: 25 minutes, and a contact on each date.
    assert_eq!(
        contacts(&phones, "B").await,
        [("2021-06-14".to_owned(), 1), ("2021-06-15".to_owned(), 1)]
    );
    assert_eq!(
        phones.notifications("B").await.len(),
        1,
        "one check, one notification"
    );
}

#[tokio::test]
async fn the_key_of_one_day_reveals_nothing_of_the_next() {
    let server = StandIn::start().await;
    let phones = phones_that_met_over_midnight(&server).await;
    let first_day = server.submissions()[0].keys(4)[..1].to_vec();
    server.publish(first_day);
    phones.open("B").await;
    assert_eq!(contacts(&phones, "B").await, [("2021-06-14".to_owned(), 1)]);
}

#[tokio::test]
async fn deleting_the_app_deletes_everything_for_good() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    phones.add("A", "iOS", "1.2.4").await;
    phones.add("B", "Android", "1.2.4").await;
    meet_closely(&phones, "A", "B").await;
    phones.move_to(NEXT_DAY).await;
    phones.delete_app("B").await;
    let state = phones.state("B").await;
    assert_eq!((&state["sightings"], &state["own_keys"]), (&json!(0), &json!(0)));
    assert_eq!(
        (&state["app_installed"], &state["start_of_use"]),
        (&json!(false), &Value::Null)
    );

    phones.install("B", json!({})).await;
    assert_eq!(phones.state("B").await["start_of_use"], "2021-06-15");
    register_and_publish(&phones, &server, "A", 4).await;
    phones.open("B").await;
    assert!(phones.notifications("B").await.is_empty());
    // The keys of the first installation are gone; today's cannot be sent.
    assert_eq!(
        phones.register("B", json!({})).await["result"],
        "nothing_to_submit"
    );
}

#[tokio::test]
async fn a_phone_without_the_app_records_nothing() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    phones.add("A", "iOS", "1.2.4").await;
    let without = json!({"name": "B", "platform": "iOS", "release": "1.2.4", "app_installed": false});
    phones.call(Method::POST, "/control/devices", Some(without)).await;
    meet_closely(&phones, "A", "B").await;
    phones.move_to("2021-06-14T02:00:00Z").await;
    for name in ["A", "B"] {
        assert_eq!(phones.state(name).await["sightings"], 0, "{name}");
    }
}

/// The journal of a scenario with noise, keys and padding, as bytes.
async fn journal_of(seed: u64, in_steps: bool) -> String {
    let server = StandIn::start().await;
    let phones = Phones::with(&server, |config: &mut Config| {
        config.seed = Seed::from_number(seed);
    })
    .await;
    for (name, platform) in [("A", "iOS"), ("B", "Android"), ("C", "iOS")] {
        phones.add(name, platform, "1.2.4").await;
    }
    for devices in [["A", "B"], ["B", "C"], ["A", "C"]] {
        phones
            .meet(json!({
                "devices": devices, "starts_at": START, "duration_seconds": 1800, "distance_metres": 3.0,
            }))
            .await;
    }
    if in_steps {
        for now in [
            "2021-06-14T01:07:00Z",
            "2021-06-14T01:08:01Z",
            "2021-06-14T09:00:00Z",
        ] {
            phones.move_to(now).await;
        }
    }
    phones.move_to(NEXT_DAY).await;
    register_and_publish(&phones, &server, "A", 4).await;
    phones.move_to("2021-06-17T00:00:00Z").await;
    phones.journal().await.to_string()
}

#[tokio::test]
async fn the_same_seed_gives_the_same_journal_whatever_the_steps_of_the_clock() {
    let journal = journal_of(1, false).await;
    assert_eq!(journal_of(1, false).await, journal);
    assert_eq!(journal_of(1, true).await, journal);
    assert_ne!(journal_of(2, false).await, journal);
}
