//! Requests that only look like registrations, so that nobody sees from outside who registers (COCOA v1.4.0).

use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::support::{Server, TODAY, key, submission, with};

async fn submit_chaff(server: &Server, body: &Value) -> Response {
    let request = server
        .request(Method::PUT, "/api/v2/diagnosis")
        .header("X-Chaff", "anything");
    request.json(body).send().await.unwrap()
}

#[tokio::test]
async fn chaff_is_answered_like_a_registration_and_nothing_is_done() {
    for state in ["2021-11", "2022-04", "2022-06"] {
        let server = Server::start(state).await;
        let response = submit_chaff(&server, &submission(&[key(1, TODAY, 144)])).await;
        assert_eq!(response.status(), 204, "{state}");
        assert!(server.hersys.questions().is_empty(), "{state}");
        assert_eq!(server.keys().await, [Value::Null; 0], "{state}");
        assert_eq!(server.journal().await, [], "{state}");
    }
}

#[tokio::test]
async fn before_november_2021_the_header_says_nothing() {
    for state in ["2021-02", "2021-06", "2021-07", "2021-09"] {
        let server = Server::start(state).await;
        let response = submit_chaff(&server, &submission(&[key(1, TODAY, 144)])).await;
        assert_eq!(response.status(), 204, "{state}");
        assert_eq!(server.keys().await.len(), 1, "{state}");
    }
}

#[tokio::test]
async fn chaff_passes_the_same_checks() {
    let server = Server::start("2021-11").await;
    let body = with(submission(&[key(1, TODAY, 144)]), "platform", json!("windows"));
    assert_eq!(submit_chaff(&server, &body).await.status(), 400);
}

#[tokio::test]
async fn the_first_form_knows_no_chaff() {
    let server = Server::start("2022-06").await;
    let request = server
        .request(Method::PUT, "/api/diagnosis")
        .header("X-Chaff", "anything");
    let response = request
        .json(&submission(&[key(1, TODAY, 144)]))
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 204);
    assert_eq!(server.keys().await.len(), 1);
}
