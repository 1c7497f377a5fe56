//! iPhones: Apple is asked about a token, and what becomes of the answer is the state's (COCOA v1.0.0 to v2.0.1,
//! `DeviceValidationAppleService`).

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use notify_server::IosCheckSettings;
use rcgen::KeyPair;
use reqwest::Method;
use ring::digest::{SHA256, digest};
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use wiremock::matchers::method;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use crate::support::{Server, TODAY, key, key_data, submission, with};

/// The states, and whether a token that Apple does not confirm is accepted.
const STATES: [(&str, bool); 6] = [
    ("2020-09", false),
    ("2021-02", false),
    ("2021-06", false),
    ("2021-11", true),
    ("2022-04", true),
    ("2022-06", false),
];

/// A server of a date that asks under a URL.
async fn server(state: &str, url: &str, developer_key: &KeyPair) -> Server {
    Server::start_with(state, |config| {
        config.device_check.ios = Some(IosCheckSettings {
            apple_url: url.to_owned(),
            apple_key: developer_key.serialize_pem(),
            apple_key_id: "KEY".to_owned(),
            apple_team_id: "TEAM".to_owned(),
        });
    })
    .await
}

/// The same beside an Apple that always answers so.
async fn server_beside(state: &str, answer: ResponseTemplate) -> (Server, MockServer, KeyPair) {
    let (apple, developer_key) = (MockServer::start().await, KeyPair::generate().unwrap());
    Mock::given(method("POST"))
        .respond_with(answer)
        .mount(&apple)
        .await;
    let server = server(state, &apple.uri(), &developer_key).await;
    (server, apple, developer_key)
}

fn body(keys: &[Value]) -> Value {
    let body = with(submission(keys), "platform", json!("ios"));
    with(body, "deviceVerificationPayload", json!("token"))
}

async fn question(apple: &MockServer) -> (Request, Value) {
    let request = apple.received_requests().await.unwrap().pop().unwrap();
    let body = request.body_json().unwrap();
    (request, body)
}

#[tokio::test]
async fn a_token_that_apple_confirms_is_accepted_in_every_state() {
    for (state, _) in STATES {
        let (server, _apple, _) = server_beside(state, ResponseTemplate::new(200)).await;
        assert_eq!(
            server.submit(body(&[key(1, TODAY, 144)])).await.status(),
            204,
            "{state}"
        );
    }
}

/// Whatever the status: until 2021 and from June 2022 a refusal, in between nothing (until the cause of Apple's errors
/// was known).
#[tokio::test]
async fn a_token_that_apple_does_not_confirm_is_answered_as_the_state_says() {
    for (state, is_accepted) in STATES {
        for status in [201, 302, 400, 401, 429, 500, 503] {
            let (server, _apple, _) = server_beside(state, ResponseTemplate::new(status)).await;
            let response = server.submit(body(&[key(1, TODAY, 144)])).await;
            let expected = if is_accepted { 204 } else { 400 };
            assert_eq!(response.status(), expected, "{state}, {status}");
            if !is_accepted {
                assert_eq!(response.text().await.unwrap(), r#"{"Message":"Invalid Device"}"#);
            }
            assert_eq!(
                server.hersys.questions().len(),
                usize::from(is_accepted),
                "the number"
            );
        }
    }
}

/// An exception in every state: also where errors of Apple are overlooked.
#[tokio::test]
async fn an_apple_that_does_not_answer_makes_the_registration_fail_in_every_state() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    // Hears what is asked, and hangs up.
    let task = tokio::spawn(async move {
        while let Ok((connection, _)) = listener.accept().await {
            connection.readable().await.unwrap();
        }
    });
    for (state, _) in STATES {
        for url in [url.as_str(), "http://127.0.0.1:9/"] {
            let server = server(state, url, &KeyPair::generate().unwrap()).await;
            let response = server.submit(body(&[key(1, TODAY, 144)])).await;
            assert_eq!(response.status(), 500, "{state}, {url}");
            assert_eq!(server.hersys.questions().len(), 0, "the number was used up");
            assert_eq!(server.keys().await.len(), 0);
        }
    }
    task.abort();
}

#[tokio::test]
async fn apple_is_told_token_time_and_who_asks() {
    let (server, apple, developer_key) = server_beside("2021-06", ResponseTemplate::new(200)).await;
    server.submit(body(&[key(1, TODAY, 144)])).await;
    let (request, question) = question(&apple).await;
    assert_eq!(question["device_token"], "token");
    assert_eq!(question["timestamp"], 1_623_639_600_000_i64);
    assert_eq!(question.as_object().unwrap().len(), 3);
    assert_eq!(request.headers["content-type"], "application/json");

    let credentials = request.headers["authorization"].to_str().unwrap();
    let (signed, signature) = credentials
        .strip_prefix("Bearer ")
        .unwrap()
        .rsplit_once('.')
        .unwrap();
    let (header, claims) = signed.split_once('.').unwrap();
    let read =
        |part: &str| -> Value { serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap() };
    assert_eq!(read(header), json!({"alg": "ES256", "kid": "KEY"}));
    assert_eq!(read(claims), json!({"iss": "TEAM", "iat": 1_623_639_600}));
    let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, developer_key.public_key_raw())
        .verify(signed.as_bytes(), &signature)
        .unwrap();
}

/// Until COCOA v1.4.1 package, key data and regions, from v2.0.0 on all that an Android attestation covers but the
/// number. In both, `AgIC…` comes before `AQEB…`: to .NET letters of either size are alike at first.
#[tokio::test]
async fn the_transaction_is_made_of_what_the_state_says() {
    let (first, second) = (key_data(2), key_data(1));
    let package = "jp.go.mhlw.covid19radar";
    let of_key_data = format!("{package}{first}{second}440");
    let of_all_parts = format!("{package}{first}.{TODAY}.144,{second}.{TODAY}.144440");
    for (state, text) in [
        ("2021-06", &of_key_data),
        ("2021-11", &of_key_data),
        ("2022-04", &of_all_parts),
        ("2022-06", &of_all_parts),
    ] {
        let (server, apple, _) = server_beside(state, ResponseTemplate::new(200)).await;
        server
            .submit_v2(body(&[key(2, TODAY, 144), key(1, TODAY, 144)]))
            .await;
        let (_, question) = question(&apple).await;
        let expected = STANDARD.encode(digest(&SHA256, text.as_bytes()));
        assert_eq!(question["transaction_id"], expected, "{state}");
    }
}

/// COCOA v1.4.1 puts the key data together in a way that fails without any.
#[tokio::test]
async fn a_submission_without_keys_is_an_exception_until_2_0_0() {
    for (state, status) in [
        ("2021-06", 500),
        ("2021-11", 500),
        ("2022-04", 204),
        ("2022-06", 204),
    ] {
        let (server, _apple, _) = server_beside(state, ResponseTemplate::new(200)).await;
        assert_eq!(server.submit_v2(body(&[])).await.status(), status, "{state}");
        assert_eq!(
            server.hersys.questions().len(),
            usize::from(status == 204),
            "{state}"
        );
    }
}

#[tokio::test]
async fn both_columns_can_be_switched() {
    let (server, apple, _) = server_beside("2021-06", ResponseTemplate::new(503)).await;
    server.switch(&json!({"apple_failures": "accepted"})).await;
    assert_eq!(server.submit_v2(body(&[key(1, TODAY, 144)])).await.status(), 204);
    assert_eq!(apple.received_requests().await.unwrap().len(), 1);
    server.switch(&json!({"ios_device_check": "off"})).await;
    assert_eq!(server.submit_v2(body(&[key(2, TODAY, 144)])).await.status(), 204);
    assert_eq!(apple.received_requests().await.unwrap().len(), 1);
}

/// A platform that is neither, with both checks off, and one of the other system with one check on.
#[tokio::test]
async fn a_platform_is_checked_by_its_own_manufacturer_or_not_at_all() {
    let (server, apple, _) = server_beside("2022-06", ResponseTemplate::new(503)).await;
    let submit = async |platform: &str| {
        let body = with(body(&[key(1, TODAY, 144)]), "platform", json!(platform));
        server.submit_v2(body).await.status()
    };
    assert_eq!(submit("android").await, 204);
    for platform in ["iOS", "Android", "web"] {
        assert_eq!(submit(platform).await, 400, "{platform}");
    }
    assert_eq!(apple.received_requests().await.unwrap().len(), 0);
    assert_eq!(submit("ios").await, 400);
    assert_eq!(apple.received_requests().await.unwrap().len(), 1);
}

#[tokio::test]
async fn the_event_log_is_checked_alike() {
    let body = json!({
        "idempotencyKey": "K", "platform": "ios", "appPackageName": "P", "deviceVerificationPayload": "token",
        "eventLogs": [{"hasConsent": true, "epoch": 1, "type": "survey", "subtype": "survey", "content": 1}],
    });
    for (answer, status) in [(200, 201), (400, 400)] {
        let (server, apple, _) = server_beside("2022-11", ResponseTemplate::new(answer)).await;
        let request = server.request(Method::PUT, "/api/v1/event_log").json(&body);
        assert_eq!(request.send().await.unwrap().status(), status);
        let (_, question) = question(&apple).await;
        let expected = STANDARD.encode(digest(&SHA256, b"K|P|True.1.survey.survey.1"));
        assert_eq!(question["transaction_id"], expected);
    }
    let server = server("2022-11", "http://127.0.0.1:9/", &KeyPair::generate().unwrap()).await;
    let request = server.request(Method::PUT, "/api/v1/event_log").json(&body);
    assert_eq!(request.send().await.unwrap().status(), 500);
}

#[tokio::test]
async fn what_cannot_be_used_to_ask_apple_is_refused_at_the_start() {
    let key = KeyPair::generate().unwrap().serialize_pem();
    for (apple_key, apple_url, named) in [
        ("no key", "http://127.0.0.1:9/", "the key for Apple"),
        (key.as_str(), "no URL", "\"no URL\""),
    ] {
        let mut config = crate::support::config("2021-06", "http://127.0.0.1:9/");
        config.device_check.ios = Some(IosCheckSettings {
            apple_url: apple_url.to_owned(),
            apple_key: apple_key.to_owned(),
            apple_key_id: "KEY".to_owned(),
            apple_team_id: "TEAM".to_owned(),
        });
        let error = notify_server::start(config).await.unwrap_err().to_string();
        assert!(error.contains(named), "{error}");
        assert!(!error.contains("PRIVATE KEY-----"), "{error}");
    }
}
