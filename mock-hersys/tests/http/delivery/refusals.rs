//! What is not sent, or not sent again.

use mock_hersys::{Config, StartError};
use reqwest::Method;
use serde_json::{Value, json};

use super::{TELEPHONE, answering, gateway, message, resend, with_sms};
use crate::support::{Hersys, config};

#[tokio::test]
async fn a_refusal_is_final_until_the_health_centre_sends_again() {
    for status in [400, 401, 404, 422, 302] {
        let server = answering(&[status, 200]).await;
        let hersys = Hersys::start_with(with_sms(&server)).await;
        hersys.issued_number(TELEPHONE).await;
        let refused = message(&hersys).await;
        assert_eq!(refused["state"], "failed", "{status}");
        assert_eq!(refused["failure"], format!("the gateway answered {status}"));
        assert_eq!(
            hersys.move_clock("2021-06-20T03:00:00Z").await["next_due"],
            Value::Null
        );

        assert_eq!(resend(&hersys).await, 204);
        assert_eq!(message(&hersys).await["state"], "sent", "{status}");
        assert_eq!(
            resend(&hersys).await,
            409,
            "a message that was sent is not sent again"
        );
        let actions: Vec<String> = hersys
            .audited()
            .await
            .into_iter()
            .map(|(_, action)| action)
            .collect();
        assert_eq!(actions[3..], ["message_failed", "message_resent", "message_sent"]);
    }
}

#[tokio::test]
async fn a_message_whose_number_is_gone_is_neither_sent_nor_resent() {
    let server = answering(&[503]).await;
    let hersys = Hersys::start_with(with_sms(&server)).await;
    let number = hersys.issued_number(TELEPHONE).await;
    let path = format!("/control/processing-numbers/{number}");
    hersys.request(Method::DELETE, &path).send().await.unwrap();

    let withdrawn = message(&hersys).await;
    assert_eq!(
        (&withdrawn["state"], &withdrawn["failure"]),
        (&json!("failed"), &json!("the number is not live any more"))
    );
    hersys.move_clock("2021-06-15T03:00:00Z").await;
    assert_eq!(server.received_requests().await.unwrap().len(), 1);
    assert_eq!(resend(&hersys).await, 409);
}

#[tokio::test]
async fn neither_outbox_nor_trail_shows_the_token() {
    let server = answering(&[401]).await;
    let hersys = Hersys::start_with(with_sms(&server)).await;
    hersys.issued_number(TELEPHONE).await;
    let search = json!({"texts": ["secret-token"]});
    let found = hersys.send(Method::POST, "/control/search", search).await;
    assert_eq!(found.json::<Value>().await.unwrap(), json!([]));
}

#[tokio::test]
async fn an_unknown_message_cannot_be_sent_again() {
    let hersys = Hersys::start().await;
    for message in ["1", "x", "+1"] {
        let path = format!("/control/outbox/{message}/resend");
        let answer = hersys.request(Method::POST, &path).send().await.unwrap();
        assert_eq!(answer.status(), 404, "{message}");
    }
}

#[tokio::test]
async fn a_gateway_of_production_is_refused_at_the_start() {
    let refused = mock_hersys::start(Config {
        sms_gateway: Some(gateway("https://www.mhlw.go.jp/sms".to_owned())),
        ..config()
    })
    .await;
    let error = refused.unwrap_err();
    assert!(matches!(error, StartError::ProductionLock(_)), "{error}");
}

#[tokio::test]
async fn a_gateway_that_is_no_url_is_refused_at_the_start() {
    for url in [
        "",
        "gateway",
        "ftp://127.0.0.1/",
        "http://",
        "http://user:password@127.0.0.1/",
    ] {
        let refused = mock_hersys::start(Config {
            mail_gateway: Some(gateway(url.to_owned())),
            ..config()
        })
        .await;
        let error = refused.unwrap_err();
        assert!(
            matches!(error, StartError::GatewayUrl { channel: "mail" }),
            "{url}: {error}"
        );
        assert!(!error.to_string().contains("password@"), "{error}");
    }
}
