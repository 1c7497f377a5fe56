//! `POST /api/register`.

use reqwest::Method;
use serde_json::Value;

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
