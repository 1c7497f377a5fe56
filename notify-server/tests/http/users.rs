//! `POST /api/register`.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::Server;

#[tokio::test]
async fn an_installation_becomes_a_user_with_a_name_and_a_secret() {
    let server = Server::start("2021-06").await;

    let response = server
        .request(Method::POST, "/api/register")
        .send()
        .await
        .unwrap();

    assert_eq!(response.status(), 200);
    let user: Value = response.json().await.unwrap();
    let user_uuid = user["userUuid"].as_str().unwrap();
    let (guid, ticks) = user_uuid.split_at(32);
    assert!(guid.bytes().all(|byte| byte.is_ascii_hexdigit()), "{user_uuid}");
    // 737,954 days from 0001-01-01 to 2021-06-14, and three hours, in 100 ns.
    assert_eq!(ticks, "637592364000000000");
    assert_eq!(user["secret"].as_str().unwrap().len(), 556);
    assert_eq!(user["jumpConsistentSeed"], 1);
}

/// COCOA v1.2.6 stopped telling names and secrets, v1.4.0 the number too: 33 and 556 zeros.
#[tokio::test]
async fn since_september_2021_the_answer_says_nothing() {
    for (state, seeds) in [
        ("2021-09", [1, 2]),
        ("2021-11", [0, 0]),
        ("2022-04", [0, 0]),
        ("2022-06", [0, 0]),
        ("2022-11", [0, 0]),
    ] {
        let server = Server::start(state).await;
        for seed in seeds {
            let response = server
                .request(Method::POST, "/api/register")
                .send()
                .await
                .unwrap();
            assert_eq!(response.status(), 200, "{state}");
            let expected =
                json!({"userUuid": "0".repeat(33), "secret": "0".repeat(556), "jumpConsistentSeed": seed});
            assert_eq!(response.json::<Value>().await.unwrap(), expected, "{state}");
        }
    }
}

#[tokio::test]
async fn until_july_2021_every_user_has_a_name() {
    for state in [
        "2020-06", "2020-07", "2020-09", "2020-11", "2020-12", "2021-02", "2021-06", "2021-07",
    ] {
        let user = Server::start(state).await.register_user().await;
        assert_eq!(user.user_uuid.len(), 50, "{state}");
        assert_ne!(user.secret, "0".repeat(556), "{state}");
    }
}

#[tokio::test]
async fn no_two_users_are_the_same() {
    let server = Server::start("2021-06").await;
    let first = server.register_user().await;
    let second = server.register_user().await;
    assert_ne!(first.user_uuid, second.user_uuid);
    assert_ne!(first.secret, second.secret);
}

#[tokio::test]
async fn the_same_seed_gives_the_same_users() {
    let mut users = Vec::new();
    for seed in [1, 1, 2] {
        let server = Server::start_with("2021-06", |config| {
            config.seed = testbed::seed::Seed::from_number(seed);
        });
        users.push(server.await.register_user().await.secret);
    }
    assert_eq!(users[0], users[1]);
    assert_ne!(users[0], users[2]);
}
