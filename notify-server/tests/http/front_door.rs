//! `X-Azure-FDID`: requests that did not come through the Front Door (since COCOA v1.1.2). Where it stands among the
//! other checks is tested in `order_of_checks`.

use reqwest::Method;
use serde_json::json;

use crate::support::{Server, TODAY, key, submission};

async fn behind_front_door(state: &str) -> Server {
    Server::start_with(state, |config| {
        config.front_door_id = Some("front door".to_owned());
    })
    .await
}

#[tokio::test]
async fn another_front_door_is_refused_and_nothing_is_done() {
    let server = behind_front_door("2021-06").await;
    let request = server.request(Method::PUT, "/api/v2/diagnosis");
    let request = request.header("X-Azure-FDID", "front doo");
    let response = request
        .json(&submission(&[key(1, TODAY, 144)]))
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 418);
    assert_eq!(response.text().await.unwrap(), "");
    assert!(server.hersys.questions().is_empty());
    assert_eq!(server.journal().await, [("keys_registered".to_owned(), false)]);
}

#[tokio::test]
async fn without_an_identifier_nobody_looks_at_the_header() {
    let server = Server::start("2021-06").await;
    assert_eq!(
        server.submit_v2(submission(&[key(1, TODAY, 144)])).await.status(),
        204
    );
}

#[tokio::test]
async fn the_check_can_be_switched_and_downloads_do_not_have_it() {
    let server = behind_front_door("2021-06").await;
    assert_eq!(server.get("/c19r/Configration.json").await.status(), 200);
    let body = submission(&[key(1, TODAY, 144)]);
    assert_eq!(server.submit_v2(body.clone()).await.status(), 418);
    server.switch(&json!({"front_door_check": false})).await;
    assert_eq!(server.submit_v2(body).await.status(), 204);
}
