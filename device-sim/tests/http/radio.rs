//! Where phones meet, what models they are and how they are carried.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::{Phones, START, StandIn};

/// How many beacons A hears of B in three hours at a distance.
async fn heard(metres: f64, environment: Option<&str>, device: Value) -> u64 {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    for name in ["A", "B"] {
        let mut phone = json!({"name": name, "platform": "Android", "release": "1.2.4"});
        phone
            .as_object_mut()
            .unwrap()
            .extend(device.as_object().unwrap().clone());
        let (status, state) = phones.call(Method::POST, "/control/devices", Some(phone)).await;
        assert_eq!(status, StatusCode::CREATED, "{state}");
    }
    let mut encounter = json!({
        "devices": ["A", "B"], "starts_at": START, "duration_seconds": 10_800, "distance_metres": metres,
    });
    if let Some(environment) = environment {
        encounter["environment"] = json!(environment);
    }
    phones.meet(encounter).await;
    phones.move_to("2021-06-14T05:00:00Z").await;
    phones.state("A").await["sightings"].as_u64().unwrap()
}

#[tokio::test]
async fn a_tram_carries_a_beacon_farther_than_the_open() {
    // Mi A1 sends −18 dBm, corrects by 1 and hears down to −100 dBm, that is up to 81 dB. At 60 m a contact has 95.5 dB
    // in the open, 100.5 indoors and 71.9 in a tram.
    let model = || json!({"handset": "Mi A1"});
    assert_eq!(heard(60.0, None, model()).await, 0);
    assert_eq!(heard(60.0, Some("open"), model()).await, 0);
    assert_eq!(heard(60.0, Some("indoor"), model()).await, 0);
    assert!(heard(60.0, Some("tram"), model()).await > 0);
}

#[tokio::test]
async fn models_differ_and_are_named() {
    // SO-51A sends −45 dBm and corrects by 4: it is heard up to 51 dB alone, which is 1 m in the open; 4 m are 66 dB.
    assert_eq!(heard(4.0, None, json!({"handset": "SO-51A"})).await, 0);
    // Mi A1 sends −18 dBm and corrects by 1: up to 81 dB. Three hours have a scan in every 300 s.
    assert!(heard(4.0, None, json!({"handset": "Mi A1"})).await >= 36);

    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    for (platform, handset) in [("Android", "Nokia 3310"), ("iOS", "Pixel 4")] {
        let device = json!({"name": "A", "platform": platform, "release": "1.2.4", "handset": handset});
        let (status, problem) = phones.call(Method::POST, "/control/devices", Some(device)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
        assert!(problem["detail"].as_str().unwrap().contains(handset), "{problem}");
    }
}

#[tokio::test]
async fn an_environment_that_makes_no_sense_is_refused() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    for name in ["A", "B"] {
        phones.add(name, "iOS", "1.2.4").await;
    }
    let at_distance = |environment: &str| {
        json!({"devices": ["A", "B"], "starts_at": START, "duration_seconds": 600, "distance_metres": 1.0,
               "environment": environment})
    };
    let exact = json!({"devices": ["A", "B"], "starts_at": START, "duration_seconds": 600, "attenuation_db": 50,
                       "heard_after_seconds": [0], "environment": "tram"});
    for encounter in [at_distance("submarine"), exact] {
        let (status, problem) = phones
            .call(Method::POST, "/control/encounters", Some(encounter))
            .await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
    }
    let (status, _) = phones
        .call(Method::POST, "/control/encounters", Some(at_distance("tram")))
        .await;
    assert_eq!(status, StatusCode::CREATED);
}
