//! `GET /api/TemporaryExposureKeys`: the files asked of the server (until COCOA v1.2.4, `TemporaryExposureKeysApi`).

use serde_json::{Value, json};

use crate::support::{Server, TODAY, key};

/// 2021-06-14T15:00:00Z in Unix milliseconds.
const FIRST_EXPORT: i64 = 1_623_682_800_000;

/// 14 days before 2021-06-14T15:00:00Z, in Unix seconds.
const TWO_WEEKS_BEFORE: i64 = 1_622_473_200;

/// A server that has exported the keys of 2021-06-13 and of 2021-06-14.
async fn server_with_two_files() -> Server {
    let server = Server::start("2021-06").await;
    server
        .register_keys(&[key(1, TODAY - 144, 144), key(2, TODAY, 144)])
        .await;
    server.move_clock("2021-06-14T15:00:00Z").await;
    server
}

fn answer(server: &Server, timestamp: i64, files: &[u32]) -> Value {
    let url = server.running.url();
    let file = |number: &u32| json!({"url": format!("{url}/c19r/440/{number}.zip")});
    json!({"timestamp": timestamp, "keys": files.iter().map(file).collect::<Vec<_>>()})
}

#[tokio::test]
async fn files_are_told_whose_day_ends_at_the_moment_or_later() {
    let server = server_with_two_files().await;
    // The first file ends at 2021-06-14T00:00:00Z, 1,623,628,800 s.
    for (query, timestamp, files) in [
        ("", FIRST_EXPORT + 1, vec![1, 2]),
        ("?since=1623628800", FIRST_EXPORT + 1, vec![1, 2]),
        ("?since=1623628801", FIRST_EXPORT + 1, vec![2]),
        ("?since=1700000000", 1_700_000_000, vec![]),
        ("?since=yesterday", FIRST_EXPORT + 1, vec![1, 2]),
        ("?since=0", FIRST_EXPORT + 1, vec![1, 2]),
        ("?since=-1", -1, vec![]),
    ] {
        let answered = server
            .get_json(&format!("/api/TemporaryExposureKeys{query}"))
            .await;
        assert_eq!(answered, answer(&server, timestamp, &files), "{query}");
    }
}

#[tokio::test]
async fn a_region_is_told_its_own_files() {
    let server = server_with_two_files().await;
    let answered = server.get_json("/api/TemporaryExposureKeys/440").await;
    assert_eq!(answered, answer(&server, FIRST_EXPORT + 1, &[1, 2]));
    let answered = server.get_json("/api/TemporaryExposureKeys/441").await;
    assert_eq!(answered, answer(&server, TWO_WEEKS_BEFORE, &[]));
}

#[tokio::test]
async fn an_answer_is_up_to_sixty_seconds_old() {
    let server = Server::start("2021-06").await;
    server.register_keys(&[key(1, TODAY, 144)]).await;
    let count = async || {
        let answered = server.get_json("/api/TemporaryExposureKeys").await;
        answered["keys"].as_array().unwrap().len()
    };
    server.move_clock("2021-06-14T14:59:30Z").await;
    assert_eq!(count().await, 0);
    server.move_clock("2021-06-14T15:00:29Z").await;
    assert_eq!(
        server.list().await.len(),
        1,
        "the content network knows it already"
    );
    assert_eq!(count().await, 0);
    server.move_clock("2021-06-14T15:00:30Z").await;
    assert_eq!(count().await, 1);
}

#[tokio::test]
async fn what_went_out_of_use_can_be_switched_on() {
    let server = Server::start("2022-06").await;
    assert_eq!(server.get("/api/TemporaryExposureKeys").await.status(), 404);
    server.switch(&json!({"keys_api": true})).await;
    assert_eq!(server.get("/api/TemporaryExposureKeys").await.status(), 200);
}
