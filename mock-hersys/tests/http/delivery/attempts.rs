//! When a gateway is asked, and how often.

use std::time::Duration;

use mock_hersys::{Config, Gateway};
use reqwest::Method;
use serde_json::{Value, json};
use testbed::database::DatabaseAddress;
use tokio::net::{TcpListener, TcpSocket};
use wiremock::matchers::{header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{TELEPHONE, answering, gateway, message, with_sms};
use crate::support::{Hersys, config};

#[tokio::test]
async fn an_sms_is_posted_to_the_gateway_with_token_and_idempotency_key() {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path("/sms"))
        .and(header("authorization", "Bearer secret-token"))
        .and(header("content-type", "application/json"))
        .respond_with(ResponseTemplate::new(202))
        .expect(1)
        .mount(&server)
        .await;
    let hersys = Hersys::start_with(with_sms(&server)).await;
    hersys.issued_number(TELEPHONE).await;

    let message = message(&hersys).await;
    assert_eq!(
        (&message["state"], &message["attempts"]),
        (&json!("sent"), &json!(1))
    );
    let requests = server.received_requests().await.unwrap();
    let posted: Value = requests[0].body_json().unwrap();
    assert_eq!(
        posted,
        json!({"channel": "sms", "to": TELEPHONE, "text": message["text"]})
    );
    let key = requests[0].headers["idempotency-key"].to_str().unwrap();
    assert!(
        key.len() == 32 && key.bytes().all(|byte| byte.is_ascii_hexdigit()),
        "{key}"
    );
    let journal = hersys.journal().await;
    assert_eq!(
        journal,
        [
            ("number_issued".to_owned(), true),
            ("number_delivered".to_owned(), true)
        ]
    );
}

#[tokio::test]
async fn a_mail_goes_to_its_own_gateway_with_a_subject_and_an_sms_needs_none() {
    let server = answering(&[200]).await;
    let hersys = Hersys::start_with(Config {
        mail_gateway: Some(gateway(server.uri())),
        ..config()
    })
    .await;
    hersys.issued_number(TELEPHONE).await;
    let body = json!({"contact": {"mail": "a@example.jp"}});
    hersys.send(Method::POST, "/control/cases", body).await;
    hersys.report_positive("2").await;
    assert_eq!(hersys.issue("2").await.status(), 201);

    let outbox = hersys.get("/control/outbox").await;
    assert_eq!(
        (&outbox[0]["state"], &outbox[1]["state"]),
        (&json!("sent"), &json!("sent"))
    );
    let requests = server.received_requests().await.unwrap();
    assert_eq!(requests.len(), 1);
    let posted: Value = requests[0].body_json().unwrap();
    assert_eq!(
        posted,
        json!({
            "channel": "mail", "to": "a@example.jp", "subject": "処理番号のお知らせ", "text": outbox[1]["text"]
        })
    );
}

#[tokio::test]
async fn a_gateway_that_fails_is_asked_again_after_growing_waits_under_the_same_key() {
    let server = answering(&[503, 429, 408, 200]).await;
    let hersys = Hersys::start_with(with_sms(&server)).await;
    let number = hersys.issued_number(TELEPHONE).await;
    let mut waits = Vec::new();
    loop {
        let message = message(&hersys).await;
        if message["state"] != "pending" {
            break;
        }
        let next = message["next_attempt_at"].as_str().unwrap().to_owned();
        assert_eq!(hersys.get("/control/clock").await["next_due"], json!(next));
        hersys.move_clock(&next).await;
        waits.push(next);
    }
    assert_eq!(
        waits,
        [
            "2021-06-14T03:01:00Z",
            "2021-06-14T03:06:00Z",
            "2021-06-14T03:36:00Z"
        ]
    );
    let message = message(&hersys).await;
    assert_eq!(
        (&message["state"], &message["attempts"]),
        (&json!("sent"), &json!(4))
    );
    assert_eq!(message["failure"], Value::Null);
    let requests = server.received_requests().await.unwrap();
    let keys: Vec<_> = requests
        .iter()
        .map(|request| &request.headers["idempotency-key"])
        .collect();
    assert!(
        keys.len() == 4 && keys.iter().all(|key| *key == keys[0]),
        "{keys:?}"
    );
    assert_eq!(hersys.verify(&number).await, "valid");
}

#[tokio::test]
async fn one_long_leap_of_the_clock_makes_every_attempt_at_its_own_time() {
    let server = answering(&[500, 500, 500, 500, 500]).await;
    let hersys = Hersys::start_with(with_sms(&server)).await;
    hersys.issued_number(TELEPHONE).await;
    let clock = hersys.move_clock("2021-06-15T03:00:00Z").await;
    assert_eq!(clock["next_due"], Value::Null);
    let message = message(&hersys).await;
    assert_eq!(
        (&message["state"], &message["attempts"]),
        (&json!("failed"), &json!(5))
    );
    assert_eq!(message["failure"], "the gateway answered 500");
    let trail = hersys.get("/control/audit-trail").await;
    let failed = trail.as_array().unwrap().last().unwrap();
    // 1 min + 5 min + 30 min + 2 h after noon.
    assert_eq!(
        (&failed["action"], &failed["at"]),
        (&json!("message_failed"), &json!("2021-06-14T05:36:00Z"))
    );
    let journal = hersys.journal().await;
    assert_eq!(journal.last(), Some(&("number_delivered".to_owned(), false)));
}

#[tokio::test]
async fn a_gateway_that_does_not_listen_or_does_not_answer_is_asked_again() {
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    // Held without listening, so that no other test listens there meanwhile.
    let closed = TcpSocket::new_v4().unwrap();
    closed.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    for (address, failure) in [
        (silent.local_addr().unwrap(), "the gateway did not answer in time"),
        (closed.local_addr().unwrap(), "the gateway could not be reached"),
    ] {
        let hersys = Hersys::start_with(Config {
            sms_gateway: Some(Gateway {
                timeout: Duration::from_millis(50),
                ..gateway(format!("http://{address}"))
            }),
            ..config()
        })
        .await;
        hersys.issued_number(TELEPHONE).await;
        let message = message(&hersys).await;
        assert_eq!(
            (&message["state"], &message["failure"]),
            (&json!("pending"), &json!(failure))
        );
    }
}

#[tokio::test]
async fn a_pending_message_outlives_a_restart() {
    let server = answering(&[503, 200]).await;
    let folder = tempfile::tempdir().unwrap();
    let file = DatabaseAddress::File(folder.path().join("hersys.sqlite"));
    let start = async || {
        Hersys::start_with(Config {
            database: file.clone(),
            ..with_sms(&server)
        })
        .await
    };
    let hersys = start().await;
    hersys.issued_number(TELEPHONE).await;
    hersys.server.stop().await.unwrap();

    let hersys = start().await;
    assert_eq!(message(&hersys).await["state"], "pending");
    hersys.move_clock("2021-06-14T03:01:00Z").await;
    assert_eq!(message(&hersys).await["state"], "sent");
}
