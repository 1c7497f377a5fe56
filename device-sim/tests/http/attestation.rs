//! What vouches for the phones, and the services of their manufacturers.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use reqwest::{Method, StatusCode};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use testbed::http::client_builder;

use crate::leaving::at_the_end;
use crate::support::registering::{phone, result, told};
use crate::support::{Phones, StandIn};

const VERIFY: &str = "/manufacturers/google/v1/attestations/verify";
const VALIDATE: &str = "/manufacturers/apple/v1/validate_device_token";

/// Part 0 is the header, part 1 what is stated.
fn part(statement: &str, index: usize) -> Value {
    let part = statement.split('.').nth(index).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

/// What vouches for the phone in the last submission.
fn payload(server: &StandIn) -> String {
    let body = server.submissions().pop().unwrap().body;
    body["deviceVerificationPayload"].as_str().unwrap().to_owned()
}

async fn google_behaves(phones: &Phones, conduct: Value) {
    let (status, _) = phones
        .call(Method::PUT, "/control/manufacturers", Some(conduct))
        .await;
    assert_eq!(status, StatusCode::OK);
}

/// The nonce that COCOA's server expects of a submission with one key.
fn nonce_of(body: &Value, numbers: &[&str]) -> String {
    let [key] = &body["keys"].as_array().unwrap()[..] else {
        panic!("one key is expected");
    };
    let numbers: Vec<_> = numbers.iter().map(|name| key[name].to_string()).collect();
    let regions: Vec<_> = body["regions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|region| region.as_str().unwrap())
        .collect();
    let text = format!(
        "jp.go.mhlw.covid19radar|{}.{}|{}|01234567",
        key["keyData"].as_str().unwrap(),
        numbers.join("."),
        regions.join(",")
    );
    STANDARD.encode(Sha256::digest(text.as_bytes()))
}

#[tokio::test]
async fn google_states_what_each_release_submits() {
    let first = ["rollingStartNumber", "rollingPeriod", "transmissionRisk"];
    let second = ["rollingStartNumber", "rollingPeriod"];
    for (release, numbers) in [
        ("1.0.0", &first[..]),
        ("1.1.4", &first),
        ("1.2.1", &first),
        ("1.2.2", &second),
        ("1.4.1", &second),
        ("2.0.0", &second),
        ("2.0.1", &second),
    ] {
        let server = StandIn::start().await;
        let phones = phone(&server, "Android", release).await;
        assert_eq!(
            result(&phones, json!({"onset_date": "2021-06-14"})).await,
            told("completed", 0),
            "{release}"
        );
        let (statement, body) = (payload(&server), server.submissions().pop().unwrap().body);
        let claims = part(&statement, 1);
        assert_eq!(claims["nonce"], nonce_of(&body, numbers), "{release}");
        assert_eq!(claims["apkPackageName"], "jp.go.mhlw.covid19radar");
        assert_eq!(claims["ctsProfileMatch"], true);
        // 2021-06-15T02:00:00Z.
        assert_eq!(claims["timestampMs"], 1_623_722_400_000_i64);
        assert_eq!(part(&statement, 0)["x5c"].as_array().unwrap().len(), 2);
    }
}

#[tokio::test]
async fn google_knows_its_own_statements() {
    let server = StandIn::start().await;
    let phones = phone(&server, "Android", "1.2.4").await;
    phones.register("A", json!({})).await;
    let statement = payload(&server);
    let (signed, _) = statement.rsplit_once('.').unwrap();
    let (header, _) = signed.split_once('.').unwrap();
    for (statement, is_valid) in [
        (statement.clone(), true),
        (format!("{signed}.{}", "A".repeat(86)), false),
        (
            format!("{header}.e30.{}", statement.rsplit('.').next().unwrap()),
            false,
        ),
        ("nothing".to_owned(), false),
    ] {
        let question = json!({"signedAttestation": statement});
        let (status, verdict) = phones.call(Method::POST, VERIFY, Some(question)).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(verdict, json!({"isValidSignature": is_valid}));
    }
    let certificate = phones.text("/manufacturers/google/root-certificate").await;
    assert!(
        certificate.starts_with("-----BEGIN CERTIFICATE-----"),
        "{certificate}"
    );
}

/// The developer's credentials: a JSON Web Token with these names.
async fn credentials(phones: &Phones, key_id: Option<&str>) -> String {
    let path = "/control/manufacturers/apple-developer-key";
    let (_, key) = phones.call(Method::GET, path, None).await;
    let pem = key["key"].as_str().unwrap();
    let der: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
    let random = SystemRandom::new();
    let der = STANDARD.decode(der).unwrap();
    let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &der, &random).unwrap();
    let header = json!({"alg": "ES256", "kid": key_id.map_or(key["key_id"].clone(), Value::from)});
    let claims = json!({"iss": key["team_id"], "iat": 1_623_722_400});
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", part(&header), part(&claims));
    let signature = pair.sign(&random, signed.as_bytes()).unwrap();
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
}

async fn ask_apple(phones: &Phones, credentials: &str, question: &Value) -> StatusCode {
    let url = format!("{}{VALIDATE}", phones.url());
    let request = client_builder()
        .build()
        .unwrap()
        .post(url)
        .bearer_auth(credentials)
        .json(question);
    request.send().await.unwrap().status()
}

#[tokio::test]
async fn apple_confirms_the_tokens_of_its_phones_to_the_developer_alone() {
    let server = StandIn::start().await;
    let phones = phone(&server, "iOS", "1.2.4").await;
    phones.register("A", json!({})).await;
    let question = |token: &str| json!({"device_token": token, "transaction_id": "1", "timestamp": 1});
    let genuine = question(&payload(&server));
    let developer = credentials(&phones, None).await;
    assert_eq!(ask_apple(&phones, &developer, &genuine).await, StatusCode::OK);
    assert_eq!(
        ask_apple(&phones, &developer, &question("forged")).await,
        StatusCode::BAD_REQUEST
    );
    let incomplete = json!({"device_token": payload(&server)});
    assert_eq!(
        ask_apple(&phones, &developer, &incomplete).await,
        StatusCode::BAD_REQUEST
    );
    let stranger = credentials(&phones, Some("ANOTHERKEY")).await;
    for credentials in [stranger.as_str(), "", "a.b.c"] {
        assert_eq!(
            ask_apple(&phones, credentials, &genuine).await,
            StatusCode::UNAUTHORIZED
        );
    }
}

/// A token is new each time, and the same when the run is repeated.
#[tokio::test]
async fn a_phone_gives_a_new_token_for_every_registration() {
    let mut tokens = Vec::new();
    for _ in 0..2 {
        let server = StandIn::start().await;
        let phones = phone(&server, "iOS", "1.2.4").await;
        for _ in 0..2 {
            phones.register("A", json!({})).await;
            tokens.push(payload(&server));
        }
    }
    assert_ne!(tokens[0], tokens[1]);
    assert_eq!(tokens[..2], tokens[2..]);
}

/// 2.0.1 asks four times; before, the first statement is sent, whatever it says (COCOA v2.0.1
/// `DiagnosisKeyRegisterServer`).
#[tokio::test]
async fn an_error_of_google_is_sent_until_2_0_0_and_asked_again_from_2_0_1_on() {
    for (release, errors, expected, sent) in [
        ("1.4.1", 1, "completed", 1),
        ("2.0.0", 1, "completed", 1),
        ("2.0.1", 3, "completed", 1),
        ("2.0.1", 4, "failed", 0),
    ] {
        let server = StandIn::start().await;
        let phones = phone(&server, "Android", release).await;
        google_behaves(&phones, json!({"google": "error_claim", "remaining": errors})).await;
        assert_eq!(
            result(&phones, json!({})).await,
            told(expected, 0),
            "{release}, {errors}"
        );
        assert_eq!(server.submissions().len(), sent, "{release}, {errors}");
        if sent == 1 {
            let states_an_error = part(&payload(&server), 1).get("error").is_some();
            assert_eq!(states_an_error, release != "2.0.1", "{release}");
        }
        assert_eq!(
            result(&phones, json!({})).await.0,
            "completed",
            "{release}: afterwards"
        );
    }
}

#[tokio::test]
async fn a_google_that_does_not_answer_ends_the_registration_before_anything_is_sent() {
    for release in ["1.0.0", "1.2.1", "1.4.1", "2.0.0", "2.0.1"] {
        let server = StandIn::start().await;
        let phones = phone(&server, "Android", release).await;
        google_behaves(&phones, json!({"google": "no_answer"})).await;
        assert_eq!(result(&phones, json!({})).await, told("failed", 0), "{release}");
        assert_eq!(server.submissions().len(), 0, "{release}");
        assert!(!phones.places("A").await["registration_submitted"]);
    }
}

#[tokio::test]
async fn google_can_be_made_to_state_something_else() {
    let server = StandIn::start().await;
    let phones = phone(&server, "Android", "1.2.4").await;
    let mut claims = Vec::new();
    for conduct in ["genuine", "wrong_nonce", "other_app", "tampered_phone"] {
        google_behaves(&phones, json!({"google": conduct})).await;
        phones.register("A", json!({})).await;
        claims.push(part(&payload(&server), 1));
    }
    assert_ne!(claims[1]["nonce"], claims[0]["nonce"]);
    assert_eq!(claims[2]["nonce"], claims[0]["nonce"]);
    assert_eq!(claims[2]["apkPackageName"], "com.example.another");
    assert_eq!(
        (&claims[3]["ctsProfileMatch"], &claims[3]["basicIntegrity"]),
        (&json!(false), &json!(false))
    );
    let (status, _) = phones
        .call(
            Method::PUT,
            "/control/manufacturers",
            Some(json!({"google": "kind"})),
        )
        .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn faults_apply_to_the_manufacturers_as_to_any_public_path() {
    let server = StandIn::start().await;
    let phones = phone(&server, "iOS", "1.2.4").await;
    let rule = json!([{"path": "/manufacturers/apple", "fault": {"status": 503}}]);
    phones.call(Method::PUT, "/control/faults", Some(rule)).await;
    let developer = credentials(&phones, None).await;
    assert_eq!(
        ask_apple(&phones, &developer, &json!({})).await,
        StatusCode::SERVICE_UNAVAILABLE
    );
}

/// COCOA v3.0.0 `DeviceVerifierUtils`: key, package, events, their content as it is sent.
#[tokio::test]
async fn the_survey_of_3_0_0_is_covered_as_it_is_sent() {
    let server = StandIn::start().await;
    let phones = at_the_end(&server).await;
    let survey =
        json!({"survey": {"age": 3, "commuting": 1, "start_date": true, "send_exposure_data": true}});
    google_behaves(&phones, json!({"google": "error_claim", "remaining": 4})).await;
    assert_eq!(
        phones.app("B", "termination", survey.clone()).await["result"],
        "failed"
    );
    assert_eq!(server.uploads().len(), 0);
    assert_eq!(
        phones.app("B", "termination", survey).await["result"],
        "completed"
    );
    let upload = server.uploads().pop().unwrap();
    let sent = String::from_utf8(upload.body).unwrap();
    let body: Value = serde_json::from_str(&sent).unwrap();
    let (_, content) = sent.split_once("\"content\":").unwrap();
    let content = content.strip_suffix("}]}").unwrap();
    let event = &body["eventLogs"][0];
    let text = format!(
        "{}|jp.go.mhlw.covid19radar|True.{}.survey.survey.{content}",
        body["idempotencyKey"].as_str().unwrap(),
        event["epoch"]
    );
    let statement = body["deviceVerificationPayload"].as_str().unwrap();
    assert_eq!(
        part(statement, 1)["nonce"],
        STANDARD.encode(Sha256::digest(text.as_bytes()))
    );
}
