//! What `/openapi.json` says of the server, and whether it is so.

use notify_server::ServerState;
use reqwest::Method;
use serde_json::json;

use crate::support::Server;

#[tokio::test]
async fn every_operation_is_described_with_examples_that_hold() {
    let server = Server::start("2022-06").await;
    let contract = server.contract().await;
    assert_eq!(contract.shortcomings(), Vec::<String>::new());
}

#[tokio::test]
async fn every_route_is_described_and_nothing_else() {
    let server = Server::start("2022-06").await;
    let contract = server.contract().await;
    assert!(contract.paths().contains("/api/v2/diagnosis"));
    for path in contract.paths() {
        for method in contract.methods_beside(&path) {
            let answer = server.request(method.clone(), &path).send().await.unwrap();
            assert_eq!(answer.status(), 405, "{method} {path}");
        }
    }
}

#[tokio::test]
async fn every_state_is_described_alike() {
    let first = Server::start("2020-06").await.get_json("/openapi.json").await;
    assert_eq!(first["info"]["title"], "notify-server");
    for state in ServerState::names() {
        let description = Server::start(state).await.get_json("/openapi.json").await;
        assert_eq!(description, first, "{state}");
    }
}

#[tokio::test]
async fn the_description_is_there_whatever_the_faults_and_without_control() {
    let server = Server::start_with("2021-06", |config| config.test_instance = false).await;
    assert_eq!(server.get("/openapi.json").await.status(), 200);

    let server = Server::start("2021-06").await;
    let faults = json!([{"path": "/", "fault": {"status": 503}}]);
    let set = server
        .request(Method::PUT, "/control/faults")
        .json(&faults)
        .send()
        .await;
    assert_eq!(set.unwrap().status(), 204);
    assert_eq!(server.get("/openapi.json").await.status(), 200);
}
