//! Signing keys that follow each other: an old file keeps its signature, and a phone that knows both keys reads both.

use exposure_notification::{SigningKey, VerificationKey, read_export};
use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::support::{Server, TODAY, key};

async fn rotate(server: &Server, rotation: Value) -> Response {
    let request = server.request(Method::POST, "/control/signing-keys/rotate");
    request.json(&rotation).send().await.unwrap()
}

async fn zip(server: &Server, number: u32) -> Vec<u8> {
    let response = server.get(&format!("/c19r/440/{number}.zip")).await;
    response.bytes().await.unwrap().to_vec()
}

async fn known_versions(server: &Server) -> Vec<String> {
    let keys: Vec<VerificationKey> =
        serde_json::from_value(server.get_json("/control/verification-keys").await).unwrap();
    keys.into_iter().map(|key| key.version).collect()
}

#[tokio::test]
async fn a_new_key_signs_from_its_moment_on_and_old_files_keep_their_signature() {
    let server = Server::start("2021-06").await;
    let first = server.verification_key().await;
    server.register_keys(&[key(1, TODAY - 144, 144)]).await;
    let rotation = json!({"version": "v2", "from": "2021-06-15T00:00:00Z"});
    let second: VerificationKey = rotate(&server, rotation).await.json().await.unwrap();
    assert_eq!((second.id.as_str(), second.version.as_str()), ("440-test", "v2"));
    server.move_clock("2021-06-14T15:00:00Z").await;
    assert_eq!(
        server.verification_key().await,
        first,
        "the new key does not sign yet"
    );

    server.register_keys(&[key(2, TODAY - 144, 144)]).await;
    server.move_clock("2021-06-15T15:00:00Z").await;

    assert_eq!(server.verification_key().await, second);
    assert_eq!(known_versions(&server).await, ["v1", "v2"]);
    let (old, new) = (zip(&server, 1).await, zip(&server, 2).await);
    let both = [first.clone(), second.clone()];
    for (file, known, unknown) in [(&old, &first, &second), (&new, &second, &first)] {
        assert!(read_export(file, &both).is_ok());
        assert!(read_export(file, std::slice::from_ref(known)).is_ok());
        assert!(read_export(file, std::slice::from_ref(unknown)).is_err());
    }
}

#[tokio::test]
async fn a_key_that_is_given_at_the_start_signs_from_its_moment_on() {
    let later = SigningKey::generate("440-test", "v2").unwrap();
    let verification_key = later.verification_key();
    let server = Server::start_with("2021-06", |config| {
        let from = "2021-06-14T12:00:00Z".parse().unwrap();
        config.signing_keys.add(from, later).unwrap();
    })
    .await;
    assert_ne!(server.verification_key().await, verification_key);
    server.move_clock("2021-06-14T12:00:00Z").await;
    assert_eq!(server.verification_key().await, verification_key);
}

#[tokio::test]
async fn a_key_that_phones_could_not_tell_apart_or_that_signed_in_the_past_is_refused() {
    let server = Server::start("2021-06").await;
    for rotation in [
        json!({"version": "v1"}),
        json!({"version": "v2", "from": "2021-06-14T02:59:59Z"}),
    ] {
        let response = rotate(&server, rotation.clone()).await;
        assert_eq!(response.status(), 409, "{rotation}");
        assert_eq!(response.headers()["content-type"], "application/problem+json");
    }
    assert_eq!(rotate(&server, json!({})).await.status(), 422);
    assert_eq!(known_versions(&server).await, ["v1"]);
    assert_eq!(rotate(&server, json!({"version": "v2"})).await.status(), 200);
    assert_eq!(server.verification_key().await.version, "v2", "from now on");
}
