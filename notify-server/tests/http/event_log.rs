//! `PUT /api/v1/event_log`: events of the use of an app (COCOA v2.0.0 and v3.0.0).

use reqwest::{Method, Response};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::Server;

/// As COCOA v3.0.0 sends it: one event with consent, one without.
fn camel_case() -> Value {
    let event = |has_consent: bool| {
        json!({
            "hasConsent": has_consent,
            "epoch": 1_623_640_200,
            "type": "ExposureNotification",
            "subtype": "ExposureNotified",
            "content": {"notifiedTimestamp": 1_623_640_200},
        })
    };
    json!({
        "idempotencyKey": "1",
        "platform": "android",
        "appPackageName": "jp.go.mhlw.covid19radar",
        "deviceVerificationPayload": "attestation",
        "eventLogs": [event(true), event(false)],
    })
}

/// As COCOA v2.0.0 would have sent it.
fn snake_case() -> Value {
    json!({
        "idempotency_key": "1",
        "platform": "ios",
        "appPackageName": "jp.go.mhlw.covid19radar",
        "deviceVerificationPayload": "token",
        "event_logs": [{
            "has_consent": true,
            "epoch": 1_623_640_200,
            "type": "survey",
            "subtype": "survey",
            "content": "{}",
        }],
    })
}

async fn send(server: &Server, body: &Value) -> Response {
    let request = server.request(Method::PUT, "/api/v1/event_log");
    request.json(body).send().await.unwrap()
}

/// The status of a request with these headers and no body.
async fn status_of(server: &Server, headers: &str) -> String {
    let mut stream = TcpStream::connect(server.running.address()).await.unwrap();
    let request =
        format!("PUT /api/v1/event_log HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer.split(' ').nth(1).unwrap().to_owned()
}

#[tokio::test]
async fn an_event_with_consent_is_kept_and_one_without_is_passed_over() {
    let server = Server::start("2022-11").await;
    let response = send(&server, &camel_case()).await;
    assert_eq!(response.status(), 201);
    assert_eq!(response.text().await.unwrap(), "");
    let expected = json!([{
        "epoch": 1_623_640_200,
        "type": "ExposureNotification",
        "subtype": "ExposureNotified",
        "content": {"notifiedTimestamp": 1_623_640_200},
        "received_at": "2021-06-14T03:00:00Z",
    }]);
    assert_eq!(server.get_json("/control/event-logs").await, expected);
}

#[tokio::test]
async fn an_event_sent_again_is_kept_once() {
    let server = Server::start("2022-11").await;
    send(&server, &camel_case()).await;
    send(&server, &camel_case()).await;
    let count = async || {
        server
            .get_json("/control/event-logs")
            .await
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!(count().await, 1);
    let mut other = camel_case();
    other["idempotencyKey"] = json!("2");
    send(&server, &other).await;
    assert_eq!(count().await, 2);
}

/// Without its list of events a body breaks the real server; each state knows the members of its own form alone.
#[tokio::test]
async fn every_state_reads_its_own_form() {
    for (state, own, other) in [
        ("2022-04", snake_case(), camel_case()),
        ("2022-06", snake_case(), camel_case()),
        ("2022-11", camel_case(), snake_case()),
    ] {
        let server = Server::start(state).await;
        assert_eq!(send(&server, &own).await.status(), 201, "{state}");
        assert_eq!(send(&server, &other).await.status(), 500, "{state}");
        let kept = server.get_json("/control/event-logs").await;
        assert_eq!(kept.as_array().unwrap().len(), 1, "{state}");
    }
    let server = Server::start("2022-04").await;
    send(&server, &snake_case()).await;
    assert_eq!(server.get_json("/control/event-logs").await[0]["content"], "{}");
}

#[tokio::test]
async fn before_2022_there_is_no_event_log() {
    for state in ["2020-09", "2021-06", "2021-11"] {
        let server = Server::start(state).await;
        assert_eq!(send(&server, &snake_case()).await.status(), 404, "{state}");
    }
}

/// Order: stated size, then the body, then the device.
#[tokio::test]
async fn what_is_wrong_is_refused_in_the_documented_order() {
    let server = Server::start("2022-11").await;
    assert_eq!(
        status_of(&server, "Transfer-Encoding: chunked\r\n").await,
        "400",
        "no size"
    );
    assert_eq!(status_of(&server, "Content-Length: many\r\n").await, "400");
    assert_eq!(status_of(&server, "Content-Length: -1\r\n").await, "400");
    // 10 MiB and a byte.
    assert_eq!(status_of(&server, "Content-Length: 10485761\r\n").await, "413");

    let put = async |body: String| {
        let request = server.request(Method::PUT, "/api/v1/event_log").body(body);
        request.send().await.unwrap().status().as_u16()
    };
    assert_eq!(put("not JSON".to_owned()).await, 500);
    assert_eq!(put(r#"{"eventLogs": "none"}"#.to_owned()).await, 400);
    assert_eq!(
        put(r#"{"platform": "Android"}"#.to_owned()).await,
        400,
        "the device comes first"
    );
    assert_eq!(
        put(r#"{"platform": "android"}"#.to_owned()).await,
        500,
        "no events"
    );
    let body = camel_case().to_string();
    let body = format!("{body}{}", " ".repeat(10 * 1024 * 1024 - body.len()));
    assert_eq!(put(body).await, 201, "10 MiB");
    assert_eq!(
        server
            .get_json("/control/event-logs")
            .await
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test]
async fn events_need_the_functions_key() {
    let server = Server::start_with("2022-11", |config| config.functions_key = Some("key".to_owned())).await;
    assert_eq!(send(&server, &camel_case()).await.status(), 401);
    let request = server
        .request(Method::PUT, "/api/v1/event_log")
        .header("x-functions-key", "key");
    assert_eq!(request.json(&camel_case()).send().await.unwrap().status(), 201);
}
