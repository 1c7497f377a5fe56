//! A registration is kept whole or not at all (イ9).

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Server, TODAY, key, key_data, submission};

/// How many keys are registered at once.
const KEYS: u32 = 3;

async fn crash_after(server: &Server, keys: u32) {
    let fault = json!({"keys_after": keys});
    let request = server.request(Method::PUT, "/control/storage-fault").json(&fault);
    assert_eq!(request.send().await.unwrap().status(), 204);
}

#[tokio::test]
async fn a_crash_at_any_key_leaves_nothing_and_the_next_attempt_stores_all_once() {
    for written in 0..=KEYS {
        let server = Server::start("2021-06").await;
        let body = submission(&[1, 2, 3].map(|byte| key(byte, TODAY - 144, 144)));
        crash_after(&server, written).await;

        let request = server.request(Method::PUT, "/api/v2/diagnosis").json(&body);
        let crashed = request.send().await;

        assert!(crashed.is_err(), "a server that crashes does not answer");
        assert_eq!(server.keys().await, [Value::Null; 0], "after {written} keys");
        let ended = ("keys_registered".to_owned(), false);
        assert_eq!(server.journal().await.last(), Some(&ended));

        assert_eq!(server.submit_v2(body).await.status(), 204);
        let kept = server.keys().await;
        let stored: Vec<&Value> = kept.iter().map(|key| &key["key_data"]).collect();
        assert_eq!(
            stored,
            [&json!(key_data(1)), &json!(key_data(2)), &json!(key_data(3))]
        );
    }
}

#[tokio::test]
async fn a_crash_takes_nothing_that_was_stored_before() {
    let server = Server::start("2021-06").await;
    server.register_keys(&[key(1, TODAY - 144, 144)]).await;
    for written in [0, 1] {
        crash_after(&server, written).await;
        let body = submission(&[key(2, TODAY - 144, 144)]);
        let request = server.request(Method::PUT, "/api/v2/diagnosis").json(&body);
        assert!(request.send().await.is_err());
    }
    server.register_keys(&[key(3, TODAY - 144, 144)]).await;
    let kept = server.keys().await;
    let stored: Vec<&Value> = kept.iter().map(|key| &key["key_data"]).collect();
    assert_eq!(stored, [&json!(key_data(1)), &json!(key_data(3))]);
}

/// As COCOA did in all its versions: a switch, because what is promised to apps must hold in every state.
#[tokio::test]
async fn a_server_that_stores_key_by_key_keeps_a_part() {
    let server = Server::start("2021-06").await;
    server.switch(&json!({"storing": "one_by_one"})).await;
    crash_after(&server, 2).await;
    let body = submission(&[1, 2, 3].map(|byte| key(byte, TODAY - 144, 144)));
    let request = server.request(Method::PUT, "/api/v2/diagnosis").json(&body);
    assert!(request.send().await.is_err());
    assert_eq!(server.keys().await.len(), 1);
}
