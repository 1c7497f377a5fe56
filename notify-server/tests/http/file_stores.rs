//! Every kind of store keeps files alike.

use exposure_notification::read_export;
use notify_server::Files;
use serde_json::{Value, json};
use testbed::clock::Clock;

use crate::support::{AzureBlob, S3, Server, TODAY, config, key};

/// What a test asks of the store behind the server's back.
type Holds<'a> = &'a dyn Fn(&str) -> bool;

#[tokio::test]
async fn a_folder_keeps_files() {
    let folder = tempfile::tempdir().unwrap();
    // A name that an address can have and a path in one: with a space.
    let files = Files::Folder(folder.path().join("export files"));
    let holds = |name: &str| folder.path().join("export files").join(name).exists();
    assert_keeps_files(&files, &holds).await;
}

#[tokio::test]
async fn s3_keeps_files() {
    let s3 = S3::start().await;
    assert_keeps_files(&s3.files(), &|name| s3.holds(&format!("of/tokyo/{name}"))).await;
}

#[tokio::test]
async fn azure_blob_keeps_files() {
    let azure = AzureBlob::start().await;
    assert_keeps_files(&azure.files(), &|name| azure.holds(&format!("of/tokyo/{name}"))).await;
}

/// The life of files from the first export to the last deletion, over a restart. The memory of a server that ended is
/// gone; everything else the HTTP tests hold it to.
async fn assert_keeps_files(files: &Files, holds: Holds<'_>) {
    let folder = tempfile::tempdir().unwrap();
    let database = testbed::database::DatabaseAddress::File(folder.path().join("keys.sqlite"));
    let start = async |now: &str| {
        Server::start_with("2021-11", |config| {
            config.files = files.clone();
            config.database = database.clone();
            config.clock = Clock::virtual_at(now.parse().unwrap());
            config.public_url = Some("http://files.example".to_owned());
        })
        .await
    };

    let first = start("2021-06-14T03:00:00Z").await;
    assert_eq!(first.get("/c19r/440/list.json").await.status(), 404);
    let days = [TODAY - 288, TODAY - 144, TODAY];
    first.register_keys(&days.map(|day| key(1, day, 144))).await;
    first.move_clock("2021-06-14T15:00:00Z").await;
    let list = first.list().await;
    let urls: Vec<&Value> = list.iter().map(|entry| &entry["url"]).collect();
    let url = |number: u32| format!("http://files.example/c19r/440/{number}.zip");
    assert_eq!(urls, [&json!(url(1)), &json!(url(2)), &json!(url(3))]);
    assert_only_new_logs_are_kept(&first).await;
    let signed_with = first.verification_key().await;
    first.running.stop().await.unwrap();

    let second = start("2021-06-14T15:00:00Z").await;
    assert_eq!(second.list().await, list);
    for (number, day) in (1..).zip(days) {
        let zip = second.get(&format!("/c19r/440/{number}.zip")).await;
        assert_eq!(zip.status(), 200, "file {number}");
        assert!(holds(&format!("c19r/440/{number}.zip")));
        let export = read_export(&zip.bytes().await.unwrap(), std::slice::from_ref(&signed_with)).unwrap();
        assert_eq!(export.keys[0].key.rolling_start.0, day, "file {number}");
    }
    assert_eq!(second.get("/c19r/440/4.zip").await.status(), 404);

    // The first file's day ended at 2021-06-13T00:00:00Z, the last one's at 2021-06-15.
    second.move_clock("2021-06-28T15:00:00Z").await;
    assert_eq!(second.list().await.len(), 2);
    assert!(!holds("c19r/440/1.zip") && holds("c19r/440/2.zip"));
    second.move_clock("2021-06-30T15:00:00Z").await;
    assert_eq!(second.list().await, [Value::Null; 0]);
    assert!((1..=3).all(|number| !holds(&format!("c19r/440/{number}.zip"))));
    assert!(holds("c19r/440/list.json") && holds("inquiry-logs/cocoa_log_1.zip"));
}

/// A ticket allows to create and nothing else.
async fn assert_only_new_logs_are_kept(server: &Server) {
    let ticket = server.get_json("/api/inquirylog").await["sas_token"].clone();
    let upload = async |name: &str, log: &'static str| {
        let path = format!("/inquiry-logs/{name}?{}", ticket.as_str().unwrap());
        let request = server.request(reqwest::Method::PUT, &path).body(log);
        request.send().await.unwrap().status().as_u16()
    };
    assert_eq!(upload("cocoa_log_1.zip", "first").await, 201);
    assert_eq!(upload("cocoa_log_1.zip", "second").await, 403);
    assert_eq!(upload("cocoa_log_0.zip", "").await, 201);
    assert_eq!(upload("cocoa_log_2.zip", "third").await, 201);
    // "first" and "third" in base64.
    let expected = json!([
        {"name": "cocoa_log_0.zip", "content": ""},
        {"name": "cocoa_log_1.zip", "content": "Zmlyc3Q="},
        {"name": "cocoa_log_2.zip", "content": "dGhpcmQ="},
    ]);
    assert_eq!(server.get_json("/control/inquiry-logs").await, expected);
}

#[tokio::test]
async fn a_file_that_the_database_does_not_know_goes_with_the_next_deletion() {
    let folder = tempfile::tempdir().unwrap();
    let files = folder.path().join("c19r/440");
    std::fs::create_dir_all(&files).unwrap();
    std::fs::write(
        files.join("7.zip"),
        "written by a server that was killed before its record",
    )
    .unwrap();
    std::fs::write(files.join("notes.zip"), "no file of ours").unwrap();
    let server = Server::start_with("2021-06", |config| {
        config.files = Files::Folder(folder.path().to_owned());
    });
    let server = server.await;
    server.register_keys(&[key(1, TODAY, 144)]).await;
    server.move_clock("2021-06-14T15:00:00Z").await;
    server.move_clock("2021-06-15T14:45:00Z").await;

    assert!(!files.join("7.zip").exists());
    assert!(files.join("1.zip").exists() && files.join("notes.zip").exists());
}

#[tokio::test]
async fn a_server_does_not_start_with_a_store_that_refuses_its_key() {
    let s3 = S3::start().await;
    let mut config = config("2021-06", "http://127.0.0.1:1/check");
    config.files = s3.files_with_secret("another");
    let error = notify_server::start(config).await.unwrap_err().to_string();
    assert!(error.contains("--files") && !error.contains("another"), "{error}");
}
