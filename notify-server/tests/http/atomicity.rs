//! A registration is kept whole or not at all (イ9).

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Server, TODAY, key, key_data, submission};

/// Of a registration of three keys: numbers for the keys, then a statement per key.
const STATEMENTS: u32 = 4;

async fn crash_after(server: &Server, statements: u32, remaining: u32) {
    let fault = json!({"after_statements": statements, "remaining": remaining});
    let request = server.request(Method::PUT, "/control/storage-fault").json(&fault);
    assert_eq!(request.send().await.unwrap().status(), 204);
}

#[tokio::test]
async fn a_crash_at_any_statement_leaves_nothing_and_the_next_attempt_stores_all_once() {
    for statements in 0..=STATEMENTS {
        let server = Server::start("2021-06").await;
        let body = submission(&[1, 2, 3].map(|byte| key(byte, TODAY - 144, 144)));
        crash_after(&server, statements, 1).await;

        let request = server.request(Method::PUT, "/api/v2/diagnosis").json(&body);
        let crashed = request.send().await;

        assert!(crashed.is_err(), "a server that crashes does not answer");
        assert_eq!(
            server.keys().await,
            [Value::Null; 0],
            "after {statements} statements"
        );
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
    crash_after(&server, 1, 2).await;
    for _ in 0..2 {
        let body = submission(&[key(2, TODAY - 144, 144)]);
        let request = server.request(Method::PUT, "/api/v2/diagnosis").json(&body);
        assert!(request.send().await.is_err());
    }
    server.register_keys(&[key(3, TODAY - 144, 144)]).await;
    let kept = server.keys().await;
    let stored: Vec<&Value> = kept.iter().map(|key| &key["key_data"]).collect();
    assert_eq!(stored, [&json!(key_data(1)), &json!(key_data(3))]);
}
