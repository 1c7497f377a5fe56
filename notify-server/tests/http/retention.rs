//! What is gone after 14 days (イ5).

use notify_server::EmptyList;
use serde_json::Value;

use crate::support::{Server, TODAY, key};

#[tokio::test]
async fn a_key_is_deleted_when_its_start_is_more_than_14_days_ago() {
    let server = Server::start("2021-06").await;
    server.register_keys(&[key(1, TODAY, 144)]).await;
    // Midnight UTC 14 days before 2021-06-28 is the key's start.
    server.move_clock("2021-06-29T14:44:59Z").await;
    assert_eq!(server.keys().await.len(), 1);
    server.move_clock("2021-06-29T14:45:00Z").await;
    assert_eq!(server.keys().await, [Value::Null; 0]);
}

#[tokio::test]
async fn a_key_is_deleted_whether_it_was_exported_or_not() {
    let server = Server::start("2021-06").await;
    server.register_keys(&[key(1, 0, 144)]).await;
    server.move_clock("2021-06-14T14:45:00Z").await;
    assert_eq!(server.keys().await, [Value::Null; 0]);
}

#[tokio::test]
async fn a_file_is_gone_when_its_end_is_more_than_14_days_ago_and_the_list_goes_stale() {
    let server = Server::start("2021-06").await;
    server.register_keys(&[key(1, TODAY, 144)]).await;
    // The file ends at 2021-06-15T00:00:00Z, 14 days before 2021-06-29.
    server.move_clock("2021-06-30T14:44:59Z").await;
    assert_eq!(server.get("/c19r/440/1.zip").await.status(), 200);

    server.move_clock("2021-06-30T14:45:00Z").await;
    assert_eq!(server.get("/c19r/440/1.zip").await.status(), 404);
    assert_eq!(
        server.list().await.len(),
        1,
        "the deletion does not touch the list"
    );

    server.move_clock("2021-07-01T15:00:00Z").await;
    assert_eq!(
        server.list().await.len(),
        1,
        "with no file left the list is not rewritten"
    );
}

#[tokio::test]
async fn an_expired_file_is_not_listed_even_while_it_waits_for_its_deletion() {
    let server = Server::start_with("2021-06", |config| {
        config.state.deletion_at = jiff::civil::time(16, 0, 0, 0);
    });
    let server = server.await;
    server
        .register_keys(&[key(1, TODAY - 144, 144), key(2, TODAY, 144)])
        .await;

    // File 1 ends at 2021-06-14T00:00:00Z, file 2 a day later: the limit is 2021-06-15.
    server.move_clock("2021-06-29T15:00:00Z").await;

    assert_eq!(server.get("/c19r/440/1.zip").await.status(), 200);
    let listed: Vec<_> = server
        .list()
        .await
        .iter()
        .map(|entry| entry["url"].clone())
        .collect();
    assert_eq!(listed, [format!("{}/c19r/440/2.zip", server.running.url())]);
}

#[tokio::test]
async fn a_list_with_files_left_forgets_the_ones_that_are_gone() {
    let server = Server::start("2021-06").await;
    server
        .register_keys(&[key(1, TODAY - 144, 144), key(2, TODAY, 144)])
        .await;
    server.move_clock("2021-06-29T15:00:00Z").await;
    let listed: Vec<_> = server
        .list()
        .await
        .iter()
        .map(|entry| entry["url"].clone())
        .collect();
    assert_eq!(listed, [format!("{}/c19r/440/2.zip", server.running.url())]);
}

#[tokio::test]
async fn a_server_that_empties_its_list_lists_nothing_when_nothing_is_left() {
    let server = Server::start_with("2021-06", |config| {
        config.state.empty_list = EmptyList::EmptyArray;
    })
    .await;
    server.register_keys(&[key(1, TODAY, 144)]).await;
    server.move_clock("2021-06-30T15:00:00Z").await;
    assert_eq!(server.list().await, [Value::Null; 0]);
}

/// COCOA v1.4.0.
#[tokio::test]
async fn since_november_2021_a_list_without_files_is_empty() {
    for state in ["2021-11", "2022-04", "2022-06", "2022-11"] {
        let server = Server::start(state).await;
        server.move_clock("2021-06-14T15:00:00Z").await;
        assert_eq!(server.list().await, [Value::Null; 0], "{state}");
    }
    for state in ["2020-06", "2020-07", "2020-09", "2020-11", "2021-02", "2021-09"] {
        let server = Server::start(state).await;
        server.move_clock("2021-06-15T15:00:00Z").await;
        assert_eq!(server.get("/c19r/440/list.json").await.status(), 404, "{state}");
    }
}

/// COCOA v1.1.2 to v1.1.4 compared seconds with intervals of ten minutes: keys were deleted, their files never.
#[tokio::test]
async fn in_september_2020_files_stayed_listed_and_were_never_deleted() {
    for (state, status, listed) in [("2020-07", 404, 0), ("2020-09", 200, 1), ("2020-11", 404, 0)] {
        let server = Server::start(state).await;
        server.register_keys(&[key(1, TODAY - 144, 144)]).await;
        server.move_clock("2021-06-20T15:00:00Z").await;
        server.register_keys(&[key(2, TODAY + 5 * 144, 144)]).await;
        // The first file ends at 2021-06-14T00:00:00Z, the second six days later.
        server.move_clock("2021-06-30T16:00:00Z").await;
        assert_eq!(server.get("/c19r/440/1.zip").await.status(), status, "{state}");
        assert_eq!(server.list().await.len(), 1 + listed, "{state}");
        assert_eq!(
            server.keys().await.len(),
            1,
            "{state}: keys are deleted all the same"
        );
    }
}
