//! What survives the server when its database is not in memory (イ9).

use std::path::Path;

use notify_server::{Config, Files, StartError};
use testbed::clock::Clock;
use testbed::database::DatabaseAddress;
use testbed::postgres_for_tests::database_of_this_run;

use crate::support::{Server, TODAY, config, key, submission};

/// A database and files that outlive a server.
fn lasting(folder: &Path) -> impl Fn(&mut Config) {
    let database = match database_of_this_run() {
        DatabaseAddress::Memory => DatabaseAddress::File(folder.join("keys.sqlite")),
        other => other,
    };
    let files = Files::Folder(folder.join("files"));
    move |config| {
        config.database = database.clone();
        config.files = files.clone();
    }
}

#[tokio::test]
async fn keys_users_and_files_survive_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let lasting = lasting(folder.path());
    let first = Server::start_with("2021-06", &lasting).await;
    let user = first.register_user().await;
    first.submit_v2(submission(&[key(1, TODAY - 144, 144)])).await;
    first.move_clock("2021-06-14T15:00:00Z").await;
    first.submit_v2(submission(&[key(2, TODAY - 144, 144)])).await;
    let keys = first.keys().await;
    let list = first.list().await;
    first.running.stop().await.unwrap();

    let second = Server::start_with("2021-06", |config| {
        lasting(config);
        config.clock = Clock::virtual_at("2021-06-14T15:00:00Z".parse().unwrap());
    });
    let second = second.await;

    assert_eq!(keys.len(), 2);
    assert_eq!(second.keys().await, keys);
    assert_eq!(second.list().await, list);
    assert_eq!(second.get("/c19r/440/1.zip").await.status(), 200);
    assert_ne!(
        second.register_user().await.user_uuid,
        user.user_uuid,
        "the same seed, but another user"
    );
    let submitted = second.submit_v1(&user, submission(&[key(3, TODAY, 144)])).await;
    assert_eq!(submitted.status(), 204, "the user is still known");
    second.move_clock("2021-06-15T15:00:00Z").await;
    assert_eq!(second.export(2).await.keys[0].key.key_data, [2; 16]);
    assert_eq!(
        second.list().await.len(),
        3,
        "file numbers go on where they ended"
    );
}

#[tokio::test]
async fn a_file_that_is_no_database_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    std::fs::write(&path, "this is no database, whatever its first bytes say").unwrap();
    let mut config = config("2021-06", "http://127.0.0.1:1/check");
    config.database = DatabaseAddress::File(path.clone());
    let error = notify_server::start(config).await.unwrap_err();
    assert!(matches!(error, StartError::Store(_)), "{error}");
    assert!(error.to_string().contains(path.to_str().unwrap()), "{error}");
}
