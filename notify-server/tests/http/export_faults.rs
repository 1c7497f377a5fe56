//! Exports that break off, and exports of a defective server.

use std::io::{Cursor, Read};

use exposure_notification::{ExportError, read_export};
use reqwest::Method;
use serde_json::{Value, json};
use zip::ZipArchive;

use crate::support::{Server, TODAY, key};

async fn files_after(server: &Server, fault: Value) {
    let request = server.request(Method::PUT, "/control/storage-fault").json(&fault);
    assert_eq!(request.send().await.unwrap().status(), 204);
}

/// Moves the clock to an export that fails.
async fn failing_export(server: &Server, now: &str) {
    server.move_clock(now).await;
    assert_eq!(
        server.journal().await.pop(),
        Some(("export_published".to_owned(), false))
    );
}

/// The numbers of the files in the list.
async fn listed(server: &Server) -> Vec<String> {
    let url = format!("{}/c19r/440/", server.running.url());
    let of = |entry: &Value| {
        entry["url"]
            .as_str()
            .unwrap()
            .strip_prefix(&url)
            .unwrap()
            .to_owned()
    };
    server.list().await.iter().map(of).collect()
}

async fn first_bytes(server: &Server, number: u32) -> Vec<u8> {
    let keys = server.export(number).await.keys;
    let mut bytes: Vec<u8> = keys.iter().map(|key| key.key.key_data[0]).collect();
    bytes.sort_unstable();
    bytes
}

async fn server_with_three_days_of_keys() -> Server {
    let server = Server::start("2021-06").await;
    let keys = [
        key(1, TODAY - 432, 144),
        key(2, TODAY - 288, 144),
        key(3, TODAY - 144, 144),
    ];
    server.register_keys(&keys).await;
    server
}

#[tokio::test]
async fn files_of_an_export_that_breaks_off_stay_unlisted_and_every_key_goes_out_once() {
    let server = server_with_three_days_of_keys().await;
    files_after(&server, json!({"files_after": 1})).await;
    failing_export(&server, "2021-06-14T15:00:00Z").await;
    assert_eq!(server.get("/c19r/440/1.zip").await.status(), 200, "it is written");
    assert_eq!(
        server.get("/c19r/440/list.json").await.status(),
        404,
        "and nobody lists it"
    );
    let exported: Vec<Value> = server
        .keys()
        .await
        .iter()
        .map(|key| key["exported"].clone())
        .collect();
    assert_eq!(exported, [true, false, false]);

    files_after(&server, json!({})).await;
    server.move_clock("2021-06-15T15:00:00Z").await;

    // The number of the file that could not be written stays unused.
    assert_eq!(listed(&server).await, ["1.zip", "3.zip", "4.zip"]);
    for (number, byte) in [(1, 1), (3, 2), (4, 3)] {
        assert_eq!(first_bytes(&server, number).await, [byte]);
    }
}

#[tokio::test]
async fn a_list_that_cannot_be_written_is_written_by_the_next_export() {
    let server = server_with_three_days_of_keys().await;
    files_after(&server, json!({"files_after": 3})).await;
    failing_export(&server, "2021-06-14T15:00:00Z").await;
    assert_eq!(server.get("/c19r/440/list.json").await.status(), 404);
    files_after(&server, json!({})).await;
    server.move_clock("2021-06-15T15:00:00Z").await;
    assert_eq!(listed(&server).await, ["1.zip", "2.zip", "3.zip"]);
}

#[tokio::test]
async fn a_day_is_published_in_all_regions_or_again_in_all() {
    let server = Server::start_with("2021-06", |config| config.regions = "440,441".parse().unwrap()).await;
    server.register_keys(&[key(1, TODAY - 144, 144)]).await;
    files_after(&server, json!({"files_after": 1})).await;
    failing_export(&server, "2021-06-14T15:00:00Z").await;
    assert_eq!(server.keys().await[0]["exported"], false);
    files_after(&server, json!({})).await;
    server.move_clock("2021-06-15T14:45:00Z").await;
    assert_eq!(
        server.get("/c19r/440/1.zip").await.status(),
        404,
        "what nobody lists is deleted"
    );
    server.move_clock("2021-06-15T15:00:00Z").await;
    assert_eq!(listed(&server).await, ["2.zip"]);
    assert_eq!(server.get("/c19r/441/2.zip").await.status(), 200);
}

/// A defect that no version of COCOA had.
#[tokio::test]
async fn a_server_that_lists_first_names_files_that_are_not_there() {
    let server = server_with_three_days_of_keys().await;
    server.switch(&json!({"list_before_files": true})).await;
    files_after(&server, json!({"files_after": 2})).await;
    failing_export(&server, "2021-06-14T15:00:00Z").await;
    assert_eq!(listed(&server).await, ["1.zip", "2.zip", "3.zip"]);
    let status = async |number: u32| server.get(&format!("/c19r/440/{number}.zip")).await.status();
    assert_eq!(status(1).await, 200);
    assert_eq!(status(2).await, 404);
}

/// COCOA could not split the keys of a day: the second file would have had the number of the first.
#[tokio::test]
async fn a_day_of_more_keys_than_a_file_holds_is_not_exported() {
    let server = Server::start_with("2021-06", |config| config.keys_per_file = 2).await;
    server
        .register_keys(&[key(1, TODAY - 144, 144), key(2, TODAY - 144, 144)])
        .await;
    server.move_clock("2021-06-14T15:00:00Z").await;
    assert_eq!(first_bytes(&server, 1).await, [1, 2]);

    let three = [
        key(3, TODAY - 144, 144),
        key(4, TODAY - 144, 144),
        key(5, TODAY - 144, 144),
    ];
    server.register_keys(&three).await;
    failing_export(&server, "2021-06-15T15:00:00Z").await;
    assert_eq!(listed(&server).await, ["1.zip"]);
    assert_eq!(server.get("/c19r/440/2.zip").await.status(), 404);
}

/// A defect that no version of COCOA had.
#[tokio::test]
async fn a_server_that_does_not_mix_keys_shows_who_came_first() {
    let server = Server::start("2021-06").await;
    server.switch(&json!({"export_order": "as_registered"})).await;
    let keys: Vec<_> = (1..=40).map(|byte| key(byte, TODAY - 144, 144)).collect();
    server.register_keys(&keys).await;
    server.move_clock("2021-06-14T15:00:00Z").await;
    let keys = server.export(1).await.keys;
    let order: Vec<u8> = keys.iter().map(|key| key.key.key_data[0]).collect();
    assert_eq!(order, (1..=40).collect::<Vec<u8>>());
}

/// A defect that no version of COCOA had.
#[tokio::test]
async fn files_without_a_signature_or_with_that_of_a_stranger_are_refused() {
    for signature in ["missing", "wrong_key"] {
        let server = Server::start("2021-06").await;
        server.switch(&json!({"export_signature": signature})).await;
        server.register_keys(&[key(1, TODAY - 144, 144)]).await;
        server.move_clock("2021-06-14T15:00:00Z").await;
        let zip = server.get("/c19r/440/1.zip").await.bytes().await.unwrap();
        let error = read_export(&zip, &[server.verification_key().await]).unwrap_err();
        match signature {
            "missing" => assert!(matches!(error, ExportError::NoSignature), "{error}"),
            _ => assert!(matches!(error, ExportError::BadSignature { .. }), "{error}"),
        }
    }
}

/// COCOA v2.0.0 took the names out.
#[tokio::test]
async fn until_2021_signatures_named_the_app() {
    for (state, named) in [
        ("2020-07", true),
        ("2021-06", true),
        ("2021-11", true),
        ("2022-04", false),
    ] {
        let server =
            Server::start_with(state, |config| config.app.app_bundle_id = "app on ios".to_owned()).await;
        server.register_keys(&[key(1, TODAY - 144, 144)]).await;
        server.move_clock("2021-06-14T15:00:00Z").await;
        let zip = server.get("/c19r/440/1.zip").await.bytes().await.unwrap();
        let mut archive = ZipArchive::new(Cursor::new(zip)).unwrap();
        for entry in ["export.bin", "export.sig"] {
            let mut content = Vec::new();
            archive.by_name(entry).unwrap().read_to_end(&mut content).unwrap();
            let text = String::from_utf8_lossy(&content).into_owned();
            for name in ["app on ios", "jp.go.mhlw.covid19radar"] {
                assert_eq!(text.contains(name), named, "{state}: {name} in {entry}");
            }
        }
        server.export(1).await;
    }
}
