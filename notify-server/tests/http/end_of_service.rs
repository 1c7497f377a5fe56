//! What the server of November 2022 still does (停; COCOA v3.0.0).

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{OLDEST_DAY, Server, TODAY, key, submission};

#[tokio::test]
async fn every_registration_is_answered_with_406_whatever_it_says() {
    let server = Server::start("2022-11").await;
    for path in ["/api/diagnosis", "/api/v2/diagnosis", "/api/v3/diagnosis"] {
        for body in [
            submission(&[key(1, TODAY, 144)]).to_string(),
            "not JSON".to_owned(),
        ] {
            let response = server.request(Method::PUT, path).body(body).send().await.unwrap();
            assert_eq!(response.status(), 406, "{path}");
            assert_eq!(response.text().await.unwrap(), "", "{path}");
        }
    }
    assert!(server.hersys.questions().is_empty());
    assert_eq!(server.keys().await, [Value::Null; 0]);
    let refused = ("keys_registered".to_owned(), false);
    assert_eq!(server.journal().await.last(), Some(&refused));
}

#[tokio::test]
async fn everything_else_is_answered_as_before() {
    let server = Server::start("2022-11").await;
    let registered = server
        .request(Method::POST, "/api/register")
        .send()
        .await
        .unwrap();
    assert_eq!(registered.status(), 200);
    server.move_clock("2021-06-14T07:00:00Z").await;
    assert_eq!(server.list().await, [Value::Null; 0]);
    assert_eq!(server.get("/c19r/Configration.json").await.status(), 200);
    assert_eq!(server.get("/api/inquirylog").await.status(), 200);
    let event = json!({"platform": "ios", "eventLogs": []});
    let event = server.request(Method::PUT, "/api/v1/event_log").json(&event);
    assert_eq!(event.send().await.unwrap().status(), 201);
}

/// COCOA v3.0.0 compares with `>=`: what was registered before the end goes out to the oldest day.
#[tokio::test]
async fn keys_registered_before_the_end_go_out_after_it() {
    let server = Server::start("2022-11").await;
    server.switch(&json!({"end_of_service": false})).await;
    server
        .register_keys(&[key(1, OLDEST_DAY, 144), key(2, TODAY, 144)])
        .await;
    server.switch(&json!({"end_of_service": true})).await;
    server.move_clock("2021-06-14T07:00:00Z").await;
    assert_eq!(server.list().await.len(), 2);
    assert_eq!(server.export(1).await.keys[0].key.key_data, [1; 16]);
}
