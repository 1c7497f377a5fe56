//! What the server does not keep (ア6, イ4).

use std::fs;
use std::path::Path;

use notify_server::Files;
use serde_json::json;
use testbed::database::DatabaseAddress;

use crate::support::{Answer, Server, TODAY, key, submission, with};

const NUMBERS: [&str; 2] = ["48151623", "42424242"];

/// Every file below the folder.
fn bytes_below(folder: &Path, bytes: &mut Vec<u8>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            bytes_below(&path, bytes);
        } else {
            bytes.extend(fs::read(path).unwrap());
        }
    }
}

#[tokio::test]
async fn a_processing_number_is_stored_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_owned();
    let server = Server::start_with("2021-06", |config| {
        config.database = DatabaseAddress::File(path.join("keys.sqlite"));
        config.files = Files::Folder(path.join("files"));
    });
    let server = server.await;

    server.register_keys(&[key(1, TODAY - 144, 144)]).await;
    server.hersys.answers(Answer::Result("1"));
    let refused = with(
        submission(&[key(2, TODAY, 144)]),
        "verificationPayload",
        json!(NUMBERS[1]),
    );
    assert_eq!(server.submit(refused).await.status(), 406);
    server.move_clock("2021-06-14T15:00:00Z").await;

    assert_eq!(server.get_json("/control/stored-numbers").await, json!([]));
    let journal = server.get_json("/control/journal").await.to_string();
    let mut bytes = Vec::new();
    bytes_below(folder.path(), &mut bytes);
    let stored = String::from_utf8_lossy(&bytes);
    // The hexadecimal key shows that the search sees what is stored.
    assert!(stored.contains("01010101010101010101010101010101"));
    for number in NUMBERS {
        assert!(
            !stored.contains(number) && !journal.contains(number),
            "{number} is kept"
        );
    }
}
