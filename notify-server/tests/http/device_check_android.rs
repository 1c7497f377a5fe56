//! Android phones: Google's statement, by state (COCOA v1.0.0 to v3.0.0, `DeviceValidationAndroidService`).

use notify_server::AndroidCheckSettings;
use reqwest::Method;
use serde_json::{Value, json};
use wiremock::matchers::{body_json, method, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::google::Google;
use crate::support::{Server, TODAY, key, key_data, submission, with};

/// The states in which Google is not asked: what is no JWS, and what nobody known signed, is answered with these.
const OFFLINE: [(&str, u16, u16); 4] = [
    ("2021-06", 500, 500),
    ("2021-11", 500, 500),
    ("2022-04", 500, 500),
    ("2022-06", 500, 400),
];

/// A server of a date that checks Android phones against this Google.
async fn server(state: &str, google: &Google, google_verify_url: &str) -> Server {
    Server::start_with(state, |config| {
        config.device_check.android = Some(AndroidCheckSettings {
            google_root_certificate: google.root_certificate.clone(),
            google_verify_url: google_verify_url.to_owned(),
            google_api_key: Some("google-key".to_owned()),
        });
    })
    .await
}

/// What an attestation of [`body`] covers in V2, and in V1 with the transmission risk.
fn covered_text(transmission_risk: &str) -> String {
    let data = key_data(1);
    format!("jp.go.mhlw.covid19radar|{data}.{TODAY}.0{transmission_risk}|440|48151623")
}

fn body(attestation: &str) -> Value {
    let body = submission(&[key(1, TODAY, 0)]);
    with(body, "deviceVerificationPayload", json!(attestation))
}

/// Submits what is refused with a status, and looks whether the number was left alone.
async fn refused(server: &Server, attestation: &str) -> u16 {
    let response = server.submit_v2(body(attestation)).await;
    let status = response.status().as_u16();
    let text = response.text().await.unwrap();
    let expected = if status == 400 {
        r#"{"Message":"Invalid Device"}"#
    } else {
        ""
    };
    assert_eq!(text, expected);
    assert_eq!(server.hersys.questions().len(), 0, "the number was used up");
    assert_eq!(server.keys().await.len(), 0);
    let (place, passed) = server.journal().await.pop().unwrap();
    assert_eq!((place.as_str(), passed), ("keys_registered", false));
    status
}

/// Neither another app's package nor a phone that was tampered with is looked at, as in the real server.
#[tokio::test]
async fn a_statement_made_for_this_very_submission_vouches_for_it() {
    let google = Google::new();
    for (state, ..) in OFFLINE {
        let server = server(state, &google, "http://127.0.0.1:9/").await;
        let response = server.submit_v2(body(&google.attest(&covered_text("")))).await;
        assert_eq!(response.status(), 204, "{state}");
        let response = server.submit(body(&google.attest(&covered_text(".0")))).await;
        assert_eq!(response.status(), 204, "V1, {state}");
    }
}

#[tokio::test]
async fn a_statement_made_for_another_submission_is_an_invalid_device_in_every_state() {
    let google = Google::new();
    let of_v1 = google.attest(&covered_text(".0"));
    for (state, ..) in OFFLINE {
        let server = server(state, &google, "http://127.0.0.1:9/").await;
        assert_eq!(refused(&server, &of_v1).await, 400, "{state}");
    }
}

#[tokio::test]
async fn what_is_no_statement_of_google_is_answered_as_the_state_says() {
    let google = Google::new();
    let genuine = google.attest(&covered_text(""));
    let (signed, _signature) = genuine.rsplit_once('.').unwrap();
    let header = json!({"alg": "ES256"});
    let untrusted = [
        ("another root", Google::new().attest(&covered_text(""))),
        ("no certificate", google.sign(&header, &json!({"nonce": ""}))),
        ("another signature", format!("{signed}.{}", "A".repeat(86))),
        (
            "an error, no nonce",
            google.state(&json!({"error": "internal_error"})),
        ),
        ("a nonce that is not base64", google.state(&json!({"nonce": "*"}))),
    ];
    for (state, shapeless, untrusted_status) in OFFLINE {
        let server = server(state, &google, "http://127.0.0.1:9/").await;
        for text in ["attestation", "a.b.c", "", "..", "simulated.device"] {
            if !text.is_empty() {
                assert_eq!(refused(&server, text).await, shapeless, "{state}, {text:?}");
            }
        }
        for (what, statement) in &untrusted {
            assert_eq!(
                refused(&server, statement).await,
                untrusted_status,
                "{state}, {what}"
            );
        }
    }
}

#[tokio::test]
async fn a_certificate_for_another_host_or_from_another_time_is_not_trusted() {
    for google in [
        Google::of_host("attest.example.com", 2030),
        Google::of_host("attest.android.com", 2020),
    ] {
        let server = server("2022-06", &google, "http://127.0.0.1:9/").await;
        assert_eq!(refused(&server, &google.attest(&covered_text(""))).await, 400);
    }
}

#[tokio::test]
async fn what_is_malformed_can_be_answered_otherwise_by_a_switch() {
    let google = Google::new();
    let server = server("2021-06", &google, "http://127.0.0.1:9/").await;
    server
        .switch(&json!({"malformed_attestation": "refused_400"}))
        .await;
    assert_eq!(refused(&server, "attestation").await, 400);
    server
        .switch(&json!({"malformed_attestation": "only_shapeless_error_500"}))
        .await;
    assert_eq!(refused(&server, "attestation").await, 500);
    server.switch(&json!({"android_device_check": "off"})).await;
    assert_eq!(server.submit_v2(body("attestation")).await.status(), 204);
}

/// Until COCOA v1.2.3 Google was asked; when it did not confirm, for whatever reason, the submission failed (the
/// defect that v1.2.4 took away).
#[tokio::test]
async fn until_2021_nothing_is_accepted_without_a_yes_of_google() {
    let google = Google::new();
    let statement = google.attest(&covered_text(".0"));
    let answers = [
        (
            ResponseTemplate::new(200).set_body_json(json!({"isValidSignature": true})),
            204,
        ),
        (
            ResponseTemplate::new(200).set_body_json(json!({"isValidSignature": false})),
            500,
        ),
        (ResponseTemplate::new(200).set_body_json(json!({})), 500),
        (
            ResponseTemplate::new(429).set_body_json(json!({"error": {"code": 429}})),
            500,
        ),
        (ResponseTemplate::new(503), 500),
        (ResponseTemplate::new(200).set_body_string("<html>"), 500),
    ];
    for state in ["2020-06", "2020-09", "2021-02"] {
        for (answer, status) in &answers {
            let verification = MockServer::start().await;
            Mock::given(method("POST"))
                .and(query_param("key", "google-key"))
                .and(body_json(json!({"signedAttestation": statement})))
                .respond_with(answer.clone())
                .expect(1)
                .mount(&verification)
                .await;
            let server = server(state, &google, &verification.uri()).await;
            server.switch(&json!({"verification_rule": "status_table"})).await;
            let response = server.submit(body(&statement)).await;
            assert_eq!(response.status(), *status, "{state}, {answer:?}");
            let questions = usize::from(*status == 204);
            assert_eq!(server.hersys.questions().len(), questions, "the number, {state}");
        }
        let server = server(state, &google, "http://127.0.0.1:9/").await;
        let response = server.submit(body(&statement)).await;
        assert_eq!(response.status(), 500, "{state}, nobody answers");
    }
}

/// The form is looked at before Google is asked, the nonce after it.
#[tokio::test]
async fn google_is_asked_about_statements_alone() {
    let google = Google::new();
    let verification = MockServer::start().await;
    let yes = ResponseTemplate::new(200).set_body_json(json!({"isValidSignature": true}));
    Mock::given(method("POST"))
        .respond_with(yes)
        .expect(1)
        .mount(&verification)
        .await;
    let server = server("2021-02", &google, &verification.uri()).await;
    assert_eq!(refused(&server, "attestation").await, 500);
    assert_eq!(refused(&server, &google.attest("something else")).await, 400);
}

#[tokio::test]
async fn chaff_needs_an_attestation_too() {
    let google = Google::new();
    let server = server("2022-06", &google, "http://127.0.0.1:9/").await;
    let chaff = async |attestation: &str| {
        let request = server
            .request(Method::PUT, "/api/v2/diagnosis")
            .header("X-Chaff", "1");
        request.json(&body(attestation)).send().await.unwrap().status()
    };
    assert_eq!(chaff(&google.attest(&covered_text(""))).await, 204);
    assert_eq!(chaff(&google.attest("something else")).await, 400);
}

/// V3 (COCOA v2.0.0, v2.0.1): the date is covered, in the second form with the symptoms; a submission of which a key is
/// dropped is not the one that was attested.
#[tokio::test]
async fn v3_covers_the_date_and_what_is_left_of_the_keys() {
    let (date, key_bytes) = ("2021-06-14T00:00:00.000+09:00", key_data(1));
    let google = Google::new();
    let rest = format!("{key_bytes}.{TODAY}.144.1|440|48151623");
    let first = format!("{date}|jp.go.mhlw.covid19radar|{rest}");
    let second = format!("jp.go.mhlw.covid19radar|{date}|HasSymptom|{rest}");
    let v3_key = |byte, start| with(key(byte, start, 144), "reportType", json!(1));
    let put = async |server: &Server, keys: &[Value], covered: &str| {
        let body = with(
            submission(keys),
            "deviceVerificationPayload",
            json!(google.attest(covered)),
        );
        let body = with(
            with(body, "symptomOnsetDate", json!(date)),
            "hasSymptom",
            json!(true),
        );
        let body = with(body, "onsetOfSymptomOrTestDate", json!(date));
        let request = server.request(Method::PUT, "/api/v3/diagnosis").json(&body);
        request.send().await.unwrap().status().as_u16()
    };
    for (state, right, wrong) in [("2022-04", &first, &second), ("2022-06", &second, &first)] {
        let server = server(state, &google, "http://127.0.0.1:9/").await;
        assert_eq!(put(&server, &[v3_key(1, TODAY)], right).await, 200, "{state}");
        assert_eq!(put(&server, &[v3_key(1, TODAY)], wrong).await, 400, "{state}");
        let with_one_too_old = [v3_key(1, TODAY), v3_key(2, TODAY - 15 * 144)];
        assert_eq!(
            put(&server, &with_one_too_old, right).await,
            200,
            "{state}: attested without it"
        );
        let both = right.replace(
            "|440",
            &format!(",{}.{}.144.1|440", key_data(2), TODAY - 15 * 144),
        );
        assert_eq!(
            put(&server, &with_one_too_old, &both).await,
            400,
            "{state}: attested with it"
        );
    }
}

/// COCOA v3.0.0 answers every malformed statement to the event log with 400, and v2.0.1 none that is no JWS.
#[tokio::test]
async fn the_event_log_is_checked_alike() {
    let google = Google::new();
    let event = json!({"hasConsent": true, "epoch": 1, "type": "survey", "subtype": "survey", "content": {"q2": 1, "q1": 2}});
    let camel = json!({
        "idempotencyKey": "K", "platform": "android", "appPackageName": "P", "eventLogs": [event],
    });
    let event =
        json!({"has_consent": true, "epoch": 1, "type": "survey", "subtype": "survey", "content": "text"});
    let snake = json!({
        "idempotency_key": "K", "platform": "android", "appPackageName": "P", "event_logs": [event],
    });
    // As serde_json orders the members when it writes the body.
    let (camel_text, snake_text) = (
        r#"K|P|True.1.survey.survey.{"q1":2,"q2":1}"#,
        "P|True.1.survey.survey.text",
    );
    for (state, body, covered, shapeless, untrusted) in [
        ("2022-04", &snake, snake_text, 500, 500),
        ("2022-06", &snake, snake_text, 500, 400),
        ("2022-11", &camel, camel_text, 400, 400),
    ] {
        let server = server(state, &google, "http://127.0.0.1:9/").await;
        let put = async |attestation: String| {
            let body = with(body.clone(), "deviceVerificationPayload", json!(attestation));
            let request = server.request(Method::PUT, "/api/v1/event_log").json(&body);
            request.send().await.unwrap().status().as_u16()
        };
        assert_eq!(put(google.attest(covered)).await, 201, "{state}");
        assert_eq!(put(google.attest("another")).await, 400, "{state}");
        assert_eq!(put("attestation".to_owned()).await, shapeless, "{state}");
        assert_eq!(put(Google::new().attest(covered)).await, untrusted, "{state}");
    }
}

#[tokio::test]
async fn a_root_that_is_no_certificate_is_refused_at_the_start() {
    let mut config = crate::support::config("2021-06", "http://127.0.0.1:9/");
    config.device_check.android = Some(AndroidCheckSettings {
        google_root_certificate: "no certificate".to_owned(),
        google_verify_url: "http://127.0.0.1:9/".to_owned(),
        google_api_key: None,
    });
    let error = notify_server::start(config).await.unwrap_err().to_string();
    assert!(error.contains("Google's root certificate"), "{error}");
    assert!(error.contains("BEGIN CERTIFICATE"), "{error}");
}
