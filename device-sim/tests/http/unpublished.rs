//! What is assumed about the operating systems where nobody published anything.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::{NEXT_DAY, Phones, START, StandIn, contacts, register_and_publish};

const PATH: &str = "/control/unpublished";

async fn assume(phones: &Phones, unpublished: Value) -> Value {
    let (status, answer) = phones.call(Method::PUT, PATH, Some(unpublished)).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    answer
}

#[tokio::test]
async fn every_setting_shows_and_one_that_is_left_out_has_its_default() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    let (_, default) = phones.call(Method::GET, PATH, None).await;
    assert_eq!(default["ios_background_check_every_seconds"], 86_400);
    let answer = assume(&phones, json!({"ios_background_check_every_seconds": 7200})).await;
    let mut expected = default.clone();
    expected["ios_background_check_every_seconds"] = json!(7200);
    assert_eq!(answer, expected);
    assert_eq!(phones.call(Method::GET, PATH, None).await.1, expected);
    assert_eq!(assume(&phones, json!({})).await, default);
}

#[tokio::test]
async fn a_setting_that_does_not_exist_is_refused() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    for unpublished in [
        json!({"ios_background_check": 7200}),
        json!({"computation": {"ios_windows": 1}}),
        json!({"ios_quota_period": "sometimes"}),
    ] {
        let (status, problem) = phones.call(Method::PUT, PATH, Some(unpublished)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
    }
}

#[tokio::test]
async fn a_setting_holds_for_phones_that_are_there_already() {
    // Heard at 0 and 11 minutes: two exposures with gaps of up to 10 minutes, one with gaps of up to 15.
    for (unpublished, expected) in [
        (json!({}), 0),
        (
            json!({"computation": {"ios_longest_gap_in_exposure_seconds": 900}}),
            1,
        ),
    ] {
        let server = StandIn::start().await;
        let phones = Phones::start(&server).await;
        for name in ["A", "B"] {
            phones.add(name, "iOS", "1.2.4").await;
        }
        phones
            .meet(json!({
                "devices": ["A", "B"], "starts_at": START, "duration_seconds": 1200,
                "attenuation_db": 50, "heard_after_seconds": [0, 660, 1200],
            }))
            .await;
        phones.move_to(NEXT_DAY).await;
        register_and_publish(&phones, &server, "A", 4).await;
        assume(&phones, unpublished.clone()).await;
        phones.open("B").await;
        // One exposure of 1200 + 300 s is 25 minutes; of two, the second has 540 + 300 s: 15 minutes, score 0.
        let listed: u64 = contacts(&phones, "B").await.iter().map(|(_, count)| count).sum();
        assert_eq!(listed, expected, "{unpublished}");
    }
}

#[tokio::test]
async fn an_iphone_checks_as_often_as_assumed() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    assume(&phones, json!({"ios_background_check_every_seconds": 7200})).await;
    phones.add("A", "iOS", "1.2.4").await;
    let next = phones.move_to(START).await;
    let next: jiff::Timestamp = next.as_str().unwrap().parse().unwrap();
    let start: jiff::Timestamp = START.parse().unwrap();
    assert!(
        next > start && next.as_second() <= start.as_second() + 7200,
        "{next}"
    );
}
