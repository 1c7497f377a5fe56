//! What a phone shows of itself, so that a check can look for what must not be somewhere.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{NEXT_DAY, Phones, StandIn, meet_closely};

async fn shown(phones: &Phones, name: &str, what: &str) -> Vec<Value> {
    let path = format!("/control/devices/{name}/{what}");
    let (status, answer) = phones.call(Method::GET, &path, None).await;
    assert_eq!(status, 200, "{answer}");
    answer.as_array().unwrap().clone()
}

#[tokio::test]
async fn a_phone_shows_what_it_has_heard_until_it_is_erased() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    phones.add("A", "iOS", "1.2.4").await;
    phones.add("B", "Android", "1.2.4").await;
    assert!(shown(&phones, "B", "heard-identifiers").await.is_empty());
    meet_closely(&phones, "A", "B").await;
    phones.move_to(NEXT_DAY).await;

    let heard = shown(&phones, "B", "heard-identifiers").await;
    // Sixteen bytes each, and a new one every ten minutes.
    assert!(heard.len() > 1, "{heard:?}");
    for identifier in &heard {
        assert_eq!(hex::decode(identifier.as_str().unwrap()).unwrap().len(), 16);
    }
    // The first day's key and the next day's.
    assert_eq!(shown(&phones, "B", "own-keys").await.len(), 2);

    phones.delete_app("B").await;
    for what in ["heard-identifiers", "own-keys"] {
        assert!(shown(&phones, "B", what).await.is_empty(), "{what}");
    }
}

#[tokio::test]
async fn a_phone_shows_what_it_has_sent_and_what_others_sent_is_not_among_it() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    phones.add("A", "iOS", "1.2.4").await;
    phones.add("B", "Android", "1.2.4").await;
    phones.move_to(NEXT_DAY).await;
    phones.register("A", json!({})).await;

    let sent = shown(&phones, "A", "sent-requests").await;
    let submission = sent.iter().find(|request| request["method"] == "PUT").unwrap();
    assert!(submission["url"].as_str().unwrap().ends_with("/api/v2/diagnosis"));
    let body = STANDARD.decode(submission["body"].as_str().unwrap()).unwrap();
    let body: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(body, server.submissions()[0].body);

    let of_the_other = shown(&phones, "B", "sent-requests").await;
    assert!(!of_the_other.is_empty(), "it registered its user");
    assert!(of_the_other.iter().all(|request| request["method"] != "PUT"));
}

#[tokio::test]
async fn nothing_is_shown_of_a_phone_that_does_not_exist() {
    let server = StandIn::start().await;
    let phones = Phones::start(&server).await;
    for what in ["heard-identifiers", "own-keys", "sent-requests"] {
        let path = format!("/control/devices/X/{what}");
        assert_eq!(phones.call(Method::GET, &path, None).await.0, 404, "{what}");
    }
}
